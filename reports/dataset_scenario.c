/*
 * dataset_scenario.c: scenario: what a fund would have done, a row a
 * measure and currency (REPORTS.md section 3; reports/README.md says what
 * each measure is).
 */
#include "reports/dataset_scenario.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { MEASURE, CURRENCY, COUNT, AMOUNT, DAY, DAYS, COLUMNS };

static const struct dataset_column_row columns[COLUMNS] = {
	[MEASURE] = {"measure", CELL_CODE},
	[CURRENCY] = {"currency", CELL_CODE},
	[COUNT] = {"count", CELL_NUMBER},
	[AMOUNT] = {"amount", CELL_MONEY},
	[DAY] = {"day", CELL_DAY},
	[DAYS] = {"days", CELL_NUMBER},
};

enum measure {
	AWARDS_IN_FORCE,
	AWARDS_DUE,
	VICTIMS_ADVANCED,
	ADVANCED,
	REPAID,
	LOST,
	SUBROGATED,
	ROUNDING,
	WAITING,
	SHORT_OF_MONEY,
	PEAK,
	CASH_REAL,
	WITH,
	CASH_SCENARIO,
	OUTSTANDING_REAL,
	OUTSTANDING_SCENARIO,
	REPAID_HELD,
	DELAY_REAL,
	DELAY_SCENARIO,
	FIRST_DAYS_SAVED,
	DAYS_SAVED,
	MEASURES
};

/* Which cells a measure fills. */
enum { C = 1, A = 2, D = 4, N = 8 };

static const struct measure_row {
	const char *name;
	int cells;
} measures[MEASURES] = {
	[AWARDS_IN_FORCE] = {"awards_in_force", C | A},
	[AWARDS_DUE] = {"awards_due", C | A},
	[VICTIMS_ADVANCED] = {"victims_advanced", C},
	[ADVANCED] = {"advanced", C | A | D},
	[REPAID] = {"repaid", C | A},
	[LOST] = {"lost", C | A},
	[SUBROGATED] = {"subrogated", C | A},
	[ROUNDING] = {"rounding", A},
	[WAITING] = {"waiting", C | A},
	[SHORT_OF_MONEY] = {"short_of_money", D | N},
	[PEAK] = {"peak", A | D},
	[CASH_REAL] = {"cash_real", A},
	[WITH] = {"with", A},
	[CASH_SCENARIO] = {"cash_scenario", A},
	[OUTSTANDING_REAL] = {"outstanding_real", C | A},
	[OUTSTANDING_SCENARIO] = {"outstanding_scenario", C | A},
	[REPAID_HELD] = {"repaid_held", C | A},
	[DELAY_REAL] = {"delay_real", C | N},
	[DELAY_SCENARIO] = {"delay_scenario", C | N},
	[FIRST_DAYS_SAVED] = {"first_days_saved", C | N},
	[DAYS_SAVED] = {"days_saved", C | N},
};

struct figure {
	int64_t count;
	uint64_t amount; /* wraps, as controls do */
	int32_t day;
	int64_t days;
};

/* A victim of an award that was advanced: her code, and its currency. */
struct helped {
	const char *code;
	uint8_t currency;
};

struct summary {
	struct figure (*figures)[MEASURES]; /* [currency] */
	bool *used;			    /* [currency] */
	size_t next;			    /* row to look at */
	struct arena codes;
	struct helped *helped;
	size_t helped_count, helped_room;
};

static struct summary *summary_of(const struct dataset *dataset)
{
	const struct scenario_rows *rows = dataset->state;

	return rows->own;
}

/* ---- awards to figures --------------------------------------------------- */

static void count(struct figure *figure, int64_t amount)
{
	if (amount == 0)
		return;
	figure->count++;
	figure->amount += (uint64_t)amount;
}

static void count_days(struct figure *figure, int32_t days)
{
	if (days == 0)
		return;
	figure->count++;
	figure->days += days;
}

static void add_helped(struct summary *summary, uint8_t currency,
		       struct slice victim)
{
	struct helped *helped;

	summary->helped =
		mem_grow(summary->helped, &summary->helped_room,
			 summary->helped_count + 1, sizeof *summary->helped);
	helped = &summary->helped[summary->helped_count++];
	helped->code = arena_copy(&summary->codes, victim.bytes, victim.size);
	helped->currency = currency;
}

static void note_first(struct figure *figure, int32_t day)
{
	if (figure->day == DAY_NONE || day < figure->day)
		figure->day = day;
}

static void add_award(struct dataset *dataset, const struct item *claim)
{
	const struct scenario_rows *rows = dataset->state;
	const struct scenario_outcome *outcome = &rows->outcome;
	const struct scenario_result *result = &outcome->result;
	const struct award *award = &outcome->award;
	struct summary *summary = rows->own;
	struct figure *figures = summary->figures[result->currency];

	summary->used[result->currency] = true;
	figures[AWARDS_IN_FORCE].count++;
	figures[AWARDS_IN_FORCE].amount += (uint64_t)award->awarded;
	if (outcome->is_due) {
		figures[AWARDS_DUE].count++;
		figures[AWARDS_DUE].amount += (uint64_t)award->awarded;
	}
	if (result->advanced_on != DAY_NONE) {
		figures[ADVANCED].count++;
		note_first(&figures[ADVANCED], result->advanced_on);
		add_helped(summary, result->currency,
			   moment_text(claim, COLUMN_VICTIM, dataset->moment));
	}
	count(&figures[REPAID], result->repaid);
	count(&figures[LOST], result->lost);
	count(&figures[SUBROGATED], result->subrogated);
	count(&figures[WAITING], result->wanted);
	count(&figures[OUTSTANDING_REAL], award->outstanding);
	count(&figures[OUTSTANDING_SCENARIO], outcome->outstanding);
	count(&figures[REPAID_HELD], result->repaid_held);
	count_days(&figures[DELAY_REAL], award_days(award));
	count_days(&figures[DELAY_SCENARIO], outcome->days);
	count_days(&figures[FIRST_DAYS_SAVED], outcome->first_days_saved);
	count_days(&figures[DAYS_SAVED], outcome->days_saved);
}

static int compare_helped(const void *left, const void *right)
{
	const struct helped *a = left;
	const struct helped *b = right;

	if (a->currency != b->currency)
		return a->currency < b->currency ? -1 : 1;
	return strcmp(a->code, b->code);
}

/* A victim of several awards is one victim. */
static void count_helped(struct summary *summary)
{
	size_t i;

	if (summary->helped_count > 0)
		qsort(summary->helped, summary->helped_count,
		      sizeof *summary->helped, compare_helped);
	for (i = 0; i < summary->helped_count; i++) {
		const struct helped *helped = &summary->helped[i];

		if (i == 0 || compare_helped(helped - 1, helped) != 0)
			summary->figures[helped->currency][VICTIMS_ADVANCED]
				.count++;
	}
	arena_release(&summary->codes);
	free(summary->helped);
	summary->helped = NULL;
}

/* ---- the fund's figures -------------------------------------------------- */

static void add_purse(const struct scenario_rows *rows, uint8_t currency)
{
	struct summary *summary = rows->own;
	const struct scenario_money *money =
		scenario_replay_money(rows->replay);
	const struct scenario_purse *purse =
		scenario_replay_purse(rows->replay, currency);
	struct figure *figures = summary->figures[currency];
	uint64_t with = (uint64_t)scenario_money_with(money, currency);
	uint64_t level = (uint64_t)scenario_fund_level(
		scenario_money_fund(money), currency);

	figures[ADVANCED].amount =
		(uint64_t)purse->out + (uint64_t)purse->repaid;
	figures[REPAID].amount = (uint64_t)purse->repaid;
	figures[ROUNDING].amount =
		(uint64_t)purse->out - (uint64_t)purse->owing;
	figures[SHORT_OF_MONEY].day = purse->short_on;
	figures[SHORT_OF_MONEY].days = purse->short_days;
	figures[PEAK].amount = (uint64_t)purse->peak;
	figures[PEAK].day = purse->peak_on;
	figures[WITH].amount = with;
	figures[CASH_REAL].amount = level - with;
	figures[CASH_SCENARIO].amount = level - (uint64_t)purse->out;
	if (with != 0 || level != 0)
		summary->used[currency] = true;
}

static enum status read_all(struct dataset *dataset, struct err *err)
{
	const struct scenario_rows *rows = dataset->state;
	const struct item *claim;
	uint8_t currency;
	enum status status;

	while ((status = scenario_rows_next(dataset, &claim, err)) == STATUS_OK)
		add_award(dataset, claim);
	if (status != STATUS_END)
		return status;
	count_helped(rows->own);
	for (currency = 0; currency < currency_count(); currency++)
		add_purse(rows, currency);
	return STATUS_OK;
}

static enum status open_scenario(struct dataset *dataset, struct err *err)
{
	enum status status = scenario_rows_open(dataset, err);
	struct scenario_rows *rows = dataset->state;
	struct summary *summary = mem_alloc(sizeof *summary);
	size_t i;

	rows->own = summary;
	summary->figures =
		mem_alloc(currency_count() * sizeof *summary->figures);
	summary->used = mem_alloc(currency_count() * sizeof *summary->used);
	for (i = 0; i < currency_count(); i++)
		summary->figures[i][ADVANCED].day = DAY_NONE;
	return status == STATUS_OK ? read_all(dataset, err) : status;
}

static void close_scenario(void *state)
{
	const struct scenario_rows *rows = state;
	struct summary *summary = rows->own;

	arena_release(&summary->codes);
	free(summary->helped);
	free(summary->figures);
	free(summary->used);
	scenario_rows_close(state);
}

/* ---- rows --------------------------------------------------------------- */

static void put_row(struct cell *cells, enum measure measure, uint8_t currency,
		    const struct figure *figure)
{
	int filled = measures[measure].cells;

	cells[MEASURE] = cell_string(measures[measure].name);
	cells[CURRENCY] = cell_string(currency_code(currency));
	cells[COUNT] =
		(filled & C) != 0 ? cell_number(figure->count) : cell_empty();
	cells[AMOUNT] = (filled & A) != 0
				? cell_money((int64_t)figure->amount, currency)
				: cell_empty();
	cells[DAY] = cell_number((filled & D) != 0 ? figure->day : DAY_NONE);
	cells[DAYS] =
		(filled & N) != 0 ? cell_number(figure->days) : cell_empty();
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct summary *summary = summary_of(dataset);

	(void)err;
	while (summary->next < (size_t)currency_count() * MEASURES) {
		uint8_t currency = (uint8_t)(summary->next / MEASURES);
		enum measure measure = (enum measure)(summary->next % MEASURES);

		summary->next++;
		if (!summary->used[currency])
			continue;
		put_row(cells, measure, currency,
			&summary->figures[currency][measure]);
		return STATUS_OK;
	}
	return STATUS_END;
}

/* ---- controls ------------------------------------------------------------ */

static int64_t cash(const struct known *known, uint8_t currency)
{
	return known_balance(known,
			     account_of(ACCOUNT_FUND_CASH, FUND_COMPENSATION),
			     currency);
}

enum { RULE_CASH, RULE_OUT, RULE_REAL, RULE_SCENARIO, RULES };

static const struct dataset_rule rules[RULES] = {
	[RULE_CASH] = {WORD_SCENARIO_CASH, "amount", cash},
	[RULE_OUT] = {WORD_SCENARIO_OUT, "amount", NULL},
	[RULE_REAL] = {WORD_SCENARIO_REAL, "amount", scenario_rows_ledger},
	[RULE_SCENARIO] = {WORD_SCENARIO_IDENTITY, "amount",
			   scenario_rows_ledger},
};

/* How a measure counts in each control: on its table, 8 on the ledger. */
static const struct {
	enum measure measure;
	int rule;
	int sign;
	bool ledger;
} parts[] = {
	{CASH_SCENARIO, RULE_CASH, 1, false},
	{ADVANCED, RULE_CASH, 1, false},
	{REPAID, RULE_CASH, -1, false},
	{WITH, RULE_CASH, -1, false},
	{ADVANCED, RULE_OUT, 1, false},
	{REPAID, RULE_OUT, -1, false},
	{SUBROGATED, RULE_OUT, 1, true},
	{LOST, RULE_OUT, 1, true},
	{ROUNDING, RULE_OUT, 1, true},
	{OUTSTANDING_REAL, RULE_REAL, 1, false},
	{OUTSTANDING_SCENARIO, RULE_SCENARIO, 1, false},
	{SUBROGATED, RULE_SCENARIO, 1, false},
	{REPAID_HELD, RULE_SCENARIO, 1, false},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	const struct summary *summary = summary_of(dataset);
	enum measure measure = (enum measure)((summary->next - 1) % MEASURES);
	uint8_t currency = cells[AMOUNT].currency;
	size_t i;

	for (i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		int64_t amount = cells[AMOUNT].number;

		if (parts[i].measure != measure)
			continue;
		if (parts[i].sign < 0)
			amount = (int64_t)(0 - (uint64_t)amount);
		if (parts[i].ledger)
			dataset_add_ledger(dataset, (size_t)parts[i].rule,
					   currency, amount);
		else
			dataset_add_table(dataset, (size_t)parts[i].rule,
					  currency, amount);
	}
}

const struct dataset_kind dataset_scenario = {
	.name = "scenario",
	.columns = columns,
	.column_count = COLUMNS,
	.rules = rules,
	.rule_count = RULES,
	.successive = true,
	.totals_by_label = true,
	.open = open_scenario,
	.next = next,
	.tally = tally,
	.close = close_scenario,
};
