/*
 * jobworld.h: who runs a job, and what is said of it on one screen.
 *
 * Lines that steps tell are kept until the execution ended, so that all of
 * it stands in one place: what, where, which line, whose money, what next.
 */
#ifndef BATCH_CLI_JOBWORLD_H
#define BATCH_CLI_JOBWORLD_H

#include "batch/cli/exits.h"
#include "batch/cli/world.h"
#include "batch/steps/jobs.h"

struct jobworld {
	struct world world;
	struct job_setup setup;
	struct job_world job; /* points into the two above */
	struct text lines;
	unsigned int line_count;
	int lock; /* job_lock; -1: not held */
};

/*
 * Everything that is known before a job runs: the world, the configuration
 * and, with `wait` not negative, the lock of the jobs. EXIT_DONE, or the
 * code after a sentence was printed. jobworld_close in any case.
 */
int jobworld_open(struct jobworld *jobworld, const char *directory, int wait);
void jobworld_close(struct jobworld *jobworld);

/* The exit code of an outcome. */
enum exit_code outcome_exit(const struct job_outcome *outcome);

/* Say how an execution went: to stderr, unless all is well. */
void outcome_print(struct jobworld *jobworld, const struct job *job,
		   const struct job_outcome *outcome, const struct err *err,
		   bool quiet);

#endif /* BATCH_CLI_JOBWORLD_H */
