/* digest.c: the one door to libcrypto: SHA-256 and scrypt. */
#include "ledger/base/digest.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <openssl/evp.h>
#include <stdlib.h>

enum { RAW_SIZE = 32, STRETCH_BYTES_MAX = 1 << 30 };

struct digest {
	EVP_MD_CTX *running;
	EVP_MD_CTX *copy;
};

struct digest *digest_new(void)
{
	struct digest *digest = mem_alloc(sizeof *digest);

	digest->running = EVP_MD_CTX_new();
	digest->copy = EVP_MD_CTX_new();
	assert(digest->running != NULL && digest->copy != NULL);
	digest_restart(digest);
	return digest;
}

void digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MD_CTX_free(digest->running);
	EVP_MD_CTX_free(digest->copy);
	free(digest);
}

void digest_restart(struct digest *digest)
{
	int done = EVP_DigestInit_ex(digest->running, EVP_sha256(), NULL);

	assert(done == 1);
}

void digest_add(struct digest *digest, const void *bytes, size_t size)
{
	int done = EVP_DigestUpdate(digest->running, bytes, size);

	assert(done == 1);
}

void digest_hex(const struct digest *digest, char out[DIGEST_HEX_SIZE])
{
	static const char letters[] = "0123456789abcdef";
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned int size = 0;
	unsigned int i;
	int done = EVP_MD_CTX_copy_ex(digest->copy, digest->running);

	assert(done == 1);
	done = EVP_DigestFinal_ex(digest->copy, raw, &size);
	assert(done == 1 && size == RAW_SIZE);
	for (i = 0; i < size; i++) {
		out[2 * i] = letters[raw[i] >> 4];
		out[2 * i + 1] = letters[raw[i] & 15];
	}
	out[2 * size] = '\0';
}

bool digest_stretch(const char *secret, size_t size,
		    const struct stretch *stretch, unsigned char *key,
		    size_t key_size)
{
	return EVP_PBE_scrypt(secret, size, stretch->salt, stretch->salt_size,
			      stretch->n, stretch->r, stretch->p,
			      STRETCH_BYTES_MAX, key, key_size) == 1;
}
