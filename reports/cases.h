/*
 * cases.h: what the rows of awards say of their case: province, court and
 * article, for any number of claims in the order of their own codes.
 *
 * One pass over the cases of a book is cheaper than one look-up a claim;
 * what does not fit is looked up.
 *
 * Limits      CASES_BYTES of memory, equal texts of cases kept once.
 * Errors      STATUS_CORRUPT when a case is not there.
 * Ownership   what is handed out is borrowed until the next call.
 */
#ifndef REPORTS_CASES_H
#define REPORTS_CASES_H

#include "reports/moment.h"

enum { CASES_BYTES = 32 << 20, CASES_TEXTS = 3 };

struct cases;

MUST_CHECK enum status cases_open(struct book *book, struct moment moment,
				  struct cases **cases, struct err *err);
void cases_close(struct cases *cases);

/* Province, court and article of a case, packed as three strings. */
MUST_CHECK enum status cases_find(struct cases *cases, struct slice code,
				  struct slice *texts, struct err *err);

#endif /* REPORTS_CASES_H */
