/* cmd_export.c: redress export. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/outfile.h"
#include "ledger/book.h"
#include "reports/export.h"

#include <stdio.h>
#include <string.h>

struct request {
	const struct export_kind *kind;
	int32_t as_of;
	const char *path;
};

static bool complain_format(const char *format)
{
	const char *const *names = export_names();
	size_t i;

	if (format == NULL)
		fprintf(stderr, "redress: export needs --format");
	else
		fprintf(stderr,
			"redress: there is no export format %s; "
			"--format is",
			format);
	for (i = 0; names[i] != NULL; i++)
		fprintf(stderr, "%s %s",
			i == 0		       ? ""
			: names[i + 1] == NULL ? " or"
					       : ",",
			names[i]);
	fprintf(stderr, "\n");
	return false;
}

static bool read_request(const struct options *options, struct request *request)
{
	const char *format = options->value[OPTION_FORMAT];
	const char *as_of = options->value[OPTION_AS_OF];

	request->path = options->value[OPTION_OUT];
	request->as_of = DAY_LAST;
	request->kind = format == NULL ? NULL : export_find(format);
	if (request->kind == NULL)
		return complain_format(format);
	if (as_of == NULL)
		return true;
	if (export_is_whole(request->kind)) {
		fprintf(stderr,
			"redress: %s is the whole journal: it takes no "
			"--as-of\n",
			format);
		return false;
	}
	if (!day_parse(as_of, strlen(as_of), &request->as_of)) {
		fprintf(stderr,
			"redress: --as-of takes a day YYYY-MM-DD, not %s\n",
			as_of);
		return false;
	}
	return true;
}

static enum status write_export(struct book *book,
				const struct request *request, struct err *err)
{
	struct outfile out;
	enum status status = outfile_open(&out, request->path, err);

	if (status != STATUS_OK)
		return status;
	status = export_write(book, request->kind, request->as_of, &out.sink,
			      err);
	return outfile_close(&out, status, err);
}

int command_export(const struct options *options)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	struct request request;
	struct book *book;
	struct err err;
	enum status closed;
	enum status status;

	if (directory == NULL || wait < 0 || !read_request(options, &request))
		return EXIT_USAGE;
	status = book_open(directory, BOOK_READ, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = write_export(book, &request, &err);
	if (status != STATUS_OK)
		exit_with(status, &err);
	closed = book_close(book, &err);
	if (status == STATUS_OK && closed != STATUS_OK)
		return (int)exit_with(closed, &err);
	return (int)exit_of(status);
}
