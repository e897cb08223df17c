/*
 * rowsort.h: rows of bytes in, the same rows out by key falling.
 *
 * Order       keys fall; rows of one key come out as they went in. What
 *             goes in by code comes out by (key falling, code).
 * Memory      does not grow with rows: ROWSORT_KEEP_BYTES before and at
 *             most ROWSORT_BATCH_BYTES behind the sort, one number a key.
 *             Rows beyond that lie in an unnamed temporary file, which is
 *             gone with the process.
 * Errors      STATUS_FULL or STATUS_IO when that file cannot be written.
 * Ownership   a row handed out is borrowed until the next call.
 */
#ifndef REPORTS_ROWSORT_H
#define REPORTS_ROWSORT_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"

enum {
	ROWSORT_KEEP_BYTES = 4 << 20,
	ROWSORT_BATCH_BYTES = 32 << 20,
	ROWSORT_KEY_MAX = 0xffff
};

struct rowsort;

struct rowsort *rowsort_new(void);
void rowsort_free(struct rowsort *sorter);

/* Take in one row; 0 <= key <= ROWSORT_KEY_MAX. */
MUST_CHECK enum status rowsort_add(struct rowsort *sorter, int32_t key,
				   struct slice row, struct err *err);

/* All rows are in: from here on they are handed out. */
MUST_CHECK enum status rowsort_finish(struct rowsort *sorter, struct err *err);
MUST_CHECK enum status rowsort_next(struct rowsort *sorter, struct slice *row,
				    struct err *err);

#endif /* REPORTS_ROWSORT_H */
