/* claims.c: cases, claims and the decision on a claim. */
#include "ledger/rules/play.h"

bool play_fact_only(struct play *play)
{
	play_fact(play, play->item, COLUMN_REASON,
		  event_field(play->event, COLUMN_REASON));
	return true;
}

bool play_case_opened(struct play *play)
{
	static const enum column kept[] = {COLUMN_ARTICLE, COLUMN_PROVINCE,
					   COLUMN_COURT};

	play_keep(play, kept, sizeof kept / sizeof kept[0]);
	return true;
}

/*
 * A civil claim that tops up a criminal one is at home in its parent's
 * case: there the convicted answer for both, and nothing is counted twice.
 */
bool play_claim_raised(struct play *play)
{
	static const enum column kept[] = {COLUMN_CASE, COLUMN_VICTIM,
					   COLUMN_VENUE, COLUMN_PARENT};
	struct item *parent = play_named(play, COLUMN_PARENT);
	struct item *home = play_named(play, COLUMN_CASE);
	struct slice code = {play->item->code, play->item->code_size};

	if (parent != NULL)
		home = play->shelf->find(play->shelf->owner, ITEM_CASE,
					 item_text(parent, FACT_HOME));
	play_keep(play, kept, sizeof kept / sizeof kept[0]);
	play_fact(play, play->item, FACT_HOME,
		  (struct slice){home->code, home->code_size});
	play_fact(play, home, FACT_MEMBER, code);
	if (parent != NULL)
		play_fact(play, parent, FACT_CHILD, code);
	play_pair(play, ACCOUNT_CLAIMS_PENDING, ACCOUNT_CLAIMS_CONTRA,
		  play->item, play->event->amount);
	return true;
}

static int64_t pending(const struct play *play)
{
	return item_ending(play->item, ACCOUNT_CLAIMS_PENDING,
			   play->event->currency);
}

bool play_claim_withdrawn(struct play *play)
{
	play_pair(play, ACCOUNT_CLAIMS_CONTRA, ACCOUNT_CLAIMS_PENDING,
		  play->item, pending(play));
	return play_fact_only(play);
}

bool play_claim_rejected(struct play *play)
{
	int64_t amount = pending(play);

	play_pair(play, ACCOUNT_CLAIMS_CONTRA, ACCOUNT_CLAIMS_PENDING,
		  play->item, amount);
	play_pair(play, ACCOUNT_CLAIMS_REJECTED, ACCOUNT_CLAIMS_CONTRA,
		  play->item, amount);
	return play_fact_only(play);
}

bool play_award_granted(struct play *play)
{
	enum account stage = item_state(play->item) == STATE_REJECTED
				     ? ACCOUNT_CLAIMS_REJECTED
				     : ACCOUNT_CLAIMS_PENDING;
	int64_t claimed = item_ending(play->item, stage, play->event->currency);
	int64_t granted = play->event->amount;
	char text[MONEY_TEXT_SIZE];

	if (claimed != 0 && granted > claimed) {
		money_format(claimed, currency_digits(play->event->currency),
			     text);
		return play_refuse(play, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
				   "claim %s asked for %s %s; an award is at "
				   "most the sum claimed: correct the amount, "
				   "or post award.varied for a higher sum",
				   play->item->code, text,
				   currency_code(play->event->currency));
	}
	play_pair(play, ACCOUNT_CLAIMS_CONTRA, stage, play->item, claimed);
	if (granted < claimed)
		play_pair(play, ACCOUNT_CLAIMS_REJECTED, ACCOUNT_CLAIMS_CONTRA,
			  play->item, claimed - granted);
	play_sum(play, SUM_PRINCIPAL, play->item, granted);
	play_fact(play, play->item, COLUMN_OFFENDER,
		  event_field(play->event, COLUMN_OFFENDER));
	return true;
}
