/* options.c: the options there are, and the reading of a command line. */
#include "batch/cli/options.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_MAX = 86400, HELP = 1000, OPTIONS_MAX = COMMAND_OPTIONS_MAX + 1 };

static const struct option_row {
	const char *name;
	const char *value; /* name of its value; NULL: a flag */
	const char *purpose;
	char letter;
} rows[OPTION_COUNT] = {
	[OPTION_BOOK] = {"book", "DIR", "the book (or REDRESS_BOOK)", 'b'},
	[OPTION_WAIT] = {"wait", "SECONDS",
			 "wait for another process that uses the book", 0},
	[OPTION_QUIET] = {"quiet", NULL, "say nothing when all is well", 'q'},
	[OPTION_DRY_RUN] = {"dry-run", NULL, "test everything, post nothing",
			    'n'},
	[OPTION_MAX_REJECTS] = {"max-rejects", "N|P%",
				"post the good rows while at most N rows, or "
				"P percent, are refused",
				0},
	[OPTION_REJECTS] = {"rejects", "FILE",
			    "where refused rows go (default: "
			    "INPUT.rejects.csv)",
			    0},
	[OPTION_CONTROL] = {"control", "FILE",
			    "control totals (default: INPUT.ctl if it is "
			    "there)",
			    0},
	[OPTION_AS_OF] = {"as-of", "DATE",
			  "the end of this day (default: today)", 0},
	[OPTION_FORMAT] = {"format", "NAME", "", 0},
	[OPTION_OUT] = {"out", "FILE", "write here rather than to the screen",
			'o'},
	[OPTION_ALL] = {"all", NULL, "closed rows too", 'a'},
	[OPTION_ITEMS] = {"items", NULL, "a row for each item", 0},
	[OPTION_BY] = {"by", "NAME", "case (default) or offender: recoveries",
		       0},
	[OPTION_TOTALS] = {"totals", NULL,
			   "only the totals beside the control accounts, as "
			   "CSV",
			   0},
	[OPTION_MAP] = {"map", "FILE.ini",
			"an office's own separator, decimals, dates, encoding "
			"and column names",
			0},
	[OPTION_KIND] = {"kind", "NAME",
			 "only what has this kind: event, claim, case, ...", 0},
	[OPTION_HEAD] = {"head", "HASH", "the journal head must be this one",
			 0},
	[OPTION_LATE] = {"late", "first-open",
			 "post rows of closed months on the first open day; "
			 "they keep their since",
			 0},
	[OPTION_FORCE] = {"force", NULL,
			  "post what was held because it looks like an "
			  "earlier file; needs --reason",
			  0},
	[OPTION_CONFIG] = {"config", NULL,
			   "read a redress.conf, that of the book or FILE, and "
			   "name each mistake",
			   0},
	[OPTION_REASON] = {"reason", "TEXT", "why; kept in the run chain", 0},
	[OPTION_REPLAY] = {"replay", NULL,
			   "also play every event through the rules again", 0},
	[OPTION_SINCE_SEAL] = {"since-seal", NULL,
			       "prove only what came since the last closing",
			       0},
	[OPTION_REBUILD] = {"rebuild", NULL,
			    "replay, and replace what is derived from the "
			    "journal",
			    0},
	[OPTION_TO] = {"to", "BOOK", "where the book comes to stand", 0},
	[OPTION_ENCRYPT] = {"encrypt", NULL,
			    "a book that cannot be read on disk without its "
			    "passphrase",
			    0},
	[OPTION_PASSPHRASE] = {"passphrase-file", "FILE",
			       "whose first line opens an encrypted book (or "
			       "REDRESS_PASSPHRASE_FILE)",
			       0},
	[OPTION_UNTIL] = {"until", "WHEN",
			  "as the book was then: run:N, or the last run not "
			  "later than YYYY-MM-DDThh:mm:ssZ",
			  0},
	[OPTION_PERIOD] = {"period", "PERIOD",
			   "a month YYYY-MM, or a day YYYY-MM-DD", 0},
	[OPTION_DUE] = {"due", NULL, "all that is due, oldest first", 0},
	[OPTION_CATCH_UP] = {"catch-up", "WHICH",
			     "missed periods: all (default), latest, or none",
			     0},
	[OPTION_MAX_RUNTIME] = {"max-runtime", "SECONDS",
				"stop at a safe point after this time", 0},
	[OPTION_MAX_AGE] = {"max-age", "DAYS",
			    "a finding when the last good run is older, as 35d",
			    0},
	[OPTION_FIRST] = {"first", "YYYY-MM",
			  "the month in which the calendar of jobs begins", 0},
	[OPTION_PROFILE] = {"profile", "NAME",
			    "internal, or public: nothing of a single case, "
			    "small figures hidden",
			    0},
	[OPTION_KNOWN_AT] = {"known-at", "WHEN",
			     "as the book was known after run:N, entry:N or "
			     "the closing of a month YYYY-MM",
			     0},
	[OPTION_PRESET] = {"preset", "NAME",
			   "scenario: nl (8 months, at most 5000 EUR an "
			   "award), fr (2 months, 30 %) or full (8 months, "
			   "all of it)",
			   0},
	[OPTION_ADVANCE_AFTER] = {"advance-after", "MONTHS",
				  "scenario: the fund pays so long after an "
				  "award came into force",
				  0},
	[OPTION_CAP] = {"cap", "AMOUNT",
			"scenario: at most this much an award; 5000 or "
			"5000EUR",
			0},
	[OPTION_SHARE] = {"share", "PERCENT",
			  "scenario: this much of each award", 0},
	[OPTION_WITH] = {"with", "MONEY",
			 "scenario: approved or proposed contributions "
			 "count as paid, or the fund starts with an AMOUNT",
			 0},
	[OPTION_EXPLAIN] = {"explain", NULL,
			    "scenario: what the fund would have done for each "
			    "award, and when",
			    0},
};

static void add_option(enum option_id id, struct option *longs, size_t at,
		       char *letters)
{
	size_t used = strlen(letters);

	longs[at].name = rows[id].name;
	longs[at].has_arg =
		rows[id].value == NULL ? no_argument : required_argument;
	longs[at].val = (int)id + HELP + 1;
	if (rows[id].letter == 0)
		return;
	letters[used++] = rows[id].letter;
	if (rows[id].value != NULL)
		letters[used++] = ':';
	letters[used] = '\0';
}

static enum option_id option_of(int found)
{
	int id;

	if (found > HELP)
		return (enum option_id)(found - HELP - 1);
	for (id = 1; id < OPTION_COUNT; id++)
		if (rows[id].letter == (char)found)
			return (enum option_id)id;
	return OPTION_END;
}

/* What --format takes, command by command. */
static const struct {
	const char *command;
	const char *formats;
} formats[] = {
	{"export", "hledger, ledger, beancount, csv or chain"},
	{"report", "table, csv, json or xlsx (default: table)"},
	{"runs", "table or json (default: table)"},
	{"schedule", "cron or systemd"},
	{"status", "table or json (default: table)"},
	{"template", "csv or xlsx (default: csv)"},
	{"verify", "text or json (default: text)"},
};

static const char *purpose_of(const struct command *command, enum option_id id)
{
	size_t i;

	for (i = 0; id == OPTION_FORMAT && i < sizeof formats / sizeof *formats;
	     i++)
		if (strcmp(formats[i].command, command->name) == 0)
			return formats[i].formats;
	return rows[id].purpose;
}

static bool complain(const struct command *command, const char *what)
{
	fprintf(stderr, "redress %s: %s; see `redress %s --help`\n",
		command->name, what, command->name);
	return false;
}

/* The options of a command, and that of every command with a book. */
static size_t list_options(const struct command *command,
			   enum option_id list[OPTIONS_MAX])
{
	size_t count = 0;
	bool book = false;

	for (; command->options[count] != OPTION_END; count++) {
		list[count] = command->options[count];
		book = book || list[count] == OPTION_BOOK ||
		       list[count] == OPTION_TO;
	}
	if (book)
		list[count++] = OPTION_PASSPHRASE;
	return count;
}

/* The word of the command line that getopt could not take. */
static bool complain_of(const struct command *command, int found, char **argv)
{
	char what[200];
	const char *word = argv[optind - 1];

	if (found == ':')
		snprintf(what, sizeof what, "%.80s needs a value", word);
	else if (optopt > HELP)
		snprintf(what, sizeof what, "%.80s takes no value", word);
	else if (optopt != 0)
		snprintf(what, sizeof what, "there is no option -%c here",
			 optopt);
	else
		snprintf(what, sizeof what, "there is no option %.80s here",
			 word);
	return complain(command, what);
}

static bool read_all(const struct command *command, int argc, char **argv,
		     struct options *options)
{
	struct option longs[OPTIONS_MAX + 2];
	enum option_id list[OPTIONS_MAX];
	char letters[40] = ":h"; /* the colon: a missing value is told apart */
	size_t count = list_options(command, list);
	size_t i;
	int found;

	memset(longs, 0, sizeof longs);
	for (i = 0; i < count; i++)
		add_option(list[i], longs, i, letters);
	longs[count].name = "help";
	longs[count].val = HELP;
	optind = 1;
	opterr = 0;
	while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (found == '?' || found == ':')
			return complain_of(command, found, argv);
		if (found == HELP || found == 'h')
			options->help = true;
		else
			options->value[option_of(found)] =
				optarg == NULL ? "" : optarg;
	}
	options->arguments = argv + optind;
	options->argument_count = argc - optind;
	return true;
}

bool options_read(const struct command *command, int argc, char **argv,
		  struct options *options)
{
	memset(options, 0, sizeof *options);
	if (!read_all(command, argc, argv, options))
		return false;
	if (options->help)
		return true;
	if (options->argument_count < command->arguments_min)
		return complain(command, "something is missing behind it");
	if (command->arguments_max >= 0 &&
	    options->argument_count > command->arguments_max)
		return complain(command, "it takes fewer arguments");
	return true;
}

void options_help(const struct command *command)
{
	enum option_id list[OPTIONS_MAX];
	size_t count = list_options(command, list);
	size_t i;

	printf("Usage: redress %s [OPTION]... %s\n%s\n\n", command->name,
	       command->arguments, command->purpose);
	for (i = 0; i < count; i++) {
		const struct option_row *row = &rows[list[i]];
		char left[48];

		snprintf(left, sizeof left, "--%s%s%s", row->name,
			 row->value == NULL ? "" : " ",
			 row->value == NULL ? "" : row->value);
		if (row->letter == 0)
			printf("      %-22s %s\n", left,
			       purpose_of(command, list[i]));
		else
			printf("  -%c, %-22s %s\n", row->letter, left,
			       purpose_of(command, list[i]));
	}
	printf("  -h, %-22s %s\n", "--help", "this text");
}

const char *options_book(const struct options *options)
{
	const char *book = options->value[OPTION_BOOK];

	if (book == NULL)
		book = getenv("REDRESS_BOOK");
	if (book == NULL || *book == '\0') {
		fprintf(stderr, "redress: which book? Give --book DIR or set "
				"REDRESS_BOOK\n");
		return NULL;
	}
	return book;
}

int options_wait(const struct options *options)
{
	const char *text = options->value[OPTION_WAIT];
	char *end;
	long seconds;

	if (text == NULL)
		return 0;
	seconds = strtol(text, &end, 10);
	if (*text == '\0' || *end != '\0' || seconds < 0 ||
	    seconds > WAIT_MAX) {
		fprintf(stderr,
			"redress: --wait takes a number of seconds, 0 to "
			"%d\n",
			WAIT_MAX);
		return -1;
	}
	return (int)seconds;
}
