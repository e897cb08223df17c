/* cmd_template.c: redress template. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/outfile.h"
#include "reports/template.h"

#include <stdio.h>
#include <string.h>

static bool read_events(const struct options *options,
			struct template *template)
{
	int i;

	memset(template, 0, sizeof *template);
	for (i = 0; i < options->argument_count; i++) {
		if (template_add(template, options->arguments[i]))
			continue;
		fprintf(stderr,
			"redress: there is no event `%s`; `redress template` "
			"lists them\n",
			options->arguments[i]);
		return false;
	}
	return true;
}

/* CSV unless a workbook is asked for. */
static bool read_format(const struct options *options, bool *book)
{
	const char *format = options->value[OPTION_FORMAT];

	*book = format != NULL && strcmp(format, "xlsx") == 0;
	if (format != NULL && !*book && strcmp(format, "csv") != 0) {
		fprintf(stderr, "redress: --format is csv or xlsx\n");
		return false;
	}
	if (*book && options->argument_count == 0) {
		fprintf(stderr, "redress: a workbook of which events? Name "
				"them; `redress template` lists them\n");
		return false;
	}
	if (*book && options->value[OPTION_OUT] == NULL) {
		fprintf(stderr, "redress: a workbook needs --out FILE\n");
		return false;
	}
	return true;
}

int command_template(const struct options *options)
{
	const char *path = options->value[OPTION_OUT];
	struct template template;
	struct outfile out;
	struct err err;
	enum status status;
	bool book;

	if (!read_format(options, &book) || !read_events(options, &template))
		return EXIT_USAGE;
	if (book) {
		status = template_book(&template, path, &err);
	} else {
		status = outfile_open(&out, path, &err);
		if (status == STATUS_OK) {
			status = template.count == 0
					 ? template_list(&out.sink, &err)
					 : template_csv(&template, &out.sink,
							&err);
			status = outfile_close(&out, status, &err);
		}
	}
	return status == STATUS_OK ? EXIT_DONE : (int)exit_with(status, &err);
}
