/* check_stops.c: net days of clocks that were stopped and started. */
#include "reports/stops.h"

#include <check.h>

enum { ROWS_MAX = 5 };

/* A clock row: the entry's day and number, and its `since`. */
struct clock_row {
	int32_t day;
	uint8_t column;
	const char *since;
};

/* The clock runs from 2015-01-01 to 2015-01-31: 30 days. */
static const struct {
	struct clock_row rows[ROWS_MAX];
	uint32_t known_at;
	int32_t net_days;
} clocks[] = {
	{{{0}}, 0, 30},
	/* the stop's day is out, the start's day is in again */
	{{{16440, FACT_STOPPED, "2015-01-05"},
	  {16445, FACT_STARTED, "2015-01-10"}},
	 0,
	 25},
	/* started on the day of the stop: nothing is held */
	{{{16440, FACT_STOPPED, "2015-01-05"},
	  {16440, FACT_STARTED, "2015-01-05"}},
	 0,
	 30},
	/* still stopped: held to the end of the clock */
	{{{16440, FACT_STOPPED, "2015-01-05"}}, 0, 4},
	/* stopped on the last day: holds nothing yet */
	{{{16466, FACT_STOPPED, "2015-01-31"}}, 0, 30},
	/* days before the clock's start do not count */
	{{{16430, FACT_STOPPED, "2014-12-01"},
	  {16440, FACT_STARTED, "2015-01-05"}},
	 0,
	 26},
	{{{16430, FACT_STOPPED, "2014-12-01"}}, 0, 0},
	/* nor do those behind its end */
	{{{16440, FACT_STOPPED, "2015-01-30"},
	  {16470, FACT_STARTED, "2015-02-28"}},
	 0,
	 29},
	/* two stops */
	{{{16440, FACT_STOPPED, "2015-01-02"},
	  {16441, FACT_STARTED, "2015-01-03"},
	  {16442, FACT_STOPPED, "2015-01-04"},
	  {16443, FACT_STARTED, "2015-01-06"}},
	 0,
	 27},
	/* dated after the as-of date: not there */
	{{{16999, FACT_STOPPED, "2015-01-05"}}, 0, 30},
	/* entered later than what was known: the start is not there */
	{{{16440, FACT_STOPPED, "2015-01-05"},
	  {16445, FACT_STARTED, "2015-01-10"}},
	 2,
	 4},
	/* entry 2, the start, was reversed on day 16450 */
	{{{16440, FACT_STOPPED, "2015-01-05"},
	  {16445, FACT_STARTED, "2015-01-10"},
	  {16450, FACT_REVERSED, "2 2015-01-10"}},
	 0,
	 4},
	/* a reversal after the as-of date has not happened */
	{{{16440, FACT_STOPPED, "2015-01-05"},
	  {16445, FACT_STARTED, "2015-01-10"},
	  {16999, FACT_REVERSED, "2 2015-01-10"}},
	 0,
	 25},
};

START_TEST(stops_hold_the_clock)
{
	const struct clock_row *row = clocks[_i].rows;
	struct moment moment = {day_of(2015, 6, 30), clocks[_i].known_at};
	struct item *item = item_new(ITEM_CLAIM, (struct slice){"C-1", 3});
	uint32_t seq = 1;

	for (; row->day != 0; row++, seq++)
		item_fact(item, row->column, row->day, seq,
			  (struct slice){row->since, strlen(row->since)});
	ck_assert_int_eq(stops_net_days(item, day_of(2015, 1, 1),
					day_of(2015, 1, 31), moment),
			 clocks[_i].net_days);
	item_free(item);
}
END_TEST

Suite *stops_suite(void)
{
	Suite *suite = suite_create("reports/stops");
	TCase *tcase = tcase_create("pairs");

	tcase_add_loop_test(tcase, stops_hold_the_clock, 0,
			    (int)(sizeof clocks / sizeof clocks[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
