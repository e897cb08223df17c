/* main.c: find the command and run it. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/memory.h"
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
	  OPTION_CONTROL, OPTION_LATE, OPTION_MAP, OPTION_FORCE, OPTION_REASON,
	  OPTION_WAIT, OPTION_QUIET},
	 1,
	 -1,
	 command_import},
	{"check",
	 "FILE...",
	 "Say what `redress import` would say, and post nothing; without a\n"
	 "book, against an empty one. With --config read the configuration of\n"
	 "the book, or FILE, and name each mistake with its line.",
	 {OPTION_BOOK, OPTION_CONFIG, OPTION_CONTROL, OPTION_LATE, OPTION_MAP,
	  OPTION_MAX_REJECTS, OPTION_WAIT, OPTION_QUIET},
	 0,
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
	 "fund, waiting, outstanding, cohorts, statistics, exceptions,\n"
	 "scenario, proofs, balances or journal; waiting, outstanding, cohorts\n"
	 "and statistics have a public form (--profile public); monthly is the\n"
	 "auditors' pack, a workbook of all of them.",
	 {OPTION_BOOK, OPTION_AS_OF, OPTION_FORMAT, OPTION_OUT, OPTION_ALL,
	  OPTION_ITEMS, OPTION_BY, OPTION_TOTALS, OPTION_KNOWN_AT,
	  OPTION_PROFILE, OPTION_WAIT, OPTION_PRESET, OPTION_ADVANCE_AFTER,
	  OPTION_CAP, OPTION_SHARE, OPTION_WITH, OPTION_EXPLAIN},
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
	{"dismiss",
	 "RUN[:LINE]",
	 "Dismiss refused rows: those that a run left out, or the one of a line,\n"
	 "will never be posted. The reason is recorded.",
	 {OPTION_BOOK, OPTION_REASON, OPTION_WAIT, OPTION_QUIET},
	 1,
	 1,
	 command_dismiss},
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

static const struct command *find_command(const char *name)
{
	const struct command *command;

	for (command = commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	fprintf(stderr,
		"redress: there is no command `%s`; `redress --help` lists "
		"them\n",
		name);
	return NULL;
}

/* `redress --help`, `-h` and `redress help [COMMAND]`; the same of version. */
static bool asked(const char *word, const char *name, const char *letter)
{
	return strcmp(word, name) == 0 ||
	       (strncmp(word, "--", 2) == 0 && strcmp(word + 2, name) == 0) ||
	       strcmp(word, letter) == 0;
}

static int help_with(int argc, char **argv)
{
	const struct command *command;

	if (argc < 3)
		return help();
	command = find_command(argv[2]);
	if (command == NULL)
		return EXIT_USAGE;
	options_help(command);
	return EXIT_DONE;
}

static int version(void)
{
	printf("redress %s\n", REDRESS_VERSION);
	return EXIT_DONE;
}

/* What these did stands, even if their words were lost. */
static bool changes_book(const struct command *command)
{
	static const char *const names[] = {"import", "close",	 "reopen",
					    "run",    "abandon", "dismiss"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], command->name) == 0)
			return true;
	return false;
}

/* Everything printed must have come out; a lost word is no success. */
static int settle_output(const struct command *command, int code)
{
	bool lost = ferror(stdout) != 0;

	if (fflush(stdout) == 0 && !lost)
		return code;
	if (code != EXIT_DONE && code != EXIT_REJECTS)
		return code;
	fprintf(stderr, "redress: the output cannot be written%s\n",
		changes_book(command)
			? "; what was done to the book stands: `redress runs` "
			  "lists it, and the same command again says that "
			  "it is done"
			: "");
	return EXIT_IO;
}

/* Words that an option naming the book takes up; 0: it is another word. */
static int book_words(const char *word)
{
	if (strcmp(word, "-b") == 0 || strcmp(word, "--book") == 0)
		return 2;
	return strncmp(word, "--book=", 7) == 0 ? 1 : 0;
}

/* `redress -b DIR import` is `redress import -b DIR`. */
static void put_command_first(int argc, char **argv)
{
	int words = argc < 2 ? 0 : book_words(argv[1]);
	char *command;

	if (words == 0 || 1 + words >= argc)
		return;
	command = argv[1 + words];
	memmove(argv + 2, argv + 1, (size_t)words * sizeof *argv);
	argv[1] = command;
}

int main(int argc, char **argv)
{
	const struct command *command;

	memory_guard();
	umask(077);
	world_command(argc, argv, command_line, sizeof command_line);
	put_command_first(argc, argv);
	if (argc < 2 || asked(argv[1], "help", "-h"))
		return help_with(argc, argv);
	if (asked(argv[1], "version", "-V"))
		return version();
	command = find_command(argv[1]);
	if (command == NULL)
		return EXIT_USAGE;
	return settle_output(command, run_command(command, argc - 1, argv + 1));
}
