/* check_scenario_fund.c: levels, what may be given away, and changes. */
#include "reports/scenario_fund.h"

#include <check.h>

enum { START = 14600, END = 14700 }; /* 2009-12-22 and a hundred days */

static struct scenario_changes changes;
static struct scenario_fund *fund;
static uint8_t byr, byn;

static void setup(void)
{
	static const struct scenario_changes none;

	byr = currency_find("BYR", 3);
	byn = currency_find("BYN", 3);
	changes = none;
	fund = scenario_fund_new(&changes, END);
}

static void teardown(void)
{
	scenario_fund_free(fund);
	scenario_fund_free(NULL);
}

static void add(uint8_t currency, int32_t day, int64_t amount)
{
	ck_assert(scenario_fund_add(fund, currency, day, amount));
}

static void expect_spare(uint8_t currency, int32_t day, int64_t amount)
{
	ck_assert_int_eq(scenario_fund_spare(fund, currency, day), amount);
}

static struct scenario_change change(const char *old, const char *fresh,
				     int64_t mantissa, uint8_t places)
{
	struct scenario_change row = {currency_find(old, 3),
				      currency_find(fresh, 3),
				      START + 10,
				      {mantissa, places, false}};

	return row;
}

START_TEST(what_a_later_day_needs_cannot_be_given_away)
{
	add(byr, START, 100);
	add(byr, START + 10, -30);
	add(byr, START + 20, 50);
	add(byr, END + 1, 999); /* nobody knows of it yet */
	ck_assert(scenario_fund_settle(fund));
	expect_spare(byr, START - 1, 0);
	expect_spare(byr, START, 70);
	expect_spare(byr, START + 10, 70);
	expect_spare(byr, START + 19, 70);
	expect_spare(byr, START + 20, 120);
	expect_spare(byr, END, 120);
	expect_spare(byn, END, 0);
	ck_assert_int_eq(scenario_fund_level(fund, byr), 120);
	ck_assert_int_eq(scenario_fund_level(fund, byn), 0);
}
END_TEST

START_TEST(a_level_that_does_not_fit_is_told)
{
	add(byr, START, INT64_MAX);
	ck_assert(!scenario_fund_add(fund, byr, START, 1));
	ck_assert(scenario_fund_settle(fund));
}
END_TEST

START_TEST(nor_do_two_days_that_do_not_fit_together)
{
	add(byr, START, INT64_MAX);
	add(byr, START + 1, 1);
	ck_assert(!scenario_fund_settle(fund));
}
END_TEST

/* What is left of the new money bounds the old, by the way back. */
START_TEST(a_currency_that_ends_is_bounded_by_the_next)
{
	changes.row[changes.count++] = change("BYR", "BYN", 10000, 0);
	add(byr, START, 1000000);
	add(byr, START + 10, -1000000);
	add(byn, START + 10, 10000);
	add(byn, START + 30, -4000);
	ck_assert(scenario_fund_settle(fund));
	expect_spare(byr, START, 600000);
	expect_spare(byr, START + 9, 600000);
	expect_spare(byr, START + 10, 0);
	expect_spare(byn, START + 10, 6000);
	ck_assert_int_eq(scenario_fund_level(fund, byn), 6000);
}
END_TEST

START_TEST(a_next_currency_that_does_not_fit_is_told)
{
	changes.row[changes.count++] = change("BYR", "BYN", 10000, 0);
	add(byr, START, 1);
	add(byn, START + 10, INT64_MAX);
	add(byn, START + 11, 1);
	ck_assert(!scenario_fund_settle(fund));
}
END_TEST

START_TEST(currencies_follow_each_other_up_to_a_day)
{
	changes.row[changes.count++] = change("BYR", "BYN", 10000, 0);
	changes.row[changes.count++] = change("BYN", "EUR", 3, 0);
	changes.row[1].day = START + 20;
	ck_assert_uint_eq(scenario_currency(&changes, byr, START + 9), byr);
	ck_assert_uint_eq(scenario_currency(&changes, byr, START + 10), byn);
	ck_assert_uint_eq(scenario_currency(&changes, byr, START + 20),
			  currency_find("EUR", 3));
	ck_assert_ptr_eq(scenario_change_of(&changes, byn, START + 20),
			 &changes.row[1]);
	ck_assert_ptr_null(scenario_change_of(&changes, byn, START + 19));
}
END_TEST

START_TEST(the_way_back_never_comes_out_above_the_amount)
{
	struct scenario_change redenomination = change("BYR", "BYN", 10000, 0);
	struct scenario_change coarse = change("JPY", "BHD", 5, 1);
	struct scenario_change fine = change("BYR", "BYN", 1, 4);

	ck_assert_int_eq(scenario_forward(&redenomination, 1234567), 12346);
	ck_assert_int_eq(scenario_forward(&redenomination, -1234567), -12346);
	ck_assert_int_eq(scenario_back(&redenomination, 12346), 1234600);
	/* half a yen is rounded to one, which would be twice as much */
	ck_assert_int_eq(scenario_back(&coarse, 1000), 0);
	ck_assert_int_eq(scenario_back(&coarse, 2000), 1);
	ck_assert_int_eq(scenario_back(&redenomination, INT64_MAX), INT64_MAX);
	ck_assert_int_eq(scenario_back(&redenomination, -INT64_MAX),
			 -INT64_MAX);
	ck_assert_int_eq(scenario_forward(&fine, INT64_MAX), INT64_MAX);
	ck_assert_int_eq(scenario_forward(&fine, -INT64_MAX), -INT64_MAX);
}
END_TEST

Suite *scenario_fund_suite(void)
{
	Suite *suite = suite_create("reports/scenario_fund");
	TCase *tcase = tcase_create("levels");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_a_later_day_needs_cannot_be_given_away);
	tcase_add_test(tcase, a_level_that_does_not_fit_is_told);
	tcase_add_test(tcase, nor_do_two_days_that_do_not_fit_together);
	tcase_add_test(tcase, a_currency_that_ends_is_bounded_by_the_next);
	tcase_add_test(tcase, a_next_currency_that_does_not_fit_is_told);
	tcase_add_test(tcase, currencies_follow_each_other_up_to_a_day);
	tcase_add_test(tcase, the_way_back_never_comes_out_above_the_amount);
	suite_add_tcase(suite, tcase);
	return suite;
}
