/* cmd_abandon.c: redress abandon. */
#include "batch/cli/commands.h"
#include "batch/cli/jobworld.h"
#include "batch/cli/recorded.h"

#include <stdio.h>
#include <stdlib.h>

static enum status no_such_run(const char *number, struct err *err)
{
	return err_set(err, STATUS_INVALID,
		       "run %s is no run of a job; `redress status` names "
		       "those that wait for somebody",
		       number);
}

/* The execution that a run belongs to: its own number, or that it names. */
static enum status find_execution(struct book *book, const char *number,
				  struct job_execution *execution,
				  struct err *err)
{
	char *end;
	unsigned long wanted = strtoul(number, &end, 10);
	uint32_t start = 0;
	struct runs *runs;
	struct run run;
	enum status status;

	if (*number < '0' || *number > '9' || *end != '\0' || wanted == 0 ||
	    wanted > UINT32_MAX)
		return err_set(err, STATUS_INVALID,
			       "a run has a number, not %s", number);
	status = run_read(book, (uint32_t)wanted, &runs, &run, err);
	if (status == STATUS_OK) {
		start = (uint32_t)run_count(&run, RUN_EXECUTION);
		runs_close(runs);
		status = job_execution_read(
			book, start == 0 ? (uint32_t)wanted : start, execution,
			err);
	}
	return status == STATUS_NOT_FOUND ? no_such_run(number, err) : status;
}

static enum status test_state(const struct job_execution *execution,
			      const struct job_instance *instance,
			      struct err *err)
{
	if (job_state_final(instance->state))
		return err_set(err, STATUS_INVALID,
			       "%s %s is %s, which is final", instance->job,
			       instance->period,
			       job_state_name(instance->state));
	if (instance->state == JOB_DUE)
		return err_set(err, STATUS_EXISTS, "%s %s was given up already",
			       instance->job, instance->period);
	if (instance->start != execution->start)
		return err_set(err, STATUS_INVALID,
			       "run %u is not the last of %s %s; that is run "
			       "%u",
			       (unsigned int)execution->start, instance->job,
			       instance->period, (unsigned int)instance->start);
	return STATUS_OK;
}

static enum status record(struct book *book, const struct jobworld *jobworld,
			  struct job_instance *instance, const char *reason,
			  struct err *err)
{
	const struct world *world = &jobworld->world;
	char execution[JOB_COUNT_SIZE];
	char ended[WORLD_TIME_SIZE];
	struct run run;
	enum status status = book_begin(book, err);

	if (status != STATUS_OK)
		return status;
	snprintf(execution, sizeof execution, "%u",
		 (unsigned int)instance->start);
	recorded_begin(&run, "abandon", world, ended);
	run_set(&run, RUN_REASON, reason);
	run_set(&run, RUN_PERIOD, instance->period);
	run_set(&run, RUN_JOB, instance->job);
	run_set(&run, RUN_EXECUTION, execution);
	run_set(&run, RUN_STATE, job_state_name(JOB_ABANDONED));
	return book_commit(book, &run, false, err);
}

static enum status abandon(const struct jobworld *jobworld, const char *number,
			   const char *reason, struct job_instance *instance,
			   struct err *err)
{
	const struct job_world *world = &jobworld->job;
	struct job_execution execution = {.start = 0};
	struct book *book;
	enum status closed;
	enum status status = job_book_open(world, BOOK_WRITE, &book, err);

	if (status != STATUS_OK)
		return status;
	status = find_execution(book, number, &execution, err);
	if (status == STATUS_OK)
		status = job_instance_read(book, execution.job,
					   execution.period, instance, err);
	if (status == STATUS_OK)
		status = test_state(&execution, instance, err);
	if (status == STATUS_OK)
		status = record(book, jobworld, instance, reason, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

int command_abandon(const struct options *options)
{
	static struct jobworld jobworld;
	const char *directory = options_book(options);
	const char *reason = options->value[OPTION_REASON];
	int wait = options_wait(options);
	struct job_instance instance;
	struct err err;
	enum status status = STATUS_OK;
	int code;

	if (directory == NULL || wait < 0)
		return EXIT_USAGE;
	if (reason == NULL || reason[0] == '\0') {
		fprintf(stderr, "redress: giving up a run needs --reason TEXT, "
				"which is recorded\n");
		return EXIT_USAGE;
	}
	code = jobworld_open(&jobworld, directory, wait);
	if (code == EXIT_DONE)
		status = abandon(&jobworld, options->arguments[0], reason,
				 &instance, &err);
	jobworld_close(&jobworld);
	if (code != EXIT_DONE)
		return code;
	if (status == STATUS_OK && options->value[OPTION_QUIET] == NULL)
		printf("%s %s: given up, and due again from the first step\n",
		       instance.job, instance.period);
	if (status == STATUS_OK)
		return EXIT_DONE;
	fprintf(stderr, "redress: %s\n", err.text);
	if (status == STATUS_EXISTS)
		return EXIT_DONE;
	return status == STATUS_INVALID ? EXIT_USAGE : (int)exit_of(status);
}
