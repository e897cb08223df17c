/* jobs.c: asking the job repository. */
#include "ledger/jobs.h"

#include "ledger/base/arena.h"
#include "ledger/bookparts.h"
#include "ledger/jobrows.h"
#include "ledger/store/lock.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const states[JOB_STATE_COUNT] = {
	"due",	    "running", "completed",   "completed-with-rejects",
	"failed",   "stopped", "interrupted", "held",
	"abandoned"};

const char *job_state_name(enum job_state state)
{
	assert(state < JOB_STATE_COUNT);
	return states[state];
}

bool job_state_final(enum job_state state)
{
	return state == JOB_COMPLETED || state == JOB_COMPLETED_WITH_REJECTS;
}

/* The record of an instance that never ran. */
static const char never[7];

static struct slice slice_of(const char *text)
{
	struct slice slice = {text, strlen(text)};

	return slice;
}

static struct slice bytes_of(const struct text *text)
{
	struct slice slice = {text->size == 0 ? "" : text->bytes, text->size};

	return slice;
}

static enum status damaged(struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table jobs: a record contradicts itself; run "
		       "`redress verify --rebuild`");
}

static enum status read_row(struct book *book, const struct text *key,
			    struct err *err)
{
	return store_get(book->store, TABLE_JOBS, bytes_of(key), &book->value,
			 err);
}

enum status job_instance_read(struct book *book, const char *job,
			      const char *period, struct job_instance *instance,
			      struct err *err)
{
	struct text key = TEXT_ZERO;
	enum status status;

	assert(strlen(job) < JOB_NAME_SIZE && strlen(period) < JOB_PERIOD_SIZE);
	job_key(&key, 'I', slice_of(job), slice_of(period));
	status = read_row(book, &key, err);
	if (status == STATUS_NOT_FOUND) {
		status = STATUS_OK;
		text_clear(&book->value);
		text_add(&book->value, never, sizeof never);
	}
	/* The names may be the instance's own: only the key is read again. */
	if (status == STATUS_OK &&
	    !job_instance_unpack(bytes_of(&key), bytes_of(&book->value),
				 instance))
		status = damaged(err);
	text_release(&key);
	return status;
}

enum status job_execution_read(struct book *book, uint32_t start,
			       struct job_execution *execution, struct err *err)
{
	struct text key = TEXT_ZERO;
	enum status status;

	job_key_start(&key, start);
	status = read_row(book, &key, err);
	text_release(&key);
	if (status == STATUS_OK &&
	    !job_execution_unpack(start, bytes_of(&book->value), execution))
		return damaged(err);
	return status;
}

enum status job_summary_read(struct book *book, const char *job,
			     struct job_summary *summary, struct err *err)
{
	struct text key = TEXT_ZERO;
	enum status status;

	job_key(&key, 'J', slice_of(job), slice_of(""));
	status = read_row(book, &key, err);
	text_release(&key);
	if (status == STATUS_NOT_FOUND) {
		memset(summary, 0, sizeof *summary);
		return STATUS_OK;
	}
	if (status == STATUS_OK &&
	    !job_summary_unpack(bytes_of(&book->value), summary))
		return damaged(err);
	return status;
}

struct jobs {
	struct book *book;
	struct store_cursor *cursor;
	struct text stem; /* what the keys of this job begin with */
	bool open;
};

enum status jobs_open(struct book *book, const char *job, const char *period,
		      bool open, struct jobs **out, struct err *err)
{
	struct jobs *jobs = mem_alloc(sizeof *jobs);
	struct text from = TEXT_ZERO;
	char kind = open ? 'O' : 'I';
	enum status status;

	jobs->book = book;
	jobs->open = open;
	job_key(&jobs->stem, kind, slice_of(job), slice_of(""));
	job_key(&from, kind, slice_of(job), slice_of(period));
	status = store_cursor_open(book->store, TABLE_JOBS, bytes_of(&from),
				   &jobs->cursor, err);
	text_release(&from);
	if (status == STATUS_OK)
		*out = jobs;
	else
		jobs_close(jobs);
	return status;
}

enum status jobs_next(struct jobs *jobs, struct job_instance *instance,
		      struct err *err)
{
	struct slice blank = {never, sizeof never};
	struct slice key;
	struct slice value;
	enum status status = store_cursor_next(jobs->cursor, &key, &value, err);

	if (status != STATUS_OK)
		return status;
	if (key.size < jobs->stem.size ||
	    memcmp(key.bytes, jobs->stem.bytes, jobs->stem.size) != 0)
		return STATUS_END;
	if (!job_instance_unpack(key, jobs->open ? blank : value, instance))
		return damaged(err);
	if (jobs->open)
		return job_instance_read(jobs->book, instance->job,
					 instance->period, instance, err);
	return STATUS_OK;
}

void jobs_close(struct jobs *jobs)
{
	if (jobs == NULL)
		return;
	store_cursor_close(jobs->cursor);
	text_release(&jobs->stem);
	free(jobs);
}

enum status run_read(struct book *book, uint32_t number, struct runs **runs,
		     struct run *run, struct err *err)
{
	enum status status = runs_open(book, number, runs, err);

	if (status != STATUS_OK)
		return status;
	status = runs_next(*runs, run, err);
	if (status == STATUS_OK && run->number == number)
		return STATUS_OK;
	runs_close(*runs);
	return status == STATUS_OK || status == STATUS_END ? STATUS_NOT_FOUND
							   : status;
}

enum status job_lock(const char *directory, int wait_seconds, int *lock,
		     struct err *err)
{
	return lock_take_jobs(directory, wait_seconds, lock, err);
}

void job_unlock(int lock)
{
	lock_release(lock);
}
