/*
 * options.h: the command line as a table.
 *
 * Each command lists the options it takes; --help is printed from the same
 * rows, so it cannot differ from what is understood.
 */
#ifndef BATCH_CLI_OPTIONS_H
#define BATCH_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_id {
	OPTION_END,
	OPTION_BOOK,
	OPTION_WAIT,
	OPTION_QUIET,
	OPTION_DRY_RUN,
	OPTION_MAX_REJECTS,
	OPTION_REJECTS,
	OPTION_CONTROL,
	OPTION_AS_OF,
	OPTION_FORMAT,
	OPTION_OUT,
	OPTION_ALL,
	OPTION_ITEMS,
	OPTION_BY,
	OPTION_TOTALS,
	OPTION_HEAD,
	OPTION_LATE,
	OPTION_REASON,
	OPTION_KNOWN_AT,
	OPTION_PROFILE,
	OPTION_REPLAY,
	OPTION_SINCE_SEAL,
	OPTION_REBUILD,
	OPTION_TO,
	OPTION_MAP,
	OPTION_KIND,
	OPTION_PRESET,
	OPTION_ADVANCE_AFTER,
	OPTION_CAP,
	OPTION_SHARE,
	OPTION_WITH,
	OPTION_EXPLAIN,
	OPTION_ENCRYPT,
	OPTION_UNTIL,
	OPTION_PASSPHRASE, /* of every command that takes a book */
	OPTION_PERIOD,
	OPTION_DUE,
	OPTION_CATCH_UP,
	OPTION_MAX_RUNTIME,
	OPTION_MAX_AGE,
	OPTION_FIRST,
	OPTION_FORCE,
	OPTION_CONFIG,
	OPTION_COUNT
};

/* Options that one command may take. */
enum { COMMAND_OPTIONS_MAX = 23 };

/* What a command line said; texts are argv's own. */
struct options {
	const char *value[OPTION_COUNT]; /* NULL: not given; "" for a flag */
	char **arguments;
	int argument_count;
	bool help;
};

struct command {
	const char *name;
	const char *arguments; /* as in the usage line */
	const char *purpose;
	/* OPTION_END ends them */
	enum option_id options[COMMAND_OPTIONS_MAX + 1];
	int arguments_min;
	int arguments_max; /* -1: any number */
	int (*run)(const struct options *options);
};

/*
 * Read argv behind the command's name. False: a sentence was printed and
 * the exit code is EXIT_USAGE.
 */
bool options_read(const struct command *command, int argc, char **argv,
		  struct options *options);

/* Print a command's help to stdout. */
void options_help(const struct command *command);

/* The book: -b, --book or REDRESS_BOOK; NULL when a sentence was printed. */
const char *options_book(const struct options *options);

/* Seconds to wait for the lock; -1 when a sentence was printed. */
int options_wait(const struct options *options);

#endif /* BATCH_CLI_OPTIONS_H */
