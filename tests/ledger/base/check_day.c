/* check_day.c: calendar days, and only those that exist. */
#include "ledger/base/day.h"

#include <check.h>
#include <string.h>

static const struct {
	const char *text;
	bool valid;
} texts[] = {
	{"1990-01-01", true},  {"2099-12-31", true},
	{"2000-02-29", true},  {"2012-02-29", true},
	{"1989-12-31", false}, {"2100-01-01", false},
	{"2009-02-29", false}, {"2009-04-31", false},
	{"2009-00-10", false}, {"2009-13-10", false},
	{"2009-01-00", false}, {"2009-01-32", false},
	{"2009/01/01", false}, {"2009-1-01", false},
	{"2009-01-1", false},  {"2009-01-011", false},
	{"", false},	       {"+009-01-01", false},
	{"2009-01- 1", false}, {" 2009-01-01", false},
};

START_TEST(only_days_of_the_calendar_are_read)
{
	const char *text = texts[_i].text;
	int32_t day = DAY_NONE;
	char back[DAY_TEXT_SIZE];

	ck_assert_int_eq(day_parse(text, strlen(text), &day), texts[_i].valid);
	if (!texts[_i].valid) {
		ck_assert_int_eq(day, DAY_NONE);
		return;
	}
	day_format(day, back);
	ck_assert_str_eq(back, text);
}
END_TEST

START_TEST(the_ends_of_the_range_are_its_constants)
{
	ck_assert_int_eq(day_of(1990, 1, 1), DAY_FIRST);
	ck_assert_int_eq(day_of(2099, 12, 31), DAY_LAST);
	ck_assert_int_eq(day_of(1970, 1, 1), 0);
}
END_TEST

/* Every day of the range: split and joined, one after the other. */
START_TEST(days_count_through_the_whole_range)
{
	int32_t day = DAY_FIRST;
	int year;
	int month;
	int dom;

	for (year = 1990; year <= 2099; year++)
		for (month = 1; month <= 12; month++)
			for (dom = 1; dom <= 31; dom++) {
				struct day_parts parts = day_split(day);

				if (parts.day != dom)
					break;
				ck_assert_int_eq(parts.year, year);
				ck_assert_int_eq(parts.month, month);
				ck_assert_int_eq(day_of(year, month, dom), day);
				day++;
			}
	ck_assert_int_eq(day, DAY_LAST + 1);
}
END_TEST

static const struct {
	const char *from;
	int years;
	const char *to;
} anniversaries[] = {
	{"2009-03-01", 3, "2012-03-01"}, {"2012-02-29", 3, "2015-02-28"},
	{"2012-02-29", 4, "2016-02-29"}, {"2011-02-28", 1, "2012-02-28"},
	{"2009-12-31", 0, "2009-12-31"},
};

START_TEST(an_anniversary_of_february_29_is_february_28)
{
	char text[DAY_TEXT_SIZE];
	int32_t day;

	ck_assert(day_parse(anniversaries[_i].from, 10, &day));
	day_format(day_add_years(day, anniversaries[_i].years), text);
	ck_assert_str_eq(text, anniversaries[_i].to);
}
END_TEST

static const struct {
	const char *from;
	int months;
	const char *to;
} months_later[] = {
	{"2009-01-15", 0, "2009-01-15"},  {"2009-01-31", 1, "2009-02-28"},
	{"2011-12-31", 2, "2012-02-29"},  {"2009-12-01", 1, "2010-01-01"},
	{"2009-05-31", 8, "2010-01-31"},  {"2009-06-30", 8, "2010-02-28"},
	{"2009-04-30", 12, "2010-04-30"}, {"2009-03-31", 1200, "2109-03-31"},
};

START_TEST(a_month_that_is_shorter_ends_the_wait_on_its_last_day)
{
	char text[DAY_TEXT_SIZE];
	int32_t day;

	ck_assert(day_parse(months_later[_i].from, 10, &day));
	day_format(day_add_months(day, months_later[_i].months), text);
	ck_assert_str_eq(text, months_later[_i].to);
}
END_TEST

START_TEST(months_begin_and_follow_each_other)
{
	ck_assert_int_eq(day_month_start(day_of(2012, 2, 29)),
			 day_of(2012, 2, 1));
	ck_assert_int_eq(day_month_next(day_of(2012, 2, 1)),
			 day_of(2012, 3, 1));
	ck_assert_int_eq(day_month_next(day_of(2012, 12, 31)),
			 day_of(2013, 1, 1));
}
END_TEST

START_TEST(no_day_is_an_empty_text)
{
	char text[DAY_TEXT_SIZE] = "x";

	day_format(DAY_NONE, text);
	ck_assert_str_eq(text, "");
}
END_TEST

Suite *day_suite(void)
{
	Suite *suite = suite_create("ledger/base/day");
	TCase *tcase = tcase_create("days");

	tcase_add_loop_test(tcase, only_days_of_the_calendar_are_read, 0,
			    sizeof texts / sizeof texts[0]);
	tcase_add_test(tcase, the_ends_of_the_range_are_its_constants);
	tcase_add_test(tcase, days_count_through_the_whole_range);
	tcase_add_loop_test(tcase, an_anniversary_of_february_29_is_february_28,
			    0, sizeof anniversaries / sizeof anniversaries[0]);
	tcase_add_loop_test(
		tcase, a_month_that_is_shorter_ends_the_wait_on_its_last_day, 0,
		sizeof months_later / sizeof months_later[0]);
	tcase_add_test(tcase, months_begin_and_follow_each_other);
	tcase_add_test(tcase, no_day_is_an_empty_text);
	suite_add_tcase(suite, tcase);
	return suite;
}
