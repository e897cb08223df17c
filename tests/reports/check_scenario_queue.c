/* check_scenario_queue.c: who is due first comes first. */
#include "reports/scenario_queue.h"

#include <check.h>

enum { MANY = 500, DAYS = 97 };

static struct scenario_queue queue;

static void setup(void)
{
	static const struct scenario_queue empty;

	queue = empty;
}

static void teardown(void)
{
	scenario_queue_release(&queue);
	ck_assert_uint_eq(queue.count, 0);
}

static uint32_t pop(void)
{
	uint32_t number;

	ck_assert(scenario_queue_first(&queue, &number));
	scenario_queue_pop(&queue);
	return number;
}

/* A day that jumps about. */
static int32_t day_of(uint32_t number)
{
	return (int32_t)(number * 61 % DAYS);
}

START_TEST(an_empty_queue_has_no_first)
{
	uint32_t number = 7;

	ck_assert(!scenario_queue_first(&queue, &number));
	ck_assert_uint_eq(number, 7);
}
END_TEST

START_TEST(the_first_due_comes_first_then_the_lowest_number)
{
	uint32_t number;
	uint32_t before = 0;

	for (number = MANY; number > 0; number--)
		scenario_queue_push(&queue, day_of(number), number);
	for (number = 0; number < MANY; number++) {
		uint32_t next = pop();

		if (number > 0) {
			ck_assert_int_ge(day_of(next), day_of(before));
			ck_assert(day_of(next) > day_of(before) ||
				  next > before);
		}
		before = next;
	}
	ck_assert_uint_eq(queue.count, 0);
}
END_TEST

START_TEST(who_joins_stands_by_day_and_leaves_an_empty_queue)
{
	struct scenario_queue other = {NULL, 0, 0};

	scenario_queue_push(&queue, 10, 1);
	scenario_queue_push(&queue, 30, 2);
	scenario_queue_push(&other, 20, 3);
	scenario_queue_push(&other, 5, 4);
	scenario_queue_join(&queue, &other);
	ck_assert_uint_eq(other.count, 0);
	ck_assert_uint_eq(pop(), 4);
	ck_assert_uint_eq(pop(), 1);
	ck_assert_uint_eq(pop(), 3);
	ck_assert_uint_eq(pop(), 2);
	scenario_queue_release(&other);
}
END_TEST

Suite *scenario_queue_suite(void)
{
	Suite *suite = suite_create("reports/scenario_queue");
	TCase *tcase = tcase_create("order");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, an_empty_queue_has_no_first);
	tcase_add_test(tcase, the_first_due_comes_first_then_the_lowest_number);
	tcase_add_test(tcase,
		       who_joins_stands_by_day_and_leaves_an_empty_queue);
	suite_add_tcase(suite, tcase);
	return suite;
}
