/*
 * lock.h: the kernel lock of a book: one writer, or many readers.
 *
 * The lock is flock(2) on the file `lock` of the book. It dies with its
 * owner, so no dead process ever holds a book.
 */
#ifndef LEDGER_STORE_LOCK_H
#define LEDGER_STORE_LOCK_H

#include "ledger/base/err.h"

#include <stdbool.h>

/*
 * Take the lock, shared or exclusive, trying for up to wait_seconds. *fd is
 * the caller's; lock_release gives it back. STATUS_BUSY when another holds
 * it, STATUS_NOT_FOUND when there is no such book, STATUS_DENIED when the
 * book is open to others than its owner.
 */
MUST_CHECK enum status lock_take(const char *directory, bool exclusive,
				 int wait_seconds, int *fd, struct err *err);
void lock_release(int fd);

/*
 * The lock of whoever runs jobs, flock(2) on the file `jobs.lock`: held from
 * the first step to the last, beside the book's own, so that readers can go
 * on. Always exclusive; the rest is as above.
 */
MUST_CHECK enum status lock_take_jobs(const char *directory, int wait_seconds,
				      int *fd, struct err *err);

#endif /* LEDGER_STORE_LOCK_H */
