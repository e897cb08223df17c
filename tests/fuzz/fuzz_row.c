/*
 * fuzz_row.c: any bytes as one row, `column=cell` a line: the form of every
 * field, and that what was read is read again (eventfile.h). Nothing is
 * opened: the fastest of the targets.
 */
#include "tests/support/eventfile.h"

#include <string.h>

static void take(struct row *row, const char *at, size_t size)
{
	const char *equals = memchr(at, '=', size);
	enum column column;

	if (equals == NULL)
		return;
	column = column_find(at, (size_t)(equals - at));
	/* An empty cell is an absent one (header.h). */
	if (column >= COLUMN_COUNT || equals + 1 == at + size)
		return;
	row->cell[column] =
		(struct slice){equals + 1, size - (size_t)(equals + 1 - at)};
	row->filled |= COLUMN_BIT(column);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	const char *end = at + size;
	struct row row;

	row.filled = 0;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (stop == NULL)
			stop = end;
		take(&row, at, (size_t)(stop - at));
		at = stop < end ? stop + 1 : end;
	}
	(void)eventfile_row(&row);
	return 0;
}
