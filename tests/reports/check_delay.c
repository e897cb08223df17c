/* check_delay.c: every border of every bucket, and the leap days. */
#include "reports/delay.h"

#include "ledger/base/text.h"
#include "reports/terms.h"

#include <check.h>
#include <string.h>

static int32_t day(const char *text)
{
	int32_t day = DAY_NONE;

	ck_assert_msg(day_parse(text, strlen(text), &day), "%s", text);
	return day;
}

static const struct {
	const char *start;
	const char *stop;
	int32_t days;
	const char *bucket;
} clocks[] = {
	/* start, stop, days, long bucket */
	{"2015-03-01", "2015-02-28", 0, "0-90"}, /* backwards */
	{"2015-03-01", "2012-03-01", 0, "0-90"},
	{"2015-03-01", "2015-03-01", 0, "0-90"},
	{"2015-03-01", "2015-03-02", 1, "0-90"},
	{"2015-03-01", "2015-05-30", 90, "0-90"},
	{"2015-03-01", "2015-05-31", 91, "91-180"},
	{"2015-03-01", "2015-08-28", 180, "91-180"},
	{"2015-03-01", "2015-08-29", 181, "181d-1y"},
	/* a year that holds 29 February has its anniversary at 366 days */
	{"2015-03-01", "2016-02-28", 364, "181d-1y"},
	{"2015-03-01", "2016-02-29", 365, "181d-1y"},
	{"2015-03-01", "2016-03-01", 366, "1-2y"},
	{"2014-03-01", "2015-02-28", 364, "181d-1y"},
	{"2014-03-01", "2015-03-01", 365, "1-2y"},
	{"2015-03-01", "2017-02-28", 730, "1-2y"},
	{"2015-03-01", "2017-03-01", 731, "2-3y"},
	{"2015-03-01", "2018-02-28", 1095, "2-3y"},
	{"2015-03-01", "2018-03-01", 1096, "3-6y"},
	{"2015-03-01", "2021-02-28", 2191, "3-6y"},
	{"2015-03-01", "2021-03-01", 2192, "6-10y"},
	{"2015-03-01", "2025-02-28", 3652, "6-10y"},
	{"2015-03-01", "2025-03-01", 3653, ">10y"},
	/* 29 February falls on 28 February */
	{"2016-02-29", "2017-02-27", 364, "181d-1y"},
	{"2016-02-29", "2017-02-28", 365, "1-2y"},
	{"2016-02-29", "2020-02-27", 1459, "3-6y"},
	{"2016-02-29", "2018-02-28", 730, "2-3y"},
	{"2016-02-29", "2026-02-27", 3651, "6-10y"},
	{"2016-02-29", "2026-02-28", 3652, ">10y"},
	{"2012-02-29", "2022-02-28", 3652, ">10y"},
	/* the ends of the book's calendar */
	{"1990-01-01", "2099-12-31", 40176, ">10y"},
	{"2099-12-31", "2099-12-31", 0, "0-90"},
};

START_TEST(delay_counts_days_and_falls_into_long_buckets)
{
	int32_t start = day(clocks[_i].start);
	int32_t stop = day(clocks[_i].stop);

	ck_assert_int_eq(delay_days(start, stop), clocks[_i].days);
	ck_assert_str_eq(delay_bucket_name(&terms_default.longs, start, stop),
			 clocks[_i].bucket);
}
END_TEST

static const struct {
	int32_t days;
	const char *bucket;
} grants[] = {
	{0, "0-10"},	{10, "0-10"},	 {11, "11-30"}, {30, "11-30"},
	{31, "31-60"},	{60, "31-60"},	 {61, "61-90"}, {90, "61-90"},
	{91, "91-180"}, {180, "91-180"}, {181, ">180"}, {40176, ">180"},
};

START_TEST(delay_falls_into_short_buckets)
{
	ck_assert_str_eq(delay_bucket_name(&terms_default.shorts, DAY_FIRST,
					   DAY_FIRST + grants[_i].days),
			 grants[_i].bucket);
}
END_TEST

START_TEST(delay_long_buckets_never_go_back)
{
	int32_t start;
	int32_t stop;

	for (start = day("2016-02-20"); start < day("2016-03-10"); start++) {
		size_t before = 0;

		for (stop = start; stop < start + 4000; stop++) {
			size_t bucket =
				delay_bucket(&terms_default.longs, start, stop);

			ck_assert(bucket == before || bucket == before + 1);
			before = bucket;
		}
		ck_assert_uint_eq(before, terms_default.longs.count - 1);
	}
}
END_TEST

static const struct {
	const char *in_force;
	const char *expires;
} writs[] = {
	{"2015-03-01", "2018-03-01"},
	{"2016-02-29", "2019-02-28"},
	{"2013-02-28", "2016-02-28"},
	{"2099-12-31", "2102-12-31"},
};

START_TEST(delay_writ_expires_after_three_years)
{
	char text[DAY_TEXT_SIZE];

	day_format(delay_writ_expires(day(writs[_i].in_force)), text);
	ck_assert_str_eq(text, writs[_i].expires);
}
END_TEST

static void is_named_as(const struct delay_scale *expected)
{
	struct delay_scale made;

	ck_assert(
		delay_scale_make(expected->limit, expected->count - 1, &made));
	ck_assert_mem_eq(&made, expected, sizeof made);
}

START_TEST(delay_names_the_default_buckets_as_the_contract_does)
{
	is_named_as(&terms_default.longs);
	is_named_as(&terms_default.shorts);
}
END_TEST

static const struct {
	struct delay_span limit[3];
	size_t count;
	const char *names; /* NULL: no scale */
} scales[] = {
	{{{30, 0}}, 1, "0-30 >30"},
	{{{0, 1}}, 1, "0-1y >1y"},
	{{{0, 2}, {0, 5}}, 2, "0-2y 2-5y >5y"},
	{{{363, 0}, {0, 1}}, 2, "0-363 364d-1y >1y"},
	{{{364, 0}, {0, 1}}, 2, NULL}, /* nothing between them */
	{{{30, 0}, {30, 0}}, 2, NULL},
	{{{0, 1}, {400, 0}}, 2, NULL}, /* days stand before years */
	{{{0, 2}, {0, 1}}, 2, NULL},
	{{{0, 0}}, 1, NULL},
	{{{36501, 0}}, 1, NULL},
	{{{0, 100}}, 1, NULL},
	{{{0, 0}}, 0, NULL},
};

START_TEST(delay_takes_only_limits_that_grow)
{
	struct delay_scale made;
	struct text names = TEXT_ZERO;
	bool taken =
		delay_scale_make(scales[_i].limit, scales[_i].count, &made);
	size_t i;

	ck_assert_int_eq(taken, scales[_i].names != NULL);
	if (!taken)
		return;
	for (i = 0; i < made.count; i++) {
		if (i > 0)
			text_add_char(&names, ' ');
		text_add_string(&names, made.name[i]);
	}
	ck_assert_str_eq(names.bytes, scales[_i].names);
	text_release(&names);
}
END_TEST

START_TEST(delay_span_counts_days_or_anniversaries)
{
	ck_assert_int_eq(
		delay_after(day("2016-02-29"), (struct delay_span){0, 1}),
		day("2017-02-28"));
	ck_assert_int_eq(
		delay_after(day("2016-02-29"), (struct delay_span){15, 0}),
		day("2016-03-15"));
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof(table)[0]))

Suite *delay_suite(void)
{
	Suite *suite = suite_create("reports/delay");
	TCase *tcase = tcase_create("buckets");

	tcase_add_loop_test(tcase,
			    delay_counts_days_and_falls_into_long_buckets, 0,
			    ROWS(clocks));
	tcase_add_loop_test(tcase, delay_falls_into_short_buckets, 0,
			    ROWS(grants));
	tcase_add_test(tcase, delay_long_buckets_never_go_back);
	tcase_add_loop_test(tcase, delay_writ_expires_after_three_years, 0,
			    ROWS(writs));
	tcase_add_test(tcase,
		       delay_names_the_default_buckets_as_the_contract_does);
	tcase_add_loop_test(tcase, delay_takes_only_limits_that_grow, 0,
			    ROWS(scales));
	tcase_add_test(tcase, delay_span_counts_days_or_anniversaries);
	suite_add_tcase(suite, tcase);
	return suite;
}
