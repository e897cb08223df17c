/*
 * dataset_grants.c: aged-grants: how long each application of an NGO has
 * waited for its decision, and what that took out of the project's own
 * timeline (REPORTS.md section 1).
 */
#include "reports/aged.h"
#include "reports/delay.h"
#include "reports/origin.h"
#include "reports/stops.h"
#include "reports/timeline.h"

#include <assert.h>

enum {
	GRANT,
	NGO,
	DONOR,
	TRACK,
	PROVINCE,
	PURPOSE,
	CURRENCY,
	APPLIED,
	AUTHORISED,
	RECEIVED,
	SPENT,
	RETURNED,
	STAGE,
	APPLIED_ON,
	DECIDED_ON,
	START,
	END,
	DAYS,
	NET_DAYS,
	BUCKET,
	LOST_DAYS,
	SHARE_LOST,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[GRANT] = {"grant", CELL_CODE},
	[NGO] = {"ngo", CELL_CODE},
	[DONOR] = {"donor", CELL_CODE},
	[TRACK] = {"track", CELL_CODE},
	[PROVINCE] = {"province", CELL_TEXT},
	[PURPOSE] = {"purpose", CELL_TEXT},
	[CURRENCY] = {"currency", CELL_CODE},
	[APPLIED] = {"applied", CELL_MONEY},
	[AUTHORISED] = {"authorised", CELL_MONEY},
	[RECEIVED] = {"received", CELL_MONEY},
	[SPENT] = {"spent", CELL_MONEY},
	[RETURNED] = {"returned", CELL_MONEY},
	[STAGE] = {"stage", CELL_CODE},
	[APPLIED_ON] = {"applied_on", CELL_DAY},
	[DECIDED_ON] = {"decided_on", CELL_DAY},
	[START] = {"start", CELL_DAY},
	[END] = {"end", CELL_DAY},
	[DAYS] = {"days", CELL_NUMBER},
	[NET_DAYS] = {"net_days", CELL_NUMBER},
	[BUCKET] = {"bucket", CELL_CODE},
	[LOST_DAYS] = {"lost_days", CELL_NUMBER},
	[SHARE_LOST] = {"share_lost", CELL_SHARE},
};

static const char *const shown[] = {
	"grant", "ngo",	   "track",	"currency",   "applied", "stage",
	"days",	 "bucket", "lost_days", "share_lost", NULL};

static const char *const summed[] = {"applied", "authorised", "received",
				     "returned", NULL};

/* ---- items to rows ------------------------------------------------------ */

/* What the application said, in the order of the columns. */
static void put_texts(struct text *row, const struct item *item, uint32_t seq)
{
	static const enum column said[] = {COLUMN_NGO, COLUMN_DONOR,
					   COLUMN_TRACK, COLUMN_PROVINCE,
					   COLUMN_PURPOSE};
	size_t i;

	for (i = 0; i < sizeof said / sizeof said[0]; i++)
		aged_put_text(row, origin_text(item, seq, (uint8_t)said[i]));
}

/* Amounts are gross of later stages; the five stand in column order. */
static void put_amounts(struct text *row, const struct item *item,
			uint8_t currency, struct moment moment)
{
	static const enum account sums[] = {
		SUM_GRANT_APPLIED, SUM_GRANT_AUTHORISED, SUM_GRANT_RECEIVED,
		SUM_GRANT_SPENT, SUM_GRANT_RETURNED};
	size_t i;

	for (i = 0; i < sizeof sums / sizeof sums[0]; i++)
		pack_zigzag(row,
			    moment_balance(item, sums[i], currency, moment));
}

/* A withdrawal is the decision only where nothing was decided before. */
static int32_t decided_on(const struct item *item, struct moment moment)
{
	static const enum event_code decisions[] = {EVENT_GRANT_AUTHORISED,
						    EVENT_GRANT_REFUSED,
						    EVENT_GRANT_WITHDRAWN};
	int32_t day = DAY_NONE;
	size_t i;

	for (i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
		day = origin_since(item, decisions[i], moment);
		if (day != DAY_NONE)
			break;
	}
	return day;
}

static enum status pack(struct dataset *dataset, const struct item *item,
			struct text *row, int32_t *days, struct err *err)
{
	struct slice code = {item->code, item->code_size};
	struct moment moment = dataset->moment;
	const struct change *stage = moment_change(item, moment);
	const struct change *applied =
		origin_change(item, EVENT_GRANT_APPLIED, moment);
	uint8_t currency = moment_currency(item, moment);
	int32_t decided;
	int32_t stop;

	(void)err;
	if (stage == NULL || stage->state == STATE_NONE || applied == NULL)
		return STATUS_OK;
	if (stage->state != STATE_APPLIED && !dataset->options.all)
		return STATUS_OK;
	decided = decided_on(item, moment);
	stop = decided == DAY_NONE ? moment.day : decided;
	aged_put_text(row, code);
	put_texts(row, item, applied->seq);
	pack_byte(row, currency);
	put_amounts(row, item, currency, moment);
	pack_byte(row, stage->state);
	aged_put_day(row, applied->since);
	aged_put_day(row, decided);
	aged_put_day(row, origin_day(item, applied->seq, COLUMN_START));
	aged_put_day(row, origin_day(item, applied->seq, COLUMN_END));
	pack_varint(row, (uint64_t)stops_net_days(item, applied->since, stop,
						  moment));
	*days = delay_days(applied->since, stop);
	return STATUS_OK;
}

static enum status open_grants(struct dataset *dataset, struct err *err)
{
	static const struct aged_source source = {ITEM_GRANT, pack};

	return aged_rows_open(dataset, &source, err);
}

/* ---- rows to cells ------------------------------------------------------ */

static void read_clock(const struct dataset *dataset, struct cell *cells,
		       struct reader *reader)
{
	const struct delay_scale *shorts = &dataset->options.terms->shorts;
	int32_t applied = (int32_t)cells[APPLIED_ON].number;
	int32_t stop = (int32_t)cells[DECIDED_ON].number;
	struct timeline timeline = {(int32_t)cells[START].number,
				    (int32_t)cells[END].number};
	int32_t lost;

	if (stop == DAY_NONE)
		stop = dataset->moment.day;
	lost = timeline_lost_days(timeline, stop);
	cells[DAYS] = cell_number(delay_days(applied, stop));
	cells[NET_DAYS] = cell_number((int64_t)read_varint(reader));
	cells[BUCKET] = cell_string(delay_bucket_name(shorts, applied, stop));
	cells[LOST_DAYS] = cell_number(lost);
	cells[SHARE_LOST] = cell_number(timeline_share_lost(timeline, lost));
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct slice row;
	struct reader reader;
	uint8_t currency;
	int column;
	enum status status = rowsort_next(dataset->state, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	for (column = GRANT; column <= PURPOSE; column++)
		cells[column] = cell_text(read_string(&reader));
	currency = (uint8_t)read_byte(&reader);
	cells[CURRENCY] = cell_string(currency_code(currency));
	for (column = APPLIED; column <= RETURNED; column++)
		cells[column] = cell_money(read_zigzag(&reader), currency);
	cells[STAGE] = cell_string(state_name((enum state)read_byte(&reader)));
	for (column = APPLIED_ON; column <= END; column++)
		cells[column] = cell_number(aged_get_day(&reader));
	read_clock(dataset, cells, &reader);
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

/* ---- controls ----------------------------------------------------------- */

static int64_t undecided(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_GRANTS_APPLIED, currency);
}

static const struct dataset_rule rules[] = {
	{WORD_GRANTS_APPLIED, "applied", undecided},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	if (slice_is(cells[STAGE].text, state_name(STATE_APPLIED)))
		dataset_add_table(dataset, 0, cells[APPLIED].currency,
				  cells[APPLIED].number);
}

const struct dataset_kind dataset_grants = {
	.name = "aged-grants",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.summed = summed,
	.rules = rules,
	.rule_count = sizeof rules / sizeof rules[0],
	.open = open_grants,
	.next = next,
	.tally = tally,
	.close = aged_rows_close,
};
