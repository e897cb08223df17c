/*
 * err.h: how a call says what went wrong.
 *
 * A status is returned where some caller branches on it; the sentence for
 * a human stands in a caller-owned struct err, which a failed call fills
 * and a successful call leaves alone. Nothing below batch/cli prints.
 *
 * Ownership   plain value on the caller's stack; err_set cuts the sentence
 *             at ERR_TEXT_MAX bytes, never in the middle of a character.
 */
#ifndef LEDGER_BASE_ERR_H
#define LEDGER_BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))

enum { ERR_TEXT_MAX = 1024 };

enum status {
	STATUS_OK = 0,
	STATUS_END,	  /* a cursor has no further row */
	STATUS_INVALID,	  /* the caller's input breaks a rule */
	STATUS_NOT_FOUND, /* no such book, file, item or entry */
	STATUS_EXISTS,	  /* it is there already */
	STATUS_OVERFLOW,  /* does not fit 64 bits of minor units */
	STATUS_CORRUPT,	  /* stored bytes contradict themselves */
	STATUS_BUSY,	  /* another process holds the lock */
	STATUS_DENIED,	  /* file modes, ownership or passphrase */
	STATUS_IO,	  /* the operating system refused */
	STATUS_FULL,	  /* no space left */
	STATUS_OUTPUT,	  /* an output cannot be created */
	STATUS_STOPPED	  /* stopped on request at a safe point */
};

struct err {
	char text[ERR_TEXT_MAX];
};

/* Fill err (which may be NULL) and hand status back, for `return err_set(`. */
enum status err_set(struct err *err, enum status status, const char *format,
		    ...) __attribute__((format(printf, 3, 4)));

/* Put "context: " before what err already says; hands status back. */
enum status err_wrap(struct err *err, enum status status, const char *format,
		     ...) __attribute__((format(printf, 3, 4)));

#endif /* LEDGER_BASE_ERR_H */
