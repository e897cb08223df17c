/*
 * dataset_fund.c: fund: what each fund was promised, got, gave and holds, a
 * row per fund and currency (REPORTS.md section 1).
 *
 * Stocks      proposed and approved (what stands in that stage), cash,
 *             receivable, subrogated: in the currency of the day.
 * Flows       all other columns: what moved up to the day, in the currency
 *             in which it moved; a redenomination moves nothing.
 *
 * The stages come from the contributions, all else from one pass over the
 * journal; the ledger side of the controls are the control accounts.
 */
#include "reports/dataset_kind.h"
#include "reports/reversals.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum {
	FUND,
	CURRENCY,
	PROPOSED,
	APPROVED,
	BOUND,
	RECEIVED,
	OTHER_INCOME,
	ADVANCED,
	RECOVERED,
	GRANTS,
	ASSISTANCE,
	IMPAIRMENT,
	CASH,
	RECEIVABLE,
	SUBROGATED,
	COLUMNS,
	/* not shown, but cash needs them */
	EXCHANGED = COLUMNS,
	REDENOMINATED,
	FIGURES
};

static const struct dataset_column_row columns[COLUMNS] = {
	[FUND] = {"fund", CELL_CODE},
	[CURRENCY] = {"currency", CELL_CODE},
	[PROPOSED] = {"proposed", CELL_MONEY},
	[APPROVED] = {"approved", CELL_MONEY},
	[BOUND] = {"bound", CELL_MONEY},
	[RECEIVED] = {"received", CELL_MONEY},
	[OTHER_INCOME] = {"other_income", CELL_MONEY},
	[ADVANCED] = {"advanced", CELL_MONEY},
	[RECOVERED] = {"recovered", CELL_MONEY},
	[GRANTS] = {"grants", CELL_MONEY},
	[ASSISTANCE] = {"assistance", CELL_MONEY},
	[IMPAIRMENT] = {"impairment", CELL_MONEY},
	[CASH] = {"cash", CELL_MONEY},
	[RECEIVABLE] = {"receivable", CELL_MONEY},
	[SUBROGATED] = {"subrogated", CELL_MONEY},
};

static const char *const shown[] = {
	"fund",	     "currency", "bound",      "received", "advanced",
	"recovered", "grants",	 "assistance", "cash",	   NULL};

struct fund_rows {
	uint64_t *figures; /* [fund][currency][figure], wrapping */
	size_t next;	   /* fund and currency to look at */
};

static uint64_t *figures_of(const struct fund_rows *rows, enum fund fund,
			    uint8_t currency)
{
	size_t place = (size_t)fund * currency_count() + currency;

	return &rows->figures[place * FIGURES];
}

/* ---- contributions, in their stages ------------------------------------- */

static void add_contribution(struct dataset *dataset, const struct item *item)
{
	struct slice name = moment_text(item, COLUMN_FUND, dataset->moment);
	int fund = choice_find(COLUMN_FUND, name.bytes, name.size);
	size_t i;

	if (fund < 0)
		return;
	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];
		uint64_t *figures = figures_of(dataset->state, (enum fund)fund,
					       move->currency);

		if (!moment_sees(dataset->moment, move->day, move->seq))
			continue;
		if (move->account == ACCOUNT_CONTRIBUTIONS_PROPOSED)
			figures[PROPOSED] += (uint64_t)move->amount;
		else if (move->account == ACCOUNT_CONTRIBUTIONS_APPROVED)
			figures[APPROVED] += (uint64_t)move->amount;
	}
}

static enum status add_contributions(struct dataset *dataset, struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status =
		items_open(dataset->book, ITEM_CONTRIBUTION, &items, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &item, err);
		if (status == STATUS_OK)
			add_contribution(dataset, item);
	} while (status == STATUS_OK);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- the journal: stocks and flows -------------------------------------- */

/* The account of the first fund that stands for this one. */
static int family_of(const struct line *line)
{
	return (int)line->account - (int)account_row(line->account)->fund;
}

static void add_cash(uint64_t *figures, enum event_code event, uint64_t amount)
{
	figures[CASH] += amount;
	if (event == EVENT_CONTRIBUTION_RECEIVED)
		figures[RECEIVED] += amount;
	else if (event == EVENT_CASH_EXCHANGED)
		figures[EXCHANGED] += amount;
	else if (event == EVENT_CURRENCY_REDENOMINATED)
		figures[REDENOMINATED] += amount;
}

static void add_subrogated(uint64_t *figures, enum event_code event,
			   uint64_t amount)
{
	figures[SUBROGATED] += amount;
	if (event == EVENT_AWARD_ADVANCED || event == EVENT_ADVANCE_RETURNED)
		figures[ADVANCED] += amount;
	else if (event != EVENT_ADVANCE_WRITTEN_OFF &&
		 event != EVENT_CURRENCY_REDENOMINATED)
		figures[RECOVERED] -= amount;
}

/* Income and expense are flows: no redenomination changes them. */
static void add_flow(uint64_t *figures, int family, enum event_code event,
		     uint64_t amount)
{
	if (event == EVENT_CURRENCY_REDENOMINATED)
		return;
	switch (family) {
	case ACCOUNT_INCOME_STATE:
	case ACCOUNT_INCOME_PROCEEDS:
	case ACCOUNT_INCOME_DONOR:
	case ACCOUNT_INCOME_LEVY:
	case ACCOUNT_INCOME_OTHER:
		figures[event == EVENT_CONTRIBUTION_BOUND ? BOUND
							  : OTHER_INCOME] -=
			amount;
		break;
	case ACCOUNT_INCOME_RECOVERED:
		figures[RECOVERED] -= amount;
		break;
	case ACCOUNT_EXPENSE_GRANTS:
		figures[GRANTS] += amount;
		break;
	case ACCOUNT_EXPENSE_ASSISTANCE:
		figures[ASSISTANCE] += amount;
		break;
	case ACCOUNT_EXPENSE_IMPAIRMENT:
		figures[IMPAIRMENT] += amount;
		break;
	default:
		break;
	}
}

static void add_line(const struct fund_rows *rows, enum event_code event,
		     const struct line *line)
{
	const struct account_row *row = account_row(line->account);
	uint64_t amount = (uint64_t)line->amount;
	uint64_t *figures;

	if (row->book != BOOK_FUND)
		return;
	figures = figures_of(rows, (enum fund)row->fund, line->currency);
	switch (family_of(line)) {
	case ACCOUNT_FUND_CASH:
		add_cash(figures, event, amount);
		break;
	case ACCOUNT_FUND_RECEIVABLE:
		figures[RECEIVABLE] += amount;
		break;
	case ACCOUNT_FUND_SUBROGATED:
		add_subrogated(figures, event, amount);
		break;
	default:
		add_flow(figures, family_of(line), event, amount);
		break;
	}
}

static enum status add_entries(struct dataset *dataset,
			       const struct reversals *reversals,
			       struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	size_t i;
	enum status status = entries_open(dataset->book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	for (;;) {
		status = entries_next(entries, &entry, err);
		if (status != STATUS_OK)
			break;
		if (!reversals_stands(reversals, &entry))
			continue;
		for (i = 0; i < entry.line_count; i++)
			add_line(dataset->state, entry.event.code,
				 &entry.lines[i]);
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status open_fund(struct dataset *dataset, struct err *err)
{
	struct fund_rows *rows = mem_alloc(sizeof *rows);
	struct reversals *reversals;
	enum status status;

	dataset->state = rows;
	rows->figures = mem_alloc((size_t)FUND_COUNT * currency_count() *
				  FIGURES * sizeof *rows->figures);
	status =
		reversals_open(dataset->book, dataset->moment, &reversals, err);
	if (status != STATUS_OK)
		return status;
	status = add_contributions(dataset, err);
	if (status == STATUS_OK)
		status = add_entries(dataset, reversals, err);
	reversals_close(reversals);
	return status;
}

static void close_fund(void *state)
{
	struct fund_rows *rows = state;

	free(rows->figures);
	free(rows);
}

/* ---- rows --------------------------------------------------------------- */

static bool is_empty(const uint64_t *figures)
{
	int figure;

	for (figure = PROPOSED; figure < COLUMNS; figure++)
		if (figures[figure] != 0)
			return false;
	return true;
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct fund_rows *rows = dataset->state;
	size_t count = (size_t)FUND_COUNT * currency_count();

	(void)err;
	while (rows->next < count) {
		size_t place = rows->next++;
		uint8_t currency = (uint8_t)(place % currency_count());
		const uint64_t *figures = &rows->figures[place * FIGURES];
		int column;

		if (is_empty(figures))
			continue;
		cells[FUND] = cell_string(choice_name(
			COLUMN_FUND, (int)(place / currency_count())));
		cells[CURRENCY] = cell_string(currency_code(currency));
		for (column = PROPOSED; column < COLUMNS; column++)
			cells[column] =
				cell_money((int64_t)figures[column], currency);
		return STATUS_OK;
	}
	return STATUS_END;
}

/* ---- controls ----------------------------------------------------------- */

static int64_t all_funds(const struct known *known, enum account first,
			 uint8_t currency)
{
	uint64_t sum = 0;
	int fund;

	for (fund = 0; fund < FUND_COUNT; fund++)
		sum += (uint64_t)known_balance(
			known, account_of(first, (enum fund)fund), currency);
	return (int64_t)sum;
}

static int64_t proposed(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_CONTRIBUTIONS_PROPOSED, currency);
}

static int64_t approved(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_CONTRIBUTIONS_APPROVED, currency);
}

static int64_t cash(const struct known *known, uint8_t currency)
{
	return all_funds(known, ACCOUNT_FUND_CASH, currency);
}

static int64_t receivable(const struct known *known, uint8_t currency)
{
	return all_funds(known, ACCOUNT_FUND_RECEIVABLE, currency);
}

static int64_t subrogated(const struct known *known, uint8_t currency)
{
	return all_funds(known, ACCOUNT_FUND_SUBROGATED, currency);
}

enum {
	RULE_PROPOSED,
	RULE_APPROVED,
	RULE_CASH,
	RULE_RECEIVABLE,
	RULE_SUBROGATED,
	RULE_FLOWS,
	RULES
};

static const struct dataset_rule rules[RULES] = {
	[RULE_PROPOSED] = {WORD_CONTRIBUTIONS_PROPOSED, "proposed", proposed},
	[RULE_APPROVED] = {WORD_CONTRIBUTIONS_APPROVED, "approved", approved},
	[RULE_CASH] = {WORD_FUND_CASH, "cash", cash},
	[RULE_RECEIVABLE] = {WORD_CONTRIBUTIONS_RECEIVABLE, "receivable",
			     receivable},
	[RULE_SUBROGATED] = {WORD_FUND_SUBROGATED, "subrogated", subrogated},
	[RULE_FLOWS] = {WORD_FUND_FLOWS, "cash", cash},
};

/* What the row says of the ways into and out of the fund's cash. */
static int64_t flows_of(const struct cell *cells)
{
	static const struct {
		int column;
		int sign;
	} ways[] = {{RECEIVED, 1},  {OTHER_INCOME, 1}, {RECOVERED, 1},
		    {ADVANCED, -1}, {GRANTS, -1},      {ASSISTANCE, -1}};
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < sizeof ways / sizeof ways[0]; i++)
		if (ways[i].sign > 0)
			sum += (uint64_t)cells[ways[i].column].number;
		else
			sum -= (uint64_t)cells[ways[i].column].number;
	return (int64_t)sum;
}

/* The row was just handed out: the state stands behind it. */
static void tally(struct dataset *dataset, const struct cell *cells)
{
	const struct fund_rows *rows = dataset->state;
	const uint64_t *hidden = &rows->figures[(rows->next - 1) * FIGURES];
	uint8_t currency = cells[CASH].currency;

	dataset_add_table(dataset, RULE_PROPOSED, currency,
			  cells[PROPOSED].number);
	dataset_add_table(dataset, RULE_APPROVED, currency,
			  cells[APPROVED].number);
	dataset_add_table(dataset, RULE_CASH, currency, cells[CASH].number);
	dataset_add_table(dataset, RULE_RECEIVABLE, currency,
			  cells[RECEIVABLE].number);
	dataset_add_table(dataset, RULE_SUBROGATED, currency,
			  cells[SUBROGATED].number);
	dataset_add_table(dataset, RULE_FLOWS, currency, flows_of(cells));
	dataset_add_table(dataset, RULE_FLOWS, currency,
			  (int64_t)(hidden[EXCHANGED] + hidden[REDENOMINATED]));
}

const struct dataset_kind dataset_fund = {
	.name = "fund",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.rules = rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = open_fund,
	.next = next,
	.tally = tally,
	.close = close_fund,
};
