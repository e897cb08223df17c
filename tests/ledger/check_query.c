/* check_query.c: what a book answers. */
#include "tests/ledger/room.h"

static void begin(void)
{
	room_world();
	OKAY(tempbook_open(&temp, BOOK_READ));
}

START_TEST(an_item_is_handed_out_or_not_found)
{
	const struct item *item;

	OKAY(book_item(temp.book, ITEM_CLAIM, slice_on("C-final"), &item,
		       &temp.err));
	ck_assert_int_eq(item_state(item), STATE_FINAL);
	OKAY(book_item(temp.book, ITEM_UNAPPLIED, slice_on("K-4+O-4"), &item,
		       &temp.err));
	ck_assert_int_eq(book_item(temp.book, ITEM_CLAIM, slice_on("C-none"),
				   &item, &temp.err),
			 STATUS_NOT_FOUND);
	ck_assert_int_eq(book_item(temp.book, ITEM_ASSET, slice_on("C-final"),
				   &item, &temp.err),
			 STATUS_NOT_FOUND);
	ck_assert_int_eq(book_item(temp.book, ITEM_CLAIM, slice_on(""), &item,
				   &temp.err),
			 STATUS_NOT_FOUND);
}
END_TEST

static const struct {
	enum item_kind kind;
	int count;
} kinds[] = {
	{ITEM_CASE, 4},	  {ITEM_CLAIM, 8},	{ITEM_UNAPPLIED, 2},
	{ITEM_ASSET, 9},  {ITEM_GRANT, 6},	{ITEM_CONTRIBUTION, 6},
	{ITEM_RELIEF, 3}, {ITEM_ASSISTANCE, 3}, {ITEM_POLICY, 1},
	{ITEM_EVENT, 0},  {ITEM_CURRENCY, 0},
};

START_TEST(items_of_a_kind_come_by_code)
{
	char before[LIMIT_ITEM_CODE_BYTES + 1] = "";
	const struct item *item;
	struct items *items;
	enum status status;
	int count = 0;

	OKAY(items_open(temp.book, kinds[_i].kind, &items, &temp.err));
	while ((status = items_next(items, &item, &temp.err)) == STATUS_OK) {
		ck_assert_int_eq(item->kind, kinds[_i].kind);
		ck_assert_int_lt(strcmp(before, item->code), 0);
		snprintf(before, sizeof before, "%s", item->code);
		count++;
	}
	ck_assert_int_eq(status, STATUS_END);
	ck_assert_int_eq(count, kinds[_i].count);
	items_close(items);
	items_close(NULL);
}
END_TEST

START_TEST(entries_come_in_order_from_any_number)
{
	struct journal_cursor *entries;
	struct entry entry;

	OKAY(entries_open(temp.book, 3, &entries, &temp.err));
	OKAY(entries_next(entries, &entry, &temp.err));
	ck_assert_uint_eq(entry.seq, 3);
	ck_assert(slice_is(entry.event.field[COLUMN_ID], "E-3"));
	OKAY(entries_next(entries, &entry, &temp.err));
	ck_assert_uint_eq(entry.seq, 4);
	entries_close(entries);
	entries_close(NULL);
	OKAY(entries_open(temp.book, 9999, &entries, &temp.err));
	ck_assert_int_eq(entries_next(entries, &entry, &temp.err), STATUS_END);
	entries_close(entries);
}
END_TEST

START_TEST(an_event_is_found_by_its_id)
{
	uint32_t seq = 0;

	OKAY(book_event(temp.book, slice_on("E-1"), &seq, &temp.err));
	ck_assert_uint_eq(seq, 1);
	OKAY(book_event(temp.book, slice_on("R-final"), &seq, &temp.err));
	ck_assert_uint_gt(seq, 1);
	ck_assert_int_eq(
		book_event(temp.book, slice_on("none"), &seq, &temp.err),
		STATUS_NOT_FOUND);
}
END_TEST

START_TEST(a_balance_is_that_of_its_day)
{
	ck_assert_int_eq(tempbook_balance(&temp, ACCOUNT_AWARDS_OWED, "BYR",
					  "2009-02-28"),
			 0);
	ck_assert_int_eq(tempbook_balance(&temp, ACCOUNT_AWARDS_OWED, "BYR",
					  "2009-03-01"),
			 2000);
	ck_assert_int_eq(tempbook_balance(&temp, ACCOUNT_AWARDS_OWED, "BYR",
					  "2099-12-31"),
			 200);
	ck_assert_int_eq(tempbook_balance(&temp, ACCOUNT_AWARDS_OWED, "USD",
					  "2099-12-31"),
			 0);
}
END_TEST

Suite *query_suite(void)
{
	Suite *suite = suite_create("ledger/query");
	TCase *tcase = tcase_create("asking");

	tcase_add_checked_fixture(tcase, begin, room_remove);
	tcase_add_test(tcase, an_item_is_handed_out_or_not_found);
	tcase_add_loop_test(tcase, items_of_a_kind_come_by_code, 0,
			    (int)COUNT_OF(kinds));
	tcase_add_test(tcase, entries_come_in_order_from_any_number);
	tcase_add_test(tcase, an_event_is_found_by_its_id);
	tcase_add_test(tcase, a_balance_is_that_of_its_day);
	suite_add_tcase(suite, tcase);
	return suite;
}
