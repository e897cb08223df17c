/* rewind.c: cut off what came behind a run, and derive the rest anew. */
#include "ledger/rewind.h"

#include "ledger/base/arena.h"
#include "ledger/bookparts.h"
#include "ledger/periods.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIME_BYTES = 20 }; /* YYYY-MM-DDThh:mm:ssZ */

static bool is_time(const char *text)
{
	static const char model[] = "0000-00-00T00:00:00Z";
	size_t i;

	for (i = 0; i < sizeof model; i++)
		if (model[i] == '0' ? text[i] < '0' || text[i] > '9'
				    : text[i] != model[i])
			return false;
	return true;
}

/* The last run that ended by then; 0 when none did. */
static enum status find_time(struct book *book, const char *time, uint32_t *run,
			     struct err *err)
{
	struct runs *runs;
	struct run at;
	enum status status = runs_open(book, 1, &runs, err);

	*run = 0;
	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &at, err)) == STATUS_OK) {
		struct slice ended = at.field[RUN_ENDED];

		if (ended.size == TIME_BYTES &&
		    memcmp(ended.bytes, time, TIME_BYTES) <= 0)
			*run = at.number;
	}
	runs_close(runs);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status rewind_find(struct book *book, const char *until, uint32_t *run,
			struct err *err)
{
	enum status status = STATUS_OK;
	int end = 0;

	if (sscanf(until, "run:%9" SCNu32 "%n", run, &end) == 1 &&
	    until[end] == '\0') {
		if (*run >= 1 && *run <= book_runs(book))
			return STATUS_OK;
		return err_set(
			err, STATUS_INVALID,
			"there is no run %u: the backup has runs 1 to %u",
			(unsigned int)*run, (unsigned int)book_runs(book));
	}
	if (!is_time(until))
		return err_set(err, STATUS_INVALID,
			       "--until takes run:N or a time in UTC, "
			       "YYYY-MM-DDThh:mm:ssZ, not %s",
			       until);
	status = find_time(book, until, run, err);
	if (status == STATUS_OK && *run == 0)
		status = err_set(err, STATUS_INVALID,
				 "no run had ended by %s; `redress runs` lists "
				 "when each did",
				 until);
	return status;
}

/* Delete every number above `last` of a table whose keys are numbers. */
static enum status cut_numbers(struct store *store, enum table table,
			       uint32_t last, struct err *err)
{
	struct slice none = {"", 0};
	struct text key = TEXT_ZERO;
	enum status status;

	while ((status = store_last(store, table, none, &key, err)) ==
	       STATUS_OK) {
		struct slice name = {key.bytes, key.size};

		if (key.size == 4 && get_u32(key.bytes) <= last)
			break;
		status = store_delete(store, table, name, err);
		if (status != STATUS_OK)
			break;
	}
	text_release(&key);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Content that later runs posted is not on the book any more. */
static enum status cut_files(struct store *store, uint32_t last,
			     struct err *err)
{
	struct slice start = {"", 0};
	struct text gone = TEXT_ZERO; /* keys of DIGEST_HEX_SIZE - 1 bytes */
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	size_t at;
	enum status status =
		store_cursor_open(store, TABLE_FILES, start, &cursor, err);

	if (status != STATUS_OK)
		return status;
	while ((status = store_cursor_next(cursor, &key, &value, err)) ==
	       STATUS_OK)
		if (key.size == DIGEST_HEX_SIZE - 1 &&
		    (value.size != 4 || get_u32(value.bytes) > last))
			text_add(&gone, key.bytes, key.size);
	store_cursor_close(cursor);
	status = status == STATUS_END ? STATUS_OK : status;
	for (at = 0; at < gone.size && status == STATUS_OK;
	     at += DIGEST_HEX_SIZE - 1) {
		struct slice name = {gone.bytes + at, DIGEST_HEX_SIZE - 1};

		status = store_delete(store, TABLE_FILES, name, err);
	}
	text_release(&gone);
	return status;
}

/* What one run that stays says about where the book stands behind it. */
static enum status follow_run(struct book *book, struct standing *next,
			      const struct run *run, struct err *err)
{
	char before[DIGEST_HEX_SIZE];
	struct text text = TEXT_ZERO;
	struct slice line;
	uint64_t last = run_count(run, RUN_LAST);

	memcpy(before, next->run_head, sizeof before);
	run_line(run, &text);
	line.bytes = text.bytes;
	line.size = text.size;
	run_chain(before, line, next->run_head);
	text_release(&text);
	if (last > 0)
		next->entries = (uint32_t)last;
	next->runs = run->number;
	next->closed = period_after(run, next->closed);
	if (run->field[RUN_SOURCE].size > 0 &&
	    run->field[RUN_SEQUENCE].size > 0)
		return book_remember_source(book, run, err);
	return STATUS_OK;
}

static enum status follow_runs(struct book *book, struct standing *next,
			       uint32_t last, struct err *err)
{
	struct runs *runs;
	struct run run;
	enum status status = runs_open(book, 1, &runs, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = runs_next(runs, &run, err);
		if (status == STATUS_OK)
			status = follow_run(book, next, &run, err);
	} while (status == STATUS_OK && run.number < last);
	if (status == STATUS_OK &&
	    run.field[RUN_HEAD_AFTER].size == DIGEST_HEX_SIZE - 1)
		memcpy(next->head, run.field[RUN_HEAD_AFTER].bytes,
		       DIGEST_HEX_SIZE - 1);
	runs_close(runs);
	if (status == STATUS_END)
		return err_set(err, STATUS_CORRUPT, "run %u is missing",
			       (unsigned int)last);
	return status;
}

static enum status cut(struct book *book, uint32_t last, struct standing *next,
		       struct err *err)
{
	struct store *store = book->store;
	enum status status = store_empty(store, TABLE_SOURCES, err);

	if (status == STATUS_OK)
		status = follow_runs(book, next, last, err);
	if (status == STATUS_OK)
		status = journal_cut(store, next->entries, err);
	if (status == STATUS_OK)
		status = cut_numbers(store, TABLE_RUNS, last, err);
	if (status == STATUS_OK)
		status = cut_files(store, last, err);
	return status == STATUS_OK ? standing_write(store, next, err) : status;
}

enum status rewind_to(struct book *book, const struct rewind *rewind,
		      uint64_t *findings, struct err *err)
{
	struct replay_options options = {rewind->scratch, true};
	struct standing next;
	enum status status;

	assert(book->mode == BOOK_WRITE && !book->posting);
	*findings = 0;
	if (rewind->run == book->standing.runs)
		return STATUS_OK;
	memset(&next, 0, sizeof next);
	memset(next.head, '0', DIGEST_HEX_SIZE - 1);
	memset(next.run_head, '0', DIGEST_HEX_SIZE - 1);
	seal_zero(&next.seal);
	status = store_begin(book->store, err);
	if (status != STATUS_OK)
		return status;
	status = cut(book, rewind->run, &next, err);
	if (status != STATUS_OK) {
		store_abort(book->store);
		return status;
	}
	status = store_commit(book->store, err);
	if (status != STATUS_OK)
		return status;
	book->standing = next;
	return verify_replay(book, &options, rewind->tell, rewind->owner,
			     findings, err);
}
