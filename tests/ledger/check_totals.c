/* check_totals.c: control accounts to the store and back. */
#include "ledger/totals.h"

#include "tests/ledger/room.h"

static struct store *store;
static struct totals *totals;

static void begin(void)
{
	room_make();
	OKAY(store_open(temp.path, STORE_WRITE, &store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	OKAY(totals_open(store, &totals, &temp.err));
}

static void end(void)
{
	totals_close(totals);
	store_abort(store);
	store_drop(store);
	room_remove();
}

static void add(enum account account, const char *currency, const char *date,
		int64_t amount)
{
	series_add(totals_series(totals, account, currency_find(currency, 3)),
		   day_on(date), amount);
}

static void expect(enum account account, const char *currency, const char *date,
		   int64_t amount)
{
	const struct series *series =
		totals_find(totals, account, currency_find(currency, 3));

	ck_assert_ptr_nonnull(series);
	ck_assert_int_eq(series_at(series, day_on(date)), amount);
}

static void reopen(void)
{
	OKAY(totals_flush(totals, &temp.err));
	totals_close(totals);
	OKAY(totals_open(store, &totals, &temp.err));
}

START_TEST(every_day_comes_back)
{
	add(ACCOUNT_TRUST_CASH, "BYR", "1990-01-01", 5);
	add(ACCOUNT_TRUST_CASH, "BYR", "2012-12-31", -7);
	add(ACCOUNT_TRUST_CASH, "BYR", "2099-12-31", INT64_MAX);
	add(ACCOUNT_ASSISTANCE_CONTRA, "USD", "2009-01-01", 3);
	reopen();
	expect(ACCOUNT_TRUST_CASH, "BYR", "2012-12-30", 5);
	expect(ACCOUNT_TRUST_CASH, "BYR", "2012-12-31", -2);
	expect(ACCOUNT_TRUST_CASH, "BYR", "2099-12-31", INT64_MAX - 2);
	expect(ACCOUNT_ASSISTANCE_CONTRA, "USD", "2009-01-01", 3);
	ck_assert_ptr_null(totals_find(totals, ACCOUNT_TRUST_CASH,
				       currency_find("USD", 3)));
	ck_assert_ptr_null(totals_find(totals, ACCOUNT_TRUST_STATE,
				       currency_find("BYR", 3)));
}
END_TEST

START_TEST(what_changed_is_written_again)
{
	add(ACCOUNT_TRUST_CASH, "BYR", "2009-01-01", 5);
	reopen();
	add(ACCOUNT_TRUST_CASH, "BYR", "2009-01-01", -5);
	add(ACCOUNT_TRUST_CASH, "BYR", "2009-01-02", 1);
	reopen();
	expect(ACCOUNT_TRUST_CASH, "BYR", "2009-01-01", 0);
	expect(ACCOUNT_TRUST_CASH, "BYR", "2010-01-01", 1);
}
END_TEST

static const struct {
	const char *key;
	size_t key_size;
	const char *value;
	size_t value_size;
} wrong[] = {
	{"\x0fZZZ\x07\xd9", 6, "\x01\x02", 2}, /* no such currency */
	{"\x0f"
	 "BYR\x07\xc5",
	 6, "\x01\x02", 2}, /* the year 1989 */
	{"\x0f"
	 "BYR\x08\x34",
	 6, "\x01\x02", 2}, /* the year 2100 */
	{"\xbf"
	 "BYR\x07\xd9",
	 6, "\x01\x02", 2}, /* no such account */
	{"\x00"
	 "BYR\x07\xd9",
	 6, "\x01\x02", 2},
	{"\x0f"
	 "BYR\x07",
	 5, "\x01\x02", 2},
	{"\x0f"
	 "BYR\x07\xd9",
	 6, "\x01", 1}, /* cut */
	{"\x0f"
	 "BYR\x07\xd9",
	 6, "\xee\x02\x02", 3}, /* day 366 */
	{"\x0f"
	 "BYR\x08\x33",
	 6, "\xed\x02\x02", 3}, /* day 365 of 2099 */
};

START_TEST(a_damaged_record_is_told)
{
	struct totals *none;

	OKAY(store_put(store, TABLE_TOTALS,
		       (struct slice){wrong[_i].key, wrong[_i].key_size},
		       (struct slice){wrong[_i].value, wrong[_i].value_size},
		       &temp.err));
	ck_assert_int_eq(totals_open(store, &none, &temp.err), STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(temp.err.text, "totals"));
}
END_TEST

Suite *totals_suite(void)
{
	Suite *suite = suite_create("ledger/totals");
	TCase *tcase = tcase_create("accounts");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(tcase, every_day_comes_back);
	tcase_add_test(tcase, what_changed_is_written_again);
	tcase_add_loop_test(tcase, a_damaged_record_is_told, 0,
			    (int)COUNT_OF(wrong));
	suite_add_tcase(suite, tcase);
	return suite;
}
