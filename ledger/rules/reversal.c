/*
 * reversal.c: the mirror of an entry. Nothing is edited: the mirror takes
 * out again what the target put in, states go back, and both stay.
 */
#include "ledger/rules/play.h"

#include <assert.h>
#include <stdio.h>

enum { ITEMS_FIRST = 8 };

/* The items that an entry touched, each once. */
struct touched {
	struct item **list;
	size_t count, room;
};

/* The code under which a reversed entry is remembered. */
static struct slice entry_code(struct arena *arena, uint32_t seq)
{
	char text[16];
	int size = snprintf(text, sizeof text, "#%u", (unsigned int)seq);
	struct slice code = {arena_copy(arena, text, (size_t)size),
			     (size_t)size};

	return code;
}

static void touch(struct play *play, struct touched *touched, struct item *item)
{
	size_t i;

	if (item == NULL)
		return;
	for (i = 0; i < touched->count; i++)
		if (touched->list[i] == item)
			return;
	if (touched->count == touched->room) {
		size_t room =
			touched->room == 0 ? ITEMS_FIRST : touched->room * 2;
		struct item **list =
			arena_alloc(play->arena, room * sizeof *list);

		for (i = 0; i < touched->count; i++)
			list[i] = touched->list[i];
		touched->list = list;
		touched->room = room;
	}
	touched->list[touched->count++] = item;
}

/* The item that the target moved, as its own row named it. */
static struct item *own_item(struct play *play, const struct event *event)
{
	enum column column = event_row(event->code)->item_column;
	enum item_kind kind = event_row(event->code)->item;
	struct slice code;

	if (event->code == EVENT_CASH_EXCHANGED)
		column = COLUMN_ASSET;
	if (column == COLUMN_NONE || !event_has(event, column))
		return NULL;
	code = event_field(event, column);
	if (column == COLUMN_ASSET)
		kind = ITEM_ASSET;
	if (column == COLUMN_ITEM) {
		const char *colon = memchr(code.bytes, ':', code.size);

		assert(colon != NULL);
		kind = item_kind_find(code.bytes, (size_t)(colon - code.bytes));
		code.size -= (size_t)(colon + 1 - code.bytes);
		code.bytes = colon + 1;
	}
	/* money of a case is not the case: its pools and awards are */
	if (kind == ITEM_CASE && event->code != EVENT_CASE_OPENED)
		return NULL;
	return play->shelf->find(play->shelf->owner, kind, code);
}

static void find_touched(struct play *play, const struct entry *target,
			 struct touched *touched)
{
	size_t i;

	touch(play, touched, own_item(play, &target->event));
	for (i = 0; i < target->line_count; i++) {
		const struct line *line = &target->lines[i];

		if (line->item.size > 0)
			touch(play, touched,
			      play->shelf->make(
				      play->shelf->owner,
				      account_row(line->account)->item,
				      line->item));
	}
}

static bool rests(const struct item *item, uint32_t seq, uint8_t event,
		  uint32_t target)
{
	return seq > target && event != EVENT_REVERSED &&
	       !item_undone(item, seq, INT32_MAX);
}

/*
 * A claim that a case or a parent names: its raising, when reversed, is
 * marked on the claim alone.
 */
static bool named_gone(struct play *play, const struct fact *fact)
{
	return (fact->column == FACT_MEMBER || fact->column == FACT_CHILD) &&
	       play->shelf->find(play->shelf->owner, ITEM_EVENT,
				 entry_code(play->arena, fact->seq)) != NULL;
}

/* The first entry behind `target` that touched the item; 0 when none. */
static uint32_t first_after(struct play *play, const struct item *item,
			    uint32_t target)
{
	uint32_t first = 0;
	size_t i;

	for (i = 0; i < item->move_count; i++)
		if (rests(item, item->moves[i].seq, item->moves[i].event,
			  target) &&
		    (first == 0 || item->moves[i].seq < first))
			first = item->moves[i].seq;
	for (i = 0; i < item->change_count; i++)
		if (rests(item, item->changes[i].seq, item->changes[i].event,
			  target) &&
		    (first == 0 || item->changes[i].seq < first))
			first = item->changes[i].seq;
	for (i = 0; i < item->fact_count; i++)
		if (item->facts[i].column != FACT_REVERSED &&
		    !named_gone(play, &item->facts[i]) &&
		    rests(item, item->facts[i].seq, EVENT_NONE, target) &&
		    (first == 0 || item->facts[i].seq < first))
			first = item->facts[i].seq;
	return first;
}

/* Any later event that names the case rests on its opening. */
static uint32_t first_in_case(struct play *play, const struct entry *target)
{
	struct slice code = event_field(&target->event, COLUMN_CASE);
	struct entry later;
	uint32_t seq = target->seq + 1;

	for (; play->shelf->by_number(play->shelf->owner, seq, &later); seq++)
		if (event_has(&later.event, COLUMN_CASE) &&
		    slice_equal(event_field(&later.event, COLUMN_CASE), code) &&
		    play->shelf->find(play->shelf->owner, ITEM_EVENT,
				      entry_code(play->arena, seq)) == NULL)
			return seq;
	return 0;
}

static bool test_depends(struct play *play, const struct entry *target,
			 enum column column)
{
	struct touched touched = {NULL, 0, 0};
	struct entry blocking;
	uint32_t first = 0;
	size_t i;

	if (target->event.code == EVENT_CASE_OPENED)
		first = first_in_case(play, target);
	find_touched(play, target, &touched);
	for (i = 0; i < touched.count; i++) {
		uint32_t seq = first_after(play, touched.list[i], target->seq);

		if (seq != 0 && (first == 0 || seq < first))
			first = seq;
	}
	if (first == 0)
		return true;
	if (!play->shelf->by_number(play->shelf->owner, first, &blocking))
		return play_refuse(play, REFUSAL_DEPENDS, column,
				   "later events rest on it");
	return play_refuse(play, REFUSAL_DEPENDS, column,
			   "the later event %.*s (%s) rests on it; reverse "
			   "that one first",
			   (int)blocking.event.field[COLUMN_ID].size,
			   blocking.event.field[COLUMN_ID].bytes,
			   event_row(blocking.event.code)->name);
}

/*
 * A state that goes back does so on or after the item's last change, even
 * where that one was itself taken back.
 */
static bool test_order(struct play *play, const struct entry *target,
		       enum column column)
{
	const struct item *item = own_item(play, &target->event);
	int32_t day = column == COLUMN_TARGET ? play->event->date
					      : target->event.date;
	size_t i;

	if (item == NULL)
		return true;
	for (i = 0; i < item->change_count; i++)
		if (item->changes[i].seq == target->seq)
			break;
	if (i == item->change_count || i + 1 == item->change_count ||
	    item->changes[item->change_count - 1].day <= day)
		return true;
	return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
			   "the state of %s %s changed after that day; date "
			   "the reversal later",
			   item_kind_name(item->kind), item->code);
}

bool reversal_target(struct play *play, enum column column, struct slice id,
		     struct entry *target)
{
	if (!play->shelf->by_id(play->shelf->owner, id, target))
		return play_refuse(play, REFUSAL_UNKNOWN_ITEM, column,
				   "no event %.*s is on the book; the id of an "
				   "event stands in `redress show` of its item",
				   (int)id.size, id.bytes);
	if (target->event.code == EVENT_REVERSED ||
	    target->event.code == EVENT_CURRENCY_REDENOMINATED)
		return play_refuse(play, REFUSAL_WRONG_STATE, column,
				   "event %.*s is a %s, which cannot be "
				   "reversed; post what is right instead",
				   (int)id.size, id.bytes,
				   event_row(target->event.code)->name);
	if (play->shelf->find(play->shelf->owner, ITEM_EVENT,
			      entry_code(play->arena, target->seq)) != NULL)
		return play_refuse(play, REFUSAL_WRONG_STATE, column,
				   "event %.*s was reversed already; `redress "
				   "show %.*s` says by what, and what stands "
				   "in its place",
				   (int)id.size, id.bytes, (int)id.size,
				   id.bytes);
	if (column == COLUMN_TARGET && play->event->date < target->event.date)
		return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
				   "a reversal is not dated before the event "
				   "that it reverses; date it on that day or "
				   "later");
	return test_depends(play, target, column) &&
	       test_order(play, target, column) &&
	       (!play_moves_money(&target->event) ||
		(play_living(play, target->event.currency) &&
		 play_living(play, target->event.quote)));
}

/* The sums of an item that the target moved, the other way round. */
static void mirror_sums(struct play *play, struct item *item, uint32_t seq)
{
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->seq != seq ||
		    !account_is_sum((enum account)move->account))
			continue;
		assert(move->currency == play->event->currency);
		play_sum(play, (enum account)move->account, item,
			 -move->amount);
	}
}

/* The state that the item had before the target changed it. */
static void mirror_state(struct play *play, struct item *item, uint32_t seq)
{
	struct state_change *back;
	size_t i = item->change_count;

	while (i > 0 && item->changes[i - 1].seq != seq)
		i--;
	if (i == 0)
		return;
	play_state(play, item, STATE_NONE);
	back = &play->changes[play->change_count - 1];
	back->undoes = seq;
	/* off the book it has no day; what was taken back there may be later */
	if (i > 1 && item->changes[i - 2].state != STATE_NONE) {
		back->state = (enum state)item->changes[i - 2].state;
		back->since = item->changes[i - 2].since;
	}
	if (back->day < item->changes[i - 1].day)
		back->day = item->changes[i - 1].day;
}

static void mark_reversed(struct play *play, struct item *item,
			  const struct entry *target)
{
	char day[DAY_TEXT_SIZE];
	char text[32];
	int size;

	day_format(target->event.date, day);
	size = snprintf(text, sizeof text, "%u %s", (unsigned int)target->seq,
			day);
	play_fact(play, item, FACT_REVERSED,
		  (struct slice){arena_copy(play->arena, text, (size_t)size),
				 (size_t)size});
}

static void mirror(struct play *play, const struct entry *target)
{
	struct touched touched = {NULL, 0, 0};
	struct item *record;
	size_t i;

	for (i = 0; i < target->line_count; i++) {
		const struct line *line = &target->lines[i];
		struct item *item = NULL;

		if (line->item.size > 0)
			item = play->shelf->make(
				play->shelf->owner,
				account_row(line->account)->item, line->item);
		play_line_in(play, line->account, item, line->currency,
			     -line->amount);
	}
	find_touched(play, target, &touched);
	play->event->currency = target->event.currency;
	for (i = 0; i < touched.count; i++) {
		mirror_sums(play, touched.list[i], target->seq);
		mark_reversed(play, touched.list[i], target);
	}
	if (touched.count > 0)
		mirror_state(play, touched.list[0], target->seq);
	record = play->shelf->make(play->shelf->owner, ITEM_EVENT,
				   entry_code(play->arena, target->seq));
	play_state(play, record, STATE_REVERSED);
	mark_reversed(play, record, target);
	play->event->currency = CURRENCY_NONE;
}

bool play_reversal(struct play *play)
{
	struct entry target;

	if (!reversal_target(play, COLUMN_TARGET,
			     event_field(play->event, COLUMN_TARGET), &target))
		return false;
	mirror(play, &target);
	return true;
}

bool play_mirror(struct play *play, struct event *event)
{
	struct entry target;
	bool there;

	play_start(play, event);
	there = play->shelf->by_id(play->shelf->owner,
				   event_field(event, COLUMN_TARGET), &target);
	assert(there);
	mirror(play, &target);
	return true;
}
