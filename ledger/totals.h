/*
 * totals.h: the control accounts, one day series per account and currency.
 *
 * They are what a trial balance of any past day is read from, and what a
 * back-dated row is tested against. All of them are in memory while a book
 * is open: their size follows accounts, currencies and years, not entries.
 */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/rules/account.h"
#include "ledger/rules/series.h"

struct store;
struct totals;

/* Read all of them. */
MUST_CHECK enum status totals_open(struct store *store, struct totals **totals,
				   struct err *err);
void totals_close(struct totals *totals);

/* The series of an account in a currency, made empty when it is new. */
struct series *totals_series(struct totals *totals, enum account account,
			     uint8_t currency);

/* The same, or NULL when nothing was ever posted there. */
const struct series *totals_find(const struct totals *totals,
				 enum account account, uint8_t currency);

/* Empty ones that no store stands behind, for whoever adds up again. */
struct totals *totals_new(void);

/* Take all of `less` out of *totals, day by day. */
void totals_take(struct totals *totals, const struct totals *less);

/*
 * SHA-256 of what they say, a line `account currency date amount` (minor
 * units, debit positive) a day on which something moved, in the order of
 * the chart of accounts.
 */
void totals_digest(const struct totals *totals, char out[DIGEST_HEX_SIZE]);

/* Write what changed, before a commit. */
MUST_CHECK enum status totals_flush(struct totals *totals, struct err *err);

#endif /* LEDGER_TOTALS_H */
