/*
 * runs.h: the run chain: who fed the book, when, from what, with what
 * result, and what the jobs did. It stands apart from the journal chain,
 * which knows no clock and no host (BATCH.md section 3).
 *
 * Shape       a run is one line of UTF-8, `name=value` pairs separated by
 *             tabs, in the order of struct run; its chain is
 *             R(n) = SHA-256(hex R(n-1), LF, line, LF), R(0) = 64 zeros.
 *             A value never holds a tab or line end: they become spaces.
 *             Fields from RUN_LOGIN on were added later: a line without
 *             its last ones is read, and they are empty.
 *             Those from RUN_JOB on stand in a line only where they say
 *             something.
 * Ownership   run_parse's texts are borrowed from the line.
 */
#ifndef LEDGER_RUNS_H
#define LEDGER_RUNS_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/base/pack.h"

#include <stdint.h>

enum run_field {
	RUN_KIND,     /* import, close, ... */
	RUN_STARTED,  /* UTC, YYYY-MM-DDThh:mm:ssZ */
	RUN_ENDED,    /* likewise */
	RUN_OPERATOR, /* the person behind sudo or login */
	RUN_USER,     /* the account that the process ran as */
	RUN_HOST,
	RUN_BUILD,
	RUN_COMMAND,
	RUN_FILE,   /* name as given */
	RUN_SHA256, /* of the file's inflated content */
	RUN_SOURCE, /* of its control file */
	RUN_SEQUENCE,
	RUN_READ, /* rows: read = posted + duplicate + rejected */
	RUN_POSTED,
	RUN_DUPLICATE,
	RUN_REJECTED,
	RUN_MONEY, /* per currency: CUR:read:posted:duplicate:rejected */
	RUN_REASON,
	RUN_PERIOD, /* YYYY-MM that was closed or reopened */
	RUN_FIRST,  /* entries first-last, 0-0 when none */
	RUN_LAST,
	RUN_HEAD_BEFORE,
	RUN_HEAD_AFTER,
	RUN_LOGIN,   /* the account logged in with, however it became user */
	RUN_SUDO,    /* the account that called sudo */
	RUN_CONFIG,  /* SHA-256 of the configuration (configs.h); "": none */
	RUN_CONTROL, /* SHA-256 of the control file */
	RUN_DATES, /* first and last date of the rows: 2010-01-04 2010-01-29 */
	RUN_LIKE,  /* the run whose file this one resembled, by force */
	RUN_OUTPUTS, /* SHA-256 and name of each file made, by spaces */
	RUN_DEBTS,   /* SHA-256 of the refused rows it left (debts.h) */
	/* Of a job (jobs.h). */
	RUN_JOB,
	RUN_EXECUTION, /* number of the run that started it; "": this one */
	RUN_STEP,      /* done with this run; "": the execution itself */
	RUN_STATE,     /* of the instance from here on, or "done" of a step */
	RUN_KNOWN_AT,  /* entries of the journal that the job reports on */
	RUN_PROCESS,   /* boot id, process id, its start in clock ticks */
	RUN_FIELD_COUNT
};

struct run {
	uint32_t number;
	struct slice field[RUN_FIELD_COUNT];
};

const char *run_field_name(enum run_field field);

/* Every field empty, number 0. */
void run_clear(struct run *run);

/* Set a field from a NUL-terminated text that outlives the run. */
void run_set(struct run *run, enum run_field field, const char *text);

/* The number in a field; 0 when it has none. */
uint64_t run_count(const struct run *run, enum run_field field);

/*
 * What a run recorded of its money, a currency at a time: in RUN_MONEY
 * stands CUR:read:posted:duplicate:rejected, by spaces. Begin with that
 * field as *rest; false at its end. A currency that is not ours is passed
 * over; sums that did not fit were written as such.
 */
enum { RUN_SUMS = 4 };

struct run_money {
	uint8_t currency;
	bool overflow; /* then the sums say nothing */
	int64_t minor[RUN_SUMS];
};

bool run_money_next(struct slice *rest, struct run_money *money);

/* The line of a run, without its end. */
void run_line(const struct run *run, struct text *out);

/* Read a line; false when a field is missing or unknown. */
bool run_parse(struct slice line, uint32_t number, struct run *run);

/* R(n) from R(n-1) and the line. */
void run_chain(const char before[DIGEST_HEX_SIZE], struct slice line,
	       char after[DIGEST_HEX_SIZE]);

#endif /* LEDGER_RUNS_H */
