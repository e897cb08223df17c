/* jobenter.c: a run of a job entered into the repository; all runs anew. */
#include "ledger/bookparts.h"
#include "ledger/jobrows.h"
#include "ledger/store/store.h"

#include <stdio.h>
#include <string.h>

/* A fold under way: keys and values in one place. */
struct entering {
	const struct job_shelf *shelf;
	const struct run *run;
	struct text key;
	struct text value;
};

static struct slice slice_of(const struct text *text)
{
	struct slice slice = {text->size == 0 ? "" : text->bytes, text->size};

	return slice;
}

static enum status damaged(const struct run *run, struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table jobs: what run %u changes contradicts itself; "
		       "run `redress verify --rebuild`",
		       (unsigned int)run->number);
}

static enum status find(struct entering *entering, char kind, struct err *err)
{
	const struct run *run = entering->run;

	job_key(&entering->key, kind, run->field[RUN_JOB],
		run->field[RUN_PERIOD]);
	return job_row_get(entering->shelf, slice_of(&entering->key),
			   &entering->value, err);
}

static enum status keep(struct entering *entering, struct err *err)
{
	return job_row_put(entering->shelf, slice_of(&entering->key),
			   slice_of(&entering->value), err);
}

static bool state_of(struct slice text, enum job_state *state)
{
	int number;

	for (number = 0; number < JOB_STATE_COUNT; number++)
		if (slice_is(text, job_state_name((enum job_state)number))) {
			*state = (enum job_state)number;
			return true;
		}
	return false;
}

static enum status enter_execution(struct entering *entering,
				   const struct job_instance *instance,
				   enum job_state state, struct err *err)
{
	struct job_execution execution;

	memset(&execution, 0, sizeof execution);
	memcpy(execution.job, instance->job, sizeof execution.job);
	memcpy(execution.period, instance->period, sizeof execution.period);
	execution.state = state;
	if (state != JOB_RUNNING)
		execution.end = entering->run->number;
	job_key_start(&entering->key, instance->start);
	job_execution_pack(&execution, &entering->value);
	return keep(entering, err);
}

static enum status enter_summary(struct entering *entering,
				 enum job_state state, struct err *err)
{
	struct job_summary summary;
	enum status status;

	if (state != JOB_RUNNING && !job_state_final(state))
		return STATUS_OK;
	status = find(entering, 'J', err);
	memset(&summary, 0, sizeof summary);
	if (status == STATUS_OK &&
	    !job_summary_unpack(slice_of(&entering->value), &summary))
		return damaged(entering->run, err);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (state == JOB_RUNNING) {
		summary.start = entering->run->number;
	} else {
		struct slice period = entering->run->field[RUN_PERIOD];

		summary.good = entering->run->number;
		snprintf(summary.period, sizeof summary.period, "%.*s",
			 (int)period.size, period.bytes);
	}
	job_summary_pack(&summary, &entering->value);
	return keep(entering, err);
}

static enum status enter_open(struct entering *entering, enum job_state state,
			      struct err *err)
{
	enum status status = find(entering, 'O', err);

	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (job_state_final(state) || state == JOB_DUE)
		return status == STATUS_OK
			       ? job_row_delete(entering->shelf,
						slice_of(&entering->key), err)
			       : STATUS_OK;
	text_clear(&entering->value);
	return status == STATUS_OK ? STATUS_OK : keep(entering, err);
}

/* The execution started or ended. */
static enum status enter_state(struct entering *entering,
			       struct job_instance *instance,
			       enum job_state state, struct err *err)
{
	enum status status;

	if (state == JOB_RUNNING) {
		instance->start = entering->run->number;
		instance->starts++;
		if (instance->first == 0)
			instance->first = instance->start;
	}
	instance->state = state;
	status = enter_execution(entering, instance, state, err);
	if (status == STATUS_OK)
		status = enter_summary(entering, state, err);
	if (state == JOB_ABANDONED) {
		instance->state = JOB_DUE;
		instance->known = false;
		instance->known_at = 0;
		instance->step_count = 0;
	}
	return status == STATUS_OK ? enter_open(entering, instance->state, err)
				   : status;
}

static bool enter_step(const struct run *run, struct job_instance *instance)
{
	struct job_done *done = &instance->steps[instance->step_count];
	struct slice step = run->field[RUN_STEP];

	if (instance->step_count == JOB_STEPS_MAX ||
	    step.size >= sizeof done->step)
		return false;
	memset(done, 0, sizeof *done);
	memcpy(done->step, step.bytes, step.size);
	done->run = run->number;
	instance->step_count++;
	if (run->field[RUN_KNOWN_AT].size > 0) {
		instance->known = true;
		instance->known_at = (uint32_t)run_count(run, RUN_KNOWN_AT);
	}
	return true;
}

static enum status enter(struct entering *entering, struct err *err)
{
	const struct run *run = entering->run;
	struct text none = TEXT_ZERO;
	struct job_instance instance;
	enum job_state state = JOB_DUE;
	enum status status = find(entering, 'I', err);

	text_add(&none, "\0\0\0\0\0\0\0", 7); /* an instance that never ran */
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		goto done;
	if (!job_instance_unpack(
		    slice_of(&entering->key),
		    slice_of(status == STATUS_OK ? &entering->value : &none),
		    &instance)) {
		status = damaged(run, err);
		goto done;
	}
	status = STATUS_OK;
	instance.last = run->number;
	if (run->field[RUN_STEP].size > 0) {
		if (!enter_step(run, &instance))
			status = damaged(run, err);
	} else if (state_of(run->field[RUN_STATE], &state)) {
		status = enter_state(entering, &instance, state, err);
	} else {
		status = damaged(run, err);
	}
	if (status == STATUS_OK) {
		job_key(&entering->key, 'I', run->field[RUN_JOB],
			run->field[RUN_PERIOD]);
		job_instance_pack(&instance, &entering->value);
		status = keep(entering, err);
	}
done:
	text_release(&none);
	return status;
}

enum status job_rows_enter(const struct job_shelf *shelf, const struct run *run,
			   struct err *err)
{
	struct entering entering = {shelf, run, TEXT_ZERO, TEXT_ZERO};
	enum status status;

	if (run->field[RUN_JOB].size == 0 || run->field[RUN_STATE].size == 0)
		return STATUS_OK;
	status = enter(&entering, err);
	text_release(&entering.key);
	text_release(&entering.value);
	return status;
}

enum status job_rows_rebuild(struct book *book, struct err *err)
{
	struct job_shelf shelf = {book->store, NULL};
	struct runs *runs;
	struct run run;
	enum status status = store_empty(book->store, TABLE_JOBS, err);

	if (status == STATUS_OK)
		status = runs_open(book, 1, &runs, err);
	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &run, err)) == STATUS_OK) {
		status = job_rows_enter(&shelf, &run, err);
		if (status != STATUS_OK)
			break;
	}
	runs_close(runs);
	return status == STATUS_END ? STATUS_OK : status;
}
