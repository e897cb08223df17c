/* check_correcting.c: a row that replaces an earlier one. */
#include "tests/ledger/room.h"

static void begin(void)
{
	room_make();
	room_begin();
	room_tell(world_steps, world_step_count);
}

/* Each story ends in a book that is proved. */
static void end(void)
{
	room_commit();
	room_sound();
	room_remove();
}

static const struct item *item_of(enum item_kind kind, const char *code)
{
	const struct item *item;

	room_commit();
	OKAY(book_item(temp.book, kind, slice_on(code), &item, &temp.err));
	room_begin();
	return item;
}

static int64_t holds(enum account account, const char *code)
{
	return account_sign(account) * item_ending(item_of(ITEM_CLAIM, code),
						   account,
						   currency_find("BYR", 3));
}

START_TEST(the_old_row_is_reversed_and_the_new_one_posted)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-1,corrects=R-advance",
		 "2009-07-01", POSTED},
	};
	uint32_t before = book_entries(temp.book);

	ROOM_TELL(story);
	ck_assert_uint_eq(book_entries(temp.book), before + 2);
	ck_assert_uint_eq(temp.posting.seq, before + 2);
	ck_assert_int_eq(holds(ACCOUNT_FUND_SUBROGATED, "C-final"), 100);
	ck_assert_int_eq(holds(ACCOUNT_AWARDS_OWED, "C-final"), 250);
}
END_TEST

/* The mirror takes the old date, so that the old day is whole again. */
START_TEST(the_mirror_takes_the_date_of_the_old_row)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-1,corrects=R-advance",
		 "2009-07-01", POSTED},
	};
	const struct item *item;

	ROOM_TELL(story);
	item = item_of(ITEM_CLAIM, "C-final");
	ck_assert_int_eq(item_at(item, ACCOUNT_FUND_SUBROGATED,
				 currency_find("BYR", 3), day_on("2009-06-30")),
			 0);
}
END_TEST

START_TEST(a_row_may_bear_the_id_of_what_it_corrects)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=100,id=R-advance,corrects=R-advance",
		 "2009-04-12", POSTED},
		{"award.advanced",
		 "claim=C-final,amount=90,id=R-advance,corrects=R-advance",
		 "2009-04-12", POSTED},
		{"award.advanced", "claim=C-final,amount=100,id=R-advance",
		 "2009-04-12", REFUSAL_ID_CONFLICT},
		{"event.reversed", "target=R-advance", "2009-07-01", POSTED},
	};

	ROOM_TELL(story);
	ck_assert_int_eq(holds(ACCOUNT_FUND_SUBROGATED, "C-final"), 0);
}
END_TEST

/*
 * The opening is moved to an earlier day, twice; what was taken back on the
 * later day must not bend what is stored of the earlier one.
 */
START_TEST(a_first_event_is_corrected_to_an_earlier_day)
{
	static const struct step story[] = {
		{"case.opened", "case=K-9,article=1,province=P,id=B-1",
		 "2009-05-27", POSTED},
		{"case.opened",
		 "case=K-9,article=1,province=P,id=B-2,corrects=B-1",
		 "2009-05-25", POSTED},
		{"case.opened",
		 "case=K-9,article=2,province=P,id=B-3,corrects=B-2",
		 "2009-05-25", POSTED},
	};

	ROOM_TELL(story);
	ck_assert_int_eq(item_began_on(item_of(ITEM_CASE, "K-9")),
			 day_on("2009-05-25"));
}
END_TEST

/* The row that is gone says nothing of the day on which it was complete. */
START_TEST(the_last_receipt_is_corrected_to_have_happened_earlier)
{
	static const struct step story[] = {
		{"contribution.proposed",
		 "contribution=D-1,source=state,amount=100,currency=BYR",
		 "2009-01-05", POSTED},
		{"contribution.approved", "contribution=D-1", "2009-01-06",
		 POSTED},
		{"contribution.bound", "contribution=D-1", "2009-01-07",
		 POSTED},
		{"contribution.received", "contribution=D-1,amount=100,id=B-1",
		 "2009-02-05", POSTED},
		{"contribution.received",
		 "contribution=D-1,amount=100,since=2009-02-02,id=B-2,"
		 "corrects=B-1",
		 "2009-02-05", POSTED},
	};
	const struct item *item;

	ROOM_TELL(story);
	item = item_of(ITEM_CONTRIBUTION, "D-1");
	ck_assert_int_eq(item_reached(item, STATE_RECEIVED, DAY_LAST)->since,
			 day_on("2009-02-02"));
}
END_TEST

START_TEST(a_correction_may_be_another_event)
{
	static const struct step story[] = {
		{"award.paid-direct",
		 "claim=C-final,amount=150,id=B-1,corrects=R-advance",
		 "2009-04-12", POSTED},
	};

	ROOM_TELL(story);
	ck_assert_int_eq(holds(SUM_DIRECT, "C-final"), 200);
	ck_assert_int_eq(holds(SUM_ADVANCED, "C-final"), 0);
}
END_TEST

START_TEST(what_others_rest_on_is_not_corrected)
{
	static const struct step story[] = {
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=500,currency=BYR,id=B-1,"
		 "corrects=R-final",
		 "2009-04-01", REFUSAL_DEPENDS},
		{"award.paid", "claim=C-final,amount=1,id=B-1,corrects=R-none",
		 "2009-04-01", REFUSAL_UNKNOWN_ITEM},
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-1,corrects=R-advance",
		 "2009-07-01", POSTED},
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-2,corrects=R-advance",
		 "2009-07-01", REFUSAL_WRONG_STATE},
	};

	ROOM_TELL(story);
	ck_assert_ptr_nonnull(
		strstr(temp.posting.refusal.text, "reversed already"));
}
END_TEST

/* The new row is refused: then the old one stands, as if nothing was. */
START_TEST(a_refused_correction_leaves_the_old_row)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=351,id=B-1,corrects=R-advance",
		 "2009-07-01", REFUSAL_EXCEEDS},
		{"award.advanced",
		 "claim=C-final,amount=1,id=B-1,corrects=R-advance,"
		 "fund=legal-aid",
		 "2009-07-01", REFUSAL_OVERDRAWN},
		{"award.advanced",
		 "claim=C-none,amount=1,id=B-1,corrects=R-advance",
		 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
		{"award.final", "claim=C-raised,id=B-1,corrects=R-advance",
		 "2009-07-01", REFUSAL_WRONG_STATE},
	};
	uint32_t before = book_entries(temp.book);

	ROOM_TELL(story);
	ck_assert_uint_eq(book_entries(temp.book), before);
	ck_assert_int_eq(holds(ACCOUNT_FUND_SUBROGATED, "C-final"), 150);
	ck_assert_int_eq(holds(ACCOUNT_AWARDS_OWED, "C-final"), 200);
}
END_TEST

/* Both halves are tested together: the old sum may carry the new one. */
START_TEST(days_are_tested_when_both_halves_are_in)
{
	static const struct step story[] = {
		{"contribution.proposed",
		 "contribution=N-9,source=state,amount=90,currency=USD",
		 "2009-07-01", POSTED},
		{"contribution.approved", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.bound", "contribution=N-9", "2009-07-01",
		 POSTED},
		{"contribution.received", "contribution=N-9,amount=60,id=B-1",
		 "2009-07-02", POSTED},
		{"cash.exchanged",
		 "fund=compensation,amount=50,currency=USD,quote=EUR,"
		 "quote_amount=40",
		 "2009-07-03", POSTED},
		{"contribution.received",
		 "contribution=N-9,amount=49,id=B-2,corrects=B-1", "2009-07-02",
		 REFUSAL_OVERDRAWN},
		{"contribution.received",
		 "contribution=N-9,amount=50,id=B-2,corrects=B-1", "2009-07-03",
		 POSTED},
	};

	ROOM_TELL(story);
}
END_TEST

START_TEST(a_state_is_corrected_with_its_day)
{
	static const struct step story[] = {
		{"claim.rejected", "claim=C-raised,id=B-1", "2009-07-05",
		 POSTED},
		{"claim.rejected", "claim=C-raised,id=B-2,corrects=B-1",
		 "2009-07-05", POSTED},
		{"claim.untraced", "claim=C-zero,id=B-3", "2009-07-05", POSTED},
		{"claim.withdrawn", "claim=C-zero,id=B-4,corrects=B-3",
		 "2009-07-06", POSTED},
	};

	ROOM_TELL(story);
	ck_assert_int_eq(item_state(item_of(ITEM_CLAIM, "C-raised")),
			 STATE_REJECTED);
	ck_assert_int_eq(item_state_at(item_of(ITEM_CLAIM, "C-zero"),
				       day_on("2009-07-05")),
			 STATE_RAISED);
	ck_assert_int_eq(item_state(item_of(ITEM_CLAIM, "C-zero")),
			 STATE_WITHDRAWN);
}
END_TEST

Suite *correcting_suite(void)
{
	Suite *suite = suite_create("ledger/correcting");
	TCase *tcase = tcase_create("corrections");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(tcase, the_old_row_is_reversed_and_the_new_one_posted);
	tcase_add_test(tcase, the_mirror_takes_the_date_of_the_old_row);
	tcase_add_test(tcase, a_row_may_bear_the_id_of_what_it_corrects);
	tcase_add_test(tcase, a_first_event_is_corrected_to_an_earlier_day);
	tcase_add_test(tcase,
		       the_last_receipt_is_corrected_to_have_happened_earlier);
	tcase_add_test(tcase, a_correction_may_be_another_event);
	tcase_add_test(tcase, what_others_rest_on_is_not_corrected);
	tcase_add_test(tcase, a_refused_correction_leaves_the_old_row);
	tcase_add_test(tcase, days_are_tested_when_both_halves_are_in);
	tcase_add_test(tcase, a_state_is_corrected_with_its_day);
	suite_add_tcase(suite, tcase);
	return suite;
}
