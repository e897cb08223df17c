/*
 * itempack.c: an item to bytes and back. The byte table stands in
 * ledger/store/format.h under "items".
 */
#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/rules/item.h"

#include <assert.h>

enum { CURRENCIES_MAX = 250 };

/* The currencies of one item, numbered in order of first use. */
struct currencies {
	uint8_t list[CURRENCIES_MAX];
	size_t count;
};

static size_t number_of(struct currencies *known, uint8_t currency)
{
	size_t i;

	for (i = 0; i < known->count; i++)
		if (known->list[i] == currency)
			return i;
	assert(known->count < CURRENCIES_MAX);
	known->list[known->count] = currency;
	return known->count++;
}

static void gather_currencies(const struct item *item, struct currencies *known)
{
	size_t i;

	known->count = 0;
	if (item->currency != CURRENCY_NONE)
		number_of(known, item->currency);
	for (i = 0; i < item->ending_count; i++)
		number_of(known, item->endings[i].currency);
}

static void pack_changes(const struct item *item, struct text *out)
{
	size_t i;

	pack_varint(out, item->change_count);
	for (i = 0; i < item->change_count; i++) {
		const struct change *change = &item->changes[i];

		pack_varint(out, (uint64_t)(change->day - DAY_FIRST));
		pack_varint(out, (uint64_t)(change->day - change->since));
		pack_varint(out, change->seq);
		pack_varint(out, change->undoes);
		pack_byte(out, change->event);
		pack_byte(out, change->state);
	}
}

static void pack_facts(const struct item *item, struct text *out)
{
	size_t i;

	pack_varint(out, item->fact_count);
	for (i = 0; i < item->fact_count; i++) {
		const struct fact *fact = &item->facts[i];

		pack_byte(out, fact->column);
		pack_varint(out, (uint64_t)(fact->day - DAY_FIRST));
		pack_varint(out, fact->seq);
		pack_string(out, item->texts.bytes + fact->offset, fact->size);
	}
}

/* Moves of one entry stand together: its day and number are said once. */
static size_t group_end(const struct item *item, size_t from)
{
	size_t to = from + 1;

	while (to < item->move_count && to - from < 255 &&
	       item->moves[to].seq == item->moves[from].seq)
		to++;
	return to;
}

static void pack_moves(const struct item *item, struct currencies *known,
		       struct text *out)
{
	size_t from = 0;

	pack_varint(out, item->move_count);
	while (from < item->move_count) {
		const struct move *first = &item->moves[from];
		size_t to = group_end(item, from);

		pack_varint(out, (uint64_t)(first->day - DAY_FIRST));
		pack_varint(out, (uint64_t)(first->day - first->since));
		pack_varint(out, first->seq);
		pack_byte(out, first->event);
		pack_byte(out, (unsigned int)(to - from));
		for (; from < to; from++) {
			const struct move *move = &item->moves[from];

			pack_byte(out, move->account);
			pack_byte(out, (unsigned int)number_of(known,
							       move->currency));
			pack_zigzag(out, move->amount);
		}
	}
}

void item_pack(const struct item *item, struct text *out)
{
	struct currencies known;
	size_t i;

	gather_currencies(item, &known);
	pack_byte(out, (unsigned int)known.count);
	for (i = 0; i < known.count; i++)
		text_add(out, currency_code(known.list[i]), 3);
	pack_byte(out, item->currency != CURRENCY_NONE);
	pack_changes(item, out);
	pack_facts(item, out);
	pack_moves(item, &known, out);
}

/* A day of the book, or the reader is bad. */
static int32_t read_day(struct reader *reader)
{
	uint64_t days = read_varint(reader);

	if (days > (uint64_t)(DAY_LAST - DAY_FIRST)) {
		reader->bad = true;
		days = 0;
	}
	return DAY_FIRST + (int32_t)days;
}

/* A day that lies some days before another. */
static int32_t read_day_before(struct reader *reader, int32_t day)
{
	uint64_t days = read_varint(reader);

	if (days > (uint64_t)(day - DAY_FIRST)) {
		reader->bad = true;
		days = 0;
	}
	return day - (int32_t)days;
}

static void unpack_changes(struct item *item, struct reader *reader)
{
	uint64_t count = read_varint(reader);

	while (count-- > 0 && !reader->bad) {
		struct change change;

		change.day = read_day(reader);
		change.since = read_day_before(reader, change.day);
		change.seq = (uint32_t)read_varint(reader);
		change.undoes = (uint32_t)read_varint(reader);
		change.event = (uint8_t)read_byte(reader);
		change.state = (uint8_t)read_byte(reader);
		if (change.event >= EVENT_COUNT ||
		    change.state >= STATE_COUNT ||
		    item_changed_on(item) > change.day)
			reader->bad = true;
		else
			item_change(item, &change);
	}
}

static void unpack_facts(struct item *item, struct reader *reader)
{
	uint64_t count = read_varint(reader);

	while (count-- > 0 && !reader->bad) {
		uint8_t column = (uint8_t)read_byte(reader);
		int32_t day = read_day(reader);
		uint32_t seq = (uint32_t)read_varint(reader);
		struct slice text = read_string(reader);

		if (!reader->bad && text.size <= UINT16_MAX)
			item_fact(item, column, day, seq, text);
	}
}

static bool known_account(uint8_t account)
{
	return (account > ACCOUNT_NONE && account < ACCOUNT_COUNT) ||
	       (account >= SUM_FIRST && account < SUM_END);
}

static void unpack_group(struct item *item, const struct currencies *known,
			 struct reader *reader, uint64_t *left)
{
	struct move move;
	unsigned int count;

	move.day = read_day(reader);
	move.since = read_day_before(reader, move.day);
	move.seq = (uint32_t)read_varint(reader);
	move.event = (uint8_t)read_byte(reader);
	count = read_byte(reader);
	if (count == 0 || count > *left || move.event >= EVENT_COUNT)
		reader->bad = true;
	for (; count > 0 && !reader->bad; count--, --*left) {
		unsigned int number;

		move.account = (uint8_t)read_byte(reader);
		number = read_byte(reader);
		move.amount = read_zigzag(reader);
		if (number >= known->count || !known_account(move.account)) {
			reader->bad = true;
			return;
		}
		move.currency = known->list[number];
		item_move(item, &move);
	}
}

bool item_unpack(struct item *item, const void *bytes, size_t size)
{
	struct reader reader = reader_of(bytes, size);
	struct currencies known = {{0}, 0};
	unsigned int count = read_byte(&reader);
	uint64_t left;

	if (count > CURRENCIES_MAX)
		return false;
	while (known.count < count) {
		struct slice code = read_bytes(&reader, 3);
		uint8_t currency = currency_find(code.bytes, code.size);

		if (reader.bad || currency == CURRENCY_NONE)
			return false;
		known.list[known.count++] = currency;
	}
	if (read_byte(&reader) != 0 && known.count > 0)
		item->currency = known.list[0];
	unpack_changes(item, &reader);
	unpack_facts(item, &reader);
	left = read_varint(&reader);
	while (left > 0 && !reader.bad)
		unpack_group(item, &known, &reader, &left);
	item->dirty = false;
	return !reader.bad && reader.at == reader.end;
}
