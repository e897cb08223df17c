/*
 * rejects.h: the reject file: the header and the refused rows as they came,
 * plus error, detail, line (EVENTS.md section 6).
 *
 * Again       corrected, it can be sent as it is: columns error, detail and
 *             line that the input had are dropped, not doubled. A row that
 *             could not be split keeps all its bytes; one that was longer
 *             than a record may be is cut and stays too long.
 * Invariant   nothing stands under its name before rejects_publish, which
 *             is durable and never replaces a file; a file of the very same
 *             bytes, which a killed import leaves, is taken as ours.
 * Errors      STATUS_OUTPUT: it cannot be created, or another file has its
 *             name. STATUS_FULL, STATUS_IO.
 * Ownership   the handle is the caller's until rejects_close; what was not
 *             published by then vanishes.
 */
#ifndef BATCH_ENGINE_REJECTS_H
#define BATCH_ENGINE_REJECTS_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/base/text.h"

#include <stdbool.h>

struct csv_record;
struct header;
struct refusal;
struct rejects;

/* Begin it with the header; `bom` writes a byte order mark, as one came. */
MUST_CHECK enum status rejects_open(const char *path,
				    const struct header *header, bool bom,
				    struct rejects **out, struct err *err);

/* A refused row of that header, and why. */
MUST_CHECK enum status rejects_add(struct rejects *rejects,
				   const struct csv_record *record,
				   const struct refusal *refusal,
				   struct err *err);

/* The bytes of a row as it came, without the columns of a reject file. */
void rejects_row(const struct rejects *rejects, const struct csv_record *record,
		 struct text *out);

MUST_CHECK enum status rejects_publish(struct rejects *rejects,
				       struct err *err);

/* The SHA-256 of the file, once it is published. */
void rejects_sha256(const struct rejects *rejects, char out[DIGEST_HEX_SIZE]);

/* Take back what rejects_publish did. */
void rejects_withdraw(struct rejects *rejects);

void rejects_close(struct rejects *rejects);

#endif /* BATCH_ENGINE_REJECTS_H */
