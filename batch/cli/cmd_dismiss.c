/* cmd_dismiss.c: redress dismiss: refused rows that nobody will mend. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/recorded.h"
#include "batch/steps/config.h"
#include "ledger/debts.h"

#include <stdio.h>
#include <stdlib.h>

/* What is dismissed: of a run, one line or all (0). */
struct target {
	const char *text; /* RUN or RUN:LINE */
	const char *reason;
	uint32_t run;
	uint64_t line;
	bool quiet;
};

static bool read_count(const char *text, unsigned long *number, char **end)
{
	*number = *text >= '0' && *text <= '9' ? strtoul(text, end, 10) : 0;
	return *number > 0 && *number <= LIMIT_FILE_ROWS;
}

static bool read_target(const struct options *options, struct target *target)
{
	unsigned long run;
	unsigned long line = 0;
	char *end;

	target->text = options->arguments[0];
	target->reason = options->value[OPTION_REASON];
	target->quiet = options->value[OPTION_QUIET] != NULL;
	if (target->reason == NULL || target->reason[0] == '\0') {
		fprintf(stderr, "redress: to dismiss refused rows needs "
				"--reason TEXT, which is recorded\n");
		return false;
	}
	if (!read_count(target->text, &run, &end) ||
	    (*end == ':' && !read_count(end + 1, &line, &end)) ||
	    *end != '\0') {
		fprintf(stderr,
			"redress: name a run, or a run and a line of its "
			"file, such as 12 or 12:305, not %s\n",
			target->text);
		return false;
	}
	target->run = (uint32_t)run;
	target->line = line;
	return true;
}

static int dismiss(struct book *book, const struct target *target,
		   const struct world *world, struct err *err)
{
	char ended[WORLD_TIME_SIZE];
	struct run run;
	uint32_t count;
	enum status status = book_begin(book, err);

	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	status = book_dismiss(book, target->run, target->line, world->today,
			      &count, err);
	if (status != STATUS_OK) {
		book_abort(book);
		exit_with(status, err);
		return status == STATUS_NOT_FOUND ? EXIT_REFUSED
						  : (int)exit_of(status);
	}
	recorded_begin(&run, "dismiss", world, ended);
	run_set(&run, RUN_FILE, target->text);
	run_set(&run, RUN_REASON, target->reason);
	status = book_commit(book, &run, false, err);
	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	if (!target->quiet)
		printf("%s: %u refused row%s dismissed, run %u\n", target->text,
		       (unsigned int)count, count == 1 ? "" : "s",
		       (unsigned int)run.number);
	return EXIT_DONE;
}

int command_dismiss(const struct options *options)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	struct target target;
	struct config config;
	struct world world;
	struct book *book;
	struct err err;
	enum status status;
	int code;

	if (directory == NULL || wait < 0 || !read_target(options, &target) ||
	    !world_read(&world))
		return EXIT_USAGE;
	status = book_open(directory, BOOK_WRITE, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = config_attach(book, &config, &err);
	code = status == STATUS_OK ? dismiss(book, &target, &world, &err)
				   : config_exit(status, &err);
	status = book_close(book, &err);
	return code == EXIT_DONE && status != STATUS_OK
		       ? (int)exit_with(status, &err)
		       : code;
}
