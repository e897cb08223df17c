/*
 * exits.h: the exit codes of BATCH.md section 2.
 */
#ifndef BATCH_CLI_EXITS_H
#define BATCH_CLI_EXITS_H

#include "ledger/base/err.h"

enum exit_code {
	EXIT_DONE = 0,
	EXIT_REJECTS = 2,      /* done, with rejects inside the limit */
	EXIT_USAGE = 64,       /* bad command line */
	EXIT_REFUSED = 65,     /* input refused: nothing posted */
	EXIT_NO_INPUT = 66,    /* input missing or unreadable */
	EXIT_UNAVAILABLE = 69, /* no such book, store unavailable */
	EXIT_FINDINGS = 70,    /* an invariant is broken */
	EXIT_SYSTEM = 71,      /* operating system */
	EXIT_OUTPUT = 73,      /* output cannot be created */
	EXIT_IO = 74,	       /* I/O, disk full */
	EXIT_BUSY = 75,	       /* another process holds the lock */
	EXIT_DENIED = 77,      /* not permitted */
	EXIT_CONFIG = 78,      /* bad job file or configuration */
	EXIT_CONTENT = 80,     /* the same file id with other content */
	EXIT_HELD = 81,	       /* looks like a file already posted */
	EXIT_STOPPED = 82      /* stopped on request, resumable */
};

/* The exit code of a failed call on a book. */
enum exit_code exit_of(enum status status);

/* Print "redress: sentence" to stderr and hand the code back. */
enum exit_code exit_with(enum status status, const struct err *err);

/* The same of a configuration that cannot be used. */
int config_exit(enum status status, const struct err *err);

#endif /* BATCH_CLI_EXITS_H */
