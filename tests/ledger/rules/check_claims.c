/* check_claims.c: cases, claims and the decision on a claim. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"case.opened", "case=K-9,article=181,province=Brest,court=City",
	 "2009-07-01", POSTED},
	{"case.opened", "case=K-1,article=181,province=Brest", "2009-07-01",
	 REFUSAL_EXISTS},
	{"case.opened", "case=K-9,article=181", "2009-07-01",
	 REFUSAL_MISSING_FIELD},
	{"claim.raised", "claim=C-9,case=K-1,victim=V-1,amount=7,currency=BYR",
	 "2009-07-01", POSTED},
	{"claim.raised",
	 "claim=C-9,case=K-4,parent=C-final,venue=civil,victim=V-1,amount=7,"
	 "currency=BYR",
	 "2009-07-01", POSTED},
	{"claim.raised",
	 "claim=C-raised,case=K-1,victim=V-1,amount=7,currency=BYR",
	 "2009-07-01", REFUSAL_EXISTS},
	{"claim.raised", "claim=C-9,case=K-9,victim=V-1,amount=7,currency=BYR",
	 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"claim.raised",
	 "claim=C-9,case=K-1,parent=C-8,victim=V-1,amount=7,currency=BYR",
	 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"claim.raised", "claim=C-9,case=K-1,victim=V-1,amount=7,currency=BYR",
	 "2009-01-04", REFUSAL_DATE_ORDER},
	{"claim.raised",
	 "claim=C-9,case=K-4,parent=C-final,victim=V-1,amount=7,currency=BYR",
	 "2009-01-09", REFUSAL_DATE_ORDER},
	{"claim.raised", "claim=C-9,case=K-1,victim=V-1,amount=.7,currency=USD",
	 "2009-07-01", REFUSAL_BAD_AMOUNT},
	{"claim.withdrawn", "claim=C-raised,reason=settled", "2009-07-01",
	 POSTED},
	{"claim.withdrawn", "claim=C-raised", "2009-01-10", POSTED},
	{"claim.withdrawn", "claim=C-raised", "2009-01-09", REFUSAL_DATE_ORDER},
	{"claim.withdrawn", "claim=C-final", "2009-07-01", REFUSAL_WRONG_STATE},
	{"claim.withdrawn", "claim=C-raised,amount=1000", "2009-07-01",
	 REFUSAL_UNEXPECTED_FIELD},
	{"claim.rejected", "claim=C-raised", "2009-07-01", POSTED},
	{"claim.rejected", "claim=C-rejected", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"claim.untraced", "claim=C-raised", "2009-07-01", POSTED},
	{"claim.untraced", "claim=C-none", "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"award.granted", "claim=C-raised,amount=1000,offender=O-1",
	 "2009-07-01", POSTED},
	{"award.granted", "claim=C-zero,amount=5000,offender=O-1;O-2",
	 "2009-07-01", POSTED},
	{"award.granted", "claim=C-rejected,amount=1,offender=O-1",
	 "2009-07-01", POSTED},
	{"award.granted", "claim=C-untraced,amount=1,offender=O-1",
	 "2009-07-01", POSTED},
	{"award.granted", "claim=C-raised,amount=1001,offender=O-1",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"award.granted", "claim=C-rejected,amount=1001,offender=O-1",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"award.granted", "claim=C-withdrawn,amount=1,offender=O-1",
	 "2009-07-01", REFUSAL_WRONG_STATE},
	{"award.granted", "claim=C-raised,amount=1,offender=O-1;O-1",
	 "2009-07-01", REFUSAL_BAD_CODE},
	{"award.granted", "claim=C-raised,amount=1,offender=O-1,currency=USD",
	 "2009-07-01", REFUSAL_CURRENCY_MISMATCH},
	{"award.granted", "claim=C-raised,amount=1.50,offender=O-1",
	 "2009-07-01", REFUSAL_BAD_AMOUNT},
	{"award.granted", "claim=C-rejected,amount=1,offender=O-1",
	 "2009-01-19", REFUSAL_DATE_ORDER},
	{"award.final", "claim=C-granted", "2009-07-01", POSTED},
	{"award.final", "claim=C-granted", "2009-01-31", REFUSAL_DATE_ORDER},
	{"award.final", "claim=C-raised", "2009-07-01", REFUSAL_WRONG_STATE},
};

const struct rows claims_rows = {rows, COUNT_OF(rows)};

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

START_TEST(a_partial_award_leaves_the_rest_rejected)
{
	expect_holds(&desk, ACCOUNT_CLAIMS_REJECTED, "C-granted", 200);
	expect_holds(&desk, ACCOUNT_CLAIMS_PENDING, "C-granted", 0);
	expect_holds(&desk, ACCOUNT_CLAIMS_CONTRA, "C-granted", 200);
	expect_holds(&desk, SUM_PRINCIPAL, "C-granted", 800);
}
END_TEST

START_TEST(a_sum_not_yet_in_force_is_owed_by_nobody)
{
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-granted", 0);
	expect_step(&desk, &(struct step){"award.final", "claim=C-granted",
					  "2009-07-01", POSTED});
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-granted", 800);
	expect_holds(&desk, ACCOUNT_AWARDS_DUE, "C-granted", 800);
}
END_TEST

START_TEST(a_rejected_claim_can_be_granted_in_part)
{
	expect_step(&desk, &(struct step){"award.granted",
					  "claim=C-rejected,amount=300,"
					  "offender=O-1",
					  "2009-07-01", POSTED});
	expect_holds(&desk, ACCOUNT_CLAIMS_REJECTED, "C-rejected", 700);
	expect_holds(&desk, ACCOUNT_CLAIMS_CONTRA, "C-rejected", 700);
}
END_TEST

START_TEST(a_civil_claim_is_at_home_in_the_case_of_its_parent)
{
	static const struct step story[] = {
		{"claim.raised",
		 "claim=C-child,case=K-4,parent=C-final,venue=civil,"
		 "victim=V-1,amount=7,currency=BYR",
		 "2009-07-01", POSTED},
		{"claim.raised",
		 "claim=C-grandchild,case=K-1,parent=C-child,venue=civil,"
		 "victim=V-1,amount=7,currency=BYR",
		 "2009-07-02", POSTED},
	};
	const struct item *item;

	TELL(&desk, story);
	item = desk_item(&desk, ITEM_CLAIM, "C-grandchild");
	ck_assert(slice_is(item_text(item, FACT_HOME), "K-2"));
	ck_assert(slice_is(item_text(item, COLUMN_CASE), "K-1"));
}
END_TEST

Suite *claims_suite(void)
{
	Suite *suite = suite_create("ledger/rules/claims");
	TCase *world = tcase_create("world");

	rows_add(suite, &claims_rows);
	tcase_add_checked_fixture(world, open_world, close_world);
	tcase_add_test(world, a_partial_award_leaves_the_rest_rejected);
	tcase_add_test(world, a_sum_not_yet_in_force_is_owed_by_nobody);
	tcase_add_test(world, a_rejected_claim_can_be_granted_in_part);
	tcase_add_test(world,
		       a_civil_claim_is_at_home_in_the_case_of_its_parent);
	suite_add_tcase(suite, world);
	return suite;
}
