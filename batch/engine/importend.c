/* importend.c: judge what was played, and commit it or not. */
#include "batch/engine/importparts.h"
#include "batch/engine/rejects.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* ---- judging ------------------------------------------------------------- */

static bool within_limit(const struct import *import)
{
	struct reject_limit limit = import->options->max_rejects;
	const uint64_t *rows = import->result->tally.rows;

	switch (limit.kind) {
	case REJECT_LIMIT_NONE:
		break;
	case REJECT_LIMIT_ROWS:
		return rows[TALLY_REJECTED] <= limit.value;
	case REJECT_LIMIT_PERCENT:
		return rows[TALLY_REJECTED] * 10000 <=
		       rows[TALLY_READ] * limit.value;
	}
	return rows[TALLY_REJECTED] == 0;
}

static void say_mismatch(void *owner, const char *key, const char *sentence)
{
	struct import *import = owner;

	(void)key;
	import_tell(import, import->name, 0, REFUSAL_CONTROL_MISMATCH,
		    sentence);
}

static enum import_outcome judge(struct import *import)
{
	const uint64_t *rows = import->result->tally.rows;

	assert(tally_proves(&import->result->tally));
	if (import->has_control &&
	    control_compare(&import->control, &import->result->tally,
			    say_mismatch, import) > 0)
		return IMPORT_CONTROL_MISMATCH;
	if (!within_limit(import))
		return IMPORT_REFUSED;
	if (rows[TALLY_REJECTED] > 0)
		return IMPORT_POSTED_WITH_REJECTS;
	if (rows[TALLY_POSTED] > 0 || import_sequence_new(import))
		return IMPORT_POSTED;
	return IMPORT_NOTHING_NEW;
}

static bool would_post(const struct import *import, enum import_outcome outcome)
{
	return (outcome == IMPORT_POSTED ||
		outcome == IMPORT_POSTED_WITH_REJECTS) &&
	       import->result->tally.rows[TALLY_POSTED] > 0;
}

/* A file that would be posted, but looks like another: hold it, or note it. */
static enum status hold(struct import *import, enum import_outcome *outcome,
			struct err *err)
{
	uint32_t like;
	enum status status;

	if (!would_post(import, *outcome))
		return STATUS_OK;
	status = import_look_alike(import, &like, err);
	if (status != STATUS_OK || like == 0)
		return status;
	if (import->options->force_reason != NULL) {
		import->result->like = like;
		return STATUS_OK;
	}
	import->result->run = like;
	*outcome = IMPORT_HELD;
	return STATUS_OK;
}

/* Is there anything to commit: an entry, a debt, a sequence to be counted? */
static bool worth_a_run(const struct import *import,
			enum import_outcome outcome)
{
	if (outcome != IMPORT_POSTED && outcome != IMPORT_POSTED_WITH_REJECTS)
		return false;
	return !import->options->dry_run &&
	       (import->result->tally.rows[TALLY_POSTED] > 0 ||
		import->debts > 0 || import_sequence_new(import));
}

/* ---- the reject file ----------------------------------------------------- */

static enum status publish_rejects(struct import *import, struct err *err)
{
	enum status status;

	if (import->rejects == NULL)
		return STATUS_OK;
	status = rejects_publish(import->rejects, err);
	if (status == STATUS_OK)
		memcpy(import->result->rejects, import->rejects_path,
		       sizeof import->result->rejects);
	return status;
}

/* ---- committing ---------------------------------------------------------- */

/* The texts of a run that stand nowhere else. */
struct run_texts {
	char ended[IMPORT_TIME_SIZE];
	char sequence[24];
	char rows[TALLY_KIND_COUNT][24];
	struct text money;
	char dates[IMPORT_DATES_SIZE];
	char like[24];
	struct text outputs;
};

static void set_text(struct run *run, enum run_field field, const char *text)
{
	run_set(run, field, text == NULL ? "" : text);
}

static void print_number(char out[24], uint64_t number)
{
	snprintf(out, 24, "%llu", (unsigned long long)number);
}

static void fill_counts(const struct import *import, struct run *run,
			struct run_texts *texts)
{
	static const enum run_field fields[TALLY_KIND_COUNT] = {
		RUN_READ, RUN_POSTED, RUN_DUPLICATE, RUN_REJECTED};
	int kind;

	for (kind = 0; kind < TALLY_KIND_COUNT; kind++) {
		print_number(texts->rows[kind],
			     import->result->tally.rows[kind]);
		run_set(run, fields[kind], texts->rows[kind]);
	}
	tally_text(&import->result->tally, &texts->money);
	set_text(run, RUN_MONEY, texts->money.bytes);
	/*
	 * An older sequence that is tried again must not become the last. A
	 * source without a sequence has no last one.
	 */
	if (import->control.sequence == 0 ||
	    import->control.sequence < import->sequence_last)
		return;
	print_number(texts->sequence, import->control.sequence);
	run_set(run, RUN_SOURCE, import->control.source);
	run_set(run, RUN_SEQUENCE, texts->sequence);
}

/* By whom, and from where; what decided beside the rows. */
static void fill_operator(const struct import *import, struct run *run)
{
	const struct import_options *options = import->options;

	set_text(run, RUN_STARTED, options->started);
	set_text(run, RUN_OPERATOR, options->operator);
	set_text(run, RUN_USER, options->user);
	set_text(run, RUN_LOGIN, options->login);
	set_text(run, RUN_SUDO, options->sudo);
	set_text(run, RUN_HOST, options->host);
	set_text(run, RUN_BUILD, options->build);
	set_text(run, RUN_COMMAND, options->command);
}

static void fill_files(const struct import *import, struct run *run,
		       struct run_texts *texts)
{
	char sha256[DIGEST_HEX_SIZE];

	set_text(run, RUN_FILE, import->name);
	set_text(run, RUN_SHA256, import->result->sha256);
	set_text(run, RUN_CONTROL, import->control.own_sha256);
	if (import->rejects == NULL)
		return;
	rejects_sha256(import->rejects, sha256);
	text_addf(&texts->outputs, "%s %s", sha256, import->rejects_path);
	set_text(run, RUN_OUTPUTS, texts->outputs.bytes);
}

static void fill_run(const struct import *import, struct run *run,
		     struct run_texts *texts)
{
	const struct import_options *options = import->options;

	memset(texts, 0, sizeof *texts);
	run_clear(run);
	if (options->now != NULL)
		options->now(options->owner, texts->ended);
	run_set(run, RUN_KIND, "import");
	set_text(run, RUN_ENDED, texts->ended);
	set_text(run, RUN_JOB, options->job);
	set_text(run, RUN_PERIOD, options->period);
	set_text(run, RUN_EXECUTION, options->execution);
	fill_operator(import, run);
	fill_files(import, run, texts);
	fill_counts(import, run, texts);
	import_dates(import, texts->dates);
	set_text(run, RUN_DATES, texts->dates);
	if (import->result->like == 0)
		return;
	print_number(texts->like, import->result->like);
	set_text(run, RUN_LIKE, texts->like);
	set_text(run, RUN_REASON, options->force_reason);
}

/*
 * The reject file is durable first; if the commit then fails it is taken
 * back, unless the book says that the run stands all the same.
 */
static enum status commit(struct import *import, struct err *err)
{
	struct import_result *result = import->result;
	bool whole = result->tally.rows[TALLY_REJECTED] == 0;
	uint32_t runs = book_runs(import->book);
	struct run_texts texts;
	struct run run;
	enum status status = publish_rejects(import, err);

	if (status != STATUS_OK) {
		book_abort(import->book);
		return status;
	}
	fill_run(import, &run, &texts);
	status = book_commit(import->book, &run, whole, err);
	text_release(&texts.money);
	text_release(&texts.outputs);
	if (status == STATUS_OK) {
		result->run = run.number;
		book_head(import->book, result->head_after);
	} else if (import->rejects != NULL && book_runs(import->book) == runs) {
		rejects_withdraw(import->rejects);
		result->rejects[0] = '\0';
	}
	return status;
}

/*
 * Nothing is committed. The reject file is written all the same where one
 * was named, or where it is the outcome: rows refused, the rest duplicates.
 */
static enum status set_aside(struct import *import, enum import_outcome outcome,
			     struct err *err)
{
	bool wanted = import->options->rejects != NULL ||
		      outcome == IMPORT_POSTED_WITH_REJECTS;

	if (import->options->dry_run && outcome != IMPORT_REFUSED &&
	    outcome != IMPORT_HELD && outcome != IMPORT_CONTROL_MISMATCH)
		book_head(import->book, import->result->head_after);
	book_abort(import->book);
	return wanted ? publish_rejects(import, err) : STATUS_OK;
}

enum status import_conclude(struct import *import, struct err *err)
{
	enum import_outcome outcome = judge(import);
	enum status status = hold(import, &outcome, err);

	if (status != STATUS_OK) {
		book_abort(import->book);
		return status;
	}
	status = worth_a_run(import, outcome) ? commit(import, err)
					      : set_aside(import, outcome, err);
	if (status == STATUS_OK)
		import->result->outcome = outcome;
	return status;
}
