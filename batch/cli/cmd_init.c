/* cmd_init.c: redress init. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/outfile.h"
#include "batch/cli/recorded.h"
#include "batch/engine/calendar.h"
#include "batch/steps/config.h"
#include "batch/steps/files.h"
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
	char ended[WORLD_TIME_SIZE];
	struct config config;
	struct book *book;
	struct run run;
	enum status closed;
	enum status status = book_open(directory, BOOK_WRITE, 0, &book, err);

	if (status != STATUS_OK)
		return status;
	recorded_begin(&run, "init", world, ended);
	run_set(&run, RUN_PERIOD, first);
	status = config_attach(book, &config, err);
	if (status == STATUS_OK)
		status = book_begin(book, err);
	if (status == STATUS_OK)
		status = book_commit(book, &run, false, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

/* Every setting at its default, for whoever wants another. */
static enum status write_config(const char *directory, struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	struct text sample = TEXT_ZERO;
	struct outfile out;
	enum status status = config_path(directory, CONFIG_FILE, path, err);

	if (status == STATUS_OK)
		status = outfile_open(&out, path, err);
	if (status != STATUS_OK)
		return status;
	config_sample(&sample);
	out.sink.write(out.sink.owner, sample.bytes, sample.size);
	text_release(&sample);
	return outfile_close(&out, STATUS_OK, err);
}

/* What `run inbox` posts lies there: made now, so that nobody misspells it. */
static enum status make_inbox(const char *directory, struct err *err)
{
	char inbox[LIMIT_PATH_BYTES];
	enum status status = file_path(directory, "inbox", inbox, err);

	return status == STATUS_OK ? folder_make(inbox, err) : status;
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
	if (status == STATUS_OK)
		status = write_config(directory, &err);
	if (status == STATUS_OK)
		status = make_inbox(directory, &err);
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
