/*
 * inflow.h: the bytes of one event file, as often as they are asked for.
 *
 * A path or `-` (standard input), plain or gzip, told apart by the first
 * two bytes; concatenated gzip members are one file. What cannot be read
 * twice (a pipe) is first spooled into a nameless file. The one door of
 * batch/ to zlib.
 *
 * Units       `done` and `total` count the bytes as they lie on disk, for
 *             progress; content is what comes out, inflated.
 * Limits      a fixed buffer, whatever the content inflates to.
 * Errors      STATUS_NOT_FOUND: missing or unreadable. STATUS_CORRUPT: the
 *             gzip data is damaged, cut short, or followed by rubbish.
 *             STATUS_IO, STATUS_FULL (spooling), STATUS_OUTPUT (no spool),
 *             STATUS_STOPPED (on request).
 * Ownership   the handle is the caller's until inflow_close.
 */
#ifndef BATCH_ENGINE_INFLOW_H
#define BATCH_ENGINE_INFLOW_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

struct inflow;

/*
 * What surrounds the file. A pipe is spooled into `spool_directory`, or into
 * memory for an encrypted book (ledger/spool.h). Reading ends with
 * STATUS_STOPPED soon after *stop is set; stop may be NULL.
 */
struct inflow_place {
	int stdin_fd; /* what "-" reads; stays the caller's */
	const char *spool_directory;
	const volatile sig_atomic_t *stop;
};

MUST_CHECK enum status inflow_open(const char *path,
				   const struct inflow_place *place,
				   struct inflow **out, struct err *err);
void inflow_close(struct inflow *in);

/* Up to `size` bytes of content; *got is 0 at the end only. */
MUST_CHECK enum status inflow_read(struct inflow *in, void *bytes, size_t size,
				   size_t *got, struct err *err);

/* From the beginning again. */
MUST_CHECK enum status inflow_rewind(struct inflow *in, struct err *err);

/*
 * The SHA-256 and the size of all the content; rewinds before and after.
 * Damage anywhere in the file comes to light here.
 */
MUST_CHECK enum status inflow_sha256(struct inflow *in,
				     char hex[DIGEST_HEX_SIZE], uint64_t *size,
				     struct err *err);

/* STATUS_NOT_FOUND when the file was changed since it was opened. */
MUST_CHECK enum status inflow_unchanged(const struct inflow *in,
					struct err *err);

/* How far reading is, and how far it has to go. */
uint64_t inflow_done(const struct inflow *in);
uint64_t inflow_total(const struct inflow *in);

#endif /* BATCH_ENGINE_INFLOW_H */
