/*
 * backup.h: a whole copy of a book, while it stands and may be read.
 *
 * Berkeley DB's own tools destroy an environment that is open privately, so
 * this is the only way: under the shared lock, which keeps writers out, on a
 * book that its last writer closed, every file is copied and synced, the
 * anchor last. A copy without anchor is no book, so half a copy is never
 * taken for one.
 *
 * Errors      STATUS_EXISTS when the target is not new or empty,
 *             STATUS_FULL, STATUS_IO, STATUS_OUTPUT, and what opening says.
 */
#ifndef LEDGER_BACKUP_H
#define LEDGER_BACKUP_H

#include "ledger/base/err.h"

/* Copy the book at `from` to the directory `to`, new or empty. */
MUST_CHECK enum status backup_copy(const char *from, const char *to,
				   int wait_seconds, struct err *err);

#endif /* LEDGER_BACKUP_H */
