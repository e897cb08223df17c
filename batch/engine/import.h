/*
 * import.h: one event file into the book, as one transaction (BATCH.md
 * section 3).
 *
 * Invariant   the book is as before or as after the whole file, whatever
 *             happens. read = posted + duplicate + rejected, in rows and in
 *             money. A reject file is durable before the rows that it
 *             leaves out are committed.
 * Outcomes    a file that is refused is an outcome, with STATUS_OK: every
 *             reason was told. A status other than STATUS_OK is an error
 *             with a sentence in err, and the book is as before:
 *             STATUS_NOT_FOUND  the event or control file is missing,
 *                               unreadable, or changed while it was read
 *             STATUS_INVALID    the options contradict each other
 *             STATUS_FULL       too little free disk, or none left
 *             STATUS_OUTPUT     the reject file cannot be made, or another
 *                               file has its name
 *             STATUS_STOPPED    *stop was set
 *             and what book.h answers. Only a book that says after a
 *             failed commit that it has one run more was committed.
 * Ownership   the options and what they point to stay the caller's; a
 *             message is borrowed for the call. The result is a value.
 */
#ifndef BATCH_ENGINE_IMPORT_H
#define BATCH_ENGINE_IMPORT_H

#include "batch/engine/tally.h"
#include "ledger/base/limits.h"
#include "ledger/book.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

struct map;

enum { IMPORT_TIME_SIZE = 32 };

/* How many refused rows a file may have and still be posted. */
enum reject_limit_kind {
	REJECT_LIMIT_NONE,   /* not one: all or nothing */
	REJECT_LIMIT_ROWS,   /* `value` rows */
	REJECT_LIMIT_PERCENT /* `value` hundredths of a percent of the rows */
};

struct reject_limit {
	enum reject_limit_kind kind;
	uint64_t value;
};

/* Read `N`, `P%` or `P.PP%`. */
bool reject_limit_parse(const char *text, struct reject_limit *limit);

/*
 * One refusal; or, with REFUSAL_NONE, a row of a closed month that was moved
 * to the first open day (book_take_late).
 */
struct import_message {
	const char *file;
	uint64_t line;	    /* 0: the file as a whole */
	const char *column; /* NULL: the row as a whole */
	enum refusal_code code;
	const char *sentence;
};

struct import_options {
	struct reject_limit max_rejects;
	bool dry_run;
	const char *name;    /* as it is told and recorded; NULL: the path */
	const char *rejects; /* NULL: FILE.rejects.csv, with max_rejects */
	const char *control; /* NULL: FILE.ctl, if there is one */
	/* A file like one posted in so many days is held (importalike.c); 0:
	 * none is. With a reason it is posted, and the reason recorded. */
	int32_t look_alike_days;
	const char *force_reason;
	const struct map *map;	     /* NULL: the file has the canonical form */
	int32_t today;		     /* the day of the run */
	int stdin_fd;		     /* what the path "-" reads */
	const char *spool_directory; /* of a pipe; NULL: the book's */
	const volatile sig_atomic_t *stop; /* may be NULL */

	/* The run, as it will be recorded; NULL is empty. */
	const char *operator;
	const char *user;
	const char *login; /* account logged in with; NULL: none */
	const char *sudo;  /* account that called sudo; NULL: none */
	const char *host;
	const char *build;
	const char *command;
	const char *started;
	const char *job;    /* whose step the import is, */
	const char *period; /* of which instance */
	const char *execution;

	/* Each may be NULL. */
	void *owner;
	void (*tell)(void *owner, const struct import_message *message);
	void (*progress)(void *owner, uint64_t rows, uint64_t bytes_done,
			 uint64_t bytes_total);
	void (*now)(void *owner, char out[IMPORT_TIME_SIZE]);
};

enum import_outcome {
	IMPORT_UNDECIDED, /* only with an error */
	IMPORT_POSTED,
	IMPORT_POSTED_WITH_REJECTS, /* within max_rejects */
	IMPORT_NOTHING_NEW,	    /* all duplicates, or no rows: no run */
	IMPORT_ALREADY_POSTED,	    /* all of it, by `run` */
	IMPORT_REFUSED,
	IMPORT_CONTROL_MISMATCH,
	IMPORT_SEQUENCE_CONFLICT, /* seen before, with other content */
	IMPORT_HELD /* looks like what `run` posted; nothing was posted */
};

struct import_result {
	enum import_outcome outcome;
	struct tally tally;
	uint64_t content_bytes;
	char sha256[DIGEST_HEX_SIZE];
	char head_before[DIGEST_HEX_SIZE];
	char head_after[DIGEST_HEX_SIZE]; /* of a dry run: as it would be */
	uint32_t run;  /* that posted it, now or earlier; 0: none */
	uint32_t like; /* run that it resembles, posted by force; 0: none */
	char rejects[LIMIT_PATH_BYTES]; /* the reject file made; "": none */
};

/*
 * Import `path`, or standard input for "-". Without max_rejects any refused
 * row refuses the file; a reject file is then written only if one is named,
 * as in a dry run.
 */
MUST_CHECK enum status import_file(struct book *book, const char *path,
				   const struct import_options *options,
				   struct import_result *result,
				   struct err *err);

#endif /* BATCH_ENGINE_IMPORT_H */
