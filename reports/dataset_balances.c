/*
 * dataset_balances.c: balances: the trial balance of a day. Its debits and
 * credits are tied to each other, book by book and fund by fund. The pack's
 * form of it (trial-balance) names the book, and parts the two sides.
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

/* ---- book by book, debits beside credits -------------------------------- */

enum { TRIAL_BOOK, TRIAL_ACCOUNT, TRIAL_CURRENCY, TRIAL_DEBIT, TRIAL_CREDIT };

static const struct dataset_column_row trial_columns[] = {
	[TRIAL_BOOK] = {"book", CELL_CODE},
	[TRIAL_ACCOUNT] = {"account", CELL_CODE},
	[TRIAL_CURRENCY] = {"currency", CELL_CODE},
	[TRIAL_DEBIT] = {"debit", CELL_MONEY},
	[TRIAL_CREDIT] = {"credit", CELL_MONEY},
};

/* The account's name up to its book, or to its fund. */
static struct slice book_name(const struct account_row *row)
{
	const char *end = strchr(row->name, ':');

	if (row->book == BOOK_FUND)
		end = strchr(end + 1, ':');
	return (struct slice){row->name, (size_t)(end - row->name)};
}

static enum status next_trial(struct dataset *dataset, struct cell *cells,
			      struct err *err)
{
	const struct balances *at = dataset->state;
	struct cell row[3] = {{.empty = true}};
	enum status status = next_balance(dataset, row, err);
	bool debit;

	if (status != STATUS_OK)
		return status;
	debit = row[2].number > 0;
	cells[TRIAL_BOOK] =
		cell_text(book_name(account_row(account_ranked(at->rank))));
	cells[TRIAL_ACCOUNT] = row[0];
	cells[TRIAL_CURRENCY] = row[1];
	cells[TRIAL_DEBIT] = debit ? row[2] : cell_empty();
	cells[TRIAL_CREDIT] = cell_empty();
	if (!debit)
		cells[TRIAL_CREDIT] =
			cell_money(-row[2].number, row[2].currency);
	return STATUS_OK;
}

static const struct dataset_rule trial_rules[RULES] = {
	{WORD_BOOK_MEMO, "debit", NULL},
	{WORD_BOOK_TRUST, "debit", NULL},
	{WORD_BOOK_FUND + FUND_COMPENSATION, "debit", NULL},
	{WORD_BOOK_FUND + FUND_GRANTS, "debit", NULL},
	{WORD_BOOK_FUND + FUND_LEGAL_AID, "debit", NULL},
};

static void tally_trial(struct dataset *dataset, const struct cell *cells)
{
	const struct balances *at = dataset->state;
	size_t rule = rule_of(account_row(account_ranked(at->rank)));
	const struct cell *debit = &cells[TRIAL_DEBIT];
	const struct cell *credit = &cells[TRIAL_CREDIT];

	if (!debit->empty)
		dataset_add_table(dataset, rule, debit->currency,
				  debit->number);
	else
		dataset_add_ledger(dataset, rule, credit->currency,
				   credit->number);
}

const struct dataset_kind dataset_trial = {
	.name = "trial-balance",
	.columns = trial_columns,
	.column_count = sizeof trial_columns / sizeof trial_columns[0],
	.rules = trial_rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = open_balances,
	.next = next_trial,
	.tally = tally_trial,
	.close = close_balances,
};
