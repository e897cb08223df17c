/*
 * dataset_subledgers.c: balances --items: the trial balance item by item.
 * The items of each account are tied to its control account.
 *
 * One pass over the items finds the balances of all their accounts; the
 * sorter brings them into the order of accounts. Accounts without items
 * stand between them with one row a currency.
 */
#include "reports/dataset_kind.h"
#include "reports/rowsort.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

/* One item's balance on one account. */
struct part {
	enum account account;
	uint8_t currency;
	int64_t balance;
	struct slice item; /* borrowed from the sorter */
};

struct subledgers {
	struct rowsort *sorter; /* parts by account, code, currency */
	uint8_t rank_of[ACCOUNT_COUNT];
	struct ending *endings; /* of the item at hand */
	size_t ending_count, ending_room;
	struct text row;
	struct part part; /* the next one, when it waits */
	bool waits;
	size_t rank; /* of the account whose rows are handed out */
	uint8_t currency;
	int64_t *sums; /* [account][currency] of parts handed out */
};

_Static_assert(ACCOUNT_COUNT < 256, "a rank must fit one byte");

static void end_with(struct subledgers *state, uint8_t account,
		     uint8_t currency, int64_t amount)
{
	struct ending *ending;
	size_t i;

	for (i = 0; i < state->ending_count; i++) {
		ending = &state->endings[i];
		if (ending->account != account || ending->currency != currency)
			continue;
		ending->amount =
			(int64_t)((uint64_t)ending->amount + (uint64_t)amount);
		return;
	}
	state->endings =
		mem_grow(state->endings, &state->ending_room,
			 state->ending_count + 1, sizeof *state->endings);
	ending = &state->endings[state->ending_count++];
	ending->account = account;
	ending->currency = currency;
	ending->amount = amount;
}

static void sum_item(struct subledgers *state, const struct item *item,
		     struct moment moment)
{
	size_t i;

	state->ending_count = 0;
	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->day > moment.day)
			break;
		if (moment_sees(moment, move->day, move->seq) &&
		    !account_is_sum((enum account)move->account))
			end_with(state, move->account, move->currency,
				 move->amount);
	}
}

static int by_currency(const void *a, const void *b)
{
	const struct ending *x = a;
	const struct ending *y = b;

	return (int)x->currency - (int)y->currency;
}

static enum status add_item(struct subledgers *state, const struct item *item,
			    struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	qsort(state->endings, state->ending_count, sizeof *state->endings,
	      by_currency);
	for (i = 0; i < state->ending_count && status == STATUS_OK; i++) {
		const struct ending *ending = &state->endings[i];
		struct slice row;

		if (ending->amount == 0)
			continue;
		text_clear(&state->row);
		pack_byte(&state->row, ending->account);
		pack_byte(&state->row, ending->currency);
		pack_zigzag(&state->row, ending->amount);
		pack_string(&state->row, item->code, item->code_size);
		row.bytes = state->row.bytes;
		row.size = state->row.size;
		status = rowsort_add(state->sorter,
				     ROWSORT_KEY_MAX -
					     state->rank_of[ending->account],
				     row, err);
	}
	return status;
}

static enum status add_kind(struct dataset *dataset, enum item_kind kind,
			    struct err *err)
{
	struct subledgers *state = dataset->state;
	const struct item *item;
	struct items *items;
	enum status status = items_open(dataset->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	for (;;) {
		status = items_next(items, &item, err);
		if (status != STATUS_OK)
			break;
		sum_item(state, item, dataset->moment);
		if (state->ending_count > 0)
			status = add_item(state, item, err);
		if (status != STATUS_OK)
			break;
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* Take the next part out of the sorter, and let it wait. */
static enum status pull(struct subledgers *state, struct err *err)
{
	struct part *part = &state->part;
	struct slice row;
	struct reader reader;
	enum status status = rowsort_next(state->sorter, &row, err);

	state->waits = status == STATUS_OK;
	if (status == STATUS_END)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	part->account = (enum account)read_byte(&reader);
	part->currency = (uint8_t)read_byte(&reader);
	part->balance = read_zigzag(&reader);
	part->item = read_string(&reader);
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

/* Does an account carry items of this kind? */
static bool carries_money(enum item_kind kind)
{
	size_t rank;

	for (rank = 0; rank < account_ranks(); rank++)
		if (account_row(account_ranked(rank))->item == kind)
			return true;
	return false;
}

static enum status open_subledgers(struct dataset *dataset, struct err *err)
{
	struct subledgers *state = mem_alloc(sizeof *state);
	enum status status = STATUS_OK;
	size_t rank;
	int kind;

	dataset->state = state;
	state->sorter = rowsort_new();
	state->sums = mem_alloc((size_t)ACCOUNT_COUNT * currency_count() *
				sizeof *state->sums);
	for (rank = 0; rank < account_ranks(); rank++)
		state->rank_of[account_ranked(rank)] = (uint8_t)rank;
	for (kind = ITEM_NONE + 1;
	     kind < ITEM_KIND_COUNT && status == STATUS_OK; kind++)
		if (carries_money((enum item_kind)kind))
			status = add_kind(dataset, (enum item_kind)kind, err);
	if (status == STATUS_OK)
		status = rowsort_finish(state->sorter, err);
	return status;
}

static void fill(struct cell *cells, const struct part *part)
{
	cells[0] = cell_string(account_row(part->account)->name);
	cells[1] = cell_text(part->item);
	cells[2] = cell_string(currency_code(part->currency));
	cells[3] = cell_money(part->balance, part->currency);
}

static int64_t *sum_of(struct subledgers *state, enum account account,
		       uint8_t currency)
{
	return &state->sums[(size_t)account * currency_count() + currency];
}

static void hand_out(struct subledgers *state, struct cell *cells)
{
	int64_t *sum = sum_of(state, state->part.account, state->part.currency);

	*sum = (int64_t)((uint64_t)*sum + (uint64_t)state->part.balance);
	fill(cells, &state->part);
	state->waits = false;
}

/* The next currency of an account without items; false: none is left. */
static bool next_plain(struct dataset *dataset, enum account account,
		       struct cell *cells)
{
	struct subledgers *state = dataset->state;
	struct part part = {account, 0, 0, {"", 0}};

	while (state->currency < currency_count()) {
		part.currency = state->currency++;
		part.balance =
			known_balance(dataset->known, account, part.currency);
		if (part.balance == 0)
			continue;
		fill(cells, &part);
		return true;
	}
	return false;
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct subledgers *state = dataset->state;
	enum status status = STATUS_OK;

	if (!state->waits)
		status = pull(state, err);
	if (status != STATUS_OK)
		return status;
	for (; state->rank < account_ranks(); state->rank++) {
		enum account account = account_ranked(state->rank);

		if (state->waits && state->part.account == account) {
			hand_out(state, cells);
			return STATUS_OK;
		}
		if (account_row(account)->item == ITEM_NONE &&
		    next_plain(dataset, account, cells))
			return STATUS_OK;
		state->currency = 0;
	}
	assert(!state->waits);
	return STATUS_END;
}

static void tie_accounts(struct dataset *dataset)
{
	struct subledgers *state = dataset->state;
	struct dataset_control control = {NULL, "balance", 0, 0, 0};
	size_t rank;
	uint8_t currency;

	for (rank = 0; rank < account_ranks(); rank++) {
		enum account account = account_ranked(rank);

		control.label = account_row(account)->name;
		for (currency = 0; currency < currency_count(); currency++) {
			if (account_row(account)->item == ITEM_NONE)
				continue;
			control.currency = currency;
			control.table = *sum_of(state, account, currency);
			control.ledger = known_balance(dataset->known, account,
						       currency);
			dataset_add_control(dataset, &control);
		}
	}
}

static void close_subledgers(void *closed)
{
	struct subledgers *state = closed;

	rowsort_free(state->sorter);
	free(state->endings);
	free(state->sums);
	text_release(&state->row);
	free(state);
}

static const struct dataset_column_row columns[] = {
	{"account", CELL_CODE},
	{"item", CELL_CODE},
	{"currency", CELL_CODE},
	{"balance", CELL_MONEY},
};

const struct dataset_kind dataset_subledgers = {
	.name = "balances",
	.items = true,
	.columns = columns,
	.column_count = sizeof columns / sizeof columns[0],
	.totals_by_label = true,
	.open = open_subledgers,
	.next = next,
	.end = tie_accounts,
	.close = close_subledgers,
};
