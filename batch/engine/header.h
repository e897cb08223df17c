/*
 * header.h: the first record of an event file, matched to the vocabulary.
 *
 * Invariant   after header_read said true: event, id and date stand once,
 *             every cell has its column or is ignored (error, detail, line).
 * Refusals    bad-header, then unknown-column (EVENTS.md section 6); what
 *             csv.h found wrong with the record comes first. They concern
 *             the file as a whole.
 * Ownership   the header owns a copy of the record's raw bytes until
 *             header_release; rows borrow from the record.
 */
#ifndef BATCH_ENGINE_HEADER_H
#define BATCH_ENGINE_HEADER_H

#include "ledger/base/limits.h"
#include "ledger/base/text.h"
#include "ledger/book.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_record;
struct map;

/* A column of the file's own that its map says is not to be read. */
enum { HEADER_UNREAD = 253 };

struct header {
	size_t count;		       /* cells of each row */
	uint8_t column[LIMIT_COLUMNS]; /* enum column of each cell */
	size_t ignored;		       /* how many are ignored */
	struct text raw;	       /* as it came */
	struct text fault;	       /* the column that is not known */

	/* Of an office's own file (map.h): set before header_read. */
	const struct map *map;	     /* NULL: the canonical form */
	struct text own;	     /* its own names of columns, each */
	size_t own_at[COLUMN_COUNT]; /* ended by NUL; where, + 1 */
};

void header_init(struct header *header);
void header_release(struct header *header);

/*
 * Match the record. False: *refusal says why, and header->fault names the
 * cell of an unknown column.
 */
bool header_read(struct header *header, const struct csv_record *record,
		 struct refusal *refusal);

/* What the file calls a column; the cells of a row are separated by this. */
const char *header_name(struct header *header, enum column column);
char header_separator(const struct header *header);

/* The cells of a good record as a row; an empty cell is not filled. */
void header_row(const struct header *header, const struct csv_record *record,
		struct row *row);

#endif /* BATCH_ENGINE_HEADER_H */
