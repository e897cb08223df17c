/*
 * dataset_contributions.c: aged-contributions: how long each contribution
 * to a fund has stood in its present stage (REPORTS.md section 1).
 */
#include "reports/aged.h"
#include "reports/delay.h"
#include "reports/stops.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum {
	CONTRIBUTION,
	SOURCE,
	FUND,
	CURRENCY,
	STAGE,
	PROPOSED,
	APPROVED,
	BOUND,
	RECEIVED,
	PROPOSED_ON,
	APPROVED_ON,
	BOUND_ON,
	RECEIVED_ON,
	DAYS,
	NET_DAYS,
	BUCKET,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[CONTRIBUTION] = {"contribution", CELL_CODE},
	[SOURCE] = {"source", CELL_CODE},
	[FUND] = {"fund", CELL_CODE},
	[CURRENCY] = {"currency", CELL_CODE},
	[STAGE] = {"stage", CELL_CODE},
	[PROPOSED] = {"proposed", CELL_MONEY},
	[APPROVED] = {"approved", CELL_MONEY},
	[BOUND] = {"bound", CELL_MONEY},
	[RECEIVED] = {"received", CELL_MONEY},
	[PROPOSED_ON] = {"proposed_on", CELL_DAY},
	[APPROVED_ON] = {"approved_on", CELL_DAY},
	[BOUND_ON] = {"bound_on", CELL_DAY},
	[RECEIVED_ON] = {"received_on", CELL_DAY},
	[DAYS] = {"days", CELL_NUMBER},
	[NET_DAYS] = {"net_days", CELL_NUMBER},
	[BUCKET] = {"bucket", CELL_CODE},
};

static const char *const shown[] = {
	"contribution", "source", "fund",     "currency", "stage",  "proposed",
	"approved",	"bound",  "received", "days",	  "bucket", NULL};

static const char *const summed[] = {"proposed", "approved", "bound",
				     "received", NULL};

/* Amounts are gross of later stages; the four stand in column order. */
static void put_amounts(struct text *row, const struct item *item,
			uint8_t currency, struct moment moment)
{
	static const enum account sums[] = {SUM_PROPOSED, SUM_APPROVED,
					    SUM_BOUND, SUM_RECEIVED};
	size_t i;

	for (i = 0; i < sizeof sums / sizeof sums[0]; i++)
		pack_zigzag(row,
			    moment_balance(item, sums[i], currency, moment));
}

static void put_days(struct text *row, const struct item *item,
		     struct moment moment)
{
	static const enum state states[] = {STATE_PROPOSED, STATE_APPROVED,
					    STATE_BOUND, STATE_RECEIVED};
	size_t i;

	for (i = 0; i < sizeof states / sizeof states[0]; i++)
		aged_put_day(row, moment_since(item, states[i], moment));
}

static enum status pack(struct dataset *dataset, const struct item *item,
			struct text *row, int32_t *days, struct err *err)
{
	struct slice code = {item->code, item->code_size};
	struct moment moment = dataset->moment;
	const struct change *stage = moment_change(item, moment);
	uint8_t currency = moment_currency(item, moment);
	bool waits;

	(void)err;
	if (stage == NULL || stage->state == STATE_NONE)
		return STATUS_OK;
	waits = stage->state != STATE_RECEIVED &&
		stage->state != STATE_WITHDRAWN;
	if (!waits && !dataset->options.all)
		return STATUS_OK;
	aged_put_text(row, code);
	aged_put_text(row, moment_text(item, COLUMN_SOURCE, moment));
	aged_put_text(row, moment_text(item, COLUMN_FUND, moment));
	pack_byte(row, currency);
	pack_byte(row, stage->state);
	put_amounts(row, item, currency, moment);
	put_days(row, item, moment);
	aged_put_day(row, stage->since);
	pack_varint(row, (uint64_t)stops_net_days(item, stage->since,
						  moment.day, moment));
	*days = delay_days(stage->since, moment.day);
	return STATUS_OK;
}

static enum status open_contributions(struct dataset *dataset, struct err *err)
{
	static const struct aged_source source = {ITEM_CONTRIBUTION, pack};

	return aged_rows_open(dataset, &source, err);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	int32_t stop = dataset->moment.day;
	int32_t start;
	struct slice row;
	struct reader reader;
	uint8_t currency;
	int column;
	enum status status = rowsort_next(dataset->state, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	for (column = CONTRIBUTION; column <= FUND; column++)
		cells[column] = cell_text(read_string(&reader));
	currency = (uint8_t)read_byte(&reader);
	cells[CURRENCY] = cell_string(currency_code(currency));
	cells[STAGE] = cell_string(state_name((enum state)read_byte(&reader)));
	for (column = PROPOSED; column <= RECEIVED; column++)
		cells[column] = cell_money(read_zigzag(&reader), currency);
	for (column = PROPOSED_ON; column <= RECEIVED_ON; column++)
		cells[column] = cell_number(aged_get_day(&reader));
	start = aged_get_day(&reader);
	cells[DAYS] = cell_number(delay_days(start, stop));
	cells[NET_DAYS] = cell_number((int64_t)read_varint(&reader));
	cells[BUCKET] = cell_string(
		delay_bucket_name(&dataset->options.terms->longs, start, stop));
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

/* ---- controls: what is left in the present stage ------------------------ */

static int64_t proposed(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_CONTRIBUTIONS_PROPOSED, currency);
}

static int64_t approved(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_CONTRIBUTIONS_APPROVED, currency);
}

static int64_t receivable(const struct known *known, uint8_t currency)
{
	uint64_t sum = 0;
	int fund;

	for (fund = 0; fund < FUND_COUNT; fund++)
		sum += (uint64_t)known_balance(
			known,
			account_of(ACCOUNT_FUND_RECEIVABLE, (enum fund)fund),
			currency);
	return (int64_t)sum;
}

enum { RULE_PROPOSED, RULE_APPROVED, RULE_RECEIVABLE, RULES };

static const struct dataset_rule rules[RULES] = {
	[RULE_PROPOSED] = {WORD_CONTRIBUTIONS_PROPOSED, "proposed", proposed},
	[RULE_APPROVED] = {WORD_CONTRIBUTIONS_APPROVED, "approved", approved},
	[RULE_RECEIVABLE] = {WORD_CONTRIBUTIONS_RECEIVABLE, "bound",
			     receivable},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	uint8_t currency = cells[PROPOSED].currency;

	if (slice_is(cells[STAGE].text, state_name(STATE_PROPOSED)))
		dataset_add_table(dataset, RULE_PROPOSED, currency,
				  cells[PROPOSED].number);
	else if (slice_is(cells[STAGE].text, state_name(STATE_APPROVED)))
		dataset_add_table(dataset, RULE_APPROVED, currency,
				  cells[APPROVED].number);
	else if (slice_is(cells[STAGE].text, state_name(STATE_BOUND)))
		dataset_add_table(dataset, RULE_RECEIVABLE, currency,
				  cells[BOUND].number - cells[RECEIVED].number);
}

const struct dataset_kind dataset_contributions = {
	.name = "aged-contributions",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.summed = summed,
	.rules = rules,
	.rule_count = RULES,
	.open = open_contributions,
	.next = next,
	.tally = tally,
	.close = aged_rows_close,
};
