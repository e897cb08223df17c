/* cmd_backup.c: redress backup and redress restore. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "ledger/backup.h"
#include "ledger/verify.h"

#include <stdio.h>
#include <string.h>

static void tell(void *owner, const struct finding *finding)
{
	(void)owner;
	fprintf(stderr, "finding: %s: %s\n", finding->kind, finding->text);
}

/* A copy counts only once it was proved where it lies. */
static int prove(const char *directory, bool quiet, struct err *err)
{
	struct verdict verdict;
	struct book *book;
	uint64_t pages = 0;
	enum status closed;
	enum status status =
		verify_pages(directory, 0, tell, NULL, &pages, err);

	memset(&verdict, 0, sizeof verdict);
	if (status == STATUS_OK && pages == 0)
		status = book_open(directory, BOOK_READ, 0, &book, err);
	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	if (pages > 0)
		return EXIT_FINDINGS;
	status = verify_book(book, tell, NULL, &verdict, err);
	closed = book_close(book, err);
	if (status == STATUS_OK)
		status = closed;
	if (status != STATUS_OK)
		return (int)exit_with(status, err);
	if (!quiet)
		printf("entries: %u\nhead: %s\n", (unsigned int)verdict.entries,
		       verdict.head);
	return verdict.findings == 0 ? EXIT_DONE : EXIT_FINDINGS;
}

static int copy_and_prove(const struct options *options, const char *from,
			  const char *to)
{
	bool quiet = options->value[OPTION_QUIET] != NULL;
	int wait = options_wait(options);
	struct err err;
	enum status status;
	int code;

	if (wait < 0)
		return EXIT_USAGE;
	status = backup_copy(from, to, wait, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	code = prove(to, quiet, &err);
	if (code == EXIT_DONE && !quiet)
		printf("%s is a proved copy of %s\n", to, from);
	else if (code != EXIT_DONE)
		fprintf(stderr,
			"redress: the copy at %s is not proved; do "
			"not use it, run `redress verify -b %s`\n",
			to, from);
	return code;
}

int command_backup(const struct options *options)
{
	const char *book = options_book(options);

	if (book == NULL)
		return EXIT_USAGE;
	return copy_and_prove(options, book, options->arguments[0]);
}

int command_restore(const struct options *options)
{
	const char *to = options->value[OPTION_TO];

	if (to == NULL || to[0] == '\0') {
		fprintf(stderr, "redress: restore needs --to BOOK, a new "
				"directory\n");
		return EXIT_USAGE;
	}
	return copy_and_prove(options, options->arguments[0], to);
}
