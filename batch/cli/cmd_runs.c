/* cmd_runs.c: redress runs. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "ledger/base/money.h"
#include "ledger/book.h"
#include "ledger/debts.h"

#include <stdio.h>
#include <stdlib.h>

static int width(struct slice text, int most)
{
	return text.size > (size_t)most ? most : (int)text.size;
}

/* What a run was about: a file, a month, or what a job came to. */
static void print_about(const struct run *run)
{
	const struct slice *field = run->field;
	struct slice about = field[RUN_FILE];

	if (about.size == 0)
		about = field[RUN_PERIOD];
	if (field[RUN_STATE].size == 0) {
		printf("%.*s\n", (int)about.size, about.bytes);
		return;
	}
	printf("%.*s %.*s: %.*s%s%.*s\n", (int)field[RUN_JOB].size,
	       field[RUN_JOB].bytes, (int)field[RUN_PERIOD].size,
	       field[RUN_PERIOD].bytes, (int)field[RUN_STEP].size,
	       field[RUN_STEP].bytes, field[RUN_STEP].size == 0 ? "" : " ",
	       (int)field[RUN_STATE].size, field[RUN_STATE].bytes);
}

static void print_row(const struct run *run)
{
	struct slice started = run->field[RUN_STARTED];
	struct slice operator_name = run->field[RUN_OPERATOR];
	struct slice kind = run->field[RUN_KIND];

	printf("%6u  %-8.*s  %-20.*s  %-12.*s  %9llu  %9llu  %9llu  ",
	       (unsigned int)run->number, width(kind, 8), kind.bytes,
	       width(started, 20), started.bytes, width(operator_name, 12),
	       operator_name.bytes,
	       (unsigned long long)run_count(run, RUN_POSTED),
	       (unsigned long long)run_count(run, RUN_DUPLICATE),
	       (unsigned long long)run_count(run, RUN_REJECTED));
	print_about(run);
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

/*
 * What belongs to an execution behind its start: its steps with what they
 * made, its imports, its end.
 */
static enum status print_execution(struct runs *runs, uint32_t start,
				   struct err *err)
{
	struct run run;
	enum status status;

	while ((status = runs_next(runs, &run, err)) == STATUS_OK) {
		struct slice outputs = run.field[RUN_OUTPUTS];

		if (run_count(&run, RUN_EXECUTION) != start)
			continue;
		print_row(&run);
		if (outputs.size > 0)
			printf("        outputs: %.*s\n", (int)outputs.size,
			       outputs.bytes);
		if (run.field[RUN_STATE].size > 0 &&
		    run.field[RUN_STEP].size == 0)
			break;
	}
	return status;
}

static void print_debt(const struct debt *debt)
{
	struct slice id = debt->id;
	char text[MONEY_TEXT_SIZE] = "";

	if (debt->has_money)
		money_format(debt->amount, currency_digits(debt->currency),
			     text);
	printf("  line %llu  %.*s  %s  %s%s%s  ",
	       (unsigned long long)debt->line, id.size == 0 ? 1 : (int)id.size,
	       id.size == 0 ? "-" : id.bytes, refusal_name(debt->code),
	       debt->has_money ? text : "-", debt->has_money ? " " : "",
	       debt->has_money ? currency_code(debt->currency) : "");
	if (debt->cleared_run == 0)
		printf("open\n");
	else if (debt->cleared_entry == 0)
		printf("dismissed by run %u\n",
		       (unsigned int)debt->cleared_run);
	else
		printf("posted by run %u as entry %u\n",
		       (unsigned int)debt->cleared_run,
		       (unsigned int)debt->cleared_entry);
}

/* The rows that the run left out, and what became of each. */
static enum status print_debts(struct book *book, uint32_t run, struct err *err)
{
	struct debts *debts;
	struct debt debt;
	enum status status = debts_open(book, run, &debts, err);
	bool any = false;

	if (status != STATUS_OK)
		return status;
	while ((status = debts_next(debts, &debt, err)) == STATUS_OK) {
		if (!any)
			printf("refused rows:\n");
		any = true;
		print_debt(&debt);
	}
	debts_close(debts);
	return status == STATUS_END ? STATUS_OK : status;
}

static int print_runs(struct book *book, const char *wanted, struct err *err)
{
	char *end = NULL;
	unsigned long number = wanted == NULL ? 0 : strtoul(wanted, &end, 10);
	struct runs *runs;
	struct run run;
	bool found = false;
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
		if (run.number != number) {
			status = STATUS_END;
			break;
		}
		print_whole(&run);
		if (slice_is(run.field[RUN_KIND], "start")) {
			printf("what it did:\n");
			status = print_execution(runs, run.number, err);
		}
		found = true;
		break;
	}
	runs_close(runs);
	if (wanted != NULL && found &&
	    (status == STATUS_OK || status == STATUS_END))
		status = print_debts(book, (uint32_t)number, err);
	else if (wanted != NULL && !found && status == STATUS_END) {
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
