/*
 * csv.h: the records of an event file (RFC 4180), one bad one at a time.
 *
 * Why not libcsv: it tells neither the line nor the column of a fault,
 * lets stray quotes pass, and hands over a copy byte by byte; an officer
 * must find the fault, and a million rows must not wait for it.
 *
 * Accepted    a BOM, CR LF, a missing last line end; empty lines are no
 *             records.
 * Faults      bad-csv: a quote inside a cell that is not quoted, text
 *             behind a closing quote, a quote that is never closed, a lone
 *             CR, more or fewer cells than csv_expect said. bad-utf8: not
 *             UTF-8 (a NUL is left to the form of its field). too-long: a
 *             record over LIMIT_RECORD_BYTES or a cell over
 *             LIMIT_FIELD_BYTES. Tested in this order.
 * After one   reading goes on behind the record, or, where its end cannot
 *             be told (quotes, lone CR, too long), on the line after the
 *             one where it began: a stray quote costs one row. No byte is
 *             looked at more than a few times for that: a record that
 *             spans lines ends at the next odd number of quotes.
 * Lines       physical ones, from 1; a record's line is its first.
 * Speed       cells are slices of the window; eight bytes a step.
 * Ownership   a record borrows from the csv until the next csv_next, or
 *             csv_free; the inflow stays the caller's.
 */
#ifndef BATCH_ENGINE_CSV_H
#define BATCH_ENGINE_CSV_H

#include "ledger/base/err.h"
#include "ledger/base/limits.h"
#include "ledger/base/pack.h"
#include "ledger/book.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inflow;
struct csv;

struct csv_record {
	uint64_t line;
	struct slice raw; /* as it came, without its line end; of a record
			     whose end cannot be told its first line, cut
			     one byte over the limit */
	size_t count;	  /* cells, even above LIMIT_COLUMNS; 0: not told */
	struct slice cell[LIMIT_COLUMNS];
	struct refusal fault; /* code REFUSAL_NONE: the record is good */
};

struct csv *csv_new(struct inflow *in);
void csv_free(struct csv *csv);

/*
 * Before the first record: cells are separated by , ; | or a tab, and bytes
 * need not be UTF-8 (an encoding in which ASCII is ASCII: map.h).
 */
void csv_read_as(struct csv *csv, char separator, bool any_bytes);

/* "semicolon" */
const char *csv_separator_name(char separator);

/* From now on a record of another number of cells is bad-csv. */
void csv_expect(struct csv *csv, size_t cells);

/*
 * The next record, good or with its fault. STATUS_END at the end; else what
 * inflow_read answers.
 */
MUST_CHECK enum status csv_next(struct csv *csv, struct csv_record *record,
				struct err *err);

/* Did the file begin with a byte order mark? Known after one record. */
bool csv_has_bom(const struct csv *csv);

/*
 * Where the cell that begins at `at` ends in the raw bytes of a record that
 * could be split: at a comma or at `end`.
 */
const char *csv_cell_end(const char *at, const char *end);

/* The same for another separator. */
const char *csv_cell_stop(const char *at, const char *end, char separator);

#endif /* BATCH_ENGINE_CSV_H */
