/* check_recoveries.c: money that came from the convicted. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"recovery.received", "case=K-2,offender=O-2,amount=100,currency=BYR",
	 "2009-07-01", POSTED},
	{"recovery.received",
	 "case=K-4,offender=O-9,amount=0.01,currency=USD,channel=wages",
	 "2009-07-01", POSTED},
	{"recovery.received", "case=K-2,offender=O-2,amount=100", "2009-07-01",
	 REFUSAL_MISSING_FIELD},
	{"recovery.received", "case=K-9,offender=O-2,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"recovery.received", "case=K-2,offender=O-2,amount=1,currency=BYR",
	 "2009-01-04", REFUSAL_DATE_ORDER},
	{"recovery.received", "case=K-2,offender=O-2;O-3,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_BAD_CODE},
	{"recovery.received",
	 "case=K-2,offender=O-2,amount=1,currency=BYR,channel=mail",
	 "2009-07-01", REFUSAL_BAD_VALUE},
	{"recovery.received", "case=K-2,offender=O-2,amount=1,currency=RUR",
	 "2009-07-01", REFUSAL_BAD_CURRENCY},
	{"recovery.received",
	 "case=K-2,offender=O-2,amount=9223372036854775807,currency=BYR",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"recovery.applied", "case=K-4,offender=O-4,currency=BYR", "2009-07-01",
	 POSTED},
	{"recovery.applied", "case=K-2,offender=O-7,currency=BYR", "2009-07-01",
	 POSTED},
	{"recovery.applied", "case=K-9,offender=O-2,currency=BYR", "2009-07-01",
	 REFUSAL_UNKNOWN_ITEM},
	{"recovery.applied", "case=K-4,offender=O-4,currency=BYR,amount=1",
	 "2009-07-01", REFUSAL_UNEXPECTED_FIELD},
	{"recovery.refunded", "case=K-4,offender=O-4,amount=700,currency=BYR",
	 "2009-07-01", POSTED},
	{"recovery.refunded", "case=K-4,offender=O-4,amount=701,currency=BYR",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"recovery.refunded", "case=K-4,offender=O-4,amount=700,currency=BYR",
	 "2009-01-31", REFUSAL_OVERDRAWN},
	{"recovery.refunded", "case=K-1,offender=O-1,amount=30,currency=BYR",
	 "2009-07-01", REFUSAL_VICTIMS_FIRST},
	{"recovery.refunded", "case=K-2,offender=O-2,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_VICTIMS_FIRST},
	{"recovery.refunded", "case=K-2,offender=O-2,amount=1,currency=USD",
	 "2009-07-01", REFUSAL_VICTIMS_FIRST},
	{"recovery.refunded", "case=K-2,offender=O-7,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_EXCEEDS},
};

const struct rows recoveries_rows = {rows, COUNT_OF(rows)};

/* Claims are read at the end of the refund's own date. */
START_TEST(a_refund_waits_for_the_decision_of_its_day)
{
	static const struct step story[] = {
		{"claim.rejected", "claim=C-raised", "2009-07-01", POSTED},
		{"claim.rejected", "claim=C-zero", "2009-07-02", POSTED},
		{"award.quashed", "claim=C-granted", "2009-07-03", POSTED},
		{"recovery.refunded",
		 "case=K-1,offender=O-1,amount=30,currency=BYR", "2009-07-02",
		 REFUSAL_VICTIMS_FIRST},
		{"recovery.refunded",
		 "case=K-1,offender=O-1,amount=30,currency=BYR", "2009-07-03",
		 POSTED},
	};

	start_world(&desk);
	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-1+O-1", 0);
	desk_close(&desk);
}
END_TEST

START_TEST(unapplied_money_reaches_an_award_that_came_later)
{
	static const struct step story[] = {
		{"award.final", "claim=C-granted", "2009-07-01", POSTED},
		{"recovery.applied", "case=K-1,offender=O-1,currency=BYR",
		 "2009-06-30", POSTED},
		{"recovery.applied", "case=K-1,offender=O-1,currency=BYR",
		 "2009-07-01", POSTED},
	};

	start_world(&desk);
	tell(&desk, story, 2);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-granted", 0);
	tell(&desk, story + 2, 1);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-granted", 30);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-1+O-1", 0);
	desk_close(&desk);
}
END_TEST

/* 700 on 2009-02-01, but only 50 on 2009-07-05: no more is spread. */
START_TEST(a_back_dated_spread_takes_the_least_of_all_later_days)
{
	static const struct step story[] = {
		{"recovery.refunded",
		 "case=K-4,offender=O-4,amount=650,currency=BYR", "2009-07-05",
		 POSTED},
		{"recovery.received",
		 "case=K-4,offender=O-4,amount=90,currency=BYR", "2009-07-06",
		 POSTED},
		{"claim.raised",
		 "claim=C-9,case=K-4,victim=V-1,amount=500,currency=BYR",
		 "2009-01-10", POSTED},
		{"award.granted", "claim=C-9,amount=500,offender=O-4",
		 "2009-01-20", POSTED},
		{"award.final", "claim=C-9", "2009-02-01", POSTED},
		{"recovery.applied", "case=K-4,offender=O-4,currency=BYR",
		 "2009-02-01", POSTED},
	};

	start_world(&desk);
	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-9", 50);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-4+O-4", 90);
	desk_close(&desk);
}
END_TEST

Suite *recoveries_suite(void)
{
	Suite *suite = suite_create("ledger/rules/recoveries");
	TCase *stories = tcase_create("stories");

	rows_add(suite, &recoveries_rows);
	tcase_add_test(stories, a_refund_waits_for_the_decision_of_its_day);
	tcase_add_test(stories,
		       unapplied_money_reaches_an_award_that_came_later);
	tcase_add_test(stories,
		       a_back_dated_spread_takes_the_least_of_all_later_days);
	suite_add_tcase(suite, stories);
	return suite;
}
