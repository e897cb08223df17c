/* cmd_report.c: redress report. */
#include "batch/cli/commands.h"
#include "batch/cli/exits.h"
#include "batch/cli/outfile.h"
#include "batch/cli/scenario_options.h"
#include "batch/cli/world.h"
#include "batch/steps/config.h"
#include "ledger/base/limits.h"
#include "ledger/debts.h"
#include "reports/pack.h"
#include "reports/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum report_format {
	FORMAT_TABLE,
	FORMAT_CSV,
	FORMAT_JSON,
	FORMAT_XLSX,
	FORMAT_UNKNOWN
};

struct request {
	const char *known_at; /* a run's number; NULL: all that is known */
	uint32_t run;	      /* the last one that is known by then */
	const char *name;
	enum report_format format;
	bool totals;
	const char *path;
	const char *by; /* NULL: as the report does */
	struct dataset_options options;
};

static enum report_format format_of(const char *text)
{
	static const char *const names[] = {"table", "csv", "json", "xlsx"};
	int format;

	if (text == NULL)
		return FORMAT_TABLE;
	for (format = 0; format < FORMAT_UNKNOWN; format++)
		if (strcmp(text, names[format]) == 0)
			return (enum report_format)format;
	fprintf(stderr, "redress: --format is table, csv, json or xlsx\n");
	return FORMAT_UNKNOWN;
}

static bool is_pack(const struct request *request)
{
	return strcmp(request->name, PACK_NAME) == 0;
}

static bool known_report(const char *name)
{
	const char *const *names = dataset_names();
	size_t i;

	if (strcmp(name, PACK_NAME) == 0)
		return true;
	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	fprintf(stderr, "redress: there is no report %s; there are:", name);
	for (i = 0; names[i] != NULL; i++)
		fprintf(stderr, " %s", names[i]);
	fprintf(stderr, " " PACK_NAME "\n");
	return false;
}

static bool complain(const char *what)
{
	fprintf(stderr, "redress: %s\n", what);
	return false;
}

/* An option that would say nothing here is a mistake, not a wish. */
static bool test_options(const struct request *request)
{
	if (request->options.items && strcmp(request->name, "balances") != 0)
		return complain("--items goes with balances alone");
	if (request->by != NULL && strcmp(request->name, "recoveries") != 0)
		return complain("--by goes with recoveries alone");
	if (request->by != NULL && strcmp(request->by, "case") != 0 &&
	    strcmp(request->by, "offender") != 0)
		return complain("--by is case or offender");
	if (request->options.all && strncmp(request->name, "aged-", 5) != 0)
		return complain("--all goes with the aged reports alone");
	if (is_pack(request) && request->format != FORMAT_XLSX)
		return complain("monthly is a workbook: --format xlsx");
	if (request->options.open_to_all && request->totals)
		return complain("--totals would tell what --profile public "
				"hides");
	if (request->totals && request->format != FORMAT_TABLE &&
	    request->format != FORMAT_CSV)
		return complain("--totals is printed as CSV alone");
	return true;
}

static bool read_profile(const char *profile, struct request *request)
{
	request->options.open_to_all =
		profile != NULL && strcmp(profile, "public") == 0;
	return profile == NULL || request->options.open_to_all ||
	       strcmp(profile, "internal") == 0 ||
	       complain("--profile takes internal or public");
}

static bool read_request(const struct options *options, struct request *request)
{
	const char *as_of = options->value[OPTION_AS_OF];
	struct world world;

	memset(request, 0, sizeof *request);
	request->name = options->arguments[0];
	request->format = format_of(options->value[OPTION_FORMAT]);
	request->totals = options->value[OPTION_TOTALS] != NULL;
	request->path = options->value[OPTION_OUT];
	request->known_at = options->value[OPTION_KNOWN_AT];
	request->options.all = options->value[OPTION_ALL] != NULL;
	if (!read_profile(options->value[OPTION_PROFILE], request))
		return false;
	request->options.items = options->value[OPTION_ITEMS] != NULL;
	request->by = options->value[OPTION_BY];
	if (request->by != NULL && strcmp(request->by, "offender") == 0)
		request->options.by = REPORT_BY_OFFENDER;
	if (request->format == FORMAT_UNKNOWN || !known_report(request->name) ||
	    !world_read(&world))
		return false;
	request->options.as_of = world.today;
	if (as_of != NULL &&
	    !day_parse(as_of, strlen(as_of), &request->options.as_of)) {
		fprintf(stderr,
			"redress: --as-of takes a day YYYY-MM-DD, not "
			"%s\n",
			as_of);
		return false;
	}
	if (is_pack(request) && options->value[OPTION_FORMAT] == NULL)
		request->format = FORMAT_XLSX;
	if (request->format == FORMAT_XLSX && request->path == NULL) {
		fprintf(stderr, "redress: a workbook needs --out FILE\n");
		return false;
	}
	return test_options(request) &&
	       scenario_options_read(options, request->name,
				     &request->options.scenario);
}

/* What --known-at names: an entry, a run, or the closing of a month. */
struct moment_name {
	unsigned long entry; /* 0: not that */
	unsigned long run;
	const char *month;
};

static bool read_number(const char *text, unsigned long *number)
{
	char *end;

	*number = strtoul(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' && *number > 0 &&
	       *number <= LIMIT_ENTRIES;
}

static bool read_moment(const char *text, struct moment_name *name)
{
	int32_t day;
	char first[DAY_TEXT_SIZE];

	memset(name, 0, sizeof *name);
	if (strncmp(text, "entry:", 6) == 0)
		return read_number(text + 6, &name->entry);
	if (strncmp(text, "run:", 4) == 0)
		return read_number(text + 4, &name->run);
	snprintf(first, sizeof first, "%.7s-01", text);
	if (strlen(text) == 7 && day_parse(first, DAY_TEXT_SIZE - 1, &day)) {
		name->month = text;
		return true;
	}
	return read_number(text, &name->run);
}

static bool run_named(const struct run *run, const struct moment_name *name)
{
	if (name->month == NULL)
		return run->number == name->run;
	return slice_is(run->field[RUN_KIND], "close") &&
	       slice_is(run->field[RUN_PERIOD], name->month);
}

/* The last entry of the run that is named; of several closings the last. */
static enum status find_run(struct book *book, const struct moment_name *name,
			    const char *text, uint32_t *entries,
			    struct err *err)
{
	struct runs *runs;
	struct run run;
	uint32_t last = 0;
	bool found = false;
	enum status status = runs_open(book, 1, &runs, err);

	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &run, err)) == STATUS_OK) {
		if (run_count(&run, RUN_LAST) > 0)
			last = (uint32_t)run_count(&run, RUN_LAST);
		if (!run_named(&run, name))
			continue;
		found = true;
		*entries = last;
	}
	runs_close(runs);
	if (status != STATUS_END)
		return status;
	return found ? STATUS_OK
		     : err_set(err, STATUS_INVALID,
			       "no run is named by --known-at %s; `redress "
			       "runs` lists them",
			       text);
}

/* The book as it was known at some moment: later entries are unknown. */
static enum status resolve_known(struct book *book, struct request *request,
				 char head[DIGEST_HEX_SIZE], uint32_t *entries,
				 struct err *err)
{
	struct moment_name name;
	enum status status = STATUS_OK;

	*entries = book_entries(book);
	book_head(book, head);
	if (request->known_at == NULL)
		return STATUS_OK;
	if (!read_moment(request->known_at, &name))
		return err_set(err, STATUS_INVALID,
			       "--known-at takes run:N, entry:N or the closed "
			       "month YYYY-MM, not %s",
			       request->known_at);
	if (name.entry > 0)
		*entries = (uint32_t)name.entry;
	else
		status = find_run(book, &name, request->known_at, entries, err);
	if (status == STATUS_OK)
		status = book_head_at(book, *entries, head, err);
	request->options.known_at = *entries + 1;
	if (status == STATUS_OK && name.run > 0)
		request->run = (uint32_t)name.run;
	else if (status == STATUS_OK)
		status = book_run_at(book, *entries + 1, &request->run, err);
	return status;
}

/* A past state of the book is told by the configuration of its day. */
static int configure(struct book *book, struct request *request,
		     struct config *config)
{
	struct err err;
	enum status status =
		request->known_at == NULL
			? config_attach(book, config, &err)
			: config_of_run(book, request->run, config, &err);

	if (status != STATUS_OK)
		return config_exit(status, &err);
	request->options.terms = &config->terms;
	return EXIT_DONE;
}

static enum status write_workbook(struct book *book,
				  const struct request *request,
				  const char *head, uint32_t entries,
				  struct err *err)
{
	struct workbook_facts facts;

	memset(&facts, 0, sizeof facts);
	facts.report = request->name;
	facts.as_of = request->options.as_of;
	facts.all = request->options.all;
	facts.profile = request->options.open_to_all ? "public" : "internal";
	facts.known_at = entries;
	facts.head = head;
	facts.build = "redress " REDRESS_VERSION;
	return is_pack(request) ? pack_write(book, &request->options, &facts,
					     request->path, err)
				: workbook_write(book, &request->options,
						 &facts, request->path, err);
}

/* A printed table says what it is, wherever the page ends up. */
static void print_title(const struct request *request, struct outfile *out,
			uint32_t entries, const char *head)
{
	char day[DAY_TEXT_SIZE];
	struct text text = TEXT_ZERO;

	day_format(request->options.as_of, day);
	text_addf(&text, "%s%s%s ", request->name,
		  request->options.all ? " --all" : "",
		  request->options.by == REPORT_BY_OFFENDER ? " --by offender"
							    : "");
	if (strcmp(request->name, "scenario") == 0) {
		scenario_terms_say(&request->options.scenario, &text);
		text_add_char(&text, ' ');
	}
	text_addf(&text,
		  "as of %s, known at entry %u, journal head %.12s...\n\n", day,
		  (unsigned int)entries, head);
	out->sink.write(out->sink.owner, text.bytes, text.size);
	text_release(&text);
}

static enum status write_rows(struct book *book, const struct request *request,
			      const char *head, uint32_t entries,
			      struct err *err)
{
	static const enum render_format formats[] = {
		[FORMAT_TABLE] = RENDER_TEXT,
		[FORMAT_CSV] = RENDER_CSV,
		[FORMAT_JSON] = RENDER_JSON,
	};
	struct dataset *dataset;
	struct outfile out;
	enum status status = dataset_open(request->name, book,
					  &request->options, &dataset, err);

	if (status != STATUS_OK)
		return status;
	status = outfile_open(&out, request->path, err);
	if (status == STATUS_OK) {
		if (!request->totals && request->format == FORMAT_TABLE)
			print_title(request, &out, entries, head);
		if (request->totals)
			status = render_totals(dataset, &out.sink, err);
		else
			status = render(dataset, formats[request->format],
					&out.sink, err);
		status = outfile_close(&out, status, err);
	}
	dataset_close(dataset);
	return status;
}

static int write_report(struct book *book, const struct request *request,
			const char *head, uint32_t entries)
{
	struct err err;
	enum status status =
		request->format == FORMAT_XLSX
			? write_workbook(book, request, head, entries, &err)
			: write_rows(book, request, head, entries, &err);

	return status == STATUS_OK ? EXIT_DONE : (int)exit_with(status, &err);
}

int command_report(const struct options *options)
{
	const char *directory = options_book(options);
	int wait = options_wait(options);
	char head[DIGEST_HEX_SIZE];
	struct config config;
	struct request request;
	struct book *book;
	uint32_t entries;
	struct err err;
	enum status status;
	int code;

	if (directory == NULL || wait < 0 || !read_request(options, &request))
		return EXIT_USAGE;
	status = book_open(directory, BOOK_READ, wait, &book, &err);
	if (status != STATUS_OK)
		return (int)exit_with(status, &err);
	status = resolve_known(book, &request, head, &entries, &err);
	code = status == STATUS_OK ? configure(book, &request, &config)
				   : (int)exit_with(status, &err);
	if (code == EXIT_DONE)
		code = write_report(book, &request, head, entries);
	status = book_close(book, &err);
	return code == EXIT_DONE && status != STATUS_OK
		       ? (int)exit_with(status, &err)
		       : code;
}
