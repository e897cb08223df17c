/*
 * contributions.c: money promised to a fund that may not exist yet. Only a
 * binding promise is income; until then it stands in the memo book.
 */
#include "ledger/rules/play.h"

static enum fund fund_of(const struct item *item)
{
	struct slice name = item_text(item, COLUMN_FUND);

	return (enum fund)choice_find(COLUMN_FUND, name.bytes, name.size);
}

static enum source source_of(const struct item *item)
{
	struct slice name = item_text(item, COLUMN_SOURCE);

	return (enum source)choice_find(COLUMN_SOURCE, name.bytes, name.size);
}

static int64_t ending(const struct play *play, enum account account)
{
	return item_ending(play->item, account, play->event->currency);
}

bool play_contribution_proposed(struct play *play)
{
	int64_t amount = play->event->amount;

	play_fact(play, play->item, COLUMN_SOURCE,
		  event_field(play->event, COLUMN_SOURCE));
	play_fact(play, play->item, COLUMN_FUND,
		  event_field(play->event, COLUMN_FUND));
	play_pair(play, ACCOUNT_CONTRIBUTIONS_PROPOSED,
		  ACCOUNT_CONTRIBUTIONS_CONTRA, play->item, amount);
	play_sum(play, SUM_PROPOSED, play->item, amount);
	return true;
}

bool play_contribution_approved(struct play *play)
{
	int64_t proposed = ending(play, ACCOUNT_CONTRIBUTIONS_PROPOSED);
	int64_t approved = event_has(play->event, COLUMN_AMOUNT)
				   ? play->event->amount
				   : proposed;
	char text[MONEY_TEXT_SIZE];

	if (approved > proposed) {
		money_format(proposed, currency_digits(play->event->currency),
			     text);
		return play_refuse(play, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
				   "contribution %s was proposed at %s %s; "
				   "approve at most that",
				   play->item->code, text,
				   currency_code(play->event->currency));
	}
	play_pair(play, ACCOUNT_CONTRIBUTIONS_APPROVED,
		  ACCOUNT_CONTRIBUTIONS_PROPOSED, play->item, approved);
	play_pair(play, ACCOUNT_CONTRIBUTIONS_CONTRA,
		  ACCOUNT_CONTRIBUTIONS_PROPOSED, play->item,
		  proposed - approved);
	play_sum(play, SUM_APPROVED, play->item, approved);
	return true;
}

static enum account income_of(enum source source, enum fund fund)
{
	static const enum account income[SOURCE_COUNT] = {
		[SOURCE_STATE] = ACCOUNT_INCOME_STATE,
		[SOURCE_PROCEEDS] = ACCOUNT_INCOME_PROCEEDS,
		[SOURCE_DONOR] = ACCOUNT_INCOME_DONOR,
		[SOURCE_LEVY] = ACCOUNT_INCOME_LEVY,
		[SOURCE_OTHER] = ACCOUNT_INCOME_OTHER,
	};

	return account_of(income[source], fund);
}

bool play_contribution_bound(struct play *play)
{
	int64_t amount = ending(play, ACCOUNT_CONTRIBUTIONS_APPROVED);
	enum fund fund = fund_of(play->item);

	play_pair(play, ACCOUNT_CONTRIBUTIONS_CONTRA,
		  ACCOUNT_CONTRIBUTIONS_APPROVED, play->item, amount);
	play_pair(play, account_of(ACCOUNT_FUND_RECEIVABLE, fund),
		  income_of(source_of(play->item), fund), play->item, amount);
	play_sum(play, SUM_BOUND, play->item, amount);
	return true;
}

bool play_contribution_received(struct play *play)
{
	enum fund fund = fund_of(play->item);
	enum account receivable = account_of(ACCOUNT_FUND_RECEIVABLE, fund);
	int64_t amount = play->event->amount;

	play_pair(play, account_of(ACCOUNT_FUND_CASH, fund), receivable,
		  play->item, amount);
	play_sum(play, SUM_RECEIVED, play->item, amount);
	if (ending(play, receivable) == amount)
		play_complete(play, STATE_RECEIVED,
			      EVENT_CONTRIBUTION_RECEIVED);
	return true;
}

bool play_contribution_withdrawn(struct play *play)
{
	enum fund fund = fund_of(play->item);
	enum account stage;

	play_fact(play, play->item, COLUMN_REASON,
		  event_field(play->event, COLUMN_REASON));
	if (item_state(play->item) == STATE_BOUND) {
		stage = account_of(ACCOUNT_FUND_RECEIVABLE, fund);
		play_pair(play, account_of(ACCOUNT_EXPENSE_WITHDRAWN, fund),
			  stage, play->item, ending(play, stage));
		return true;
	}
	stage = item_state(play->item) == STATE_APPROVED
			? ACCOUNT_CONTRIBUTIONS_APPROVED
			: ACCOUNT_CONTRIBUTIONS_PROPOSED;
	play_pair(play, ACCOUNT_CONTRIBUTIONS_CONTRA, stage, play->item,
		  ending(play, stage));
	return true;
}
