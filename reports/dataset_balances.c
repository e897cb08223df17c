/*
 * dataset_balances.c: balances: the trial balance of a day. Its debits and
 * credits are tied to each other, book by book and fund by fund.
 */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

/* The next account by name, and currency within it. */
struct balances {
	size_t rank;
	uint8_t currency;
};

static enum status open_balances(struct dataset *dataset, struct err *err)
{
	(void)err;
	dataset->state = mem_alloc(sizeof(struct balances));
	return STATUS_OK;
}

static void fill_balance(struct cell *cells, enum account account,
			 uint8_t currency, int64_t balance)
{
	cells[0] = cell_string(account_row(account)->name);
	cells[1] = cell_string(currency_code(currency));
	cells[2] = cell_money(balance, currency);
}

static enum status next_balance(struct dataset *dataset, struct cell *cells,
				struct err *err)
{
	struct balances *at = dataset->state;

	(void)err;
	for (; at->rank < account_ranks(); at->rank++, at->currency = 0) {
		enum account account = account_ranked(at->rank);

		while (at->currency < currency_count()) {
			uint8_t currency = at->currency++;
			int64_t balance = known_balance(dataset->known, account,
							currency);

			if (balance == 0)
				continue;
			fill_balance(cells, account, currency, balance);
			return STATUS_OK;
		}
	}
	return STATUS_END;
}

static const struct dataset_column_row columns[] = {
	{"account", CELL_CODE},
	{"currency", CELL_CODE},
	{"balance", CELL_MONEY},
};

enum { RULE_MEMO, RULE_TRUST, RULE_FUND, RULES = RULE_FUND + FUND_COUNT };
_Static_assert(WORD_BOOK_FUND_LAST - WORD_BOOK_FUND + 1 == FUND_COUNT,
	       "each fund balances by itself and is named");

static const struct dataset_rule rules[RULES] = {
	{WORD_BOOK_MEMO, "balance", NULL},
	{WORD_BOOK_TRUST, "balance", NULL},
	{WORD_BOOK_FUND + FUND_COMPENSATION, "balance", NULL},
	{WORD_BOOK_FUND + FUND_GRANTS, "balance", NULL},
	{WORD_BOOK_FUND + FUND_LEGAL_AID, "balance", NULL},
};

static size_t rule_of(const struct account_row *row)
{
	switch (row->book) {
	case BOOK_MEMO:
		return RULE_MEMO;
	case BOOK_TRUST:
		return RULE_TRUST;
	case BOOK_FUND:
		break;
	}
	return RULE_FUND + row->fund;
}

/* The account whose row was just handed out: the state stands on it. */
static void tally_balance(struct dataset *dataset, const struct cell *cells)
{
	const struct balances *at = dataset->state;
	size_t rule = rule_of(account_row(account_ranked(at->rank)));
	int64_t balance = cells[2].number;

	if (balance > 0)
		dataset_add_table(dataset, rule, cells[2].currency, balance);
	else
		dataset_add_ledger(dataset, rule, cells[2].currency, -balance);
}

static void close_balances(void *state)
{
	free(state);
}

const struct dataset_kind dataset_balances = {
	.name = "balances",
	.columns = columns,
	.column_count = sizeof columns / sizeof columns[0],
	.rules = rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = open_balances,
	.next = next_balance,
	.tally = tally_balance,
	.close = close_balances,
};
