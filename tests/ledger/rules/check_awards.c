/* check_awards.c: an award from its entry into force on. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"award.varied", "claim=C-granted,amount=900", "2009-07-01", POSTED},
	{"award.varied", "claim=C-final,amount=1200", "2009-07-01", POSTED},
	{"award.varied", "claim=C-final,amount=1000", "2009-07-01", POSTED},
	{"award.varied", "claim=C-final,amount=1", "2009-07-01", POSTED},
	{"award.varied", "claim=C-final,amount=0", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"award.varied", "claim=C-final,amount=900", "2009-04-11",
	 REFUSAL_DATE_ORDER},
	{"award.varied", "claim=C-raised,amount=900", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.varied", "claim=C-final,amount=9223372036854775807",
	 "2009-07-01", POSTED},
	{"award.varied", "claim=C-final,amount=9223372036854775808",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"award.indexed", "claim=C-final,amount=10", "2009-07-01", POSTED},
	{"award.indexed", "claim=C-final,amount=10", "2009-03-01", POSTED},
	{"award.indexed", "claim=C-final,amount=10", "2009-02-28",
	 REFUSAL_DATE_ORDER},
	{"award.indexed", "claim=C-quashed,amount=10", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.indexed", "claim=C-final,amount=9223372036854775807",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"award.quashed", "claim=C-granted", "2009-07-01", POSTED},
	{"award.quashed", "claim=C-final", "2009-07-01", POSTED},
	{"award.quashed", "claim=C-final", "2009-04-11", REFUSAL_DATE_ORDER},
	{"award.quashed", "claim=C-quashed", "2009-07-01", REFUSAL_WRONG_STATE},
	{"award.paid", "claim=C-final,amount=400,payee=P-1", "2009-07-01",
	 POSTED},
	{"award.paid", "claim=C-final,amount=400", "2009-04-05", POSTED},
	{"award.paid", "claim=C-final,amount=401", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"award.paid", "claim=C-final,amount=400", "2009-03-31",
	 REFUSAL_OVERDRAWN},
	{"award.paid", "claim=C-granted,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.paid", "claim=C-none,amount=1", "2009-07-01",
	 REFUSAL_UNKNOWN_ITEM},
	{"award.paid", "claim=C-final,amount=1,currency=BYN", "2009-07-01",
	 REFUSAL_CURRENCY_MISMATCH},
	{"award.paid-direct", "claim=C-final,amount=200", "2009-07-01", POSTED},
	{"award.paid-direct", "claim=C-final,amount=201", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"award.paid-direct", "claim=C-quashed,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.returned", "claim=C-final,amount=100", "2009-07-01", POSTED},
	{"award.returned", "claim=C-final,amount=101", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"award.returned", "claim=C-final,amount=100", "2009-04-04",
	 REFUSAL_OVERDRAWN},
	{"award.returned", "claim=C-quashed,amount=500", "2009-07-01", POSTED},
	{"award.returned", "claim=C-quashed,amount=501", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"award.returned", "claim=C-granted,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.reclaimed", "claim=C-final,amount=100", "2009-07-01", POSTED},
	{"award.reclaimed", "claim=C-final,amount=101", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"award.reclaimed", "claim=C-final,amount=100", "2009-04-09",
	 REFUSAL_OVERDRAWN},
	{"award.reclaimed", "claim=C-quashed,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.advanced", "claim=C-final,amount=200", "2009-07-01", POSTED},
	{"award.advanced", "claim=C-final,amount=200,fund=grants", "2009-07-01",
	 POSTED},
	{"award.advanced", "claim=C-final,amount=200,fund=legal-aid",
	 "2009-07-01", REFUSAL_OVERDRAWN},
	{"award.advanced", "claim=C-final,amount=201", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"award.advanced", "claim=C-granted,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"award.advanced", "claim=C-final,amount=1,fund=other", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"advance.returned", "claim=C-final,amount=150", "2009-07-01", POSTED},
	{"advance.returned", "claim=C-quashed,amount=300", "2009-07-01",
	 POSTED},
	{"advance.returned", "claim=C-final,amount=151", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"advance.returned", "claim=C-final,amount=1,fund=grants", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"advance.returned", "claim=C-final,amount=150", "2009-04-11",
	 REFUSAL_OVERDRAWN},
	{"advance.returned", "claim=C-granted,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"advance.written-off", "claim=C-final,amount=150", "2009-07-01",
	 POSTED},
	{"advance.written-off", "claim=C-quashed,amount=300", "2009-07-01",
	 POSTED},
	{"advance.written-off", "claim=C-final,amount=151", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"advance.written-off", "claim=C-final,amount=150", "2009-04-11",
	 REFUSAL_OVERDRAWN},
	{"advance.written-off", "claim=C-raised,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
};

const struct rows awards_rows = {rows, COUNT_OF(rows)};

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

static void post(const char *event, const char *fields)
{
	struct step step = {event, fields, "2009-07-01", POSTED};

	expect_step(&desk, &step);
}

START_TEST(the_world_is_what_its_comment_says)
{
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 200);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-final", 400);
	expect_holds(&desk, ACCOUNT_TRUST_UNCLAIMED, "C-final", 100);
	expect_holds(&desk, SUM_PAID, "C-final", 100);
	expect_holds(&desk, SUM_DIRECT, "C-final", 50);
	expect_holds(&desk, SUM_ADVANCED, "C-final", 150);
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-quashed", 800);
	expect_total(&desk, ACCOUNT_FUND_CASH, 99550);
}
END_TEST

/* 1000 to 350: 200 uncollected, 400 held, then 50 of the 100 unclaimed. */
START_TEST(a_cut_takes_uncollected_then_held_then_unclaimed)
{
	post("award.varied", "claim=C-final,amount=350");
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 0);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-final", 0);
	expect_holds(&desk, ACCOUNT_TRUST_UNCLAIMED, "C-final", 50);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-2+O-2", 450);
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 0);
}
END_TEST

/* What is left after that is with the victim already: 300 - 120. */
START_TEST(a_cut_below_what_was_paid_is_excess)
{
	post("award.varied", "claim=C-final,amount=120");
	expect_holds(&desk, ACCOUNT_TRUST_UNCLAIMED, "C-final", 0);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-2+O-2", 500);
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 180);
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS_CONTRA, "C-final", 180);
}
END_TEST

START_TEST(a_raise_goes_against_the_excess_first)
{
	post("award.varied", "claim=C-final,amount=120");
	post("award.indexed", "claim=C-final,amount=100");
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 80);
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 0);
	post("award.varied", "claim=C-final,amount=230");
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 0);
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 30);
}
END_TEST

START_TEST(an_advance_given_back_goes_against_the_excess_first)
{
	post("award.varied", "claim=C-final,amount=200");
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 100);
	post("advance.returned", "claim=C-final,amount=130");
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 0);
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 30);
}
END_TEST

START_TEST(a_payment_that_came_back_is_the_payers_up_to_the_excess)
{
	post("award.varied", "claim=C-final,amount=260");
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 40);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-2+O-2", 500);
	post("award.returned", "claim=C-final,amount=100");
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-2+O-2", 540);
	expect_holds(&desk, ACCOUNT_TRUST_UNCLAIMED, "C-final", 60);
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-final", 0);
}
END_TEST

START_TEST(what_comes_back_after_a_quashing_is_the_payers_whole)
{
	post("award.returned", "claim=C-quashed,amount=500");
	post("advance.returned", "claim=C-quashed,amount=100");
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-3+O-3", 500);
	expect_holds(&desk, ACCOUNT_AWARDS_EXCESS, "C-quashed", 200);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-quashed", 200);
}
END_TEST

START_TEST(a_write_off_leaves_the_victims_side_alone)
{
	post("advance.written-off", "claim=C-final,amount=120");
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 200);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-final", 30);
	expect_holds(&desk, ACCOUNT_ADVANCES_WRITTEN_OFF, "C-final", 120);
	expect_total(&desk, ACCOUNT_EXPENSE_IMPAIRMENT, 120);
	expect_holds(&desk, SUM_ADVANCED, "C-final", 150);
}
END_TEST

START_TEST(money_returned_for_several_goes_to_the_first_named)
{
	static const struct step story[] = {
		{"award.final", "claim=C-granted", "2009-07-01", POSTED},
		{"recovery.received",
		 "case=K-1,offender=O-2,amount=800,currency=BYR", "2009-07-02",
		 POSTED},
		{"award.quashed", "claim=C-granted", "2009-07-03", POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-1+O-1", 830);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-1+O-2", 0);
}
END_TEST

/* A variation dated behind the entry into force would contradict it. */
START_TEST(an_award_is_not_final_before_its_last_variation)
{
	static const struct step story[] = {
		{"award.varied", "claim=C-granted,amount=700", "2009-07-01",
		 POSTED},
		{"award.final", "claim=C-granted", "2009-06-30",
		 REFUSAL_OVERDRAWN},
		{"award.final", "claim=C-granted", "2009-07-01", POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-granted", 700);
}
END_TEST

/* 200 are there on all days before 2009-07-05, then 10 are. */
START_TEST(a_back_dated_payment_leaves_every_later_day_whole)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=390", "2009-07-05",
		 POSTED},
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=90,currency=BYR", "2009-07-10",
		 POSTED},
		{"award.paid", "claim=C-final,amount=11", "2009-07-01",
		 REFUSAL_OVERDRAWN},
		{"award.paid", "claim=C-final,amount=10", "2009-07-01", POSTED},
		{"award.paid", "claim=C-final,amount=90", "2009-07-09",
		 REFUSAL_OVERDRAWN},
		{"award.paid", "claim=C-final,amount=90", "2009-07-10", POSTED},
	};

	TELL(&desk, story);
}
END_TEST

Suite *awards_suite(void)
{
	Suite *suite = suite_create("ledger/rules/awards");
	TCase *world = tcase_create("world");

	rows_add(suite, &awards_rows);
	tcase_add_checked_fixture(world, open_world, close_world);
	tcase_add_test(world, the_world_is_what_its_comment_says);
	tcase_add_test(world, a_cut_takes_uncollected_then_held_then_unclaimed);
	tcase_add_test(world, a_cut_below_what_was_paid_is_excess);
	tcase_add_test(world, a_raise_goes_against_the_excess_first);
	tcase_add_test(world,
		       an_advance_given_back_goes_against_the_excess_first);
	tcase_add_test(world,
		       a_payment_that_came_back_is_the_payers_up_to_the_excess);
	tcase_add_test(world,
		       what_comes_back_after_a_quashing_is_the_payers_whole);
	tcase_add_test(world, a_write_off_leaves_the_victims_side_alone);
	tcase_add_test(world,
		       money_returned_for_several_goes_to_the_first_named);
	tcase_add_test(world, an_award_is_not_final_before_its_last_variation);
	tcase_add_test(world,
		       a_back_dated_payment_leaves_every_later_day_whole);
	suite_add_tcase(suite, world);
	return suite;
}
