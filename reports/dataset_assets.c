/*
 * dataset_assets.c: aged-assets: how long seized and confiscated property
 * has stood in its present stage, and how long since it was seized
 * (REPORTS.md section 1).
 */
#include "reports/aged.h"
#include "reports/cases.h"
#include "reports/delay.h"
#include "reports/origin.h"
#include "reports/stops.h"
#include "reports/timeline.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum {
	ASSET,
	CASE,
	OFFENDER,
	KIND,
	PROVINCE,
	CURRENCY,
	STAGE,
	ESTIMATE,
	VALUATION,
	PROCEEDS,
	COSTS,
	APPLIED,
	SEIZED_ON,
	CONFISCATED_ON,
	SOLD_ON,
	APPLIED_ON,
	DAYS,
	NET_DAYS,
	BUCKET,
	DAYS_TOTAL,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[ASSET] = {"asset", CELL_CODE},
	[CASE] = {"case", CELL_CODE},
	[OFFENDER] = {"offender", CELL_CODE},
	[KIND] = {"kind", CELL_CODE},
	[PROVINCE] = {"province", CELL_TEXT},
	[CURRENCY] = {"currency", CELL_CODE},
	[STAGE] = {"stage", CELL_CODE},
	[ESTIMATE] = {"estimate", CELL_MONEY},
	[VALUATION] = {"valuation", CELL_MONEY},
	[PROCEEDS] = {"proceeds", CELL_MONEY},
	[COSTS] = {"costs", CELL_MONEY},
	[APPLIED] = {"applied", CELL_MONEY},
	[SEIZED_ON] = {"seized_on", CELL_DAY},
	[CONFISCATED_ON] = {"confiscated_on", CELL_DAY},
	[SOLD_ON] = {"sold_on", CELL_DAY},
	[APPLIED_ON] = {"applied_on", CELL_DAY},
	[DAYS] = {"days", CELL_NUMBER},
	[NET_DAYS] = {"net_days", CELL_NUMBER},
	[BUCKET] = {"bucket", CELL_CODE},
	[DAYS_TOTAL] = {"days_total", CELL_NUMBER},
};

static const char *const shown[] = {
	"asset",     "case",	 "kind", "currency", "stage",	   "estimate",
	"valuation", "proceeds", "days", "bucket",   "days_total", NULL};

static const char *const summed[] = {"estimate", "valuation", "proceeds",
				     "applied", NULL};

/* ---- items to rows ------------------------------------------------------ */

static bool is_end(enum state state)
{
	return state == STATE_APPLIED || state == STATE_RELEASED ||
	       state == STATE_RETURNED || state == STATE_LOST;
}

static enum status put_case(struct dataset *dataset, const struct item *item,
			    struct text *row, struct err *err)
{
	struct aged_cases *aged = dataset->state;
	struct moment moment = dataset->moment;
	struct slice code = moment_text(item, COLUMN_CASE, moment);
	struct slice texts;
	struct reader reader;
	enum status status = cases_find(aged->cases, code, &texts, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(texts.bytes, texts.size);
	aged_put_text(row, code);
	aged_put_text(row, moment_text(item, COLUMN_OFFENDER, moment));
	aged_put_text(row, moment_text(item, COLUMN_KIND, moment));
	aged_put_text(row, read_string(&reader)); /* the province */
	return STATUS_OK;
}

/* Gross, 0 where it did not come to that; the five in column order. */
static void put_amounts(struct text *row, const struct item *item,
			uint8_t currency, struct moment moment)
{
	static const enum account sums[] = {SUM_ESTIMATE, SUM_VALUATION,
					    SUM_PROCEEDS, SUM_COSTS,
					    SUM_SPREAD};
	size_t i;

	for (i = 0; i < sizeof sums / sizeof sums[0]; i++)
		pack_zigzag(row,
			    moment_balance(item, sums[i], currency, moment));
}

/* A sale that was reversed left no day: the stage is before it again. */
static void put_days(struct text *row, const struct item *item,
		     enum state stage, struct moment moment)
{
	int32_t sold = DAY_NONE;
	int32_t applied = DAY_NONE;

	if (stage == STATE_SOLD || stage == STATE_APPLIED)
		sold = moment_since(item, STATE_SOLD, moment);
	if (stage == STATE_APPLIED)
		applied = moment_since(item, STATE_APPLIED, moment);
	aged_put_day(row, moment_since(item, STATE_SEIZED, moment));
	aged_put_day(row, origin_since(item, EVENT_ASSET_CONFISCATED, moment));
	aged_put_day(row, sold);
	aged_put_day(row, applied);
}

static enum status pack(struct dataset *dataset, const struct item *item,
			struct text *row, int32_t *days, struct err *err)
{
	struct slice code = {item->code, item->code_size};
	struct moment moment = dataset->moment;
	const struct change *stage = moment_change(item, moment);
	uint8_t currency = moment_currency(item, moment);
	enum status status;

	if (stage == NULL || stage->state == STATE_NONE)
		return STATUS_OK;
	if (is_end((enum state)stage->state) && !dataset->options.all)
		return STATUS_OK;
	aged_put_text(row, code);
	status = put_case(dataset, item, row, err);
	if (status != STATUS_OK)
		return status;
	pack_byte(row, currency);
	pack_byte(row, stage->state);
	put_amounts(row, item, currency, moment);
	put_days(row, item, (enum state)stage->state, moment);
	aged_put_day(row, stage->since);
	pack_varint(row, (uint64_t)stops_net_days(item, stage->since,
						  moment.day, moment));
	*days = delay_days(stage->since, moment.day);
	return STATUS_OK;
}

static enum status open_assets(struct dataset *dataset, struct err *err)
{
	static const struct aged_source source = {ITEM_ASSET, pack};

	return aged_cases_open(dataset, &source, err);
}

/* ---- rows to cells ------------------------------------------------------ */

static void read_clock(const struct dataset *dataset, struct cell *cells,
		       struct reader *reader, enum state stage)
{
	const struct delay_scale *longs = &dataset->options.terms->longs;
	int32_t as_of = dataset->moment.day;
	int32_t since = aged_get_day(reader);
	int32_t seized = (int32_t)cells[SEIZED_ON].number;
	int32_t ended = is_end(stage) ? since : DAY_NONE;

	cells[DAYS] = cell_number(delay_days(since, as_of));
	cells[NET_DAYS] = cell_number((int64_t)read_varint(reader));
	cells[BUCKET] = cell_string(delay_bucket_name(longs, since, as_of));
	cells[DAYS_TOTAL] =
		cell_number(timeline_days_total(seized, ended, as_of));
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct aged_cases *aged = dataset->state;
	struct slice row;
	struct reader reader;
	uint8_t currency;
	enum state stage;
	int column;
	enum status status = rowsort_next(aged->sorter, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	for (column = ASSET; column <= PROVINCE; column++)
		cells[column] = cell_text(read_string(&reader));
	currency = (uint8_t)read_byte(&reader);
	cells[CURRENCY] = cell_string(currency_code(currency));
	stage = (enum state)read_byte(&reader);
	cells[STAGE] = cell_string(state_name(stage));
	for (column = ESTIMATE; column <= APPLIED; column++)
		cells[column] = cell_money(read_zigzag(&reader), currency);
	for (column = SEIZED_ON; column <= APPLIED_ON; column++)
		cells[column] = cell_number(aged_get_day(&reader));
	read_clock(dataset, cells, &reader, stage);
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

/* ---- controls: property that is held, at the value it is carried ---------
 */

static int64_t seized_goods(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_ASSETS_SEIZED, currency);
}

static int64_t seized_cash(const struct known *known, uint8_t currency)
{
	return -known_balance(known, ACCOUNT_TRUST_SEIZED, currency);
}

static int64_t property(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_TRUST_PROPERTY, currency);
}

enum { RULE_GOODS, RULE_CASH, RULE_PROPERTY, RULES };

static const struct dataset_rule rules[RULES] = {
	[RULE_GOODS] = {WORD_ASSETS_GOODS, "estimate", seized_goods},
	[RULE_CASH] = {WORD_ASSETS_CASH, "estimate", seized_cash},
	[RULE_PROPERTY] = {WORD_ASSETS_PROPERTY, "valuation", property},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	bool cash = slice_is(cells[KIND].text, "cash");

	if (slice_is(cells[STAGE].text, state_name(STATE_SEIZED)))
		dataset_add_table(dataset, cash ? RULE_CASH : RULE_GOODS,
				  cells[ESTIMATE].currency,
				  cells[ESTIMATE].number);
	else if (slice_is(cells[STAGE].text, state_name(STATE_CONFISCATED)))
		dataset_add_table(dataset, RULE_PROPERTY,
				  cells[VALUATION].currency,
				  cells[VALUATION].number);
}

const struct dataset_kind dataset_assets = {
	.name = "aged-assets",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.summed = summed,
	.rules = rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = open_assets,
	.next = next,
	.tally = tally,
	.close = aged_cases_close,
};
