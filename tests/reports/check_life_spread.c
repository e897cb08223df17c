/* check_life_spread.c: shares worked out by hand, and items as they were. */
#include "reports/life_spread.h"

#include "ledger/base/currency.h"

#include <check.h>
#include <string.h>

enum { SHARES_MAX = 4 };

/* What each could take; what each gets, its rank, and is it a tie? */
static const struct {
	int64_t most[SHARES_MAX];
	size_t count;
	int64_t money;
	int64_t floor[SHARES_MAX];
	int64_t part[SHARES_MAX];
	size_t rank[SHARES_MAX];
	bool tie[SHARES_MAX];
	int64_t rest;
} spreads[] = {
	{{0}, 0, 7, {0}, {0}, {0}, {false}, 7},
	{{10}, 1, 7, {7}, {7}, {0}, {false}, 0},
	{{10}, 1, 10, {10}, {10}, {0}, {false}, 0},
	{{10, 20}, 2, 40, {10, 20}, {10, 20}, {0, 0}, {false}, 10},
	/* 1000 x 500 / 3000 = 166 2/3 each for two; a third is 166 2/3 too */
	{{1000, 1000, 1000},
	 3,
	 500,
	 {166, 166, 166},
	 {167, 167, 166},
	 {1, 2, 3},
	 {true, true, true},
	 0},
	/* 1250 and 1750 of 3000: 208 1/3 and 291 2/3 */
	{{1250, 1750},
	 2,
	 500,
	 {208, 291},
	 {208, 292},
	 {2, 1},
	 {false, false},
	 0},
	/* two equal remainders of 1/2, one unit: the first by code */
	{{1, 1, 2},
	 3,
	 2,
	 {0, 0, 1},
	 {1, 0, 1},
	 {1, 2, 3},
	 {true, true, false},
	 0},
	{{0, 5, 0}, 3, 3, {0, 3, 0}, {0, 3, 0}, {0}, {false}, 0},
	/* past 64 bits in between */
	{{INT64_C(4000000000000000000), INT64_C(4000000000000000000)},
	 2,
	 INT64_C(4000000000000000001),
	 {INT64_C(2000000000000000000), INT64_C(2000000000000000000)},
	 {INT64_C(2000000000000000001), INT64_C(2000000000000000000)},
	 {1, 2},
	 {true, true},
	 0},
};

START_TEST(money_is_spread_as_by_hand)
{
	struct spread_share shares[SHARES_MAX];
	struct spread_step step = {shares, spreads[_i].count, 0, 0, 0};
	int64_t given = 0;
	size_t i;

	memset(shares, 0, sizeof shares);
	for (i = 0; i < step.count; i++)
		shares[i].most = spreads[_i].most[i];
	ck_assert_int_eq(spread_out(&step, spreads[_i].money),
			 spreads[_i].rest);
	for (i = 0; i < step.count; i++) {
		ck_assert_int_eq(shares[i].floor, spreads[_i].floor[i]);
		ck_assert_int_eq(shares[i].part, spreads[_i].part[i]);
		ck_assert_uint_eq(shares[i].rank, spreads[_i].rank[i]);
		ck_assert_int_eq(shares[i].tie, spreads[_i].tie[i]);
		ck_assert_int_le(shares[i].part, shares[i].most);
		given += shares[i].part;
	}
	ck_assert_int_eq(given + spreads[_i].rest, spreads[_i].money);
}
END_TEST

/* An award of 100 on day 9000, 30 collected on 9010 and, later, on 9005. */
static struct item *make_award(void)
{
	uint8_t byn = currency_find("BYN", 3);
	struct item *item = item_new(ITEM_CLAIM, (struct slice){"C-1", 3});
	struct change final = {9000,	   9000, 3, 0, EVENT_AWARD_FINAL,
			       STATE_FINAL};
	struct move moves[] = {
		{9000, 9000, 3, EVENT_AWARD_FINAL, ACCOUNT_AWARDS_OWED, byn,
		 100},
		{9010, 9010, 5, EVENT_RECOVERY_RECEIVED, ACCOUNT_AWARDS_OWED,
		 byn, -30},
		{9005, 9005, 8, EVENT_RECOVERY_RECEIVED, ACCOUNT_AWARDS_OWED,
		 byn, -30},
	};
	size_t i;

	item->currency = byn;
	item_change(item, &final);
	item_fact(item, COLUMN_OFFENDER, 8999, 2, (struct slice){"O-1", 3});
	item_fact(item, COLUMN_OFFENDER, 9020, 9, (struct slice){"O-2", 3});
	for (i = 0; i < sizeof moves / sizeof moves[0]; i++)
		item_move(item, &moves[i]);
	return item;
}

/* Before an entry, from a day on: the least that was uncollected. */
static const struct {
	uint32_t seq;
	int32_t from;
	int64_t least;
} befores[] = {
	{3, 9000, 0},  {4, 9000, 100}, {5, 9010, 100}, {6, 9000, 70},
	{6, 9010, 70}, {8, 9005, 70},  {9, 9005, 40},  {9, 9000, 40},
};

START_TEST(an_item_is_as_it_was_before_an_entry)
{
	struct item *item = make_award();
	struct item *before = item_before(item, befores[_i].seq);

	ck_assert_int_eq(item_least(before, ACCOUNT_AWARDS_OWED,
				    currency_find("BYN", 3), befores[_i].from),
			 befores[_i].least);
	ck_assert_int_eq(item_state(before),
			 befores[_i].seq > 3 ? STATE_FINAL : STATE_NONE);
	ck_assert(slice_is(item_text(before, COLUMN_OFFENDER), "O-1"));
	ck_assert_uint_eq(item->move_count, 3);
	item_free(before);
	item_free(item);
}
END_TEST

START_TEST(an_item_had_its_old_currency_before_a_redenomination)
{
	uint8_t byr = currency_find("BYR", 3);
	uint8_t byn = currency_find("BYN", 3);
	struct item *item = item_new(ITEM_CLAIM, (struct slice){"C-1", 3});
	struct item *before;

	item->currency = byn;
	item_fact(item, COLUMN_CURRENCY, 9000, 7, (struct slice){"BYR", 3});
	item_fact(item, COLUMN_CURRENCY, 9500, 7, (struct slice){"BYN", 3});
	before = item_before(item, 7);
	ck_assert_int_eq(before->currency, byr);
	item_free(before);
	before = item_before(item, 8);
	ck_assert_int_eq(before->currency, byn);
	item_free(before);
	item_free(item);
}
END_TEST

#define LOOP(tcase, test, table)                                               \
	tcase_add_loop_test(tcase, test, 0,                                    \
			    (int)(sizeof(table) / sizeof(table)[0]))

Suite *life_spread_suite(void)
{
	Suite *suite = suite_create("reports/life_spread");
	TCase *tcase = tcase_create("spread");

	LOOP(tcase, money_is_spread_as_by_hand, spreads);
	LOOP(tcase, an_item_is_as_it_was_before_an_entry, befores);
	tcase_add_test(tcase,
		       an_item_had_its_old_currency_before_a_redenomination);
	suite_add_tcase(suite, tcase);
	return suite;
}
