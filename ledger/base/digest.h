/*
 * digest.h: SHA-256, the hash of the chains and of file identities; and
 * scrypt, which makes a key of a passphrase.
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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_HEX_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *digest);

/* Forget what was added and begin again. */
void digest_restart(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t size);

/* The digest of what was added so far; more may be added afterwards. */
void digest_hex(const struct digest *digest, char out[DIGEST_HEX_SIZE]);

/*
 * scrypt (RFC 7914) of a secret: 128 * n * r bytes of memory for a moment.
 * n is a power of 2. False when there is not that much memory.
 */
struct stretch {
	uint64_t n, r, p;
	const unsigned char *salt;
	size_t salt_size;
};

bool digest_stretch(const char *secret, size_t size,
		    const struct stretch *stretch, unsigned char *key,
		    size_t key_size);

#endif /* LEDGER_BASE_DIGEST_H */
