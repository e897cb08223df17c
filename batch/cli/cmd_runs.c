/* cmd_runs.c: redress runs. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "ledger/book.h"

#include <stdio.h>
#include <stdlib.h>

static int width(struct slice text, int most)
{
	return text.size > (size_t)most ? most : (int)text.size;
}

static void print_row(const struct run *run)
{
	struct slice started = run->field[RUN_STARTED];
	struct slice file = run->field[RUN_FILE];
	struct slice operator_name = run->field[RUN_OPERATOR];
	struct slice kind = run->field[RUN_KIND];

	if (file.size == 0)
		file = run->field[RUN_PERIOD];

	printf("%6u  %-8.*s  %-20.*s  %-12.*s  %9llu  %9llu  %9llu  %.*s\n",
	       (unsigned int)run->number, width(kind, 8), kind.bytes,
	       width(started, 20), started.bytes, width(operator_name, 12),
	       operator_name.bytes,
	       (unsigned long long)run_count(run, RUN_POSTED),
	       (unsigned long long)run_count(run, RUN_DUPLICATE),
	       (unsigned long long)run_count(run, RUN_REJECTED), (int)file.size,
	       file.bytes);
}

static void print_whole(const struct run *run)
{
	int field;

	printf("run: %u\n", (unsigned int)run->number);
	for (field = 0; field < RUN_FIELD_COUNT; field++) {
		struct slice text = run->field[field];

		if (text.size > 0)
			printf("%s: %.*s\n",
			       run_field_name((enum run_field)field),
			       (int)text.size, text.bytes);
	}
}

static int print_runs(struct book *book, const char *wanted, struct err *err)
{
	char *end = NULL;
	unsigned long number = wanted == NULL ? 0 : strtoul(wanted, &end, 10);
	struct runs *runs;
	struct run run;
	enum status status;

	if (wanted != NULL && (*end != '\0' || number == 0)) {
		fprintf(stderr, "redress: a run has a number, not %s\n",
			wanted);
		return EXIT_USAGE;
	}
	status =
		runs_open(book, number == 0 ? 1 : (uint32_t)number, &runs, err);

	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	if (wanted == NULL)
		printf("%6s  %-8s  %-20s  %-12s  %9s  %9s  %9s  %s\n", "run",
		       "kind", "started", "operator", "posted", "duplicate",
		       "rejected", "file");
	while ((status = runs_next(runs, &run, err)) == STATUS_OK) {
		if (wanted == NULL) {
			print_row(&run);
			continue;
		}
		if (run.number != number)
			status = STATUS_END;
		else
			print_whole(&run);
		break;
	}
	runs_close(runs);
	if (wanted != NULL && status == STATUS_END) {
		fprintf(stderr,
			"redress: there is no run %s; `redress runs` "
			"lists them\n",
			wanted);
		return EXIT_USAGE;
	}
	return status == STATUS_OK || status == STATUS_END
		       ? EXIT_DONE
		       : (int)exit_with(status, err);
}

int command_runs(const struct options *options)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	struct book *book;
	struct err err;
	enum status status;
	int code;

	if (directory == NULL || wait < 0)
		return EXIT_USAGE;
	status = book_open(directory, BOOK_READ, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	code = print_runs(book,
			  options->argument_count == 0 ? NULL
						       : options->arguments[0],
			  &err);
	status = book_close(book, &err);
	return code == EXIT_DONE && status != STATUS_OK
		       ? (int)exit_with(status, &err)
		       : code;
}
