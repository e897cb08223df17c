/* check_guard.c: the daily rules that reach across items. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

static void expect_day(const char *date)
{
	ck_assert_msg(strstr(desk.refusal.text, date) != NULL, "%s",
		      desk.refusal.text);
}

START_TEST(the_first_day_that_would_break_is_named)
{
	static const struct step story[] = {
		{"award.advanced", "claim=C-final,amount=200,fund=grants",
		 "2009-07-10", POSTED},
		{"cash.exchanged",
		 "fund=grants,amount=551,currency=BYR,quote=USD,quote_amount=1",
		 "2009-07-01", REFUSAL_EXCEEDS},
		{"contribution.proposed",
		 "contribution=N-9,source=levy,amount=500,currency=BYR,"
		 "fund=grants",
		 "2009-07-01", POSTED},
		{"contribution.approved", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.bound", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.received", "contribution=N-9,amount=500",
		 "2009-08-01", POSTED},
		{"cash.exchanged",
		 "fund=grants,amount=551,currency=BYR,quote=USD,quote_amount=1",
		 "2009-07-01", REFUSAL_OVERDRAWN},
		{"cash.exchanged",
		 "fund=grants,amount=550,currency=BYR,quote=USD,quote_amount=1",
		 "2009-07-01", POSTED},
	};

	tell(&desk, story, 7);
	expect_day("2009-07-10");
	tell(&desk, story + 7, 1);
}
END_TEST

/* Cash of the trust is one sum: what one item lends, another lacks. */
START_TEST(the_trusts_cash_is_tested_on_every_later_day)
{
	static const struct step story[] = {
		{"recovery.received",
		 "case=K-4,offender=O-7,amount=100,currency=USD", "2009-07-01",
		 POSTED},
		{"recovery.received",
		 "case=K-4,offender=O-8,amount=100,currency=USD", "2009-07-20",
		 POSTED},
		{"cash.exchanged",
		 "case=K-4,offender=O-7,amount=100,currency=USD,quote=EUR,"
		 "quote_amount=70",
		 "2009-07-10", POSTED},
		{"recovery.refunded",
		 "case=K-4,offender=O-8,amount=100,currency=USD", "2009-07-15",
		 REFUSAL_OVERDRAWN},
		{"recovery.refunded",
		 "case=K-4,offender=O-8,amount=100,currency=USD", "2009-07-20",
		 POSTED},
	};

	TELL(&desk, story);
}
END_TEST

/* A control account must fit 64 bits, all of its items together. */
START_TEST(a_total_that_does_not_fit_is_overflow)
{
	static const struct step story[] = {
		{"claim.raised",
		 "claim=C-8,case=K-1,victim=V-1,currency=USD,"
		 "amount=92233720368547758.00",
		 "2009-07-01", POSTED},
		{"claim.raised",
		 "claim=C-9,case=K-1,victim=V-1,currency=USD,amount=0.08",
		 "2009-07-01", REFUSAL_OVERFLOW},
		{"claim.raised",
		 "claim=C-9,case=K-1,victim=V-1,currency=USD,amount=0.07",
		 "2009-07-01", POSTED},
	};

	TELL(&desk, story);
}
END_TEST

START_TEST(awarded_sums_fit_together)
{
	static const struct step story[] = {
		{"award.varied", "claim=C-final,amount=9223372036854775800",
		 "2009-07-01", POSTED},
		{"award.indexed", "claim=C-final,amount=8", "2009-07-01",
		 REFUSAL_OVERFLOW},
		{"award.indexed", "claim=C-final,amount=7", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
}
END_TEST

START_TEST(rows_of_one_day_may_come_in_any_order)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=400", "2009-07-01",
		 POSTED},
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=200,currency=BYR", "2009-07-01",
		 POSTED},
		{"award.paid", "claim=C-final,amount=200", "2009-07-01",
		 POSTED},
		{"award.reclaimed", "claim=C-final,amount=100", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-final", 100);
}
END_TEST

Suite *guard_suite(void)
{
	Suite *suite = suite_create("ledger/rules/guard");
	TCase *tcase = tcase_create("days");

	tcase_add_checked_fixture(tcase, open_world, close_world);
	tcase_add_test(tcase, the_first_day_that_would_break_is_named);
	tcase_add_test(tcase, the_trusts_cash_is_tested_on_every_later_day);
	tcase_add_test(tcase, a_total_that_does_not_fit_is_overflow);
	tcase_add_test(tcase, awarded_sums_fit_together);
	tcase_add_test(tcase, rows_of_one_day_may_come_in_any_order);
	suite_add_tcase(suite, tcase);
	return suite;
}
