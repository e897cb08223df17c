/* check_rowsort.c: order, stability, and rows that go through the file. */
#include "reports/rowsort.h"

#include <check.h>
#include <stdlib.h>

static void add(struct rowsort *sorter, int32_t key, const char *text)
{
	struct slice row = {text, strlen(text)};

	ck_assert_int_eq(rowsort_add(sorter, key, row, NULL), STATUS_OK);
}

static void expect(struct rowsort *sorter, const char *text)
{
	struct slice row;

	ck_assert_int_eq(rowsort_next(sorter, &row, NULL), STATUS_OK);
	ck_assert_msg(slice_is(row, text), "%.*s is not %s", (int)row.size,
		      row.bytes, text);
}

static void expect_end(struct rowsort *sorter)
{
	struct slice row;

	ck_assert_int_eq(rowsort_next(sorter, &row, NULL), STATUS_END);
	ck_assert_int_eq(rowsort_next(sorter, &row, NULL), STATUS_END);
	rowsort_free(sorter);
}

START_TEST(rowsort_hands_out_nothing_of_nothing)
{
	struct rowsort *sorter = rowsort_new();

	ck_assert_int_eq(rowsort_finish(sorter, NULL), STATUS_OK);
	expect_end(sorter);
}
END_TEST

START_TEST(rowsort_orders_keys_falling_and_keeps_equals_in_order)
{
	struct rowsort *sorter = rowsort_new();

	add(sorter, 5, "A");
	add(sorter, 0, "B");
	add(sorter, ROWSORT_KEY_MAX, "C");
	add(sorter, 5, "");
	add(sorter, 5, "E");
	ck_assert_int_eq(rowsort_finish(sorter, NULL), STATUS_OK);
	expect(sorter, "C");
	expect(sorter, "A");
	expect(sorter, "");
	expect(sorter, "E");
	expect(sorter, "B");
	expect_end(sorter);
}
END_TEST

enum { MANY = 60000, LONG_ROW = 100 * 1024 };

/*
 * One key alone is larger than a batch, two are one batch each, many share
 * batches.
 */
static const int32_t key_counts[] = {1, 2, 3, 977, ROWSORT_KEY_MAX + 1};

/* The n-th row: its number and a tail of varied length. */
static struct slice row_of(uint32_t number, char room[LONG_ROW])
{
	struct slice row = {room, 4 + number * 7919 % 211};

	if (number % 10007 == 0)
		row.size = LONG_ROW;
	memset(room, (int)(number % 251), row.size);
	put_u32((unsigned char *)room, number);
	return row;
}

START_TEST(rowsort_reads_back_what_the_file_took)
{
	struct rowsort *sorter = rowsort_new();
	char *room = malloc(LONG_ROW);
	uint32_t keys = (uint32_t)key_counts[_i];
	uint32_t key = keys;
	uint32_t before = 0;
	uint32_t i;
	struct slice row;

	for (i = 0; i < MANY; i++)
		ck_assert_int_eq(rowsort_add(sorter, (int32_t)(i * 31 % keys),
					     row_of(i, room), NULL),
				 STATUS_OK);
	ck_assert_int_eq(rowsort_finish(sorter, NULL), STATUS_OK);
	for (i = 0; i < MANY; i++) {
		uint32_t number;

		ck_assert_int_eq(rowsort_next(sorter, &row, NULL), STATUS_OK);
		number = get_u32(row.bytes);
		ck_assert(slice_equal(row, row_of(number, room)));
		ck_assert(number * 31 % keys < key ||
			  (number * 31 % keys == key && number > before));
		key = number * 31 % keys;
		before = number;
	}
	free(room);
	expect_end(sorter);
}
END_TEST

Suite *rowsort_suite(void)
{
	Suite *suite = suite_create("reports/rowsort");
	TCase *tcase = tcase_create("order");

	tcase_add_test(tcase, rowsort_hands_out_nothing_of_nothing);
	tcase_add_test(tcase,
		       rowsort_orders_keys_falling_and_keeps_equals_in_order);
	tcase_add_loop_test(tcase, rowsort_reads_back_what_the_file_took, 0,
			    (int)(sizeof key_counts / sizeof key_counts[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
