/*
 * statements.h: what the bank said a cash account held (cash.stated), each
 * beside what the book held at the end of that day, as far as it was known
 * at the moment.
 *
 * Latest      a statement that no later one of the same account follows;
 *             a currency that ended goes on as the one that took its place.
 * Memory      a line a statement; a day series a cash account and currency.
 * Ownership   texts are borrowed until statements_close.
 */
#ifndef REPORTS_STATEMENTS_H
#define REPORTS_STATEMENTS_H

#include "reports/moment.h"

struct statement {
	uint32_t seq;
	int32_t day;
	enum account account; /* trust:cash, or the cash of a fund */
	uint8_t currency;
	int64_t stated;
	int64_t balance;
	bool latest;
	struct slice document;
};

struct statements;

/* One pass over the journal. */
MUST_CHECK enum status statements_open(struct book *book, struct moment moment,
				       struct statements **statements,
				       struct err *err);
void statements_close(struct statements *statements);

/* By day, account and currency, then in order of entry. */
size_t statements_count(const struct statements *statements);
const struct statement *statements_at(const struct statements *statements,
				      size_t i);

#endif /* REPORTS_STATEMENTS_H */
