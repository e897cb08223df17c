/* check_scenario_cap.c: a cap told in other currencies. */
#include "reports/scenario_cap.h"

#include <check.h>
#include <string.h>

enum { START = 14600, END = 14700 }; /* 2009-12-22 and a hundred days */

static struct scenario_changes changes;
static struct scenario_cap *cap;

static uint8_t code(const char *text)
{
	return currency_find(text, 3);
}

static void setup(void)
{
	static const struct scenario_changes none;

	changes = none;
	cap = scenario_cap_new(&changes, END);
}

static void teardown(void)
{
	scenario_cap_free(cap);
	scenario_cap_free(NULL);
}

static void becomes(const char *old, const char *fresh, int64_t factor)
{
	struct scenario_change change = {
		code(old), code(fresh), START + 50, {factor, 0, false}};

	changes.row[changes.count++] = change;
}

static void rate(int32_t day, const char *currency, const char *quote,
		 const char *text)
{
	struct slice value = {text, strlen(text)};

	scenario_cap_rate(cap, day, code(currency), code(quote), value);
}

static void settle(int64_t minor, const char *currency)
{
	struct scenario_amount amount = {minor, code(currency)};

	scenario_cap_settle(cap, amount);
}

static void expect(const char *currency, int32_t day, int64_t minor)
{
	struct err err;
	int64_t found = -1;

	ck_assert_int_eq(
		scenario_cap_at(cap, code(currency), day, &found, &err),
		STATUS_OK);
	ck_assert_int_eq(found, minor);
}

START_TEST(a_cap_is_itself_in_its_own_currency)
{
	settle(1000, "BYR");
	expect("BYR", START, 1000);
	expect("BYR", START, 1000);
}
END_TEST

START_TEST(factors_lead_forward_back_and_to_a_sister)
{
	becomes("BYR", "BYN", 10000);
	becomes("RUB", "BYN", 50);
	settle(1000000, "BYR");
	expect("BYN", START, 10000);
	expect("BYN", END, 10000);
	expect("RUB", START, 500000);
}
END_TEST

START_TEST(what_a_new_currency_is_in_the_old_one)
{
	becomes("BYR", "BYN", 10000);
	settle(10000, "BYN");
	expect("BYR", START, 1000000);
}
END_TEST

START_TEST(the_rate_of_the_day_is_the_last_by_then_else_the_first)
{
	rate(START + 50, "USD", "BYR", "3000");
	rate(START + 10, "USD", "BYR", "1000");
	rate(START + 10, "USD", "BYR", "2000"); /* entered later */
	rate(START + 10, "USD", "EUR", "7");
	rate(START, "USD", "BYR", "0");
	rate(START, "USD", "BYR", "dear");
	settle(10000, "USD");
	expect("BYR", START, 200000);
	expect("BYR", START + 10, 200000);
	expect("BYR", START + 49, 200000);
	expect("BYR", START + 50, 300000);
	expect("BYR", END, 300000);
}
END_TEST

START_TEST(a_rate_is_read_from_either_side)
{
	rate(START + 60, "USD", "BYR", "4000");
	rate(START + 10, "USD", "BYR", "2000");
	settle(200000, "BYR");
	expect("USD", START, 10000);
	expect("USD", END, 5000);
}
END_TEST

START_TEST(a_rate_of_the_old_currency_serves_the_new)
{
	becomes("BYR", "BYN", 10000);
	rate(START, "USD", "BYR", "20000");
	settle(10000, "USD");
	expect("BYN", END, 20000);
}
END_TEST

START_TEST(a_cap_that_does_not_fit_is_no_cap)
{
	rate(START, "USD", "BYR", "20000");
	settle(INT64_MAX, "USD");
	expect("BYR", START, INT64_MAX);
}
END_TEST

START_TEST(without_a_rate_the_remedy_is_named)
{
	struct err err;
	int64_t minor;

	rate(START, "USD", "BYR", "20000");
	settle(10000, "USD");
	ck_assert_int_eq(scenario_cap_at(cap, code("EUR"), START, &minor, &err),
			 STATUS_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "rate.set"));
	ck_assert_ptr_nonnull(strstr(err.text, "--cap in EUR"));
}
END_TEST

Suite *scenario_cap_suite(void)
{
	Suite *suite = suite_create("reports/scenario_cap");
	TCase *tcase = tcase_create("caps");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_cap_is_itself_in_its_own_currency);
	tcase_add_test(tcase, factors_lead_forward_back_and_to_a_sister);
	tcase_add_test(tcase, what_a_new_currency_is_in_the_old_one);
	tcase_add_test(tcase,
		       the_rate_of_the_day_is_the_last_by_then_else_the_first);
	tcase_add_test(tcase, a_rate_is_read_from_either_side);
	tcase_add_test(tcase, a_rate_of_the_old_currency_serves_the_new);
	tcase_add_test(tcase, a_cap_that_does_not_fit_is_no_cap);
	tcase_add_test(tcase, without_a_rate_the_remedy_is_named);
	suite_add_tcase(suite, tcase);
	return suite;
}
