/*
 * backup.h: whole copies of a book: backups, and books made of them again.
 *
 * Berkeley DB's own tools destroy an environment that is open privately, so
 * this is the only way: under the shared lock, which keeps writers out and
 * lets readers be, every file is copied and synced, the anchor last. The
 * copy is made beside its place, as NAME.unfinished, proved there by
 * `verify`, and then renamed: what has the name is whole and proved. What a
 * killed call left is taken away by the next one of that name.
 *
 * A copy of an encrypted book is encrypted with the same passphrase.
 *
 * Note        a backup has a file `backup`: made=TIME, entries, head. Only
 *             what has such a note, and is still what the note says, is
 *             ever removed by backup_keep.
 * Errors      STATUS_EXISTS when the target is not new or empty,
 *             STATUS_BUSY when another process makes the same copy,
 *             STATUS_FULL, STATUS_IO, STATUS_OUTPUT, STATUS_INVALID for
 *             `until`, and what opening says. A finding is not an error:
 *             see backup_make.
 */
#ifndef LEDGER_BACKUP_H
#define LEDGER_BACKUP_H

#include "ledger/base/err.h"
#include "ledger/verify.h"

struct backup {
	const char *from; /* a book, or a backup */
	const char *to;	  /* new, or an empty directory */
	/*
	 * UTC, YYYY-MM-DDThh:mm:ssZ: it is a backup, with a note; NULL: it is
	 * a book.
	 */
	const char *made;
	/*
	 * As the book was behind a run: "run:N", or the last one that ended
	 * not later than a time like `made`; NULL: as it is.
	 */
	const char *until;
	int wait_seconds;
	finding_fn tell;
	void *owner;
};

/*
 * Copy, prove, rename. With findings (verdict->findings, each told) nothing
 * is left at `to`, and the status is STATUS_OK.
 */
MUST_CHECK enum status backup_make(const struct backup *backup,
				   struct verdict *verdict, struct err *err);

/*
 * Keep the `keep` newest backups of a folder, by the time of their notes,
 * and remove the others; keep > 0. *removed counts them.
 */
MUST_CHECK enum status backup_keep(const char *folder, uint32_t keep,
				   uint32_t *removed, struct err *err);

/* Only the copying: a directory that is new or empty; not proved. */
MUST_CHECK enum status backup_copy(const char *from, const char *to,
				   int wait_seconds, struct err *err);

/*
 * Take away a copy, whole or half, or a scratch book: the files of a book,
 * then the directory. False, with errno, when something is left.
 */
bool backup_remove(const char *directory);

#endif /* LEDGER_BACKUP_H */
