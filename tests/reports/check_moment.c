/* check_moment.c: an item cut off at a day and at an entry. */
#include "reports/moment.h"

#include <check.h>

/*
 * A contribution: proposed on day 8000 by entry 1, approved on day 8010 by
 * entry 2; entry 3 is dated back to day 8005.
 */
static struct item *make_item(void)
{
	static const struct move moves[] = {
		{8000, 7990, 1, EVENT_CONTRIBUTION_PROPOSED, SUM_PROPOSED, 3,
		 500},
		{8010, 8008, 2, EVENT_CONTRIBUTION_APPROVED, SUM_PROPOSED, 3,
		 -100},
		{8005, 8005, 3, EVENT_CONTRIBUTION_APPROVED, SUM_PROPOSED, 3,
		 7},
		{8005, 8005, 3, EVENT_CONTRIBUTION_APPROVED, SUM_PROPOSED, 4,
		 9},
	};
	static const struct change changes[] = {
		{8000, 7990, 1, 0, EVENT_CONTRIBUTION_PROPOSED, STATE_PROPOSED},
		{8010, 8008, 2, 0, EVENT_CONTRIBUTION_APPROVED, STATE_APPROVED},
	};
	struct item *item =
		item_new(ITEM_CONTRIBUTION, (struct slice){"F-1", 3});
	size_t i;

	for (i = 0; i < sizeof moves / sizeof moves[0]; i++)
		item_move(item, &moves[i]);
	for (i = 0; i < sizeof changes / sizeof changes[0]; i++)
		item_change(item, &changes[i]);
	item_fact(item, COLUMN_REASON, 8000, 1, (struct slice){"old", 3});
	item_fact(item, COLUMN_REASON, 8010, 2, (struct slice){"new", 3});
	return item;
}

static const struct {
	int32_t day;
	uint32_t known_at;
	int64_t balance;
	enum state state;
	int32_t approved; /* since */
	const char *reason;
} moments[] = {
	/* day, known_at, balance, state, approved since, reason */
	{7999, 0, 0, STATE_NONE, DAY_NONE, ""},
	{8000, 0, 500, STATE_PROPOSED, DAY_NONE, "old"},
	{8004, 0, 500, STATE_PROPOSED, DAY_NONE, "old"},
	{8005, 0, 507, STATE_PROPOSED, DAY_NONE, "old"},
	{8010, 0, 407, STATE_APPROVED, 8008, "new"},
	{8010, 1, 0, STATE_NONE, DAY_NONE, ""},
	{8010, 2, 500, STATE_PROPOSED, DAY_NONE, "old"},
	{8010, 3, 400, STATE_APPROVED, 8008, "new"},
	{8010, 4, 407, STATE_APPROVED, 8008, "new"},
	{8005, 3, 500, STATE_PROPOSED, DAY_NONE, "old"},
};

START_TEST(moment_sees_what_was_dated_and_known)
{
	struct moment moment = {moments[_i].day, moments[_i].known_at};
	struct item *item = make_item();
	const struct change *change = moment_change(item, moment);

	ck_assert_int_eq(moment_balance(item, SUM_PROPOSED, 3, moment),
			 moments[_i].balance);
	ck_assert_int_eq(change == NULL ? STATE_NONE : change->state,
			 moments[_i].state);
	ck_assert_int_eq(moment_since(item, STATE_APPROVED, moment),
			 moments[_i].approved);
	ck_assert(slice_is(moment_text(item, COLUMN_REASON, moment),
			   moments[_i].reason));
	item_free(item);
}
END_TEST

/* Approved on day 8010 by entry 2, taken back by entry 3 on another day. */
static const struct {
	int32_t back;
	int32_t day;
	uint32_t known_at;
	enum state state;
	bool approved;
	bool undone;
} reversals[] = {
	{8020, 8019, 0, STATE_APPROVED, true, false},
	{8020, 8020, 0, STATE_PROPOSED, false, true},
	{8020, 8020, 3, STATE_APPROVED, true, false},
	/* on its own day: it left no trace */
	{8010, 8010, 0, STATE_PROPOSED, false, true},
	{8010, 8010, 3, STATE_APPROVED, true, false},
};

START_TEST(moment_takes_states_back)
{
	struct moment moment = {reversals[_i].day, reversals[_i].known_at};
	struct change changes[] = {
		{8000, 7990, 1, 0, EVENT_CONTRIBUTION_PROPOSED, STATE_PROPOSED},
		{8010, 8008, 2, 0, EVENT_CONTRIBUTION_APPROVED, STATE_APPROVED},
		{reversals[_i].back, 7990, 3, 2, EVENT_REVERSED,
		 STATE_PROPOSED},
	};
	struct item *item =
		item_new(ITEM_CONTRIBUTION, (struct slice){"F-1", 3});
	size_t i;

	for (i = 0; i < sizeof changes / sizeof changes[0]; i++)
		item_change(item, &changes[i]);
	item_fact(item, FACT_REVERSED, reversals[_i].back, 3,
		  (struct slice){"2 1991-12-07", 12});
	ck_assert_int_eq(moment_change(item, moment)->state,
			 reversals[_i].state);
	ck_assert_int_eq(moment_change(item, moment)->since,
			 reversals[_i].state == STATE_PROPOSED ? 7990 : 8008);
	ck_assert_int_eq(moment_reached(item, STATE_APPROVED, moment) != NULL,
			 reversals[_i].approved);
	ck_assert_int_eq(moment_undone(item, 2, moment), reversals[_i].undone);
	item_free(item);
}
END_TEST

/* Kept in BYR from day 8000 on, in BYN from day 8100 on, by entry 9. */
static const struct {
	int32_t day;
	uint32_t known_at;
	const char *currency;
} currencies[] = {
	{8000, 0, "BYR"}, {8099, 0, "BYR"},  {8100, 0, "BYN"},
	{8100, 9, "BYR"}, {8100, 10, "BYN"},
};

START_TEST(moment_currency_is_that_of_the_day)
{
	struct moment moment = {currencies[_i].day, currencies[_i].known_at};
	struct item *item =
		item_new(ITEM_CONTRIBUTION, (struct slice){"F-1", 3});

	item->currency = currency_find("BYN", 3);
	ck_assert_str_eq(currency_code(moment_currency(item, moment)), "BYN");
	item_fact(item, COLUMN_CURRENCY, 8000, 9, (struct slice){"BYR", 3});
	item_fact(item, COLUMN_CURRENCY, 8100, 9, (struct slice){"BYN", 3});
	ck_assert_str_eq(currency_code(moment_currency(item, moment)),
			 currencies[_i].currency);
	item_free(item);
}
END_TEST

Suite *moment_suite(void)
{
	Suite *suite = suite_create("reports/moment");
	TCase *tcase = tcase_create("histories");

	tcase_add_loop_test(tcase, moment_sees_what_was_dated_and_known, 0,
			    (int)(sizeof moments / sizeof moments[0]));
	tcase_add_loop_test(tcase, moment_takes_states_back, 0,
			    (int)(sizeof reversals / sizeof reversals[0]));
	tcase_add_loop_test(tcase, moment_currency_is_that_of_the_day, 0,
			    (int)(sizeof currencies / sizeof currencies[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
