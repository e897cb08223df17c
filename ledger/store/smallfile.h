/*
 * smallfile.h: a few lines of text in a book's directory, replaced whole.
 *
 * smallfile_write writes NAME.tmp, syncs it, and renames it over NAME: a
 * reader finds the old lines or the new ones. `text` is NUL-terminated.
 * Errors      STATUS_FULL, STATUS_DENIED, STATUS_IO, with a sentence;
 * smallfile_read: STATUS_NOT_FOUND without one, and text is cut to fit.
 */
#ifndef LEDGER_STORE_SMALLFILE_H
#define LEDGER_STORE_SMALLFILE_H

#include "ledger/base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { SMALLFILE_BYTES = 512 };

MUST_CHECK enum status smallfile_read(const char *directory, const char *name,
				      char text[SMALLFILE_BYTES],
				      struct err *err);
MUST_CHECK enum status smallfile_write(const char *directory, const char *name,
				       const char *text, struct err *err);

/* An empty file, in one step; it may be there already. */
MUST_CHECK enum status smallfile_make(const char *directory, const char *name,
				      struct err *err);
MUST_CHECK enum status smallfile_rename(const char *directory, const char *from,
					const char *to, struct err *err);
void smallfile_remove(const char *directory, const char *name);

/* Make the names of a directory durable; false with errno. */
bool smallfile_sync(const char *directory);

bool smallfile_there(const char *directory, const char *name);

#endif /* LEDGER_STORE_SMALLFILE_H */
