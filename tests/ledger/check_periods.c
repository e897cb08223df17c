/* check_periods.c: a closed month takes no more events. */
#include "tests/ledger/room.h"

static void begin(void)
{
	room_make();
	room_begin();
	room_tell(world_steps, world_step_count);
	room_commit();
	room_begin();
	OKAY(book_seal(temp.book, day_on("2009-06-15"), &temp.err));
	OKAY(tempbook_commit_month(&temp, "close", "2009-06"));
	room_begin();
}

/* Each story ends in a book that is proved. */
static void end(void)
{
	room_commit();
	room_sound();
	room_remove();
}

START_TEST(a_row_of_a_closed_month_is_refused_with_the_first_open_day)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-06-30",
		 REFUSAL_PERIOD_CLOSED},
		{"award.paid", "claim=C-final,amount=1", "2009-04-30",
		 REFUSAL_PERIOD_CLOSED},
	};
	static const struct step open[] = {
		{"award.paid", "claim=C-final,amount=1,since=2009-06-30",
		 "2009-07-01", POSTED},
	};

	ck_assert_int_eq(book_first_open(temp.book), day_on("2009-07-01"));
	ROOM_TELL(story);
	ck_assert_ptr_nonnull(strstr(temp.posting.refusal.text, "2009-07-01"));
	ROOM_TELL(open);
}
END_TEST

START_TEST(a_closing_holds_after_a_reopening_of_the_book)
{
	room_commit();
	OKAY(tempbook_close(&temp));
	room_begin();
	ck_assert_int_eq(book_first_open(temp.book), day_on("2009-07-01"));
}
END_TEST

START_TEST(a_closed_month_is_not_closed_again)
{
	ck_assert_int_eq(book_seal(temp.book, day_on("2009-06-01"), &temp.err),
			 STATUS_EXISTS);
	ck_assert_int_eq(book_seal(temp.book, day_on("2009-01-01"), &temp.err),
			 STATUS_EXISTS);
	OKAY(book_seal(temp.book, day_on("2009-12-01"), &temp.err));
	ck_assert_int_eq(book_first_open(temp.book), day_on("2010-01-01"));
	OKAY(tempbook_commit_month(&temp, "close", "2009-12"));
	room_begin();
	ck_assert_int_eq(book_first_open(temp.book), day_on("2010-01-01"));
}
END_TEST

START_TEST(months_are_reopened_from_the_last_back)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-06-01", POSTED},
		{"award.paid", "claim=C-final,amount=1", "2009-05-31",
		 REFUSAL_PERIOD_CLOSED},
	};

	ck_assert_int_eq(
		book_unseal(temp.book, day_on("2009-05-01"), &temp.err),
		STATUS_INVALID);
	ck_assert_int_eq(
		book_unseal(temp.book, day_on("2009-07-01"), &temp.err),
		STATUS_INVALID);
	OKAY(book_unseal(temp.book, day_on("2009-06-30"), &temp.err));
	OKAY(tempbook_commit_month(&temp, "reopen", "2009-06"));
	room_begin();
	ROOM_TELL(story);
}
END_TEST

START_TEST(an_aborted_closing_did_not_happen)
{
	OKAY(book_seal(temp.book, day_on("2009-12-01"), &temp.err));
	book_abort(temp.book);
	ck_assert_int_eq(book_first_open(temp.book), day_on("2009-07-01"));
	room_begin();
	ck_assert_int_eq(book_first_open(temp.book), day_on("2009-07-01"));
}
END_TEST

/* The old date is closed: the reversal takes the row's own. */
START_TEST(a_correction_of_a_closed_month_is_dated_in_the_open_one)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-1,corrects=R-advance",
		 "2009-07-05", POSTED},
	};
	const struct item *item;

	ROOM_TELL(story);
	room_commit();
	OKAY(book_item(temp.book, ITEM_CLAIM, slice_on("C-final"), &item,
		       &temp.err));
	ck_assert_int_eq(item_at(item, ACCOUNT_FUND_SUBROGATED,
				 currency_find("BYR", 3), day_on("2009-07-04")),
			 150);
	ck_assert_int_eq(item_at(item, ACCOUNT_FUND_SUBROGATED,
				 currency_find("BYR", 3), day_on("2009-07-05")),
			 100);
	room_begin();
}
END_TEST

START_TEST(a_late_row_moves_to_the_first_open_day)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=7,id=B-1", "2009-05-03",
		 POSTED},
	};
	struct journal_cursor *entries;
	struct entry entry;

	book_take_late(temp.book, true);
	ROOM_TELL(story);
	ck_assert(temp.posting.late);
	room_commit();
	OKAY(entries_open(temp.book, temp.posting.seq, &entries, &temp.err));
	OKAY(entries_next(entries, &entry, &temp.err));
	ck_assert_int_eq(entry.event.date, day_on("2009-07-01"));
	ck_assert_int_eq(entry.event.since, day_on("2009-05-03"));
	entries_close(entries);
	room_begin();
	book_take_late(temp.book, true);
	OKAY(tempbook_post(&temp, &story[0]));
	ck_assert_int_eq(temp.posting.outcome, OUTCOME_DUPLICATE);
}
END_TEST

Suite *periods_suite(void)
{
	Suite *suite = suite_create("ledger/periods");
	TCase *tcase = tcase_create("months");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(
		tcase,
		a_row_of_a_closed_month_is_refused_with_the_first_open_day);
	tcase_add_test(tcase, a_closing_holds_after_a_reopening_of_the_book);
	tcase_add_test(tcase, a_closed_month_is_not_closed_again);
	tcase_add_test(tcase, months_are_reopened_from_the_last_back);
	tcase_add_test(tcase, an_aborted_closing_did_not_happen);
	tcase_add_test(tcase,
		       a_correction_of_a_closed_month_is_dated_in_the_open_one);
	tcase_add_test(tcase, a_late_row_moves_to_the_first_open_day);
	suite_add_tcase(suite, tcase);
	return suite;
}
