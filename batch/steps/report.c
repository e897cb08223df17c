/* report.c: the workbooks of a month, and those of one that is done. */
#include "batch/steps/files.h"
#include "batch/steps/steps.h"
#include "ledger/base/arena.h"
#include "ledger/configs.h"
#include "reports/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is made, as monthly-YYYY-MM SUFFIX .xlsx, and for whose eyes. */
struct product {
	const char *suffix;
	const char *profile;
	bool open_to_all;
};

static const struct product products[] = {
	{"", "internal", false},
	{"-public", "public", true},
};

enum { PRODUCTS = sizeof products / sizeof products[0] };

static enum status path_of(const struct job_run *run,
			   const struct product *product,
			   char path[LIMIT_PATH_BYTES], struct err *err)
{
	const struct job_setup *setup = run->setup;
	char name[64];

	snprintf(name, sizeof name, "monthly-%s%s.xlsx", run->instance.period,
		 product->suffix);
	return file_path(setup->outdir, name, path, err);
}

/* As of the month's last day, as known when the book was proved for it. */
static enum status write_open(struct job_run *run, struct book *book,
			      const struct product *product, const char *path,
			      struct err *err)
{
	const struct job_setup *setup = run->setup;
	const struct config *config = &setup->config;
	struct dataset_options options;
	struct workbook_facts facts;
	char head[DIGEST_HEX_SIZE];
	enum status status;

	memset(&options, 0, sizeof options);
	options.as_of = month_last_day(run->day);
	options.known_at = run->instance.known_at + 1;
	options.terms = &config->terms;
	options.open_to_all = product->open_to_all;
	memset(&facts, 0, sizeof facts);
	facts.report = PACK_NAME;
	facts.as_of = options.as_of;
	facts.known_at = run->instance.known_at;
	facts.head = head;
	facts.build = run->world->build;
	facts.profile = product->profile;
	status = book_head_at(book, facts.known_at, head, err);
	if (status == STATUS_OK)
		status = pack_write(book, &options, &facts, path, err);
	return status;
}

/*
 * It is made in a folder of its own, so that a killed run leaves nothing
 * beside what others read: what lies there is taken away first.
 */
static enum status write_one(struct job_run *run, const struct product *product,
			     const char *path, struct err *err)
{
	const struct job_setup *setup = run->setup;
	char folder[LIMIT_PATH_BYTES];
	char fresh[LIMIT_PATH_BYTES];
	struct book *book;
	enum status closed;
	enum status status =
		file_path(setup->outdir, ".unfinished", folder, err);

	if (status == STATUS_OK)
		status = file_path(folder, "workbook.xlsx", fresh, err);
	if (status == STATUS_OK)
		status = folder_remove(folder, err);
	if (status == STATUS_OK)
		status = folder_make(folder, err);
	if (status == STATUS_OK)
		status = job_book_open(run->world, BOOK_READ, &book, err);
	if (status != STATUS_OK)
		return status;
	status = write_open(run, book, product, fresh, err);
	closed = book_close(book, err);
	if (status == STATUS_OK)
		status = closed;
	if (status == STATUS_OK)
		status = file_move(fresh, path, err);
	return status == STATUS_OK ? folder_remove(folder, err) : status;
}

static void add_output(struct job_run *run, const char *path, const char *hex)
{
	const char *slash = strrchr(path, '/');

	text_addf(&run->output, "%s%s %s", run->output.size == 0 ? "" : " ",
		  hex, slash == NULL ? path : slash + 1);
}

/* One workbook, and its name and hash for the record. */
static enum status make(struct job_run *run, const struct product *product,
			struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char hex[DIGEST_HEX_SIZE];
	enum status status = path_of(run, product, path, err);

	if (status == STATUS_OK)
		status = write_one(run, product, path, err);
	if (status == STATUS_OK)
		status = file_sha256(path, hex, err);
	if (status != STATUS_OK)
		return status;
	add_output(run, path, hex);
	text_addf(&run->note, "%s%s", run->note.size == 0 ? "" : ", ", path);
	return STATUS_OK;
}

enum status step_report(struct job_run *run, struct err *err)
{
	const struct job_setup *setup = run->setup;
	size_t i;
	enum status status = folder_make(setup->outdir, err);

	for (i = 0; i < PRODUCTS && status == STATUS_OK; i++)
		if (!products[i].open_to_all || setup->config.public_too)
			status = make(run, &products[i], err);
	return status;
}

/* ---- a month that is done ------------------------------------------------ */

/* The run that recorded the report step; 0: none did. */
static uint32_t report_run(const struct job_run *run)
{
	const struct job_instance *instance = &run->instance;
	size_t i;

	for (i = 0; i < instance->step_count; i++)
		if (strcmp(instance->steps[i].step, "report") == 0)
			return instance->steps[i].run;
	return 0;
}

/* The configuration of that day, in the place of the one of today. */
static enum status read_configuration(struct book *book, uint32_t number,
				      struct config *config, struct err *err)
{
	struct config_version version;
	struct text text = TEXT_ZERO;
	struct slice bytes;
	enum status status = book_config(book, number, &version, &text, err);

	if (status == STATUS_NOT_FOUND) {
		config_default(config);
		return STATUS_OK;
	}
	bytes.bytes = text.size == 0 ? "" : text.bytes;
	bytes.size = text.size;
	if (status == STATUS_OK)
		status = config_parse(bytes, CONFIG_FILE, NULL, NULL, config,
				      err);
	text_release(&text);
	return status;
}

/* Hash and name of each workbook, as recorded, and by which rules. */
static enum status read_outputs(const struct job_run *run, struct text *out,
				struct config *config, struct err *err)
{
	uint32_t number = report_run(run);
	struct book *book;
	struct runs *runs;
	struct run line;
	enum status closed;
	enum status status = job_book_open(run->world, BOOK_READ, &book, err);

	if (status != STATUS_OK)
		return status;
	status = run_read(book, number, &runs, &line, err);
	if (status == STATUS_OK) {
		struct slice output = line.field[RUN_OUTPUTS];

		text_add(out, output.bytes, output.size);
		runs_close(runs);
		status = read_configuration(book, number, config, err);
	}
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

/* The hash that was recorded of a workbook; false when it was not made. */
static bool recorded_hash(const struct text *outputs, const char *path,
			  char hex[DIGEST_HEX_SIZE])
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	const char *at =
		outputs->size == 0 ? NULL : strstr(outputs->bytes, name);

	if (at == NULL || at - outputs->bytes < DIGEST_HEX_SIZE)
		return false;
	memcpy(hex, at - DIGEST_HEX_SIZE, DIGEST_HEX_SIZE - 1);
	hex[DIGEST_HEX_SIZE - 1] = '\0';
	return true;
}

/* Keep what somebody made of it. */
static enum status set_aside(struct job_run *run, const char *path,
			     struct err *err)
{
	char changed[LIMIT_PATH_BYTES];

	if (snprintf(changed, sizeof changed, "%s.changed", path) >=
	    (int)sizeof changed)
		return err_set(err, STATUS_INVALID, "the path is too long");
	text_addf(&run->note, "  %s was changed; it is now %s\n", path,
		  changed);
	return file_move(path, changed, err);
}

static enum status make_again(struct job_run *run,
			      const struct product *product,
			      const struct text *outputs, struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char kept[DIGEST_HEX_SIZE];
	char hex[DIGEST_HEX_SIZE];
	enum status status = path_of(run, product, path, err);

	if (status != STATUS_OK || !recorded_hash(outputs, path, kept))
		return status;
	status = file_sha256(path, hex, err);
	if (status == STATUS_OK && strcmp(hex, kept) == 0)
		return STATUS_OK;
	if (status == STATUS_OK)
		status = set_aside(run, path, err);
	else if (status == STATUS_NOT_FOUND)
		status = STATUS_OK;
	if (status == STATUS_OK)
		status = write_one(run, product, path, err);
	if (status == STATUS_OK)
		status = file_sha256(path, hex, err);
	if (status == STATUS_OK)
		text_addf(&run->note, "  %s was made again: %s\n", path,
			  strcmp(hex, kept) == 0
				  ? "the same bytes"
				  : "NOT the same bytes; another build made "
				    "the first");
	return status;
}

enum status monthly_again(struct job_run *run, struct err *err)
{
	const struct job_setup *setup = run->setup;
	struct job_setup *then = mem_alloc(sizeof *then);
	struct text outputs = TEXT_ZERO;
	size_t i;
	enum status status;

	*then = *setup; /* the folders are those of today */
	run->setup = then;
	status = read_outputs(run, &outputs, &then->config, err);
	if (status == STATUS_OK)
		status = folder_make(setup->outdir, err);
	for (i = 0; i < PRODUCTS && status == STATUS_OK; i++)
		status = make_again(run, &products[i], &outputs, err);
	run->setup = setup;
	text_release(&outputs);
	free(then);
	return status;
}
