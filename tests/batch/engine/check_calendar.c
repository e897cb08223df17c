/* check_calendar.c: which months have ended, and from when they are due. */
#include "batch/engine/calendar.h"

#include "tests/support/steps.h"

#include <check.h>

static const struct month_row {
	const char *today;
	int grace;
	const char *first; /* NULL: there is no calendar yet */
	const char *last;  /* the latest month that is due; NULL: none */
} rows[] = {
	{"2012-02-29", 0, "2012-01-01", "2012-01"},
	{"2012-03-01", 0, "2012-01-01", "2012-02"},
	{"2012-03-05", 5, "2012-01-01", "2012-01"},
	{"2012-03-06", 5, "2012-01-01", "2012-02"},
	{"2012-01-31", 0, "2012-01-01", NULL},
	{"2012-02-01", 0, "2012-01-01", "2012-01"},
	{"2012-02-01", 0, "2012-02-01", NULL},
	{"2010-01-01", 0, "2009-12-01", "2009-12"},
	{"2010-01-01", 45, "2009-01-01", "2009-10"},
	{"2010-01-01", 400, "2009-01-01", NULL},
	{"2010-01-01", 0, NULL, NULL},
};

START_TEST(a_month_is_due_when_it_has_ended_and_the_grace_is_over)
{
	const struct month_row *row = &rows[_i];
	struct calendar calendar = {row->first == NULL ? DAY_NONE
						       : day_on(row->first),
				    row->grace, day_on(row->today)};
	char text[MONTH_TEXT_SIZE] = "";
	int32_t last = calendar_last_due(&calendar);

	if (last != DAY_NONE)
		month_format(last, text);
	ck_assert_str_eq(text, row->last == NULL ? "" : row->last);
}
END_TEST

START_TEST(months_are_read_exactly)
{
	static const char *const wrong[] = {"",	       "2009",	  "2009-13",
					    "2009-1",  "1989-12", "2009-01-01",
					    "2009-01 "};
	int32_t month;
	size_t i;

	for (i = 0; i < COUNT_OF(wrong); i++)
		ck_assert_msg(!month_parse(wrong[i], &month), "%s", wrong[i]);
	ck_assert(month_parse("2012-02", &month));
	ck_assert_int_eq(month, day_on("2012-02-01"));
	ck_assert_int_eq(month_last_day(month), day_on("2012-02-29"));
	ck_assert_int_eq(month_before(day_on("2012-01-01")),
			 day_on("2011-12-01"));
}
END_TEST

Suite *calendar_suite(void)
{
	Suite *suite = suite_create("batch/engine/calendar");
	TCase *tcase = tcase_create("months");

	tcase_add_loop_test(
		tcase, a_month_is_due_when_it_has_ended_and_the_grace_is_over,
		0, (int)COUNT_OF(rows));
	tcase_add_test(tcase, months_are_read_exactly);
	suite_add_tcase(suite, tcase);
	return suite;
}
