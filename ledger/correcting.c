/*
 * correcting.c: a row that replaces an earlier one. The mirror of the old
 * event and the new event are two entries that stand or fall together: the
 * mirror goes in first, the row is played on what is left, then every day
 * is tested, and if anything is amiss both come out again.
 */
#include "ledger/bookparts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* An item as it was before the correction. */
struct before {
	struct item *item;
	struct slice bytes;
	bool dirty;
};

struct befores {
	struct before *list;
	size_t count, room;
};

static void save_item(struct book *book, struct befores *befores,
		      struct item *item)
{
	struct text bytes = TEXT_ZERO;
	struct before *before;
	size_t i;

	for (i = 0; i < befores->count; i++)
		if (befores->list[i].item == item)
			return;
	befores->list = mem_grow(befores->list, &befores->room,
				 befores->count + 1, sizeof *befores->list);
	before = &befores->list[befores->count++];
	item_pack(item, &bytes);
	before->item = item;
	before->dirty = item->dirty;
	before->bytes.bytes = arena_copy(&book->arena, bytes.bytes, bytes.size);
	before->bytes.size = bytes.size;
	text_release(&bytes);
}

/* Every item that a play will change. */
static void save_items(struct book *book, struct befores *befores,
		       const struct play *play)
{
	size_t i;

	for (i = 0; i < play->line_count; i++)
		if (play->lines[i].of != NULL)
			save_item(book, befores, play->lines[i].of);
	for (i = 0; i < play->sum_count; i++)
		save_item(book, befores, play->sums[i].of);
	for (i = 0; i < play->change_count; i++)
		save_item(book, befores, play->changes[i].item);
	for (i = 0; i < play->fact_count; i++)
		save_item(book, befores, play->facts[i].item);
	if (play->item != NULL)
		save_item(book, befores, play->item);
}

static void restore_items(struct befores *befores)
{
	size_t i;

	for (i = 0; i < befores->count; i++) {
		struct before *before = &befores->list[i];
		struct item *item = before->item;
		struct slice code = {item->code, item->code_size};
		char name[LIMIT_ITEM_CODE_BYTES];
		bool read;

		memcpy(name, code.bytes, code.size);
		code.bytes = name;
		item_reset(item, item->kind, code);
		read = item_unpack(item, before->bytes.bytes,
				   before->bytes.size);
		assert(read);
		item->dirty = before->dirty;
	}
}

/*
 * The mirror is an event of its own: the row's id, the target's day where
 * that month is open, else the row's; that
 * its target is what it corrects marks it as the first half of a pair.
 */
static void mirror_event(const struct book *book, const struct event *event,
			 const struct entry *target, struct event *mirror)
{
	memset(mirror, 0, sizeof *mirror);
	mirror->code = EVENT_REVERSED;
	mirror->filled = COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |
			 COLUMN_BIT(COLUMN_DATE) | COLUMN_BIT(COLUMN_SINCE) |
			 COLUMN_BIT(COLUMN_TARGET) |
			 COLUMN_BIT(COLUMN_CORRECTS);
	mirror->field[COLUMN_ID] = event->field[COLUMN_ID];
	mirror->field[COLUMN_TARGET] = event->field[COLUMN_CORRECTS];
	mirror->field[COLUMN_CORRECTS] = event->field[COLUMN_CORRECTS];
	mirror->date = target->event.date;
	if (mirror->date < book_first_open(book))
		mirror->date = event->date;
	mirror->since = mirror->date;
	mirror->start = mirror->end = mirror->due = DAY_NONE;
	mirror->currency = mirror->quote = CURRENCY_NONE;
}

/* With the mirror in, play the row and test all days; false: refused. */
static bool play_second(struct book *book, struct befores *befores,
			struct event *event, uint32_t seq)
{
	struct play *first = &book->mirror;
	struct play *second = &book->play;
	int32_t from = first->event->date < event->date ? first->event->date
							: event->date;
	bool holds;

	if (!play_event(second, event))
		return false;
	save_items(book, befores, second);
	play_apply(second, seq);
	holds = guard_applied(first, first->event->date) &&
		guard_applied(second, from);
	if (!holds)
		play_withdraw(second);
	return holds;
}

static enum status enter_both(struct book *book, struct event *event,
			      struct posting *posting, struct err *err)
{
	const struct play *plays[2] = {&book->mirror, &book->play};
	enum status status = STATUS_OK;
	int i;

	for (i = 0; i < 2 && status == STATUS_OK; i++)
		status = journal_append(book->journal, plays[i]->event,
					plays[i]->lines, plays[i]->line_count,
					err);
	if (status != STATUS_OK)
		return status;
	posting->seq = journal_entries(book->journal);
	posting->outcome = OUTCOME_POSTED;
	return ids_add(book->ids, event->field[COLUMN_ID], posting->seq, err);
}

enum status book_correct(struct book *book, struct event *event,
			 struct posting *posting, struct err *err)
{
	struct befores befores = {NULL, 0, 0};
	struct play *first = &book->mirror;
	uint32_t seq = journal_entries(book->journal) + 1;
	struct entry target;
	struct event mirror;
	enum status status = STATUS_OK;

	posting->outcome = OUTCOME_REFUSED;
	play_start(&book->play, event);
	if (!reversal_target(&book->play, COLUMN_CORRECTS,
			     event_field(event, COLUMN_CORRECTS), &target))
		return STATUS_OK;
	mirror_event(book, event, &target, &mirror);
	first->refusal = &posting->refusal;
	play_mirror(first, &mirror);
	save_items(book, &befores, first);
	play_apply(first, seq);
	if (play_second(book, &befores, event, seq + 1)) {
		status = enter_both(book, event, posting, err);
	} else {
		play_withdraw(first);
		restore_items(&befores);
	}
	free(befores.list);
	return status;
}
