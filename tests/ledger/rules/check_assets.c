/* check_assets.c: seized and confiscated property. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"asset.seized",
	 "asset=A-9,case=K-1,offender=O-1,kind=goods,amount=0,currency=BYR",
	 "2009-07-01", POSTED},
	{"asset.seized",
	 "asset=A-seized,case=K-1,offender=O-1,kind=goods,amount=0,"
	 "currency=BYR",
	 "2009-07-01", REFUSAL_EXISTS},
	{"asset.seized",
	 "asset=A-9,case=K-9,offender=O-1,kind=goods,amount=0,currency=BYR",
	 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"asset.seized",
	 "asset=A-9,case=K-1,offender=O-1,kind=tools,amount=0,currency=BYR",
	 "2009-07-01", REFUSAL_BAD_VALUE},
	{"asset.seized",
	 "asset=A-9,case=K-1,offender=O-1,kind=goods,amount=0,currency=BYR",
	 "2009-01-04", REFUSAL_DATE_ORDER},
	{"asset.released", "asset=A-seized", "2009-07-01", POSTED},
	{"asset.released", "asset=A-cash", "2009-07-01", POSTED},
	{"asset.released", "asset=A-sold", "2009-07-01", REFUSAL_WRONG_STATE},
	{"asset.released", "asset=A-seized", "2009-02-01", REFUSAL_DATE_ORDER},
	{"asset.confiscated", "asset=A-seized,amount=0,basis=mandatory",
	 "2009-07-01", POSTED},
	{"asset.confiscated", "asset=A-cash,amount=400", "2009-07-01", POSTED},
	{"asset.confiscated", "asset=A-cash,amount=0", "2009-07-01", POSTED},
	{"asset.confiscated", "asset=A-cash,amount=401", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"asset.confiscated", "asset=A-seized,amount=0,basis=maybe",
	 "2009-07-01", REFUSAL_BAD_VALUE},
	{"asset.confiscated", "asset=A-sold,amount=0", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"asset.valued", "asset=A-confiscated,amount=0", "2009-07-01", POSTED},
	{"asset.valued", "asset=A-confiscated,amount=900", "2009-03-01",
	 POSTED},
	{"asset.valued", "asset=A-sold,amount=0", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"asset.sold", "asset=A-confiscated,amount=1", "2009-07-01", POSTED},
	{"asset.sold", "asset=A-confiscated,amount=0", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"asset.sold", "asset=A-seized,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"asset.charged", "asset=A-sold,amount=260", "2009-07-01", POSTED},
	{"asset.charged", "asset=A-sold,amount=261", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"asset.charged", "asset=A-sold,amount=1", "2009-03-31",
	 REFUSAL_DATE_ORDER},
	{"asset.charged", "asset=A-sold,amount=1,currency=USD", "2009-07-01",
	 REFUSAL_CURRENCY_MISMATCH},
	{"asset.charged", "asset=A-confiscated,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"asset.applied", "asset=A-sold", "2009-07-01", POSTED},
	{"asset.applied", "asset=A-sold,residue=fund,fund=grants", "2009-07-01",
	 POSTED},
	{"asset.applied", "asset=A-waits", "2009-07-01", POSTED},
	{"asset.applied", "asset=A-applied", "2009-07-01", REFUSAL_WRONG_STATE},
	{"asset.applied", "asset=A-sold,residue=bank", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"asset.returned", "asset=A-confiscated,reason=acquitted", "2009-07-01",
	 POSTED},
	{"asset.returned", "asset=A-seized", "2009-07-01", REFUSAL_WRONG_STATE},
	{"asset.lost", "asset=A-confiscated", "2009-07-01", POSTED},
	{"asset.lost", "asset=A-seized,reason=theft", "2009-07-01", POSTED},
	{"asset.lost", "asset=A-cash", "2009-07-01", REFUSAL_WRONG_STATE},
	{"asset.lost", "asset=A-sold", "2009-07-01", REFUSAL_WRONG_STATE},
	{"state.remitted", "amount=150,currency=BYR", "2009-07-01", POSTED},
	{"state.remitted", "amount=151,currency=BYR", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"state.remitted", "amount=150,currency=BYR", "2009-03-31",
	 REFUSAL_OVERDRAWN},
};

const struct rows assets_rows = {rows, COUNT_OF(rows)};

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

START_TEST(a_sale_below_the_value_is_a_loss_of_proceeds)
{
	static const struct step story[] = {
		{"asset.sold", "asset=A-confiscated,amount=200", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_PROPERTY, "A-confiscated", 0);
	expect_holds(&desk, ACCOUNT_TRUST_PROCEEDS, "A-confiscated", 200);
	expect_holds(&desk, SUM_PROCEEDS, "A-confiscated", 200);
	expect_holds(&desk, SUM_VALUATION, "A-confiscated", 250);
}
END_TEST

START_TEST(valuations_follow_each_other_by_date)
{
	static const struct step story[] = {
		{"asset.valued", "asset=A-confiscated,amount=100", "2009-07-01",
		 POSTED},
		{"asset.valued", "asset=A-confiscated,amount=300", "2009-06-30",
		 REFUSAL_DATE_ORDER},
		{"asset.valued", "asset=A-confiscated,amount=300", "2009-07-01",
		 POSTED},
		{"asset.sold", "asset=A-confiscated,amount=310", "2009-06-01",
		 REFUSAL_OVERDRAWN},
		{"asset.sold", "asset=A-confiscated,amount=310", "2009-07-02",
		 POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, SUM_VALUATION, "A-confiscated", 300);
	expect_holds(&desk, ACCOUNT_TRUST_PROCEEDS, "A-confiscated", 310);
}
END_TEST

START_TEST(of_seized_cash_what_is_not_confiscated_is_given_back)
{
	int64_t before = desk_total(&desk, ACCOUNT_TRUST_CASH);
	static const struct step story[] = {
		{"asset.confiscated", "asset=A-cash,amount=300", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_state(&desk, ITEM_ASSET, "A-cash", STATE_SOLD);
	expect_holds(&desk, ACCOUNT_TRUST_SEIZED, "A-cash", 0);
	expect_holds(&desk, ACCOUNT_TRUST_PROCEEDS, "A-cash", 300);
	expect_total(&desk, ACCOUNT_TRUST_CASH, before - 100);
}
END_TEST

START_TEST(proceeds_stay_while_a_claim_of_the_case_waits)
{
	static const struct step story[] = {
		{"asset.applied", "asset=A-waits", "2009-07-01", POSTED},
		{"claim.rejected", "claim=C-raised", "2009-07-02", POSTED},
		{"claim.rejected", "claim=C-zero", "2009-07-02", POSTED},
		{"award.final", "claim=C-granted", "2009-07-02", POSTED},
		{"asset.applied", "asset=A-waits", "2009-07-03", POSTED},
	};

	tell(&desk, story, 1);
	expect_state(&desk, ITEM_ASSET, "A-waits", STATE_SOLD);
	expect_holds(&desk, ACCOUNT_TRUST_PROCEEDS, "A-waits", 90);
	tell(&desk, story + 1, 4);
	expect_state(&desk, ITEM_ASSET, "A-waits", STATE_SOLD);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-granted", 90);
	expect_holds(&desk, ACCOUNT_TRUST_PROCEEDS, "A-waits", 0);
}
END_TEST

START_TEST(the_residue_is_the_states)
{
	static const struct step story[] = {
		{"asset.applied", "asset=A-sold", "2009-07-01", POSTED},
		{"state.remitted", "amount=410,currency=BYR", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_state(&desk, ITEM_ASSET, "A-sold", STATE_APPLIED);
	expect_total(&desk, ACCOUNT_TRUST_STATE, 0);
	expect_holds(&desk, SUM_SPREAD, "A-sold", 260);
}
END_TEST

START_TEST(the_residue_can_be_a_funds_income)
{
	static const struct step story[] = {
		{"asset.applied", "asset=A-sold,residue=fund,fund=grants",
		 "2009-07-01", POSTED},
	};

	TELL(&desk, story);
	expect_total(&desk, account_of(ACCOUNT_FUND_CASH, FUND_GRANTS), 1010);
	expect_total(&desk, account_of(ACCOUNT_INCOME_PROCEEDS, FUND_GRANTS),
		     -260);
	expect_total(&desk, ACCOUNT_TRUST_STATE, 150);
}
END_TEST

/* The row's own spread counts: it pays the last that was uncollected. */
START_TEST(a_spread_that_pays_everyone_frees_its_own_rest)
{
	static const struct step story[] = {
		{"claim.raised",
		 "claim=C-9,case=K-4,victim=V-1,amount=60,currency=BYR",
		 "2009-07-01", POSTED},
		{"award.granted", "claim=C-9,amount=60,offender=O-4",
		 "2009-07-01", POSTED},
		{"award.final", "claim=C-9", "2009-07-01", POSTED},
		{"asset.applied", "asset=A-sold", "2009-07-01", POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-9", 60);
	expect_state(&desk, ITEM_ASSET, "A-sold", STATE_APPLIED);
	expect_total(&desk, ACCOUNT_TRUST_STATE, 350);
}
END_TEST

START_TEST(exchanged_proceeds_are_reached_by_naming_their_currency)
{
	static const struct step story[] = {
		{"cash.exchanged",
		 "asset=A-sold,amount=200,currency=BYR,quote=USD,"
		 "quote_amount=1.50",
		 "2009-07-01", POSTED},
		{"asset.charged", "asset=A-sold,amount=0.50,currency=USD",
		 "2009-07-02", POSTED},
		{"asset.charged", "asset=A-sold,amount=1.01,currency=USD",
		 "2009-07-02", REFUSAL_EXCEEDS},
		{"asset.applied", "asset=A-sold", "2009-07-03", POSTED},
		{"asset.applied", "asset=A-sold,currency=USD", "2009-07-04",
		 POSTED},
	};

	tell(&desk, story, 4);
	expect_state(&desk, ITEM_ASSET, "A-sold", STATE_SOLD);
	expect_total(&desk, ACCOUNT_TRUST_STATE, 210);
	tell(&desk, story + 4, 1);
	expect_state(&desk, ITEM_ASSET, "A-sold", STATE_APPLIED);
	ck_assert_int_eq(desk_ending(&desk, ACCOUNT_TRUST_STATE, "USD"), -100);
}
END_TEST

Suite *assets_suite(void)
{
	Suite *suite = suite_create("ledger/rules/assets");
	TCase *world = tcase_create("world");

	rows_add(suite, &assets_rows);
	tcase_add_checked_fixture(world, open_world, close_world);
	tcase_add_test(world, a_sale_below_the_value_is_a_loss_of_proceeds);
	tcase_add_test(world, valuations_follow_each_other_by_date);
	tcase_add_test(world,
		       of_seized_cash_what_is_not_confiscated_is_given_back);
	tcase_add_test(world, proceeds_stay_while_a_claim_of_the_case_waits);
	tcase_add_test(world, the_residue_is_the_states);
	tcase_add_test(world, the_residue_can_be_a_funds_income);
	tcase_add_test(world, a_spread_that_pays_everyone_frees_its_own_rest);
	tcase_add_test(world,
		       exchanged_proceeds_are_reached_by_naming_their_currency);
	suite_add_tcase(suite, world);
	return suite;
}
