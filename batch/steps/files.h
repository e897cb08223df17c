/*
 * files.h: what steps do with files beside the book.
 *
 * Errors      STATUS_FULL when there is no room, STATUS_OUTPUT when a name
 *             cannot be made, STATUS_IO for the rest.
 */
#ifndef BATCH_STEPS_FILES_H
#define BATCH_STEPS_FILES_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/base/limits.h"

#include <stdbool.h>

/* "FOLDER/NAME"; STATUS_INVALID when it is too long. */
MUST_CHECK enum status file_path(const char *folder, const char *name,
				 char out[LIMIT_PATH_BYTES], struct err *err);

/* Make a folder of mode 0700, unless it is there. */
MUST_CHECK enum status folder_make(const char *path, struct err *err);

/* SHA-256 of a file; STATUS_NOT_FOUND when it is not there. */
MUST_CHECK enum status file_sha256(const char *path, char hex[DIGEST_HEX_SIZE],
				   struct err *err);

/* Rename, and make both folders' names durable. */
MUST_CHECK enum status file_move(const char *from, const char *to,
				 struct err *err);

/* Take a folder away with the files in it, but not with folders in it. */
MUST_CHECK enum status folder_remove(const char *path, struct err *err);

bool file_there(const char *path);

#endif /* BATCH_STEPS_FILES_H */
