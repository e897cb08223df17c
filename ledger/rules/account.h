/*
 * account.h: the chart of accounts (EVENTS.md section 2) as one table.
 *
 * Three books: memo, trust, fund; each fund of the last balances by itself.
 * An account that names items has a sub-ledger: its balance is the sum of
 * its items'. Signs: debit positive, credit negative.
 *
 * Behind the accounts stand the *sums*: figures of an item that are no
 * balances (its principal, what was paid), kept with the same moves so that
 * they too are known for every past day. They appear in no entry.
 *
 * The numbers are part of the stored format: new ones go behind.
 */
#ifndef LEDGER_RULES_ACCOUNT_H
#define LEDGER_RULES_ACCOUNT_H

#include "ledger/rules/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum account {
	ACCOUNT_NONE,
	ACCOUNT_CLAIMS_PENDING,
	ACCOUNT_CLAIMS_REJECTED,
	ACCOUNT_CLAIMS_CONTRA,
	ACCOUNT_AWARDS_OWED,
	ACCOUNT_AWARDS_DUE,
	ACCOUNT_AWARDS_EXCESS,
	ACCOUNT_AWARDS_EXCESS_CONTRA,
	ACCOUNT_ADVANCES_WRITTEN_OFF, /* one a fund */
	ACCOUNT_ADVANCES_CONTRA = ACCOUNT_ADVANCES_WRITTEN_OFF + FUND_COUNT,
	ACCOUNT_CONTRIBUTIONS_PROPOSED = ACCOUNT_ADVANCES_CONTRA + FUND_COUNT,
	ACCOUNT_CONTRIBUTIONS_APPROVED,
	ACCOUNT_CONTRIBUTIONS_CONTRA,
	ACCOUNT_TRUST_CASH,
	ACCOUNT_TRUST_VICTIMS,
	ACCOUNT_TRUST_UNCLAIMED,
	ACCOUNT_TRUST_UNAPPLIED,
	ACCOUNT_FUND_CASH, /* one a fund, and so are all below */
	ACCOUNT_FUND_RECEIVABLE = ACCOUNT_FUND_CASH + FUND_COUNT,
	ACCOUNT_FUND_SUBROGATED = ACCOUNT_FUND_RECEIVABLE + FUND_COUNT,
	ACCOUNT_INCOME_STATE = ACCOUNT_FUND_SUBROGATED + FUND_COUNT,
	ACCOUNT_INCOME_PROCEEDS = ACCOUNT_INCOME_STATE + FUND_COUNT,
	ACCOUNT_INCOME_DONOR = ACCOUNT_INCOME_PROCEEDS + FUND_COUNT,
	ACCOUNT_INCOME_LEVY = ACCOUNT_INCOME_DONOR + FUND_COUNT,
	ACCOUNT_INCOME_OTHER = ACCOUNT_INCOME_LEVY + FUND_COUNT,
	ACCOUNT_INCOME_RECOVERED = ACCOUNT_INCOME_OTHER + FUND_COUNT,
	ACCOUNT_EXPENSE_IMPAIRMENT = ACCOUNT_INCOME_RECOVERED + FUND_COUNT,
	ACCOUNT_EXPENSE_WITHDRAWN = ACCOUNT_EXPENSE_IMPAIRMENT + FUND_COUNT,
	ACCOUNT_FUND_EXCHANGE = ACCOUNT_EXPENSE_WITHDRAWN + FUND_COUNT,
	ACCOUNT_EXPENSE_GRANTS = ACCOUNT_FUND_EXCHANGE + FUND_COUNT,
	ACCOUNT_EXPENSE_ASSISTANCE = ACCOUNT_EXPENSE_GRANTS + FUND_COUNT,
	ACCOUNT_FUND_CONVERSION = ACCOUNT_EXPENSE_ASSISTANCE + FUND_COUNT,
	ACCOUNT_MEMO_CONVERSION = ACCOUNT_FUND_CONVERSION + FUND_COUNT,
	ACCOUNT_TRUST_CONVERSION,
	ACCOUNT_ASSETS_SEIZED,
	ACCOUNT_ASSETS_CONTRA,
	ACCOUNT_TRUST_SEIZED,
	ACCOUNT_TRUST_PROPERTY,
	ACCOUNT_TRUST_PROCEEDS,
	ACCOUNT_TRUST_STATE,
	ACCOUNT_GRANTS_APPLIED,
	ACCOUNT_GRANTS_AUTHORISED,
	ACCOUNT_GRANTS_RECEIVED,
	ACCOUNT_GRANTS_SPENT,
	ACCOUNT_GRANTS_CONTRA,
	ACCOUNT_RELIEF_REQUESTED,
	ACCOUNT_RELIEF_GRANTED,
	ACCOUNT_RELIEF_CONTRA,
	ACCOUNT_ASSISTANCE_APPROVED,
	ACCOUNT_ASSISTANCE_CONTRA,
	ACCOUNT_COUNT,

	SUM_FIRST = 192,
	SUM_PRINCIPAL = SUM_FIRST, /* of an award */
	SUM_INDEXATION,
	SUM_PAID,     /* net of award.returned */
	SUM_DIRECT,   /* paid by the convicted to the victim */
	SUM_ADVANCED, /* net of advance.returned */
	SUM_PROPOSED, /* of a contribution, gross of later stages */
	SUM_APPROVED,
	SUM_BOUND,
	SUM_RECEIVED,
	SUM_ESTIMATE, /* of an asset */
	SUM_VALUATION,
	SUM_PROCEEDS,
	SUM_COSTS,
	SUM_SPREAD,	   /* what asset.applied took out of the proceeds */
	SUM_GRANT_APPLIED, /* of a grant, gross of later stages */
	SUM_GRANT_AUTHORISED,
	SUM_GRANT_RECEIVED,
	SUM_GRANT_SPENT,
	SUM_GRANT_RETURNED,
	SUM_END
};

enum account_book { BOOK_MEMO, BOOK_TRUST, BOOK_FUND };

/* The side that an account must keep at the end of every day. */
enum side { SIDE_FREE, SIDE_DEBIT, SIDE_CREDIT };

struct account_row {
	const char *name;
	enum account_book book;
	uint8_t fund; /* of BOOK_FUND; else FUND_COUNT */
	enum item_kind item;
	enum side side;
	bool mirror; /* always equals its stages, so they are what is tested */
	bool cash;   /* lacking it is `overdrawn`, never `exceeds` */
};

const struct account_row *account_row(enum account account);

/* The account of one fund: account_of(ACCOUNT_FUND_CASH, FUND_GRANTS). */
static inline enum account account_of(enum account first, enum fund fund)
{
	return (enum account)((int)first + (int)fund);
}

/* The n-th account by byte order of names, 0 <= n < account_ranks(). */
enum account account_ranked(size_t rank);
size_t account_ranks(void);

/* Is this a sum rather than an account? */
static inline bool account_is_sum(enum account account)
{
	return account >= SUM_FIRST;
}

/* Side that an account or a sum keeps: no sum but a principal is below 0. */
enum side account_side(enum account account);

/* -1 for an account that keeps the credit side, else 1. */
static inline int account_sign(enum account account)
{
	return account_side(account) == SIDE_CREDIT ? -1 : 1;
}

/* The conversion account of the book, or fund, that an account is in. */
enum account account_conversion(enum account account);

#endif /* LEDGER_RULES_ACCOUNT_H */
