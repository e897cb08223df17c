/* recoveries.c: money that came from the convicted. */
#include "ledger/rules/play.h"

static struct item *pool(struct play *play)
{
	struct slice home = {play->item->code, play->item->code_size};

	return play_unapplied(play, home,
			      event_field(play->event, COLUMN_OFFENDER));
}

bool play_recovery_received(struct play *play)
{
	struct waterfall flow = {WATERFALL_RECOVERY, play->item,
				 event_field(play->event, COLUMN_OFFENDER),
				 NULL, play->event->amount};
	int64_t rest = waterfall_spread(play, &flow);

	if (rest > 0)
		play_line(play, ACCOUNT_TRUST_UNAPPLIED, pool(play), -rest);
	return true;
}

bool play_recovery_applied(struct play *play)
{
	struct item *source = pool(play);
	struct waterfall flow = {
		WATERFALL_UNAPPLIED, play->item,
		event_field(play->event, COLUMN_OFFENDER), source,
		play_least(play, source, ACCOUNT_TRUST_UNAPPLIED)};

	waterfall_spread(play, &flow);
	return true;
}

/*
 * Victims before the payer: no refund while a claim of the case is open or
 * an award that this offender answers for is uncollected, in any currency,
 * at the end of the row's date.
 */
bool play_recovery_refunded(struct play *play)
{
	const struct item *who;

	if (victims_wait(play, play->item,
			 event_field(play->event, COLUMN_OFFENDER), &who))
		return play_refuse(
			play, REFUSAL_VICTIMS_FIRST, COLUMN_CASE,
			"claim %s of the case still waits (%s); use "
			"recovery.applied, or refund when no victim of the "
			"case waits",
			who->code,
			state_name(item_state_at(who, play->event->date)));
	play_line(play, ACCOUNT_TRUST_UNAPPLIED, pool(play),
		  play->event->amount);
	play_line(play, ACCOUNT_TRUST_CASH, NULL, -play->event->amount);
	return true;
}
