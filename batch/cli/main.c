/* main.c: find the command and run it. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/secret.h"
#include "batch/cli/world.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

char command_line[4096];

const struct command commands[] = {
	{"init",
	 "[DIR]",
	 "Make an empty book in DIR, readable by its owner alone.",
	 {OPTION_BOOK, OPTION_ENCRYPT, OPTION_FIRST, OPTION_QUIET},
	 0,
	 1,
	 command_init},
	{"import",
	 "FILE...",
	 "Post event files in the order given (- is stdin), each a whole: by\n"
	 "default one refused row means that nothing of its file is posted.",
	 {OPTION_BOOK, OPTION_DRY_RUN, OPTION_MAX_REJECTS, OPTION_REJECTS,
	  OPTION_CONTROL, OPTION_LATE, OPTION_MAP, OPTION_WAIT, OPTION_QUIET},
	 1,
	 -1,
	 command_import},
	{"check",
	 "FILE...",
	 "Say what `redress import` would say, and post nothing; without a\n"
	 "book, against an empty one.",
	 {OPTION_BOOK, OPTION_CONTROL, OPTION_MAP, OPTION_MAX_REJECTS,
	  OPTION_WAIT, OPTION_QUIET},
	 1,
	 -1,
	 command_check},
	{"template",
	 "[EVENT]...",
	 "Make an empty event file with the columns of these events; without\n"
	 "one, list the events.",
	 {OPTION_FORMAT, OPTION_OUT},
	 0,
	 -1,
	 command_template},
	{"report",
	 "NAME",
	 "Print a report as of the end of a day: aged-awards, aged-grants,\n"
	 "aged-assets, aged-contributions, policies, figures, recoveries,\n"
	 "fund, cohorts, statistics, exceptions, proofs, balances or journal;\n"
	 "monthly is the auditors' pack, a workbook of all of them.",
	 {OPTION_BOOK, OPTION_AS_OF, OPTION_FORMAT, OPTION_OUT, OPTION_ALL,
	  OPTION_ITEMS, OPTION_BY, OPTION_TOTALS, OPTION_KNOWN_AT,
	  OPTION_PROFILE, OPTION_WAIT},
	 1,
	 1,
	 command_report},
	{"show",
	 "CODE",
	 "Show all that a code is, as event, item of a register, victim,\n"
	 "offender or NGO: its life, its balances, and for each sum that a\n"
	 "waterfall allocated the rule and the share behind it.",
	 {OPTION_BOOK, OPTION_KIND, OPTION_OUT, OPTION_WAIT},
	 1,
	 1,
	 command_show},
	{"verify",
	 "",
	 "Prove the whole book from its journal: chains, balances, registers,\n"
	 "control accounts, the award identity.",
	 {OPTION_BOOK, OPTION_SINCE_SEAL, OPTION_HEAD, OPTION_REPLAY,
	  OPTION_REBUILD, OPTION_FORMAT, OPTION_WAIT, OPTION_QUIET},
	 0,
	 0,
	 command_verify},
	{"close",
	 "YYYY-MM",
	 "Close a month and all before it: needs a clean verify, seals the\n"
	 "journal head and prints it. A closed month takes no more events.",
	 {OPTION_BOOK, OPTION_WAIT, OPTION_QUIET},
	 1,
	 1,
	 command_close},
	{"reopen",
	 "YYYY-MM",
	 "Reopen the last closed month; the reason is recorded.",
	 {OPTION_BOOK, OPTION_REASON, OPTION_WAIT, OPTION_QUIET},
	 1,
	 1,
	 command_reopen},
	{"backup",
	 "DIR",
	 "Copy the book to DIR while it stands, and prove the copy there.",
	 {OPTION_BOOK, OPTION_WAIT, OPTION_QUIET},
	 1,
	 1,
	 command_backup},
	{"restore",
	 "DIR",
	 "Make a book of a backup (--to BOOK), and prove it there; with\n"
	 "--until, the book as it was behind an earlier run.",
	 {OPTION_TO, OPTION_UNTIL, OPTION_WAIT, OPTION_QUIET},
	 1,
	 1,
	 command_restore},
	{"run",
	 "[JOB]",
	 "Run a job for a period, or all that is due; safe to fire daily. What\n"
	 "was done already is said so; what failed, goes on where it stopped.",
	 {OPTION_BOOK, OPTION_PERIOD, OPTION_DUE, OPTION_CATCH_UP,
	  OPTION_MAX_RUNTIME, OPTION_WAIT, OPTION_QUIET},
	 0,
	 1,
	 command_run},
	{"abandon",
	 "RUN",
	 "Give up a held or failed run of a job; the reason is recorded, and\n"
	 "its period is due again from the first step.",
	 {OPTION_BOOK, OPTION_REASON, OPTION_WAIT, OPTION_QUIET},
	 1,
	 1,
	 command_abandon},
	{"status",
	 "",
	 "Say how the jobs stand: the last good run of each, what is due, what\n"
	 "lies in the inbox. Ends with 70 when somebody must look.",
	 {OPTION_BOOK, OPTION_MAX_AGE, OPTION_FORMAT, OPTION_WAIT,
	  OPTION_QUIET},
	 0,
	 0,
	 command_status},
	{"schedule",
	 "",
	 "Print the lines for cron or systemd, which then run all that is due.",
	 {OPTION_BOOK, OPTION_FORMAT},
	 0,
	 0,
	 command_schedule},
	{"runs",
	 "[NUMBER]",
	 "What fed the book: every run, or one with its proof.",
	 {OPTION_BOOK, OPTION_WAIT},
	 0,
	 1,
	 command_runs},
	{"export",
	 "",
	 "The journal for other software: as hledger, ledger, beancount or\n"
	 "csv, or as the lines whose SHA-256 is the journal head (chain).",
	 {OPTION_BOOK, OPTION_AS_OF, OPTION_FORMAT, OPTION_OUT, OPTION_WAIT},
	 0,
	 0,
	 command_export},
	{NULL, NULL, NULL, {OPTION_END}, 0, 0, NULL},
};

static int help(void)
{
	const struct command *command;

	printf("redress %s: a ledger of compensation that courts awarded to "
	       "victims\nof trafficking.\n\n",
	       REDRESS_VERSION);
	for (command = commands; command->name != NULL; command++) {
		const char *end = strpbrk(command->purpose, "\n.:;,(");

		printf("  redress %-8s %-10s %.*s\n", command->name,
		       command->arguments, (int)(end - command->purpose),
		       command->purpose);
	}
	printf("\n`redress COMMAND --help` says more of each.\n");
	return EXIT_DONE;
}

static int run_command(const struct command *command, int argc, char **argv)
{
	struct options options;
	int code;

	if (!options_read(command, argc, argv, &options))
		return EXIT_USAGE;
	if (options.help) {
		options_help(command);
		return EXIT_DONE;
	}
	secret_begin(&options);
	code = command->run(&options);
	secret_end();
	return code;
}

int main(int argc, char **argv)
{
	const struct command *command;
	int code;

	umask(077);
	world_command(argc, argv, command_line, sizeof command_line);
	if (argc < 2 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0)
		return help();
	if (strcmp(argv[1], "--version") == 0) {
		printf("redress %s\n", REDRESS_VERSION);
		return EXIT_DONE;
	}
	for (command = commands; command->name != NULL; command++)
		if (strcmp(command->name, argv[1]) == 0)
			break;
	if (command->name == NULL) {
		fprintf(stderr,
			"redress: there is no command `%s`; `redress "
			"--help` lists them\n",
			argv[1]);
		return EXIT_USAGE;
	}
	code = run_command(command, argc - 1, argv + 1);
	if (fflush(stdout) != 0 && code == EXIT_DONE) {
		fprintf(stderr, "redress: the output cannot be written\n");
		return EXIT_IO;
	}
	return code;
}
