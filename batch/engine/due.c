/* due.c: which instances are due. */
#include "batch/engine/job.h"

#include "ledger/base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct due_list *list, const struct job *job,
		const char *period)
{
	struct due *due;

	list->rows = mem_grow(list->rows, &list->room, list->count + 1,
			      sizeof *list->rows);
	due = &list->rows[list->count++];
	due->job = job;
	snprintf(due->period, sizeof due->period, "%s", period);
}

/* Those that were begun and are not completed, wherever they lie. */
static enum status add_open(struct due_list *list, const struct job *job,
			    struct book *book, struct err *err)
{
	struct job_instance instance;
	struct jobs *jobs;
	enum status status = jobs_open(book, job->name, "", true, &jobs, err);

	if (status != STATUS_OK)
		return status;
	while ((status = jobs_next(jobs, &instance, err)) == STATUS_OK)
		add(list, job, instance.period);
	jobs_close(jobs);
	return status == STATUS_END ? STATUS_OK : status;
}

static bool wanted_month(const struct due_question *question, int32_t month,
			 int32_t last)
{
	const struct calendar *calendar = &question->calendar;

	switch (question->catch_up) {
	case CATCH_UP_ALL:
		return true;
	case CATCH_UP_LATEST:
		return month == last;
	case CATCH_UP_NONE:
		break;
	}
	return month_due_on(calendar, month) == calendar->today;
}

static enum status add_months(struct due_list *list, const struct job *job,
			      const struct due_question *question,
			      struct err *err)
{
	int32_t last = calendar_last_due(&question->calendar);
	int32_t month = question->calendar.first;
	struct job_instance instance;
	char period[MONTH_TEXT_SIZE];

	for (; last != DAY_NONE && month <= last;
	     month = day_month_next(month)) {
		enum status status;

		month_format(month, period);
		status = job_instance_read(question->book, job->name, period,
					   &instance, err);
		if (status != STATUS_OK)
			return status;
		if (instance.state == JOB_DUE &&
		    wanted_month(question, month, last))
			add(list, job, period);
	}
	return STATUS_OK;
}

/*
 * The day's own instance; completed, a further one, while there is work.
 * While one of an earlier day is open that one does the work.
 */
static enum status add_day(struct due_list *list, const struct job *job,
			   const struct due_question *question, struct err *err)
{
	char period[JOB_PERIOD_SIZE];
	struct job_instance instance;
	unsigned int further;

	if (!job->wanted(question->world, question->setup))
		return STATUS_OK;
	day_format(question->world->today, period);
	for (further = 2;; further++) {
		enum status status = job_instance_read(
			question->book, job->name, period, &instance, err);

		if (status != STATUS_OK)
			return status;
		if (!job_state_final(instance.state))
			break;
		snprintf(period + DAY_TEXT_SIZE - 1,
			 sizeof period - (DAY_TEXT_SIZE - 1), ".%02u", further);
	}
	if (instance.state == JOB_DUE)
		add(list, job, period);
	return STATUS_OK;
}

static int by_period(const void *left, const void *right)
{
	const struct due *a = left;
	const struct due *b = right;

	return strcmp(a->period, b->period);
}

enum status due_add(struct due_list *list, const struct job *job,
		    const struct due_question *question, struct err *err)
{
	size_t before = list->count;
	enum status status = add_open(list, job, question->book, err);

	if (status == STATUS_OK && job->rhythm == JOB_MONTHLY)
		status = add_months(list, job, question, err);
	else if (status == STATUS_OK && list->count == before)
		status = add_day(list, job, question, err);
	if (list->count > before)
		qsort(list->rows + before, list->count - before,
		      sizeof *list->rows, by_period);
	return status;
}

void due_release(struct due_list *list)
{
	free(list->rows);
	memset(list, 0, sizeof *list);
}
