/*
 * check_suppress.c: what a reader of a public table can work out.
 *
 * The bounds are compared with those found by trying every table; after
 * suppression no hidden count of any random table lies within 10 of itself.
 */
#include "reports/suppress.h"

#include <check.h>
#include <string.h>

enum { SIDE = 5, CELLS = SIDE * SIDE };

struct sheet {
	struct suppress table;
	int64_t values[CELLS];
	bool hidden[CELLS];
};

static size_t at(const struct sheet *sheet, size_t row, size_t column)
{
	return row * (sheet->table.columns + 1) + column;
}

/* Fill in the sums of rows and columns. */
static void add_up(struct sheet *sheet)
{
	size_t rows = sheet->table.rows;
	size_t columns = sheet->table.columns;
	size_t row, column;

	for (column = 0; column <= columns; column++)
		sheet->values[at(sheet, rows, column)] = 0;
	for (row = 0; row < rows; row++) {
		int64_t *sum = &sheet->values[at(sheet, row, columns)];

		*sum = 0;
		for (column = 0; column < columns; column++) {
			int64_t value = sheet->values[at(sheet, row, column)];

			*sum += value;
			sheet->values[at(sheet, rows, column)] += value;
		}
		sheet->values[at(sheet, rows, columns)] += *sum;
	}
}

static void lay_out(struct sheet *sheet, size_t rows, size_t columns,
		    const int64_t *values)
{
	size_t row, column;

	memset(sheet, 0, sizeof *sheet);
	sheet->table.rows = rows;
	sheet->table.columns = columns;
	sheet->table.across = columns > 1;
	sheet->table.values = sheet->values;
	sheet->table.hidden = sheet->hidden;
	for (row = 0; row < rows; row++)
		for (column = 0; column < columns; column++)
			sheet->values[at(sheet, row, column)] =
				values[row * columns + column];
	add_up(sheet);
}

static bool published(const struct sheet *sheet, size_t column)
{
	return sheet->table.across || column < sheet->table.columns;
}

/* No small count is shown, and no hidden one can be placed within 10. */
static void assert_safe(const struct sheet *sheet)
{
	size_t row, column;

	for (row = 0; row <= sheet->table.rows; row++)
		for (column = 0; column <= sheet->table.columns; column++) {
			size_t cell = at(sheet, row, column);
			struct suppress_bounds bounds;

			if (!published(sheet, column))
				continue;
			if (!sheet->hidden[cell]) {
				ck_assert(!suppress_small(sheet->values[cell]));
				continue;
			}
			bounds = suppress_bounds_of(&sheet->table, row, column);
			ck_assert_int_ge(bounds.greatest - bounds.least,
					 SUPPRESS_APART);
			ck_assert_int_le(bounds.least, sheet->values[cell]);
			ck_assert_int_ge(bounds.greatest, sheet->values[cell]);
		}
}

static uint32_t seed;

static int64_t draw(int64_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (int64_t)(seed >> 8) % below;
}

START_TEST(a_count_is_small_from_one_to_ten)
{
	ck_assert(!suppress_small(0));
	ck_assert(suppress_small(1));
	ck_assert(suppress_small(10));
	ck_assert(!suppress_small(11));
}
END_TEST

static const struct {
	int64_t sum, greatest, items;
	bool hidden;
} sums[] = {
	{0, 0, 0, false},
	{100, 50, 2, true},
	{100, 50, 3, false},
	{100, 85, 3, false},
	{100, 86, 3, true},
	{1000, 851, 9, true},
	{INT64_MAX, INT64_MAX / 100 * 86, 5, true},
	{INT64_MAX, INT64_MAX / 100 * 84, 5, false},
};

START_TEST(a_sum_of_few_or_of_one_is_hidden)
{
	ck_assert(suppress_sum(sums[_i].sum, sums[_i].greatest,
			       sums[_i].items) == sums[_i].hidden);
}
END_TEST

/* A report's own case: 12 people in four groups, and one large group. */
START_TEST(small_residuals_do_not_follow_from_their_total)
{
	static const int64_t groups[] = {46, 6, 3, 2, 1};
	struct sheet sheet;
	size_t row;

	lay_out(&sheet, 4, 1, groups + 1);
	suppress_counts(&sheet.table);
	for (row = 0; row < 4; row++)
		ck_assert(sheet.hidden[at(&sheet, row, 0)]);
	ck_assert(!sheet.hidden[at(&sheet, 4, 0)]); /* 12 is shown */
	assert_safe(&sheet);
	/* Without the 6 nothing but the large group can cover the rest. */
	lay_out(&sheet, 3, 1, (const int64_t[]){46, 2, 1});
	suppress_counts(&sheet.table);
	ck_assert(sheet.hidden[at(&sheet, 0, 0)]);
	assert_safe(&sheet);
}
END_TEST

START_TEST(what_betrays_nothing_stays_shown)
{
	struct sheet sheet;
	size_t i, hidden = 0;

	lay_out(&sheet, 3, 3,
		(const int64_t[]){4, 30, 200, 40, 50, 300, 90, 80, 400});
	suppress_counts(&sheet.table);
	assert_safe(&sheet);
	for (i = 0; i < CELLS; i++)
		hidden += sheet.hidden[i];
	ck_assert_uint_eq(hidden, 4); /* a rectangle, the cheapest */
	ck_assert(sheet.hidden[at(&sheet, 1, 1)]);
	ck_assert(!sheet.hidden[at(&sheet, 2, 2)]);
}
END_TEST

START_TEST(a_small_total_takes_its_column_and_another_along)
{
	struct sheet sheet;
	size_t row;

	lay_out(&sheet, 3, 3,
		(const int64_t[]){0, 30, 99, 4, 40, 99, 3, 50, 99});
	suppress_counts(&sheet.table);
	for (row = 0; row <= 3; row++) {
		ck_assert(sheet.hidden[at(&sheet, row, 0)]);
		ck_assert(sheet.hidden[at(&sheet, row, 1)]);
	}
	ck_assert(!sheet.hidden[at(&sheet, 3, 3)]); /* the sum of all */
	ck_assert(!sheet.hidden[at(&sheet, 3, 2)]);
	assert_safe(&sheet);
	/* Where no other is there, nothing is said of the sums of rows. */
	lay_out(&sheet, 2, 2, (const int64_t[]){4, 0, 3, 0});
	suppress_counts(&sheet.table);
	ck_assert(sheet.hidden[at(&sheet, 2, 2)]);
	assert_safe(&sheet);
}
END_TEST

/* Least and greatest of a cell over every table that a reader could mean. */
static struct suppress_bounds try_all(const struct sheet *sheet, size_t target)
{
	static const size_t cells[4] = {0, 1, 3, 4}; /* of 2 x 2 and sums */
	struct suppress_bounds bounds = {INT64_MAX, -1};
	int64_t top = sheet->values[8] + 1;
	int64_t code;

	for (code = 0; code < top * top * top * top; code++) {
		struct sheet other = *sheet;
		int64_t rest = code;
		size_t i;

		for (i = 0; i < 4; i++, rest /= top)
			other.values[cells[i]] = rest % top;
		add_up(&other);
		for (i = 0; i < 9; i++)
			if (!sheet->hidden[i] &&
			    other.values[i] != sheet->values[i])
				break;
		if (i < 9)
			continue;
		if (other.values[target] < bounds.least)
			bounds.least = other.values[target];
		if (other.values[target] > bounds.greatest)
			bounds.greatest = other.values[target];
	}
	return bounds;
}

START_TEST(bounds_are_those_of_every_table_tried)
{
	struct sheet sheet;
	int64_t values[4];
	size_t i;

	seed = (uint32_t)_i;
	for (i = 0; i < 4; i++)
		values[i] = draw(4);
	lay_out(&sheet, 2, 2, values);
	for (i = 0; i < 8; i++) /* the sum of all is shown: tries are finite */
		sheet.hidden[i] = draw(3) > 0;
	for (i = 0; i < 8; i++) {
		struct suppress_bounds found, tried;

		if (!sheet.hidden[i])
			continue;
		found = suppress_bounds_of(&sheet.table, i / 3, i % 3);
		tried = try_all(&sheet, i);
		ck_assert_int_eq(found.least, tried.least);
		ck_assert_int_eq(found.greatest, tried.greatest);
	}
}
END_TEST

START_TEST(no_random_table_betrays_a_count)
{
	struct sheet sheet;
	int64_t values[16];
	int64_t top[4] = {4, 15, 60, 400};
	size_t i;

	seed = (uint32_t)_i;
	for (i = 0; i < 16; i++)
		values[i] = draw(top[draw(4)]) * (draw(4) > 0);
	lay_out(&sheet, 1 + (size_t)draw(4), 1 + (size_t)draw(4), values);
	suppress_counts(&sheet.table);
	assert_safe(&sheet);
}
END_TEST

START_TEST(a_hidden_sum_is_uncertain_by_its_own_size)
{
	struct sheet sheet;
	struct suppress_bounds bounds;

	lay_out(&sheet, 3, 2,
		(const int64_t[]){50000, 910000, 70000, 820000, 60000, 90000});
	sheet.table.money = true;
	sheet.hidden[0] = true;
	suppress_table(&sheet.table);
	bounds = suppress_bounds_of(&sheet.table, 0, 0);
	ck_assert_int_ge(bounds.greatest - bounds.least, 50000);
}
END_TEST

Suite *suppress_suite(void)
{
	Suite *suite = suite_create("reports/suppress");
	TCase *tcase = tcase_create("suppress");

	tcase_add_test(tcase, a_count_is_small_from_one_to_ten);
	tcase_add_loop_test(tcase, a_sum_of_few_or_of_one_is_hidden, 0,
			    sizeof sums / sizeof *sums);
	tcase_add_test(tcase, small_residuals_do_not_follow_from_their_total);
	tcase_add_test(tcase, what_betrays_nothing_stays_shown);
	tcase_add_test(tcase, a_small_total_takes_its_column_and_another_along);
	tcase_add_loop_test(tcase, bounds_are_those_of_every_table_tried, 0,
			    60);
	tcase_add_loop_test(tcase, no_random_table_betrays_a_count, 0, 400);
	tcase_add_test(tcase, a_hidden_sum_is_uncertain_by_its_own_size);
	suite_add_tcase(suite, tcase);
	return suite;
}
