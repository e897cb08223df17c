/*
 * period.h: a month closed or reopened, as one run.
 *
 * Errors      STATUS_EXISTS: it is closed already. STATUS_INVALID: it has
 *             not ended, is not closed, or is not the last that was closed.
 */
#ifndef BATCH_STEPS_PERIOD_H
#define BATCH_STEPS_PERIOD_H

#include "ledger/book.h"

struct period_change {
	int32_t month; /* its first day */
	bool reopen;
	int32_t today;
	struct run *run; /* who and when; its number is filled in */
};

/* The caller has proved the book, which is open for writing. */
MUST_CHECK enum status period_change(struct book *book,
				     const struct period_change *change,
				     struct err *err);

#endif /* BATCH_STEPS_PERIOD_H */
