/* ways.c: the moves on what is owed, by what their events were. */
#include "reports/ways.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum { CHANNELS = WAY_OTHER - WAY_VOLUNTARY };

/* What a way adds to or takes from what is owed; 0: not shown as such. */
static const int signs[WAY_COUNT] = {
	[WAY_OPENING] = 1,   [WAY_AWARDED] = 1,	     [WAY_VARIED] = 1,
	[WAY_INDEXED] = 1,   [WAY_QUASHED] = -1,     [WAY_VOLUNTARY] = -1,
	[WAY_BAILIFF] = -1,  [WAY_WAGES] = -1,	     [WAY_PRISON] = -1,
	[WAY_OTHER] = -1,    [WAY_FROM_ASSETS] = -1, [WAY_PAID_DIRECT] = -1,
	[WAY_ADVANCED] = -1, [WAY_RETURNED] = 1,     [WAY_REDENOMINATED] = 1,
};

struct ways {
	unsigned char *channels; /* of each entry: a way */
	uint32_t entries;
};

/* ---- channels: one pass over the journal -------------------------------- */

static unsigned char channel_of(const struct event *event)
{
	int channel = event_choice(event, COLUMN_CHANNEL);

	if (channel < 0 || channel >= CHANNELS)
		return WAY_OTHER;
	return (unsigned char)(WAY_VOLUNTARY + channel);
}

static enum status read_channels(struct ways *ways, struct book *book,
				 struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	for (;;) {
		status = entries_next(entries, &entry, err);
		if (status != STATUS_OK || entry.seq > ways->entries)
			break;
		if (entry.event.code == EVENT_RECOVERY_RECEIVED)
			ways->channels[entry.seq] = channel_of(&entry.event);
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status ways_open(struct book *book, struct ways **out, struct err *err)
{
	struct ways *ways = mem_alloc(sizeof *ways);
	enum status status;

	ways->entries = book_entries(book);
	ways->channels = mem_alloc((size_t)ways->entries + 1);
	status = read_channels(ways, book, err);
	if (status == STATUS_OK)
		*out = ways;
	else
		ways_close(ways);
	return status;
}

void ways_close(struct ways *ways)
{
	if (ways == NULL)
		return;
	free(ways->channels);
	free(ways);
}

/* ---- purses ------------------------------------------------------------- */

static uint64_t *sums_of(struct purses *purses, uint8_t currency)
{
	size_t at = 0;
	size_t i;

	while (at < purses->count && purses->list[at].currency < currency)
		at++;
	if (at < purses->count && purses->list[at].currency == currency)
		return purses->list[at].sum;
	purses->list = mem_grow(purses->list, &purses->room, purses->count + 1,
				sizeof *purses->list);
	for (i = purses->count; i > at; i--)
		purses->list[i] = purses->list[i - 1];
	purses->count++;
	memset(&purses->list[at], 0, sizeof purses->list[at]);
	purses->list[at].currency = currency;
	return purses->list[at].sum;
}

void purses_release(struct purses *purses)
{
	free(purses->list);
}

bool purse_is_empty(const struct purse *purse)
{
	int way;

	for (way = 0; way < WAY_COUNT; way++)
		if (purse->sum[way] != 0)
			return false;
	return true;
}

/* The way of a move on memo:awards:owed. */
static int way_of(const struct ways *ways, const struct move *move)
{
	static const unsigned char by_event[EVENT_COUNT] = {
		[EVENT_AWARD_FINAL] = WAY_AWARDED,
		[EVENT_AWARD_VARIED] = WAY_VARIED,
		[EVENT_AWARD_INDEXED] = WAY_INDEXED,
		[EVENT_AWARD_QUASHED] = WAY_QUASHED,
		[EVENT_RECOVERY_APPLIED] = WAY_OTHER,
		[EVENT_ASSET_APPLIED] = WAY_FROM_ASSETS,
		[EVENT_AWARD_PAID_DIRECT] = WAY_PAID_DIRECT,
		[EVENT_AWARD_ADVANCED] = WAY_ADVANCED,
		[EVENT_ADVANCE_RETURNED] = WAY_RETURNED,
		[EVENT_CURRENCY_REDENOMINATED] = WAY_REDENOMINATED,
	};

	if (move->event == EVENT_RECOVERY_RECEIVED &&
	    move->seq <= ways->entries)
		return ways->channels[move->seq];
	return by_event[move->event];
}

void ways_add_claim(const struct ways *ways, const struct item *claim,
		    struct moment moment, struct purses *purses)
{
	size_t i;

	for (i = 0; i < claim->move_count; i++) {
		const struct move *move = &claim->moves[i];
		uint64_t *sums;
		int way;

		if (move->account != ACCOUNT_AWARDS_OWED ||
		    !moment_sees(moment, move->day, move->seq))
			continue;
		sums = sums_of(purses, move->currency);
		sums[WAY_CLOSING] += (uint64_t)move->amount;
		if (move->event == EVENT_REVERSED ||
		    moment_undone(claim, move->seq, moment))
			continue;
		way = way_of(ways, move);
		if (signs[way] < 0)
			sums[way] -= (uint64_t)move->amount;
		else
			sums[way] += (uint64_t)move->amount;
	}
}

/* ---- rows and controls -------------------------------------------------- */

void ways_fill(struct cell *cells, struct slice name, const struct purse *purse)
{
	int way;

	cells[WAYS_NAME] = cell_text(name);
	cells[WAYS_CURRENCY] = cell_string(currency_code(purse->currency));
	for (way = 0; way < WAY_COUNT; way++)
		cells[WAYS_FIRST + way] =
			cell_money((int64_t)purse->sum[way], purse->currency);
}

static int64_t owed(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_AWARDS_OWED, currency);
}

const struct dataset_rule ways_rules[WAYS_RULES] = {
	[WAYS_RULE_PARTS] = {WORD_RECOVERIES_PARTS, "closing", NULL},
	[WAYS_RULE_OWED] = {WORD_RECOVERIES_OWED, "closing", owed},
};

void ways_tally(struct dataset *dataset, const struct cell *cells)
{
	const struct cell *closing = &cells[WAYS_FIRST + WAY_CLOSING];
	uint64_t parts = 0;
	int way;

	for (way = 0; way < WAY_CLOSING; way++)
		if (signs[way] < 0)
			parts -= (uint64_t)cells[WAYS_FIRST + way].number;
		else
			parts += (uint64_t)cells[WAYS_FIRST + way].number;
	dataset_add_table(dataset, WAYS_RULE_PARTS, closing->currency,
			  (int64_t)parts);
	dataset_add_ledger(dataset, WAYS_RULE_PARTS, closing->currency,
			   closing->number);
	dataset_add_table(dataset, WAYS_RULE_OWED, closing->currency,
			  closing->number);
}
