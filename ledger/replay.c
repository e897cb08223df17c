/*
 * replay.c: the journal played again, event by event, into a scratch book.
 *
 * An entry's event becomes a row again and passes every rule; the entries
 * that come out must be the entries that went in, which the journal head
 * says in one hash.
 */
#include "ledger/bookparts.h"
#include "ledger/jobrows.h"
#include "ledger/store/store.h"
#include "ledger/verify.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct replay {
	struct book *book;
	struct book *scratch;
	finding_fn tell;
	void *owner;
	uint64_t *findings;
	struct arena arena;
	int32_t pair_closed; /* of a correction whose mirror was met */
	char redenomination[LIMIT_ID_BYTES + 1];
};

__attribute__((format(printf, 3, 4))) static void
found(struct replay *replay, const char *kind, const char *format, ...)
{
	struct finding finding;
	va_list args;

	finding.kind = kind;
	va_start(args, format);
	vsnprintf(finding.text, sizeof finding.text, format, args);
	va_end(args);
	++*replay->findings;
	replay->tell(replay->owner, &finding);
}

static void row_of(struct replay *replay, const struct event *event,
		   struct row *row)
{
	uint64_t left = event->filled;

	row->filled = event->filled;
	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);
		char room[MONEY_TEXT_SIZE];
		struct slice text = event_text(event, column, room);

		row->cell[column].bytes =
			arena_copy(&replay->arena, text.bytes, text.size);
		row->cell[column].size = text.size;
	}
}

/*
 * The mirror of a correction comes with the row that corrects, and the
 * further entries of a redenomination with its first: they are not played.
 */
static bool follows(struct replay *replay, const struct event *event)
{
	struct slice id = event->field[COLUMN_ID];

	if (event->code == EVENT_REVERSED &&
	    event_has(event, COLUMN_CORRECTS) &&
	    slice_equal(event->field[COLUMN_CORRECTS],
			event->field[COLUMN_TARGET])) {
		replay->pair_closed = event->date - 1;
		return true;
	}
	if (event->code == EVENT_CURRENCY_REDENOMINATED) {
		bool again = slice_is(id, replay->redenomination);

		snprintf(replay->redenomination, sizeof replay->redenomination,
			 "%.*s", (int)id.size, id.bytes);
		return again;
	}
	replay->redenomination[0] = '\0';
	return false;
}

/* Where the target's month was closed, the mirror took the row's own date. */
static void set_closed(struct replay *replay, const struct event *event)
{
	if (event_has(event, COLUMN_CORRECTS) &&
	    replay->pair_closed == event->date - 1)
		replay->scratch->closing = replay->pair_closed;
	else
		replay->scratch->closing = 0;
	replay->pair_closed = 0;
}

static enum status play_one(struct replay *replay, const struct entry *entry,
			    struct err *err)
{
	struct posting posting;
	struct row row;
	enum status status;

	if (follows(replay, &entry->event))
		return STATUS_OK;
	set_closed(replay, &entry->event);
	arena_reset(&replay->arena);
	row_of(replay, &entry->event, &row);
	status = book_post(replay->scratch, &row, DAY_LAST, &posting, err);
	if (status != STATUS_OK || posting.outcome == OUTCOME_POSTED)
		return status;
	found(replay, "replay",
	      "entry %u (id %.*s) would not be accepted again: %s: %s",
	      (unsigned int)entry->seq, (int)entry->event.field[COLUMN_ID].size,
	      entry->event.field[COLUMN_ID].bytes,
	      posting.outcome == OUTCOME_DUPLICATE
		      ? "duplicate"
		      : refusal_name(posting.refusal.code),
	      posting.outcome == OUTCOME_DUPLICATE ? "its id stands already"
						   : posting.refusal.text);
	return STATUS_END;
}

static enum status play_all(struct replay *replay, struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	enum status status = entries_open(replay->book, 1, &cursor, err);

	if (status != STATUS_OK)
		return status;
	while ((status = entries_next(cursor, &entry, err)) == STATUS_OK) {
		status = play_one(replay, &entry, err);
		if (status != STATUS_OK)
			break;
	}
	entries_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

static bool derived(enum table table)
{
	return table == TABLE_SEGMENTS || table == TABLE_TOTALS ||
	       table == TABLE_IDS ||
	       (table >= TABLE_ITEMS && table < TABLE_CONFIGS);
}

static enum status copy_table(struct replay *replay, enum table table,
			      struct err *err)
{
	struct slice start = {"", 0};
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	enum status status = store_empty(replay->book->store, table, err);

	if (status == STATUS_OK)
		status = store_cursor_open(replay->scratch->store, table, start,
					   &cursor, err);
	if (status != STATUS_OK)
		return status;
	while ((status = store_cursor_next(cursor, &key, &value, err)) ==
	       STATUS_OK) {
		status = store_put(replay->book->store, table, key, value, err);
		if (status != STATUS_OK)
			break;
	}
	store_cursor_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status copy_derived(struct replay *replay, struct err *err)
{
	struct standing standing = replay->book->standing;
	enum status status = store_begin(replay->book->store, err);
	int table;

	if (status != STATUS_OK)
		return status;
	for (table = 0; table < TABLE_COUNT && status == STATUS_OK; table++)
		if (derived((enum table)table))
			status = copy_table(replay, (enum table)table, err);
	seal_zero(&standing.seal);
	if (status == STATUS_OK)
		status = job_rows_rebuild(replay->book, err);
	if (status == STATUS_OK)
		status = standing_write(replay->book->store, &standing, err);
	if (status != STATUS_OK) {
		store_abort(replay->book->store);
		return status;
	}
	status = store_commit(replay->book->store, err);
	if (status == STATUS_OK)
		replay->book->standing = standing;
	return status;
}

/* Two items with the same history: their packed forms, made anew, agree. */
static bool same_item(const struct item *kept, const struct item *played)
{
	struct text a = TEXT_ZERO;
	struct text b = TEXT_ZERO;
	bool same;

	item_pack(kept, &a);
	item_pack(played, &b);
	same = a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
	text_release(&a);
	text_release(&b);
	return same;
}

static enum status next_item(struct items *items, const struct item **item,
			     struct err *err)
{
	enum status status = items_next(items, item, err);

	if (status != STATUS_END)
		return status;
	*item = NULL;
	return STATUS_OK;
}

/* Walk both registers of a kind side by side; the first difference is told. */
static enum status walk_items(struct replay *replay, struct items *kept,
			      struct items *played, struct err *err)
{
	const struct item *a = NULL;
	const struct item *b = NULL;
	enum status status = STATUS_OK;

	do {
		const struct item *either;

		status = next_item(kept, &a, err);
		if (status == STATUS_OK)
			status = next_item(played, &b, err);
		if (status != STATUS_OK || (a == NULL && b == NULL))
			return status;
		either = a != NULL ? a : b;
		if (a == NULL || b == NULL || strcmp(a->code, b->code) != 0 ||
		    !same_item(a, b)) {
			found(replay, "register",
			      "%s %s is not what its events make of it; "
			      "rebuild it with `redress verify --rebuild`",
			      item_kind_name(either->kind), either->code);
			return STATUS_OK;
		}
	} while (status == STATUS_OK);
	return status;
}

static enum status compare_kind(struct replay *replay, enum item_kind kind,
				struct err *err)
{
	struct items *kept;
	struct items *played;
	enum status status = items_open(replay->book, kind, &kept, err);

	if (status != STATUS_OK)
		return status;
	status = items_open(replay->scratch, kind, &played, err);
	if (status == STATUS_OK) {
		status = walk_items(replay, kept, played, err);
		items_close(played);
	}
	items_close(kept);
	return status;
}

static enum status compare_registers(struct replay *replay, struct err *err)
{
	enum status status = STATUS_OK;
	int kind;

	for (kind = ITEM_NONE + 1;
	     kind < ITEM_KIND_COUNT && status == STATUS_OK; kind++)
		status = compare_kind(replay, (enum item_kind)kind, err);
	return status;
}

/* The scratch book's own run, so that it is a whole book. */
static enum status commit(struct replay *replay, struct err *err)
{
	struct run run;

	run_clear(&run);
	run_set(&run, RUN_KIND, "replay");
	replay->scratch->closing = 0;
	return book_commit(replay->scratch, &run, false, err);
}

static enum status replay_into(struct replay *replay, bool rebuild,
			       struct err *err)
{
	char played[DIGEST_HEX_SIZE];
	enum status status = book_begin(replay->scratch, err);

	if (status == STATUS_OK)
		status = play_all(replay, err);
	if (status == STATUS_OK)
		status = commit(replay, err);
	if (status != STATUS_OK)
		return status;
	book_head(replay->scratch, played);
	if (strcmp(played, replay->book->standing.head) != 0)
		found(replay, "replay",
		      "played again, the events make the head %s, the book "
		      "says %s",
		      played, replay->book->standing.head);
	else if (rebuild)
		status = copy_derived(replay, err);
	else
		status = compare_registers(replay, err);
	return status;
}

enum status verify_replay(struct book *book,
			  const struct replay_options *options, finding_fn tell,
			  void *owner, uint64_t *findings, struct err *err)
{
	struct replay replay;
	enum status closed;
	enum status status;

	assert(book->mode == BOOK_WRITE && !book->posting);
	memset(&replay, 0, sizeof replay);
	replay.book = book;
	replay.tell = tell;
	replay.owner = owner;
	replay.findings = findings;
	status = book_init_scratch(options->scratch, err);
	if (status == STATUS_OK)
		status = book_open(options->scratch, BOOK_WRITE, 0,
				   &replay.scratch, err);
	if (status != STATUS_OK)
		return status;
	status = replay_into(&replay, options->rebuild, err);
	arena_release(&replay.arena);
	closed = book_close(replay.scratch, err);
	return status == STATUS_OK ? closed : status;
}
