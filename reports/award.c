/* award.c: one pass over the moves of a claim. */
#include "reports/award.h"

#include "reports/delay.h"
#include "reports/stops.h"

enum { CURRENCIES_MAX = 256 };

/* What is outstanding in one currency. */
struct purse {
	uint8_t currency;
	int64_t outstanding;
	int64_t effect; /* of the entry at hand */
};

/* Where the pass stands within a day and within an entry of it. */
struct clock {
	int32_t day;
	uint32_t seq;
	int32_t since;	 /* of the entry */
	bool changed;	 /* has an entry of the day changed a purse? */
	int32_t latest;	 /* since of those that did */
	int32_t paid_up; /* begin of the run with nothing outstanding */
	size_t purse_count;
	struct purse purses[CURRENCIES_MAX]; /* the first purse_count hold */
};

/* Sums wrap around between day-ends, where they are right again. */
static void add(int64_t *sum, int64_t amount)
{
	*sum = (int64_t)((uint64_t)*sum + (uint64_t)amount);
}

static void start_clock(struct clock *clock)
{
	clock->day = clock->latest = clock->paid_up = DAY_NONE;
	clock->since = DAY_NONE;
	clock->seq = 0;
	clock->changed = false;
	clock->purse_count = 0;
}

static struct purse *purse_of(struct clock *clock, uint8_t currency)
{
	struct purse *purse;
	size_t i;

	for (i = 0; i < clock->purse_count; i++)
		if (clock->purses[i].currency == currency)
			return &clock->purses[i];
	purse = &clock->purses[clock->purse_count++];
	purse->currency = currency;
	purse->outstanding = purse->effect = 0;
	return purse;
}

static void end_entry(struct clock *clock)
{
	size_t i;

	for (i = 0; i < clock->purse_count; i++) {
		if (clock->purses[i].effect == 0)
			continue;
		if (!clock->changed || clock->since > clock->latest)
			clock->latest = clock->since;
		clock->changed = true;
		clock->purses[i].effect = 0;
	}
}

static bool nothing_outstanding(const struct clock *clock)
{
	size_t i;

	for (i = 0; i < clock->purse_count; i++)
		if (clock->purses[i].outstanding != 0)
			return false;
	return true;
}

static void end_day(struct clock *clock)
{
	end_entry(clock);
	if (!clock->changed)
		return;
	if (!nothing_outstanding(clock))
		clock->paid_up = DAY_NONE;
	else if (clock->paid_up == DAY_NONE)
		clock->paid_up = clock->latest;
	clock->changed = false;
}

/* Follow a move's effect on what is outstanding, in whatever currency. */
static void follow(struct clock *clock, const struct move *move)
{
	struct purse *purse;
	int64_t amount = move->amount;

	if (move->account == ACCOUNT_TRUST_VICTIMS ||
	    move->account == ACCOUNT_TRUST_UNCLAIMED)
		amount = (int64_t)(0 - (uint64_t)amount);
	else if (move->account != ACCOUNT_AWARDS_OWED)
		return;
	if (move->day != clock->day)
		end_day(clock);
	else if (move->seq != clock->seq)
		end_entry(clock);
	clock->day = move->day;
	clock->seq = move->seq;
	clock->since = move->since;
	purse = purse_of(clock, move->currency);
	add(&purse->outstanding, amount);
	add(&purse->effect, amount);
}

static void add_move(struct award *award, const struct move *move)
{
	int64_t credit = (int64_t)(0 - (uint64_t)move->amount);

	switch ((int)move->account) {
	case ACCOUNT_AWARDS_OWED:
		add(&award->uncollected, move->amount);
		break;
	case ACCOUNT_TRUST_VICTIMS:
		add(&award->held, credit);
		break;
	case ACCOUNT_TRUST_UNCLAIMED:
		add(&award->unclaimed, credit);
		break;
	case ACCOUNT_AWARDS_EXCESS:
		add(&award->excess, move->amount);
		break;
	case SUM_PRINCIPAL:
	case SUM_INDEXATION:
		add(&award->awarded, move->amount);
		break;
	case SUM_PAID:
		add(&award->paid, move->amount);
		break;
	case SUM_DIRECT:
		add(&award->direct, move->amount);
		break;
	case SUM_ADVANCED:
		add(&award->advanced, move->amount);
		break;
	default:
		break;
	}
}

static bool is_payment(const struct move *move)
{
	return move->event == EVENT_AWARD_PAID ||
	       move->event == EVENT_AWARD_PAID_DIRECT ||
	       move->event == EVENT_AWARD_ADVANCED;
}

/* Later returns do not change the days on which money reached the victim. */
static void note_payment(struct award *award, const struct move *move)
{
	if (award->first_paid == DAY_NONE || move->since < award->first_paid)
		award->first_paid = move->since;
	if (award->last_paid == DAY_NONE || move->since > award->last_paid)
		award->last_paid = move->since;
}

static void read_moves(const struct item *claim, struct moment moment,
		       struct award *award, struct clock *clock)
{
	size_t i;

	for (i = 0; i < claim->move_count; i++) {
		const struct move *move = &claim->moves[i];

		if (move->day > moment.day)
			break;
		if (!moment_sees(moment, move->day, move->seq))
			continue;
		follow(clock, move);
		if (move->currency == award->currency)
			add_move(award, move);
		if (is_payment(move) &&
		    !moment_undone(claim, move->seq, moment))
			note_payment(award, move);
	}
	end_day(clock);
}

void award_read(const struct item *claim, struct moment moment,
		struct award *award)
{
	static const struct award zero;
	struct clock clock;

	*award = zero;
	award->in_force = moment_since(claim, STATE_FINAL, moment);
	if (award->in_force == DAY_NONE)
		return;
	award->decided = moment_since(claim, STATE_GRANTED, moment);
	award->currency = moment_currency(claim, moment);
	award->first_paid = award->last_paid = DAY_NONE;
	start_clock(&clock);
	read_moves(claim, moment, award, &clock);
	add(&award->outstanding, award->uncollected);
	add(&award->outstanding, award->held);
	add(&award->outstanding, award->unclaimed);
	award->stop = award->outstanding == 0 ? clock.paid_up : moment.day;
	if (award->stop < award->in_force)
		award->stop = award->in_force;
	award->net_days =
		stops_net_days(claim, award->in_force, award->stop, moment);
}

int32_t award_days(const struct award *award)
{
	return delay_days(award->in_force, award->stop);
}
