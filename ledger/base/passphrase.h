/*
 * passphrase.h: the passphrase of an encrypted book, and who is asked for it.
 *
 * Nothing below batch/cli reads a terminal or the environment: the program
 * gives a function, which is called when an encrypted book is made or
 * opened, and not before.
 *
 * Ownership   a struct passphrase is its caller's, who wipes it.
 */
#ifndef LEDGER_BASE_PASSPHRASE_H
#define LEDGER_BASE_PASSPHRASE_H

#include "ledger/base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { PASSPHRASE_MAX = 1024 };

struct passphrase {
	char bytes[PASSPHRASE_MAX];
	size_t size;
};

/*
 * Fill *passphrase for the book; `fresh` when the book is being made, so
 * that a person is asked twice. STATUS_DENIED when there is none to be had.
 */
typedef enum status (*passphrase_fn)(const char *book, bool fresh,
				     struct passphrase *passphrase,
				     struct err *err);

#endif /* LEDGER_BASE_PASSPHRASE_H */
