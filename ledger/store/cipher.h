/*
 * cipher.h: the key of an encrypted book, and where it comes from.
 *
 * Berkeley DB encrypts pages and log with AES-128, but makes its key of a
 * password by one SHA-1. So it is given a key that scrypt made of the
 * passphrase; what scrypt needs stands in clear in the book's file `cipher`.
 *
 * Shape       text, one `name=value` a line: kdf=scrypt, n, r, p, salt (32
 *             hex digits), check (64 hex digits). scrypt makes 64 bytes: the
 *             first half is the key, the second is `check`, by which a wrong
 *             passphrase is known before Berkeley DB is asked.
 * Passphrase  asked for when the first encrypted book is opened, of the
 *             function that the program gave; wiped when the key is made.
 *             The key stays in memory, for this book and its copies, until
 *             cipher_forget.
 * Errors      STATUS_DENIED: no passphrase, or a wrong one. STATUS_CORRUPT:
 *             the file `cipher` is damaged.
 */
#ifndef LEDGER_STORE_CIPHER_H
#define LEDGER_STORE_CIPHER_H

#include "ledger/base/err.h"
#include "ledger/base/passphrase.h"

#include <stdbool.h>

void cipher_ask_with(passphrase_fn ask);

/* Make the file `cipher` of a new book; asks for its passphrase. */
MUST_CHECK enum status cipher_make(const char *directory, struct err *err);

/* Is there such a file? */
bool cipher_there(const char *directory);

/*
 * The key of a book, borrowed until the next call; NULL when the book is
 * not encrypted.
 */
MUST_CHECK enum status cipher_key(const char *directory, const char **key,
				  struct err *err);

/*
 * Give a new book the cipher of the one that this process opened, if that
 * is encrypted: for scratch books of its content.
 */
MUST_CHECK enum status cipher_share(const char *directory, struct err *err);

/* Has this process opened an encrypted book? */
bool cipher_used(void);

/* Wipe the key. */
void cipher_forget(void);

#endif /* LEDGER_STORE_CIPHER_H */
