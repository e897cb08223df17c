/*
 * logend.h: where the log ended when its last writer closed the book.
 *
 * Berkeley DB takes the first damaged place of the last log file for its
 * end, and says nothing. What a closed book holds stands in its tables, so
 * nothing is lost by that; but the next writer would go on behind a false
 * end. So the true one is kept, in the file `logend` of the book: text,
 * file=N and offset=N, a line each.
 */
#ifndef LEDGER_STORE_LOGEND_H
#define LEDGER_STORE_LOGEND_H

#include "ledger/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct logend {
	uint32_t file;
	uint32_t offset;
};

MUST_CHECK enum status logend_write(const char *directory,
				    const struct logend *end, struct err *err);

/*
 * Where the log of a book that is not open ends; `whole` reads every record
 * of it. STATUS_CORRUPT when one is damaged.
 */
MUST_CHECK enum status logend_find(const char *directory, const char *key,
				   bool whole, struct logend *end,
				   struct err *err);

/* STATUS_CORRUPT when another end is known; books without one pass. */
MUST_CHECK enum status logend_test(const char *directory,
				   const struct logend *end, struct err *err);

#endif /* LEDGER_STORE_LOGEND_H */
