/* check_contributions.c: money promised to a fund. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"contribution.proposed",
	 "contribution=N-9,source=other,amount=5,currency=USD,fund=legal-aid",
	 "2009-07-01", POSTED},
	{"contribution.proposed",
	 "contribution=N-full,source=other,amount=5,currency=USD", "2009-07-01",
	 REFUSAL_EXISTS},
	{"contribution.proposed",
	 "contribution=N-9,source=gift,amount=5,currency=USD", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"contribution.proposed", "contribution=N-9,amount=5,currency=USD",
	 "2009-07-01", REFUSAL_MISSING_FIELD},
	{"contribution.approved", "contribution=N-proposed", "2009-07-01",
	 POSTED},
	{"contribution.approved", "contribution=N-proposed,amount=1",
	 "2009-07-01", POSTED},
	{"contribution.approved", "contribution=N-proposed,amount=1001",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"contribution.approved", "contribution=N-approved", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"contribution.approved", "contribution=N-proposed", "2009-01-05",
	 REFUSAL_DATE_ORDER},
	{"contribution.bound", "contribution=N-approved", "2009-07-01", POSTED},
	{"contribution.bound", "contribution=N-proposed", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"contribution.bound", "contribution=N-approved,amount=1", "2009-07-01",
	 REFUSAL_UNEXPECTED_FIELD},
	{"contribution.received", "contribution=N-bound,amount=600",
	 "2009-07-01", POSTED},
	{"contribution.received", "contribution=N-bound,amount=600",
	 "2009-01-08", POSTED},
	{"contribution.received", "contribution=N-bound,amount=601",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"contribution.received", "contribution=N-bound,amount=1", "2009-01-07",
	 REFUSAL_DATE_ORDER},
	{"contribution.received", "contribution=N-full,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"contribution.withdrawn", "contribution=N-proposed", "2009-07-01",
	 POSTED},
	{"contribution.withdrawn", "contribution=N-approved", "2009-07-01",
	 POSTED},
	{"contribution.withdrawn", "contribution=N-bound", "2009-07-01",
	 POSTED},
	{"contribution.withdrawn", "contribution=N-withdrawn", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"contribution.withdrawn", "contribution=N-none", "2009-07-01",
	 REFUSAL_UNKNOWN_ITEM},
};

const struct rows contributions_rows = {rows, COUNT_OF(rows)};

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

START_TEST(only_a_binding_promise_is_income)
{
	static const struct step story[] = {
		{"contribution.bound", "contribution=N-approved", "2009-07-01",
		 POSTED},
	};

	expect_total(&desk, ACCOUNT_INCOME_PROCEEDS, 0);
	expect_holds(&desk, ACCOUNT_CONTRIBUTIONS_APPROVED, "N-approved", 900);
	expect_holds(&desk, ACCOUNT_CONTRIBUTIONS_PROPOSED, "N-approved", 0);
	TELL(&desk, story);
	expect_total(&desk, ACCOUNT_INCOME_PROCEEDS, -900);
	expect_holds(&desk, ACCOUNT_FUND_RECEIVABLE, "N-approved", 900);
}
END_TEST

START_TEST(a_withdrawn_promise_does_not_reduce_income)
{
	static const struct step story[] = {
		{"contribution.withdrawn", "contribution=N-bound", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_total(&desk, ACCOUNT_INCOME_OTHER, -1000);
	expect_total(&desk, ACCOUNT_EXPENSE_WITHDRAWN, 600);
	expect_holds(&desk, ACCOUNT_FUND_RECEIVABLE, "N-bound", 0);
}
END_TEST

/*
 * What a later reversal brings back remains as well: to withdraw less would
 * leave a claim on a promise that is gone.
 */
START_TEST(all_that_remains_is_withdrawn_or_nothing)
{
	static const struct step story[] = {
		{"contribution.received",
		 "contribution=N-bound,amount=60,id=B-1", "2009-07-05", POSTED},
		{"event.reversed", "target=B-1", "2009-07-09", POSTED},
		{"contribution.withdrawn", "contribution=N-bound", "2009-07-07",
		 REFUSAL_OVERDRAWN},
		{"contribution.withdrawn", "contribution=N-bound", "2009-07-09",
		 POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_FUND_RECEIVABLE, "N-bound", 0);
}
END_TEST

/* The last missing sum arrives with an early date: complete since July. */
START_TEST(received_begins_on_the_latest_of_the_rows)
{
	static const struct step story[] = {
		{"contribution.received", "contribution=N-bound,amount=500",
		 "2009-07-01", POSTED},
		{"contribution.received", "contribution=N-bound,amount=100",
		 "2009-01-15", POSTED},
	};
	const struct item *item;

	TELL(&desk, story);
	expect_state(&desk, ITEM_CONTRIBUTION, "N-bound", STATE_RECEIVED);
	item = desk_item(&desk, ITEM_CONTRIBUTION, "N-bound");
	ck_assert_int_eq(item_changed_on(item), day_on("2009-07-01"));
	ck_assert_int_eq(item_state_at(item, day_on("2009-06-30")),
			 STATE_BOUND);
}
END_TEST

START_TEST(each_source_has_its_account_of_income)
{
	static const struct {
		const char *fields;
		enum account income;
	} sources[] = {
		{"contribution=N-9,source=state,amount=5,currency=BYR",
		 ACCOUNT_INCOME_STATE},
		{"contribution=N-9,source=proceeds,amount=5,currency=BYR",
		 ACCOUNT_INCOME_PROCEEDS},
		{"contribution=N-9,source=donor,amount=5,currency=BYR",
		 ACCOUNT_INCOME_DONOR},
		{"contribution=N-9,source=levy,amount=5,currency=BYR",
		 ACCOUNT_INCOME_LEVY},
		{"contribution=N-9,source=other,amount=5,currency=BYR",
		 ACCOUNT_INCOME_OTHER},
	};
	int64_t before = desk_total(&desk, sources[_i].income);
	const struct step story[] = {
		{"contribution.proposed", sources[_i].fields, "2009-07-01",
		 POSTED},
		{"contribution.approved", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.bound", "contribution=N-9", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_total(&desk, sources[_i].income, before - 5);
}
END_TEST

Suite *contributions_suite(void)
{
	Suite *suite = suite_create("ledger/rules/contributions");
	TCase *world = tcase_create("world");

	rows_add(suite, &contributions_rows);
	tcase_add_checked_fixture(world, open_world, close_world);
	tcase_add_test(world, only_a_binding_promise_is_income);
	tcase_add_test(world, a_withdrawn_promise_does_not_reduce_income);
	tcase_add_test(world, all_that_remains_is_withdrawn_or_nothing);
	tcase_add_test(world, received_begins_on_the_latest_of_the_rows);
	tcase_add_loop_test(world, each_source_has_its_account_of_income, 0,
			    SOURCE_COUNT);
	suite_add_tcase(suite, world);
	return suite;
}
