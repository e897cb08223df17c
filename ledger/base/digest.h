/*
 * digest.h: SHA-256, the hash of the chains and of file identities.
 *
 * An auditor recomputes every digest with `sha256sum`: that is why it is
 * SHA-256 and why it is fed plain text. The one door to libcrypto.
 *
 * Ownership   digest_new's handle is the caller's; digest_free ends it.
 * Errors      none that a caller could act on: libcrypto fails here only
 *             for lack of memory, which ends the process (arena.h).
 */
#ifndef LEDGER_BASE_DIGEST_H
#define LEDGER_BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *digest);

/* Forget what was added and begin again. */
void digest_restart(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t size);

/* The digest of what was added so far; more may be added afterwards. */
void digest_hex(const struct digest *digest, char out[DIGEST_HEX_SIZE]);

#endif /* LEDGER_BASE_DIGEST_H */
