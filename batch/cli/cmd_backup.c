/* cmd_backup.c: redress backup and redress restore. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/world.h"
#include "ledger/backup.h"

#include <stdio.h>

static void tell(void *owner, const struct finding *finding)
{
	(void)owner;
	fprintf(stderr, "finding: %s: %s\n", finding->kind, finding->text);
}

static void print_copy(const struct backup *backup,
		       const struct verdict *verdict)
{
	printf("entries: %u\nhead: %s\n%s is a proved copy of %s",
	       (unsigned int)verdict->entries, verdict->head, backup->to,
	       backup->from);
	if (backup->until != NULL)
		printf(", as it was behind run %u",
		       (unsigned int)verdict->runs);
	putchar('\n');
}

static int copy_and_prove(const struct options *options, struct backup *backup)
{
	struct verdict verdict;
	struct err err;
	enum status status;

	backup->wait_seconds = options_wait(options);
	backup->tell = tell;
	if (backup->wait_seconds < 0)
		return EXIT_USAGE;
	status = backup_make(backup, &verdict, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	if (verdict.findings > 0) {
		fprintf(stderr,
			"redress: a copy of %s is not proved, so none was "
			"kept at %s; run `redress verify -b %s`\n",
			backup->from, backup->to, backup->from);
		return EXIT_FINDINGS;
	}
	if (options->value[OPTION_QUIET] == NULL)
		print_copy(backup, &verdict);
	return EXIT_DONE;
}

int command_backup(const struct options *options)
{
	char now[WORLD_TIME_SIZE];
	struct backup backup = {0};

	backup.from = options_book(options);
	if (backup.from == NULL)
		return EXIT_USAGE;
	world_now(now);
	backup.to = options->arguments[0];
	backup.made = now;
	return copy_and_prove(options, &backup);
}

int command_restore(const struct options *options)
{
	struct backup backup = {0};

	backup.from = options->arguments[0];
	backup.to = options->value[OPTION_TO];
	backup.until = options->value[OPTION_UNTIL];
	if (backup.to == NULL || backup.to[0] == '\0') {
		fprintf(stderr, "redress: restore needs --to BOOK, a new "
				"directory\n");
		return EXIT_USAGE;
	}
	return copy_and_prove(options, &backup);
}
