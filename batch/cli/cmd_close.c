/* cmd_close.c: redress close and redress reopen. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/recorded.h"
#include "batch/cli/world.h"
#include "batch/engine/calendar.h"
#include "batch/steps/config.h"
#include "batch/steps/period.h"
#include "ledger/verify.h"

#include <stdio.h>

/* One month to be closed or reopened. */
struct period {
	const char *month; /* YYYY-MM */
	int32_t day;
	const char *kind;
	const char *reason;
	bool quiet;
};

static bool read_period(const struct options *options, struct period *period)
{
	period->month = options->arguments[0];
	period->quiet = options->value[OPTION_QUIET] != NULL;
	if (month_parse(period->month, &period->day))
		return true;
	fprintf(stderr, "redress: a month is written YYYY-MM, not %s\n",
		period->month);
	return false;
}

static void tell(void *owner, const struct finding *finding)
{
	(void)owner;
	fprintf(stderr, "finding: %s: %s\n", finding->kind, finding->text);
}

/* A month is only sealed on a book that is proved. */
static int prove(struct book *book, struct err *err)
{
	struct verdict verdict;
	enum status status = verify_book(book, tell, NULL, &verdict, err);

	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	if (verdict.findings == 0)
		return EXIT_DONE;
	fprintf(stderr, "redress: the book is not proved, so no month is "
			"closed; run `redress verify`\n");
	return EXIT_FINDINGS;
}

static int period_exit(enum status status, const struct err *err)
{
	fprintf(stderr, "redress: %s\n", err->text);
	if (status == STATUS_INVALID)
		return EXIT_REFUSED;
	return status == STATUS_EXISTS ? EXIT_DONE : (int)exit_of(status);
}

static int record(struct book *book, const struct period *period,
		  struct err *err)
{
	struct period_change change;
	struct world world;
	struct run run;
	char ended[WORLD_TIME_SIZE];
	char head[DIGEST_HEX_SIZE];
	enum status status;

	if (!world_read(&world))
		return EXIT_USAGE;
	recorded_begin(&run, period->kind, &world, ended);
	run_set(&run, RUN_PERIOD, period->month);
	if (period->reason != NULL)
		run_set(&run, RUN_REASON, period->reason);
	change.month = period->day;
	change.reopen = period->reason != NULL;
	change.today = world.today;
	change.run = &run;
	status = period_change(book, &change, err);
	if (status != STATUS_OK)
		return period_exit(status, err);
	book_head(book, head);
	if (!period->quiet)
		printf("%s: %s, run %u\nhead: %s\n", period->month,
		       period->reason == NULL ? "closed" : "reopened",
		       (unsigned int)run.number, head);
	return EXIT_DONE;
}

static int change_period(const struct options *options,
			 const struct period *period)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	struct config config;
	struct book *book;
	struct err err;
	enum status status;
	int code = EXIT_DONE;

	if (directory == NULL || wait < 0)
		return EXIT_USAGE;
	status = book_open(directory, BOOK_WRITE, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = config_attach(book, &config, &err);
	if (status != STATUS_OK)
		code = config_exit(status, &err);
	if (code == EXIT_DONE && period->reason == NULL)
		code = prove(book, &err);
	if (code == EXIT_DONE)
		code = record(book, period, &err);
	status = book_close(book, &err);
	return code == EXIT_DONE && status != STATUS_OK
		       ? (int)exit_with(status, &err)
		       : code;
}

int command_close(const struct options *options)
{
	struct period period = {NULL, 0, "close", NULL, false};

	if (!read_period(options, &period))
		return EXIT_USAGE;
	return change_period(options, &period);
}

int command_reopen(const struct options *options)
{
	struct period period = {NULL, 0, "reopen", NULL, false};

	if (!read_period(options, &period))
		return EXIT_USAGE;
	period.reason = options->value[OPTION_REASON];
	if (period.reason == NULL || period.reason[0] == '\0') {
		fprintf(stderr, "redress: reopening a month needs --reason "
				"TEXT, which is recorded\n");
		return EXIT_USAGE;
	}
	return change_period(options, &period);
}
