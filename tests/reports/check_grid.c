/* check_grid.c: columns as wide as their widest cell, in characters. */
#include "reports/grid.h"

#include <check.h>
#include <string.h>

static bool gather(void *owner, const char *bytes, size_t size)
{
	text_add(owner, bytes, size);
	return true;
}

static bool take_nothing(void *owner, const char *bytes, size_t size)
{
	(void)owner;
	(void)bytes;
	(void)size;
	return false;
}

static void add(struct grid *grid, const char *left, const char *right)
{
	grid_cell(grid, left, strlen(left));
	grid_cell(grid, right, strlen(right));
	ck_assert_int_eq(grid_row(grid, NULL), STATUS_OK);
}

static struct grid *make_grid(void)
{
	struct grid *grid = grid_new(2);

	grid_head(grid, 0, "Name", false);
	grid_head(grid, 1, "Sum", true);
	add(grid, "\xd0\x9c\xd1\x96\xd0\xbd\xd1\x81\xd0\xba", "1 000");
	add(grid, "x", "7");
	add(grid, "y", "");
	return grid;
}

START_TEST(grid_aligns_by_characters)
{
	struct text text = TEXT_ZERO;
	struct sink sink = {gather, &text};
	struct outlet out;

	outlet_start(&out, &sink);
	ck_assert_int_eq(
		outlet_end(&out, grid_write(make_grid(), &out, NULL), NULL),
		STATUS_OK);
	ck_assert_str_eq(text.bytes,
			 "Name     Sum\n"
			 "-----  -----\n"
			 "\xd0\x9c\xd1\x96\xd0\xbd\xd1\x81\xd0\xba  1 000\n"
			 "x          7\n"
			 "y\n");
	text_release(&text);
}
END_TEST

START_TEST(grid_tells_of_a_sink_that_refuses)
{
	struct sink sink = {take_nothing, NULL};
	struct outlet out;

	outlet_start(&out, &sink);
	ck_assert_int_eq(
		outlet_end(&out, grid_write(make_grid(), &out, NULL), NULL),
		STATUS_OUTPUT);
}
END_TEST

Suite *grid_suite(void)
{
	Suite *suite = suite_create("reports/grid");
	TCase *tcase = tcase_create("columns");

	tcase_add_test(tcase, grid_aligns_by_characters);
	tcase_add_test(tcase, grid_tells_of_a_sink_that_refuses);
	suite_add_tcase(suite, tcase);
	return suite;
}
