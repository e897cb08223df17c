/*
 * export_kind.h: what a format of the export is made of; for reports/ only.
 *
 * A kind is a table row: it is given what the entries use, then each item's
 * account, then the entries one by one, and adds text. export.c does all
 * that is common: choosing, sorting, handing over.
 *
 * Accounts    in hledger and ledger our name, a colon and the item's code as
 *             it stands: codes hold letters, digits and . _ / - + only, and
 *             an account with items never stands without one, so two lines
 *             have one name only if they are of one account and one item.
 *             In beancount see export_beancount.c.
 * Roots       memo accounts are nobody's asset or debt: Equity. Of the
 *             others, income is Income, expense is Expenses, what keeps the
 *             debit side is Assets, what keeps the credit side is
 *             Liabilities, and what may stand on either (conversion,
 *             exchange) is Equity.
 */
#ifndef REPORTS_EXPORT_KIND_H
#define REPORTS_EXPORT_KIND_H

#include "ledger/book.h"

enum export_root {
	ROOT_ASSETS,
	ROOT_LIABILITIES,
	ROOT_EQUITY,
	ROOT_INCOME,
	ROOT_EXPENSES
};

/* What the entries of an export use: all that has to be declared. */
struct export_scope {
	int32_t as_of;
	uint32_t entries;      /* in the export */
	uint32_t book_entries; /* on the book, under the head */
	char head[DIGEST_HEX_SIZE];
	bool accounts[ACCOUNT_COUNT]; /* those without items */
	bool currencies[CURRENCY_NONE];
	bool events[EVENT_COUNT];
	uint64_t columns;
	bool facts; /* an entry without lines */
};

struct export_kind {
	const char *name;
	bool declares; /* scope and accounts first; then by date */
	bool whole;    /* no as-of day */
	/* the head of the file; scope is empty unless it declares */
	void (*open)(const struct export_scope *scope, struct text *out);
	/* an account, with the item below it (size 0: none) */
	void (*account)(enum account account, struct slice item,
			struct text *out);
	void (*entry)(const struct entry *entry, struct text *out);
};

extern const struct export_kind export_hledger;
extern const struct export_kind export_ledger;
extern const struct export_kind export_beancount;
extern const struct export_kind export_csv;
extern const struct export_kind export_chain;

enum export_root export_root(enum account account);

/* Comment lines, each after `; `, that say what the file is. */
void export_preamble(const struct export_scope *scope, struct text *out);

/* Append a day, or minor units with the digits and letters of a currency. */
void export_day(int32_t day, struct text *out);
void export_amount(int64_t amount, uint8_t currency, struct text *out);

/* The columns of an event that are told as tags: all but event and date. */
uint64_t export_tags(const struct event *event);

#endif /* REPORTS_EXPORT_KIND_H */
