/* cmd_run.c: redress run. */
#include "batch/cli/commands.h"
#include "batch/cli/jobworld.h"
#include "batch/cli/stop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNTIME_MAX = 7 * 86400 };

/* What one command was asked to do. */
struct request {
	const char *directory;
	bool quiet;
	int wait;
	unsigned int runtime;
	enum catch_up catch_up;
};

static bool complain(const char *what)
{
	fprintf(stderr, "redress: %s\n", what);
	return false;
}

static bool read_catch_up(const char *text, enum catch_up *catch_up)
{
	static const char *const names[] = {"all", "latest", "none"};
	int i;

	*catch_up = CATCH_UP_ALL;
	for (i = 0; text != NULL && i < 3; i++)
		if (strcmp(text, names[i]) == 0) {
			*catch_up = (enum catch_up)i;
			return true;
		}
	return text == NULL || complain("--catch-up takes all, latest or none");
}

static bool read_runtime(const char *text, unsigned int *seconds)
{
	char *end;
	long number;

	*seconds = 0;
	if (text == NULL)
		return true;
	number = strtol(text, &end, 10);
	if (*text == '\0' || *end != '\0' || number <= 0 ||
	    number > RUNTIME_MAX)
		return complain("--max-runtime takes a number of seconds");
	*seconds = (unsigned int)number;
	return true;
}

static bool read_request(const struct options *options, struct request *request)
{
	request->directory = options_book(options);
	request->quiet = options->value[OPTION_QUIET] != NULL;
	request->wait = options_wait(options);
	return request->directory != NULL && request->wait >= 0 &&
	       read_runtime(options->value[OPTION_MAX_RUNTIME],
			    &request->runtime) &&
	       read_catch_up(options->value[OPTION_CATCH_UP],
			     &request->catch_up);
}

/* One instance; *done says that nothing stands in the way of the next. */
static int run_one(struct jobworld *jobworld, const struct job *job,
		   const char *period, bool quiet, bool *done)
{
	struct job_outcome outcome;
	struct err err;
	enum status status;
	int code;

	err.text[0] = '\0';
	status = job_execute(job, period, &jobworld->job, &jobworld->setup,
			     &outcome, &err);
	if (status == STATUS_OK) {
		outcome_print(jobworld, job, &outcome, &err, quiet);
		code = (int)outcome_exit(&outcome);
		*done = job_state_final(outcome.state);
	} else {
		code = (int)exit_with(status, &err);
	}
	job_outcome_release(&outcome);
	return code;
}

/* ---- run JOB --period ---------------------------------------------------- */

/* The first month of the calendar before this one that waits to be run. */
static enum status find_before(struct book *book, const struct job *job,
			       const struct calendar *calendar, int32_t month,
			       char before[MONTH_TEXT_SIZE], struct err *err)
{
	struct job_instance instance;
	int32_t earlier = calendar->first;

	before[0] = '\0';
	for (; calendar->first != DAY_NONE && earlier < month;
	     earlier = day_month_next(earlier)) {
		char period[MONTH_TEXT_SIZE];
		enum status status;

		month_format(earlier, period);
		status = job_instance_read(book, job->name, period, &instance,
					   err);
		if (status != STATUS_OK)
			return status;
		/* one that was given up stands in nobody's way */
		if (job_state_final(instance.state) ||
		    (instance.state == JOB_DUE && instance.starts > 0))
			continue;
		memcpy(before, period, MONTH_TEXT_SIZE);
		return STATUS_OK;
	}
	return STATUS_OK;
}

/* What must be before a month can be run; EXIT_DONE when it is. */
static int test_month(struct jobworld *jobworld, const struct job *job,
		      const char *period, int32_t month)
{
	const struct job_world *world = &jobworld->job;
	char before[MONTH_TEXT_SIZE] = "";
	struct calendar calendar;
	struct book *book;
	struct err err;
	enum status closed;
	enum status status = job_book_open(world, BOOK_READ, &book, &err);

	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = job_calendar(book, &jobworld->setup, world->today, &calendar,
			      &err);
	if (status == STATUS_OK)
		status = find_before(book, job, &calendar, month, before, &err);
	closed = book_close(book, &err);
	if (status != STATUS_OK || closed != STATUS_OK)
		return (int)exit_with(status == STATUS_OK ? closed : status,
				      &err);
	if (!month_ended(&calendar, month))
		fprintf(stderr,
			"redress: %s has not ended; run it when its last day "
			"is over\n",
			period);
	else if (before[0] != '\0')
		fprintf(stderr,
			"redress: %s %s comes first and is not done; `redress "
			"run --due` runs what is due, oldest first\n",
			job->name, before);
	else
		return EXIT_DONE;
	return EXIT_UNAVAILABLE;
}

static int test_period(struct jobworld *jobworld, const struct job *job,
		       const char *period)
{
	int32_t day;

	if (!job_period_parse(job, period, &day)) {
		fprintf(stderr,
			"redress: a period of %s is written %s, not "
			"%s\n",
			job->name,
			job->rhythm == JOB_MONTHLY ? "YYYY-MM" : "YYYY-MM-DD",
			period);
		return EXIT_USAGE;
	}
	if (job->rhythm == JOB_MONTHLY)
		return test_month(jobworld, job, period, day);
	if (day <= jobworld->job.today)
		return EXIT_DONE;
	fprintf(stderr, "redress: %s has not come\n", period);
	return EXIT_UNAVAILABLE;
}

static int run_period(struct jobworld *jobworld, const struct job *job,
		      const char *period, bool quiet)
{
	int code = test_period(jobworld, job, period);
	bool done;

	return code == EXIT_DONE ? run_one(jobworld, job, period, quiet, &done)
				 : code;
}

/* ---- run --due ----------------------------------------------------------- */

static enum status list_due(struct jobworld *jobworld, enum catch_up catch_up,
			    const struct job *only, struct due_list *list,
			    struct err *err)
{
	struct due_question question = {NULL,
					&jobworld->job,
					&jobworld->setup,
					{DAY_NONE, 0, 0},
					catch_up};
	enum status closed;
	enum status status =
		job_book_open(&jobworld->job, BOOK_READ, &question.book, err);
	size_t i;

	if (status != STATUS_OK)
		return status;
	status = job_calendar(question.book, &jobworld->setup,
			      jobworld->job.today, &question.calendar, err);
	for (i = 0; jobs[i] != NULL && status == STATUS_OK; i++)
		if (only == NULL || only == jobs[i])
			status = due_add(list, jobs[i], &question, err);
	closed = book_close(question.book, err);
	return status == STATUS_OK ? closed : status;
}

/* Oldest first, up to the first that fails. */
static int run_list(struct jobworld *jobworld, const struct due_list *list,
		    bool quiet)
{
	int worst = EXIT_DONE;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct due *due = &list->rows[i];
		bool done = false;
		int code;

		if (stop_asked) {
			fprintf(stderr,
				"redress: stopped on request; %zu due and not "
				"run, the next `redress run --due` takes them\n",
				list->count - i);
			return EXIT_STOPPED;
		}
		code = run_one(jobworld, due->job, due->period, quiet, &done);
		if (code > worst)
			worst = code;
		if (done)
			continue;
		if (i + 1 < list->count)
			fprintf(stderr, "redress: %zu more due and not run\n",
				list->count - i - 1);
		return code;
	}
	return worst;
}

static int run_due(struct jobworld *jobworld, const struct request *request,
		   const struct job *only)
{
	struct due_list list = {NULL, 0, 0};
	struct err err;
	enum status status =
		list_due(jobworld, request->catch_up, only, &list, &err);
	int code;

	if (status != STATUS_OK)
		code = (int)exit_with(status, &err);
	else
		code = run_list(jobworld, &list, request->quiet);
	if (status == STATUS_OK && list.count == 0 && !request->quiet)
		printf("nothing is due\n");
	due_release(&list);
	return code;
}

/* ---- the command --------------------------------------------------------- */

static int list_jobs(const char *name)
{
	size_t i;

	fprintf(stderr, "redress: there is no job %s; there are", name);
	for (i = 0; jobs[i] != NULL; i++)
		fprintf(stderr, " %s", jobs[i]->name);
	fprintf(stderr, "\n");
	return EXIT_USAGE;
}

/* Which job, which period: NULL, NULL is whatever is due. */
static int read_job(const struct options *options, const struct job **job)
{
	const char *name =
		options->argument_count == 0 ? NULL : options->arguments[0];
	const char *period = options->value[OPTION_PERIOD];
	bool due = options->value[OPTION_DUE] != NULL;

	*job = NULL;
	if (name == NULL && due && period == NULL)
		return EXIT_DONE;
	if (name == NULL || (due && period != NULL)) {
		complain("run takes --due, or a job and its --period");
		return EXIT_USAGE;
	}
	*job = job_find(name);
	if (*job == NULL)
		return list_jobs(name);
	if (period == NULL && !due && (*job)->rhythm == JOB_MONTHLY) {
		fprintf(stderr, "redress: which month? Give --period YYYY-MM, "
				"or --due\n");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

int command_run(const struct options *options)
{
	static struct jobworld jobworld;
	const struct job *job;
	const char *period = options->value[OPTION_PERIOD];
	struct request request;
	int code = read_job(options, &job);

	if (code != EXIT_DONE)
		return code;
	if (!read_request(options, &request))
		return EXIT_USAGE;
	stop_catch();
	code = jobworld_open(&jobworld, request.directory, request.wait);
	if (code == EXIT_DONE) {
		stop_after(request.runtime);
		code = period == NULL ? run_due(&jobworld, &request, job)
				      : run_period(&jobworld, job, period,
						   request.quiet);
	}
	jobworld_close(&jobworld);
	return code;
}
