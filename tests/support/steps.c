/* steps.c: from a line of a test's table to a row of an event file. */
#include "tests/support/steps.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

int32_t day_on(const char *date)
{
	int32_t day = DAY_NONE;
	bool read = day_parse(date, strlen(date), &day);

	assert(read);
	return day;
}

struct slice slice_on(const char *text)
{
	struct slice slice = {text, strlen(text)};

	return slice;
}

static void fill(struct row *row, enum column column, struct slice cell)
{
	row->cell[column] = cell;
	row->filled |= COLUMN_BIT(column);
}

bool step_row(const struct step *step, unsigned int number,
	      char id[STEP_ID_SIZE], struct row *row)
{
	const char *at = step->fields;

	row->filled = 0;
	fill(row, COLUMN_EVENT, slice_on(step->event));
	fill(row, COLUMN_DATE, slice_on(step->date));
	snprintf(id, STEP_ID_SIZE, "E-%u", number);
	fill(row, COLUMN_ID, slice_on(id));
	while (*at != '\0') {
		size_t name = strcspn(at, "=");
		size_t size = strcspn(at + name + 1, ",");
		enum column column = column_find(at, name);
		struct slice cell = {at + name + 1, size};

		if (column == COLUMN_NONE || column == COLUMN_IGNORED)
			return false;
		fill(row, column, cell);
		at += name + 1 + size;
		at += *at == ',';
	}
	return true;
}
