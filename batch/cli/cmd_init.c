/* cmd_init.c: redress init. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/world.h"
#include "batch/engine/calendar.h"
#include "ledger/book.h"

#include <stdio.h>
#include <stdlib.h>

static bool read_first(const struct options *options, const char **first)
{
	int32_t month;

	*first = options->value[OPTION_FIRST];
	if (*first == NULL || month_parse(*first, &month))
		return true;
	fprintf(stderr, "redress: --first takes a month YYYY-MM, not %s\n",
		*first);
	return false;
}

/* Where the calendar of jobs begins is the first run of the chain. */
static enum status record_first(const char *directory, const char *first,
				const struct world *world, struct err *err)
{
	struct book *book;
	struct run run;
	enum status closed;
	enum status status = book_open(directory, BOOK_WRITE, 0, &book, err);

	if (status != STATUS_OK)
		return status;
	run_clear(&run);
	run_set(&run, RUN_KIND, "init");
	run_set(&run, RUN_STARTED, world->started);
	run_set(&run, RUN_ENDED, world->started);
	run_set(&run, RUN_OPERATOR, world->operator_name);
	run_set(&run, RUN_USER, world->user);
	run_set(&run, RUN_HOST, world->host);
	run_set(&run, RUN_BUILD, "redress " REDRESS_VERSION);
	run_set(&run, RUN_COMMAND, command_line);
	run_set(&run, RUN_PERIOD, first);
	status = book_begin(book, err);
	if (status == STATUS_OK)
		status = book_commit(book, &run, false, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

int command_init(const struct options *options)
{
	const char *directory = options->argument_count == 1
					? options->arguments[0]
					: options_book(options);
	const char *first;
	struct world world;
	struct err err;
	enum status status;

	if (directory == NULL || !read_first(options, &first) ||
	    !world_read(&world))
		return EXIT_USAGE;
	status = options->value[OPTION_ENCRYPT] != NULL
			 ? book_init_encrypted(directory, &err)
			 : book_init(directory, &err);
	if (status == STATUS_OK && first != NULL)
		status = record_first(directory, first, &world, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	if (options->value[OPTION_QUIET] == NULL)
		printf("%s is an empty book; post to it with `redress import "
		       "-b %s FILE`\n",
		       directory, directory);
	return EXIT_DONE;
}
