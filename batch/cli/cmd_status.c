/* cmd_status.c: redress status: how the jobs of a book stand. */
#include "batch/cli/commands.h"
#include "batch/cli/jobworld.h"
#include "batch/cli/jsontext.h"
#include "batch/steps/steps.h"
#include "ledger/base/currency.h"
#include "ledger/base/money.h"
#include "ledger/debts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FINDINGS_MAX = 20, JOBS_MAX = 8, OPEN_MAX = 8, AGE_MAX = 36500 };

/* One instance that was begun and is not completed. */
struct open_instance {
	struct job_instance instance;
	char reason[200];
};

struct job_report {
	const struct job *job;
	struct job_summary summary;
	char ended[JOB_TIME_SIZE]; /* of the last good run */
	struct open_instance open[OPEN_MAX];
	size_t open_count;
	size_t due;
	char due_first[JOB_PERIOD_SIZE];
};

struct report {
	struct calendar calendar;
	struct job_report jobs[JOBS_MAX];
	size_t job_count;
	uint32_t entries, runs;
	char head[DIGEST_HEX_SIZE];
	int32_t first_open;
	size_t waiting, rejected;
	struct debts_sum debts;
	int max_age; /* days; 0: none */
	char findings[FINDINGS_MAX][300];
	size_t finding_count;
};

__attribute__((format(printf, 2, 3))) static void
add_finding(struct report *report, const char *format, ...)
{
	va_list args;

	if (report->finding_count == FINDINGS_MAX)
		return;
	va_start(args, format);
	vsnprintf(report->findings[report->finding_count++],
		  sizeof report->findings[0], format, args);
	va_end(args);
}

static void copy_field(const struct run *run, enum run_field field, char *out,
		       size_t size)
{
	struct slice text = run->field[field];

	snprintf(out, size, "%.*s", (int)text.size, text.bytes);
}

/* ---- gathering ----------------------------------------------------------- */

static enum status read_run(struct book *book, uint32_t number,
			    enum run_field field, char *out, size_t size,
			    struct err *err)
{
	struct runs *runs;
	struct run run;
	enum status status;

	out[0] = '\0';
	if (number == 0)
		return STATUS_OK;
	status = run_read(book, number, &runs, &run, err);
	if (status != STATUS_OK)
		return status;
	copy_field(&run, field, out, size);
	runs_close(runs);
	return STATUS_OK;
}

static enum status read_open(struct book *book, struct job_report *job,
			     struct err *err)
{
	struct jobs *open;
	struct job_instance instance;
	enum status status =
		jobs_open(book, job->job->name, "", true, &open, err);

	if (status != STATUS_OK)
		return status;
	while ((status = jobs_next(open, &instance, err)) == STATUS_OK) {
		struct open_instance *row = &job->open[job->open_count];

		if (job->open_count == OPEN_MAX)
			break;
		row->instance = instance;
		status = read_run(book, instance.last, RUN_REASON, row->reason,
				  sizeof row->reason, err);
		if (status != STATUS_OK)
			break;
		job->open_count++;
	}
	jobs_close(open);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status read_due(struct book *book, const struct jobworld *jobworld,
			    const struct report *report, struct job_report *job,
			    struct err *err)
{
	struct due_question question = {book, &jobworld->job, &jobworld->setup,
					report->calendar, CATCH_UP_ALL};
	struct due_list list = {NULL, 0, 0};
	enum status status = due_add(&list, job->job, &question, err);

	job->due = list.count;
	if (list.count > 0)
		memcpy(job->due_first, list.rows[0].period, JOB_PERIOD_SIZE);
	due_release(&list);
	return status;
}

static enum status read_job(struct book *book, const struct jobworld *jobworld,
			    const struct report *report, struct job_report *job,
			    struct err *err)
{
	enum status status =
		job_summary_read(book, job->job->name, &job->summary, err);

	if (status == STATUS_OK)
		status = read_run(book, job->summary.good, RUN_ENDED,
				  job->ended, sizeof job->ended, err);
	if (status == STATUS_OK)
		status = read_open(book, job, err);
	if (status == STATUS_OK)
		status = read_due(book, jobworld, report, job, err);
	return status;
}

static enum status gather(struct book *book, const struct jobworld *jobworld,
			  struct report *report, struct err *err)
{
	const struct job_world *world = &jobworld->job;
	enum status status = job_calendar(book, &jobworld->setup, world->today,
					  &report->calendar, err);
	size_t i;

	report->entries = book_entries(book);
	report->runs = book_runs(book);
	book_head(book, report->head);
	report->first_open = book_first_open(book);
	report->waiting = inbox_count(world->directory);
	report->rejected = rejected_count(world->directory);
	if (status == STATUS_OK)
		status = debts_sum(book, &report->debts, err);
	for (i = 0; jobs[i] != NULL && status == STATUS_OK; i++) {
		struct job_report *job = &report->jobs[report->job_count++];

		job->job = jobs[i];
		status = read_job(book, jobworld, report, job, err);
	}
	return status;
}

/* ---- judging ------------------------------------------------------------- */

/* Says the row that it runs, though nobody holds the lock of the jobs? */
static bool found_dead(const struct jobworld *jobworld)
{
	struct err err;
	int lock;

	if (job_lock(jobworld->job.directory, 0, &lock, &err) != STATUS_OK)
		return false;
	job_unlock(lock);
	return true;
}

static void judge_open(const struct jobworld *jobworld, struct report *report,
		       struct open_instance *open)
{
	struct job_instance *instance = &open->instance;

	if (instance->state == JOB_RUNNING) {
		if (!found_dead(jobworld))
			return;
		instance->state = JOB_INTERRUPTED;
		snprintf(open->reason, sizeof open->reason,
			 "its process is gone and nobody holds its lock");
	}
	add_finding(report, "%s %s is %s, run %u: %s", instance->job,
		    instance->period, job_state_name(instance->state),
		    (unsigned int)instance->start, open->reason);
}

/* It should have run on an earlier day than today. */
static void judge_overdue(struct report *report, const struct job_report *job)
{
	int32_t month;

	if (job->job->rhythm != JOB_MONTHLY || job->due == 0 ||
	    !month_parse(job->due_first, &month) ||
	    month_due_on(&report->calendar, month) >= report->calendar.today)
		return;
	add_finding(report,
		    "%s is behind: %zu due, the first of them %s; run "
		    "`redress run --due`",
		    job->job->name, job->due, job->due_first);
}

/* A job of days runs only when there is work: its age says nothing. */
static void judge_age(struct report *report, const struct job_report *job)
{
	int32_t day;

	if (report->max_age == 0 || job->job->rhythm != JOB_MONTHLY)
		return;
	if (job->summary.good == 0)
		add_finding(report, "%s never ended well", job->job->name);
	else if (day_parse(job->ended, DAY_TEXT_SIZE - 1, &day) &&
		 report->calendar.today - day > report->max_age)
		add_finding(report,
			    "the last good run of %s is %d days old, more than "
			    "%d",
			    job->job->name, (int)(report->calendar.today - day),
			    report->max_age);
}

static void judge(const struct jobworld *jobworld, struct report *report)
{
	size_t i;
	size_t k;

	for (i = 0; i < report->job_count; i++) {
		struct job_report *job = &report->jobs[i];

		for (k = 0; k < job->open_count; k++)
			judge_open(jobworld, report, &job->open[k]);
		judge_overdue(report, job);
		judge_age(report, job);
	}
}

/* ---- printing ------------------------------------------------------------ */

static void closed_text(const struct report *report, char out[MONTH_TEXT_SIZE])
{
	out[0] = '\0';
	if (report->first_open > DAY_FIRST)
		month_format(report->first_open - 1, out);
}

static void print_job(const struct report *report, const struct job_report *job)
{
	char text[DAY_TEXT_SIZE];
	char month[MONTH_TEXT_SIZE];
	int32_t next;

	printf("%s: ", job->job->name);
	if (job->summary.good == 0)
		printf("no good run yet");
	else
		printf("last good %s, run %u, %s", job->summary.period,
		       (unsigned int)job->summary.good, job->ended);
	if (job->due > 0)
		printf("; %zu due, from %s", job->due, job->due_first);
	else if (job->job->rhythm == JOB_DAILY)
		printf("; nothing waits");
	else if (report->calendar.first != DAY_NONE) {
		next = calendar_last_due(&report->calendar);
		next = next == DAY_NONE ? report->calendar.first
					: day_month_next(next);
		month_format(next, month);
		day_format(month_due_on(&report->calendar, next), text);
		printf("; next %s, due on %s", month, text);
	}
	putchar('\n');
}

/* "open rejects: 3 since 2010-01-04, BYR 90000" */
static void print_debts(const struct debts_sum *debts)
{
	char text[MONEY_TEXT_SIZE];
	int currency;

	printf("open rejects: %u", (unsigned int)debts->open);
	if (debts->open > 0) {
		day_format(debts->oldest, text);
		printf(" since %s", text);
	}
	for (currency = 0; currency < CURRENCY_NONE; currency++) {
		if (!debts->used[currency] || debts->overflow[currency])
			continue;
		money_format(debts->amount[currency],
			     currency_digits((uint8_t)currency), text);
		printf(", %s %s", currency_code((uint8_t)currency), text);
	}
	putchar('\n');
}

static void print_text(const struct report *report)
{
	char closed[MONTH_TEXT_SIZE];
	size_t i;

	closed_text(report, closed);
	for (i = 0; i < report->job_count; i++)
		print_job(report, &report->jobs[i]);
	printf("inbox/: %zu waiting; rejected/: %zu\n", report->waiting,
	       report->rejected);
	print_debts(&report->debts);
	printf("closed: %s\n", closed[0] == '\0' ? "no month" : closed);
	printf("entries: %u, runs: %u\nhead: %s\n",
	       (unsigned int)report->entries, (unsigned int)report->runs,
	       report->head);
	for (i = 0; i < report->finding_count; i++)
		printf("finding: %s\n", report->findings[i]);
	if (report->finding_count == 0)
		printf("all is well\n");
}

static void print_json_open(const struct job_report *job)
{
	size_t i;

	for (i = 0; i < job->open_count; i++) {
		const struct open_instance *open = &job->open[i];

		printf("%s{\"period\":\"%s\",\"state\":\"%s\",\"run\":%u,"
		       "\"starts\":%u,\"steps_done\":%zu,\"reason\":",
		       i == 0 ? "" : ",", open->instance.period,
		       job_state_name(open->instance.state),
		       (unsigned int)open->instance.start,
		       (unsigned int)open->instance.starts,
		       open->instance.step_count);
		json_print_text(open->reason);
		putchar('}');
	}
}

static void print_json_job(const struct job_report *job)
{
	printf("{\"job\":\"%s\",\"last_good\":", job->job->name);
	if (job->summary.good == 0)
		printf("null");
	else
		printf("{\"period\":\"%s\",\"run\":%u,\"ended\":\"%s\"}",
		       job->summary.period, (unsigned int)job->summary.good,
		       job->ended);
	printf(",\"due\":%zu,\"due_first\":", job->due);
	if (job->due == 0)
		printf("null");
	else
		printf("\"%s\"", job->due_first);
	printf(",\"open\":[");
	print_json_open(job);
	printf("]}");
}

static void print_json(const struct report *report)
{
	char closed[MONTH_TEXT_SIZE];
	size_t i;

	closed_text(report, closed);
	printf("{\"jobs\":[");
	for (i = 0; i < report->job_count; i++) {
		printf("%s", i == 0 ? "" : ",\n");
		print_json_job(&report->jobs[i]);
	}
	printf("],\n\"inbox_waiting\":%zu,\"rejected_files\":%zu,"
	       "\"open_rejects\":%u,\"closed\":",
	       report->waiting, report->rejected,
	       (unsigned int)report->debts.open);
	if (closed[0] == '\0')
		printf("null");
	else
		printf("\"%s\"", closed);
	printf(",\"entries\":%u,\"runs\":%u,\"head\":\"%s\",\n\"findings\":[",
	       (unsigned int)report->entries, (unsigned int)report->runs,
	       report->head);
	for (i = 0; i < report->finding_count; i++) {
		printf("%s", i == 0 ? "" : ",\n");
		json_print_text(report->findings[i]);
	}
	printf("],\"well\":%s}\n",
	       report->finding_count == 0 ? "true" : "false");
}

/* ---- the command --------------------------------------------------------- */

static bool read_age(const char *text, int *days)
{
	char *end;
	long number;

	*days = 0;
	if (text == NULL)
		return true;
	number = strtol(text, &end, 10);
	if (*end == 'd')
		end++;
	if (*text < '0' || *text > '9' || *end != '\0' || number < 1 ||
	    number > AGE_MAX) {
		fprintf(stderr, "redress: --max-age takes days, such as 35d\n");
		return false;
	}
	*days = (int)number;
	return true;
}

static bool read_format(const char *text, bool *json)
{
	*json = text != NULL && strcmp(text, "json") == 0;
	if (text == NULL || *json || strcmp(text, "text") == 0)
		return true;
	fprintf(stderr, "redress: status takes --format text or json\n");
	return false;
}

static int report_on(const struct jobworld *jobworld, struct report *report,
		     bool json, bool quiet)
{
	const struct job_world *world = &jobworld->job;
	struct book *book;
	struct err err;
	enum status closed;
	enum status status = job_book_open(world, BOOK_READ, &book, &err);

	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = gather(book, jobworld, report, &err);
	closed = book_close(book, &err);
	if (status != STATUS_OK || closed != STATUS_OK)
		return (int)exit_with(status == STATUS_OK ? closed : status,
				      &err);
	judge(jobworld, report);
	if (json)
		print_json(report);
	else if (!quiet || report->finding_count > 0)
		print_text(report);
	return report->finding_count == 0 ? EXIT_DONE : EXIT_FINDINGS;
}

int command_status(const struct options *options)
{
	static struct jobworld jobworld;
	static struct report report;
	const char *directory = options_book(options);
	int wait = options_wait(options);
	bool json;
	int code;

	memset(&report, 0, sizeof report);
	if (directory == NULL || wait < 0 ||
	    !read_age(options->value[OPTION_MAX_AGE], &report.max_age) ||
	    !read_format(options->value[OPTION_FORMAT], &json))
		return EXIT_USAGE;
	code = jobworld_open(&jobworld, directory, -1);
	jobworld.job.wait_seconds = wait;
	if (code == EXIT_DONE)
		code = report_on(&jobworld, &report, json,
				 options->value[OPTION_QUIET] != NULL);
	jobworld_close(&jobworld);
	return code;
}
