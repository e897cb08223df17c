/*
 * dataset_awards.c: aged-awards: how long each victim has waited for what
 * a court awarded (REPORTS.md section 1).
 */
#include "reports/aged.h"
#include "reports/award.h"
#include "reports/cases.h"
#include "reports/delay.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum {
	CLAIM,
	CASE,
	PROVINCE,
	COURT,
	ARTICLE,
	VICTIM,
	OFFENDERS,
	CURRENCY,
	DECIDED,
	IN_FORCE,
	AWARDED,
	UNCOLLECTED,
	HELD,
	UNCLAIMED,
	PAID,
	DIRECT,
	ADVANCED,
	EXCESS,
	OUTSTANDING,
	DAYS,
	NET_DAYS,
	BUCKET,
	FIRST_PAID,
	LAST_PAID,
	WRIT_EXPIRES,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[CLAIM] = {"claim", CELL_CODE},
	[CASE] = {"case", CELL_CODE},
	[PROVINCE] = {"province", CELL_TEXT},
	[COURT] = {"court", CELL_TEXT},
	[ARTICLE] = {"article", CELL_TEXT},
	[VICTIM] = {"victim", CELL_CODE},
	[OFFENDERS] = {"offenders", CELL_CODE},
	[CURRENCY] = {"currency", CELL_CODE},
	[DECIDED] = {"decided", CELL_DAY},
	[IN_FORCE] = {"in_force", CELL_DAY},
	[AWARDED] = {"awarded", CELL_MONEY},
	[UNCOLLECTED] = {"uncollected", CELL_MONEY},
	[HELD] = {"held", CELL_MONEY},
	[UNCLAIMED] = {"unclaimed", CELL_MONEY},
	[PAID] = {"paid", CELL_MONEY},
	[DIRECT] = {"direct", CELL_MONEY},
	[ADVANCED] = {"advanced", CELL_MONEY},
	[EXCESS] = {"excess", CELL_MONEY},
	[OUTSTANDING] = {"outstanding", CELL_MONEY},
	[DAYS] = {"days", CELL_NUMBER},
	[NET_DAYS] = {"net_days", CELL_NUMBER},
	[BUCKET] = {"bucket", CELL_CODE},
	[FIRST_PAID] = {"first_paid", CELL_DAY},
	[LAST_PAID] = {"last_paid", CELL_DAY},
	[WRIT_EXPIRES] = {"writ_expires", CELL_DAY},
};

static const char *const shown[] = {
	"claim",   "case",	  "province", "victim", "currency",  "in_force",
	"awarded", "outstanding", "days",     "bucket", "last_paid", NULL};

static const char *const summed[] = {"awarded", "outstanding", NULL};

/* ---- items to rows ---------------------------------------------------- */

static void put_award(struct text *row, const struct award *award)
{
	const int64_t amounts[] = {
		award->awarded,	  award->uncollected, award->held,
		award->unclaimed, award->paid,	      award->direct,
		award->advanced,  award->excess,      award->outstanding};
	size_t i;

	pack_byte(row, award->currency);
	aged_put_day(row, award->decided);
	aged_put_day(row, award->in_force);
	for (i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
		pack_zigzag(row, amounts[i]);
	aged_put_day(row, award->first_paid);
	aged_put_day(row, award->last_paid);
	aged_put_day(row, award->stop);
	pack_varint(row, (uint64_t)award->net_days);
}

static enum status put_case(struct dataset *dataset, struct slice code,
			    struct text *row, struct err *err)
{
	struct aged_cases *aged = dataset->state;
	struct slice texts;
	enum status status = cases_find(aged->cases, code, &texts, err);

	if (status != STATUS_OK)
		return status;
	aged_put_text(row, code);
	text_add(row, texts.bytes, texts.size);
	return STATUS_OK;
}

static enum status pack(struct dataset *dataset, const struct item *item,
			struct text *row, int32_t *days, struct err *err)
{
	struct slice code = {item->code, item->code_size};
	struct moment moment = dataset->moment;
	struct award award;
	enum status status;

	award_read(item, moment, &award);
	if (award.in_force == DAY_NONE ||
	    (award.outstanding == 0 && !dataset->options.all))
		return STATUS_OK;
	aged_put_text(row, code);
	status = put_case(dataset, moment_text(item, COLUMN_CASE, moment), row,
			  err);
	if (status != STATUS_OK)
		return status;
	aged_put_text(row, moment_text(item, COLUMN_VICTIM, moment));
	aged_put_text(row, moment_text(item, COLUMN_OFFENDER, moment));
	put_award(row, &award);
	*days = award_days(&award);
	return STATUS_OK;
}

static enum status open_awards(struct dataset *dataset, struct err *err)
{
	static const struct aged_source source = {ITEM_CLAIM, pack};

	return aged_cases_open(dataset, &source, err);
}

/* ---- rows to cells ------------------------------------------------------ */

static void read_clock(const struct dataset *dataset, struct cell *cells,
		       struct reader *reader)
{
	struct award award;

	cells[FIRST_PAID] = cell_number(aged_get_day(reader));
	cells[LAST_PAID] = cell_number(aged_get_day(reader));
	award.in_force = (int32_t)cells[IN_FORCE].number;
	award.stop = aged_get_day(reader);
	cells[DAYS] = cell_number(award_days(&award));
	cells[NET_DAYS] = cell_number((int64_t)read_varint(reader));
	cells[BUCKET] = cell_string(delay_bucket_name(
		&dataset->options.terms->longs, award.in_force, award.stop));
	cells[WRIT_EXPIRES] = cell_number(delay_writ_expires(award.in_force));
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct aged_cases *aged = dataset->state;
	struct slice row;
	struct reader reader;
	uint8_t currency;
	int column;
	enum status status = rowsort_next(aged->sorter, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	for (column = CLAIM; column <= OFFENDERS; column++)
		cells[column] = cell_text(read_string(&reader));
	currency = (uint8_t)read_byte(&reader);
	cells[CURRENCY] = cell_string(currency_code(currency));
	cells[DECIDED] = cell_number(aged_get_day(&reader));
	cells[IN_FORCE] = cell_number(aged_get_day(&reader));
	for (column = AWARDED; column <= OUTSTANDING; column++)
		cells[column] = cell_money(read_zigzag(&reader), currency);
	read_clock(dataset, cells, &reader);
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

/* ---- controls -------------------------------------------------------------
 */

static int64_t owed(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_AWARDS_OWED, currency);
}

static int64_t held(const struct known *known, uint8_t currency)
{
	return -known_balance(known, ACCOUNT_TRUST_VICTIMS, currency);
}

static int64_t unclaimed(const struct known *known, uint8_t currency)
{
	return -known_balance(known, ACCOUNT_TRUST_UNCLAIMED, currency);
}

static const struct dataset_rule rules[] = {
	{WORD_AWARDS_UNCOLLECTED, "uncollected", owed},
	{WORD_AWARDS_HELD, "held", held},
	{WORD_AWARDS_UNCLAIMED, "unclaimed", unclaimed},
};

enum { RULES = sizeof rules / sizeof rules[0] };
_Static_assert(ARTICLE - PROVINCE + 1 == CASES_TEXTS,
	       "the texts of a case stand in the order of their columns");
_Static_assert(UNCOLLECTED + RULES - 1 == UNCLAIMED,
	       "the rules stand in the order of their columns");

static void tally(struct dataset *dataset, const struct cell *cells)
{
	size_t i;

	for (i = 0; i < RULES; i++)
		dataset_add_table(dataset, i, cells[UNCOLLECTED].currency,
				  cells[UNCOLLECTED + i].number);
}

const struct dataset_kind dataset_awards = {
	.name = "aged-awards",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.summed = summed,
	.rules = rules,
	.rule_count = RULES,
	.open = open_awards,
	.next = next,
	.tally = tally,
	.close = aged_cases_close,
};
