/*
 * grants.c: donor grants of NGOs, tax relief, and assistance to victims.
 * Tenders and subsidies are paid by a fund; the other tracks pass it by.
 */
#include "ledger/rules/play.h"

static int64_t ending(const struct play *play, enum account account)
{
	return item_ending(play->item, account, play->event->currency);
}

static enum fund fund_of(const struct item *item)
{
	struct slice name = item_text(item, COLUMN_FUND);

	return (enum fund)choice_find(COLUMN_FUND, name.bytes, name.size);
}

static bool paid_by_fund(const struct item *grant)
{
	struct slice track = item_text(grant, COLUMN_TRACK);

	return slice_is(track, "tender") || slice_is(track, "subsidy");
}

static bool keep_reason(struct play *play)
{
	play_fact(play, play->item, COLUMN_REASON,
		  event_field(play->event, COLUMN_REASON));
	return true;
}

bool play_grant_applied(struct play *play)
{
	static const enum column kept[] = {
		COLUMN_NGO, COLUMN_TRACK,    COLUMN_START,
		COLUMN_END, COLUMN_DONOR,    COLUMN_PURPOSE,
		COLUMN_DUE, COLUMN_PROVINCE, COLUMN_FUND};

	play_keep(play, kept, sizeof kept / sizeof kept[0]);
	play_pair(play, ACCOUNT_GRANTS_APPLIED, ACCOUNT_GRANTS_CONTRA,
		  play->item, play->event->amount);
	play_sum(play, SUM_GRANT_APPLIED, play->item, play->event->amount);
	return true;
}

bool play_grant_authorised(struct play *play)
{
	int64_t applied = ending(play, ACCOUNT_GRANTS_APPLIED);
	int64_t amount = event_has(play->event, COLUMN_AMOUNT)
				 ? play->event->amount
				 : applied;
	char text[MONEY_TEXT_SIZE];

	if (amount > applied) {
		money_format(applied, currency_digits(play->event->currency),
			     text);
		return play_refuse(play, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
				   "grant %s was applied for at %s %s; "
				   "authorise at most that",
				   play->item->code, text,
				   currency_code(play->event->currency));
	}
	play_pair(play, ACCOUNT_GRANTS_AUTHORISED, ACCOUNT_GRANTS_APPLIED,
		  play->item, amount);
	play_pair(play, ACCOUNT_GRANTS_CONTRA, ACCOUNT_GRANTS_APPLIED,
		  play->item, applied - amount);
	play_sum(play, SUM_GRANT_AUTHORISED, play->item, amount);
	return true;
}

bool play_grant_refused(struct play *play)
{
	play_pair(play, ACCOUNT_GRANTS_CONTRA, ACCOUNT_GRANTS_APPLIED,
		  play->item, ending(play, ACCOUNT_GRANTS_APPLIED));
	return keep_reason(play);
}

bool play_grant_withdrawn(struct play *play)
{
	enum account stage = item_state(play->item) == STATE_APPLIED
				     ? ACCOUNT_GRANTS_APPLIED
				     : ACCOUNT_GRANTS_AUTHORISED;

	play_pair(play, ACCOUNT_GRANTS_CONTRA, stage, play->item,
		  ending(play, stage));
	return keep_reason(play);
}

bool play_grant_received(struct play *play)
{
	int64_t amount = play->event->amount;
	enum fund fund = fund_of(play->item);

	play_pair(play, ACCOUNT_GRANTS_RECEIVED, ACCOUNT_GRANTS_AUTHORISED,
		  play->item, amount);
	if (paid_by_fund(play->item))
		play_pair(play, account_of(ACCOUNT_EXPENSE_GRANTS, fund),
			  account_of(ACCOUNT_FUND_CASH, fund), NULL, amount);
	play_sum(play, SUM_GRANT_RECEIVED, play->item, amount);
	return true;
}

bool play_grant_spent(struct play *play)
{
	play_pair(play, ACCOUNT_GRANTS_SPENT, ACCOUNT_GRANTS_RECEIVED,
		  play->item, play->event->amount);
	play_sum(play, SUM_GRANT_SPENT, play->item, play->event->amount);
	return true;
}

bool play_grant_returned(struct play *play)
{
	int64_t amount = play->event->amount;
	enum fund fund = fund_of(play->item);

	play_pair(play, ACCOUNT_GRANTS_CONTRA, ACCOUNT_GRANTS_RECEIVED,
		  play->item, amount);
	if (paid_by_fund(play->item))
		play_pair(play, account_of(ACCOUNT_FUND_CASH, fund),
			  account_of(ACCOUNT_EXPENSE_GRANTS, fund), NULL,
			  amount);
	play_sum(play, SUM_GRANT_RETURNED, play->item, amount);
	return true;
}

/* The use report is accepted; with nothing left the grant is closed. */
bool play_grant_accepted(struct play *play)
{
	play_pair(play, ACCOUNT_GRANTS_CONTRA, ACCOUNT_GRANTS_SPENT, play->item,
		  ending(play, ACCOUNT_GRANTS_SPENT));
	if (ending(play, ACCOUNT_GRANTS_APPLIED) == 0 &&
	    ending(play, ACCOUNT_GRANTS_AUTHORISED) == 0 &&
	    ending(play, ACCOUNT_GRANTS_RECEIVED) == 0)
		play_complete(play, STATE_CLOSED, EVENT_NONE);
	return true;
}

bool play_relief_requested(struct play *play)
{
	play_fact(play, play->item, COLUMN_NGO,
		  event_field(play->event, COLUMN_NGO));
	play_pair(play, ACCOUNT_RELIEF_REQUESTED, ACCOUNT_RELIEF_CONTRA,
		  play->item, play->event->amount);
	return true;
}

bool play_relief_granted(struct play *play)
{
	play_pair(play, ACCOUNT_RELIEF_GRANTED, ACCOUNT_RELIEF_REQUESTED,
		  play->item, ending(play, ACCOUNT_RELIEF_REQUESTED));
	return true;
}

bool play_relief_refused(struct play *play)
{
	play_pair(play, ACCOUNT_RELIEF_CONTRA, ACCOUNT_RELIEF_REQUESTED,
		  play->item, ending(play, ACCOUNT_RELIEF_REQUESTED));
	return true;
}

bool play_assistance_approved(struct play *play)
{
	static const enum column kept[] = {COLUMN_VICTIM, COLUMN_KIND,
					   COLUMN_FUND, COLUMN_START};

	play_keep(play, kept, sizeof kept / sizeof kept[0]);
	play_pair(play, ACCOUNT_ASSISTANCE_APPROVED, ACCOUNT_ASSISTANCE_CONTRA,
		  play->item, play->event->amount);
	return true;
}

bool play_assistance_paid(struct play *play)
{
	int64_t amount = play->event->amount;
	enum fund fund = fund_of(play->item);

	play_pair(play, account_of(ACCOUNT_EXPENSE_ASSISTANCE, fund),
		  account_of(ACCOUNT_FUND_CASH, fund), NULL, amount);
	play_pair(play, ACCOUNT_ASSISTANCE_CONTRA, ACCOUNT_ASSISTANCE_APPROVED,
		  play->item, amount);
	if (ending(play, ACCOUNT_ASSISTANCE_APPROVED) == amount)
		play_complete(play, STATE_PAID, EVENT_ASSISTANCE_PAID);
	return true;
}

bool play_assistance_stopped(struct play *play)
{
	play_pair(play, ACCOUNT_ASSISTANCE_CONTRA, ACCOUNT_ASSISTANCE_APPROVED,
		  play->item, ending(play, ACCOUNT_ASSISTANCE_APPROVED));
	return keep_reason(play);
}
