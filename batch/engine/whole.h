/*
 * whole.h: a small file, read whole into memory.
 *
 * Errors      STATUS_NOT_FOUND: it is missing or unreadable; the sentence
 *             names it. STATUS_INVALID: it is longer than `bytes_max`; the
 *             caller says what it should have been.
 * Ownership   the text is the caller's, released or not, whatever came.
 */
#ifndef BATCH_ENGINE_WHOLE_H
#define BATCH_ENGINE_WHOLE_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/base/pack.h"
#include "ledger/base/text.h"

MUST_CHECK enum status whole_read(const char *path, size_t bytes_max,
				  struct text *text, struct err *err);

/* What was read, as a slice; of an empty file, too. */
struct slice whole_slice(const struct text *text);

/* The SHA-256 of what was read. */
void whole_sha256(const struct text *text, char out[DIGEST_HEX_SIZE]);

#endif /* BATCH_ENGINE_WHOLE_H */
