/* check_debts.c: refused rows are owed until they are posted or dismissed. */
#include "ledger/debts.h"

#include "ledger/base/digest.h"
#include "ledger/owed.h"
#include "tests/ledger/room.h"

enum { TODAY = 14000, LATER = 14040 };

static struct debt row(const char *id, uint64_t line)
{
	struct debt debt;

	memset(&debt, 0, sizeof debt);
	debt.line = line;
	debt.code = REFUSAL_BAD_DATE;
	debt.id = slice_on(id);
	if (debt.id.size == 0)
		debt.print = slice_on("0123456789abcdef");
	return debt;
}

static bool owe(struct debt debt)
{
	bool fresh;

	OKAY(book_owe(temp.book, &debt, TODAY, &fresh, &temp.err));
	return fresh;
}

/* The debt of a number, from a cursor of its own. */
static struct debt read_debt(uint32_t number, struct debts **debts)
{
	struct debt debt;

	OKAY(debts_open(temp.book, 0, debts, &temp.err));
	do
		OKAY(debts_next(*debts, &debt, &temp.err));
	while (debt.number != number);
	return debt;
}

static uint32_t open_now(void)
{
	struct debts_sum sum;

	OKAY(debts_sum(temp.book, &sum, &temp.err));
	return sum.open;
}

START_TEST(a_book_without_refused_rows_owes_nothing)
{
	struct debts_sum sum;
	struct debts *debts;
	struct debt debt;

	room_make();
	room_begin();
	room_tell(world_steps, 5);
	room_commit();
	OKAY(debts_sum(temp.book, &sum, &temp.err));
	ck_assert_uint_eq(sum.open, 0);
	ck_assert_int_eq(sum.oldest, DAY_NONE);
	OKAY(debts_open(temp.book, 0, &debts, &temp.err));
	ck_assert_int_eq(debts_next(debts, &debt, &temp.err), STATUS_END);
	debts_close(debts);
	debts_close(NULL);
	room_remove();
}
END_TEST

START_TEST(a_debt_is_recorded_once_and_comes_back_whole)
{
	struct debt debt = row("E-1", 7);
	struct debts *debts;
	struct debts_sum sum;

	room_make();
	room_begin();
	debt.has_money = true;
	debt.currency = currency_find("BYN", 3);
	debt.amount = 1250;
	ck_assert(owe(debt));
	ck_assert(!owe(debt)); /* refused again: the same debt */
	ck_assert(owe(row("", 9)));
	ck_assert(!owe(row("", 9)));
	room_commit();
	OKAY(tempbook_close(&temp));
	room_begin();
	ck_assert(!owe(debt)); /* in a later run, too */
	room_commit();
	debt = read_debt(1, &debts);
	ck_assert_uint_eq(debt.run, 1);
	ck_assert_uint_eq(debt.line, 7);
	ck_assert_int_eq(debt.day, TODAY);
	ck_assert(slice_is(debt.id, "E-1"));
	ck_assert_int_eq(debt.code, REFUSAL_BAD_DATE);
	ck_assert_int_eq((int)debt.amount, 1250);
	ck_assert_uint_eq(debt.cleared_run, 0);
	OKAY(debts_next(debts, &debt, &temp.err));
	ck_assert(slice_is(debt.print, "0123456789abcdef"));
	ck_assert_int_eq(debts_next(debts, &debt, &temp.err), STATUS_END);
	debts_close(debts);
	OKAY(debts_sum(temp.book, &sum, &temp.err));
	ck_assert_uint_eq(sum.open, 2);
	ck_assert_uint_eq(sum.moneyless, 1);
	ck_assert_int_eq(sum.oldest, TODAY);
	ck_assert_int_eq((int)sum.amount[currency_find("BYN", 3)], 1250);
	room_remove();
}
END_TEST

START_TEST(the_run_says_the_sha256_of_what_it_left)
{
	static const char lines[] = "7\tE-1\tbad-date\tBYN1250\n"
				    "9\t0123456789abcdef\tbad-date\t\n";
	struct debt debt = row("E-1", 7);
	struct digest *digest = digest_new();
	char expected[DIGEST_HEX_SIZE];
	struct runs *runs;
	struct run run;

	room_make();
	room_begin();
	debt.has_money = true;
	debt.currency = currency_find("BYN", 3);
	debt.amount = 1250;
	owe(debt);
	owe(row("", 9));
	room_commit();
	room_begin();
	room_commit();
	digest_add(digest, lines, sizeof lines - 1);
	digest_hex(digest, expected);
	digest_free(digest);
	OKAY(runs_open(temp.book, 1, &runs, &temp.err));
	OKAY(runs_next(runs, &run, &temp.err));
	ck_assert(slice_is(run.field[RUN_DEBTS], expected));
	OKAY(runs_next(runs, &run, &temp.err));
	ck_assert(slice_is(run.field[RUN_DEBTS], ""));
	runs_close(runs);
	room_remove();
}
END_TEST

START_TEST(posting_the_id_clears_the_debt_and_names_the_entry)
{
	const struct step *first = &world_steps[0];
	struct debts *debts;
	struct debt debt;
	uint32_t entries;

	room_make();
	room_begin();
	room_tell(first, 1);
	room_commit();
	/* the id that the next step will have */
	room_begin();
	room_tell(first + 1, 1);
	room_commit();
	OKAY(tempbook_close(&temp));
	room_begin();
	{
		struct journal_cursor *cursor;
		struct entry entry;
		char id[LIMIT_ID_BYTES + 1];

		OKAY(entries_open(temp.book, 2, &cursor, &temp.err));
		OKAY(entries_next(cursor, &entry, &temp.err));
		snprintf(id, sizeof id, "%.*s",
			 (int)entry.event.field[COLUMN_ID].size,
			 entry.event.field[COLUMN_ID].bytes);
		entries_close(cursor);
		book_abort(temp.book);
		OKAY(tempbook_close(&temp));
		room_remove();
		room_make();
		room_begin();
		room_tell(first, 1);
		owe(row(id, 3));
		owe(row("OTHER", 4));
		room_commit();
		ck_assert_uint_eq(open_now(), 2);
	}
	room_begin();
	room_tell(first + 1, 1);
	entries = book_entries(temp.book);
	room_commit();
	debt = read_debt(1, &debts);
	debts_close(debts);
	ck_assert_uint_eq(debt.cleared_run, 2);
	ck_assert_uint_eq(debt.cleared_entry, entries);
	ck_assert_uint_eq(open_now(), 1);
	room_sound();
	room_remove();
}
END_TEST

START_TEST(an_aborted_transaction_leaves_debts_as_they_were)
{
	uint32_t count;

	room_make();
	room_begin();
	owe(row("E-1", 7));
	room_commit();
	room_begin();
	owe(row("E-2", 8));
	OKAY(book_dismiss(temp.book, 1, 0, LATER, &count, &temp.err));
	book_abort(temp.book);
	ck_assert_uint_eq(open_now(), 1);
	room_begin();
	ck_assert(owe(row("E-2", 8)));
	room_commit();
	ck_assert_uint_eq(open_now(), 2);
	room_remove();
}
END_TEST

START_TEST(an_officer_dismisses_a_line_or_a_run)
{
	struct debts *debts;
	struct debt debt;
	uint32_t count;

	room_make();
	room_begin();
	owe(row("E-1", 7));
	owe(row("E-2", 8));
	owe(row("E-3", 9));
	room_commit();
	room_begin();
	OKAY(book_dismiss(temp.book, 1, 8, LATER, &count, &temp.err));
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(
		book_dismiss(temp.book, 1, 8, LATER, &count, &temp.err),
		STATUS_NOT_FOUND);
	ck_assert_int_eq(
		book_dismiss(temp.book, 2, 0, LATER, &count, &temp.err),
		STATUS_NOT_FOUND);
	room_commit();
	debt = read_debt(2, &debts);
	debts_close(debts);
	ck_assert_uint_eq(debt.cleared_run, 2);
	ck_assert_uint_eq(debt.cleared_entry, 0);
	ck_assert_int_eq(debt.cleared_day, LATER);
	room_begin();
	OKAY(book_dismiss(temp.book, 1, 0, LATER, &count, &temp.err));
	ck_assert_uint_eq(count, 2);
	room_commit();
	ck_assert_uint_eq(open_now(), 0);
	room_begin();
	ck_assert(owe(row("E-2", 8))); /* a new debt, once dismissed */
	room_commit();
	room_remove();
}
END_TEST

START_TEST(what_was_open_on_a_day_stays_so)
{
	struct debt debt = row("E-1", 7);

	debt.run = 3;
	debt.day = TODAY;
	ck_assert(!debt_stood(&debt, TODAY - 1, RUN_NEWEST));
	ck_assert(debt_stood(&debt, TODAY, RUN_NEWEST));
	ck_assert(!debt_stood(&debt, TODAY, 2));
	ck_assert(debt_stood(&debt, TODAY, 3));
	debt.cleared_run = 5;
	debt.cleared_day = LATER;
	ck_assert(debt_stood(&debt, LATER - 1, RUN_NEWEST));
	ck_assert(!debt_stood(&debt, LATER, RUN_NEWEST));
	ck_assert(debt_stood(&debt, LATER, 4));
	ck_assert(!debt_stood(&debt, LATER, 5));
}
END_TEST

START_TEST(an_entry_number_leads_to_the_run_known_by_then)
{
	uint32_t run;

	room_make();
	room_begin();
	room_tell(world_steps, 10);
	room_commit();
	room_begin();
	room_commit();
	room_begin();
	room_tell(world_steps + 10, 5);
	room_commit();
	OKAY(book_run_at(temp.book, 0, &run, &temp.err));
	ck_assert_uint_eq(run, RUN_NEWEST);
	OKAY(book_run_at(temp.book, 1, &run, &temp.err));
	ck_assert_uint_eq(run, 0);
	OKAY(book_run_at(temp.book, 11, &run, &temp.err));
	ck_assert_uint_eq(run, 2);
	OKAY(book_run_at(temp.book, 16, &run, &temp.err));
	ck_assert_uint_eq(run, 3);
	room_remove();
}
END_TEST

static void forge(uint32_t number, bool drop)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct text value = TEXT_ZERO;

	put_u32(key, number);
	OKAY(tempbook_close(&temp));
	OKAY(tempbook_peek(&temp, TABLE_DEBTS, name, NULL, &value));
	if (drop)
		OKAY(tempbook_drop(&temp, TABLE_DEBTS, name));
	else
		value.bytes[1] = (char)(value.bytes[1] ^ 1);
	if (!drop)
		OKAY(tempbook_poke(&temp, TABLE_DEBTS, name,
				   room_slice(&value)));
	text_release(&value);
}

/* The last of them, the first, and another line of the file. */
START_TEST(a_debt_that_is_gone_or_changed_is_found_by_verify)
{
	room_make();
	room_begin();
	room_tell(world_steps, 5);
	ck_assert(owe(row("X-1", 7)));
	ck_assert(owe(row("X-2", 8)));
	room_commit();
	room_begin();
	ck_assert(owe(row("", 3)));
	room_commit();
	room_sound();
	forge(_i == 0 ? 3 : 1, _i < 2);
	room_found("debts");
	room_remove();
}
END_TEST

START_TEST(a_debt_forged_as_posted_is_found_by_verify)
{
	struct text value = TEXT_ZERO;
	struct debt debt = row("X-1", 7);
	unsigned char key[4] = {0, 0, 0, 1};
	struct slice name = {(const char *)key, sizeof key};

	room_make();
	room_begin();
	room_tell(world_steps, 5);
	ck_assert(owe(debt));
	room_commit();
	OKAY(tempbook_close(&temp));
	debt.run = debt.cleared_run = 1;
	debt.day = debt.cleared_day = TODAY;
	debt.cleared_entry = 3;
	debt_pack(&debt, &value);
	OKAY(tempbook_poke(&temp, TABLE_DEBTS, name, room_slice(&value)));
	text_release(&value);
	room_found("debts");
	room_remove();
}
END_TEST

Suite *debts_suite(void)
{
	Suite *suite = suite_create("ledger/debts");
	TCase *tcase = tcase_create("debts");

	tcase_add_test(tcase, a_book_without_refused_rows_owes_nothing);
	tcase_add_test(tcase, a_debt_is_recorded_once_and_comes_back_whole);
	tcase_add_test(tcase, the_run_says_the_sha256_of_what_it_left);
	tcase_add_test(tcase,
		       posting_the_id_clears_the_debt_and_names_the_entry);
	tcase_add_test(tcase, an_aborted_transaction_leaves_debts_as_they_were);
	tcase_add_test(tcase, an_officer_dismisses_a_line_or_a_run);
	tcase_add_test(tcase, what_was_open_on_a_day_stays_so);
	tcase_add_test(tcase, an_entry_number_leads_to_the_run_known_by_then);
	tcase_add_loop_test(
		tcase, a_debt_that_is_gone_or_changed_is_found_by_verify, 0, 3);
	tcase_add_test(tcase, a_debt_forged_as_posted_is_found_by_verify);
	suite_add_tcase(suite, tcase);
	return suite;
}
