/* check_store.c: tables, transactions and cursors. */
#include "ledger/store/store.h"

#include "tests/ledger/room.h"

#include <sys/stat.h>

static struct store *store;

static void open_store(void)
{
	room_make();
	OKAY(store_open(temp.path, STORE_WRITE, &store, &temp.err));
}

static void close_store(void)
{
	if (store != NULL)
		OKAY(store_close(store, &temp.err));
	store = NULL;
	room_remove();
}

static void put(const char *key, const char *value)
{
	OKAY(store_put(store, TABLE_FILES, slice_on(key), slice_on(value),
		       &temp.err));
}

static void expect_value(const char *key, const char *value)
{
	struct text found = TEXT_ZERO;
	enum status status =
		store_get(store, TABLE_FILES, slice_on(key), &found, &temp.err);

	ck_assert_int_eq(status, value == NULL ? STATUS_NOT_FOUND : STATUS_OK);
	if (value != NULL)
		ck_assert(slice_is(room_slice(&found), value));
	text_release(&found);
}

START_TEST(what_is_committed_stands_after_a_reopening)
{
	OKAY(store_begin(store, &temp.err));
	put("b", "2");
	put("a", "1");
	put("b", "22");
	expect_value("b", "22");
	OKAY(store_commit(store, &temp.err));
	OKAY(store_close(store, &temp.err));
	OKAY(store_open(temp.path, STORE_READ, &store, &temp.err));
	expect_value("a", "1");
	expect_value("b", "22");
	expect_value("c", NULL);
}
END_TEST

START_TEST(what_is_aborted_never_was)
{
	OKAY(store_begin(store, &temp.err));
	put("a", "1");
	OKAY(store_commit(store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	put("a", "9");
	put("b", "9");
	OKAY(store_delete(store, TABLE_FILES, slice_on("a"), &temp.err));
	store_abort(store);
	expect_value("a", "1");
	expect_value("b", NULL);
}
END_TEST

/* A writer that died leaves a log; the next writer recovers it. */
START_TEST(a_commit_survives_without_a_checkpoint)
{
	OKAY(store_begin(store, &temp.err));
	put("a", "1");
	OKAY(store_commit(store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	put("b", "2");
	store_drop(store);
	store = NULL;
	OKAY(store_open(temp.path, STORE_RECOVER, &store, &temp.err));
	expect_value("a", "1");
	expect_value("b", NULL);
}
END_TEST

START_TEST(a_missing_key_is_not_deleted)
{
	OKAY(store_begin(store, &temp.err));
	ck_assert_int_eq(
		store_delete(store, TABLE_FILES, slice_on("none"), &temp.err),
		STATUS_NOT_FOUND);
	store_abort(store);
}
END_TEST

static void expect_next(struct store_cursor *cursor, const char *expected)
{
	struct slice key;
	struct slice value;
	enum status status = store_cursor_next(cursor, &key, &value, &temp.err);

	ck_assert_int_eq(status, expected == NULL ? STATUS_END : STATUS_OK);
	if (expected != NULL)
		ck_assert(slice_is(key, expected));
}

START_TEST(a_cursor_goes_in_byte_order_from_where_it_began)
{
	struct store_cursor *cursor;

	OKAY(store_begin(store, &temp.err));
	put("c", "3");
	put("a", "1");
	put("aa", "2");
	put("\xff", "4");
	OKAY(store_commit(store, &temp.err));
	OKAY(store_cursor_open(store, TABLE_FILES, slice_on(""), &cursor,
			       &temp.err));
	expect_next(cursor, "a");
	expect_next(cursor, "aa");
	expect_next(cursor, "c");
	expect_next(cursor, "\xff");
	expect_next(cursor, NULL);
	store_cursor_close(cursor);
	OKAY(store_cursor_open(store, TABLE_FILES, slice_on("ab"), &cursor,
			       &temp.err));
	expect_next(cursor, "c");
	store_cursor_close(cursor);
	OKAY(store_cursor_open(store, TABLE_RUNS, slice_on("a"), &cursor,
			       &temp.err));
	expect_next(cursor, NULL);
	store_cursor_close(cursor);
	store_cursor_close(NULL);
}
END_TEST

static void expect_last(const char *below, const char *expected)
{
	struct text key = TEXT_ZERO;
	enum status status = store_last(store, TABLE_FILES, slice_on(below),
					&key, &temp.err);

	ck_assert_int_eq(status,
			 expected == NULL ? STATUS_NOT_FOUND : STATUS_OK);
	if (expected != NULL)
		ck_assert(slice_is(room_slice(&key), expected));
	text_release(&key);
}

START_TEST(the_last_key_below_another_is_found)
{
	expect_last("", NULL);
	expect_last("b", NULL);
	OKAY(store_begin(store, &temp.err));
	put("b", "2");
	put("d", "4");
	expect_last("", "d");
	expect_last("d", "b");
	expect_last("c", "b");
	expect_last("b", NULL);
	expect_last("z", "d");
	OKAY(store_commit(store, &temp.err));
}
END_TEST

/* Larger than a page, and of any bytes. */
START_TEST(a_value_may_be_long_and_binary)
{
	struct text value = TEXT_ZERO;
	struct text back = TEXT_ZERO;
	int i;

	for (i = 0; i < 100000; i++)
		text_add_char(&value, (char)(i * 7));
	OKAY(store_begin(store, &temp.err));
	OKAY(store_put(store, TABLE_ITEMS, slice_on("k"), room_slice(&value),
		       &temp.err));
	OKAY(store_commit(store, &temp.err));
	OKAY(store_get(store, TABLE_ITEMS, slice_on("k"), &back, &temp.err));
	ck_assert_uint_eq(back.size, value.size);
	ck_assert_mem_eq(back.bytes, value.bytes, value.size);
	text_release(&value);
	text_release(&back);
}
END_TEST

START_TEST(a_folder_without_tables_is_not_opened)
{
	struct store *none;

	ck_assert_int_ne(store_open(temp.folder, STORE_READ, &none, &temp.err),
			 STATUS_OK);
	ck_assert_str_ne(temp.err.text, "");
}
END_TEST

START_TEST(every_table_has_a_name)
{
	int table;

	for (table = 0; table < TABLE_COUNT; table++)
		ck_assert_str_ne(table_name((enum table)table), "");
}
END_TEST

START_TEST(an_emptied_table_is_empty_unless_aborted)
{
	OKAY(store_begin(store, &temp.err));
	put("a", "1");
	put("b", "2");
	OKAY(store_commit(store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	OKAY(store_empty(store, TABLE_FILES, &temp.err));
	expect_value("a", NULL);
	store_abort(store);
	expect_value("a", "1");
	OKAY(store_begin(store, &temp.err));
	OKAY(store_empty(store, TABLE_FILES, &temp.err));
	OKAY(store_commit(store, &temp.err));
	expect_value("a", NULL);
	expect_value("b", NULL);
}
END_TEST

Suite *store_suite(void)
{
	Suite *suite = suite_create("ledger/store/store");
	TCase *tcase = tcase_create("tables");

	tcase_add_checked_fixture(tcase, open_store, close_store);
	tcase_add_test(tcase, what_is_committed_stands_after_a_reopening);
	tcase_add_test(tcase, what_is_aborted_never_was);
	tcase_add_test(tcase, a_commit_survives_without_a_checkpoint);
	tcase_add_test(tcase, a_missing_key_is_not_deleted);
	tcase_add_test(tcase, a_cursor_goes_in_byte_order_from_where_it_began);
	tcase_add_test(tcase, the_last_key_below_another_is_found);
	tcase_add_test(tcase, a_value_may_be_long_and_binary);
	tcase_add_test(tcase, a_folder_without_tables_is_not_opened);
	tcase_add_test(tcase, every_table_has_a_name);
	tcase_add_test(tcase, an_emptied_table_is_empty_unless_aborted);
	suite_add_tcase(suite, tcase);
	return suite;
}
