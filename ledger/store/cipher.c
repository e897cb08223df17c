/* cipher.c: from a passphrase to the key of a book. */
#include "ledger/store/cipher.h"

#include "ledger/base/digest.h"
#include "ledger/store/anchor.h"
#include "ledger/store/smallfile.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/*
 * The cost of a guess: n = 2^15, r = 8, p = 3 are among the parameters that
 * OWASP's Password Storage Cheat Sheet holds equal to 2^17, 8, 1, and take
 * 32 MiB. What a book was made with stands in its file.
 */
enum {
	COST_N = 1 << 15,
	COST_R = 8,
	COST_P = 3,
	COST_N_MAX = 1 << 20,
	COST_R_MAX = 32,
	COST_P_MAX = 16
};

enum {
	SALT_BYTES = 16,
	SALT_HEX = 2 * SALT_BYTES + 1,
	HALF_BYTES = 32,
	HALF_HEX = 2 * HALF_BYTES + 1
};

struct cipher {
	uint64_t n, r, p;
	char salt[SALT_HEX];
	char check[HALF_HEX];
};

/* The one key that this process knows. */
static struct known {
	bool there;
	struct cipher of;
	char key[HALF_HEX];
} known;

static passphrase_fn asked;

void cipher_ask_with(passphrase_fn ask)
{
	asked = ask;
}

bool cipher_used(void)
{
	return known.there;
}

void cipher_forget(void)
{
	explicit_bzero(&known, sizeof known);
}

static void to_hex(const unsigned char *bytes, size_t size, char *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < size; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * size] = '\0';
}

static unsigned char nibble(char digit)
{
	return (unsigned char)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

bool cipher_there(const char *directory)
{
	return smallfile_there(directory, "cipher");
}

static bool plausible(const struct cipher *cipher)
{
	return cipher->n > 1 && cipher->n <= COST_N_MAX &&
	       (cipher->n & (cipher->n - 1)) == 0 && cipher->r >= 1 &&
	       cipher->r <= COST_R_MAX && cipher->p >= 1 &&
	       cipher->p <= COST_P_MAX &&
	       strlen(cipher->salt) == SALT_HEX - 1 &&
	       strlen(cipher->check) == HALF_HEX - 1;
}

/* STATUS_NOT_FOUND, without a sentence, where there is no such file. */
static enum status read_cipher(const char *directory, struct cipher *cipher,
			       struct err *err)
{
	char text[SMALLFILE_BYTES];
	enum status status = smallfile_read(directory, "cipher", text, err);

	if (status != STATUS_OK)
		return status;
	if (sscanf(text,
		   "kdf=scrypt\nn=%" SCNu64 "\nr=%" SCNu64 "\np=%" SCNu64
		   "\nsalt=%32[0-9a-f]\ncheck=%64[0-9a-f]",
		   &cipher->n, &cipher->r, &cipher->p, cipher->salt,
		   cipher->check) == 5 &&
	    plausible(cipher))
		return STATUS_OK;
	return err_set(err, STATUS_CORRUPT,
		       "the file %s/cipher is damaged; copy the file `cipher` "
		       "from any backup of this book",
		       directory);
}

static enum status write_cipher(const char *directory,
				const struct cipher *cipher, struct err *err)
{
	char text[SMALLFILE_BYTES];

	snprintf(text, sizeof text,
		 "kdf=scrypt\nn=%" PRIu64 "\nr=%" PRIu64 "\np=%" PRIu64
		 "\nsalt=%s\ncheck=%s\n",
		 cipher->n, cipher->r, cipher->p, cipher->salt, cipher->check);
	return smallfile_write(directory, "cipher", text, err);
}

/* Key and check of a passphrase, wiped where they were made. */
static bool derive(const struct cipher *cipher,
		   const struct passphrase *passphrase, char key[HALF_HEX],
		   char check[HALF_HEX])
{
	unsigned char salt[SALT_BYTES];
	unsigned char both[2 * HALF_BYTES];
	struct stretch stretch = {cipher->n, cipher->r, cipher->p, salt,
				  sizeof salt};
	size_t i;
	bool made;

	for (i = 0; i < sizeof salt; i++)
		salt[i] = (unsigned char)(nibble(cipher->salt[2 * i]) << 4 |
					  nibble(cipher->salt[2 * i + 1]));
	made = digest_stretch(passphrase->bytes, passphrase->size, &stretch,
			      both, sizeof both);
	to_hex(both, HALF_BYTES, key);
	to_hex(both + HALF_BYTES, HALF_BYTES, check);
	explicit_bzero(both, sizeof both);
	return made;
}

static enum status learn(const char *directory, bool fresh,
			 struct cipher *cipher, struct err *err)
{
	struct passphrase passphrase;
	char check[HALF_HEX];
	enum status status;

	if (asked == NULL)
		return err_set(err, STATUS_DENIED,
			       "%s is encrypted, and nobody can be asked for "
			       "its passphrase",
			       directory);
	status = asked(directory, fresh, &passphrase, err);
	if (status != STATUS_OK)
		return status;
	cipher_forget();
	if (!derive(cipher, &passphrase, known.key, check))
		status = err_set(err, STATUS_IO,
				 "there is not enough memory for the key of "
				 "the book");
	explicit_bzero(&passphrase, sizeof passphrase);
	if (status == STATUS_OK && fresh)
		memcpy(cipher->check, check, sizeof check);
	if (status == STATUS_OK && strcmp(cipher->check, check) != 0)
		status = err_set(err, STATUS_DENIED,
				 "that is not the passphrase with which %s was "
				 "encrypted",
				 directory);
	if (status != STATUS_OK) {
		cipher_forget();
		return status;
	}
	known.of = *cipher;
	known.there = true;
	return STATUS_OK;
}

enum status cipher_make(const char *directory, struct err *err)
{
	struct cipher cipher = {COST_N, COST_R, COST_P, "", ""};
	unsigned char salt[SALT_BYTES];
	enum status status;

	if (getrandom(salt, sizeof salt, 0) != (ssize_t)sizeof salt)
		return err_set(err, STATUS_IO, "no random numbers: %s",
			       strerror(errno));
	to_hex(salt, sizeof salt, cipher.salt);
	status = learn(directory, true, &cipher, err);
	return status == STATUS_OK ? write_cipher(directory, &cipher, err)
				   : status;
}

/* Without a file `cipher` the book must be one that was made in clear. */
static enum status test_clear(const char *directory, struct err *err)
{
	struct anchor anchor;

	if (anchor_read(directory, &anchor, NULL) != STATUS_OK ||
	    !anchor.encrypted)
		return STATUS_OK;
	return err_set(err, STATUS_CORRUPT,
		       "the file %s/cipher is missing, and the book is "
		       "encrypted; copy the file `cipher` from any backup of "
		       "this book",
		       directory);
}

static bool is_known(const struct cipher *cipher)
{
	return known.there && strcmp(known.of.salt, cipher->salt) == 0 &&
	       strcmp(known.of.check, cipher->check) == 0;
}

enum status cipher_key(const char *directory, const char **key, struct err *err)
{
	struct cipher cipher;
	enum status status = read_cipher(directory, &cipher, err);

	*key = NULL;
	if (status == STATUS_NOT_FOUND)
		return test_clear(directory, err);
	if (status == STATUS_OK && !is_known(&cipher))
		status = learn(directory, false, &cipher, err);
	if (status == STATUS_OK)
		*key = known.key;
	return status;
}

enum status cipher_share(const char *directory, struct err *err)
{
	return known.there ? write_cipher(directory, &known.of, err)
			   : STATUS_OK;
}
