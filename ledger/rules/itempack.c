/*
 * itempack.c: an item to bytes and back. The byte table stands in
 * ledger/store/format.h under "items".
 */
#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/rules/item.h"

#include <assert.h>

enum {
	CURRENCIES_MAX = 250,
	MARK = 0x80 /* on a byte that is smaller by itself */
};

/* How the amount of a move is told. */
enum amount_form { AMOUNT_FOLLOWS, AMOUNT_SAME, AMOUNT_NEGATED };
enum { AMOUNT_BITS = 2 };

_Static_assert((int)EVENT_COUNT <= (int)MARK, "an event leaves the mark free");

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

/*
 * Days and entries are told by how far they lie behind those told last: what
 * an entry did stands together, and the next is seldom far.
 */
struct place {
	int32_t day;
	uint32_t seq;
};

static void pack_place(struct text *out, struct place *last, int32_t day,
		       uint32_t seq)
{
	pack_zigzag(out, (int64_t)day - last->day);
	pack_zigzag(out, (int64_t)seq - last->seq);
	last->day = day;
	last->seq = seq;
}

static void pack_changes(const struct item *item, struct text *out)
{
	struct place last = {DAY_FIRST, 0};
	size_t i;

	pack_varint(out, item->change_count);
	for (i = 0; i < item->change_count; i++) {
		const struct change *change = &item->changes[i];
		bool undoes = change->undoes != 0;

		pack_place(out, &last, change->day, change->seq);
		pack_varint(out, (uint64_t)(change->day - change->since));
		pack_byte(out, change->event | (undoes ? MARK : 0u));
		if (undoes)
			pack_varint(out, change->undoes);
		pack_byte(out, change->state);
	}
}

/* Where facts and moves begin to be told from: the first change. */
static struct place first_place(const struct item *item)
{
	struct place place = {DAY_FIRST, 0};

	if (item->change_count > 0) {
		place.day = item->changes[0].day;
		place.seq = item->changes[0].seq;
	}
	return place;
}

static void pack_facts(const struct item *item, struct text *out)
{
	struct place last = first_place(item);
	size_t i;

	pack_varint(out, item->fact_count);
	for (i = 0; i < item->fact_count; i++) {
		const struct fact *fact = &item->facts[i];
		bool same = fact->day == last.day && fact->seq == last.seq;

		assert(fact->column < MARK);
		pack_byte(out, fact->column | (same ? MARK : 0u));
		if (!same)
			pack_place(out, &last, fact->day, fact->seq);
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

/* What one entry takes here it gives there: a sum is told once. */
static void pack_amount(struct text *out, int64_t amount, int64_t before,
			size_t currency)
{
	enum amount_form form = AMOUNT_FOLLOWS;

	if (amount == before)
		form = AMOUNT_SAME;
	else if (before != INT64_MIN && amount == -before)
		form = AMOUNT_NEGATED;
	pack_varint(out, currency << AMOUNT_BITS | (uint64_t)form);
	if (form == AMOUNT_FOLLOWS)
		pack_zigzag(out, amount);
}

static void pack_moves(const struct item *item, struct currencies *known,
		       struct text *out)
{
	struct place last = first_place(item);
	size_t from = 0;

	pack_varint(out, item->move_count);
	while (from < item->move_count) {
		const struct move *first = &item->moves[from];
		size_t to = group_end(item, from);
		int64_t before = 0;

		pack_place(out, &last, first->day, first->seq);
		pack_varint(out, (uint64_t)(first->day - first->since));
		pack_byte(out, first->event);
		pack_byte(out, (unsigned int)(to - from));
		for (; from < to; from++) {
			const struct move *move = &item->moves[from];

			pack_byte(out, move->account);
			pack_amount(out, move->amount, before,
				    number_of(known, move->currency));
			before = move->amount;
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

/* Days of the book and numbers of entries, or the reader is bad. */
static void read_place(struct reader *reader, struct place *last)
{
	int64_t days = read_zigzag(reader);
	int64_t steps = read_zigzag(reader);

	if (days < DAY_FIRST - last->day || days > DAY_LAST - last->day ||
	    steps < -(int64_t)last->seq ||
	    steps > (int64_t)UINT32_MAX - last->seq) {
		reader->bad = true;
		return;
	}
	last->day += (int32_t)days;
	last->seq = (uint32_t)(last->seq + steps);
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

static void unpack_change(struct item *item, struct reader *reader,
			  struct place *last)
{
	struct change change = {0};
	unsigned int event;

	read_place(reader, last);
	change.day = last->day;
	change.seq = last->seq;
	change.since = read_day_before(reader, change.day);
	event = read_byte(reader);
	change.event = (uint8_t)(event & ~(unsigned int)MARK);
	if ((event & MARK) != 0)
		change.undoes = (uint32_t)read_varint(reader);
	change.state = (uint8_t)read_byte(reader);
	if (change.event >= EVENT_COUNT || change.state >= STATE_COUNT ||
	    item_changed_on(item) > change.day)
		reader->bad = true;
	if (!reader->bad)
		item_change(item, &change);
}

static void unpack_changes(struct item *item, struct reader *reader)
{
	uint64_t count = read_varint(reader);
	struct place last = {DAY_FIRST, 0};

	while (count-- > 0 && !reader->bad)
		unpack_change(item, reader, &last);
}

static void unpack_facts(struct item *item, struct reader *reader)
{
	uint64_t count = read_varint(reader);
	struct place last = first_place(item);

	while (count-- > 0 && !reader->bad) {
		unsigned int column = read_byte(reader);
		struct slice text;

		if ((column & MARK) == 0)
			read_place(reader, &last);
		text = read_string(reader);
		if (!reader->bad && text.size <= UINT16_MAX)
			item_fact(item, (uint8_t)(column & ~(unsigned int)MARK),
				  last.day, last.seq, text);
	}
}

static bool known_account(uint8_t account)
{
	return (account > ACCOUNT_NONE && account < ACCOUNT_COUNT) ||
	       (account >= SUM_FIRST && account < SUM_END);
}

static bool read_amount(struct reader *reader, const struct currencies *known,
			struct move *move)
{
	uint64_t told = read_varint(reader);
	uint64_t currency = told >> AMOUNT_BITS;

	switch (told & ((1u << AMOUNT_BITS) - 1)) {
	case AMOUNT_FOLLOWS:
		move->amount = read_zigzag(reader);
		break;
	case AMOUNT_SAME:
		break;
	case AMOUNT_NEGATED:
		if (move->amount == INT64_MIN)
			return false;
		move->amount = -move->amount;
		break;
	default:
		return false;
	}
	if (currency >= known->count)
		return false;
	move->currency = known->list[currency];
	return true;
}

static void unpack_group(struct item *item, const struct currencies *known,
			 struct reader *reader, struct place *last,
			 uint64_t *left)
{
	struct move move = {0};
	unsigned int count;

	read_place(reader, last);
	move.day = last->day;
	move.seq = last->seq;
	move.since = read_day_before(reader, move.day);
	move.event = (uint8_t)read_byte(reader);
	count = read_byte(reader);
	if (count == 0 || count > *left || move.event >= EVENT_COUNT)
		reader->bad = true;
	for (; count > 0 && !reader->bad; count--, --*left) {
		move.account = (uint8_t)read_byte(reader);
		if (!known_account(move.account) ||
		    !read_amount(reader, known, &move)) {
			reader->bad = true;
			return;
		}
		item_move(item, &move);
	}
}

bool item_unpack(struct item *item, const void *bytes, size_t size)
{
	struct reader reader = reader_of(bytes, size);
	struct currencies known = {{0}, 0};
	unsigned int count = read_byte(&reader);
	struct place last;
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
	last = first_place(item);
	while (left > 0 && !reader.bad)
		unpack_group(item, &known, &reader, &last, &left);
	item->dirty = false;
	return !reader.bad && reader.at == reader.end;
}
