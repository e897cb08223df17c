/* award.c: one pass over the moves of a claim. */
#include "reports/award.h"

#include "reports/delay.h"

/* Where the pass stands within a day and within an entry of it. */
struct clock {
	int32_t day;
	uint32_t seq;
	int32_t since;	 /* of the entry */
	int64_t effect;	 /* of the entry on what is outstanding */
	bool changed;	 /* has an entry of the day changed it? */
	int32_t latest;	 /* since of those that did */
	int32_t paid_up; /* begin of the run with nothing outstanding */
};

/* Sums wrap around between day-ends, where they are right again. */
static void add(int64_t *sum, int64_t amount)
{
	*sum = (int64_t)((uint64_t)*sum + (uint64_t)amount);
}

static void end_entry(struct clock *clock)
{
	if (clock->effect != 0) {
		if (!clock->changed || clock->since > clock->latest)
			clock->latest = clock->since;
		clock->changed = true;
	}
	clock->effect = 0;
}

static void end_day(struct clock *clock, const struct award *award)
{
	end_entry(clock);
	if (!clock->changed)
		return;
	if (award->outstanding != 0)
		clock->paid_up = DAY_NONE;
	else if (clock->paid_up == DAY_NONE)
		clock->paid_up = clock->latest;
	clock->changed = false;
}

static void add_outstanding(struct award *award, struct clock *clock,
			    int64_t *part, int64_t amount)
{
	add(part, amount);
	add(&award->outstanding, amount);
	add(&clock->effect, amount);
}

static void add_move(struct award *award, struct clock *clock,
		     const struct move *move)
{
	int64_t credit = (int64_t)(0 - (uint64_t)move->amount);

	switch ((int)move->account) {
	case ACCOUNT_AWARDS_OWED:
		add_outstanding(award, clock, &award->uncollected,
				move->amount);
		break;
	case ACCOUNT_TRUST_VICTIMS:
		add_outstanding(award, clock, &award->held, credit);
		break;
	case ACCOUNT_TRUST_UNCLAIMED:
		add_outstanding(award, clock, &award->unclaimed, credit);
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

/* Later returns do not change the days on which money reached the victim. */
static void note_payment(struct award *award, const struct move *move)
{
	if (move->event != EVENT_AWARD_PAID &&
	    move->event != EVENT_AWARD_PAID_DIRECT &&
	    move->event != EVENT_AWARD_ADVANCED)
		return;
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
		if (!moment_sees(moment, move->day, move->seq) ||
		    move->currency != award->currency)
			continue;
		if (move->day != clock->day)
			end_day(clock, award);
		else if (move->seq != clock->seq)
			end_entry(clock);
		clock->day = move->day;
		clock->seq = move->seq;
		clock->since = move->since;
		add_move(award, clock, move);
		note_payment(award, move);
	}
	end_day(clock, award);
}

void award_read(const struct item *claim, struct moment moment,
		struct award *award)
{
	static const struct award zero;
	struct clock clock = {DAY_NONE, 0, 0, 0, false, DAY_NONE, DAY_NONE};

	*award = zero;
	award->in_force = moment_since(claim, STATE_FINAL, moment);
	if (award->in_force == DAY_NONE)
		return;
	award->decided = moment_since(claim, STATE_GRANTED, moment);
	award->currency = claim->currency;
	award->first_paid = award->last_paid = DAY_NONE;
	read_moves(claim, moment, award, &clock);
	award->stop = moment.day;
	if (award->outstanding == 0)
		award->stop = clock.paid_up;
	if (award->stop < award->in_force)
		award->stop = award->in_force;
}

int32_t award_days(const struct award *award)
{
	return delay_days(award->in_force, award->stop);
}

/* No event of this vocabulary stops a clock; its days come off here. */
int32_t award_net_days(const struct award *award)
{
	return award_days(award);
}
