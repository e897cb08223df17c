/*
 * fuzz_rules.c: any bytes as rows (rows.h), played through every rule on a
 * book in memory (desk.h): a refused row leaves no trace and says why, each
 * entry balances, and at the end the daily rules hold by brute force.
 *
 * Corrections, reversals and redenominations need a real book: fuzz_book.
 */
#include "tests/support/desk.h"
#include "tests/support/rows.h"

#include <stdio.h>
#include <stdlib.h>

static bool needs_a_book(const struct row *row)
{
	struct slice name = row->cell[COLUMN_EVENT];
	enum event_code code = event_find(name.bytes, name.size);

	return code == EVENT_REVERSED || code == EVENT_CURRENCY_REDENOMINATED ||
	       (row->filled & COLUMN_BIT(COLUMN_CORRECTS)) != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct desk desk;
	static struct rows rows;
	const char *wrong;
	struct row row;

	rows.at = data;
	rows.end = data + size;
	rows.number = 0;
	desk_open(&desk);
	while (rows_next(&rows, &row))
		if (!needs_a_book(&row))
			(void)desk_post_row(&desk, &row);
	wrong = desk_wrong(&desk);
	if (wrong != NULL) {
		(void)fprintf(stderr, "%s\n", wrong);
		abort();
	}
	desk_close(&desk);
	return 0;
}
