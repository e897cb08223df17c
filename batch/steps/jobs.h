/*
 * jobs.h: the jobs there are, and what their steps are told.
 *
 * inbox       daily: posts the event files that lie in the book's inbox/.
 * monthly     for each ended month: verify, report, close, backup.
 *
 * Ownership   a setup is a plain value that outlives what it is given to.
 */
#ifndef BATCH_STEPS_JOBS_H
#define BATCH_STEPS_JOBS_H

#include "batch/engine/job.h"
#include "batch/steps/config.h"

/* What the office decided, and where that lies as seen from here. */
struct job_setup {
	struct config config;
	char outdir[LIMIT_PATH_BYTES];
	char backup[LIMIT_PATH_BYTES]; /* "": none is made */
};

/* The jobs, in the order in which they run; NULL ends them. */
extern const struct job *const jobs[];
const struct job *job_find(const char *name);

extern const struct job inbox_job;
extern const struct job monthly_job;

/* What holds for the book in this directory; STATUS_INVALID: config.h. */
MUST_CHECK enum status job_setup_read(const char *directory,
				      struct job_setup *setup, struct err *err);

/*
 * Where the calendar of the book begins: as redress.conf or `init --first`
 * said, else the month in which the book was first fed.
 */
MUST_CHECK enum status job_calendar(struct book *book,
				    const struct job_setup *setup,
				    int32_t today, struct calendar *calendar,
				    struct err *err);

#endif /* BATCH_STEPS_JOBS_H */
