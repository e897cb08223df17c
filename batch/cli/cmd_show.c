/* cmd_show.c: redress show. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/outfile.h"
#include "batch/cli/world.h"
#include "reports/life.h"

#include <stdio.h>
#include <string.h>

static bool read_kind(const struct options *options, const char **kind)
{
	const char *const *names = life_kinds();
	size_t i;

	*kind = options->value[OPTION_KIND];
	if (*kind == NULL)
		return true;
	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], *kind) == 0)
			return true;
	fprintf(stderr, "redress: there is no kind %s; there are:", *kind);
	for (i = 0; names[i] != NULL; i++)
		fprintf(stderr, " %s", names[i]);
	fprintf(stderr, "\n");
	return false;
}

static int show(struct book *book, const struct life_options *life,
		const char *path, struct err *err)
{
	struct outfile out;
	enum status status = outfile_open(&out, path, err);
	bool unknown;

	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	status = life_write(book, life, &out.sink, err);
	unknown = status == STATUS_NOT_FOUND;
	status = outfile_close(&out, status, err);
	if (status == STATUS_OK)
		return EXIT_DONE;
	exit_with(status, err);
	return unknown ? EXIT_NO_INPUT : (int)exit_of(status);
}

int command_show(const struct options *options)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	struct life_options life;
	struct world world;
	struct book *book;
	struct err err;
	enum status status;
	int code;

	if (directory == NULL || wait < 0 || !read_kind(options, &life.kind) ||
	    !world_read(&world))
		return EXIT_USAGE;
	life.code.bytes = options->arguments[0];
	life.code.size = strlen(options->arguments[0]);
	life.today = world.today;
	status = book_open(directory, BOOK_READ, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	code = show(book, &life, options->value[OPTION_OUT], &err);
	status = book_close(book, &err);
	return code == EXIT_DONE && status != STATUS_OK
		       ? (int)exit_with(status, &err)
		       : code;
}
