/*
 * known.h: the control accounts of a day, as far as the book was known.
 *
 * The face answers balances for every day but knows only the whole book;
 * for an earlier state of knowledge the journal is added up, once.
 *
 * Units       minor units, debit positive.
 * Errors      those of reading the journal.
 */
#ifndef REPORTS_KNOWN_H
#define REPORTS_KNOWN_H

#include "ledger/book.h"
#include "reports/moment.h"

struct known;

MUST_CHECK enum status known_open(struct book *book, struct moment moment,
				  struct known **known, struct err *err);
void known_close(struct known *known);

int64_t known_balance(const struct known *known, enum account account,
		      uint8_t currency);

#endif /* REPORTS_KNOWN_H */
