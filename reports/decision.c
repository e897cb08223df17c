/* decision.c: the state of a claim, and its sum against what was claimed. */
#include "reports/decision.h"

/* A claim's two sums, in the currency that it is kept in so far. */
struct sums {
	uint8_t currency;
	int64_t claimed;
	int64_t principal;
	uint32_t seq; /* of the last redenomination */
};

static bool stands(const struct item *claim, const struct move *move,
		   struct moment moment)
{
	return move->event != EVENT_REVERSED &&
	       moment_sees(moment, move->day, move->seq) &&
	       !moment_undone(claim, move->seq, moment);
}

static bool fixes_sum(const struct move *move)
{
	return move->account == SUM_PRINCIPAL &&
	       (move->event == EVENT_AWARD_GRANTED ||
		move->event == EVENT_AWARD_VARIED);
}

/* Number of moves up to and with the last row that fixed the sum. */
static size_t fixed_by(const struct item *claim, struct moment moment)
{
	size_t i = claim->move_count;

	while (i > 0 && !(fixes_sum(&claim->moves[i - 1]) &&
			  stands(claim, &claim->moves[i - 1], moment)))
		i--;
	return i;
}

/* What was claimed, into the currency that took the place of its own. */
static enum status redenominate(struct book *book, uint32_t seq,
				struct sums *sums, struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(book, seq, &entries, err);

	if (status != STATUS_OK)
		return status;
	status = entries_next(entries, &entry, err);
	if (status == STATUS_OK && entry.event.currency == sums->currency) {
		sums->claimed = (int64_t)event_redenominate(&entry.event,
							    sums->claimed);
		sums->currency = entry.event.quote;
		sums->principal = 0;
	}
	entries_close(entries);
	return status;
}

static bool is_summed(const struct move *move)
{
	return move->account == ACCOUNT_CLAIMS_PENDING ||
	       move->account == SUM_PRINCIPAL;
}

static void add_move(struct sums *sums, const struct move *move)
{
	if (move->account == ACCOUNT_CLAIMS_PENDING &&
	    move->event == EVENT_CLAIM_RAISED) {
		sums->currency = move->currency;
		sums->claimed = move->amount;
	} else if (move->account == SUM_PRINCIPAL &&
		   move->currency == sums->currency) {
		sums->principal += move->amount;
	}
}

static enum status granted(struct book *book, const struct item *claim,
			   struct moment moment, enum decision *decision,
			   struct err *err)
{
	struct sums sums = {CURRENCY_NONE, 0, 0, 0};
	size_t count = fixed_by(claim, moment);
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < count && status == STATUS_OK; i++) {
		const struct move *move = &claim->moves[i];

		if (move->event == EVENT_CURRENCY_REDENOMINATED &&
		    moment_sees(moment, move->day, move->seq) &&
		    move->seq != sums.seq) {
			sums.seq = move->seq;
			status = redenominate(book, move->seq, &sums, err);
		}
		if (is_summed(move) && stands(claim, move, moment))
			add_move(&sums, move);
	}
	*decision = sums.principal >= sums.claimed ? DECISION_IN_FULL
						   : DECISION_IN_PART;
	return status;
}

enum status decision_read(struct book *book, const struct item *claim,
			  struct moment moment, enum decision *decision,
			  struct err *err)
{
	static const unsigned char by_state[STATE_COUNT] = {
		[STATE_NONE] = DECISION_NONE,
		[STATE_RAISED] = DECISION_PENDING,
		[STATE_WITHDRAWN] = DECISION_WITHDRAWN,
		[STATE_REJECTED] = DECISION_REJECTED,
		[STATE_UNTRACED] = DECISION_UNTRACED,
		[STATE_QUASHED] = DECISION_QUASHED,
	};
	const struct change *change = moment_change(claim, moment);
	enum state state =
		change == NULL ? STATE_NONE : (enum state)change->state;

	if (state == STATE_GRANTED || state == STATE_FINAL)
		return granted(book, claim, moment, decision, err);
	*decision = (enum decision)by_state[state];
	return STATUS_OK;
}
