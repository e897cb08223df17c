/* check_award.c: the clock of an award, worked out by hand. */
#include "ledger/base/arena.h"
#include "reports/award.h"

#include <check.h>
#include <string.h>

enum { BYR = 7, MOVES_MAX = 8 };

/* One move of an award's life. */
struct step {
	int32_t day;
	int32_t since;
	enum event_code event;
	enum account account;
	int64_t amount;
};

/* In force on day 9000 (since 8995) with 100 owed; then these rows. */
static struct item *make_award(const struct step *rows)
{
	struct item *item = item_new(ITEM_CLAIM, (struct slice){"C-1", 3});
	struct change granted = {8990,	       8980, 2, 0, EVENT_AWARD_GRANTED,
				 STATE_GRANTED};
	struct change final = {9000,	   8995, 3, 0, EVENT_AWARD_FINAL,
			       STATE_FINAL};
	struct move sum = {8990,	  8980, 2,  EVENT_AWARD_GRANTED,
			   SUM_PRINCIPAL, BYR,	100};
	struct move owed = {
		9000, 8995, 3, EVENT_AWARD_FINAL, ACCOUNT_AWARDS_OWED,
		BYR,  100};
	uint32_t seq = 4;

	item->currency = BYR;
	item_change(item, &granted);
	item_change(item, &final);
	item_move(item, &sum);
	item_move(item, &owed);
	for (; rows->day != 0; rows++) {
		struct move move = {rows->day,
				    rows->since,
				    seq,
				    (uint8_t)rows->event,
				    (uint8_t)rows->account,
				    BYR,
				    rows->amount};

		item_move(item, &move);
		/* a recovery is two moves of one entry */
		seq += rows->event != EVENT_RECOVERY_RECEIVED ||
		       rows->account == ACCOUNT_TRUST_VICTIMS;
	}
	return item;
}

#define COLLECT(day, since, amount)                                            \
	{day, since, EVENT_RECOVERY_RECEIVED, ACCOUNT_AWARDS_OWED, -(amount)}, \
	{                                                                      \
		day, since, EVENT_RECOVERY_RECEIVED, ACCOUNT_TRUST_VICTIMS,    \
			-(amount)                                              \
	}
#define PAY(day, since, amount)                                                \
	{                                                                      \
		day, since, EVENT_AWARD_PAID, ACCOUNT_TRUST_VICTIMS, amount    \
	}
#define DIRECT_PAID(day, since, amount)                                        \
	{                                                                      \
		day, since, EVENT_AWARD_PAID_DIRECT, ACCOUNT_AWARDS_OWED,      \
			-(amount)                                              \
	}
#define INDEX(day, since, amount)                                              \
	{                                                                      \
		day, since, EVENT_AWARD_INDEXED, ACCOUNT_AWARDS_OWED, amount   \
	}

static const struct {
	struct step rows[MOVES_MAX];
	int32_t as_of;
	int64_t outstanding;
	int32_t days;
	int32_t first_paid;
	int32_t last_paid;
} awards[] = {
	/* nothing was paid: the clock runs to the as-of date */
	{{{0}}, 9000, 100, 5, DAY_NONE, DAY_NONE},
	{{{0}}, 9500, 100, 505, DAY_NONE, DAY_NONE},
	/* collected is not yet with the victim */
	{{COLLECT(9100, 9090, 100)}, 9500, 100, 505, DAY_NONE, DAY_NONE},
	/* paid in full: the since of the payment */
	{{COLLECT(9100, 9090, 100), PAY(9200, 9150, 100)},
	 9500,
	 0,
	 155,
	 9150,
	 9150},
	/* a later payment does not change the past */
	{{COLLECT(9100, 9090, 100), PAY(9200, 9150, 100)},
	 9199,
	 100,
	 204,
	 DAY_NONE,
	 DAY_NONE},
	/* the latest since of the day's rows that changed what is due */
	{{DIRECT_PAID(9200, 9120, 60), DIRECT_PAID(9200, 9110, 40)},
	 9500,
	 0,
	 125,
	 9110,
	 9120},
	/* a recovery on that day did not change it: its since is no stop */
	{{COLLECT(9200, 9199, 60), PAY(9200, 9120, 60),
	  DIRECT_PAID(9200, 9110, 40)},
	 9500,
	 0,
	 125,
	 9110,
	 9120},
	/* opened again by indexation, and settled later: the last run */
	{{DIRECT_PAID(9100, 9100, 100), INDEX(9200, 9200, 10),
	  DIRECT_PAID(9300, 9290, 10)},
	 9500,
	 0,
	 295,
	 9100,
	 9290},
	/* the same, read before it was settled */
	{{DIRECT_PAID(9100, 9100, 100), INDEX(9200, 9200, 10),
	  DIRECT_PAID(9300, 9290, 10)},
	 9299,
	 10,
	 304,
	 9100,
	 9100},
	/* opened and settled within a day: the run of day-ends is unbroken */
	{{DIRECT_PAID(9100, 9100, 100), INDEX(9200, 9200, 10),
	  DIRECT_PAID(9200, 9190, 10)},
	 9500,
	 0,
	 105,
	 9100,
	 9190},
	/* a clock that would run backwards shows 0 */
	{{DIRECT_PAID(9100, 8900, 100)}, 9500, 0, 0, 8900, 8900},
};

START_TEST(award_clock_stops_where_it_should)
{
	struct moment moment = {awards[_i].as_of, 0};
	struct item *item = make_award(awards[_i].rows);
	struct award award;

	award_read(item, moment, &award);
	ck_assert_int_eq(award.in_force, 8995);
	ck_assert_int_eq(award.decided, 8980);
	ck_assert_int_eq(award.awarded, 100);
	ck_assert_int_eq(award.outstanding, awards[_i].outstanding);
	ck_assert_int_eq(award_days(&award), awards[_i].days);
	ck_assert_int_eq(award.net_days, awards[_i].days);
	ck_assert_int_eq(award.first_paid, awards[_i].first_paid);
	ck_assert_int_eq(award.last_paid, awards[_i].last_paid);
	item_free(item);
}
END_TEST

START_TEST(award_is_none_before_it_is_final)
{
	static const struct step none[] = {{0}};
	struct item *item = make_award(none);
	struct award award;

	award_read(item, (struct moment){8999, 0}, &award);
	ck_assert_int_eq(award.in_force, DAY_NONE);
	award_read(item, (struct moment){9500, 3}, &award);
	ck_assert_int_eq(award.in_force, DAY_NONE);
	item_free(item);
}
END_TEST

Suite *award_suite(void)
{
	Suite *suite = suite_create("reports/award");
	TCase *tcase = tcase_create("clocks");

	tcase_add_loop_test(tcase, award_clock_stops_where_it_should, 0,
			    (int)(sizeof awards / sizeof awards[0]));
	tcase_add_test(tcase, award_is_none_before_it_is_final);
	suite_add_tcase(suite, tcase);
	return suite;
}
