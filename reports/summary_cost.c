/* summary_cost.c: the cost of the delay, in a currency that lost less. */
#include "ledger/base/currency.h"
#include "ledger/base/money.h"
#include "reports/summary.h"
#include "reports/workbook.h"
#include "reports/workbook_words.h"

#include <assert.h>

enum { DUE, DECIDED, TODAY, LOST, COLUMNS };

struct cost {
	int64_t decided, today; /* of the rows with both rates */
	uint64_t without;	/* rows with money due, and a rate missing */
	bool too_large;
};

/* What one award is worth, at the rate of its decision and of today. */
static void add_award(struct cost *cost, const struct rates *rates,
		      struct rates_amount amount, int32_t decided,
		      const struct part *awards, uint8_t currency)
{
	int64_t then, now;

	if (amount.minor == 0)
		return;
	if (decided == DAY_NONE ||
	    !rates_tell(rates, amount, decided, currency, &then) ||
	    !rates_tell(rates, amount, awards->sums.as_of, currency, &now)) {
		cost->without++;
		return;
	}
	if (!money_add(cost->decided, then, &cost->decided) ||
	    !money_add(cost->today, now, &cost->today))
		cost->too_large = true;
}

static enum status add_up(struct part *awards, const struct rates *rates,
			  uint8_t currency, struct cost *costs, struct err *err)
{
	struct sums *sums = &awards->sums;
	struct cell cells[DATASET_COLUMNS_MAX];
	uint8_t decided = sums_column(sums, "decided");
	uint8_t due = sums->roles.amount;
	enum status status = tape_rewind(awards->tape, err);
	size_t i;

	if (status != STATUS_OK)
		return status;
	while ((status = tape_next(awards->tape, cells, err)) == STATUS_OK) {
		struct rates_amount amount = {cells[due].currency,
					      cells[due].number};

		for (i = 0; i < summary_currencies(sums); i++)
			if (sums->currency[i].currency == amount.currency)
				add_award(&costs[i], rates, amount,
					  (int32_t)cells[decided].number,
					  awards, currency);
	}
	return status == STATUS_END ? tape_rewind(awards->tape, err) : status;
}

static void put_row(struct board *board, size_t row, const struct cost *cost,
		    uint8_t currency)
{
	if (cost->too_large)
		return;
	board_money(board, row, DECIDED, cost->decided, currency);
	board_money(board, row, TODAY, cost->today, currency);
	board_money(board, row, LOST, cost->decided - cost->today, currency);
}

static void add_words(struct board *board, uint8_t currency, uint64_t without)
{
	const char *code = currency_code(currency);
	struct text count = TEXT_ZERO;

	text_addf(&board->heading, SAY_COST_F, code);
	text_add_string(&board->corner, SAY_CURRENCY);
	text_add_string(&board->columns[DUE], SAY_OUTSTANDING);
	text_addf(&board->columns[DECIDED], SAY_COST_DECIDED_F, code);
	text_addf(&board->columns[TODAY], SAY_COST_TODAY_F, code);
	text_addf(&board->columns[LOST], SAY_COST_LOST_F, code);
	text_add_string(&board->note, SAY_COST_NOTE);
	workbook_count(&count, (int64_t)without);
	if (without > 0)
		text_addf(&board->note, SAY_COST_WITHOUT_F, count.bytes);
	text_release(&count);
}

static void add_finding(struct summary *summary, const struct cost *all,
			uint8_t currency)
{
	struct text then = TEXT_ZERO;
	struct text now = TEXT_ZERO;
	struct text *out;

	if (all->too_large || all->decided == 0 ||
	    (out = summary_finding(summary)) == NULL)
		return;
	workbook_money(&then, all->decided, currency);
	workbook_money(&now, all->today, currency);
	text_addf(out, SAY_COST_FINDING_F, currency_code(currency), then.bytes,
		  now.bytes);
	text_release(&then);
	text_release(&now);
}

static void fill(struct summary *summary, const struct part *awards,
		 const struct cost *costs, uint8_t currency)
{
	const struct sums *sums = &awards->sums;
	size_t count = summary_currencies(sums);
	struct board *board = summary_board(summary, count + 1, COLUMNS);
	struct cost all = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct sums_currency *sum = &sums->currency[i];

		text_add_string(&board->rows[i].text,
				currency_code(sum->currency));
		board_money(board, i, DUE, sum->total[sums->roles.amount],
			    sum->currency);
		put_row(board, i, &costs[i], currency);
		all.without += costs[i].without;
		if (costs[i].too_large ||
		    !money_add(all.decided, costs[i].decided, &all.decided) ||
		    !money_add(all.today, costs[i].today, &all.today))
			all.too_large = true;
	}
	text_add_string(&board->rows[count].text, SAY_TOTAL);
	put_row(board, count, &all, currency);
	board->total = true;
	board->link = awards->kind.sheet;
	add_words(board, currency, all.without);
	add_finding(summary, &all, currency);
}

enum status cost_board(struct summary *summary, struct part *awards,
		       const struct rates *rates, uint8_t currency,
		       struct err *err)
{
	struct cost costs[SUMMARY_CURRENCIES_MAX] = {{0}};
	enum status status;

	if (summary_currencies(&awards->sums) == 0 || currency == CURRENCY_NONE)
		return STATUS_OK;
	status = add_up(awards, rates, currency, costs, err);
	if (status == STATUS_OK)
		fill(summary, awards, costs, currency);
	return status;
}
