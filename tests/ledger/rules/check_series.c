/* check_series.c: day series against a plain array of days. */
#include "ledger/rules/series.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = DAY_LAST - DAY_FIRST + 1 };

static struct series series;
static int64_t plain[DAYS]; /* what each day added */

/* A small generator of the test's own (Lehmer, 1951). */
static uint64_t seed;

static uint32_t draw(uint32_t below)
{
	seed = seed * 48271 % 2147483647;
	return (uint32_t)(seed % below);
}

static void open_series(void)
{
	memset(&series, 0, sizeof series);
	memset(plain, 0, sizeof plain);
	seed = 20090101;
}

static void close_series(void)
{
	series_release(&series);
}

static int64_t plain_at(int32_t day)
{
	int64_t sum = 0;
	int32_t i;

	for (i = DAY_FIRST; i <= day; i++)
		sum += plain[i - DAY_FIRST];
	return sum;
}

static int64_t plain_least(int sign, int32_t from)
{
	int64_t sum = plain_at(from);
	int64_t least = sign * sum;
	int32_t i;

	for (i = from + 1; i <= DAY_LAST; i++) {
		sum += plain[i - DAY_FIRST];
		if (sign * sum < least)
			least = sign * sum;
	}
	return least;
}

static int32_t plain_short_on(int sign, int32_t from, int64_t less)
{
	int64_t sum = plain_at(from);
	int32_t i = from;

	for (;;) {
		if (sign * sum < less)
			return i;
		if (++i > DAY_LAST)
			return DAY_NONE;
		sum += plain[i - DAY_FIRST];
	}
}

/* Mostly within a few years, now and then anywhere, and at the ends. */
static int32_t some_day(void)
{
	switch (draw(8)) {
	case 0:
		return DAY_FIRST + (int32_t)draw(DAYS);
	case 1:
		return draw(2) == 0 ? DAY_FIRST : DAY_LAST;
	default:
		return day_of(2008, 12, 1) + (int32_t)draw(800);
	}
}

START_TEST(a_series_is_the_array_it_stands_for)
{
	int round;

	seed += (uint64_t)_i;
	for (round = 0; round < 300; round++) {
		int64_t amount = (int64_t)draw(2001) - 1000;
		int32_t day = some_day();
		int sign = draw(2) == 0 ? 1 : -1;
		int64_t less = (int64_t)draw(4001) - 2000;

		series_add(&series, day, amount);
		plain[day - DAY_FIRST] += amount;
		day = some_day();
		ck_assert_int_eq(series_at(&series, day), plain_at(day));
		ck_assert_int_eq(series_least(&series, sign, day),
				 plain_least(sign, day));
		if (round % 10 == 0)
			ck_assert_int_eq(
				series_short_on(&series, sign, day, less),
				plain_short_on(sign, day, less));
	}
	ck_assert_int_eq(series.ending, plain_at(DAY_LAST));
}
END_TEST

START_TEST(an_empty_series_holds_nothing_on_any_day)
{
	ck_assert_int_eq(series_at(&series, DAY_LAST), 0);
	ck_assert_int_eq(series_least(&series, 1, DAY_FIRST), 0);
	ck_assert_int_eq(series_short_on(&series, 1, DAY_FIRST, 0), DAY_NONE);
	ck_assert_int_eq(series_short_on(&series, 1, DAY_FIRST, 1), DAY_FIRST);
	ck_assert(series_fits(&series, DAY_FIRST, INT64_MAX));
}
END_TEST

START_TEST(an_amount_fits_when_every_later_day_does)
{
	int32_t early = day_of(2009, 1, 1);
	int32_t late = day_of(2015, 1, 1);

	series_add(&series, late, INT64_MAX - 5);
	ck_assert(series_fits(&series, early, 5));
	ck_assert(!series_fits(&series, early, 6));
	ck_assert(series_fits(&series, late, -6));
	series_add(&series, day_of(2016, 1, 1), -100);
	ck_assert(!series_fits(&series, early, 6));
	ck_assert(series_fits(&series, day_of(2016, 1, 1), 105));
	ck_assert(!series_fits(&series, day_of(2016, 1, 1), 106));
	ck_assert(series_fits(&series, early, -INT64_MAX));
}
END_TEST

START_TEST(huge_sums_of_one_day_may_pass_and_come_out_right)
{
	int32_t day = day_of(2009, 1, 1);

	series_add(&series, day, INT64_MAX);
	series_add(&series, day, INT64_MAX);
	series_add(&series, day, -INT64_MAX);
	series_add(&series, day, -INT64_MAX + 7);
	ck_assert_int_eq(series_at(&series, day), 7);
	ck_assert_int_eq(series_least(&series, 1, day), 7);
}
END_TEST

START_TEST(a_year_knows_its_days)
{
	int at;

	ck_assert_int_eq(series_year_of(DAY_FIRST, &at), 0);
	ck_assert_int_eq(at, 0);
	ck_assert_int_eq(series_year_of(DAY_LAST, &at), SERIES_YEARS - 1);
	ck_assert_int_eq(at, 364);
	series_year_of(day_of(2012, 12, 31), &at);
	ck_assert_int_eq(at, 365);
}
END_TEST

Suite *series_suite(void)
{
	Suite *suite = suite_create("ledger/rules/series");
	TCase *tcase = tcase_create("days");

	tcase_add_checked_fixture(tcase, open_series, close_series);
	tcase_add_loop_test(tcase, a_series_is_the_array_it_stands_for, 0, 8);
	tcase_add_test(tcase, an_empty_series_holds_nothing_on_any_day);
	tcase_add_test(tcase, an_amount_fits_when_every_later_day_does);
	tcase_add_test(tcase, huge_sums_of_one_day_may_pass_and_come_out_right);
	tcase_add_test(tcase, a_year_knows_its_days);
	suite_add_tcase(suite, tcase);
	return suite;
}
