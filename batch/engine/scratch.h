/*
 * scratch.h: a file that has no name until it is whole.
 *
 * It is made nameless where the file system can (O_TMPFILE), so that a kill
 * leaves nothing behind; elsewhere it has a hidden temporary name until it
 * is published or dropped.
 *
 * Ownership   the caller's storage; scratch_drop ends it, published or not.
 * Errors      STATUS_OUTPUT when it cannot be created, STATUS_FULL when the
 *             disk is full, STATUS_IO otherwise.
 */
#ifndef BATCH_ENGINE_SCRATCH_H
#define BATCH_ENGINE_SCRATCH_H

#include "ledger/base/err.h"
#include "ledger/base/limits.h"

#include <stddef.h>

struct scratch {
	int fd;			     /* -1: none */
	char name[LIMIT_PATH_BYTES]; /* "": nameless */
};

/* No file, so that scratch_drop may be called at any time. */
void scratch_init(struct scratch *scratch);

/* An empty file, mode 0600, in a directory. */
MUST_CHECK enum status scratch_open(struct scratch *scratch,
				    const char *directory, struct err *err);

MUST_CHECK enum status scratch_write(struct scratch *scratch, const char *bytes,
				     size_t size, struct err *err);

/*
 * Make it durable and give it this name in its directory, never over a file
 * that is there: STATUS_EXISTS then, without a sentence.
 */
MUST_CHECK enum status scratch_publish(struct scratch *scratch,
				       const char *path, struct err *err);

/* Close it; what was not published vanishes. */
void scratch_drop(struct scratch *scratch);

/* The directory part of a path: "." when it has none. */
MUST_CHECK enum status
directory_of(const char *path, char out[LIMIT_PATH_BYTES], struct err *err);

/* Make the names of a directory durable. */
MUST_CHECK enum status directory_sync(const char *directory, struct err *err);

#endif /* BATCH_ENGINE_SCRATCH_H */
