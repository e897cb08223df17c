/* check_scenario.c: the days of a scenario, without a book. */
#include "reports/scenario.h"

#include <check.h>

enum { START = 14600, END = 14700 }; /* 2009-12-22 and a hundred days */

static struct scenario_changes changes;
static struct scenario_fund *fund;
static struct scenario *scenario;
static uint8_t byr, byn;

static void setup(void)
{
	static const struct scenario_changes none;

	byr = currency_find("BYR", 3);
	byn = currency_find("BYN", 3);
	changes = none;
	fund = scenario_fund_new(&changes, END);
	scenario = NULL;
}

static void teardown(void)
{
	scenario_free(scenario);
	scenario_fund_free(fund);
}

static void money(int32_t day, int64_t amount)
{
	ck_assert(scenario_fund_add(fund, byr, day, amount));
}

static void start(int share_percent)
{
	ck_assert(scenario_fund_settle(fund));
	scenario = scenario_new(&changes, fund, END, share_percent);
}

/* An award of so much that is due on a day and wholly uncollected. */
static void enter(int32_t due, int64_t awarded, int64_t cap)
{
	struct scenario_day day = {due,	    byr, awarded, 0,
				   awarded, 0,	 0,	  DAY_NONE};
	struct err err;

	scenario_enter(scenario, due, cap);
	ck_assert_int_eq(scenario_tell(scenario, &day, &err), STATUS_OK);
}

static void tell(int32_t day, int64_t uncollected, int64_t held,
		 int64_t collected)
{
	struct scenario_day told = {day,  byr,	     uncollected, held,
				    1000, collected, 0,		  day};
	struct err err;

	ck_assert_int_eq(scenario_tell(scenario, &told, &err), STATUS_OK);
}

static void run(void)
{
	struct err err;

	ck_assert_int_eq(scenario_run(scenario, &err), STATUS_OK);
}

static void expect(size_t award, int64_t subrogated, int64_t repaid,
		   int64_t lost)
{
	struct scenario_result result = scenario_result(scenario, award);

	ck_assert_int_eq(result.subrogated, subrogated);
	ck_assert_int_eq(result.repaid, repaid);
	ck_assert_int_eq(result.lost, lost);
}

START_TEST(who_is_due_first_gets_what_there_is_and_the_rest_waits)
{
	money(START, 1500);
	money(START + 20, 100);
	start(100);
	enter(START + 11, 1000, INT64_MAX);
	enter(START + 10, 1000, INT64_MAX);
	run();
	expect(0, 600, 0, 0);
	expect(1, 1000, 0, 0);
	ck_assert_int_eq(scenario_result(scenario, 1).advanced_on, START + 10);
	ck_assert_int_eq(scenario_result(scenario, 0).advanced_on, START + 11);
	ck_assert_int_eq(scenario_result(scenario, 0).limit,
			 SCENARIO_LIMIT_MONEY);
	ck_assert_int_eq(scenario_result(scenario, 0).wanted, 400);
	ck_assert_int_eq(scenario_purse(scenario, byr)->out, 1600);
	ck_assert_int_eq(scenario_purse(scenario, byr)->short_on, START + 11);
	ck_assert_int_eq(scenario_purse(scenario, byr)->short_days,
			 END - START - 10);
}
END_TEST

START_TEST(awards_of_one_day_come_in_the_order_of_their_codes)
{
	money(START, 1200);
	start(100);
	enter(START, 1000, INT64_MAX);
	enter(START, 1000, INT64_MAX);
	run();
	expect(0, 1000, 0, 0);
	expect(1, 200, 0, 0);
}
END_TEST

/* 700 advanced; the convicted pay 400 of 1,000 and then 500. */
START_TEST(the_victim_is_paid_first_and_then_the_fund)
{
	money(START, 700);
	start(100);
	enter(START, 1000, 700);
	tell(START + 5, 600, 400, 400);
	tell(START + 9, 100, 900, 500);
	run();
	expect(0, 100, 600, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).repaid_held, 600);
	ck_assert_int_eq(scenario_result(scenario, 0).limit,
			 SCENARIO_LIMIT_CAP);
	ck_assert_int_eq(scenario_purse(scenario, byr)->out, 100);
	ck_assert_int_eq(scenario_purse(scenario, byr)->repaid, 600);
	ck_assert_int_eq(scenario_purse(scenario, byr)->peak, 700);
}
END_TEST

START_TEST(what_was_repaid_is_not_hers_while_it_is_held_and_no_longer)
{
	money(START, 1000);
	start(100);
	enter(START, 1000, INT64_MAX);
	tell(START + 5, 600, 400, 400);
	tell(START + 6, 600, 150, 0);
	run();
	expect(0, 600, 400, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).repaid_held, 150);
	ck_assert_int_eq(scenario_result(scenario, 0).paid_up, START);
}
END_TEST

START_TEST(what_a_court_takes_is_lost_and_a_raise_makes_it_good_first)
{
	money(START, 5000);
	start(100);
	enter(START, 1000, INT64_MAX);
	tell(START + 5, 0, 0, 0); /* quashed */
	enter(START, 1000, INT64_MAX);
	tell(START + 5, 400, 0, 0); /* cut to 400 */
	tell(START + 9, 900, 0, 0); /* and raised to 900 */
	run();
	expect(0, 0, 0, 1000);
	expect(1, 900, 0, 100);
	ck_assert_int_eq(scenario_purse(scenario, byr)->out, 2000);
	ck_assert_int_eq(scenario_purse(scenario, byr)->owing, 2000);
}
END_TEST

START_TEST(money_that_comes_back_goes_to_who_waits)
{
	money(START, 1000);
	start(100);
	enter(START, 1000, INT64_MAX);
	tell(START + 30, 700, 300, 300);
	enter(START + 1, 1000, INT64_MAX);
	run();
	expect(0, 700, 300, 0);
	expect(1, 300, 0, 0);
	ck_assert_int_eq(scenario_result(scenario, 1).advanced_on, START + 30);
}
END_TEST

static const struct {
	int share_percent;
	int64_t cap;
	int64_t advanced;
	enum scenario_limit limit;
} bounds[] = {
	{100, INT64_MAX, 1001, SCENARIO_LIMIT_UNCOLLECTED},
	{100, 1001, 1001, SCENARIO_LIMIT_UNCOLLECTED},
	{100, 1000, 1000, SCENARIO_LIMIT_CAP},
	{50, INT64_MAX, 501, SCENARIO_LIMIT_SHARE}, /* half up */
	{50, 501, 501, SCENARIO_LIMIT_CAP},
	{50, 502, 501, SCENARIO_LIMIT_SHARE},
	{1, INT64_MAX, 10, SCENARIO_LIMIT_SHARE},
	{100, 0, 0, SCENARIO_LIMIT_CAP},
};

START_TEST(an_advance_is_bound_by_award_cap_and_share)
{
	money(START, 5000);
	start(bounds[_i].share_percent);
	enter(START, 1001, bounds[_i].cap);
	run();
	expect(0, bounds[_i].advanced, 0, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).limit, bounds[_i].limit);
}
END_TEST

START_TEST(money_that_a_later_day_needs_is_not_given)
{
	money(START, 1000);
	money(START + 40, -600);
	start(100);
	enter(START, 1000, INT64_MAX);
	run();
	expect(0, 400, 0, 0);
}
END_TEST

/* 1,234,567 BYR of 2,000,000 become 123.46 BYN; out is 123.46 likewise. */
START_TEST(a_redenomination_carries_on_what_stands)
{
	struct scenario_change change = {
		byr, byn, START + 10, {10000, 0, false}};
	struct scenario_day day = {START + 10, byn, 20000, 0,
				   20000,      0,   0,	   DAY_NONE};
	struct err err;

	changes.row[changes.count++] = change;
	money(START, 1234567);
	money(START + 10, -1234567);
	ck_assert(scenario_fund_add(fund, byn, START + 10, 12346));
	start(100);
	enter(START, 2000000, 1500000);
	ck_assert_int_eq(scenario_tell(scenario, &day, &err), STATUS_OK);
	run();
	expect(0, 12346, 0, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).currency, byn);
	ck_assert_int_eq(scenario_result(scenario, 0).wanted, 15000 - 12346);
	ck_assert_int_eq(scenario_purse(scenario, byr)->out, 0);
	ck_assert_int_eq(scenario_purse(scenario, byn)->out, 12346);
	ck_assert_int_eq(scenario_purse(scenario, byn)->peak, 12346);
	ck_assert_int_eq(scenario_purse(scenario, byn)->short_on, START);
}
END_TEST

static void redenominate(int64_t factor, uint8_t places)
{
	struct scenario_change change = {
		byr, byn, START + 10, {factor, places, false}};

	changes.row[changes.count++] = change;
}

/* 80 BYR awarded are 0.01 BYN, but the book opened 0.00 and later 0.01. */
START_TEST(what_the_book_opened_counts_and_not_what_it_would_round_to)
{
	struct scenario_day opened = {START + 10, byn, 0, 0, 0, 0, 0, DAY_NONE};
	struct scenario_day raised = {START + 20, byn, 1, 0, 1, 0, 0, DAY_NONE};
	struct err err;

	redenominate(10000, 0);
	money(START, 80);
	ck_assert(scenario_fund_add(fund, byn, START + 10, 100));
	start(100);
	enter(START, 80, INT64_MAX);
	tell(START + 5, 0, 80, 80);
	ck_assert_int_eq(scenario_tell(scenario, &opened, &err), STATUS_OK);
	ck_assert_int_eq(scenario_tell(scenario, &raised, &err), STATUS_OK);
	run();
	expect(0, 0, 1, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).wanted, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).repaid_held, 0);
	ck_assert_int_eq(scenario_result(scenario, 0).paid_up, DAY_NONE);
}
END_TEST

/* 1 BYR = 1,000,000 BYN: each advance fits them, what came back does not. */
START_TEST(what_does_not_fit_the_new_currency_is_refused)
{
	static const int64_t much = 50000000000;
	struct err err;

	redenominate(1, 6);
	money(START, much);
	ck_assert(scenario_fund_add(fund, byn, START + 10, INT64_MAX));
	start(100);
	enter(START, much, INT64_MAX);
	tell(START + 5, 0, much, much);
	enter(START + 6, much, INT64_MAX);
	tell(START + 8, 0, much, much);
	ck_assert_int_eq(scenario_run(scenario, &err), STATUS_OVERFLOW);
}
END_TEST

START_TEST(a_book_without_awards_plays_its_days)
{
	start(100);
	run();
	ck_assert_int_eq(scenario_purse(scenario, byr)->short_days, 0);
	ck_assert_int_eq(scenario_purse(scenario, byr)->peak_on, DAY_NONE);
}
END_TEST

Suite *scenario_suite(void)
{
	Suite *suite = suite_create("reports/scenario");
	TCase *tcase = tcase_create("days");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase,
		       who_is_due_first_gets_what_there_is_and_the_rest_waits);
	tcase_add_test(tcase,
		       awards_of_one_day_come_in_the_order_of_their_codes);
	tcase_add_test(tcase, the_victim_is_paid_first_and_then_the_fund);
	tcase_add_test(
		tcase,
		what_was_repaid_is_not_hers_while_it_is_held_and_no_longer);
	tcase_add_test(
		tcase,
		what_a_court_takes_is_lost_and_a_raise_makes_it_good_first);
	tcase_add_test(tcase, money_that_comes_back_goes_to_who_waits);
	tcase_add_loop_test(tcase, an_advance_is_bound_by_award_cap_and_share,
			    0, sizeof bounds / sizeof bounds[0]);
	tcase_add_test(tcase, money_that_a_later_day_needs_is_not_given);
	tcase_add_test(tcase, a_redenomination_carries_on_what_stands);
	tcase_add_test(
		tcase,
		what_the_book_opened_counts_and_not_what_it_would_round_to);
	tcase_add_test(tcase, what_does_not_fit_the_new_currency_is_refused);
	tcase_add_test(tcase, a_book_without_awards_plays_its_days);
	suite_add_tcase(suite, tcase);
	return suite;
}
