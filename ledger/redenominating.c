/*
 * redenominating.c: a currency ends and another takes its place: one row,
 * one entry for the accounts without items and one for each item that has
 * a balance, items by the byte order of their codes.
 */
#include "ledger/bookparts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* One kind of items being read by code, for the merge over all kinds. */
struct stream {
	struct items *items;
	const struct item *item; /* NULL: ended */
};

static struct slice code_of(const struct item *item)
{
	struct slice code = {item->code, item->code_size};

	return code;
}

static void remember_gone(struct book *book, const struct item *item)
{
	struct slice quote = item_text(item, COLUMN_QUOTE);
	struct redenomination *gone;

	book->gone = mem_grow(book->gone, &book->gone_room,
			      book->gone_count + 1, sizeof *book->gone);
	gone = &book->gone[book->gone_count++];
	gone->currency = currency_find(item->code, item->code_size);
	gone->quote = currency_find(quote.bytes, quote.size);
	gone->day = item_changed_on(item);
	book->shelf.redenominations = book->gone;
	book->shelf.redenomination_count = book->gone_count;
}

enum status book_read_gone(struct book *book, struct err *err)
{
	struct items *items;
	const struct item *item;
	enum status status = items_open(book, ITEM_CURRENCY, &items, err);

	book->gone_count = 0;
	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK)
		remember_gone(book, item);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static bool in_currency(const struct event *event, uint8_t currency)
{
	return play_moves_money(event) &&
	       (event->currency == currency || event->quote == currency);
}

/* The change that reversed an entry, or NULL; it is of the reversal's day. */
static const struct change *reversal_of(struct book *book,
					const struct entry *entry)
{
	char text[16];
	int size = snprintf(text, sizeof text, "#%u", (unsigned int)entry->seq);
	struct slice code = {text, (size_t)size};
	const struct item *record =
		registers_find(book->registers, ITEM_EVENT, code);

	return record == NULL ? NULL : item_change_at(record, DAY_LAST);
}

/*
 * The entry that stands in the way of a redenomination, or 0: one in the
 * currency dated behind the day, or one that reverses such money behind it.
 * What was reversed on its own day left nothing.
 */
static uint32_t behind(struct book *book, const struct entry *entry,
		       const struct event *event)
{
	const struct change *reversal;

	if (!in_currency(&entry->event, event->currency))
		return 0;
	reversal = reversal_of(book, entry);
	if (reversal != NULL && reversal->day == entry->event.date)
		return 0;
	if (entry->event.date > event->date)
		return entry->seq;
	if (reversal != NULL && reversal->day > event->date)
		return reversal->seq;
	return 0;
}

/* Does money in the currency move behind the day? Then it is refused. */
static enum status find_later(struct book *book, const struct event *event,
			      struct posting *posting, struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	uint32_t seq = 0;
	enum status status = journal_flush(book->journal, err);

	if (status == STATUS_OK)
		status = journal_read(book->store, 1, &cursor, err);
	if (status != STATUS_OK)
		return status;
	while (seq == 0 &&
	       (status = journal_next(cursor, &entry, err)) == STATUS_OK)
		seq = behind(book, &entry, event);
	journal_done(cursor);
	if (seq == 0)
		return status == STATUS_END ? STATUS_OK : status;
	status = journal_entry(book->journal, seq, &book->arena, &entry, err);
	if (status == STATUS_OK)
		refuse(&posting->refusal, REFUSAL_DATE_ORDER, COLUMN_DATE,
		       "the event %.*s moves %s after that day; redenominate "
		       "before rows of later days are posted",
		       (int)entry.event.field[COLUMN_ID].size,
		       entry.event.field[COLUMN_ID].bytes,
		       currency_code(event->currency));
	return status;
}

static bool before(const struct item *a, const struct item *b)
{
	int order = bytes_compare(a->code, a->code_size, b->code, b->code_size);

	return order < 0 || (order == 0 && a->kind < b->kind);
}

static enum status advance(struct stream *stream, struct err *err)
{
	enum status status = items_next(stream->items, &stream->item, err);

	if (status == STATUS_END)
		stream->item = NULL;
	return status == STATUS_END ? STATUS_OK : status;
}

static void streams_close(struct stream streams[ITEM_KIND_COUNT])
{
	int kind;

	for (kind = 0; kind < ITEM_KIND_COUNT; kind++)
		items_close(streams[kind].items);
}

static enum status streams_open(struct book *book,
				struct stream streams[ITEM_KIND_COUNT],
				struct err *err)
{
	enum status status = registers_flush(book->registers, err);
	int kind;

	memset(streams, 0, ITEM_KIND_COUNT * sizeof *streams);
	for (kind = ITEM_CASE; kind < ITEM_KIND_COUNT && status == STATUS_OK;
	     kind++) {
		status = items_open(book, (enum item_kind)kind,
				    &streams[kind].items, err);
		if (status == STATUS_OK)
			status = advance(&streams[kind], err);
	}
	return status;
}

/* The stream whose item comes first by code; NULL when all have ended. */
static struct stream *lowest(struct stream streams[ITEM_KIND_COUNT])
{
	struct stream *low = NULL;
	int kind;

	for (kind = ITEM_CASE; kind < ITEM_KIND_COUNT; kind++)
		if (streams[kind].item != NULL &&
		    (low == NULL || before(streams[kind].item, low->item)))
			low = &streams[kind];
	return low;
}

static bool concerned(const struct item *item, uint8_t currency)
{
	size_t i;

	if (item->currency == currency)
		return true;
	for (i = 0; i < item->ending_count; i++)
		if (item->endings[i].currency == currency)
			return true;
	return false;
}

static bool item_fits(const struct item *item, const struct event *event)
{
	size_t i;

	for (i = 0; i < item->ending_count; i++)
		if (item->endings[i].currency == event->currency &&
		    !redenomination_fits(event, item->endings[i].amount))
			return false;
	return true;
}

/* Hand each item of the currency to a function, by code. */
static enum status each_item(struct book *book, uint8_t currency,
			     enum status (*visit)(struct book *book,
						  const struct item *item,
						  struct err *err),
			     struct err *err)
{
	struct stream streams[ITEM_KIND_COUNT];
	struct stream *low;
	enum status status = streams_open(book, streams, err);

	while (status == STATUS_OK && (low = lowest(streams)) != NULL) {
		if (concerned(low->item, currency))
			status = visit(book, low->item, err);
		if (status == STATUS_OK)
			status = advance(low, err);
	}
	streams_close(streams);
	return status;
}

static enum status visit_fits(struct book *book, const struct item *item,
			      struct err *err)
{
	if (item_fits(item, book->play.event))
		return STATUS_OK;
	return err_set(err, STATUS_OVERFLOW, "%s %s",
		       item_kind_name(item->kind), item->code);
}

/* Everything must fit in the new currency before anything is entered. */
static enum status test_fits(struct book *book, struct posting *posting,
			     struct err *err)
{
	const struct event *event = book->play.event;
	int64_t most = 0;
	int account;
	enum status status;

	for (account = 1; account < ACCOUNT_COUNT; account++) {
		const struct series *series = totals_find(
			book->totals, (enum account)account, event->currency);
		int64_t ending = series == NULL ? 0 : series->ending;

		if (ending > most || -ending > most)
			most = ending < 0 ? -ending : ending;
	}
	status = each_item(book, event->currency, visit_fits, err);
	if (redenomination_fits(event, most) && status != STATUS_OVERFLOW)
		return status;
	refuse(&posting->refusal, REFUSAL_OVERFLOW, COLUMN_FACTOR,
	       "balances would be too large to record in %s",
	       currency_code(event->quote));
	return STATUS_OK;
}

static void change_currency(struct play *play, struct item *item, uint32_t seq)
{
	struct slice old = {currency_code(play->event->currency), 3};
	struct slice fresh = {currency_code(play->event->quote), 3};

	if (item->currency != play->event->currency)
		return;
	if (item_text(item, COLUMN_CURRENCY).size == 0)
		item_fact(item, COLUMN_CURRENCY, item->changes[0].day, seq,
			  old);
	item_fact(item, COLUMN_CURRENCY, play->event->date, seq, fresh);
	item->currency = play->event->quote;
}

/* An item with balances gets an entry; one with sums alone, the first's. */
static enum status visit_enter(struct book *book, const struct item *read,
			       struct err *err)
{
	struct play *play = &book->play;
	struct item *item =
		registers_make(book->registers, read->kind, code_of(read));
	uint32_t seq = book->gone_seq;
	enum status status = STATUS_OK;

	play_start(play, play->event);
	play_redenomination(play, item);
	if (play->line_count > 0)
		status = book_enter(book, play, &seq, err);
	else
		play_apply(play, seq);
	change_currency(play, item, seq);
	if (status == STATUS_OK)
		status = registers_settle(book->registers, err);
	return status;
}

static void mark_gone(struct book *book, const struct event *event)
{
	struct slice code = {currency_code(event->currency), 3};
	struct slice quote = {currency_code(event->quote), 3};
	struct item *item =
		registers_make(book->registers, ITEM_CURRENCY, code);
	struct change change = {event->date,	      event->since,
				book->gone_seq,	      0,
				(uint8_t)event->code, STATE_CLOSED};

	item_change(item, &change);
	item_fact(item, COLUMN_QUOTE, event->date, book->gone_seq, quote);
	remember_gone(book, item);
}

static enum status enter_all(struct book *book, struct event *event,
			     struct posting *posting, struct err *err)
{
	struct play *play = &book->play;
	uint32_t seq;
	enum status status = STATUS_OK;

	book->gone_seq = journal_entries(book->journal) + 1;
	play_start(play, event);
	play_redenomination(play, NULL);
	if (play->line_count > 0)
		status = book_enter(book, play, &seq, err);
	if (status == STATUS_OK)
		status = each_item(book, event->currency, visit_enter, err);
	play_start(play, event);
	if (status == STATUS_OK &&
	    journal_entries(book->journal) < book->gone_seq)
		status = book_enter(book, play, &seq, err);
	if (status != STATUS_OK)
		return status;
	mark_gone(book, event);
	posting->seq = book->gone_seq;
	posting->outcome = OUTCOME_POSTED;
	return ids_add(book->ids, event->field[COLUMN_ID], posting->seq, err);
}

enum status book_redenominate(struct book *book, struct event *event,
			      struct posting *posting, struct err *err)
{
	enum status status;

	posting->outcome = OUTCOME_REFUSED;
	play_start(&book->play, event);
	if (event->quote == event->currency) {
		refuse(&posting->refusal, REFUSAL_BAD_CURRENCY, COLUMN_QUOTE,
		       "quote must be another currency than %s",
		       currency_code(event->currency));
		return STATUS_OK;
	}
	if (!play_living(&book->play, event->currency))
		return STATUS_OK;
	status = find_later(book, event, posting, err);
	if (status == STATUS_OK && posting->refusal.code == REFUSAL_NONE)
		status = test_fits(book, posting, err);
	if (status != STATUS_OK || posting->refusal.code != REFUSAL_NONE)
		return status;
	return enter_all(book, event, posting, err);
}
