/* debts.c: what is owed to the book, as its readers see it. */
#include "ledger/debts.h"

#include "ledger/base/money.h"
#include "ledger/bookparts.h"
#include "ledger/owed.h"
#include "ledger/store/store.h"

#include <stdlib.h>

struct debts {
	struct store_cursor *cursor; /* NULL: the book never had any */
	uint32_t run;
	struct text value;
};

enum status debts_open(struct book *book, uint32_t run, struct debts **out,
		       struct err *err)
{
	struct slice start = {"", 0};
	struct debts *debts = mem_alloc(sizeof *debts);
	enum status status = STATUS_OK;

	debts->run = run;
	if (store_has(book->store, TABLE_DEBTS))
		status = store_cursor_open(book->store, TABLE_DEBTS, start,
					   &debts->cursor, err);
	if (status == STATUS_OK)
		*out = debts;
	else
		free(debts);
	return status;
}

enum status debts_next(struct debts *debts, struct debt *debt, struct err *err)
{
	struct slice key;
	struct slice value;
	enum status status;

	if (debts->cursor == NULL)
		return STATUS_END;
	do {
		status = store_cursor_next(debts->cursor, &key, &value, err);
		if (status != STATUS_OK)
			return status;
		text_clear(&debts->value);
		text_add(&debts->value, value.bytes, value.size);
		value.bytes = debts->value.bytes;
		if (!debt_unpack(key, value, debt))
			return err_set(err, STATUS_CORRUPT,
				       "table debts: a record contradicts "
				       "itself; restore a backup with `redress "
				       "restore`");
	} while (debts->run != 0 && debt->run != debts->run);
	return STATUS_OK;
}

void debts_close(struct debts *debts)
{
	if (debts == NULL)
		return;
	if (debts->cursor != NULL)
		store_cursor_close(debts->cursor);
	text_release(&debts->value);
	free(debts);
}

bool debt_stood(const struct debt *debt, int32_t day, uint32_t run)
{
	if (debt->day > day || debt->run > run)
		return false;
	return debt->cleared_run == 0 || debt->cleared_day > day ||
	       debt->cleared_run > run;
}

enum status book_run_at(struct book *book, uint32_t known_at, uint32_t *number,
			struct err *err)
{
	struct runs *runs;
	struct run run;
	enum status status;

	*number = known_at == 0 ? RUN_NEWEST : 0;
	if (known_at == 0)
		return STATUS_OK;
	status = runs_open(book, 1, &runs, err);
	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &run, err)) == STATUS_OK &&
	       run_count(&run, RUN_LAST) < known_at)
		*number = run.number;
	runs_close(runs);
	return status == STATUS_END ? STATUS_OK : status;
}

static void add_debt(struct debts_sum *sum, const struct debt *debt)
{
	uint8_t currency = debt->currency;

	sum->open++;
	if (sum->oldest == DAY_NONE || debt->day < sum->oldest)
		sum->oldest = debt->day;
	if (!debt->has_money) {
		sum->moneyless++;
		return;
	}
	sum->used[currency] = true;
	if (!money_add(sum->amount[currency], debt->amount,
		       &sum->amount[currency]))
		sum->overflow[currency] = true;
}

enum status debts_sum(struct book *book, struct debts_sum *sum, struct err *err)
{
	struct debts *debts;
	struct debt debt;
	enum status status = debts_open(book, 0, &debts, err);

	memset(sum, 0, sizeof *sum);
	sum->oldest = DAY_NONE;
	if (status != STATUS_OK)
		return status;
	while ((status = debts_next(debts, &debt, err)) == STATUS_OK)
		if (debt.cleared_run == 0)
			add_debt(sum, &debt);
	debts_close(debts);
	return status == STATUS_END ? STATUS_OK : status;
}
