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

struct header {
	size_t count;		       /* cells of each row */
	uint8_t column[LIMIT_COLUMNS]; /* enum column of each cell */
	size_t ignored;		       /* how many are ignored */
	struct text raw;	       /* as it came */
	struct text fault;	       /* the column that is not known */
};

void header_init(struct header *header);
void header_release(struct header *header);

/*
 * Match the record. False: *refusal says why, and header->fault names the
 * cell of an unknown column.
 */
bool header_read(struct header *header, const struct csv_record *record,
		 struct refusal *refusal);

/* The cells of a good record as a row; an empty cell is not filled. */
void header_row(const struct header *header, const struct csv_record *record,
		struct row *row);

#endif /* BATCH_ENGINE_HEADER_H */
