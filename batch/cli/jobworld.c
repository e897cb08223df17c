/* jobworld.c: the world of a job, and the one screen about it. */
#include "batch/cli/jobworld.h"

#include "batch/cli/commands.h"
#include "batch/cli/shellword.h"
#include "batch/cli/stop.h"

#include <stdio.h>
#include <string.h>

enum { LINES_SHOWN = 12 };

/* ---- what the engine asks ------------------------------------------------ */

static void now(void *owner, char out[JOB_TIME_SIZE])
{
	(void)owner;
	world_now(out);
}

static void tell(void *owner, const char *line)
{
	struct jobworld *jobworld = owner;

	for (;;) {
		size_t size = strcspn(line, "\n");

		if (++jobworld->line_count <= LINES_SHOWN)
			text_addf(&jobworld->lines, "  | %.*s\n", (int)size,
				  line);
		if (line[size] == '\0')
			return;
		line += size + 1;
	}
}

static bool alive(void *owner, struct slice process)
{
	char text[WORLD_NAME_SIZE];

	(void)owner;
	snprintf(text, sizeof text, "%.*s", (int)process.size, process.bytes);
	return world_alive(text);
}

static void fill(struct jobworld *jobworld, const char *directory, int wait)
{
	struct job_world *job = &jobworld->job;

	job->directory = directory;
	job->wait_seconds = wait < 0 ? 0 : wait;
	job->operator_name = jobworld->world.operator_name;
	job->user = jobworld->world.user;
	job->login = jobworld->world.login;
	job->sudo = jobworld->world.sudo;
	job->host = jobworld->world.host;
	job->build = "redress " REDRESS_VERSION;
	job->command = command_line;
	job->process = jobworld->world.process;
	job->config.bytes = jobworld->setup.config.text;
	job->config.size = jobworld->setup.config.text_size;
	job->today = jobworld->world.today;
	job->stop = &stop_asked;
	job->owner = jobworld;
	job->now = now;
	job->tell = tell;
	job->alive = alive;
}

int jobworld_open(struct jobworld *jobworld, const char *directory, int wait)
{
	struct err err;
	enum status status;

	memset(jobworld, 0, sizeof *jobworld);
	jobworld->lock = -1;
	if (!world_read(&jobworld->world))
		return EXIT_USAGE;
	status = job_setup_read(directory, &jobworld->setup, &err);
	if (status != STATUS_OK) {
		fprintf(stderr, "redress: %s\n", err.text);
		return status == STATUS_INVALID ? EXIT_CONFIG
						: (int)exit_of(status);
	}
	fill(jobworld, directory, wait);
	if (wait < 0)
		return EXIT_DONE;
	status = job_lock(directory, wait, &jobworld->lock, &err);
	return status == STATUS_OK ? EXIT_DONE : (int)exit_with(status, &err);
}

void jobworld_close(struct jobworld *jobworld)
{
	if (jobworld->lock >= 0)
		job_unlock(jobworld->lock);
	jobworld->lock = -1;
	text_release(&jobworld->lines);
}

/* ---- one screen ---------------------------------------------------------- */

enum exit_code outcome_exit(const struct job_outcome *outcome)
{
	switch (outcome->state) {
	case JOB_COMPLETED:
		return EXIT_DONE;
	case JOB_COMPLETED_WITH_REJECTS:
		if (outcome->already)
			return EXIT_DONE;
		return outcome->refused ? EXIT_REFUSED : EXIT_REJECTS;
	case JOB_HELD:
		return EXIT_FINDINGS;
	case JOB_STOPPED:
		return EXIT_STOPPED;
	case JOB_FAILED:
	case JOB_DUE:
	case JOB_RUNNING:
	case JOB_INTERRUPTED:
	case JOB_ABANDONED:
	case JOB_STATE_COUNT:
		break;
	}
	if (outcome->status == STATUS_NOT_FOUND)
		return EXIT_NO_INPUT;
	if (outcome->status == STATUS_INVALID)
		return EXIT_REFUSED;
	return exit_of(outcome->status);
}

/* What to do first, by exit code; "" when the same command is enough. */
static const char *remedy(enum exit_code code)
{
	static const struct {
		enum exit_code code;
		const char *what;
	} rows[] = {
		{EXIT_OUTPUT, "make that folder writable; then "},
		{EXIT_IO, "make room on the disk, or have it mended; then "},
		{EXIT_NO_INPUT, "see to it that the file can be read; then "},
		{EXIT_BUSY, "when the other process is done: "},
		{EXIT_DENIED, "mend owner and modes; then "},
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == code)
			return rows[i].what;
	return "";
}

static void print_next(const struct jobworld *jobworld,
		       const struct job_outcome *outcome)
{
	const struct job_instance *instance = &outcome->instance;
	struct text book = TEXT_ZERO;

	shellword_add(&book, jobworld->job.directory);
	if (job_state_final(outcome->state))
		fprintf(stderr,
			"  next:  mend what lies in rejected/ of the book, put "
			"it into inbox/; then\n"
			"         redress run %s --book %s\n",
			instance->job, book.bytes);
	else if (outcome->state == JOB_HELD)
		fprintf(stderr,
			"  next:  redress verify --book %s\n"
			"         and, when its cause is gone, redress abandon "
			"%u --reason TEXT --book %s\n",
			book.bytes, (unsigned int)instance->start, book.bytes);
	else
		fprintf(stderr,
			"  next:  %sredress run %s --period %s --book %s\n"
			"         (`redress run --due` goes on there as well)\n",
			remedy(outcome_exit(outcome)), instance->job,
			instance->period, book.bytes);
	text_release(&book);
}

static void print_lines(const struct jobworld *jobworld)
{
	if (jobworld->lines.size > 0)
		fputs(jobworld->lines.bytes, stderr);
	if (jobworld->line_count > LINES_SHOWN)
		fprintf(stderr, "  | and %u lines more\n",
			jobworld->line_count - LINES_SHOWN);
}

static void print_trouble(const struct jobworld *jobworld,
			  const struct job *job,
			  const struct job_outcome *outcome,
			  const struct err *err)
{
	const struct job_instance *instance = &outcome->instance;

	fprintf(stderr, "redress: %s %s: %s", instance->job, instance->period,
		job_state_name(outcome->state));
	if (outcome->step != NULL)
		fprintf(stderr, " at step %s (%zu of %zu)", outcome->step,
			outcome->step_number, job->step_count);
	fprintf(stderr, ", run %u\n", (unsigned int)instance->start);
	if (!job_state_final(outcome->state))
		fprintf(stderr, "  what:  %s\n", err->text);
	fprintf(stderr, "  where: %s on %s\n", jobworld->job.directory,
		jobworld->job.host);
	print_lines(jobworld);
	if (outcome->stake.size > 0)
		fprintf(stderr, "  money: %s\n", outcome->stake.bytes);
	print_next(jobworld, outcome);
}

void outcome_print(struct jobworld *jobworld, const struct job *job,
		   const struct job_outcome *outcome, const struct err *err,
		   bool quiet)
{
	const struct job_instance *instance = &outcome->instance;

	if (outcome->already && !quiet)
		printf("%s %s: %s already, run %u\n%s", instance->job,
		       instance->period, job_state_name(outcome->state),
		       (unsigned int)instance->last,
		       outcome->notes.size == 0 ? "" : outcome->notes.bytes);
	else if (outcome->state == JOB_COMPLETED && !quiet)
		printf("%s %s: completed, run %u\n%s", instance->job,
		       instance->period, (unsigned int)instance->start,
		       outcome->notes.size == 0 ? "" : outcome->notes.bytes);
	else if (!outcome->already && outcome->state != JOB_COMPLETED)
		print_trouble(jobworld, job, outcome, err);
	text_clear(&jobworld->lines);
	jobworld->line_count = 0;
}
