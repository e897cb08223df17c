/* play.c: what the event table says, and the collecting of lines. */
#include "ledger/rules/play.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void play_release(struct play *play)
{
	free(play->lines);
	free(play->sums);
	free(play->changes);
	free(play->facts);
	memset(play, 0, sizeof *play);
}

bool play_refuse(struct play *play, enum refusal_code code, enum column column,
		 const char *format, ...)
{
	va_list args;

	va_start(args, format);
	refuse_args(play->refusal, code, column, format, args);
	va_end(args);
	return false;
}

static void add_line(struct line **lines, size_t *count, size_t *room,
		     const struct line *line)
{
	*lines = mem_grow(*lines, room, *count + 1, sizeof **lines);
	(*lines)[(*count)++] = *line;
}

static struct line line_of(enum account account, struct item *item,
			   uint8_t currency, int64_t amount)
{
	struct line line;

	line.account = account;
	line.currency = currency;
	line.amount = amount;
	line.of = item;
	line.item.bytes = item == NULL ? "" : item->code;
	line.item.size = item == NULL ? 0 : item->code_size;
	assert(line.currency != CURRENCY_NONE);
	return line;
}

void play_line_in(struct play *play, enum account account, struct item *item,
		  uint8_t currency, int64_t amount)
{
	struct line line;

	if (amount == 0)
		return;
	assert((account_row(account)->item == ITEM_NONE) == (item == NULL));
	assert(item == NULL || account_row(account)->item == item->kind);
	line = line_of(account, item, currency, amount);
	add_line(&play->lines, &play->line_count, &play->line_room, &line);
}

void play_line(struct play *play, enum account account, struct item *item,
	       int64_t amount)
{
	play_line_in(play, account, item, play->event->currency, amount);
}

/* The item stands on those of the two accounts that carry its kind. */
static struct item *carried(enum account account, struct item *item)
{
	if (item == NULL || account_row(account)->item != item->kind)
		return NULL;
	return item;
}

void play_pair(struct play *play, enum account debit, enum account credit,
	       struct item *item, int64_t amount)
{
	assert(amount >= 0);
	play_line(play, debit, carried(debit, item), amount);
	play_line(play, credit, carried(credit, item), -amount);
}

void play_sum(struct play *play, enum account sum, struct item *item,
	      int64_t amount)
{
	struct line line;

	if (amount == 0)
		return;
	assert(account_is_sum(sum));
	line = line_of(sum, item, play->event->currency, amount);
	add_line(&play->sums, &play->sum_count, &play->sum_room, &line);
}

static void add_change(struct play *play, const struct state_change *change)
{
	play->changes = mem_grow(play->changes, &play->change_room,
				 play->change_count + 1, sizeof *play->changes);
	play->changes[play->change_count++] = *change;
}

void play_state(struct play *play, struct item *item, enum state state)
{
	struct state_change change = {item, state, play->event->date,
				      play->event->since, 0};

	add_change(play, &change);
}

void play_fact(struct play *play, struct item *item, uint8_t column,
	       struct slice text)
{
	struct new_fact *fact;

	if (text.size == 0)
		return;
	play->facts = mem_grow(play->facts, &play->fact_room,
			       play->fact_count + 1, sizeof *play->facts);
	fact = &play->facts[play->fact_count++];
	fact->item = item;
	fact->column = column;
	fact->text = text;
}

void play_keep(struct play *play, const enum column *columns, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		play_fact(play, play->item, (uint8_t)columns[i],
			  event_field(play->event, columns[i]));
}

void play_complete(struct play *play, enum state state, enum event_code event)
{
	int32_t day = play->event->date;
	int32_t since = play->event->since;
	struct state_change *change;
	size_t i;

	for (i = 0; i < play->item->move_count; i++) {
		const struct move *move = &play->item->moves[i];

		if ((event != EVENT_NONE && move->event != (uint8_t)event) ||
		    move->event == EVENT_REVERSED || move->day < day ||
		    (move->day == day && move->since < since) ||
		    item_undone(play->item, move->seq, INT32_MAX))
			continue;
		day = move->day;
		since = move->since;
	}
	play_state(play, play->item, state);
	change = &play->changes[play->change_count - 1];
	change->day = day;
	change->since = since;
}

/* The code that a column names; of an `item` what stands behind the colon. */
static struct slice code_in(const struct event *event, enum column column)
{
	struct slice code = event_field(event, column);

	if (column == COLUMN_ITEM) {
		const char *colon = memchr(code.bytes, ':', code.size);

		assert(colon != NULL);
		code.size -= (size_t)(colon + 1 - code.bytes);
		code.bytes = colon + 1;
	}
	return code;
}

struct item *play_named(struct play *play, enum column column)
{
	enum item_kind kind =
		column == COLUMN_ITEM ? play->kind : column_item(column);

	if (!event_has(play->event, column))
		return NULL;
	return play->shelf->find(play->shelf->owner, kind,
				 code_in(play->event, column));
}

/* Which item does the row move? Mostly the table says it. */
static void resolve_item(struct play *play)
{
	struct slice name = event_field(play->event, COLUMN_ITEM);

	play->kind = play->row->item;
	play->column = play->row->item_column;
	play->from = play->row->from;
	if (play->column == COLUMN_ITEM) {
		const char *colon = memchr(name.bytes, ':', name.size);

		assert(colon != NULL);
		play->kind = item_kind_find(name.bytes,
					    (size_t)(colon - name.bytes));
	} else if (play->event->code == EVENT_CASH_EXCHANGED) {
		bool asset = event_has(play->event, COLUMN_ASSET);

		if (asset || event_has(play->event, COLUMN_CASE)) {
			play->kind = asset ? ITEM_ASSET : ITEM_CASE;
			play->column = asset ? COLUMN_ASSET : COLUMN_CASE;
			play->from = asset ? STATE_BIT(STATE_SOLD)
					   : STATE_BIT(STATE_OPEN);
		}
	}
}

struct item *play_unapplied(struct play *play, struct slice home,
			    struct slice offender)
{
	char code[LIMIT_ITEM_CODE_BYTES];
	struct slice name = {code, home.size + 1 + offender.size};

	assert(name.size <= sizeof code);
	memcpy(code, home.bytes, home.size);
	code[home.size] = '+';
	memcpy(code + home.size + 1, offender.bytes, offender.size);
	return play->shelf->make(play->shelf->owner, ITEM_UNAPPLIED, name);
}

int64_t play_least(const struct play *play, const struct item *item,
		   enum account account)
{
	int64_t least = item_least(item, account, play->event->currency,
				   play->event->date);

	/* behind the mirror of a correction a day can be short already */
	return least < 0 ? 0 : least;
}

/* Every item that the row names must stand; its own must not, when new. */
static bool find_items(struct play *play)
{
	const struct event_row *row = play->row;
	struct slice code;
	uint64_t left = row->references & play->event->filled;

	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);
		struct slice name = play->event->field[column];

		if (play_named(play, column) == NULL)
			return play_refuse(
				play, REFUSAL_UNKNOWN_ITEM, column,
				"%s %.*s is not on the book; post the event "
				"that opens it first",
				column_row(column)->name, (int)name.size,
				name.bytes);
	}
	play->item = NULL;
	if (play->kind == ITEM_NONE)
		return true;
	code = code_in(play->event, play->column);
	play->item = play_named(play, play->column);
	if (play->from == FROM_NEW && play->item != NULL)
		return play_refuse(play, REFUSAL_EXISTS, play->column,
				   "%s %.*s is on the book already; give a "
				   "new one a code of its own",
				   item_kind_name(play->kind), (int)code.size,
				   code.bytes);
	if (play->from != FROM_NEW && play->from != FROM_EITHER &&
	    play->item == NULL)
		return play_refuse(play, REFUSAL_UNKNOWN_ITEM, play->column,
				   "%s %.*s is not on the book; post the event "
				   "that opens it first",
				   item_kind_name(play->kind), (int)code.size,
				   code.bytes);
	if (play->item == NULL)
		play->item =
			play->shelf->make(play->shelf->owner, play->kind, code);
	return true;
}

/* "granted or final", in the row's own memory. */
static const char *states_text(const struct play *play)
{
	char text[120] = "";
	size_t used = 0;
	int state;

	for (state = 1; state < STATE_COUNT && used < sizeof text; state++)
		if ((play->from & STATE_BIT(state)) != 0)
			used += (size_t)snprintf(text + used,
						 sizeof text - used, "%s%s",
						 used == 0 ? "" : " or ",
						 state_name((enum state)state));
	return arena_copy(play->arena, text, strlen(text));
}

static bool test_state(struct play *play)
{
	enum state state = item_state(play->item);

	if (play->column == COLUMN_ITEM && !clock_allows(play))
		return false;
	if (play->event->code == EVENT_ASSET_LOST && state == STATE_SEIZED &&
	    slice_is(item_text(play->item, COLUMN_KIND), "cash"))
		return play_refuse(play, REFUSAL_WRONG_STATE, COLUMN_ASSET,
				   "asset %s is cash under seizure, which is "
				   "released or confiscated, not lost",
				   play->item->code);
	if (play->from == FROM_NEW || play->from == FROM_EITHER ||
	    (play->from & STATE_BIT(state)) != 0)
		return true;
	if (play->row->to != STATE_NONE && state == play->row->to)
		return play_refuse(play, REFUSAL_WRONG_STATE, play->column,
				   "%s %s is %s already; take the row out",
				   item_kind_name(play->item->kind),
				   play->item->code, state_name(state));
	return play_refuse(play, REFUSAL_WRONG_STATE, play->column,
			   "%s %s is %s; %s needs it %s: post what comes "
			   "before, or see `redress show %s`",
			   item_kind_name(play->item->kind), play->item->code,
			   state_name(state), play->row->name,
			   states_text(play), play->item->code);
}

/*
 * After an exchange the proceeds of an asset stand in another currency than
 * its own; a row that takes from them names that one.
 */
static bool keeps_foreign(const struct play *play)
{
	const struct item *item = play->item;
	size_t i;

	if (play->event->code == EVENT_CASH_EXCHANGED)
		return true;
	if (play->event->code != EVENT_ASSET_CHARGED &&
	    play->event->code != EVENT_ASSET_APPLIED)
		return false;
	for (i = 0; i < item->ending_count; i++)
		if (item->endings[i].account == ACCOUNT_TRUST_PROCEEDS &&
		    item->endings[i].currency == play->event->currency)
			return true;
	return false;
}

static bool test_currency_matches(struct play *play)
{
	uint8_t own = play->item->currency;

	if (own == CURRENCY_NONE || play->event->currency == own ||
	    play->from == FROM_NEW || keeps_foreign(play))
		return true;
	return play_refuse(play, REFUSAL_CURRENCY_MISMATCH, COLUMN_CURRENCY,
			   "%s %s is kept in %s, not %s; leave currency empty "
			   "or write its own",
			   item_kind_name(play->item->kind), play->item->code,
			   currency_code(own),
			   currency_code(play->event->currency));
}

static bool date_refused(struct play *play, const struct item *item,
			 int32_t day)
{
	char text[DAY_TEXT_SIZE];

	day_format(day, text);
	if (item_state(item) == STATE_NONE)
		return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
				   "%s %s was on the book until %s, when its "
				   "first event was reversed; date the row on "
				   "or after that day, or give it a new code",
				   item_kind_name(item->kind), item->code,
				   text);
	return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_DATE,
			   "%s %s is %s only since %s; date the row on or "
			   "after that day and put the day on which it "
			   "happened into since",
			   item_kind_name(item->kind), item->code,
			   state_name(item_state(item)), text);
}

bool play_moves_money(const struct event *event)
{
	return event->code != EVENT_RATE_SET &&
	       event_row(event->code)->item_column != COLUMN_ITEM;
}

/*
 * No row in a currency that is gone, nor one in the currency that took its
 * place dated before that day. A rate and a clock move no money and are free
 * of this.
 */
bool play_living(struct play *play, uint8_t currency)
{
	size_t i;

	if (!play_moves_money(play->event) || currency == CURRENCY_NONE)
		return true;
	for (i = 0; i < play->shelf->redenomination_count; i++) {
		const struct redenomination *gone =
			&play->shelf->redenominations[i];
		char day[DAY_TEXT_SIZE];

		if (currency != gone->currency &&
		    (currency != gone->quote || play->event->date >= gone->day))
			continue;
		day_format(gone->day, day);
		return play_refuse(play, REFUSAL_DATE_ORDER, COLUMN_CURRENCY,
				   "%s became %s on %s; give the amount in %s "
				   "and date the row on or after that day",
				   currency_code(gone->currency),
				   currency_code(gone->quote), day,
				   currency_code(gone->quote));
	}
	return true;
}

static bool test_dates(struct play *play)
{
	uint64_t left = play->row->references & play->event->filled;
	int32_t date = play->event->date;

	if (play->item != NULL && play->item->change_count > 0 &&
	    play->column != COLUMN_ITEM && date < item_changed_on(play->item))
		return date_refused(play, play->item,
				    item_changed_on(play->item));
	for (; left != 0; left &= left - 1) {
		struct item *named =
			play_named(play, (enum column)__builtin_ctzll(left));

		if (date < item_began_on(named))
			return date_refused(play, named, item_began_on(named));
	}
	return play_living(play, play->event->currency) &&
	       play_living(play, play->event->quote);
}

void play_start(struct play *play, struct event *event)
{
	play->event = event;
	play->row = event_row(event->code);
	play->item = NULL;
	play->kind = ITEM_NONE;
	play->column = COLUMN_NONE;
	play->from = FROM_NEW;
	play->line_count = play->sum_count = 0;
	play->change_count = play->fact_count = 0;
	play->refusal->code = REFUSAL_NONE;
}

bool play_event(struct play *play, struct event *event)
{
	play_start(play, event);
	resolve_item(play);
	if (!find_items(play) ||
	    !event_settle(event,
			  play->item == NULL || play->from == FROM_NEW
				  ? CURRENCY_NONE
				  : play->item->currency,
			  play->refusal))
		return false;
	if (play->item != NULL &&
	    (!test_state(play) || !test_currency_matches(play)))
		return false;
	if (!test_dates(play) || !play->row->play(play))
		return false;
	if (play->row->to != STATE_NONE)
		play_state(play, play->item, play->row->to);
	return guard_lines(play);
}

static void apply_lines(const struct play *play, const struct line *lines,
			size_t count, uint32_t seq)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct move move;

		if (lines[i].of == NULL)
			continue;
		move.day = play->event->date;
		move.since = play->event->since;
		move.seq = seq;
		move.event = (uint8_t)play->event->code;
		move.account = (uint8_t)lines[i].account;
		move.currency = lines[i].currency;
		move.amount = lines[i].amount;
		item_move(lines[i].of, &move);
	}
}

static void add_to_controls(struct play *play, int sign)
{
	size_t i;

	for (i = 0; i < play->line_count; i++)
		series_add(play->shelf->series(play->shelf->owner,
					       play->lines[i].account,
					       play->lines[i].currency),
			   play->event->date, sign * play->lines[i].amount);
}

/* A code that comes back may do so in another currency. */
static void set_currency(struct play *play, uint32_t seq)
{
	struct item *item = play->item;
	uint8_t before = item->currency;
	uint8_t now = play->event->currency;

	if (before != CURRENCY_NONE && before != now) {
		struct slice old = {currency_code(before), 3};
		struct slice fresh = {currency_code(now), 3};

		if (item_text(item, COLUMN_CURRENCY).size == 0)
			item_fact(item, COLUMN_CURRENCY, item->changes[0].day,
				  seq, old);
		item_fact(item, COLUMN_CURRENCY, play->event->date, seq, fresh);
	}
	item->currency = now;
}

/* What rests on an event is read from its items: each must show it. */
static void leave_trace(struct play *play, uint32_t seq)
{
	struct slice nothing = {"", 0};
	struct item *item = play->item;
	size_t i;

	for (i = item->move_count; i > 0; i--)
		if (item->moves[i - 1].seq == seq)
			return;
	for (i = item->fact_count; i > 0; i--)
		if (item->facts[i - 1].seq == seq)
			return;
	for (i = item->change_count; i > 0; i--)
		if (item->changes[i - 1].seq == seq)
			return;
	item_fact(item, FACT_NAMED, play->event->date, seq, nothing);
}

void play_apply(struct play *play, uint32_t seq)
{
	size_t i;

	for (i = 0; i < play->fact_count; i++)
		item_fact(play->facts[i].item, play->facts[i].column,
			  play->event->date, seq, play->facts[i].text);
	for (i = 0; i < play->change_count; i++) {
		struct change change;

		change.day = play->changes[i].day;
		change.since = play->changes[i].since;
		change.seq = seq;
		change.undoes = play->changes[i].undoes;
		change.event = (uint8_t)play->event->code;
		change.state = (uint8_t)play->changes[i].state;
		item_change(play->changes[i].item, &change);
	}
	if (play->item != NULL && play->from == FROM_NEW)
		set_currency(play, seq);
	apply_lines(play, play->lines, play->line_count, seq);
	apply_lines(play, play->sums, play->sum_count, seq);
	if (play->item != NULL && play->item->kind != ITEM_CASE)
		leave_trace(play, seq);
	add_to_controls(play, 1);
}

void play_withdraw(struct play *play)
{
	add_to_controls(play, -1);
}
