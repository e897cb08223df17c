/* scenario_replay.c: the moves of a claim, day by day. */
#include "reports/scenario_replay.h"

#include "ledger/base/arena.h"
#include "reports/origin.h"

#include <stdlib.h>

struct scenario_replay {
	struct moment moment;
	const struct scenario_terms *terms;
	struct scenario_money *money;
	struct scenario *scenario;
	size_t asked; /* awards asked for */
};

/* ---- which awards, and from when on -------------------------------------- */

struct wait {
	int32_t due;
	int32_t from;
};

static bool read_wait(const struct scenario_replay *replay,
		      const struct item *claim, struct wait *wait)
{
	const struct change *final =
		origin_change(claim, EVENT_AWARD_FINAL, replay->moment);

	if (final == NULL)
		return false;
	wait->due = day_add_months(final->since, replay->terms->after_months);
	wait->from = wait->due > final->day ? wait->due : final->day;
	return true;
}

/* Is it one of the engine's awards? */
static bool can_be_due(const struct scenario_replay *replay,
		       const struct wait *wait)
{
	return wait->from <= replay->moment.day;
}

/* ---- moves to days -------------------------------------------------------
 */

/* Where the pass over the moves of a claim stands. */
struct walk {
	struct scenario_replay *replay;
	const struct item *claim;
	struct wait wait;
	bool told;		 /* how it stood when it could be advanced */
	bool moved;		 /* something on the day at hand */
	uint32_t seq;		 /* of the entry at hand */
	int32_t since;		 /* of it */
	int64_t effect;		 /* of it on what she waits for */
	uint32_t ended_by;	 /* the last redenomination of the claim */
	uint8_t ended;		 /* and the currency that it closed */
	struct scenario_day day; /* at hand */
};

/* What is out of bounds wraps between day-ends, where it is right again. */
static void add(int64_t *sum, int64_t amount)
{
	*sum = (int64_t)((uint64_t)*sum + (uint64_t)amount);
}

static void end_entry(struct walk *walk)
{
	if (walk->effect != 0 && walk->since > walk->day.since)
		walk->day.since = walk->since;
	walk->effect = 0;
}

/* The day at hand ends. */
static enum status end_day(struct walk *walk, struct err *err)
{
	enum status status = STATUS_OK;

	end_entry(walk);
	if (walk->moved && walk->day.day > walk->wait.from)
		status = scenario_tell(walk->replay->scenario, &walk->day, err);
	walk->moved = false;
	walk->day.collected = walk->day.direct = 0;
	walk->day.since = DAY_NONE;
	return status;
}

/* Behind the last move by that day the engine learns how the award stood. */
static enum status start_telling(struct walk *walk, struct err *err)
{
	struct scenario_replay *replay = walk->replay;
	struct scenario_day *day = &walk->day;
	int64_t cap = INT64_MAX;
	enum status status;

	if (walk->told)
		return STATUS_OK;
	walk->told = true;
	day->day = walk->wait.from;
	if (day->currency == CURRENCY_NONE)
		day->currency = moment_currency(walk->claim, replay->moment);
	status = scenario_money_cap(replay->money, day->currency, day->day,
				    &cap, err);
	if (status != STATUS_OK)
		return status;
	scenario_enter(replay->scenario, walk->wait.due, cap);
	return scenario_tell(replay->scenario, day, err);
}

static void add_owed(struct scenario_day *day, const struct move *move)
{
	add(&day->uncollected, move->amount);
	if (move->amount >= 0)
		return;
	switch ((int)move->event) {
	case EVENT_RECOVERY_RECEIVED:
	case EVENT_RECOVERY_APPLIED:
	case EVENT_ASSET_APPLIED:
		add(&day->collected, -move->amount);
		break;
	case EVENT_AWARD_PAID_DIRECT:
	case EVENT_AWARD_ADVANCED:
		add(&day->direct, -move->amount);
		break;
	default:
		break;
	}
}

static void add_move(struct walk *walk, const struct move *move)
{
	struct scenario_day *day = &walk->day;

	walk->moved = true;
	switch ((int)move->account) {
	case ACCOUNT_AWARDS_OWED:
		add_owed(day, move);
		add(&walk->effect, move->amount);
		break;
	case ACCOUNT_TRUST_VICTIMS:
	case ACCOUNT_TRUST_UNCLAIMED:
		add(&day->held, -move->amount);
		add(&walk->effect, -move->amount);
		break;
	default:
		add(&day->awarded, move->amount);
		break;
	}
	if (move->event == EVENT_CURRENCY_REDENOMINATED)
		walk->effect = 0;
}

static bool is_told_of(const struct move *move)
{
	return move->account == ACCOUNT_AWARDS_OWED ||
	       move->account == ACCOUNT_TRUST_VICTIMS ||
	       move->account == ACCOUNT_TRUST_UNCLAIMED ||
	       move->account == SUM_PRINCIPAL ||
	       move->account == SUM_INDEXATION;
}

/* Does the move count: seen, no reversal, not reversed? */
static bool lasts(const struct walk *walk, const struct move *move)
{
	const struct scenario_replay *replay = walk->replay;

	return moment_sees(replay->moment, move->day, move->seq) &&
	       move->event != EVENT_REVERSED &&
	       !moment_undone(walk->claim, move->seq, replay->moment);
}

/*
 * A redenomination closes before it opens, and what it opens may be nothing:
 * so what closes is told as nothing, in the currency that goes on.
 */
static struct move going_on(struct walk *walk, const struct move *move)
{
	struct move result = *move;
	const struct scenario_change *end;

	if (move->event != EVENT_CURRENCY_REDENOMINATED)
		return result;
	if (move->seq != walk->ended_by)
		walk->ended = move->currency;
	walk->ended_by = move->seq;
	end = scenario_change_of(scenario_money_changes(walk->replay->money),
				 move->currency, move->day);
	if (move->currency == walk->ended && end != NULL) {
		result.currency = end->fresh;
		result.amount = 0;
	}
	return result;
}

/* Levels begin anew: a redenomination opens every balance. */
static void start_currency(struct scenario_day *day, uint8_t currency)
{
	day->currency = currency;
	day->uncollected = day->held = day->awarded = 0;
}

static enum status take_move(struct walk *walk, const struct move *move,
			     struct err *err)
{
	struct scenario_day *day = &walk->day;
	enum status status = STATUS_OK;

	if (move->day != day->day || move->currency != day->currency)
		status = end_day(walk, err);
	else if (move->seq != walk->seq)
		end_entry(walk);
	if (status == STATUS_OK && move->day > walk->wait.from)
		status = start_telling(walk, err);
	if (move->currency != day->currency)
		start_currency(day, move->currency);
	day->day = move->day;
	walk->seq = move->seq;
	walk->since = move->since;
	add_move(walk, move);
	return status;
}

static enum status take_moves(struct walk *walk, struct err *err)
{
	const struct item *claim = walk->claim;
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < claim->move_count && status == STATUS_OK; i++) {
		struct move move;

		if (!lasts(walk, &claim->moves[i]))
			continue;
		move = going_on(walk, &claim->moves[i]);
		if (is_told_of(&move))
			status = take_move(walk, &move, err);
	}
	return status == STATUS_OK ? end_day(walk, err) : status;
}

static enum status take_claim(struct scenario_replay *replay,
			      const struct item *claim, struct err *err)
{
	struct walk walk;
	enum status status;

	memset(&walk, 0, sizeof walk);
	walk.replay = replay;
	walk.claim = claim;
	walk.day.currency = CURRENCY_NONE;
	walk.day.since = DAY_NONE;
	if (!read_wait(replay, claim, &walk.wait) ||
	    !can_be_due(replay, &walk.wait))
		return STATUS_OK;
	status = take_moves(&walk, err);
	return status == STATUS_OK ? start_telling(&walk, err) : status;
}

static enum status take_claims(struct scenario_replay *replay,
			       struct book *book, struct err *err)
{
	const struct item *claim;
	struct items *items;
	enum status status = items_open(book, ITEM_CLAIM, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &claim, err)) == STATUS_OK) {
		status = take_claim(replay, claim, err);
		if (status != STATUS_OK)
			break;
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- opening and asking -------------------------------------------------- */

enum status scenario_replay_open(struct book *book, struct moment moment,
				 const struct scenario_terms *terms,
				 struct scenario_replay **out, struct err *err)
{
	struct scenario_replay *replay = mem_alloc(sizeof *replay);
	enum status status;

	replay->moment = moment;
	replay->terms = terms;
	status = scenario_money_open(book, moment, terms, &replay->money, err);
	if (status != STATUS_OK) {
		free(replay);
		return status;
	}
	replay->scenario = scenario_new(scenario_money_changes(replay->money),
					scenario_money_fund(replay->money),
					moment.day, terms->share_percent);
	status = take_claims(replay, book, err);
	if (status == STATUS_OK)
		status = scenario_run(replay->scenario, err);
	if (status == STATUS_OK)
		*out = replay;
	else
		scenario_replay_close(replay);
	return status;
}

void scenario_replay_close(struct scenario_replay *replay)
{
	if (replay == NULL)
		return;
	scenario_free(replay->scenario);
	scenario_money_close(replay->money);
	free(replay);
}

bool scenario_replay_award(struct scenario_replay *replay,
			   const struct item *claim, int32_t *due,
			   struct scenario_result *result)
{
	struct wait wait;

	if (!read_wait(replay, claim, &wait))
		return false;
	*due = wait.due;
	memset(result, 0, sizeof *result);
	result->currency = moment_currency(claim, replay->moment);
	result->advanced_on = result->paid_up = DAY_NONE;
	if (can_be_due(replay, &wait))
		*result = scenario_result(replay->scenario, replay->asked++);
	return true;
}

const struct scenario_purse *
scenario_replay_purse(const struct scenario_replay *replay, uint8_t currency)
{
	return scenario_purse(replay->scenario, currency);
}

const struct scenario_money *
scenario_replay_money(const struct scenario_replay *replay)
{
	return replay->money;
}
