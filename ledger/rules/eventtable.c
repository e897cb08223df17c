/*
 * eventtable.c: every event of EVENTS.md section 3 as a row: the item that
 * it moves, from which states to which, the columns it needs and takes.
 */
#include "ledger/rules/play.h"

#include <assert.h>
#include <string.h>

#define C(name)		COLUMN_BIT(COLUMN_##name)
#define S(name)		STATE_BIT(STATE_##name)
#define ON_CASE		ITEM_CASE, COLUMN_CASE
#define ON_CLAIM	ITEM_CLAIM, COLUMN_CLAIM
#define ON_CONTRIBUTION ITEM_CONTRIBUTION, COLUMN_CONTRIBUTION
#define NEW		FROM_NEW
#define SAME		STATE_NONE
#define MONEY		(C(AMOUNT) | C(CURRENCY))

#define ON_ASSET      ITEM_ASSET, COLUMN_ASSET
#define ON_GRANT      ITEM_GRANT, COLUMN_GRANT
#define ON_RELIEF     ITEM_RELIEF, COLUMN_RELIEF
#define ON_ASSISTANCE ITEM_ASSISTANCE, COLUMN_ASSISTANCE
#define ON_POLICY     ITEM_POLICY, COLUMN_POLICY
#define ON_ITEM	      ITEM_NONE, COLUMN_ITEM
#define ON_NONE	      ITEM_NONE, COLUMN_NONE

/* event, item, from -> to, required; optional; references, zero, play */
static const struct event_row events[EVENT_COUNT] = {
	[EVENT_CASE_OPENED] = {"case.opened", ON_CASE, NEW, STATE_OPEN,
			       C(CASE) | C(ARTICLE) | C(PROVINCE), C(COURT), 0,
			       false, play_case_opened},
	[EVENT_CLAIM_RAISED] = {"claim.raised", ON_CLAIM, NEW, STATE_RAISED,
				C(CLAIM) | C(CASE) | C(VICTIM) | MONEY,
				C(VENUE) | C(PARENT), C(CASE) | C(PARENT), true,
				play_claim_raised},
	[EVENT_CLAIM_WITHDRAWN] = {"claim.withdrawn", ON_CLAIM, S(RAISED),
				   STATE_WITHDRAWN, C(CLAIM), C(REASON), 0,
				   false, play_claim_withdrawn},
	[EVENT_CLAIM_REJECTED] = {"claim.rejected", ON_CLAIM, S(RAISED),
				  STATE_REJECTED, C(CLAIM), C(REASON), 0, false,
				  play_claim_rejected},
	[EVENT_CLAIM_UNTRACED] = {"claim.untraced", ON_CLAIM, S(RAISED),
				  STATE_UNTRACED, C(CLAIM), C(REASON), 0, false,
				  play_fact_only},
	[EVENT_AWARD_GRANTED] = {"award.granted", ON_CLAIM,
				 S(RAISED) | S(REJECTED) | S(UNTRACED),
				 STATE_GRANTED,
				 C(CLAIM) | C(AMOUNT) | C(OFFENDER), 0, 0,
				 false, play_award_granted},
	[EVENT_AWARD_FINAL] = {"award.final", ON_CLAIM, S(GRANTED), STATE_FINAL,
			       C(CLAIM), 0, 0, false, play_award_final},
	[EVENT_AWARD_VARIED] = {"award.varied", ON_CLAIM, S(GRANTED) | S(FINAL),
				SAME, C(CLAIM) | C(AMOUNT), 0, 0, false,
				play_award_varied},
	[EVENT_AWARD_INDEXED] = {"award.indexed", ON_CLAIM, S(FINAL), SAME,
				 C(CLAIM) | C(AMOUNT), 0, 0, false,
				 play_award_indexed},
	[EVENT_AWARD_QUASHED] = {"award.quashed", ON_CLAIM,
				 S(GRANTED) | S(FINAL), STATE_QUASHED, C(CLAIM),
				 0, 0, false, play_award_quashed},
	[EVENT_AWARD_PAID] = {"award.paid", ON_CLAIM, S(FINAL), SAME,
			      C(CLAIM) | C(AMOUNT), C(PAYEE), 0, false,
			      play_award_paid},
	[EVENT_AWARD_PAID_DIRECT] = {"award.paid-direct", ON_CLAIM, S(FINAL),
				     SAME, C(CLAIM) | C(AMOUNT), 0, 0, false,
				     play_award_paid_direct},
	[EVENT_AWARD_RETURNED] = {"award.returned", ON_CLAIM,
				  S(FINAL) | S(QUASHED), SAME,
				  C(CLAIM) | C(AMOUNT), 0, 0, false,
				  play_award_returned},
	[EVENT_AWARD_RECLAIMED] = {"award.reclaimed", ON_CLAIM, S(FINAL), SAME,
				   C(CLAIM) | C(AMOUNT), C(PAYEE), 0, false,
				   play_award_reclaimed},
	[EVENT_AWARD_ADVANCED] = {"award.advanced", ON_CLAIM, S(FINAL), SAME,
				  C(CLAIM) | C(AMOUNT), C(FUND), 0, false,
				  play_award_advanced},
	[EVENT_ADVANCE_RETURNED] = {"advance.returned", ON_CLAIM,
				    S(FINAL) | S(QUASHED), SAME,
				    C(CLAIM) | C(AMOUNT), C(FUND), 0, false,
				    play_advance_returned},
	[EVENT_ADVANCE_WRITTEN_OFF] = {"advance.written-off", ON_CLAIM,
				       S(FINAL) | S(QUASHED), SAME,
				       C(CLAIM) | C(AMOUNT), C(FUND), 0, false,
				       play_advance_written_off},
	[EVENT_RECOVERY_RECEIVED] = {"recovery.received", ON_CASE, S(OPEN),
				     SAME, C(CASE) | C(OFFENDER) | MONEY,
				     C(CHANNEL), 0, false,
				     play_recovery_received},
	[EVENT_RECOVERY_APPLIED] = {"recovery.applied", ON_CASE, S(OPEN), SAME,
				    C(CASE) | C(OFFENDER) | C(CURRENCY), 0, 0,
				    false, play_recovery_applied},
	[EVENT_RECOVERY_REFUNDED] = {"recovery.refunded", ON_CASE, S(OPEN),
				     SAME, C(CASE) | C(OFFENDER) | MONEY, 0, 0,
				     false, play_recovery_refunded},
	[EVENT_CONTRIBUTION_PROPOSED] = {"contribution.proposed",
					 ON_CONTRIBUTION, NEW, STATE_PROPOSED,
					 C(CONTRIBUTION) | C(SOURCE) | MONEY,
					 C(FUND), 0, false,
					 play_contribution_proposed},
	[EVENT_CONTRIBUTION_APPROVED] = {"contribution.approved",
					 ON_CONTRIBUTION, S(PROPOSED),
					 STATE_APPROVED, C(CONTRIBUTION),
					 C(AMOUNT), 0, false,
					 play_contribution_approved},
	[EVENT_CONTRIBUTION_BOUND] = {"contribution.bound", ON_CONTRIBUTION,
				      S(APPROVED), STATE_BOUND, C(CONTRIBUTION),
				      0, 0, false, play_contribution_bound},
	[EVENT_CONTRIBUTION_RECEIVED] = {"contribution.received",
					 ON_CONTRIBUTION, S(BOUND), SAME,
					 C(CONTRIBUTION) | C(AMOUNT), 0, 0,
					 false, play_contribution_received},
	[EVENT_CONTRIBUTION_WITHDRAWN] = {"contribution.withdrawn",
					  ON_CONTRIBUTION,
					  S(PROPOSED) | S(APPROVED) | S(BOUND),
					  STATE_WITHDRAWN, C(CONTRIBUTION),
					  C(REASON), 0, false,
					  play_contribution_withdrawn},
	[EVENT_ASSET_SEIZED] = {"asset.seized", ON_ASSET, NEW, STATE_SEIZED,
				C(ASSET) | C(CASE) | C(OFFENDER) | C(KIND) |
					MONEY,
				0, C(CASE), true, play_asset_seized},
	[EVENT_ASSET_RELEASED] = {"asset.released", ON_ASSET, S(SEIZED),
				  STATE_RELEASED, C(ASSET), 0, 0, false,
				  play_asset_released},
	[EVENT_ASSET_CONFISCATED] = {"asset.confiscated", ON_ASSET, S(SEIZED),
				     SAME, C(ASSET) | C(AMOUNT), C(BASIS), 0,
				     true, play_asset_confiscated},
	[EVENT_ASSET_VALUED] = {"asset.valued", ON_ASSET, S(CONFISCATED), SAME,
				C(ASSET) | C(AMOUNT), 0, 0, true,
				play_asset_valued},
	[EVENT_ASSET_SOLD] = {"asset.sold", ON_ASSET, S(CONFISCATED),
			      STATE_SOLD, C(ASSET) | C(AMOUNT), 0, 0, false,
			      play_asset_sold},
	[EVENT_ASSET_CHARGED] = {"asset.charged", ON_ASSET, S(SOLD), SAME,
				 C(ASSET) | C(AMOUNT), 0, 0, false,
				 play_asset_charged},
	[EVENT_ASSET_APPLIED] = {"asset.applied", ON_ASSET, S(SOLD), SAME,
				 C(ASSET), C(RESIDUE) | C(FUND), 0, false,
				 play_asset_applied},
	[EVENT_ASSET_RETURNED] = {"asset.returned", ON_ASSET, S(CONFISCATED),
				  STATE_RETURNED, C(ASSET), C(REASON), 0, false,
				  play_asset_returned},
	[EVENT_ASSET_LOST] = {"asset.lost", ON_ASSET,
			      S(SEIZED) | S(CONFISCATED), STATE_LOST, C(ASSET),
			      C(REASON), 0, false, play_asset_lost},
	[EVENT_STATE_REMITTED] = {"state.remitted", ON_NONE, NEW, SAME, MONEY,
				  0, 0, false, play_state_remitted},
	[EVENT_GRANT_APPLIED] = {"grant.applied", ON_GRANT, NEW, STATE_APPLIED,
				 C(GRANT) | C(NGO) | C(TRACK) | MONEY |
					 C(START) | C(END),
				 C(DONOR) | C(PURPOSE) | C(PROVINCE) | C(DUE) |
					 C(FUND),
				 0, false, play_grant_applied},
	[EVENT_GRANT_AUTHORISED] = {"grant.authorised", ON_GRANT, S(APPLIED),
				    STATE_AUTHORISED, C(GRANT), C(AMOUNT), 0,
				    false, play_grant_authorised},
	[EVENT_GRANT_REFUSED] = {"grant.refused", ON_GRANT, S(APPLIED),
				 STATE_REFUSED, C(GRANT), C(REASON), 0, false,
				 play_grant_refused},
	[EVENT_GRANT_WITHDRAWN] = {"grant.withdrawn", ON_GRANT,
				   S(APPLIED) | S(AUTHORISED), STATE_WITHDRAWN,
				   C(GRANT), C(REASON), 0, false,
				   play_grant_withdrawn},
	[EVENT_GRANT_RECEIVED] = {"grant.received", ON_GRANT, S(AUTHORISED),
				  SAME, C(GRANT) | C(AMOUNT), 0, 0, false,
				  play_grant_received},
	[EVENT_GRANT_SPENT] = {"grant.spent", ON_GRANT,
			       S(AUTHORISED) | S(WITHDRAWN), SAME,
			       C(GRANT) | C(AMOUNT), C(PURPOSE), 0, false,
			       play_grant_spent},
	[EVENT_GRANT_RETURNED] = {"grant.returned", ON_GRANT,
				  S(AUTHORISED) | S(WITHDRAWN), SAME,
				  C(GRANT) | C(AMOUNT), 0, 0, false,
				  play_grant_returned},
	[EVENT_GRANT_ACCEPTED] = {"grant.accepted", ON_GRANT,
				  S(AUTHORISED) | S(WITHDRAWN), SAME, C(GRANT),
				  0, 0, false, play_grant_accepted},
	[EVENT_RELIEF_REQUESTED] = {"relief.requested", ON_RELIEF, NEW,
				    STATE_REQUESTED, C(RELIEF) | C(NGO) | MONEY,
				    0, 0, false, play_relief_requested},
	[EVENT_RELIEF_GRANTED] = {"relief.granted", ON_RELIEF, S(REQUESTED),
				  STATE_GRANTED, C(RELIEF), 0, 0, false,
				  play_relief_granted},
	[EVENT_RELIEF_REFUSED] = {"relief.refused", ON_RELIEF, S(REQUESTED),
				  STATE_REFUSED, C(RELIEF), 0, 0, false,
				  play_relief_refused},
	[EVENT_ASSISTANCE_APPROVED] = {"assistance.approved", ON_ASSISTANCE,
				       NEW, STATE_APPROVED,
				       C(ASSISTANCE) | C(VICTIM) | C(KIND) |
					       MONEY,
				       C(FUND) | C(START), 0, false,
				       play_assistance_approved},
	[EVENT_ASSISTANCE_PAID] = {"assistance.paid", ON_ASSISTANCE,
				   S(APPROVED), SAME, C(ASSISTANCE) | C(AMOUNT),
				   C(PAYEE), 0, false, play_assistance_paid},
	[EVENT_ASSISTANCE_STOPPED] = {"assistance.stopped", ON_ASSISTANCE,
				      S(APPROVED), STATE_STOPPED, C(ASSISTANCE),
				      C(REASON), 0, false,
				      play_assistance_stopped},
	[EVENT_CASH_EXCHANGED] = {"cash.exchanged", ON_NONE, NEW, SAME,
				  MONEY | C(QUOTE) | C(QUOTE_AMOUNT),
				  C(ASSET) | C(CASE) | C(OFFENDER) | C(FUND), 0,
				  false, play_cash_exchanged},
	[EVENT_CASH_STATED] = {"cash.stated", ON_NONE, NEW, SAME,
			       MONEY | C(DOCUMENT), C(FUND), 0, true,
			       play_nothing},
	[EVENT_CLOCK_STOPPED] = {"clock.stopped", ON_ITEM, FROM_ANY, SAME,
				 C(ITEM) | C(REASON), 0, 0, false,
				 play_clock_stopped},
	[EVENT_CLOCK_STARTED] = {"clock.started", ON_ITEM, FROM_ANY, SAME,
				 C(ITEM), 0, 0, false, play_clock_started},
	[EVENT_RATE_SET] = {"rate.set", ON_NONE, NEW, SAME,
			    C(CURRENCY) | C(QUOTE) | C(RATE), C(REASON), 0,
			    false, play_nothing},
	[EVENT_INDEX_SET] = {"index.set", ON_NONE, NEW, SAME,
			     C(INDEX) | C(VALUE) | C(UNIT), C(REASON), 0, false,
			     play_nothing},
	[EVENT_FIGURE_REPORTED] = {"figure.reported", ON_NONE, NEW, SAME,
				   C(SERIES) | C(PERIOD) | C(VALUE) | C(UNIT),
				   C(REASON), 0, false, play_nothing},
	[EVENT_POLICY_STAGE] = {"policy.stage", ON_POLICY, FROM_EITHER,
				STATE_OPEN, C(POLICY) | C(STAGE), C(DUE), 0,
				false, play_policy_stage},
	[EVENT_CURRENCY_REDENOMINATED] = {"currency.redenominated", ON_NONE,
					  NEW, SAME,
					  C(CURRENCY) | C(QUOTE) | C(FACTOR), 0,
					  0, false, play_nothing},
	[EVENT_REVERSED] = {"event.reversed", ON_NONE, NEW, SAME, C(TARGET),
			    C(REASON), 0, false, play_reversal},
};

const struct event_row *event_row(enum event_code event)
{
	assert(event > EVENT_NONE && event < EVENT_COUNT);
	return &events[event];
}

static bool names(const char *name, const char *text, size_t size)
{
	return strlen(name) == size && memcmp(name, text, size) == 0;
}

enum event_code event_find(const char *name, size_t size)
{
	int event;

	for (event = 1; event < EVENT_COUNT; event++)
		if (names(events[event].name, name, size))
			return (enum event_code)event;
	return EVENT_NONE;
}

/* `currency` may stand on any row that names an item kept in one. */
uint64_t event_columns(enum event_code event)
{
	const struct event_row *row = event_row(event);
	uint64_t general = C(EVENT) | C(ID) | C(DATE) | C(SINCE) | C(CORRECTS) |
			   C(DOCUMENT) | C(NOTE);

	if ((row->item != ITEM_NONE && row->item != ITEM_CASE &&
	     row->item != ITEM_POLICY) ||
	    row->item_column == COLUMN_ITEM)
		general |= C(CURRENCY);
	return general | row->required | row->optional;
}
