/* check_grants.c: grants of NGOs, tax relief, assistance to victims. */
#include "tests/ledger/rules/rows.h"

#define APPLY "ngo=NGO-1,amount=5,currency=BYR,start=2009-08-01,end=2009-09-01"

static struct desk desk;

static const struct step rows[] = {
	{"grant.applied",
	 "grant=G-9,track=aid,donor=D-1,province=Minsk,due=2009-08-01," APPLY,
	 "2009-07-01", POSTED},
	{"grant.applied", "grant=G-tender,track=aid," APPLY, "2009-07-01",
	 REFUSAL_EXISTS},
	{"grant.applied", "grant=G-9,track=loan," APPLY, "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"grant.applied",
	 "grant=G-9,track=aid,ngo=NGO-1,amount=5,currency=BYR,"
	 "start=2009-08-02,end=2009-08-01",
	 "2009-07-01", REFUSAL_BAD_DATE},
	{"grant.authorised", "grant=G-applied", "2009-07-01", POSTED},
	{"grant.authorised", "grant=G-applied,amount=501", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"grant.authorised", "grant=G-tender", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"grant.refused", "grant=G-applied,reason=late", "2009-07-01", POSTED},
	{"grant.refused", "grant=G-refused", "2009-07-01", REFUSAL_WRONG_STATE},
	{"grant.refused", "grant=G-applied", "2009-02-02", REFUSAL_DATE_ORDER},
	{"grant.withdrawn", "grant=G-applied", "2009-07-01", POSTED},
	{"grant.withdrawn", "grant=G-authorised", "2009-07-01", POSTED},
	{"grant.withdrawn", "grant=G-refused", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"grant.received", "grant=G-authorised,amount=200", "2009-07-01",
	 POSTED},
	{"grant.received", "grant=G-tender,amount=150", "2009-07-01", POSTED},
	{"grant.received", "grant=G-authorised,amount=201", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"grant.received", "grant=G-withdrawn,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"grant.spent", "grant=G-authorised,amount=200,purpose=courses",
	 "2009-07-01", POSTED},
	{"grant.spent", "grant=G-withdrawn,amount=200", "2009-07-01", POSTED},
	{"grant.spent", "grant=G-authorised,amount=201", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"grant.spent", "grant=G-authorised,amount=200", "2009-03-04",
	 REFUSAL_OVERDRAWN},
	{"grant.spent", "grant=G-closed,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"grant.returned", "grant=G-authorised,amount=200", "2009-07-01",
	 POSTED},
	{"grant.returned", "grant=G-tender,amount=250", "2009-07-01", POSTED},
	{"grant.returned", "grant=G-tender,amount=251", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"grant.returned", "grant=G-applied,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"grant.accepted", "grant=G-authorised", "2009-07-01", POSTED},
	{"grant.accepted", "grant=G-authorised", "2009-04-04",
	 REFUSAL_OVERDRAWN},
	{"grant.accepted", "grant=G-applied", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"relief.requested", "relief=R-9,ngo=NGO-1,amount=5,currency=USD",
	 "2009-07-01", POSTED},
	{"relief.requested", "relief=R-1,ngo=NGO-1,amount=5,currency=USD",
	 "2009-07-01", REFUSAL_EXISTS},
	{"relief.granted", "relief=R-1", "2009-07-01", POSTED},
	{"relief.granted", "relief=R-2", "2009-07-01", REFUSAL_WRONG_STATE},
	{"relief.refused", "relief=R-1", "2009-07-01", POSTED},
	{"relief.refused", "relief=R-9", "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"assistance.approved",
	 "assistance=S-9,victim=V-1,kind=shelter,amount=5,currency=BYR,"
	 "fund=legal-aid",
	 "2009-07-01", POSTED},
	{"assistance.approved",
	 "assistance=S-9,victim=V-1,kind=vehicle,amount=5,currency=BYR",
	 "2009-07-01", REFUSAL_BAD_VALUE},
	{"assistance.approved",
	 "assistance=S-paid,victim=V-1,kind=tools,amount=5,currency=BYR",
	 "2009-07-01", REFUSAL_EXISTS},
	{"assistance.paid", "assistance=S-approved,amount=200", "2009-07-01",
	 POSTED},
	{"assistance.paid", "assistance=S-approved,amount=201", "2009-07-01",
	 REFUSAL_EXCEEDS},
	{"assistance.paid", "assistance=S-paid,amount=1", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"assistance.stopped", "assistance=S-approved", "2009-07-01", POSTED},
	{"assistance.stopped", "assistance=S-stopped", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"assistance.stopped", "assistance=S-approved", "2009-01-31",
	 REFUSAL_DATE_ORDER},
};

const struct rows grants_rows = {rows, COUNT_OF(rows)};

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

START_TEST(only_tenders_and_subsidies_are_paid_by_a_fund)
{
	enum account cash = account_of(ACCOUNT_FUND_CASH, FUND_GRANTS);
	enum account expense = account_of(ACCOUNT_EXPENSE_GRANTS, FUND_GRANTS);
	static const struct step story[] = {
		{"grant.received", "grant=G-authorised,amount=200",
		 "2009-07-01", POSTED},
		{"grant.received", "grant=G-tender,amount=150", "2009-07-01",
		 POSTED},
		{"grant.returned", "grant=G-tender,amount=400", "2009-07-02",
		 POSTED},
	};

	expect_total(&desk, cash, 750);
	tell(&desk, story, 1);
	expect_total(&desk, cash, 750);
	tell(&desk, story + 1, 1);
	expect_total(&desk, cash, 600);
	expect_total(&desk, expense, 400);
	tell(&desk, story + 2, 1);
	expect_total(&desk, cash, 1000);
	expect_total(&desk, expense, 0);
}
END_TEST

START_TEST(a_fund_without_cash_pays_no_tender)
{
	static const struct step story[] = {
		{"grant.applied",
		 "grant=G-9,track=subsidy,fund=legal-aid," APPLY, "2009-07-01",
		 POSTED},
		{"grant.authorised", "grant=G-9", "2009-07-01", POSTED},
		{"grant.received", "grant=G-9,amount=5", "2009-07-01",
		 REFUSAL_OVERDRAWN},
	};

	TELL(&desk, story);
}
END_TEST

START_TEST(a_grant_closes_when_nothing_is_left)
{
	static const struct step story[] = {
		{"grant.spent", "grant=G-authorised,amount=200", "2009-07-02",
		 POSTED},
		{"grant.accepted", "grant=G-authorised", "2009-07-02", POSTED},
		{"grant.received", "grant=G-authorised,amount=200",
		 "2009-07-03", POSTED},
		{"grant.returned", "grant=G-authorised,amount=200",
		 "2009-07-04", POSTED},
		{"grant.accepted", "grant=G-authorised", "2009-07-03", POSTED},
	};
	const struct item *item;

	tell(&desk, story, 2);
	expect_state(&desk, ITEM_GRANT, "G-authorised", STATE_AUTHORISED);
	tell(&desk, story + 2, 3);
	expect_state(&desk, ITEM_GRANT, "G-authorised", STATE_CLOSED);
	item = desk_item(&desk, ITEM_GRANT, "G-authorised");
	ck_assert_int_eq(item_changed_on(item), day_on("2009-07-04"));
}
END_TEST

START_TEST(a_withdrawn_grant_keeps_what_it_received)
{
	expect_holds(&desk, ACCOUNT_GRANTS_RECEIVED, "G-withdrawn", 200);
	expect_holds(&desk, ACCOUNT_GRANTS_AUTHORISED, "G-withdrawn", 0);
	expect_holds(&desk, ACCOUNT_GRANTS_CONTRA, "G-withdrawn", 200);
}
END_TEST

START_TEST(assistance_is_paid_when_all_of_it_is)
{
	static const struct step story[] = {
		{"assistance.paid", "assistance=S-approved,amount=200",
		 "2009-02-01", POSTED},
	};
	const struct item *item;

	TELL(&desk, story);
	expect_state(&desk, ITEM_ASSISTANCE, "S-approved", STATE_PAID);
	item = desk_item(&desk, ITEM_ASSISTANCE, "S-approved");
	ck_assert_int_eq(item_changed_on(item), day_on("2009-03-01"));
}
END_TEST

START_TEST(what_is_stopped_is_promised_no_more)
{
	static const struct step story[] = {
		{"assistance.stopped", "assistance=S-approved", "2009-07-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_ASSISTANCE_APPROVED, "S-approved", 0);
	expect_total(&desk, ACCOUNT_EXPENSE_ASSISTANCE, 400);
}
END_TEST

Suite *grants_suite(void)
{
	Suite *suite = suite_create("ledger/rules/grants");
	TCase *world = tcase_create("world");

	rows_add(suite, &grants_rows);
	tcase_add_checked_fixture(world, open_world, close_world);
	tcase_add_test(world, only_tenders_and_subsidies_are_paid_by_a_fund);
	tcase_add_test(world, a_fund_without_cash_pays_no_tender);
	tcase_add_test(world, a_grant_closes_when_nothing_is_left);
	tcase_add_test(world, a_withdrawn_grant_keeps_what_it_received);
	tcase_add_test(world, assistance_is_paid_when_all_of_it_is);
	tcase_add_test(world, what_is_stopped_is_promised_no_more);
	suite_add_tcase(suite, world);
	return suite;
}
