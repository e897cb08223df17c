/* posting.c: one transaction of rows, from row to entry. */
#include "ledger/bookparts.h"
#include "ledger/jobrows.h"
#include "ledger/periods.h"
#include "ledger/store/anchor.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static struct item *shelf_find(void *owner, enum item_kind kind,
			       struct slice code)
{
	const struct book *book = owner;

	return registers_find(book->registers, kind, code);
}

static struct item *shelf_make(void *owner, enum item_kind kind,
			       struct slice code)
{
	const struct book *book = owner;

	return registers_make(book->registers, kind, code);
}

static struct series *shelf_series(void *owner, enum account account,
				   uint8_t currency)
{
	const struct book *book = owner;

	return totals_series(book->totals, account, currency);
}

static bool shelf_by_number(void *owner, uint32_t seq, struct entry *entry)
{
	struct book *book = owner;
	enum status status;

	if (seq == 0 || seq > journal_entries(book->journal))
		return false;
	status = journal_entry(book->journal, seq, &book->arena, entry,
			       &book->why);
	if (status != STATUS_OK)
		book->broken = status;
	return status == STATUS_OK;
}

static bool shelf_by_id(void *owner, struct slice id, struct entry *entry)
{
	struct book *book = owner;
	uint32_t seq;
	enum status status = ids_find(book->ids, id, &seq, &book->why);

	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		book->broken = status;
	return status == STATUS_OK && shelf_by_number(owner, seq, entry);
}

void book_drop_parts(struct book *book)
{
	registers_free(book->registers);
	ids_close(book->ids);
	journal_close(book->journal);
	owed_close(book->owed);
	book->registers = NULL;
	book->ids = NULL;
	book->journal = NULL;
	book->owed = NULL;
	if (book->mode == BOOK_WRITE) {
		totals_close(book->totals);
		book->totals = NULL;
	}
}

static enum status make_parts(struct book *book, struct err *err)
{
	enum status status = STATUS_OK;

	if (book->totals == NULL)
		status = totals_open(book->store, &book->totals, err);
	if (status == STATUS_OK && book->ids == NULL)
		status = ids_open(book->store, &book->ids, err);
	if (status == STATUS_OK && book->journal == NULL)
		status = journal_open(book->store, book->standing.entries,
				      &book->journal, err);
	if (status == STATUS_OK && book->owed == NULL)
		status = owed_open(book->store, &book->owed, err);
	if (book->registers == NULL)
		book->registers = registers_new(book->store);
	if (status == STATUS_OK)
		status = book_read_gone(book, err);
	return status;
}

enum status book_begin(struct book *book, struct err *err)
{
	enum status status;

	assert(book->mode == BOOK_WRITE && !book->posting);
	status = make_parts(book, err);
	if (status == STATUS_OK)
		status = store_begin(book->store, err);
	if (status != STATUS_OK)
		return status;
	book->posting = true;
	owed_begin(book->owed, book->standing.runs + 1);
	book->closing = book->standing.closed;
	book->sealing = false;
	book->shelf.owner = book;
	book->shelf.find = shelf_find;
	book->shelf.make = shelf_make;
	book->shelf.series = shelf_series;
	book->shelf.by_id = shelf_by_id;
	book->shelf.by_number = shelf_by_number;
	book->shelf.redenominations = book->gone;
	book->shelf.redenomination_count = book->gone_count;
	book->play.shelf = book->mirror.shelf = &book->shelf;
	book->play.arena = book->mirror.arena = &book->arena;
	book->broken = STATUS_OK;
	return STATUS_OK;
}

void book_abort(struct book *book)
{
	assert(book->posting);
	book->posting = false;
	book_drop_parts(book);
	store_abort(book->store);
}

/* Is what stands this very row, moved out of a closed month (--late)? */
static bool was_late(const struct book *book, const struct event *event,
		     const struct event *before)
{
	struct event moved = *event;

	if (event->date >= book_first_open(book) ||
	    event->since != before->since || event->date >= before->date)
		return false;
	period_move(&moved, before->date);
	return event_differs(&moved, before) == COLUMN_NONE;
}

static void refuse_late(const struct event *event, const struct entry *before,
			struct refusal *refusal)
{
	char day[DAY_TEXT_SIZE];

	day_format(before->event.date, day);
	refuse(refusal, REFUSAL_ID_CONFLICT, COLUMN_DATE,
	       "id %.*s was posted as entry %u on %s, because its month was "
	       "closed; send the file with --late first-open, as then, and the "
	       "row is counted as a duplicate",
	       (int)event->field[COLUMN_ID].size, event->field[COLUMN_ID].bytes,
	       (unsigned int)before->seq, day);
}

/*
 * The id stands already. *again: it is the same content, or refused; else
 * the row corrects the event of that id and goes on.
 */
static enum status meet_again(struct book *book, struct event *event,
			      uint32_t seq, struct posting *posting,
			      bool *again, struct err *err)
{
	struct entry before;
	enum column differs;
	enum status status =
		journal_entry(book->journal, seq, &book->arena, &before, err);

	if (status != STATUS_OK)
		return status;
	posting->seq = seq;
	*again = true;
	if (book->late && event->date < book_first_open(book) &&
	    event->since == before.event.since)
		period_move(event, before.event.date); /* it was late before */
	differs = event_differs(event, &before.event);
	if (differs == COLUMN_NONE) {
		posting->outcome = OUTCOME_DUPLICATE;
		posting->has_money = before.event.settled;
		posting->currency = before.event.currency;
		posting->amount = before.event.amount;
		return STATUS_OK;
	}
	*again = !slice_equal(event_field(event, COLUMN_CORRECTS),
			      event->field[COLUMN_ID]);
	posting->outcome = OUTCOME_REFUSED;
	if (!book->late && was_late(book, event, &before.event)) {
		refuse_late(event, &before, &posting->refusal);
		return STATUS_OK;
	}
	refuse(&posting->refusal, REFUSAL_ID_CONFLICT, differs,
	       "id %.*s was posted as entry %u with another %s; give a new "
	       "event an id of its own, or name the old one in corrects",
	       (int)event->field[COLUMN_ID].size, event->field[COLUMN_ID].bytes,
	       (unsigned int)seq, column_row(differs)->name);
	return STATUS_OK;
}

enum status book_enter(struct book *book, struct play *play, uint32_t *seq,
		       struct err *err)
{
	enum status status = journal_append(book->journal, play->event,
					    play->lines, play->line_count, err);

	if (status != STATUS_OK)
		return status;
	*seq = journal_entries(book->journal);
	play_apply(play, *seq);
	return STATUS_OK;
}

static enum status post_played(struct book *book, struct event *event,
			       struct posting *posting, struct err *err)
{
	enum status status = book_enter(book, &book->play, &posting->seq, err);

	if (status != STATUS_OK)
		return status;
	posting->outcome = OUTCOME_POSTED;
	return ids_add(book->ids, event->field[COLUMN_ID], posting->seq, err);
}

static enum status post_new(struct book *book, struct event *event,
			    struct posting *posting, struct err *err)
{
	enum status status = STATUS_OK;

	book->play.refusal = &posting->refusal;
	if (event_has(event, COLUMN_CORRECTS))
		status = book_correct(book, event, posting, err);
	else if (event->code == EVENT_CURRENCY_REDENOMINATED)
		status = book_redenominate(book, event, posting, err);
	else if (play_event(&book->play, event))
		status = post_played(book, event, posting, err);
	else
		posting->outcome = OUTCOME_REFUSED;
	posting->has_money = event->settled;
	posting->currency = event->currency;
	posting->amount = event->amount;
	return status;
}

static enum status post_read(struct book *book, struct event *event,
			     struct posting *posting, struct err *err)
{
	bool again = false;
	uint32_t seq;
	enum status status =
		ids_find(book->ids, event->field[COLUMN_ID], &seq, err);

	if (status == STATUS_OK)
		status = meet_again(book, event, seq, posting, &again, err);
	else if (status == STATUS_NOT_FOUND)
		status = STATUS_OK;
	if (status != STATUS_OK || again)
		return status;
	posting->late = book->late && event->date < book_first_open(book);
	if (posting->late)
		period_move(event, book_first_open(book));
	if (!period_open(book, event, &posting->refusal)) {
		posting->outcome = OUTCOME_REFUSED;
		return STATUS_OK;
	}
	if (journal_entries(book->journal) >= LIMIT_ENTRIES)
		return err_set(err, STATUS_OVERFLOW,
			       "the book is full: it holds %u entries",
			       (unsigned int)LIMIT_ENTRIES);
	return post_new(book, event, posting, err);
}

enum status book_post(struct book *book, const struct row *row, int32_t today,
		      struct posting *posting, struct err *err)
{
	struct event event;
	enum status settled;
	enum status status;

	assert(book->posting);
	arena_reset(&book->arena);
	event.settled = false;
	event.currency = CURRENCY_NONE;
	event.quote = CURRENCY_NONE;
	event.amount = 0;
	posting->seq = 0;
	posting->late = false;
	posting->has_money = false;
	posting->date = DAY_NONE;
	posting->outcome = OUTCOME_REFUSED;
	if (!event_read(row, today, &event, &posting->refusal)) {
		posting->has_money = event.settled;
		posting->currency = event.currency;
		posting->amount = event.amount;
		return STATUS_OK;
	}
	posting->date = event.date;
	status = post_read(book, &event, posting, err);
	if (status == STATUS_OK && posting->outcome == OUTCOME_POSTED)
		status = owed_clear(book->owed, event.field[COLUMN_ID],
				    posting->seq, today, err);
	settled = registers_settle(book->registers, err);
	if (status == STATUS_OK && book->broken != STATUS_OK) {
		*err = book->why;
		return book->broken;
	}
	return status == STATUS_OK ? settled : status;
}

enum status book_entry(struct book *book, uint32_t seq, struct entry *entry,
		       struct err *err)
{
	assert(book->posting);
	arena_reset(&book->arena);
	return journal_entry(book->journal, seq, &book->arena, entry, err);
}

static enum status remember_file(struct book *book, const struct run *run,
				 struct err *err)
{
	unsigned char number[4];
	struct slice value = {(const char *)number, sizeof number};

	put_u32(number, run->number);
	return store_put(book->store, TABLE_FILES, run->field[RUN_SHA256],
			 value, err);
}

enum status book_remember_source(struct book *book, const struct run *run,
				 struct err *err)
{
	struct text bytes = TEXT_ZERO;
	struct slice value;
	enum status status;

	pack_varint(&bytes, run_count(run, RUN_SEQUENCE));
	text_add(&bytes, run->field[RUN_SHA256].bytes,
		 run->field[RUN_SHA256].size);
	value.bytes = bytes.bytes;
	value.size = bytes.size;
	status = store_put(book->store, TABLE_SOURCES, run->field[RUN_SOURCE],
			   value, err);
	text_release(&bytes);
	return status;
}

static enum status put_run(struct book *book, struct standing *next,
			   const struct run *run, struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct text text = TEXT_ZERO;
	struct slice line;
	enum status status;

	put_u32(key, run->number);
	run_line(run, &text);
	line.bytes = text.bytes;
	line.size = text.size;
	run_chain(book->standing.run_head, line, next->run_head);
	status = store_put(book->store, TABLE_RUNS, name, line, err);
	text_release(&text);
	return status;
}

static enum status flush_parts(struct book *book, struct err *err)
{
	enum status status = journal_flush(book->journal, err);

	if (status == STATUS_OK)
		status = registers_flush(book->registers, err);
	if (status == STATUS_OK)
		status = ids_flush(book->ids, err);
	if (status == STATUS_OK)
		status = totals_flush(book->totals, err);
	return status;
}

struct run_ends {
	char first[16];
	char last[16];
	char debts[DIGEST_HEX_SIZE];
};

/* What the run did: entries from-to, head before and after, its debts. */
static void fill_run(struct book *book, struct standing *next, struct run *run,
		     struct run_ends *ends)
{
	uint32_t before = book->standing.entries;

	next->entries = journal_entries(book->journal);
	next->closed = book->closing;
	next->runs = book->standing.runs + 1;
	next->seal = book->standing.seal;
	journal_head(book->journal, next->head);
	run->number = next->runs;
	snprintf(ends->first, sizeof ends->first, "%u",
		 (unsigned int)(next->entries > before ? before + 1 : 0));
	snprintf(ends->last, sizeof ends->last, "%u",
		 (unsigned int)(next->entries > before ? next->entries : 0));
	run_set(run, RUN_FIRST, ends->first);
	run_set(run, RUN_LAST, ends->last);
	owed_digest(book->owed, ends->debts);
	run_set(run, RUN_DEBTS, ends->debts);
	run_set(run, RUN_CONFIG, book->config_sha256);
	run_set(run, RUN_HEAD_BEFORE, book->standing.head);
	run_set(run, RUN_HEAD_AFTER, next->head);
}

/* What was closed is what stands now, this run included. */
static void put_down_seal(const struct book *book, struct standing *next)
{
	struct seal *seal = &next->seal;

	if (!book->sealing)
		return;
	seal->run = next->runs;
	seal->entries = next->entries;
	memcpy(seal->head, next->head, DIGEST_HEX_SIZE);
	memcpy(seal->run_head, next->run_head, DIGEST_HEX_SIZE);
	totals_digest(book->totals, seal->totals);
}

static enum status write_all(struct book *book, struct standing *next,
			     struct run *run, bool whole, struct err *err)
{
	struct job_shelf shelf = {book->store, NULL};
	enum status status = flush_parts(book, err);

	if (status == STATUS_OK)
		status = book_keep_config(book, next->runs, err);
	if (status == STATUS_OK)
		status = put_run(book, next, run, err);
	if (status == STATUS_OK)
		status = job_rows_enter(&shelf, run, err);
	if (status == STATUS_OK && whole && run->field[RUN_SHA256].size > 0)
		status = remember_file(book, run, err);
	if (status == STATUS_OK && run->field[RUN_SOURCE].size > 0 &&
	    run->field[RUN_SEQUENCE].size > 0)
		status = book_remember_source(book, run, err);
	put_down_seal(book, next);
	if (status == STATUS_OK)
		status = standing_write(book->store, next, err);
	return status;
}

enum status book_commit(struct book *book, struct run *run, bool whole,
			struct err *err)
{
	struct standing next;
	struct anchor anchor;
	struct run_ends ends;
	enum status status;

	assert(book->posting);
	fill_run(book, &next, run, &ends);
	status = write_all(book, &next, run, whole, err);
	if (status != STATUS_OK) {
		book_abort(book);
		return status;
	}
	book->posting = false;
	status = store_commit(book->store, err);
	if (status != STATUS_OK) {
		book_drop_parts(book);
		return status;
	}
	book->standing = next;
	run_set(run, RUN_FIRST, "");
	run_set(run, RUN_LAST, "");
	run_set(run, RUN_DEBTS, "");
	run_set(run, RUN_HEAD_AFTER, book->standing.head);
	anchor.entries = next.entries;
	anchor.runs = next.runs;
	anchor.clean = false;
	anchor.encrypted = book->encrypted;
	memcpy(anchor.head, next.head, DIGEST_HEX_SIZE);
	return anchor_write(book->directory, &anchor, err);
}

enum status book_file_run(struct book *book, const char *sha256, uint32_t *run,
			  struct err *err)
{
	struct slice key = {sha256, strlen(sha256)};
	enum status status =
		store_get(book->store, TABLE_FILES, key, &book->value, err);

	if (status == STATUS_OK && book->value.size != 4)
		return err_set(err, STATUS_CORRUPT,
			       "table files: a record contradicts itself; run "
			       "`redress verify`");
	if (status == STATUS_OK)
		*run = get_u32(book->value.bytes);
	return status;
}

enum status book_source(struct book *book, struct slice source,
			uint64_t *sequence, char sha256[DIGEST_HEX_SIZE],
			struct err *err)
{
	struct reader reader;
	struct slice hex;
	enum status status = store_get(book->store, TABLE_SOURCES, source,
				       &book->value, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(book->value.bytes, book->value.size);
	*sequence = read_varint(&reader);
	hex = read_bytes(&reader, DIGEST_HEX_SIZE - 1);
	if (reader.bad)
		return err_set(err, STATUS_CORRUPT,
			       "table sources: a record contradicts itself; "
			       "run `redress verify`");
	memcpy(sha256, hex.bytes, hex.size);
	sha256[hex.size] = '\0';
	return STATUS_OK;
}
