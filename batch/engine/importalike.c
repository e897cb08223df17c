/*
 * importalike.c: does this file look like one that was posted?
 *
 * Bacs' gateways warn of a payment file whose user, counts and totals recur
 * within 31 days. That alone would hold honest files (two courts, an award
 * of the same round sum each, on one day), so the rows are looked at as
 * well. A file looks like that of an earlier run when all of this holds:
 *
 *   1. the run is an import, posted rows, and began not more than so many
 *      days ago; its content is another (the same content is a no-op);
 *   2. both read the same number of rows, the same sum in each currency, at
 *      least one of them, and the same first and last date;
 *   3. they do not name two different sources;
 *   4. of the rows newly posted here (1,000 of them, evenly, when there are
 *      more) at least half have a twin among the entries of that run: the
 *      same in every column but `id`, `document` and `note`.
 *
 * So it finds the list that was exported a second time under new ids, whole
 * or mended in a few rows; not instalments of the same sum on other days, in
 * other cases or from other payers.
 */
#include "batch/engine/importparts.h"
#include "ledger/base/hash.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_ROWS = 1000, DAY_CHARS = DAY_TEXT_SIZE - 1 };

void import_dates(const struct import *import, char out[IMPORT_DATES_SIZE])
{
	out[0] = '\0';
	if (import->first_date == DAY_NONE)
		return;
	day_format(import->first_date, out);
	out[DAY_CHARS] = ' ';
	day_format(import->last_date, out + DAY_CHARS + 1);
}

/* ---- counts, sums, dates ------------------------------------------------- */

/* Did both read the same sums, and any? */
static bool same_money(const struct tally *a, const struct tally *b)
{
	bool any = false;
	uint8_t currency;

	for (currency = 0; currency < currency_count(); currency++) {
		const struct tally_money *one = &a->money[currency];
		const struct tally_money *other = &b->money[currency];

		if (one->used != other->used || one->overflow ||
		    other->overflow ||
		    one->minor[TALLY_READ] != other->minor[TALLY_READ])
			return false;
		any = any || one->minor[TALLY_READ] != 0;
	}
	return any;
}

static bool same_outline(const struct import *import, const struct run *run)
{
	const struct tally *mine = &import->result->tally;
	struct slice source = run->field[RUN_SOURCE];
	char dates[IMPORT_DATES_SIZE];
	struct tally theirs;

	import_dates(import, dates);
	tally_of_run(&theirs, run);
	return slice_is(run->field[RUN_KIND], "import") &&
	       theirs.rows[TALLY_POSTED] > 0 &&
	       theirs.rows[TALLY_READ] == mine->rows[TALLY_READ] &&
	       !slice_is(run->field[RUN_SHA256], import->result->sha256) &&
	       dates[0] != '\0' && slice_is(run->field[RUN_DATES], dates) &&
	       (source.size == 0 || import->control.source[0] == '\0' ||
		slice_is(source, import->control.source)) &&
	       same_money(mine, &theirs);
}

/* ---- rows ---------------------------------------------------------------- */

struct sample {
	uint64_t print[SAMPLE_ROWS];
	bool met[SAMPLE_ROWS];
	size_t count;
};

/* What an entry's row says, but for its id, document and note. */
static uint64_t print_of(const struct event *event)
{
	char room[MONEY_TEXT_SIZE];
	uint64_t print = hash_bytes(0, &event->code, sizeof event->code);
	int column;

	for (column = COLUMN_ID + 1; column < COLUMN_COUNT; column++) {
		struct slice text;

		if (column == COLUMN_DOCUMENT || column == COLUMN_NOTE)
			continue;
		text = event_text(event, (enum column)column, room);
		print = hash_bytes(print + (uint64_t)column, text.bytes,
				   text.size);
	}
	return print;
}

static int by_print(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a;
	uint64_t other = *(const uint64_t *)b;

	return one < other ? -1 : one > other;
}

/* The rows that this import posts, or some of them. */
static enum status take_sample(struct import *import, uint32_t before,
			       struct sample *sample, struct err *err)
{
	uint32_t count = book_entries(import->book) - before;
	uint32_t step = (count + SAMPLE_ROWS - 1) / SAMPLE_ROWS;
	enum status status = STATUS_OK;
	uint32_t i;

	for (i = 0; i < count && status == STATUS_OK; i += step) {
		struct entry entry;

		status = book_entry(import->book, before + 1 + i, &entry, err);
		if (status == STATUS_OK)
			sample->print[sample->count++] = print_of(&entry.event);
	}
	qsort(sample->print, sample->count, sizeof *sample->print, by_print);
	return status;
}

/* Tick off the row of the sample that is this one's twin, if any is left. */
static bool meet(struct sample *sample, uint64_t print)
{
	size_t low = 0;
	size_t high = sample->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sample->print[middle] < print)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < sample->count && sample->print[low] == print &&
	       sample->met[low])
		low++;
	if (low == sample->count || sample->print[low] != print)
		return false;
	sample->met[low] = true;
	return true;
}

static enum status count_twins(struct import *import, const struct run *run,
			       struct sample *sample, size_t *twins,
			       struct err *err)
{
	uint64_t last = run_count(run, RUN_LAST);
	struct journal_cursor *cursor;
	struct entry entry;
	enum status status =
		entries_open(import->book, (uint32_t)run_count(run, RUN_FIRST),
			     &cursor, err);

	*twins = 0;
	if (status != STATUS_OK)
		return status;
	while ((status = entries_next(cursor, &entry, err)) == STATUS_OK &&
	       entry.seq <= last)
		*twins += meet(sample, print_of(&entry.event));
	entries_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status same_rows(struct import *import, const struct run *run,
			     uint32_t before, bool *same, struct err *err)
{
	struct sample *sample = mem_alloc(sizeof *sample);
	size_t twins = 0;
	enum status status = take_sample(import, before, sample, err);

	if (status == STATUS_OK)
		status = count_twins(import, run, sample, &twins, err);
	*same = sample->count > 0 && twins * 2 >= sample->count;
	free(sample);
	return status;
}

/* ---- runs, newest first -------------------------------------------------- */

static enum status read_run(struct book *book, uint32_t number,
			    struct runs **runs, struct run *run,
			    struct err *err)
{
	enum status status = runs_open(book, number, runs, err);

	return status == STATUS_OK ? runs_next(*runs, run, err) : status;
}

/* Did it begin too long ago, as far as its own clock says? */
static bool is_old(const struct import *import, const struct run *run)
{
	const struct import_options *options = import->options;
	struct slice started = run->field[RUN_STARTED];
	int32_t day;

	return started.size >= DAY_CHARS &&
	       day_parse(started.bytes, DAY_CHARS, &day) &&
	       day < options->today - options->look_alike_days;
}

enum status import_look_alike(struct import *import, uint32_t *found,
			      struct err *err)
{
	uint32_t number = book_runs(import->book);
	uint32_t before = book_committed(import->book);
	enum status status = STATUS_OK;

	*found = 0;
	for (; import->options->look_alike_days > 0 && number > 0 &&
	       status == STATUS_OK && *found == 0;
	     number--) {
		struct runs *runs = NULL;
		struct run run;
		bool same = false;
		bool old = true;

		status = read_run(import->book, number, &runs, &run, err);
		if (status == STATUS_OK)
			old = is_old(import, &run);
		if (status == STATUS_OK && !old && same_outline(import, &run))
			status = same_rows(import, &run, before, &same, err);
		runs_close(runs);
		if (old)
			break;
		*found = same ? number : 0;
	}
	return status == STATUS_END ? STATUS_OK : status;
}
