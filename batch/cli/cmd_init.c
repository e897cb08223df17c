/* cmd_init.c: redress init. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "ledger/book.h"

#include <stdio.h>
#include <stdlib.h>

int command_init(const struct options *options)
{
	const char *directory = options->argument_count == 1
					? options->arguments[0]
					: options_book(options);
	struct err err;
	enum status status;

	if (directory == NULL)
		return EXIT_USAGE;
	status = options->value[OPTION_ENCRYPT] != NULL
			 ? book_init_encrypted(directory, &err)
			 : book_init(directory, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	if (options->value[OPTION_QUIET] == NULL)
		printf("%s is an empty book; post to it with `redress import "
		       "-b %s FILE`\n",
		       directory, directory);
	return EXIT_DONE;
}
