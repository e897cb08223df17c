/* check_timeline.c: lost days, their share, and days since the seizure. */
#include "reports/timeline.h"

#include <check.h>

/* A project from 2016-02-28 to 2016-03-01: three days, for it is a leap year */
static struct timeline three_days(void)
{
	struct timeline timeline = {day_of(2016, 2, 28), day_of(2016, 3, 1)};

	return timeline;
}

static const struct {
	int year, month, day; /* of the decision */
	int32_t lost;
} decisions[] = {
	{1990, 1, 1, 0},  /* long before */
	{2016, 2, 27, 0}, /* the day before the start */
	{2016, 2, 28, 0}, /* on the start */
	{2016, 2, 29, 1}, /* the start is over */
	{2016, 3, 1, 2},  /* on the end: its last day is left */
	{2016, 3, 2, 3},  /* the day after: all of it */
	{2016, 3, 3, 3},  /* no more than all */
	{2099, 12, 31, 3},
};

START_TEST(timeline_loses_days_from_its_start_to_its_end)
{
	int32_t stop = day_of(decisions[_i].year, decisions[_i].month,
			      decisions[_i].day);

	ck_assert_int_eq(timeline_lost_days(three_days(), stop),
			 decisions[_i].lost);
}
END_TEST

START_TEST(timeline_of_one_day_is_lost_on_the_next)
{
	struct timeline timeline = {1000, 1000};

	ck_assert_int_eq(timeline_lost_days(timeline, 1000), 0);
	ck_assert_int_eq(timeline_lost_days(timeline, 1001), 1);
	ck_assert_int_eq(timeline_lost_days(timeline, 1002), 1);
	ck_assert_int_eq(timeline_share_lost(timeline, 1), 1000);
}
END_TEST

static const struct {
	int32_t length;
	int32_t lost;
	int64_t share; /* tenths of a percent */
} shares[] = {
	{1, 0, 0},
	{1, 1, 1000},
	{3, 1, 333}, /* 33.33 */
	{3, 2, 667}, /* 66.67 */
	{8, 1, 125},
	{16, 1, 63},	      /* 6.25: half goes up */
	{16, 3, 188},	      /* 18.75 */
	{32, 1, 31},	      /* 3.125 */
	{2000, 1, 1},	      /* 0.05 */
	{2001, 1, 0},	      /* 0.04998 */
	{2000, 1999, 1000},   /* 99.95 */
	{2001, 2000, 1000},   /* 99.95002 */
	{1999, 1998, 999},    /* 99.94997 */
	{40177, 40177, 1000}, /* the whole calendar of a book */
};

START_TEST(timeline_rounds_the_share_half_up)
{
	struct timeline timeline = {7305, 7305 + shares[_i].length - 1};

	ck_assert_int_eq(timeline_share_lost(timeline, shares[_i].lost),
			 shares[_i].share);
}
END_TEST

static const struct {
	int32_t seized, ended, as_of, days;
} ways[] = {
	{100, DAY_NONE, 100, 0},
	{100, DAY_NONE, 130, 30},
	{100, 120, 130, 20}, /* it counts to its end */
	{100, 100, 130, 0},
	{100, 90, 130, 0}, /* a clock that would run backwards */
	{140, DAY_NONE, 130, 0},
};

START_TEST(timeline_counts_from_the_seizure_to_the_end)
{
	ck_assert_int_eq(timeline_days_total(ways[_i].seized, ways[_i].ended,
					     ways[_i].as_of),
			 ways[_i].days);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof(table)[0]))

Suite *timeline_suite(void)
{
	Suite *suite = suite_create("reports/timeline");
	TCase *tcase = tcase_create("days");

	tcase_add_loop_test(tcase,
			    timeline_loses_days_from_its_start_to_its_end, 0,
			    ROWS(decisions));
	tcase_add_test(tcase, timeline_of_one_day_is_lost_on_the_next);
	tcase_add_loop_test(tcase, timeline_rounds_the_share_half_up, 0,
			    ROWS(shares));
	tcase_add_loop_test(tcase, timeline_counts_from_the_seizure_to_the_end,
			    0, ROWS(ways));
	suite_add_tcase(suite, tcase);
	return suite;
}
