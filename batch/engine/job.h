/*
 * job.h: jobs as tables of steps, and what runs them (BATCH.md section 4).
 *
 * The runner knows no job and no step by name: it is handed a table, takes
 * the steps in order, records each as done in the run chain, in the same
 * transaction as its row of the job repository (ledger/jobs.h), and begins
 * a later execution at the first step that is not done.
 *
 * Steps       a step must be able to begin again: killed at any instant, it
 *             finds what it left and makes the same of it. It opens the book
 *             itself, for no longer than it needs it. One that commits a run
 *             of its own may record itself with it (job_fill_step, then
 *             `recorded`).
 * Time        only `today`, handed in; see calendar.h.
 * Lock        the caller holds job_lock throughout.
 * Errors      a step that fails ends the execution: STATUS_STOPPED leaves
 *             it stopped, STATUS_CORRUPT or `held` held, else it failed.
 */
#ifndef BATCH_ENGINE_JOB_H
#define BATCH_ENGINE_JOB_H

#include "batch/engine/calendar.h"
#include "ledger/base/limits.h"
#include "ledger/jobs.h"

#include <signal.h>

enum { JOB_TIME_SIZE = 32, JOB_COUNT_SIZE = 16 };

/* Who runs, where and when; the texts are the caller's. */
struct job_world {
	const char *directory; /* of the book */
	int wait_seconds;      /* for the book's lock */
	const char *operator_name;
	const char *user;
	const char *login; /* "": none, as of cron */
	const char *sudo;  /* "": nobody called it */
	const char *host;
	const char *build;
	const char *command;
	const char *process; /* boot id, process id, start; RUN_PROCESS */
	struct slice config; /* text of redress.conf */
	int32_t today;
	const volatile sig_atomic_t *stop;

	void *owner;
	void (*now)(void *owner, char out[JOB_TIME_SIZE]);
	/* A line about a step under way: findings, files, refusals. */
	void (*tell)(void *owner, const char *line);
	/* Is that process of this machine still there? */
	bool (*alive)(void *owner, struct slice process);
};

struct job;

/* An execution under way, as its steps see it. */
struct job_run {
	const struct job *job;
	const struct job_world *world;
	const void *setup; /* of the steps, not read here */
	struct job_instance instance;
	int32_t day;	    /* the month's first day, or the day */
	struct text output; /* of the step, as RUN_OUTPUTS */
	struct text note;   /* of the step, for humans */
	bool recorded;	    /* the step recorded itself */
	bool held;	    /* findings: nothing goes on without people */
	bool rejects;	    /* done, but somebody must clear what was refused */
	bool refused;	    /* and that was something whole */
	bool known_fixed;   /* the step fixed instance.known_at */
	char proved[DIGEST_HEX_SIZE]; /* journal head last verified, or "" */

	/* Texts of its records. */
	const char *step; /* under way, or NULL */
	char began[JOB_TIME_SIZE];
	char ended[JOB_TIME_SIZE];
	char execution[JOB_COUNT_SIZE];
	char known[JOB_COUNT_SIZE];
};

struct job_step {
	const char *name; /* at most JOB_NAME_SIZE - 1 bytes */
	const char *purpose;
	enum status (*run)(struct job_run *run, struct err *err);
};

enum job_rhythm {
	JOB_MONTHLY, /* a period is a month, due when ended and grace over */
	JOB_DAILY    /* a period is a day, due while `wanted` says so */
};

struct job {
	const char *name;
	enum job_rhythm rhythm;
	const struct job_step *steps;
	size_t step_count;
	bool (*wanted)(const struct job_world *world, const void *setup);
	/* Asked for again when it was completed before. May be NULL. */
	enum status (*again)(struct job_run *run, struct err *err);
	/* When it failed: whose money is at stake, in one line. May be NULL. */
	void (*stake)(const struct job_run *run, struct text *out);
};

struct job_outcome {
	enum job_state state;
	enum status status; /* of what ended it */
	bool already;	    /* it was completed before; nothing was done */
	bool refused;	    /* completed with rejects, something whole */
	struct job_instance instance; /* as it now is */
	const char *step;	      /* that ended it, or NULL */
	size_t step_number;	      /* from 1 */
	struct text stake;	      /* when it failed: what is at stake */
	struct text notes;	      /* a line a step done now */
};

/* Open the book; its runs say with which configuration they were made. */
MUST_CHECK enum status job_book_open(const struct job_world *world,
				     enum book_mode mode, struct book **book,
				     struct err *err);

/* A run of this execution, ending now; its texts are borrowed from `run`. */
void job_fill_run(struct job_run *run, const char *kind, struct run *line);

/* Make of it the record that the step under way is done. */
void job_fill_step(struct job_run *run, struct run *line);

/*
 * Run one instance, from the first step that is not done. An outcome in
 * which the job failed is STATUS_OK, with the sentence of what ended it in
 * err; another status means that nothing could be recorded:
 * STATUS_BUSY also when the process that runs it is still there.
 */
MUST_CHECK enum status job_execute(const struct job *job, const char *period,
				   const struct job_world *world,
				   const void *setup,
				   struct job_outcome *outcome,
				   struct err *err);
void job_outcome_release(struct job_outcome *outcome);

/* Read a period of a job's rhythm; the day on which it begins. */
bool job_period_parse(const struct job *job, const char *period, int32_t *day);

/* ---- what is due (due.c) ------------------------------------------------- */

enum catch_up {
	CATCH_UP_ALL,	 /* every period, oldest first */
	CATCH_UP_LATEST, /* what was begun, and the latest of the others */
	CATCH_UP_NONE	 /* what was begun, and what fell due today */
};

struct due {
	const struct job *job;
	char period[JOB_PERIOD_SIZE];
};

struct due_list {
	struct due *rows;
	size_t count;
	size_t room;
};

/* What is asked: of which book, by whom, in which calendar. */
struct due_question {
	struct book *book;
	const struct job_world *world;
	const void *setup;
	struct calendar calendar;
	enum catch_up catch_up;
};

/* Add what is due of a job, oldest first. */
MUST_CHECK enum status due_add(struct due_list *list, const struct job *job,
			       const struct due_question *question,
			       struct err *err);
void due_release(struct due_list *list);

#endif /* BATCH_ENGINE_JOB_H */
