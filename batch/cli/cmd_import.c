/* cmd_import.c: redress import and redress check. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/proof.h"
#include "batch/cli/scratchbook.h"
#include "batch/cli/stop.h"
#include "batch/cli/world.h"
#include "batch/engine/import.h"
#include "batch/engine/map.h"
#include "batch/steps/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOLD_MAX = 200, PROGRESS_ROWS = 50000 };

/* What the callbacks of one file share. */
struct telling {
	uint64_t told;
	bool quiet;
	bool shown; /* a progress line stands on the terminal */
	struct progress progress;
};

static void clear_progress(struct telling *telling)
{
	if (telling->shown)
		fprintf(stderr, "\r\033[K");
	telling->shown = false;
}

/* FILE:LINE: COLUMN: CODE: sentence */
static void tell(void *owner, const struct import_message *message)
{
	struct telling *telling = owner;

	clear_progress(telling);
	if (message->code == REFUSAL_NONE) {
		fprintf(stderr, "%s:%llu: %s\n", message->file,
			(unsigned long long)message->line, message->sentence);
		return;
	}
	if (++telling->told > TOLD_MAX)
		return;
	fprintf(stderr, "%s:", message->file);
	if (message->line > 0)
		fprintf(stderr, "%llu:", (unsigned long long)message->line);
	if (message->column != NULL && message->column[0] != '\0')
		fprintf(stderr, " %s:", message->column);
	fprintf(stderr, " %s: %s\n", refusal_name(message->code),
		message->sentence);
}

static void show_progress(void *owner, uint64_t rows, uint64_t done,
			  uint64_t total)
{
	struct telling *telling = owner;

	if (telling->quiet || rows == 0 || rows % PROGRESS_ROWS != 0 ||
	    !isatty(STDERR_FILENO))
		return;
	progress_print(&telling->progress, rows, done, total);
	telling->shown = true;
}

static void now(void *owner, char out[IMPORT_TIME_SIZE])
{
	(void)owner;
	world_now(out);
}

static int outcome_exit(const struct import_result *result)
{
	switch (result->outcome) {
	case IMPORT_POSTED:
	case IMPORT_NOTHING_NEW:
	case IMPORT_ALREADY_POSTED:
		return EXIT_DONE;
	case IMPORT_POSTED_WITH_REJECTS:
		return EXIT_REJECTS;
	case IMPORT_SEQUENCE_CONFLICT:
		return EXIT_CONTENT;
	case IMPORT_HELD:
		return EXIT_HELD;
	case IMPORT_REFUSED:
	case IMPORT_CONTROL_MISMATCH:
	case IMPORT_UNDECIDED:
		break;
	}
	return EXIT_REFUSED;
}

static int import_exit(enum status status, const struct err *err)
{
	fprintf(stderr, "redress: %s\n", err->text);
	if (status == STATUS_NOT_FOUND)
		return EXIT_NO_INPUT;
	return (int)exit_of(status);
}

static int import_one(struct book *book, const char *path,
		      struct import_options *import, bool quiet)
{
	struct telling telling;
	struct import_result result;
	struct err err;
	enum status status;

	memset(&telling, 0, sizeof telling);
	telling.quiet = quiet;
	progress_start(&telling.progress);
	/* cppcheck-suppress autoVariables ; taken back below */
	import->owner = &telling;
	status = import_file(book, path, import, &result, &err);
	import->owner = NULL;
	clear_progress(&telling);
	if (!quiet && !isatty(STDERR_FILENO) && status == STATUS_OK &&
	    result.tally.rows[TALLY_READ] >= PROGRESS_ROWS &&
	    result.outcome != IMPORT_ALREADY_POSTED)
		progress_end(&telling.progress, path,
			     result.tally.rows[TALLY_READ]);
	if (telling.told > TOLD_MAX)
		fprintf(stderr, "%s: %llu more rows are refused\n", path,
			(unsigned long long)(telling.told - TOLD_MAX));
	if (status != STATUS_OK)
		return import_exit(status, &err);
	if (!quiet || outcome_exit(&result) != EXIT_DONE)
		proof_print(path, &result, import->dry_run);
	return outcome_exit(&result);
}

/* Each file in turn; the first refused one ends it and says what is done. */
static int import_all(struct book *book, const struct options *options,
		      struct import_options *import)
{
	bool quiet = options->value[OPTION_QUIET] != NULL;
	int worst = EXIT_DONE;
	int i;

	for (i = 0; i < options->argument_count; i++) {
		int code =
			import_one(book, options->arguments[i], import, quiet);

		if (code == EXIT_REJECTS)
			worst = EXIT_REJECTS;
		if (code == EXIT_DONE || code == EXIT_REJECTS)
			continue;
		if (options->argument_count > 1)
			fprintf(stderr,
				"redress: stopped at %s: the %d before it are "
				"done, the %d after it were not looked at; "
				"mend it and give the same command again\n",
				options->arguments[i], i,
				options->argument_count - i - 1);
		return code;
	}
	return worst;
}

/* To post what is held is an officer's decision, and says why. */
static bool read_force(const struct options *options,
		       struct import_options *import)
{
	const char *reason = options->value[OPTION_REASON];
	bool force = options->value[OPTION_FORCE] != NULL;

	if (force && reason != NULL && reason[0] != '\0') {
		import->force_reason = reason;
		return true;
	}
	if (!force && reason == NULL)
		return true;
	fprintf(stderr, "redress: --force and --reason TEXT go together: "
			"what was held is posted, and why is recorded\n");
	return false;
}

static bool read_import(const struct options *options, struct world *world,
			struct import_options *import)
{
	const char *limit = options->value[OPTION_MAX_REJECTS];
	const char *late = options->value[OPTION_LATE];

	memset(import, 0, sizeof *import);
	if (limit != NULL && !reject_limit_parse(limit, &import->max_rejects)) {
		fprintf(stderr, "redress: --max-rejects takes a number of "
				"rows, or a percentage such as 2%%\n");
		return false;
	}
	if (!world_read(world))
		return false;
	if (late != NULL && strcmp(late, "first-open") != 0) {
		fprintf(stderr, "redress: --late takes first-open\n");
		return false;
	}
	if (!read_force(options, import))
		return false;
	import->dry_run = options->value[OPTION_DRY_RUN] != NULL;
	import->rejects = options->value[OPTION_REJECTS];
	import->control = options->value[OPTION_CONTROL];
	import->today = world->today;
	import->stdin_fd = STDIN_FILENO;
	import->stop = &stop_asked;
	import->operator= world->operator_name;
	import->user = world->user;
	import->login = world->login;
	import->sudo = world->sudo;
	import->host = world->host;
	import->build = "redress " REDRESS_VERSION;
	import->command = command_line;
	import->started = world->started;
	import->tell = tell;
	import->progress = show_progress;
	import->now = now;
	return true;
}

/* How the files are to be read; EXIT_DONE, or why that cannot be known. */
static int read_map(const struct options *options, struct map **map,
		    struct import_options *import)
{
	const char *path = options->value[OPTION_MAP];
	struct err err;
	enum status status;

	*map = NULL;
	if (path == NULL)
		return EXIT_DONE;
	status = map_read(path, map, &err);
	import->map = *map;
	if (status == STATUS_OK)
		return EXIT_DONE;
	fprintf(stderr, "redress: %s\n", err.text);
	return status == STATUS_INVALID ? EXIT_CONFIG : EXIT_NO_INPUT;
}

/* What the office decided about imports. */
static int configure(struct book *book, struct import_options *import)
{
	struct config config;
	struct err err;
	enum status status = config_attach(book, &config, &err);

	if (status != STATUS_OK)
		return config_exit(status, &err);
	import->look_alike_days = config.look_alike_days;
	return EXIT_DONE;
}

static int import_mapped(const char *directory, const struct options *options,
			 struct import_options *import)
{
	int wait = options_wait(options);
	struct book *book;
	struct err err;
	enum status status;
	int code;

	if (wait < 0)
		return EXIT_USAGE;
	status = book_open(directory, BOOK_WRITE, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	stop_catch();
	book_take_late(book, options->value[OPTION_LATE] != NULL);
	code = configure(book, import);
	if (code == EXIT_DONE)
		code = import_all(book, options, import);
	status = book_close(book, &err);
	if (status != STATUS_OK && (code == EXIT_DONE || code == EXIT_REJECTS))
		return (int)exit_with(status, &err);
	return code;
}

static int import_into(const char *directory, const struct options *options,
		       struct import_options *import)
{
	struct map *map;
	int code = read_map(options, &map, import);

	if (code == EXIT_DONE)
		code = import_mapped(directory, options, import);
	map_free(map);
	return code;
}

int command_import(const struct options *options)
{
	const char *directory = options_book(options);
	struct import_options import;
	struct world world;

	if (directory == NULL || !read_import(options, &world, &import))
		return EXIT_USAGE;
	return import_into(directory, options, &import);
}

static int check_files(const struct options *options)
{
	char scratch[] = "/tmp/redress-check-XXXXXX";
	const char *directory = options->value[OPTION_BOOK];
	struct import_options import;
	struct world world;
	struct err err;
	enum status status;
	int code;

	if (options->argument_count == 0) {
		fprintf(stderr, "redress check: which files? See `redress "
				"check --help`\n");
		return EXIT_USAGE;
	}
	if (!read_import(options, &world, &import))
		return EXIT_USAGE;
	import.dry_run = true;
	if (directory == NULL)
		directory = getenv("REDRESS_BOOK");
	if (directory != NULL && directory[0] != '\0')
		return import_into(directory, options, &import);
	if (mkdtemp(scratch) == NULL) {
		fprintf(stderr, "redress: no scratch directory: %s\n",
			strerror(errno));
		return EXIT_SYSTEM;
	}
	status = book_init(scratch, &err);
	code = status == STATUS_OK ? import_into(scratch, options, &import)
				   : (int)exit_with(status, &err);
	scratchbook_remove(scratch);
	return code;
}

struct told {
	const char *path;
	int count;
};

static void tell_mistake(void *owner, int line, const char *sentence)
{
	struct told *told = owner;

	fprintf(stderr, "%s:%d: %s\n", told->path, line, sentence);
	told->count++;
}

static int check_config(const char *path, bool quiet)
{
	struct told told = {path, 0};
	struct config config;
	struct err err;
	enum status status =
		config_read(path, tell_mistake, &told, &config, &err);

	if (status == STATUS_NOT_FOUND) {
		fprintf(stderr, "redress: %s\n", err.text);
		return EXIT_NO_INPUT;
	}
	if (status != STATUS_OK)
		return config_exit(status, &err);
	if (!quiet)
		printf("%s: no mistakes\nsha256: %s\n", path, config.sha256);
	return EXIT_DONE;
}

/* A configuration: the one that is named, or the book's. */
static int check_configuration(const struct options *options)
{
	bool quiet = options->value[OPTION_QUIET] != NULL;
	const char *directory;
	char path[LIMIT_PATH_BYTES];
	struct err err;

	if (options->argument_count > 1) {
		fprintf(stderr, "redress: --config reads one file\n");
		return EXIT_USAGE;
	}
	if (options->argument_count == 1)
		return check_config(options->arguments[0], quiet);
	directory = options_book(options);
	if (directory == NULL)
		return EXIT_USAGE;
	if (config_path(directory, CONFIG_FILE, path, &err) != STATUS_OK)
		return (int)exit_with(STATUS_INVALID, &err);
	if (access(path, F_OK) == 0 || errno != ENOENT ||
	    access(directory, F_OK) != 0)
		return check_config(path, quiet);
	if (!quiet)
		printf("%s is not there: every setting has its default\n",
		       path);
	return EXIT_DONE;
}

/* Against the book that is named, or else an empty one made for it. */
int command_check(const struct options *options)
{
	return options->value[OPTION_CONFIG] != NULL
		       ? check_configuration(options)
		       : check_files(options);
}
