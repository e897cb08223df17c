/* check_item.c: one item's history, against a plain list of its moves. */
#include "ledger/rules/item.h"

#include "ledger/base/currency.h"
#include "tests/support/steps.h"

#include <check.h>

enum { MOVES = 60, DAYS = 40 };

static struct item *item;
static struct move moves[MOVES];
static size_t count;
static uint64_t seed;
static int32_t first;

/* A small generator of the test's own (Lehmer, 1951). */
static uint32_t draw(uint32_t below)
{
	seed = seed * 48271 % 2147483647;
	return (uint32_t)(seed % below);
}

static void open_item(void)
{
	item = item_new(ITEM_CLAIM, slice_on("C-1"));
	count = 0;
	seed = 1937;
	first = day_on("2009-01-01");
}

static void close_item(void)
{
	item_free(item);
}

static const enum account accounts[] = {ACCOUNT_AWARDS_OWED, ACCOUNT_AWARDS_DUE,
					ACCOUNT_TRUST_VICTIMS, SUM_PRINCIPAL};
static const char *const currencies[] = {"BYR", "USD"};

static void add_random_move(void)
{
	struct move move = {0};

	move.day = first + (int32_t)draw(DAYS);
	move.since = move.day - (int32_t)draw(5);
	move.seq = (uint32_t)count + 1;
	move.event = EVENT_AWARD_PAID;
	move.account = (uint8_t)accounts[draw(COUNT_OF(accounts))];
	move.currency = currency_find(currencies[draw(2)], 3);
	move.amount = (int64_t)draw(201) - 100;
	moves[count++] = move;
	item_move(item, &move);
}

static int64_t plain_at(enum account account, uint8_t currency, int32_t day)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		if (moves[i].account == (uint8_t)account &&
		    moves[i].currency == currency && moves[i].day <= day)
			sum += moves[i].amount;
	return sum;
}

static void expect_days(enum account account, uint8_t currency, int32_t from)
{
	int sign = account_sign(account);
	int64_t least = INT64_MAX;
	int32_t short_on = DAY_NONE;
	int64_t less = (int64_t)draw(101) - 50;
	int32_t day;

	for (day = from; day <= first + DAYS; day++) {
		int64_t sum = plain_at(account, currency, day);

		ck_assert_int_eq(item_at(item, account, currency, day), sum);
		if (sign * sum < least)
			least = sign * sum;
		if (sign * sum < less && short_on == DAY_NONE)
			short_on = day;
	}
	ck_assert_int_eq(item_least(item, account, currency, from), least);
	ck_assert_int_eq(item_short_on(item, account, currency, from, less),
			 short_on);
}

START_TEST(every_day_is_the_sum_of_the_moves_up_to_it)
{
	size_t i;

	seed += (uint64_t)_i * 7919;
	while (count < MOVES) {
		enum account account = accounts[draw(COUNT_OF(accounts))];
		uint8_t currency = currency_find(currencies[draw(2)], 3);

		add_random_move();
		expect_days(account, currency, first + (int32_t)draw(DAYS));
		ck_assert_int_eq(item_ending(item, account, currency),
				 plain_at(account, currency, first + DAYS));
	}
	for (i = 1; i < item->move_count; i++)
		ck_assert(item->moves[i - 1].day < item->moves[i].day ||
			  (item->moves[i - 1].day == item->moves[i].day &&
			   item->moves[i - 1].seq < item->moves[i].seq));
}
END_TEST

static void change(enum state state, const char *date, uint32_t seq,
		   uint32_t undoes)
{
	struct change fresh = {day_on(date),	   day_on(date),  seq, undoes,
			       EVENT_CLAIM_RAISED, (uint8_t)state};

	item_change(item, &fresh);
}

START_TEST(a_state_is_that_of_the_last_change_by_the_day)
{
	ck_assert_int_eq(item_state(item), STATE_NONE);
	ck_assert_int_eq(item_changed_on(item), DAY_NONE);
	ck_assert_int_eq(item_began_on(item), DAY_NONE);
	change(STATE_RAISED, "2009-01-01", 1, 0);
	change(STATE_GRANTED, "2009-02-01", 2, 0);
	change(STATE_FINAL, "2009-02-01", 3, 0);
	ck_assert_int_eq(item_state_at(item, day_on("2008-12-31")), STATE_NONE);
	ck_assert_int_eq(item_state_at(item, day_on("2009-01-31")),
			 STATE_RAISED);
	ck_assert_int_eq(item_state_at(item, day_on("2009-02-01")),
			 STATE_FINAL);
	ck_assert_int_eq(item_changed_on(item), day_on("2009-02-01"));
	ck_assert_int_eq(item_began_on(item), day_on("2009-01-01"));
	ck_assert_uint_eq(
		item_reached(item, STATE_GRANTED, day_on("2009-03-01"))->seq,
		2);
	ck_assert_ptr_null(
		item_reached(item, STATE_GRANTED, day_on("2009-01-31")));
}
END_TEST

START_TEST(a_change_taken_back_on_its_day_left_no_trace)
{
	change(STATE_RAISED, "2009-01-01", 1, 0);
	change(STATE_REJECTED, "2009-02-01", 2, 0);
	change(STATE_RAISED, "2009-02-01", 3, 2);
	ck_assert_int_eq(item_changed_on(item), day_on("2009-01-01"));
	ck_assert_int_eq(item_state(item), STATE_RAISED);
	ck_assert_ptr_null(
		item_reached(item, STATE_REJECTED, day_on("2009-03-01")));
}
END_TEST

START_TEST(a_change_taken_back_later_stands_until_then)
{
	change(STATE_RAISED, "2009-01-01", 1, 0);
	change(STATE_REJECTED, "2009-02-01", 2, 0);
	change(STATE_RAISED, "2009-03-01", 3, 2);
	ck_assert_int_eq(item_state_at(item, day_on("2009-02-15")),
			 STATE_REJECTED);
	ck_assert_int_eq(item_state(item), STATE_RAISED);
	ck_assert_int_eq(item_changed_on(item), day_on("2009-03-01"));
	ck_assert_uint_eq(
		item_reached(item, STATE_REJECTED, day_on("2009-02-15"))->seq,
		2);
}
END_TEST

START_TEST(the_latest_fact_by_the_day_counts)
{
	item_fact(item, COLUMN_STAGE, day_on("2009-01-01"), 1,
		  slice_on("draft"));
	item_fact(item, COLUMN_STAGE, day_on("2009-03-01"), 2, slice_on("law"));
	item_fact(item, COLUMN_DUE, day_on("2009-03-01"), 2, slice_on("x"));
	ck_assert(slice_is(item_text(item, COLUMN_STAGE), "law"));
	ck_assert(
		slice_is(item_text_at(item, COLUMN_STAGE, day_on("2009-02-28")),
			 "draft"));
	ck_assert_uint_eq(
		item_text_at(item, COLUMN_STAGE, day_on("2008-01-01")).size, 0);
	ck_assert_uint_eq(item_text(item, COLUMN_COURT).size, 0);
}
END_TEST

START_TEST(a_reversal_is_remembered_by_number_and_day)
{
	item_fact(item, FACT_REVERSED, day_on("2009-03-01"), 9,
		  slice_on("7 2009-02-01"));
	item_fact(item, FACT_REVERSED, day_on("2009-03-01"), 10,
		  slice_on("8 2009-03-01"));
	ck_assert(item_undone(item, 7, day_on("2009-03-01")));
	ck_assert(!item_undone(item, 7, day_on("2009-02-28")));
	ck_assert(!item_undone(item, 9, INT32_MAX));
	ck_assert(!item_cancelled(item, 7));
	ck_assert(item_cancelled(item, 8));
	ck_assert(item_cancelled(item, 10));
}
END_TEST

START_TEST(a_list_of_codes_holds_whole_codes)
{
	struct slice list = slice_on("O-1;O-22;O-3");

	ck_assert(codes_hold(list, slice_on("O-1")));
	ck_assert(codes_hold(list, slice_on("O-22")));
	ck_assert(codes_hold(list, slice_on("O-3")));
	ck_assert(!codes_hold(list, slice_on("O-2")));
	ck_assert(!codes_hold(list, slice_on("O")));
	ck_assert(!codes_hold(slice_on(""), slice_on("O")));
	ck_assert(slice_is(codes_first(list), "O-1"));
	ck_assert(slice_is(codes_first(slice_on("O-9")), "O-9"));
	ck_assert_uint_eq(codes_first(slice_on("")).size, 0);
}
END_TEST

START_TEST(an_item_reset_is_another_empty_one)
{
	add_random_move();
	change(STATE_RAISED, "2009-01-01", 1, 0);
	item_reset(item, ITEM_ASSET, slice_on("A-1"));
	ck_assert_int_eq(item->kind, ITEM_ASSET);
	ck_assert_str_eq(item->code, "A-1");
	ck_assert_int_eq(item->currency, CURRENCY_NONE);
	ck_assert_uint_eq(item->move_count + item->change_count +
				  item->fact_count + item->ending_count,
			  0);
	ck_assert_uint_gt(item_memory(item), sizeof *item);
	item_free(NULL);
}
END_TEST

Suite *item_suite(void)
{
	Suite *suite = suite_create("ledger/rules/item");
	TCase *tcase = tcase_create("history");

	tcase_add_checked_fixture(tcase, open_item, close_item);
	tcase_add_loop_test(tcase, every_day_is_the_sum_of_the_moves_up_to_it,
			    0, 20);
	tcase_add_test(tcase, a_state_is_that_of_the_last_change_by_the_day);
	tcase_add_test(tcase, a_change_taken_back_on_its_day_left_no_trace);
	tcase_add_test(tcase, a_change_taken_back_later_stands_until_then);
	tcase_add_test(tcase, the_latest_fact_by_the_day_counts);
	tcase_add_test(tcase, a_reversal_is_remembered_by_number_and_day);
	tcase_add_test(tcase, a_list_of_codes_holds_whole_codes);
	tcase_add_test(tcase, an_item_reset_is_another_empty_one);
	suite_add_tcase(suite, tcase);
	return suite;
}
