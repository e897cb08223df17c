/* jobs.c: the jobs there are, and the calendar of a book. */
#include "batch/steps/jobs.h"

#include "batch/steps/steps.h"

#include <stdio.h>
#include <string.h>

static const struct job_step inbox_steps[] = {
	{"import", "posts each file, by name", step_inbox},
};

const struct job inbox_job = {
	"inbox",     JOB_DAILY,
	inbox_steps, sizeof inbox_steps / sizeof inbox_steps[0],
	inbox_waits, NULL,
	NULL};

static const struct job_step monthly_steps[] = {
	{"verify", "proves the book and fixes what is known", step_verify},
	{"report", "writes the workbooks", step_report},
	{"close", "closes the month, if so configured", step_close},
	{"backup", "copies the book and proves the copy", step_backup},
};

const struct job monthly_job = {
	"monthly",     JOB_MONTHLY,
	monthly_steps, sizeof monthly_steps / sizeof monthly_steps[0],
	NULL,	       monthly_again,
	monthly_stake};

const struct job *const jobs[] = {&inbox_job, &monthly_job, NULL};

const struct job *job_find(const char *name)
{
	size_t i;

	for (i = 0; jobs[i] != NULL; i++)
		if (strcmp(jobs[i]->name, name) == 0)
			return jobs[i];
	return NULL;
}

enum status job_setup_read(const char *directory, struct job_setup *setup,
			   struct err *err)
{
	enum status status = config_of_book(directory, &setup->config, err);

	setup->backup[0] = '\0';
	if (status == STATUS_OK)
		status = config_path(directory, setup->config.outdir,
				     setup->outdir, err);
	if (status == STATUS_OK && setup->config.backup[0] != '\0')
		status = config_path(directory, setup->config.backup,
				     setup->backup, err);
	return status;
}

/* The first run says it: `init --first`, or else when it was. */
static enum status first_of_runs(struct book *book, int32_t *month,
				 struct err *err)
{
	struct runs *runs;
	struct run run;
	struct slice text;
	char day[MONTH_TEXT_SIZE];
	enum status status = run_read(book, 1, &runs, &run, err);

	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	text = slice_is(run.field[RUN_KIND], "init") ? run.field[RUN_PERIOD]
						     : run.field[RUN_STARTED];
	snprintf(day, sizeof day, "%.*s",
		 (int)(text.size < sizeof day ? text.size : sizeof day - 1),
		 text.bytes);
	if (!month_parse(day, month))
		*month = DAY_NONE;
	runs_close(runs);
	return STATUS_OK;
}

enum status job_calendar(struct book *book, const struct job_setup *setup,
			 int32_t today, struct calendar *calendar,
			 struct err *err)
{
	calendar->first = setup->config.first_month;
	calendar->grace_days = setup->config.grace_days;
	calendar->today = today;
	if (calendar->first != DAY_NONE)
		return STATUS_OK;
	return first_of_runs(book, &calendar->first, err);
}
