/* check_waiting.c: the oldest part of what an item holds. */
#include "reports/waiting.h"

#include <check.h>

enum { BYR = 7, BYN = 8, MOVES_MAX = 7 };

struct step {
	int32_t day; /* and its since is 2 days before */
	enum event_code event;
	uint8_t currency;
	int64_t held; /* what came in, or, below 0, went out */
};

#define IN  EVENT_RECOVERY_RECEIVED
#define OUT EVENT_AWARD_PAID
#define NEW EVENT_CURRENCY_REDENOMINATED

static const struct {
	struct step steps[MOVES_MAX];
	int32_t as_of;
	uint8_t currency;
	int32_t since;
} purses[] = {
	{{{0}}, 500, BYR, DAY_NONE},
	{{{100, IN, BYR, 10}}, 99, BYR, DAY_NONE},
	{{{100, IN, BYR, 10}}, 100, BYR, 98},
	{{{100, IN, BYR, 10}}, 100, BYN, DAY_NONE},
	{{{100, IN, BYR, 10}, {110, IN, BYR, 5}}, 500, BYR, 98},
	/* the oldest goes out first */
	{{{100, IN, BYR, 10}, {110, IN, BYR, 5}, {120, OUT, BYR, -9}},
	 500,
	 BYR,
	 98},
	{{{100, IN, BYR, 10}, {110, IN, BYR, 5}, {120, OUT, BYR, -10}},
	 500,
	 BYR,
	 108},
	{{{100, IN, BYR, 10}, {110, IN, BYR, 5}, {120, OUT, BYR, -10}},
	 119,
	 BYR,
	 98},
	{{{100, IN, BYR, 10}, {120, OUT, BYR, -10}}, 500, BYR, DAY_NONE},
	/* 10000 to 1: the money is no newer for it */
	{{{100, IN, BYR, 30000},
	  {110, IN, BYR, 10000},
	  {120, NEW, BYR, -40000},
	  {120, NEW, BYN, 400}},
	 500,
	 BYN,
	 98},
	/* what was oldest went out after it: a quarter is left */
	{{{100, IN, BYR, 30000},
	  {110, IN, BYR, 10000},
	  {120, NEW, BYR, -40000},
	  {120, NEW, BYN, 400},
	  {130, OUT, BYN, -300}},
	 500,
	 BYN,
	 108},
	{{{100, IN, BYR, 30000},
	  {110, IN, BYR, 10000},
	  {120, NEW, BYR, -40000},
	  {120, NEW, BYN, 400},
	  {130, OUT, BYN, -299}},
	 500,
	 BYN,
	 98},
	/* the new currency was held already: both go on in order of coming */
	{{{100, IN, BYN, 50},
	  {110, IN, BYR, 10000},
	  {115, IN, BYN, 7},
	  {120, NEW, BYR, -10000},
	  {120, NEW, BYN, 100},
	  {130, OUT, BYN, -50}},
	 500,
	 BYN,
	 108},
	{{{100, IN, BYN, 50},
	  {110, IN, BYR, 10000},
	  {115, IN, BYN, 7},
	  {120, NEW, BYR, -10000},
	  {120, NEW, BYN, 100},
	  {130, OUT, BYN, -150}},
	 500,
	 BYN,
	 113},
	{{{100, IN, BYN, 50},
	  {110, IN, BYR, 10000},
	  {115, IN, BYN, 7},
	  {120, NEW, BYR, -10000},
	  {120, NEW, BYN, 100},
	  {130, OUT, BYN, -149}},
	 500,
	 BYN,
	 108},
};

START_TEST(waiting_counts_from_the_oldest_part_that_is_left)
{
	struct item *item = item_new(ITEM_CLAIM, (struct slice){"C-1", 3});
	const struct step *step = purses[_i].steps;
	struct moment moment = {purses[_i].as_of, 0};
	uint32_t seq = 0;

	for (; step->day != 0; step++) {
		struct move move = {0};

		/* both moves of a redenomination are of one entry */
		seq += step->event != NEW || step->currency == BYR;
		move.day = step->day;
		move.since = step->day - 2;
		move.seq = seq;
		move.event = (uint8_t)step->event;
		move.account = ACCOUNT_TRUST_VICTIMS;
		move.currency = step->currency;
		move.amount = -step->held;
		item_move(item, &move);
	}
	ck_assert_int_eq(waiting_since(item, ACCOUNT_TRUST_VICTIMS,
				       purses[_i].currency, moment),
			 purses[_i].since);
	item_free(item);
}
END_TEST

Suite *waiting_suite(void)
{
	Suite *suite = suite_create("reports/waiting");
	TCase *tcase = tcase_create("purses");

	tcase_add_loop_test(tcase,
			    waiting_counts_from_the_oldest_part_that_is_left, 0,
			    (int)(sizeof purses / sizeof purses[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
