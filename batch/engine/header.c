/* header.c: from the names of the first record to columns. */
#include "batch/engine/header.h"

#include "batch/engine/csv.h"
#include "batch/engine/legible.h"
#include "batch/engine/map.h"
#include "batch/engine/mapheader.h"

#include <assert.h>
#include <string.h>

_Static_assert(COLUMN_COUNT <= 64, "a row's columns are bits of one word");

void header_init(struct header *header)
{
	memset(header, 0, sizeof *header);
}

void header_release(struct header *header)
{
	text_release(&header->raw);
	text_release(&header->fault);
	text_release(&header->own);
}

/* What the names seem to be separated by, when it is not the comma. */
static const char *separator_of(const struct csv_record *record)
{
	struct slice raw = record->raw;

	if (memchr(raw.bytes, ';', raw.size) != NULL)
		return "a semicolon";
	if (memchr(raw.bytes, '\t', raw.size) != NULL)
		return "a tab";
	if (memchr(raw.bytes, '|', raw.size) != NULL)
		return "a bar";
	if (record->count > 1)
		return "a comma";
	return NULL;
}

static bool refuse_lacking(const struct csv_record *record, const char *name,
			   struct refusal *refusal)
{
	const char *separator = separator_of(record);

	if (separator == NULL)
		return refuse(refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
			      "the first row must name the columns, separated "
			      "by commas; it has no separator and lacks %s",
			      name);
	return refuse(refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
		      "the first row must name the columns, separated by "
		      "commas; the separator seen is %s, and %s is lacking",
		      separator, name);
}

static bool test_required(const struct csv_record *record, uint64_t seen,
			  struct refusal *refusal)
{
	static const enum column required[] = {COLUMN_EVENT, COLUMN_ID,
					       COLUMN_DATE};
	size_t i;

	for (i = 0; i < sizeof required / sizeof required[0]; i++)
		if ((seen & COLUMN_BIT(required[i])) == 0)
			return refuse_lacking(
				record, column_row(required[i])->name, refusal);
	return true;
}

/* Columns of all cells; false when one stands twice. */
static bool match(struct header *header, const struct csv_record *record,
		  uint64_t *seen, struct refusal *refusal)
{
	size_t i;

	for (i = 0; i < header->count; i++) {
		struct slice name = record->cell[i];
		enum column column = column_find(name.bytes, name.size);

		header->column[i] = (uint8_t)column;
		if (column == COLUMN_IGNORED) {
			header->ignored++;
			continue;
		}
		if (column == COLUMN_NONE)
			continue;
		if ((*seen & COLUMN_BIT(column)) != 0)
			return refuse(refusal, REFUSAL_BAD_HEADER, column,
				      "the column %s stands twice; take one "
				      "out",
				      column_row(column)->name);
		*seen |= COLUMN_BIT(column);
	}
	return true;
}

static bool test_known(struct header *header, const struct csv_record *record,
		       struct refusal *refusal)
{
	size_t i;

	for (i = 0; i < header->count; i++) {
		struct slice name = record->cell[i];

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
			      "there is no column \"%.*s\" (column %zu); take "
			      "it out or correct its name",
			      (int)(name.size > 60 ? 60 : name.size),
			      name.bytes, i + 1);
	}
	return true;
}

bool header_read(struct header *header, const struct csv_record *record,
		 struct refusal *refusal)
{
	uint64_t seen = 0;

	if (record->fault.code != REFUSAL_NONE) {
		*refusal = record->fault;
		return false;
	}
	if (record->count > LIMIT_COLUMNS)
		return refuse(refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
			      "the first row has %zu columns, there may be %d",
			      record->count, LIMIT_COLUMNS);
	text_add(&header->raw, record->raw.bytes, record->raw.size);
	header->count = record->count;
	if (header->map != NULL)
		return map_header(header, record, refusal);
	return match(header, record, &seen, refusal) &&
	       test_required(record, seen, refusal) &&
	       test_known(header, record, refusal);
}

const char *header_name(struct header *header, enum column column)
{
	char *own;

	if (header->own_at[column] == 0)
		return column_row(column)->name;
	own = header->own.bytes + header->own_at[column] - 1;
	legible_make(own);
	return own;
}

char header_separator(const struct header *header)
{
	if (header->map == NULL)
		return ',';
	return header->map->separator;
}

void header_row(const struct header *header, const struct csv_record *record,
		struct row *row)
{
	size_t i;

	assert(record->count == header->count);
	row->filled = 0;
	for (i = 0; i < header->count; i++) {
		uint8_t column = header->column[i];

		if (record->cell[i].size == 0 || column == COLUMN_IGNORED ||
		    column == HEADER_UNREAD)
			continue;
		assert(column < COLUMN_COUNT);
		row->filled |= COLUMN_BIT(column);
		row->cell[column] = record->cell[i];
	}
}
