/*
 * check_survival.c: percentiles of those who wait, with the unpaid counted.
 * The expected values are what quantile() of R's package survival answers.
 */
#include "reports/survival.h"

#include <check.h>

enum { PEOPLE_MAX = 10, NONE = -1 };

#define PAID(days) (days)
#define LEFT(days) (-1 - (days)) /* censored */

static const struct {
	int count;
	int32_t people[PEOPLE_MAX];
	int64_t median; /* tenths of a day */
	int64_t ninetieth;
} curves[] = {
	{0, {0}, NONE, NONE},
	{1, {PAID(5)}, 50, 50},
	{1, {LEFT(5)}, NONE, NONE},
	{1, {PAID(0)}, 0, 0},
	{3, {PAID(0), PAID(0), PAID(0)}, 0, 0},
	{3, {LEFT(5), LEFT(5), LEFT(5)}, NONE, NONE},
	/* flat at exactly a half: the middle of the two days */
	{4, {PAID(1), PAID(2), PAID(3), PAID(4)}, 25, 40},
	{10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 55, 95},
	/* flat at a tenth to the end: up to the last day of anybody */
	{10, {1, 2, 3, 4, 5, 6, 7, 8, 9, LEFT(10)}, 55, 95},
	{10, {1, 2, 3, 4, 5, 6, 7, 8, 9, LEFT(20)}, 55, 145},
	/* flat at a half to the end */
	{4, {PAID(1), PAID(2), LEFT(3), LEFT(4)}, 30, NONE},
	{4, {PAID(0), PAID(0), LEFT(3), LEFT(4)}, 20, NONE},
	/* who is censored on a day still counts on it */
	{4, {PAID(1), PAID(2), LEFT(2), LEFT(4)}, 30, NONE},
	{3, {PAID(2), LEFT(2), PAID(3)}, 30, 30},
	{6, {1, 2, 3, LEFT(3), LEFT(5), 6}, 45, 60},
	/* censored before: fewer are left to wait */
	{4, {LEFT(1), LEFT(1), PAID(2), PAID(9)}, 55, 90},
	{3, {LEFT(1), PAID(2), LEFT(9)}, 55, NONE},
	/* never down to a half */
	{5, {PAID(1), PAID(2), LEFT(7), LEFT(8), LEFT(9)}, NONE, NONE},
	/* the order of entry does not matter */
	{4, {PAID(4), PAID(1), PAID(3), PAID(2)}, 25, 40},
	{2, {PAID(SURVIVAL_DAYS_MAX), PAID(SURVIVAL_DAYS_MAX)}, 655350, 655350},
};

static void add(struct survival *survival, int32_t person)
{
	survival_add(survival, person < 0 ? -1 - person : person, person >= 0);
}

static void expect(struct survival *survival, int thousandths, int64_t tenths)
{
	int64_t got = NONE;

	if (!survival_percentile(survival, thousandths, &got))
		got = NONE;
	ck_assert_int_eq(got, tenths);
}

static void expect_curve(int i, int copies)
{
	struct survival survival = {0};
	int copy;
	int j;

	for (copy = 0; copy < copies; copy++)
		for (j = 0; j < curves[i].count; j++)
			add(&survival, curves[i].people[j]);
	expect(&survival, SURVIVAL_MEDIAN, curves[i].median);
	expect(&survival, SURVIVAL_NINETIETH, curves[i].ninetieth);
	ck_assert_int_eq((int)(survival.ended + survival.censored),
			 curves[i].count * copies);
	survival_release(&survival);
}

START_TEST(percentiles_are_those_of_r)
{
	expect_curve(_i, 1);
}
END_TEST

/* The same shares of the same days, so the same curve: kept day by day. */
START_TEST(many_people_have_the_curve_of_few)
{
	expect_curve(_i, SURVIVAL_FEW);
}
END_TEST

START_TEST(people_may_come_after_a_percentile_was_asked_for)
{
	struct survival survival = {0};

	add(&survival, PAID(7));
	add(&survival, PAID(3));
	expect(&survival, SURVIVAL_MEDIAN, 50);
	add(&survival, PAID(1));
	expect(&survival, SURVIVAL_MEDIAN, 30);
	ck_assert_int_eq((int)survival.ended, 3);
	survival_release(&survival);
}
END_TEST

/*
 * A person a day for 100 years: S falls by a 36,500th of the whole each day,
 * through as many divisions; the median is exact all the same.
 */
START_TEST(no_rounding_adds_up)
{
	struct survival survival = {0};
	int32_t day;

	for (day = 1; day <= 36500; day++)
		add(&survival, PAID(day));
	expect(&survival, SURVIVAL_MEDIAN, 182505);
	expect(&survival, SURVIVAL_NINETIETH, 328505);
	survival_release(&survival);
}
END_TEST

/*
 * S stays above a half by a 2,000,000th: no median; lies at it to the end;
 * falls below it at once.
 */
START_TEST(a_hair_above_is_not_reached)
{
	struct survival survival = {0};
	int i;

	for (i = 0; i < 999999; i++)
		add(&survival, PAID(1));
	for (i = 0; i < 1000001; i++)
		add(&survival, LEFT(9));
	expect(&survival, SURVIVAL_MEDIAN, NONE);
	add(&survival, PAID(1));
	add(&survival, PAID(1));
	expect(&survival, SURVIVAL_MEDIAN, 50);
	add(&survival, PAID(1));
	expect(&survival, SURVIVAL_MEDIAN, 10);
	survival_release(&survival);
}
END_TEST

Suite *survival_suite(void)
{
	Suite *suite = suite_create("reports/survival");
	TCase *tcase = tcase_create("percentiles");
	int count = (int)(sizeof curves / sizeof curves[0]);

	tcase_add_loop_test(tcase, percentiles_are_those_of_r, 0, count);
	tcase_add_loop_test(tcase, many_people_have_the_curve_of_few, 1, count);
	tcase_add_test(tcase, people_may_come_after_a_percentile_was_asked_for);
	tcase_add_test(tcase, no_rounding_adds_up);
	tcase_add_test(tcase, a_hair_above_is_not_reached);
	suite_add_tcase(suite, tcase);
	return suite;
}
