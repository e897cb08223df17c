/* check_clocks.c: stated stops, policies, exchanges, facts beside. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"clock.stopped", "item=claim:C-final,reason=appeal", "2009-07-01",
	 POSTED},
	{"clock.stopped", "item=grant:G-applied,reason=documents", "2009-07-01",
	 POSTED},
	{"clock.stopped", "item=contribution:N-bound,reason=stay", "2009-07-01",
	 POSTED},
	{"clock.stopped", "item=asset:A-seized,reason=stay", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"clock.stopped", "item=claim:C-final,reason=victim late", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"clock.stopped", "item=case:K-1,reason=stay", "2009-07-01",
	 REFUSAL_BAD_CODE},
	{"clock.stopped", "item=C-final,reason=stay", "2009-07-01",
	 REFUSAL_BAD_CODE},
	{"clock.stopped", "item=claim:C-none,reason=stay", "2009-07-01",
	 REFUSAL_UNKNOWN_ITEM},
	{"clock.stopped", "item=claim:C-final,reason=stay", "2009-01-09",
	 REFUSAL_DATE_ORDER},
	{"clock.stopped", "item=claim:C-final,reason=stay,currency=USD",
	 "2009-07-01", REFUSAL_CURRENCY_MISMATCH},
	{"clock.started", "item=asset:A-seized", "2009-05-01", POSTED},
	{"clock.started", "item=asset:A-seized", "2009-04-30",
	 REFUSAL_DATE_ORDER},
	{"clock.started", "item=asset:A-seized,since=2009-04-30", "2009-05-02",
	 REFUSAL_DATE_ORDER},
	{"clock.started", "item=claim:C-final", "2009-07-01",
	 REFUSAL_WRONG_STATE},
	{"policy.stage", "policy=P-2,stage=bill", "2009-07-01", POSTED},
	{"policy.stage", "policy=P-1,stage=law,due=2013-01-01", "2009-03-01",
	 POSTED},
	{"policy.stage", "policy=P-1,stage=law", "2009-02-28",
	 REFUSAL_DATE_ORDER},
	{"policy.stage", "policy=P-1", "2009-07-01", REFUSAL_MISSING_FIELD},
	{"rate.set", "currency=USD,quote=BYR,rate=2815.5000000001,reason=NB",
	 "2009-07-01", POSTED},
	{"rate.set", "currency=USD,quote=BYR,rate=0", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"rate.set", "currency=USD,quote=BYR,rate=1.00000000001", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"rate.set", "currency=USD,quote=QQQ,rate=1", "2009-07-01",
	 REFUSAL_BAD_CURRENCY},
	{"index.set", "index=base value,value=35000,unit=BYR", "2009-07-01",
	 POSTED},
	{"index.set", "index=price,value=-1.123456,unit=%", "2009-07-01",
	 POSTED},
	{"index.set", "index=price,value=1.1234567,unit=%", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"figure.reported", "series=F-1,period=2008,value=-0.5,unit=cases",
	 "2009-07-01", POSTED},
	{"figure.reported", "series=F-1,period=2008,value=--1,unit=cases",
	 "2009-07-01", REFUSAL_BAD_VALUE},
	{"figure.reported", "series=F-1,period=2008,value=1", "2009-07-01",
	 REFUSAL_MISSING_FIELD},
	{"cash.stated", "currency=BYR,amount=0,document=D-1", "2009-07-01",
	 POSTED},
	{"cash.stated", "currency=BYR,amount=9,document=D-1,fund=grants",
	 "2009-07-01", POSTED},
	{"cash.stated", "currency=BYR,amount=0", "2009-07-01",
	 REFUSAL_MISSING_FIELD},
	{"cash.exchanged",
	 "asset=A-sold,amount=260,currency=BYR,quote=USD,quote_amount=0.09",
	 "2009-07-01", POSTED},
	{"cash.exchanged",
	 "asset=A-sold,amount=261,currency=BYR,quote=USD,quote_amount=0.09",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"cash.exchanged",
	 "asset=A-seized,amount=1,currency=BYR,quote=USD,quote_amount=0.09",
	 "2009-07-01", REFUSAL_WRONG_STATE},
	{"cash.exchanged",
	 "case=K-4,offender=O-4,amount=700,currency=BYR,quote=USD,"
	 "quote_amount=9",
	 "2009-07-01", POSTED},
	{"cash.exchanged",
	 "case=K-4,offender=O-4,amount=701,currency=BYR,quote=USD,"
	 "quote_amount=9",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"cash.exchanged",
	 "case=K-9,offender=O-4,amount=1,currency=BYR,quote=USD,"
	 "quote_amount=9",
	 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"cash.exchanged",
	 "fund=grants,amount=750,currency=BYR,quote=USD,quote_amount=9",
	 "2009-07-01", POSTED},
	{"cash.exchanged",
	 "fund=grants,amount=751,currency=BYR,quote=USD,quote_amount=9",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"cash.exchanged",
	 "fund=grants,amount=750,currency=BYR,quote=USD,quote_amount=9",
	 "2009-01-08", REFUSAL_OVERDRAWN},
	{"cash.exchanged",
	 "fund=grants,amount=751,currency=BYR,quote=BYR,quote_amount=9000",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"cash.exchanged",
	 "case=K-4,offender=O-4,amount=701,currency=BYR,quote=BYR,"
	 "quote_amount=9000",
	 "2009-07-01", REFUSAL_EXCEEDS},
	{"cash.exchanged", "amount=1,currency=BYR,quote=USD,quote_amount=9",
	 "2009-07-01", REFUSAL_MISSING_FIELD},
	{"cash.exchanged",
	 "case=K-4,amount=1,currency=BYR,quote=USD,quote_amount=9",
	 "2009-07-01", REFUSAL_MISSING_FIELD},
	{"cash.exchanged",
	 "asset=A-sold,fund=grants,amount=1,currency=BYR,quote=USD,"
	 "quote_amount=9",
	 "2009-07-01", REFUSAL_UNEXPECTED_FIELD},
	{"cash.exchanged",
	 "fund=grants,case=K-4,amount=1,currency=BYR,quote=USD,quote_amount=9",
	 "2009-07-01", REFUSAL_UNEXPECTED_FIELD},
	{"cash.exchanged",
	 "fund=grants,amount=1,currency=BYR,quote=USD,quote_amount=0",
	 "2009-07-01", REFUSAL_BAD_AMOUNT},
};

const struct rows clocks_rows = {rows, COUNT_OF(rows)};

START_TEST(a_clock_stops_and_starts_in_turn)
{
	static const struct step story[] = {
		{"clock.started", "item=asset:A-seized", "2009-06-01", POSTED},
		{"clock.started", "item=asset:A-seized", "2009-06-02",
		 REFUSAL_WRONG_STATE},
		{"clock.stopped", "item=asset:A-seized,reason=documents",
		 "2009-05-31", REFUSAL_DATE_ORDER},
		{"clock.stopped", "item=asset:A-seized,reason=documents",
		 "2009-06-01", POSTED},
		{"clock.stopped", "item=asset:A-seized,reason=stay",
		 "2009-06-02", REFUSAL_WRONG_STATE},
	};

	start_world(&desk);
	TELL(&desk, story);
	desk_close(&desk);
}
END_TEST

/* A clock row is no change of state and moves none of its days. */
START_TEST(a_clock_row_changes_no_state)
{
	static const struct step story[] = {
		{"clock.stopped", "item=claim:C-final,reason=stay",
		 "2009-08-01", POSTED},
		{"award.paid", "claim=C-final,amount=1", "2009-07-01", POSTED},
	};

	start_world(&desk);
	TELL(&desk, story);
	expect_state(&desk, ITEM_CLAIM, "C-final", STATE_FINAL);
	desk_close(&desk);
}
END_TEST

START_TEST(an_exchange_moves_no_item_between_states)
{
	static const struct step story[] = {
		{"cash.exchanged",
		 "fund=compensation,amount=99550,currency=BYR,quote=EUR,"
		 "quote_amount=25.10",
		 "2009-07-01", POSTED},
		{"award.advanced", "claim=C-final,amount=1", "2009-07-01",
		 REFUSAL_OVERDRAWN},
		{"award.advanced", "claim=C-final,amount=1", "2009-06-30",
		 REFUSAL_OVERDRAWN},
	};

	start_world(&desk);
	TELL(&desk, story);
	expect_total(&desk, ACCOUNT_FUND_CASH, 0);
	expect_total(&desk, ACCOUNT_FUND_EXCHANGE, 99550);
	ck_assert_int_eq(desk_ending(&desk, ACCOUNT_FUND_CASH, "EUR"), 2510);
	desk_close(&desk);
}
END_TEST

Suite *clocks_suite(void)
{
	Suite *suite = suite_create("ledger/rules/clocks");
	TCase *stories = tcase_create("stories");

	rows_add(suite, &clocks_rows);
	tcase_add_test(stories, a_clock_stops_and_starts_in_turn);
	tcase_add_test(stories, a_clock_row_changes_no_state);
	tcase_add_test(stories, an_exchange_moves_no_item_between_states);
	suite_add_tcase(suite, stories);
	return suite;
}
