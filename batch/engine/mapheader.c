/* mapheader.c: an office's own column names to columns. */
#include "batch/engine/mapheader.h"

#include "batch/engine/csv.h"
#include "batch/engine/map.h"

#include <string.h>

enum { SHOWN_BYTES = 60 };

static int shown(struct slice text)
{
	return text.size > SHOWN_BYTES ? SHOWN_BYTES : (int)text.size;
}

/* Spaces around a name are not part of it: in a map they cannot be. */
static struct slice trimmed(struct slice name)
{
	while (name.size > 0 && name.bytes[0] == ' ') {
		name.bytes++;
		name.size--;
	}
	while (name.size > 0 && name.bytes[name.size - 1] == ' ')
		name.size--;
	return name;
}

static void keep_name(struct header *header, enum column column,
		      struct slice name)
{
	header->own_at[column] = header->own.size + 1;
	text_add(&header->own, name.bytes, name.size);
	text_add_char(&header->own, '\0');
}

static bool match(struct header *header, const struct csv_record *record,
		  uint64_t *seen, struct refusal *refusal)
{
	size_t i;

	for (i = 0; i < header->count; i++) {
		struct slice name = trimmed(record->cell[i]);
		enum column column = map_column(header->map, name);

		header->column[i] = (uint8_t)column;
		if (column == COLUMN_IGNORED) {
			if (map_ignores(header->map, name))
				header->column[i] = HEADER_UNREAD;
			else
				header->ignored++;
			continue;
		}
		if (column == COLUMN_NONE)
			continue;
		if ((*seen & COLUMN_BIT(column)) != 0)
			return refuse(refusal, REFUSAL_BAD_HEADER, column,
				      "\"%.*s\" (column %zu) is %s by the map, "
				      "as another column is; name one of them "
				      "under [ignore]",
				      shown(name), name.bytes, i + 1,
				      column_row(column)->name);
		*seen |= COLUMN_BIT(column);
		keep_name(header, column, name);
	}
	return true;
}

static bool refuse_lacking(const struct header *header,
			   const struct csv_record *record, enum column column,
			   struct refusal *refusal)
{
	struct slice own = map_own_name(header->map, column);
	const char *separator = csv_separator_name(header->map->separator);

	if (record->count == 1)
		return refuse(
			refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
			"the first row is one cell where names separated "
			"by a %s should be; is the map's separator right?",
			separator);
	if (own.size == 0)
		return refuse(refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
			      "no column is %s; say under [columns] of the map "
			      "which one it is",
			      column_row(column)->name);
	return refuse(refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
		      "the column \"%.*s\", which is %s by the map, is "
		      "lacking; correct the map or the first row",
		      shown(own), own.bytes, column_row(column)->name);
}

static bool test_required(const struct header *header,
			  const struct csv_record *record, uint64_t seen,
			  struct refusal *refusal)
{
	static const enum column required[] = {COLUMN_EVENT, COLUMN_ID,
					       COLUMN_DATE};
	uint64_t twice = seen & header->map->defaults;
	size_t i;

	seen |= header->map->defaults;
	for (i = 0; i < sizeof required / sizeof required[0]; i++)
		if ((seen & COLUMN_BIT(required[i])) == 0)
			return refuse_lacking(header, record, required[i],
					      refusal);
	if (twice == 0)
		return true;
	i = (size_t)__builtin_ctzll(twice);
	return refuse(refusal, REFUSAL_BAD_HEADER, (enum column)i,
		      "the file has a column %s, and the map a default for "
		      "it; take it out of [defaults]",
		      column_row((enum column)i)->name);
}

static bool test_known(struct header *header, const struct csv_record *record,
		       struct refusal *refusal)
{
	size_t i;

	for (i = 0; i < header->count; i++) {
		struct slice name = trimmed(record->cell[i]);

		if (header->column[i] != COLUMN_NONE)
			continue;
		if (name.size == 0)
			return refuse(refusal, REFUSAL_UNKNOWN_COLUMN,
				      COLUMN_NONE,
				      "column %zu has no name; name it or take "
				      "it out",
				      i + 1);
		text_add(&header->fault, name.bytes, name.size);
		return refuse(refusal, REFUSAL_UNKNOWN_COLUMN, COLUMN_NONE,
			      "the map does not know the column \"%.*s\" "
			      "(column %zu); name it under [columns] or "
			      "[ignore]",
			      shown(name), name.bytes, i + 1);
	}
	return true;
}

bool map_header(struct header *header, const struct csv_record *record,
		struct refusal *refusal)
{
	uint64_t seen = 0;

	return match(header, record, &seen, refusal) &&
	       test_required(header, record, seen, refusal) &&
	       test_known(header, record, refusal);
}
