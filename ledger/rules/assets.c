/*
 * assets.c: seized and confiscated property, from the seizure to the
 * proceeds, which reach the victims of the case before anyone else.
 */
#include "ledger/rules/play.h"

static int64_t ending(const struct play *play, enum account account)
{
	return item_ending(play->item, account, play->event->currency);
}

static bool is_cash(const struct play *play)
{
	return slice_is(item_text(play->item, COLUMN_KIND), "cash");
}

bool play_asset_seized(struct play *play)
{
	static const enum column kept[] = {COLUMN_CASE, COLUMN_OFFENDER,
					   COLUMN_KIND};
	int64_t amount = play->event->amount;

	play_keep(play, kept, sizeof kept / sizeof kept[0]);
	if (slice_is(event_field(play->event, COLUMN_KIND), "cash"))
		play_pair(play, ACCOUNT_TRUST_CASH, ACCOUNT_TRUST_SEIZED,
			  play->item, amount);
	else
		play_pair(play, ACCOUNT_ASSETS_SEIZED, ACCOUNT_ASSETS_CONTRA,
			  play->item, amount);
	play_sum(play, SUM_ESTIMATE, play->item, amount);
	return true;
}

/* The seizure of goods comes off the memorandum. */
static void unseize(struct play *play)
{
	play_pair(play, ACCOUNT_ASSETS_CONTRA, ACCOUNT_ASSETS_SEIZED,
		  play->item, ending(play, ACCOUNT_ASSETS_SEIZED));
}

bool play_asset_released(struct play *play)
{
	if (is_cash(play))
		play_pair(play, ACCOUNT_TRUST_SEIZED, ACCOUNT_TRUST_CASH,
			  play->item, -ending(play, ACCOUNT_TRUST_SEIZED));
	else
		unseize(play);
	return true;
}

static bool confiscate_cash(struct play *play)
{
	int64_t held = -ending(play, ACCOUNT_TRUST_SEIZED);
	int64_t taken = play->event->amount;
	char text[MONEY_TEXT_SIZE];

	if (taken > held) {
		money_format(held, currency_digits(play->event->currency),
			     text);
		return play_refuse(play, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
				   "asset %s is cash of %s %s; confiscate at "
				   "most that",
				   play->item->code, text,
				   currency_code(play->event->currency));
	}
	play_pair(play, ACCOUNT_TRUST_SEIZED, ACCOUNT_TRUST_PROCEEDS,
		  play->item, taken);
	play_pair(play, ACCOUNT_TRUST_SEIZED, ACCOUNT_TRUST_CASH, play->item,
		  held - taken);
	play_sum(play, SUM_PROCEEDS, play->item, taken);
	play_state(play, play->item, STATE_SOLD);
	return true;
}

/* The value is what the last order or valuation says. */
static void set_value(struct play *play)
{
	play_sum(play, SUM_VALUATION, play->item,
		 play->event->amount - ending(play, SUM_VALUATION));
}

bool play_asset_confiscated(struct play *play)
{
	play_fact(play, play->item, COLUMN_BASIS,
		  event_field(play->event, COLUMN_BASIS));
	set_value(play);
	if (is_cash(play))
		return confiscate_cash(play);
	unseize(play);
	play_pair(play, ACCOUNT_TRUST_PROPERTY, ACCOUNT_TRUST_PROCEEDS,
		  play->item, play->event->amount);
	play_state(play, play->item, STATE_CONFISCATED);
	return true;
}

/* The day of the last valuation; a later one is not dated before it. */
static int32_t valued_on(const struct item *item)
{
	size_t i;

	for (i = item->fact_count; i > 0; i--)
		if (item->facts[i - 1].column == FACT_VALUED &&
		    !item_undone(item, item->facts[i - 1].seq, INT32_MAX))
			return item->facts[i - 1].day;
	return DAY_NONE;
}

bool play_asset_valued(struct play *play)
{
	int64_t change =
		play->event->amount - ending(play, ACCOUNT_TRUST_PROPERTY);
	int32_t before = valued_on(play->item);
	char text[DAY_TEXT_SIZE];

	if (before != DAY_NONE && play->event->date < before) {
		day_format(before, text);
		return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
				   "asset %s was valued on %s; date a later "
				   "valuation on or after that day",
				   play->item->code, text);
	}
	if (change > 0)
		play_pair(play, ACCOUNT_TRUST_PROPERTY, ACCOUNT_TRUST_PROCEEDS,
			  play->item, change);
	else
		play_pair(play, ACCOUNT_TRUST_PROCEEDS, ACCOUNT_TRUST_PROPERTY,
			  play->item, -change);
	play_fact(play, play->item, FACT_VALUED,
		  event_field(play->event, COLUMN_ID));
	set_value(play);
	return true;
}

bool play_asset_sold(struct play *play)
{
	int64_t carried = ending(play, ACCOUNT_TRUST_PROPERTY);
	int64_t price = play->event->amount;

	play_line(play, ACCOUNT_TRUST_CASH, NULL, price);
	play_line(play, ACCOUNT_TRUST_PROPERTY, play->item, -carried);
	play_line(play, ACCOUNT_TRUST_PROCEEDS, play->item, carried - price);
	play_sum(play, SUM_PROCEEDS, play->item, price);
	return true;
}

bool play_asset_charged(struct play *play)
{
	play_pair(play, ACCOUNT_TRUST_PROCEEDS, ACCOUNT_TRUST_CASH, play->item,
		  play->event->amount);
	play_sum(play, SUM_COSTS, play->item, play->event->amount);
	return true;
}

/* Are there proceeds in another currency than the row's? */
static bool other_proceeds(const struct play *play)
{
	const struct item *item = play->item;
	size_t i;

	for (i = 0; i < item->ending_count; i++)
		if (item->endings[i].account == ACCOUNT_TRUST_PROCEEDS &&
		    item->endings[i].currency != play->event->currency &&
		    item->endings[i].amount != 0)
			return true;
	return false;
}

/* What no victim waits for goes to the State, or to a fund. */
static void play_residue(struct play *play, int64_t rest)
{
	enum fund fund;

	if (!slice_is(event_field(play->event, COLUMN_RESIDUE), "fund")) {
		play_pair(play, ACCOUNT_TRUST_PROCEEDS, ACCOUNT_TRUST_STATE,
			  play->item, rest);
		return;
	}
	fund = (enum fund)event_choice(play->event, COLUMN_FUND);
	play_pair(play, ACCOUNT_TRUST_PROCEEDS, ACCOUNT_TRUST_CASH, play->item,
		  rest);
	play_pair(play, account_of(ACCOUNT_FUND_CASH, fund),
		  account_of(ACCOUNT_INCOME_PROCEEDS, fund), NULL, rest);
}

bool play_asset_applied(struct play *play)
{
	struct slice offender = item_text(play->item, COLUMN_OFFENDER);
	struct item *home =
		play->shelf->find(play->shelf->owner, ITEM_CASE,
				  item_text(play->item, COLUMN_CASE));
	int64_t amount = play_least(play, play->item, ACCOUNT_TRUST_PROCEEDS);
	struct waterfall flow = {WATERFALL_PROCEEDS, home, offender, play->item,
				 amount < 0 ? 0 : amount};
	int64_t rest = waterfall_spread(play, &flow);
	const struct item *who;

	if (!victims_wait(play, home, offender, &who)) {
		play_residue(play, rest);
		rest = 0;
		if (!other_proceeds(play))
			play_state(play, play->item, STATE_APPLIED);
	}
	play_sum(play, SUM_SPREAD, play->item, flow.amount - rest);
	return true;
}

/* Confiscated goods leave the trust. */
static void unown(struct play *play)
{
	play_pair(play, ACCOUNT_TRUST_PROCEEDS, ACCOUNT_TRUST_PROPERTY,
		  play->item, ending(play, ACCOUNT_TRUST_PROPERTY));
	play_fact(play, play->item, COLUMN_REASON,
		  event_field(play->event, COLUMN_REASON));
}

bool play_asset_returned(struct play *play)
{
	unown(play);
	return true;
}

bool play_asset_lost(struct play *play)
{
	if (item_state(play->item) != STATE_SEIZED) {
		unown(play);
		return true;
	}
	unseize(play);
	play_fact(play, play->item, COLUMN_REASON,
		  event_field(play->event, COLUMN_REASON));
	return true;
}

bool play_state_remitted(struct play *play)
{
	play_pair(play, ACCOUNT_TRUST_STATE, ACCOUNT_TRUST_CASH, NULL,
		  play->event->amount);
	return true;
}
