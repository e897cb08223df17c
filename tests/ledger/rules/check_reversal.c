/* check_reversal.c: mirrors, and what rests on an event. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static const struct step rows[] = {
	{"event.reversed", "target=R-advance,reason=typing error", "2009-07-01",
	 POSTED},
	{"event.reversed", "target=R-advance", "2009-04-12", POSTED},
	{"event.reversed", "target=R-advance", "2009-04-11",
	 REFUSAL_DATE_ORDER},
	{"event.reversed", "target=R-final", "2009-07-01", REFUSAL_DEPENDS},
	{"event.reversed", "target=R-none", "2009-07-01", REFUSAL_UNKNOWN_ITEM},
	{"event.reversed", "target=R-quashed", "2009-05-01", POSTED},
	{"event.reversed", "reason=none", "2009-07-01", REFUSAL_MISSING_FIELD},
	{"event.reversed", "target=E-1", "2009-07-01", REFUSAL_DEPENDS},
};

const struct rows reversal_rows = {rows, COUNT_OF(rows)};

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

static void expect_named(const char *id)
{
	ck_assert_int_eq(desk.refusal.code, REFUSAL_DEPENDS);
	ck_assert_msg(strstr(desk.refusal.text, id) != NULL, "%s",
		      desk.refusal.text);
}

START_TEST(a_reversal_takes_out_what_the_target_put_in)
{
	static const struct step story[] = {
		{"event.reversed", "target=R-advance", "2009-07-01", POSTED},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-final", 350);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-final", 0);
	expect_holds(&desk, SUM_ADVANCED, "C-final", 0);
	expect_total(&desk, ACCOUNT_FUND_CASH, 99700);
}
END_TEST

START_TEST(what_rests_on_the_target_is_named_first_of_all)
{
	static const struct step story[] = {
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=10,currency=BYR,id=B-1",
		 "2009-07-01", POSTED},
		{"award.paid", "claim=C-final,amount=1,id=B-2", "2009-07-02",
		 POSTED},
		{"award.paid", "claim=C-final,amount=1,id=B-3", "2009-07-02",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-07-03", REFUSAL_DEPENDS},
	};

	TELL(&desk, story);
	expect_named("B-2");
}
END_TEST

START_TEST(events_are_reversed_from_the_last_to_the_first)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=1,id=B-1", "2009-07-01",
		 POSTED},
		{"award.paid", "claim=C-final,amount=2,id=B-2", "2009-07-02",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-07-03", REFUSAL_DEPENDS},
		{"event.reversed", "target=B-2", "2009-07-03", POSTED},
		{"event.reversed", "target=B-1", "2009-07-03", POSTED},
		{"event.reversed", "target=B-1", "2009-07-03",
		 REFUSAL_WRONG_STATE},
	};

	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, "C-final", 400);
}
END_TEST

START_TEST(a_reversal_is_not_reversed)
{
	static const struct step story[] = {
		{"event.reversed", "target=R-advance,id=B-1", "2009-07-01",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-07-02",
		 REFUSAL_WRONG_STATE},
	};

	TELL(&desk, story);
}
END_TEST

START_TEST(a_spread_rests_under_what_its_awards_met_later)
{
	static const struct step story[] = {
		{"award.final", "claim=C-granted", "2009-07-01", POSTED},
		{"recovery.received",
		 "case=K-1,offender=O-2,amount=80,currency=BYR,id=B-1",
		 "2009-07-02", POSTED},
		{"award.indexed", "claim=C-granted,amount=5,id=B-2",
		 "2009-07-03", POSTED},
		{"event.reversed", "target=B-1", "2009-07-04", REFUSAL_DEPENDS},
	};

	TELL(&desk, story);
	expect_named("B-2");
}
END_TEST

START_TEST(unapplied_money_rests_on_the_recovery_that_brought_it)
{
	static const struct step story[] = {
		{"recovery.received",
		 "case=K-4,offender=O-5,amount=80,currency=BYR,id=B-1",
		 "2009-07-02", POSTED},
		{"recovery.refunded",
		 "case=K-4,offender=O-5,amount=80,currency=BYR,id=B-2",
		 "2009-07-02", POSTED},
		{"event.reversed", "target=B-1", "2009-07-04", REFUSAL_DEPENDS},
	};

	TELL(&desk, story);
	expect_named("B-2");
}
END_TEST

START_TEST(states_go_back_with_their_days)
{
	static const struct step story[] = {
		{"claim.rejected", "claim=C-raised,id=B-1", "2009-07-01",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-07-05", POSTED},
		{"claim.untraced", "claim=C-raised", "2009-07-04",
		 REFUSAL_DATE_ORDER},
		{"claim.untraced", "claim=C-raised", "2009-07-05", POSTED},
	};
	const struct item *item;

	TELL(&desk, story);
	item = desk_item(&desk, ITEM_CLAIM, "C-raised");
	ck_assert_int_eq(item_state_at(item, day_on("2009-07-04")),
			 STATE_REJECTED);
	ck_assert_int_eq(item_state_at(item, day_on("2009-07-05")),
			 STATE_UNTRACED);
	expect_holds(&desk, ACCOUNT_CLAIMS_PENDING, "C-raised", 1000);
}
END_TEST

START_TEST(a_reversal_of_the_same_day_leaves_no_trace_in_the_states)
{
	static const struct step story[] = {
		{"claim.rejected", "claim=C-raised,id=B-1", "2009-07-01",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-07-01", POSTED},
	};
	const struct item *item;

	TELL(&desk, story);
	item = desk_item(&desk, ITEM_CLAIM, "C-raised");
	ck_assert_int_eq(item_state_at(item, day_on("2009-07-01")),
			 STATE_RAISED);
	ck_assert_int_eq(item_changed_on(item), day_on("2009-01-10"));
}
END_TEST

START_TEST(a_code_whose_first_event_was_reversed_is_free_again)
{
	static const struct step story[] = {
		{"claim.raised",
		 "claim=C-9,case=K-1,victim=V-1,amount=7,currency=BYR,id=B-1",
		 "2009-07-01", POSTED},
		{"event.reversed", "target=B-1", "2009-07-02", POSTED},
		{"claim.withdrawn", "claim=C-9", "2009-07-03",
		 REFUSAL_UNKNOWN_ITEM},
		{"claim.raised",
		 "claim=C-9,case=K-4,victim=V-2,amount=7,currency=BYR",
		 "2009-07-03", POSTED},
	};
	const struct item *item;

	TELL(&desk, story);
	item = desk_item(&desk, ITEM_CLAIM, "C-9");
	ck_assert(slice_is(item_text(item, COLUMN_CASE), "K-4"));
	ck_assert_int_eq(item_began_on(item), day_on("2009-07-03"));
}
END_TEST

START_TEST(a_case_is_not_reversed_under_its_claims)
{
	static const struct step story[] = {
		{"case.opened", "case=K-9,article=1,province=Brest,id=B-1",
		 "2009-07-01", POSTED},
		{"claim.raised",
		 "claim=C-9,case=K-9,victim=V-1,amount=7,currency=BYR,id=B-2",
		 "2009-07-01", POSTED},
		{"event.reversed", "target=B-1", "2009-07-02", REFUSAL_DEPENDS},
	};

	TELL(&desk, story);
	expect_named("B-2");
}
END_TEST

START_TEST(a_parent_is_not_reversed_under_its_child)
{
	static const struct step story[] = {
		{"claim.raised",
		 "claim=C-9,case=K-1,victim=V-1,amount=7,currency=BYR,id=B-1",
		 "2009-07-01", POSTED},
		{"claim.raised",
		 "claim=C-10,case=K-4,parent=C-9,victim=V-1,amount=7,"
		 "currency=BYR,id=B-2",
		 "2009-07-01", POSTED},
		{"event.reversed", "target=B-1", "2009-07-02", REFUSAL_DEPENDS},
	};

	TELL(&desk, story);
	expect_named("B-2");
}
END_TEST

START_TEST(a_reversal_that_would_break_a_later_day_is_overdrawn)
{
	static const struct step story[] = {
		{"contribution.proposed",
		 "contribution=N-9,source=state,amount=9,currency=USD",
		 "2009-07-01", POSTED},
		{"contribution.approved", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.bound", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.received", "contribution=N-9,amount=9,id=B-1",
		 "2009-07-02", POSTED},
		{"cash.exchanged",
		 "fund=compensation,amount=9,currency=USD,quote=BYR,"
		 "quote_amount=20000",
		 "2009-07-10", POSTED},
		{"event.reversed", "target=B-1", "2009-07-05",
		 REFUSAL_OVERDRAWN},
	};

	TELL(&desk, story);
}
END_TEST

START_TEST(a_clock_row_can_be_reversed)
{
	static const struct step story[] = {
		{"clock.stopped", "item=claim:C-final,reason=stay,id=B-1",
		 "2009-07-01", POSTED},
		{"event.reversed", "target=B-1", "2009-07-03", POSTED},
		{"clock.started", "item=claim:C-final", "2009-07-04",
		 REFUSAL_WRONG_STATE},
		{"clock.stopped", "item=claim:C-final,reason=stay",
		 "2009-07-02", POSTED},
	};

	TELL(&desk, story);
}
END_TEST

static void add_stories(TCase *world)
{
	tcase_add_test(world, a_reversal_takes_out_what_the_target_put_in);
	tcase_add_test(world, what_rests_on_the_target_is_named_first_of_all);
	tcase_add_test(world, events_are_reversed_from_the_last_to_the_first);
	tcase_add_test(world, a_reversal_is_not_reversed);
	tcase_add_test(world, a_spread_rests_under_what_its_awards_met_later);
	tcase_add_test(world,
		       unapplied_money_rests_on_the_recovery_that_brought_it);
	tcase_add_test(world, states_go_back_with_their_days);
	tcase_add_test(
		world,
		a_reversal_of_the_same_day_leaves_no_trace_in_the_states);
	tcase_add_test(world,
		       a_code_whose_first_event_was_reversed_is_free_again);
	tcase_add_test(world, a_case_is_not_reversed_under_its_claims);
	tcase_add_test(world, a_parent_is_not_reversed_under_its_child);
	tcase_add_test(world,
		       a_reversal_that_would_break_a_later_day_is_overdrawn);
	tcase_add_test(world, a_clock_row_can_be_reversed);
}

Suite *reversal_suite(void)
{
	Suite *suite = suite_create("ledger/rules/reversal");
	TCase *world = tcase_create("world");

	rows_add(suite, &reversal_rows);
	tcase_add_checked_fixture(world, open_world, close_world);
	add_stories(world);
	suite_add_tcase(suite, world);
	return suite;
}
