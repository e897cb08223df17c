/* check_tally.c: read = posted + duplicate + rejected. */
#include "batch/engine/tally.h"

#include <check.h>
#include <string.h>

static struct tally tally;
static uint8_t byr;
static uint8_t usd;

static void begin(void)
{
	tally_init(&tally);
	byr = currency_find("BYR", 3);
	usd = currency_find("USD", 3);
}

START_TEST(rows_and_money_prove_each_other)
{
	struct text text = TEXT_ZERO;

	tally_add(&tally, TALLY_POSTED);
	tally_add(&tally, TALLY_REJECTED);
	tally_add_money(&tally, TALLY_POSTED, byr, 1000);
	tally_add_money(&tally, TALLY_DUPLICATE, byr, 30);
	tally_add_money(&tally, TALLY_REJECTED, usd, 250);
	ck_assert(tally_proves(&tally));
	ck_assert_uint_eq(tally.rows[TALLY_READ], 5);
	ck_assert_uint_eq(tally.moneyless[TALLY_READ], 2);
	tally_text(&tally, &text);
	ck_assert_str_eq(text.bytes,
			 "BYR:1030:1000:30:0 USD:2.50:0.00:0.00:2.50");
	text_release(&text);
}
END_TEST

START_TEST(a_row_lost_is_found)
{
	tally_add_money(&tally, TALLY_POSTED, byr, 1000);
	tally.rows[TALLY_READ]++;
	ck_assert(!tally_proves(&tally));
	tally.rows[TALLY_READ]--;
	tally.money[byr].minor[TALLY_REJECTED]++;
	ck_assert(!tally_proves(&tally));
}
END_TEST

START_TEST(a_sum_that_does_not_fit_is_said)
{
	struct text text = TEXT_ZERO;

	tally_add_money(&tally, TALLY_POSTED, byr, INT64_MAX);
	ck_assert(!tally.money[byr].overflow);
	tally_add_money(&tally, TALLY_REJECTED, byr, 1);
	ck_assert(tally.money[byr].overflow);
	ck_assert(tally_proves(&tally));
	tally_text(&tally, &text);
	ck_assert_str_eq(text.bytes, "BYR:overflow:overflow:overflow:overflow");
	text_release(&text);
}
END_TEST

START_TEST(a_run_gives_its_tally_back)
{
	struct run run;
	struct tally back;
	int field;

	for (field = 0; field < RUN_FIELD_COUNT; field++)
		run_set(&run, (enum run_field)field, "");
	run_set(&run, RUN_READ, "5");
	run_set(&run, RUN_POSTED, "3");
	run_set(&run, RUN_DUPLICATE, "2");
	run_set(&run, RUN_MONEY,
		"BYR:1030:1000:30:0 USD:overflow:overflow:overflow:overflow");
	tally_of_run(&back, &run);
	ck_assert_uint_eq(back.rows[TALLY_READ], 5);
	ck_assert_uint_eq(back.rows[TALLY_POSTED], 3);
	ck_assert_uint_eq(back.rows[TALLY_DUPLICATE], 2);
	ck_assert_int_eq(back.money[byr].minor[TALLY_READ], 1030);
	ck_assert_int_eq(back.money[byr].minor[TALLY_DUPLICATE], 30);
	ck_assert(!back.money[byr].overflow && back.money[usd].overflow);
}
END_TEST

Suite *tally_suite(void)
{
	Suite *suite = suite_create("batch/engine/tally");
	TCase *tcase = tcase_create("tally");

	tcase_add_checked_fixture(tcase, begin, NULL);
	tcase_add_test(tcase, rows_and_money_prove_each_other);
	tcase_add_test(tcase, a_row_lost_is_found);
	tcase_add_test(tcase, a_sum_that_does_not_fit_is_said);
	tcase_add_test(tcase, a_run_gives_its_tally_back);
	suite_add_tcase(suite, tcase);
	return suite;
}
