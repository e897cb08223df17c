/*
 * waterfall.c: how money of an offender in a case is spread (EVENTS.md
 * section 4): victims first, pro rata by largest remainder; then what funds
 * advanced; then advances they gave up; the rest stays unapplied.
 */
#include "ledger/rules/play.h"

#include <assert.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 wide;

/* One taker of a share: an award, or a fund's claim on it. */
struct share {
	struct item *award;
	enum fund fund;
	int64_t most; /* what it can take on every day from the row's on */
	int64_t part; /* what it gets */
	wide remainder;
};

struct spread {
	struct item **awards; /* by code */
	size_t award_count;
	struct share *victims; /* one an award */
	struct share *subrogated;
	struct share *written_off;
	size_t fund_count; /* of each of the last two */
};

static int compare_awards(const void *a, const void *b)
{
	const struct item *x = *(struct item *const *)a;
	const struct item *y = *(struct item *const *)b;

	return bytes_compare(x->code, x->code_size, y->code, y->code_size);
}

/* Final on the row's date and on every day since. */
static bool reached(const struct play *play, const struct waterfall *flow,
		    const struct item *award)
{
	struct slice home = {flow->home->code, flow->home->code_size};

	return item_state(award) == STATE_FINAL &&
	       slice_equal(item_text(award, FACT_HOME), home) &&
	       item_changed_on(award) <= play->event->date &&
	       award->currency == play->event->currency &&
	       codes_hold(item_text(award, COLUMN_OFFENDER), flow->offender);
}

/* A claim that left the case and came back stands there twice. */
static void drop_twins(struct spread *spread)
{
	size_t kept = 0;
	size_t i;

	for (i = 0; i < spread->award_count; i++)
		if (kept == 0 || spread->awards[kept - 1] != spread->awards[i])
			spread->awards[kept++] = spread->awards[i];
	spread->award_count = kept;
}

static void find_awards(struct play *play, const struct waterfall *flow,
			struct spread *spread)
{
	const struct item *home = flow->home;
	size_t i;

	spread->awards = arena_alloc(
		play->arena, (home->fact_count + 1) * sizeof *spread->awards);
	for (i = 0; i < home->fact_count; i++) {
		const struct fact *fact = &home->facts[i];
		struct slice code = {home->texts.bytes + fact->offset,
				     fact->size};
		struct item *award;

		if (fact->column != FACT_MEMBER)
			continue;
		award = play->shelf->find(play->shelf->owner, ITEM_CLAIM, code);
		if (award != NULL && reached(play, flow, award))
			spread->awards[spread->award_count++] = award;
	}
	if (spread->award_count > 1)
		qsort(spread->awards, spread->award_count,
		      sizeof *spread->awards, compare_awards);
	drop_twins(spread);
}

static struct share *fund_shares(struct play *play, struct spread *spread,
				 enum account first)
{
	struct share *shares =
		arena_alloc(play->arena, (spread->award_count * FUND_COUNT +
					  1) * sizeof *shares);
	size_t i;
	int fund;

	spread->fund_count = spread->award_count * FUND_COUNT;
	for (i = 0; i < spread->award_count; i++)
		for (fund = 0; fund < FUND_COUNT; fund++) {
			struct share *share =
				&shares[i * FUND_COUNT + (size_t)fund];

			share->award = spread->awards[i];
			share->fund = (enum fund)fund;
			share->most =
				play_least(play, share->award,
					   account_of(first, (enum fund)fund));
		}
	return shares;
}

static int by_remainder(const void *a, const void *b)
{
	const struct share *x = *(struct share *const *)a;
	const struct share *y = *(struct share *const *)b;

	if (x->remainder != y->remainder)
		return x->remainder > y->remainder ? -1 : 1;
	return x < y ? -1 : x > y; /* they stand by claim code, then fund */
}

/* Hand the minor units that rounding down left to the largest remainders. */
static void hand_out(struct play *play, struct share *shares, size_t count,
		     int64_t left)
{
	struct share **order = arena_alloc(play->arena, count * sizeof *order);
	size_t i;

	for (i = 0; i < count; i++)
		order[i] = &shares[i];
	qsort(order, count, sizeof *order, by_remainder);
	for (i = 0; left > 0; i++, left--) {
		assert(i < count && order[i]->part < order[i]->most);
		order[i]->part++;
	}
}

/* Spread money over the shares; returns what none of them could take. */
static int64_t spread_over(struct play *play, struct share *shares,
			   size_t count, int64_t money)
{
	wide sum = 0; /* over several funds it can pass 64 bits */
	int64_t given = 0;
	size_t i;

	for (i = 0; i < count; i++)
		sum += (wide)(uint64_t)shares[i].most;
	if ((wide)(uint64_t)money >= sum) {
		for (i = 0; i < count; i++)
			shares[i].part = shares[i].most;
		return money - (int64_t)sum;
	}
	for (i = 0; i < count; i++) {
		wide product =
			(wide)(uint64_t)shares[i].most * (wide)(uint64_t)money;

		shares[i].part = (int64_t)(product / sum);
		shares[i].remainder = product % sum;
		given += shares[i].part;
	}
	if (given < money)
		hand_out(play, shares, count, money - given);
	return 0;
}

static int64_t parts(const struct share *shares, size_t count)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		sum += shares[i].part;
	return sum;
}

static void play_victims(struct play *play, const struct spread *spread)
{
	size_t i;

	for (i = 0; i < spread->award_count; i++) {
		const struct share *share = &spread->victims[i];

		play_line(play, ACCOUNT_TRUST_VICTIMS, share->award,
			  -share->part);
		play_pair(play, ACCOUNT_AWARDS_DUE, ACCOUNT_AWARDS_OWED,
			  share->award, share->part);
	}
}

/* Money that leaves the trust for a fund; a recovery never enters it. */
static void play_funds(struct play *play, const struct spread *spread,
		       enum waterfall_from from)
{
	size_t i;

	for (i = 0; i < spread->fund_count; i++) {
		const struct share *share = &spread->subrogated[i];

		if (from != WATERFALL_RECOVERY)
			play_line(play, ACCOUNT_TRUST_CASH, NULL, -share->part);
		play_pair(play, account_of(ACCOUNT_FUND_CASH, share->fund),
			  account_of(ACCOUNT_FUND_SUBROGATED, share->fund),
			  share->award, share->part);
	}
	for (i = 0; i < spread->fund_count; i++) {
		const struct share *share = &spread->written_off[i];

		if (from != WATERFALL_RECOVERY)
			play_line(play, ACCOUNT_TRUST_CASH, NULL, -share->part);
		play_pair(play, account_of(ACCOUNT_FUND_CASH, share->fund),
			  account_of(ACCOUNT_INCOME_RECOVERED, share->fund),
			  NULL, share->part);
		play_pair(play,
			  account_of(ACCOUNT_ADVANCES_CONTRA, share->fund),
			  account_of(ACCOUNT_ADVANCES_WRITTEN_OFF, share->fund),
			  share->award, share->part);
	}
}

static int64_t spread_steps(struct play *play, const struct waterfall *flow,
			    struct spread *spread)
{
	int64_t amount;
	size_t i;

	find_awards(play, flow, spread);
	spread->victims = arena_alloc(
		play->arena, (spread->award_count + 1) * sizeof(struct share));
	for (i = 0; i < spread->award_count; i++) {
		spread->victims[i].award = spread->awards[i];
		spread->victims[i].most = play_least(play, spread->awards[i],
						     ACCOUNT_AWARDS_OWED);
	}
	amount = spread_over(play, spread->victims, spread->award_count,
			     flow->amount);
	if (amount == 0)
		return 0;
	spread->subrogated = fund_shares(play, spread, ACCOUNT_FUND_SUBROGATED);
	spread->written_off =
		fund_shares(play, spread, ACCOUNT_ADVANCES_WRITTEN_OFF);
	amount = spread_over(play, spread->subrogated, spread->fund_count,
			     amount);
	return spread_over(play, spread->written_off, spread->fund_count,
			   amount);
}

/* Where the money comes from: the one debit of a spread. */
static void play_source(struct play *play, const struct waterfall *flow,
			int64_t spread, int64_t to_funds)
{
	if (flow->from == WATERFALL_RECOVERY)
		play_line(play, ACCOUNT_TRUST_CASH, NULL,
			  flow->amount - to_funds);
	else
		play_line(play,
			  flow->from == WATERFALL_PROCEEDS
				  ? ACCOUNT_TRUST_PROCEEDS
				  : ACCOUNT_TRUST_UNAPPLIED,
			  flow->source, spread);
}

int64_t waterfall_spread(struct play *play, const struct waterfall *flow)
{
	struct spread spread = {NULL, 0, NULL, NULL, NULL, 0};
	int64_t rest = spread_steps(play, flow, &spread);
	int64_t to_funds = parts(spread.subrogated, spread.fund_count) +
			   parts(spread.written_off, spread.fund_count);

	play_source(play, flow, flow->amount - rest, to_funds);
	play_victims(play, &spread);
	play_funds(play, &spread, flow->from);
	return rest;
}

/* What the row's own lines leave uncollected at the end of its date. */
static bool uncollected(const struct play *play, const struct item *claim,
			uint8_t currency)
{
	int64_t owed = item_at(claim, ACCOUNT_AWARDS_OWED, currency,
			       play->event->date);
	size_t i;

	for (i = 0; i < play->line_count; i++)
		if (play->lines[i].of == claim &&
		    play->lines[i].account == ACCOUNT_AWARDS_OWED &&
		    play->lines[i].currency == currency)
			owed += play->lines[i].amount;
	return owed > 0;
}

static bool waits(const struct play *play, const struct item *claim,
		  struct slice offender)
{
	enum state state = item_state_at(claim, play->event->date);
	size_t i;

	if (state == STATE_RAISED || state == STATE_GRANTED)
		return true;
	if (!codes_hold(item_text_at(claim, COLUMN_OFFENDER, play->event->date),
			offender))
		return false;
	for (i = 0; i < claim->ending_count; i++)
		if (claim->endings[i].account == ACCOUNT_AWARDS_OWED &&
		    uncollected(play, claim, claim->endings[i].currency))
			return true;
	return false;
}

bool victims_wait(struct play *play, const struct item *home,
		  struct slice offender, const struct item **who)
{
	size_t i;

	for (i = 0; i < home->fact_count; i++) {
		const struct fact *fact = &home->facts[i];
		struct slice code = {home->texts.bytes + fact->offset,
				     fact->size};

		if (fact->column != FACT_MEMBER)
			continue;
		*who = play->shelf->find(play->shelf->owner, ITEM_CLAIM, code);
		if (*who != NULL &&
		    slice_equal(
			    item_text_at(*who, FACT_HOME, play->event->date),
			    (struct slice){home->code, home->code_size}) &&
		    waits(play, *who, offender))
			return true;
	}
	return false;
}
