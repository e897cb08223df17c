/*
 * mapcells.h: cells of an office's file into the canonical form, and texts
 * back into the office's encoding. The raw bytes of a record stay as they
 * came: they are what goes into a reject file.
 *
 * Strict      a cell that has not the form of the map is never guessed at:
 *             with a decimal comma `1.500` is refused, not read as 1.5.
 * Ownership   cells then point into `room`, until it is used again.
 */
#ifndef BATCH_ENGINE_MAPCELLS_H
#define BATCH_ENGINE_MAPCELLS_H

#include "batch/engine/map.h"
#include "ledger/base/text.h"
#include "ledger/book.h"

struct csv_record;

/* Cells of a good record to UTF-8; what cannot be is its fault bad-utf8. */
void map_decode(const struct map *map, struct csv_record *record,
		struct text *room);

/* UTF-8 in the encoding of the map; `?` for what it lacks. */
void map_encode(const struct map *map, const char *string, struct text *out);

/*
 * Dates and numbers of a row to their canonical form, and the defaults.
 * Returns the set of columns that have not the form of the map: they are
 * made such that the row is refused for them when their turn comes.
 */
uint64_t map_row(const struct map *map, struct row *row, struct text *room);

/* One cell of a column; false: it has not the form of the map. */
bool map_cell(const struct map *map, enum column column, struct slice cell,
	      struct text *out);

/* Let a refusal of a column that map_row returned say what was asked for. */
void map_explain(const struct map *map, uint64_t bad, const struct row *row,
		 struct refusal *refusal);

#endif /* BATCH_ENGINE_MAPCELLS_H */
