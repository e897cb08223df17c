/* runner.c: one instance of a job, from the first step that is not done. */
#include "batch/engine/job.h"

#include "ledger/configs.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/*
 * A job under way waits at least so long for a reader or an import: what was
 * begun shall not fail for a report that somebody prints.
 */
enum { PATIENCE_SECONDS = 60 };

bool job_period_parse(const struct job *job, const char *period, int32_t *day)
{
	if (job->rhythm == JOB_MONTHLY)
		return month_parse(period, day);
	if (strlen(period) < DAY_TEXT_SIZE - 1 ||
	    strlen(period) >= JOB_PERIOD_SIZE ||
	    !day_parse(period, DAY_TEXT_SIZE - 1, day))
		return false;
	period += DAY_TEXT_SIZE - 1;
	return *period == '\0' ||
	       (*period == '.' && period[1] != '\0' &&
		strspn(period + 1, "0123456789") == strlen(period + 1));
}

enum status job_book_open(const struct job_world *world, enum book_mode mode,
			  struct book **book, struct err *err)
{
	enum status status = book_open(world->directory, mode,
				       world->wait_seconds, book, err);

	if (status == STATUS_OK && mode == BOOK_WRITE)
		book_configure(*book, world->config);
	return status;
}

/* ---- records ------------------------------------------------------------- */

static void set_execution(struct job_run *run)
{
	snprintf(run->execution, sizeof run->execution, "%u",
		 (unsigned int)run->instance.start);
}

void job_fill_run(struct job_run *run, const char *kind, struct run *line)
{
	const struct job_world *world = run->world;

	world->now(world->owner, run->ended);
	run_clear(line);
	run_set(line, RUN_KIND, kind);
	run_set(line, RUN_STARTED, run->began);
	run_set(line, RUN_ENDED, run->ended);
	run_set(line, RUN_OPERATOR, world->operator_name);
	run_set(line, RUN_USER, world->user);
	run_set(line, RUN_LOGIN, world->login);
	run_set(line, RUN_SUDO, world->sudo);
	run_set(line, RUN_HOST, world->host);
	run_set(line, RUN_BUILD, world->build);
	run_set(line, RUN_COMMAND, world->command);
	run_set(line, RUN_JOB, run->instance.job);
	run_set(line, RUN_PERIOD, run->instance.period);
	if (run->instance.state != JOB_RUNNING)
		return;
	set_execution(run);
	run_set(line, RUN_EXECUTION, run->execution);
}

void job_fill_step(struct job_run *run, struct run *line)
{
	assert(run->step != NULL);
	run_set(line, RUN_STEP, run->step);
	run_set(line, RUN_STATE, "done");
	if (run->output.size > 0)
		run_set(line, RUN_OUTPUTS, run->output.bytes);
	if (!run->known_fixed)
		return;
	snprintf(run->known, sizeof run->known, "%u",
		 (unsigned int)run->instance.known_at);
	run_set(line, RUN_KNOWN_AT, run->known);
}

/* Commit a record, and read the instance as it now is. */
static enum status record(struct job_run *run, struct run *line,
			  struct err *err)
{
	struct job_instance *instance = &run->instance;
	struct book *book;
	enum status closed;
	enum status status = job_book_open(run->world, BOOK_WRITE, &book, err);

	if (status != STATUS_OK)
		return status;
	status = book_begin(book, err);
	if (status == STATUS_OK)
		status = book_commit(book, line, false, err);
	if (status == STATUS_OK)
		status = job_instance_read(book, instance->job,
					   instance->period, instance, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

static enum status read_instance(struct job_run *run, struct err *err)
{
	struct job_instance *instance = &run->instance;
	struct book *book;
	enum status closed;
	enum status status = job_book_open(run->world, BOOK_READ, &book, err);

	if (status != STATUS_OK)
		return status;
	status = job_instance_read(book, instance->job, instance->period,
				   instance, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

/* ---- starting ------------------------------------------------------------ */

/* The lock is ours, so nobody runs it, unless a process lost the lock. */
static enum status test_dead(struct job_run *run, struct err *err)
{
	const struct job_world *world = run->world;
	struct job_instance *instance = &run->instance;
	struct book *book;
	struct runs *runs;
	struct run line;
	bool alive;
	enum status closed;
	enum status status = job_book_open(world, BOOK_READ, &book, err);

	if (status != STATUS_OK)
		return status;
	status = run_read(book, instance->start, &runs, &line, err);
	alive = status == STATUS_OK &&
		slice_is(line.field[RUN_HOST], world->host) &&
		world->alive(world->owner, line.field[RUN_PROCESS]);
	if (status == STATUS_OK)
		runs_close(runs);
	closed = book_close(book, err);
	if (status != STATUS_OK || closed != STATUS_OK)
		return status == STATUS_OK ? closed : status;
	if (alive)
		return err_set(err, STATUS_BUSY,
			       "%s %s is being run (run %u) by a process that "
			       "is still there but lost its lock; end it, then "
			       "try again",
			       instance->job, instance->period,
			       (unsigned int)instance->start);
	return STATUS_OK;
}

/* An execution that was killed: said so in the chain before the next. */
static enum status record_dead(struct job_run *run, struct err *err)
{
	struct run line;
	enum status status = test_dead(run, err);

	if (status != STATUS_OK)
		return status;
	job_fill_run(run, "dead", &line);
	run_set(&line, RUN_STATE, job_state_name(JOB_INTERRUPTED));
	run_set(&line, RUN_REASON,
		"its process is gone and nobody holds its lock");
	return record(run, &line, err);
}

static enum status record_start(struct job_run *run, struct err *err)
{
	struct run line;
	enum status status = STATUS_OK;

	if (run->instance.state == JOB_RUNNING)
		status = record_dead(run, err);
	if (status != STATUS_OK)
		return status;
	job_fill_run(run, "start", &line);
	run_set(&line, RUN_STATE, job_state_name(JOB_RUNNING));
	run_set(&line, RUN_PROCESS, run->world->process);
	return record(run, &line, err);
}

/* ---- the steps ----------------------------------------------------------- */

static bool stop_asked(const struct job_run *run)
{
	return run->world->stop != NULL && *run->world->stop != 0;
}

static enum status stopped(struct err *err)
{
	return err_set(err, STATUS_STOPPED,
		       "stopped on request; the next run goes on here");
}

static bool is_done(const struct job_instance *instance, const char *step)
{
	size_t i;

	for (i = 0; i < instance->step_count; i++)
		if (strcmp(instance->steps[i].step, step) == 0)
			return true;
	return false;
}

static enum status record_step(struct job_run *run, struct err *err)
{
	struct run line;

	if (run->recorded)
		return read_instance(run, err);
	job_fill_run(run, "step", &line);
	job_fill_step(run, &line);
	return record(run, &line, err);
}

static enum status take_step(struct job_run *run, const struct job_step *step,
			     struct job_outcome *outcome, struct err *err)
{
	enum status status;

	if (stop_asked(run))
		return stopped(err);
	run->step = step->name;
	set_execution(run);
	run->recorded = run->known_fixed = false;
	text_clear(&run->output);
	text_clear(&run->note);
	run->world->now(run->world->owner, run->began);
	status = step->run(run, err);
	/* A signal may reach what the step started before it reaches us. */
	if (status != STATUS_OK && status != STATUS_STOPPED && stop_asked(run))
		status = stopped(err);
	if (status == STATUS_OK && !run->held)
		status = record_step(run, err);
	if (status != STATUS_OK || run->held)
		return status;
	text_addf(&outcome->notes, "  %-8s %s\n", step->name,
		  run->note.size == 0 ? "done" : run->note.bytes);
	return STATUS_OK;
}

static enum status take_steps(struct job_run *run, struct job_outcome *outcome,
			      struct err *err)
{
	const struct job *job = run->job;
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < job->step_count; i++) {
		if (is_done(&run->instance, job->steps[i].name))
			continue;
		outcome->step = job->steps[i].name;
		outcome->step_number = i + 1;
		status = take_step(run, &job->steps[i], outcome, err);
		if (status != STATUS_OK || run->held)
			return status;
	}
	outcome->step = NULL;
	outcome->step_number = 0;
	return status;
}

/* ---- ending -------------------------------------------------------------- */

static enum job_state state_of(const struct job_run *run, enum status status)
{
	if (run->held || status == STATUS_CORRUPT)
		return JOB_HELD;
	if (status == STATUS_STOPPED)
		return JOB_STOPPED;
	if (status != STATUS_OK)
		return JOB_FAILED;
	return run->rejects ? JOB_COMPLETED_WITH_REJECTS : JOB_COMPLETED;
}

static enum status record_end(struct job_run *run, struct job_outcome *outcome,
			      const struct err *why, struct err *err)
{
	struct run line;

	run->step = NULL;
	job_fill_run(run, "end", &line);
	run_set(&line, RUN_STATE, job_state_name(outcome->state));
	if (!job_state_final(outcome->state))
		run_set(&line, RUN_REASON, why->text);
	return record(run, &line, err);
}

static enum status execute(struct job_run *run, struct job_outcome *outcome,
			   struct err *err)
{
	struct err why;
	enum status status;

	outcome->status = take_steps(run, outcome, err);
	outcome->state = state_of(run, outcome->status);
	outcome->refused = run->refused;
	if (!job_state_final(outcome->state) && run->job->stake != NULL)
		run->job->stake(run, &outcome->stake);
	status = record_end(run, outcome, err, &why);
	if (status != STATUS_OK && job_state_final(outcome->state)) {
		*err = why;
		return status;
	}
	/* What ended it matters more than that it could not be written down. */
	return STATUS_OK;
}

/* What stands in the way of a start; *go says that nothing does. */
static void judge(struct job_run *run, struct job_outcome *outcome, bool *go,
		  struct err *err)
{
	const struct job_instance *instance = &run->instance;

	outcome->state = instance->state;
	outcome->already = job_state_final(instance->state);
	*go = !outcome->already && instance->state != JOB_HELD;
	if (instance->state == JOB_HELD)
		err_set(err, STATUS_OK,
			"%s %s is held since run %u; read `redress runs %u`, "
			"and when its cause is gone give it up with `redress "
			"abandon %u --reason TEXT`: then it is due again",
			instance->job, instance->period,
			(unsigned int)instance->last,
			(unsigned int)instance->start,
			(unsigned int)instance->start);
}

enum status job_execute(const struct job *job, const char *period,
			const struct job_world *world, const void *setup,
			struct job_outcome *outcome, struct err *err)
{
	struct job_world patient = *world;
	struct job_run run;
	bool go = false;
	enum status status = STATUS_OK;

	memset(outcome, 0, sizeof *outcome);
	memset(&run, 0, sizeof run);
	run.job = job;
	run.world = world;
	run.setup = setup;
	snprintf(run.instance.job, sizeof run.instance.job, "%s", job->name);
	snprintf(run.instance.period, sizeof run.instance.period, "%s", period);
	if (!job_period_parse(job, period, &run.day))
		return err_set(err, STATUS_INVALID,
			       "%s is no period of %s; it is written %s",
			       period, job->name,
			       job->rhythm == JOB_MONTHLY ? "YYYY-MM"
							  : "YYYY-MM-DD");
	world->now(world->owner, run.began);
	status = read_instance(&run, err);
	if (status == STATUS_OK)
		judge(&run, outcome, &go, err);
	if (patient.wait_seconds < PATIENCE_SECONDS)
		patient.wait_seconds = PATIENCE_SECONDS;
	if (status == STATUS_OK && outcome->already && job->again != NULL) {
		status = job->again(&run, err);
		if (run.note.size > 0)
			text_addf(&outcome->notes, "%s", run.note.bytes);
	}
	if (go) {
		status = record_start(&run, err);
		run.world = &patient;
		if (status == STATUS_OK)
			status = execute(&run, outcome, err);
	}
	outcome->instance = run.instance;
	text_release(&run.output);
	text_release(&run.note);
	return status;
}

void job_outcome_release(struct job_outcome *outcome)
{
	text_release(&outcome->stake);
	text_release(&outcome->notes);
}
