/*
 * dataset_recoveries.c: recoveries: what the convicted owe the victims of a
 * case, and by which ways that grew and shrank, a row per case and currency
 * (REPORTS.md section 1).
 *
 * A claim belongs to the case whose waterfall reaches it (of a civil action
 * that tops up another claim: the case of that one). Cases come by code;
 * for each its claims are looked up, so no memory grows with rows. What
 * does grow is a byte an entry: the channel of each recovery.
 *
 * Rows        what was reversed by the day, and the reversal, count nothing:
 *             the two are mirrors. The opening is 0: the rows begin with
 *             the book.
 */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum {
	CASE,
	CURRENCY,
	OPENING,
	AWARDED,
	VARIED,
	INDEXED,
	QUASHED,
	VOLUNTARY,
	BAILIFF,
	WAGES,
	PRISON,
	OTHER,
	FROM_ASSETS,
	PAID_DIRECT,
	ADVANCED,
	RETURNED,
	REDENOMINATED,
	CLOSING,
	COLUMNS,
	CHANNELS = OTHER - VOLUNTARY
};

static const struct dataset_column_row columns[COLUMNS] = {
	[CASE] = {"case", CELL_CODE},
	[CURRENCY] = {"currency", CELL_CODE},
	[OPENING] = {"opening", CELL_MONEY},
	[AWARDED] = {"awarded", CELL_MONEY},
	[VARIED] = {"varied", CELL_MONEY},
	[INDEXED] = {"indexed", CELL_MONEY},
	[QUASHED] = {"quashed", CELL_MONEY},
	[VOLUNTARY] = {"voluntary", CELL_MONEY},
	[BAILIFF] = {"bailiff", CELL_MONEY},
	[WAGES] = {"wages", CELL_MONEY},
	[PRISON] = {"prison", CELL_MONEY},
	[OTHER] = {"other", CELL_MONEY},
	[FROM_ASSETS] = {"from_assets", CELL_MONEY},
	[PAID_DIRECT] = {"paid_direct", CELL_MONEY},
	[ADVANCED] = {"advanced", CELL_MONEY},
	[RETURNED] = {"returned", CELL_MONEY},
	[REDENOMINATED] = {"redenominated", CELL_MONEY},
	[CLOSING] = {"closing", CELL_MONEY},
};

static const char *const shown[] = {
	"case",	  "currency",	 "awarded",	"voluntary", "bailiff", "wages",
	"prison", "from_assets", "paid_direct", "advanced",  "closing", NULL};

/* What a way adds to or takes from what is owed; 0: not shown as such. */
static const int signs[COLUMNS] = {
	[OPENING] = 1,	 [AWARDED] = 1,	     [VARIED] = 1,
	[INDEXED] = 1,	 [QUASHED] = -1,     [VOLUNTARY] = -1,
	[BAILIFF] = -1,	 [WAGES] = -1,	     [PRISON] = -1,
	[OTHER] = -1,	 [FROM_ASSETS] = -1, [PAID_DIRECT] = -1,
	[ADVANCED] = -1, [RETURNED] = 1,     [REDENOMINATED] = 1,
};

/* The sums of a case in one currency; they wrap and end right. */
struct purse {
	uint8_t currency;
	uint64_t sum[COLUMNS];
};

struct recoveries {
	struct items *cases;
	unsigned char *channels; /* of each entry: a column */
	uint32_t entries;
	char *code; /* of the case at hand */
	size_t code_size;
	struct purse *purses; /* of that case, by currency */
	size_t purse_count, purse_room;
	size_t next; /* purse to hand out */
};

/* ---- channels: one pass over the journal -------------------------------- */

static unsigned char channel_of(const struct event *event)
{
	int channel = event_choice(event, COLUMN_CHANNEL);

	if (channel < 0 || channel >= CHANNELS)
		return OTHER;
	return (unsigned char)(VOLUNTARY + channel);
}

static enum status read_channels(struct dataset *dataset, struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(dataset->book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	for (;;) {
		status = entries_next(entries, &entry, err);
		if (status != STATUS_OK || entry.seq > recoveries->entries)
			break;
		if (entry.event.code == EVENT_RECOVERY_RECEIVED)
			recoveries->channels[entry.seq] =
				channel_of(&entry.event);
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

static void close_recoveries(void *state)
{
	struct recoveries *recoveries = state;

	items_close(recoveries->cases);
	free(recoveries->channels);
	free(recoveries->code);
	free(recoveries->purses);
	free(recoveries);
}

static enum status open_recoveries(struct dataset *dataset, struct err *err)
{
	struct recoveries *recoveries = mem_alloc(sizeof *recoveries);
	enum status status;

	dataset->state = recoveries;
	recoveries->entries = book_entries(dataset->book);
	recoveries->channels = mem_alloc((size_t)recoveries->entries + 1);
	recoveries->code = mem_alloc(LIMIT_ITEM_CODE_BYTES);
	status = read_channels(dataset, err);
	if (status != STATUS_OK)
		return status;
	status = items_open(dataset->book, ITEM_CASE, &recoveries->cases, err);
	if (status != STATUS_OK)
		recoveries->cases = NULL;
	return status;
}

/* ---- the claims of a case ----------------------------------------------- */

static uint64_t *sums_of(struct recoveries *recoveries, uint8_t currency)
{
	size_t at = 0;
	size_t i;

	while (at < recoveries->purse_count &&
	       recoveries->purses[at].currency < currency)
		at++;
	if (at < recoveries->purse_count &&
	    recoveries->purses[at].currency == currency)
		return recoveries->purses[at].sum;
	recoveries->purses = mem_grow(
		recoveries->purses, &recoveries->purse_room,
		recoveries->purse_count + 1, sizeof *recoveries->purses);
	for (i = recoveries->purse_count; i > at; i--)
		recoveries->purses[i] = recoveries->purses[i - 1];
	recoveries->purse_count++;
	memset(&recoveries->purses[at], 0, sizeof recoveries->purses[at]);
	recoveries->purses[at].currency = currency;
	return recoveries->purses[at].sum;
}

/* The column of a move on memo:awards:owed. */
static int way_of(const struct recoveries *recoveries, const struct move *move)
{
	static const unsigned char ways[EVENT_COUNT] = {
		[EVENT_AWARD_FINAL] = AWARDED,
		[EVENT_AWARD_VARIED] = VARIED,
		[EVENT_AWARD_INDEXED] = INDEXED,
		[EVENT_AWARD_QUASHED] = QUASHED,
		[EVENT_RECOVERY_APPLIED] = OTHER,
		[EVENT_ASSET_APPLIED] = FROM_ASSETS,
		[EVENT_AWARD_PAID_DIRECT] = PAID_DIRECT,
		[EVENT_AWARD_ADVANCED] = ADVANCED,
		[EVENT_ADVANCE_RETURNED] = RETURNED,
		[EVENT_CURRENCY_REDENOMINATED] = REDENOMINATED,
	};
	int way = ways[move->event];

	if (move->event == EVENT_RECOVERY_RECEIVED &&
	    move->seq <= recoveries->entries)
		way = recoveries->channels[move->seq];
	return way;
}

static void add_claim(struct dataset *dataset, const struct item *claim)
{
	struct recoveries *recoveries = dataset->state;
	struct moment moment = dataset->moment;
	size_t i;

	for (i = 0; i < claim->move_count; i++) {
		const struct move *move = &claim->moves[i];
		uint64_t *sums;
		int way;

		if (move->account != ACCOUNT_AWARDS_OWED ||
		    !moment_sees(moment, move->day, move->seq))
			continue;
		sums = sums_of(recoveries, move->currency);
		sums[CLOSING] += (uint64_t)move->amount;
		if (move->event == EVENT_REVERSED ||
		    moment_undone(claim, move->seq, moment))
			continue;
		way = way_of(recoveries, move);
		if (signs[way] < 0)
			sums[way] -= (uint64_t)move->amount;
		else
			sums[way] += (uint64_t)move->amount;
	}
}

/* A claim that came back to its case stands there more than once. */
static bool stands_before(const struct item *item, size_t at)
{
	const char *texts = item->texts.bytes;
	const struct fact *fact = &item->facts[at];
	struct slice code = {texts + fact->offset, fact->size};
	size_t i;

	for (i = 0; i < at; i++) {
		const struct fact *other = &item->facts[i];
		struct slice name = {texts + other->offset, other->size};

		if (other->column == FACT_MEMBER && slice_equal(name, code))
			return true;
	}
	return false;
}

static enum status add_member(struct dataset *dataset, const struct item *home,
			      const struct fact *fact, struct err *err)
{
	struct slice code = {home->texts.bytes + fact->offset, fact->size};
	struct slice own = {home->code, home->code_size};
	const struct item *claim;
	enum status status =
		book_item(dataset->book, ITEM_CLAIM, code, &claim, err);

	if (status == STATUS_NOT_FOUND)
		return err_set(err, STATUS_CORRUPT,
			       "table items: claim %.*s of case %s is not "
			       "there; run `redress verify`",
			       (int)code.size, code.bytes, home->code);
	if (status == STATUS_OK &&
	    slice_equal(moment_text(claim, FACT_HOME, dataset->moment), own))
		add_claim(dataset, claim);
	return status;
}

static enum status add_case(struct dataset *dataset, const struct item *item,
			    struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	enum status status = STATUS_OK;
	size_t i;

	recoveries->purse_count = 0;
	recoveries->next = 0;
	recoveries->code_size = item->code_size;
	memcpy(recoveries->code, item->code, item->code_size);
	for (i = 0; i < item->fact_count && status == STATUS_OK; i++)
		if (item->facts[i].column == FACT_MEMBER &&
		    moment_sees(dataset->moment, item->facts[i].day,
				item->facts[i].seq) &&
		    !stands_before(item, i))
			status =
				add_member(dataset, item, &item->facts[i], err);
	return status;
}

/* ---- rows --------------------------------------------------------------- */

static bool is_empty(const struct purse *purse)
{
	int column;

	for (column = OPENING; column < COLUMNS; column++)
		if (purse->sum[column] != 0)
			return false;
	return true;
}

/* The next purse that holds something. */
static enum status find_purse(struct dataset *dataset,
			      const struct purse **purse, struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	const struct item *item;
	enum status status = STATUS_OK;

	while (status == STATUS_OK) {
		while (recoveries->next < recoveries->purse_count) {
			*purse = &recoveries->purses[recoveries->next++];
			if (!is_empty(*purse))
				return STATUS_OK;
		}
		status = items_next(recoveries->cases, &item, err);
		if (status == STATUS_OK)
			status = add_case(dataset, item, err);
	}
	return status;
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	const struct purse *purse = NULL;
	int column;
	enum status status = find_purse(dataset, &purse, err);

	if (status != STATUS_OK)
		return status;
	assert(purse != NULL);
	cells[CASE] = cell_text(
		(struct slice){recoveries->code, recoveries->code_size});
	cells[CURRENCY] = cell_string(currency_code(purse->currency));
	for (column = OPENING; column < COLUMNS; column++)
		cells[column] = cell_money((int64_t)purse->sum[column],
					   purse->currency);
	return STATUS_OK;
}

/* ---- controls ----------------------------------------------------------- */

static int64_t owed(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_AWARDS_OWED, currency);
}

enum { RULE_PARTS, RULE_OWED, RULES };

static const struct dataset_rule rules[RULES] = {
	[RULE_PARTS] = {WORD_RECOVERIES_PARTS, "closing", NULL},
	[RULE_OWED] = {WORD_RECOVERIES_OWED, "closing", owed},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	uint8_t currency = cells[CLOSING].currency;
	uint64_t parts = 0;
	int column;

	for (column = OPENING; column < CLOSING; column++)
		if (signs[column] < 0)
			parts -= (uint64_t)cells[column].number;
		else
			parts += (uint64_t)cells[column].number;
	dataset_add_table(dataset, RULE_PARTS, currency, (int64_t)parts);
	dataset_add_ledger(dataset, RULE_PARTS, currency,
			   cells[CLOSING].number);
	dataset_add_table(dataset, RULE_OWED, currency, cells[CLOSING].number);
}

const struct dataset_kind dataset_recoveries = {
	.name = "recoveries",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.rules = rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = open_recoveries,
	.next = next,
	.tally = tally,
	.close = close_recoveries,
};
