/*
 * jobs.h: the job repository: which job did what for which period.
 *
 * Truth       the run chain. A run with a job's name and a state (runs.h)
 *             says that an execution started, that a step is done, or how
 *             the execution ended; book_commit enters it here in the same
 *             transaction. The repository is an index of that, which
 *             `verify` compares with the chain and `verify --rebuild`
 *             makes anew.
 * Instance    (job, period). due -> running -> completed, completed-with-
 *             rejects, failed, stopped, interrupted or held. What failed,
 *             was stopped or interrupted is started again at the first step
 *             that is not done; what is held must be given up first, with a
 *             reason, which makes it due again from the first step.
 *             Completed is final.
 * Execution   one start of an instance, known by the number of its run.
 * Period      YYYY-MM or YYYY-MM-DD, a further one of a day YYYY-MM-DD.NN;
 *             within a job byte order is the order of time.
 * Lock        who runs jobs holds job_lock, which dies with its owner: an
 *             instance that is running while nobody holds it was killed.
 * Errors      STATUS_NOT_FOUND where nothing of that name ever ran,
 *             STATUS_CORRUPT for a record that contradicts itself.
 */
#ifndef LEDGER_JOBS_H
#define LEDGER_JOBS_H

#include "ledger/book.h"

enum {
	JOB_NAME_SIZE = 16,   /* of jobs and steps, with a NUL */
	JOB_PERIOD_SIZE = 20, /* with a NUL */
	JOB_STEPS_MAX = 12
};

enum job_state {
	JOB_DUE,
	JOB_RUNNING,
	JOB_COMPLETED,
	JOB_COMPLETED_WITH_REJECTS,
	JOB_FAILED,
	JOB_STOPPED,
	JOB_INTERRUPTED,
	JOB_HELD,
	JOB_ABANDONED, /* of an execution; its instance is due again */
	JOB_STATE_COUNT
};

const char *job_state_name(enum job_state state);

/* Is the instance's work done for good? */
bool job_state_final(enum job_state state);

struct job_done {
	char step[JOB_NAME_SIZE];
	uint32_t run; /* that recorded it, with its outputs */
};

struct job_instance {
	char job[JOB_NAME_SIZE];
	char period[JOB_PERIOD_SIZE];
	enum job_state state;
	uint32_t first;	 /* run of its first start; 0: never */
	uint32_t start;	 /* of its last start: the execution */
	uint32_t last;	 /* run that last changed it */
	uint32_t starts; /* how many there were */
	bool known;	 /* is the next one fixed? */
	uint32_t known_at;
	size_t step_count;
	struct job_done steps[JOB_STEPS_MAX];
};

struct job_execution {
	char job[JOB_NAME_SIZE];
	char period[JOB_PERIOD_SIZE];
	enum job_state state;
	uint32_t start;
	uint32_t end; /* 0: it has not ended, or was killed unseen */
};

struct job_summary {
	uint32_t start; /* run of the job's last start; 0: it never ran */
	uint32_t good;	/* run that last completed an instance; 0: none */
	char period[JOB_PERIOD_SIZE]; /* of that */
};

/* One instance; one that never started is due, with STATUS_OK. */
MUST_CHECK enum status job_instance_read(struct book *book, const char *job,
					 const char *period,
					 struct job_instance *instance,
					 struct err *err);

/* An execution by the number of the run that started it. */
MUST_CHECK enum status job_execution_read(struct book *book, uint32_t start,
					  struct job_execution *execution,
					  struct err *err);

/* A job as a whole; of one that never ran everything is 0. */
MUST_CHECK enum status job_summary_read(struct book *book, const char *job,
					struct job_summary *summary,
					struct err *err);

/*
 * Instances of a job by period, from `period` on ("": all); with `open` only
 * those that were begun and are not completed. STATUS_END behind the last.
 */
struct jobs;
MUST_CHECK enum status jobs_open(struct book *book, const char *job,
				 const char *period, bool open,
				 struct jobs **jobs, struct err *err);
MUST_CHECK enum status
jobs_next(struct jobs *jobs, struct job_instance *instance, struct err *err);
void jobs_close(struct jobs *jobs);

/* One run by its number; its texts are borrowed until runs_close. */
MUST_CHECK enum status run_read(struct book *book, uint32_t number,
				struct runs **runs, struct run *run,
				struct err *err);

/* Who runs the jobs of a book: STATUS_BUSY when another does. */
MUST_CHECK enum status job_lock(const char *directory, int wait_seconds,
				int *lock, struct err *err);
void job_unlock(int lock);

#endif /* LEDGER_JOBS_H */
