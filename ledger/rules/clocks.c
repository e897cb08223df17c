/*
 * clocks.c: stated stops of a delay clock, stages of a policy, exchanges of
 * cash, and facts that are kept beside the ledger.
 */
#include "ledger/rules/play.h"

#include <assert.h>
#include <stdio.h>

bool play_nothing(struct play *play)
{
	assert(play->line_count == 0);
	return true;
}

/* The last row of the item's clock, or NULL. */
static const struct fact *last_clock(const struct item *item)
{
	size_t i;

	for (i = item->fact_count; i > 0; i--) {
		const struct fact *fact = &item->facts[i - 1];

		if ((fact->column == FACT_STOPPED ||
		     fact->column == FACT_STARTED) &&
		    !item_undone(item, fact->seq, INT32_MAX))
			return fact;
	}
	return NULL;
}

/* `since` stands as the fact's text. */
static int32_t clock_since(const struct item *item, const struct fact *fact)
{
	int32_t day = DAY_NONE;
	bool read =
		day_parse(item->texts.bytes + fact->offset, fact->size, &day);

	assert(read);
	return day;
}

bool clock_allows(struct play *play)
{
	const struct fact *last = last_clock(play->item);
	bool stopped = last != NULL && last->column == FACT_STOPPED;

	if (stopped != (play->event->code == EVENT_CLOCK_STOPPED))
		return true;
	return play_refuse(play, REFUSAL_WRONG_STATE, COLUMN_ITEM,
			   "the clock of %s %s %s",
			   item_kind_name(play->item->kind), play->item->code,
			   stopped ? "is stopped already; start it first"
				   : "is not stopped; post the stop first, or "
				     "take the row out");
}

static bool clock_row(struct play *play, uint8_t column)
{
	const struct fact *last = last_clock(play->item);
	struct event *event = play->event;
	char since[DAY_TEXT_SIZE];

	if (event->date < item_began_on(play->item) ||
	    (last != NULL && (event->date < last->day ||
			      event->since < clock_since(play->item, last))))
		return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
				   "clock rows of %s %s follow each other by "
				   "date and by since, none before the item "
				   "began",
				   item_kind_name(play->item->kind),
				   play->item->code);
	day_format(event->since, since);
	play_fact(play, play->item, column,
		  (struct slice){
			  arena_copy(play->arena, since, DAY_TEXT_SIZE - 1),
			  DAY_TEXT_SIZE - 1});
	return true;
}

bool play_clock_stopped(struct play *play)
{
	return clock_row(play, FACT_STOPPED);
}

bool play_clock_started(struct play *play)
{
	return clock_row(play, FACT_STARTED);
}

bool play_policy_stage(struct play *play)
{
	static const enum column kept[] = {COLUMN_STAGE, COLUMN_DUE};

	play_keep(play, kept, sizeof kept / sizeof kept[0]);
	return true;
}

/*
 * What an exchange takes was there before it: what it brings in the same
 * currency does not count. Cash that a fund lacks today is `exceeds` here,
 * not `overdrawn`.
 */
struct holding {
	const char *whose;
	int64_t now;
	int64_t least;	  /* of the row's day and every day after it */
	int32_t short_on; /* the first on which the row's amount is not there */
};

static bool exchange_held(struct play *play, const struct holding *holding)
{
	const struct event *event = play->event;
	int digits = currency_digits(event->currency);
	char there[MONEY_TEXT_SIZE];
	char day[DAY_TEXT_SIZE];

	if (event->amount > holding->now) {
		money_format(holding->now, digits, there);
		return play_refuse(play, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
				   "%s holds %s %s; exchange at most that",
				   holding->whose, there,
				   currency_code(event->currency));
	}
	if (event->amount <= holding->least)
		return true;
	money_format(holding->least, digits, there);
	day_format(holding->short_on, day);
	return play_refuse(play, REFUSAL_OVERDRAWN, COLUMN_AMOUNT,
			   "%s would lack it on %s: from the row's date on it "
			   "holds as little as %s %s; exchange at most that, "
			   "or date the row later",
			   holding->whose, day, there,
			   currency_code(event->currency));
}

static void exchange(struct play *play, enum account account, enum account cash,
		     struct item *item)
{
	const struct event *event = play->event;

	play_line(play, account, item, event->amount);
	play_line(play, cash, NULL, -event->amount);
	play_line_in(play, cash, NULL, event->quote, event->quote_amount);
	play_line_in(play, account, item, event->quote, -event->quote_amount);
}

static bool exchange_fund(struct play *play)
{
	const struct event *event = play->event;
	enum fund fund = (enum fund)event_choice(event, COLUMN_FUND);
	enum account cash = account_of(ACCOUNT_FUND_CASH, fund);
	struct series *held =
		play->shelf->series(play->shelf->owner, cash, event->currency);

	struct holding holding = {
		account_row(cash)->name, held->ending,
		series_least(held, 1, event->date),
		series_short_on(held, 1, event->date, event->amount)};

	if (!exchange_held(play, &holding))
		return false;
	exchange(play, account_of(ACCOUNT_FUND_EXCHANGE, fund), cash, NULL);
	return true;
}

bool play_cash_exchanged(struct play *play)
{
	const struct event *event = play->event;
	enum account account = ACCOUNT_TRUST_PROCEEDS;
	struct item *item = play->item;
	char whose[2 * LIMIT_ITEM_CODE_BYTES];
	struct holding holding;

	if (item == NULL)
		return exchange_fund(play);
	if (item->kind == ITEM_CASE) {
		struct slice home = {item->code, item->code_size};

		account = ACCOUNT_TRUST_UNAPPLIED;
		item = play_unapplied(play, home,
				      event_field(event, COLUMN_OFFENDER));
	}
	snprintf(whose, sizeof whose, "%s of %s", account_row(account)->name,
		 item->code);
	holding.whose = whose;
	holding.now = -item_ending(item, account, event->currency);
	holding.least = play_least(play, item, account);
	holding.short_on = item_short_on(item, account, event->currency,
					 event->date, event->amount);
	if (!exchange_held(play, &holding))
		return false;
	exchange(play, account, ACCOUNT_TRUST_CASH, item);
	return true;
}
