/*
 * seal.c: the one short door through which every entry passes. An entry
 * balances in each book, each fund and each currency (EVENTS.md section 2).
 */
#include "ledger/rules/entry.h"

#include "ledger/base/money.h"

static bool same_ledger(const struct line *a, const struct line *b)
{
	const struct account_row *x = account_row(a->account);
	const struct account_row *y = account_row(b->account);

	return x->book == y->book && x->fund == y->fund &&
	       a->currency == b->currency;
}

bool seal_balances(const struct line *lines, size_t count)
{
	size_t i;
	size_t j;

	for (i = 0; i < count; i++) {
		int64_t sum = 0;

		for (j = 0; j < i && !same_ledger(&lines[i], &lines[j]); j++)
			;
		if (j < i)
			continue; /* summed with an earlier line */
		for (j = i; j < count; j++)
			if (same_ledger(&lines[i], &lines[j]) &&
			    !money_add(sum, lines[j].amount, &sum))
				return false;
		if (sum != 0)
			return false;
	}
	return true;
}
