/* item.c: the history of one item, read for any day. */
#include "ledger/rules/item.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/*
 * The vectors of an item stand in one block behind each other, those of the
 * widest alignment first: an import makes and forgets items by the million.
 */
enum part {
	PART_MOVES,
	PART_ENDINGS,
	PART_CHANGES,
	PART_FACTS,
	PART_TEXTS,
	PART_COUNT
};

struct item_block {
	size_t size; /* of the whole */
	uint32_t room[PART_COUNT];
};

/* Bytes of one, and how many there is room for at first. */
static const struct {
	size_t size;
	uint32_t first;
} parts[PART_COUNT] = {
	[PART_MOVES] = {sizeof(struct move), 4},
	[PART_ENDINGS] = {sizeof(struct ending), 4},
	[PART_CHANGES] = {sizeof(struct change), 2},
	[PART_FACTS] = {sizeof(struct fact), 6},
	[PART_TEXTS] = {1, 48},
};

static void *move_part(char **to, enum part part, uint32_t room,
		       const void *from, size_t count)
{
	void *place = *to;

	if (count > 0)
		memcpy(place, from, count * parts[part].size);
	*to += room * parts[part].size;
	return place;
}

/* What stood in the item goes to a block, in the order of enum part. */
static void settle_in(struct item *item, struct item_block *block)
{
	char *at = (char *)(block + 1);
	const uint32_t *room = block->room;

	item->moves = move_part(&at, PART_MOVES, room[PART_MOVES], item->moves,
				item->move_count);
	item->endings = move_part(&at, PART_ENDINGS, room[PART_ENDINGS],
				  item->endings, item->ending_count);
	item->changes = move_part(&at, PART_CHANGES, room[PART_CHANGES],
				  item->changes, item->change_count);
	item->facts = move_part(&at, PART_FACTS, room[PART_FACTS], item->facts,
				item->fact_count);
	item->texts.bytes = move_part(&at, PART_TEXTS, room[PART_TEXTS],
				      item->texts.bytes, item->texts.size);
	free(item->block);
	item->block = block;
}

static void grow(struct item *item, enum part part, size_t wanted)
{
	struct item_block header = {sizeof header, {0}};
	struct item_block *block;
	size_t room;
	int i;

	assert(wanted <= UINT32_MAX / 2);
	if (item->block != NULL)
		header = *item->block;
	room = header.room[part] == 0 ? parts[part].first
				      : (size_t)header.room[part] * 2;
	header.room[part] = (uint32_t)(room < wanted ? wanted : room);
	header.size = sizeof header;
	for (i = 0; i < PART_COUNT; i++)
		header.size += header.room[i] * parts[i].size;
	block = mem_resize(NULL, header.size);
	*block = header;
	settle_in(item, block);
}

/* Make room for `more` behind what stands. */
static void reserve(struct item *item, enum part part, size_t count,
		    size_t more)
{
	if (item->block == NULL || item->block->room[part] - count < more)
		grow(item, part, count + more);
}

void item_reset(struct item *item, enum item_kind kind, struct slice code)
{
	assert(code.size > 0 && code.size <= LIMIT_ITEM_CODE_BYTES);
	item->kind = kind;
	item->currency = CURRENCY_NONE;
	item->dirty = false;
	item->code_size = (uint8_t)code.size;
	memcpy(item->code, code.bytes, code.size);
	item->code[code.size] = '\0';
	item->move_count = item->change_count = 0;
	item->fact_count = item->ending_count = 0;
	item->texts.size = 0;
}

struct item *item_new(enum item_kind kind, struct slice code)
{
	struct item *item = mem_alloc(sizeof *item);

	item_reset(item, kind, code);
	return item;
}

void item_free(struct item *item)
{
	if (item == NULL)
		return;
	free(item->block);
	free(item);
}

size_t item_memory(const struct item *item)
{
	return sizeof *item + (item->block == NULL ? 0 : item->block->size);
}

/* Index of the change with a number, below `before`; or `before`. */
static size_t find_change(const struct item *item, uint32_t seq, size_t before)
{
	size_t i;

	for (i = before; i > 0; i--)
		if (item->changes[i - 1].seq == seq)
			return i - 1;
	return before;
}

/*
 * The last change dated by `day`, without those that were taken back on
 * their own day: these left no trace. One that was taken back later leaves
 * the change that takes it back.
 */
const struct change *item_change_known(const struct item *item, int32_t day,
				       uint32_t before)
{
	size_t i = item->change_count;

	while (i > 0) {
		const struct change *change = &item->changes[i - 1];
		size_t undone;

		if (change->day > day || change->seq >= before) {
			i--;
			continue;
		}
		if (change->undoes == 0)
			return change;
		undone = find_change(item, change->undoes, i - 1);
		if (undone == i - 1 || item->changes[undone].day != change->day)
			return change;
		i = undone;
	}
	return NULL;
}

const struct change *item_change_at(const struct item *item, int32_t day)
{
	return item_change_known(item, day, ITEM_ALL_KNOWN);
}

enum state item_state_at(const struct item *item, int32_t day)
{
	const struct change *change = item_change_at(item, day);

	return change == NULL ? STATE_NONE : (enum state)change->state;
}

enum state item_state(const struct item *item)
{
	return item_state_at(item, INT32_MAX);
}

static bool taken_back(const struct item *item, uint32_t seq, int32_t day,
		       uint32_t before)
{
	size_t i;

	for (i = 0; i < item->change_count; i++)
		if (item->changes[i].undoes == seq &&
		    item->changes[i].day <= day &&
		    item->changes[i].seq < before)
			return true;
	return false;
}

const struct change *item_reached_known(const struct item *item,
					enum state state, int32_t day,
					uint32_t before)
{
	size_t i;

	for (i = item->change_count; i > 0; i--) {
		const struct change *change = &item->changes[i - 1];

		if (change->state == (uint8_t)state && change->day <= day &&
		    change->seq < before &&
		    !taken_back(item, change->seq, day, before))
			return change;
	}
	return NULL;
}

const struct change *item_reached(const struct item *item, enum state state,
				  int32_t day)
{
	return item_reached_known(item, state, day, ITEM_ALL_KNOWN);
}

int32_t item_changed_on(const struct item *item)
{
	const struct change *change = item_change_at(item, INT32_MAX);

	return change == NULL ? DAY_NONE : change->day;
}

int32_t item_began_on(const struct item *item)
{
	int32_t day = DAY_NONE;
	size_t i;

	for (i = item->change_count; i > 0; i--) {
		if (item->changes[i - 1].state == STATE_NONE)
			break;
		day = item->changes[i - 1].day;
	}
	return day;
}

/* A FACT_REVERSED says "NUMBER DAY" of the entry that was reversed. */
static bool reversed_fact(const struct item *item, const struct fact *fact,
			  uint32_t *seq, int32_t *day)
{
	const char *text = item->texts.bytes + fact->offset;
	size_t at = 0;

	if (fact->column != FACT_REVERSED)
		return false;
	*seq = 0;
	for (; at < fact->size && text[at] != ' '; at++)
		*seq = *seq * 10 + (uint32_t)(text[at] - '0');
	return at < fact->size &&
	       day_parse(text + at + 1, fact->size - at - 1, day);
}

bool item_undone(const struct item *item, uint32_t seq, int32_t day)
{
	uint32_t target;
	int32_t target_day;
	size_t i;

	for (i = item->fact_count; i > 0; i--)
		if (item->facts[i - 1].day <= day &&
		    reversed_fact(item, &item->facts[i - 1], &target,
				  &target_day) &&
		    target == seq)
			return true;
	return false;
}

bool item_cancelled(const struct item *item, uint32_t seq)
{
	uint32_t target;
	int32_t target_day;
	size_t i;

	for (i = 0; i < item->fact_count; i++)
		if (reversed_fact(item, &item->facts[i], &target,
				  &target_day) &&
		    (target == seq || item->facts[i].seq == seq) &&
		    target_day == item->facts[i].day)
			return true;
	return false;
}

uint8_t item_currency_at(const struct item *item, int32_t day)
{
	struct slice code = item_text_at(item, COLUMN_CURRENCY, day);

	return code.size == 0 ? item->currency
			      : currency_find(code.bytes, code.size);
}

static struct ending *find_ending(const struct item *item, uint8_t account,
				  uint8_t currency)
{
	size_t i;

	for (i = 0; i < item->ending_count; i++) {
		struct ending *ending = &item->endings[i];

		if (ending->account == account && ending->currency == currency)
			return ending;
	}
	return NULL;
}

int64_t item_ending(const struct item *item, enum account account,
		    uint8_t currency)
{
	const struct ending *ending =
		find_ending(item, (uint8_t)account, currency);

	return ending == NULL ? 0 : ending->amount;
}

static bool concerns(const struct move *move, enum account account,
		     uint8_t currency)
{
	return move->account == (uint8_t)account && move->currency == currency;
}

int64_t item_at(const struct item *item, enum account account, uint8_t currency,
		int32_t day)
{
	int64_t balance = item_ending(item, account, currency);
	size_t i = item->move_count;

	while (i > 0 && item->moves[i - 1].day > day) {
		i--;
		if (concerns(&item->moves[i], account, currency))
			balance -= item->moves[i].amount;
	}
	return balance;
}

int64_t item_least(const struct item *item, enum account account,
		   uint8_t currency, int32_t from)
{
	int64_t sign = account_side(account) == SIDE_CREDIT ? -1 : 1;
	int64_t balance = sign * item_ending(item, account, currency);
	int64_t least = balance;
	size_t i = item->move_count;

	while (i > 0 && item->moves[i - 1].day > from) {
		int32_t day = item->moves[i - 1].day;

		for (; i > 0 && item->moves[i - 1].day == day; i--)
			if (concerns(&item->moves[i - 1], account, currency))
				balance -= sign * item->moves[i - 1].amount;
		if (balance < least)
			least = balance;
	}
	return least;
}

int32_t item_short_on(const struct item *item, enum account account,
		      uint8_t currency, int32_t from, int64_t less)
{
	int64_t sign = account_side(account) == SIDE_CREDIT ? -1 : 1;
	int64_t balance = sign * item_at(item, account, currency, from);
	size_t i = 0;

	if (balance < less)
		return from;
	while (i < item->move_count && item->moves[i].day <= from)
		i++;
	while (i < item->move_count) {
		int32_t day = item->moves[i].day;

		for (; i < item->move_count && item->moves[i].day == day; i++)
			if (concerns(&item->moves[i], account, currency))
				balance += sign * item->moves[i].amount;
		if (balance < less)
			return day;
	}
	return DAY_NONE;
}

static void end_with(struct item *item, const struct move *move)
{
	struct ending *ending =
		find_ending(item, move->account, move->currency);

	if (ending == NULL) {
		reserve(item, PART_ENDINGS, item->ending_count, 1);
		ending = &item->endings[item->ending_count++];
		ending->account = move->account;
		ending->currency = move->currency;
		ending->amount = 0;
	}
	ending->amount += move->amount;
}

void item_move(struct item *item, const struct move *move)
{
	size_t at = item->move_count;

	assert(move->since <= move->day); /* the difference is what is kept */
	reserve(item, PART_MOVES, item->move_count, 1);
	while (at > 0 && item->moves[at - 1].day > move->day)
		at--;
	memmove(item->moves + at + 1, item->moves + at,
		(item->move_count - at) * sizeof *item->moves);
	item->moves[at] = *move;
	item->move_count++;
	item->dirty = true;
	end_with(item, move);
}

void item_change(struct item *item, const struct change *change)
{
	assert(item_changed_on(item) <= change->day);
	assert(change->since <= change->day);
	reserve(item, PART_CHANGES, item->change_count, 1);
	item->changes[item->change_count++] = *change;
	item->dirty = true;
}

void item_fact(struct item *item, uint8_t column, int32_t day, uint32_t seq,
	       struct slice text)
{
	struct fact *fact;

	assert(text.size <= UINT16_MAX);
	reserve(item, PART_FACTS, item->fact_count, 1);
	reserve(item, PART_TEXTS, item->texts.size, text.size);
	fact = &item->facts[item->fact_count++];
	fact->column = column;
	fact->day = day;
	fact->seq = seq;
	fact->offset = (uint32_t)item->texts.size;
	fact->size = (uint16_t)text.size;
	if (text.size > 0)
		memcpy(item->texts.bytes + item->texts.size, text.bytes,
		       text.size);
	item->texts.size += text.size;
	item->dirty = true;
}

struct slice item_text_at(const struct item *item, uint8_t column, int32_t day)
{
	struct slice none = {"", 0};
	size_t i;

	for (i = item->fact_count; i > 0; i--) {
		const struct fact *fact = &item->facts[i - 1];

		if (fact->column == column && fact->day <= day) {
			none.bytes = item->texts.bytes + fact->offset;
			none.size = fact->size;
			return none;
		}
	}
	return none;
}

struct slice item_text(const struct item *item, uint8_t column)
{
	return item_text_at(item, column, INT32_MAX);
}

bool codes_hold(struct slice list, struct slice code)
{
	size_t at = 0;

	while (at < list.size) {
		const char *start = list.bytes + at;
		const char *stop = memchr(start, ';', list.size - at);
		size_t size =
			stop == NULL ? list.size - at : (size_t)(stop - start);

		if (size == code.size && memcmp(start, code.bytes, size) == 0)
			return true;
		at += size + 1;
	}
	return false;
}

struct slice codes_first(struct slice list)
{
	const char *stop =
		list.size == 0 ? NULL : memchr(list.bytes, ';', list.size);

	if (stop != NULL)
		list.size = (size_t)(stop - list.bytes);
	return list;
}
