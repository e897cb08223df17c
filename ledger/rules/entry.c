/* entry.c: an entry to stored bytes, back, and to its chain line. */
#include "ledger/rules/entry.h"

#include <assert.h>

/* How a packed line names its item. */
enum item_reference {
	REFERENCE_NONE,
	REFERENCE_OWN,	/* the item that the event moves */
	REFERENCE_SAME, /* that of the line before */
	REFERENCE_TEXT	/* a string follows */
};

enum { FIELDS_END = 255, LINES_MAX = 1 << 22 };

static void pack_field(const struct event *event, enum column column,
		       struct text *out)
{
	struct slice field = event->field[column];

	pack_byte(out, column);
	switch (column_row(column)->form) {
	case FORM_DATE:
		pack_zigzag(out,
			    (int64_t)event->date - event_day(event, column));
		break;
	case FORM_CURRENCY:
		text_add(out, field.bytes, 3);
		break;
	case FORM_CHOICE:
		pack_byte(out, (unsigned int)choice_find(column, field.bytes,
							 field.size));
		break;
	case FORM_AMOUNT:
		pack_varint(out, (uint64_t)(column == COLUMN_AMOUNT
						    ? event->amount
						    : event->quote_amount));
		break;
	default:
		pack_string(out, field.bytes, field.size);
		break;
	}
}

static void pack_fields(const struct event *event, struct text *out)
{
	uint64_t left = event->filled &
			~(COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |
			  COLUMN_BIT(COLUMN_DATE));

	if (event->since == event->date)
		left &= ~COLUMN_BIT(COLUMN_SINCE);
	for (; left != 0; left &= left - 1)
		pack_field(event, (enum column)__builtin_ctzll(left), out);
	pack_byte(out, FIELDS_END);
}

/* The code of the item that the event's own column names. */
static struct slice own_code(const struct event *event)
{
	static const struct slice none = {"", 0};
	const struct event_row *row = event_row(event->code);

	return row->item == ITEM_NONE ? none
				      : event_field(event, row->item_column);
}

static void pack_line(const struct line *line, const struct line *before,
		      const struct event *event, struct text *out)
{
	struct slice own = own_code(event);

	pack_byte(out, line->account);
	if (line->item.size == 0) {
		pack_byte(out, REFERENCE_NONE);
	} else if (slice_equal(line->item, own)) {
		pack_byte(out, REFERENCE_OWN);
	} else if (before != NULL && slice_equal(line->item, before->item)) {
		pack_byte(out, REFERENCE_SAME);
	} else {
		pack_byte(out, REFERENCE_TEXT);
		pack_string(out, line->item.bytes, line->item.size);
	}
	if (line->currency == event->currency) {
		pack_byte(out, 0);
	} else {
		pack_byte(out, 1);
		text_add(out, currency_code(line->currency), 3);
	}
	pack_zigzag(out, line->amount);
}

void entry_pack(const struct event *event, const struct line *lines,
		size_t line_count, struct text *out)
{
	size_t i;

	pack_byte(out, event->code);
	pack_varint(out, (uint64_t)(event->date - DAY_FIRST));
	pack_string(out, event->field[COLUMN_ID].bytes,
		    event->field[COLUMN_ID].size);
	pack_fields(event, out);
	pack_varint(out, line_count);
	for (i = 0; i < line_count; i++)
		pack_line(&lines[i], i == 0 ? NULL : &lines[i - 1], event, out);
}

static void unpack_currency(struct event *event, enum column column,
			    struct reader *reader)
{
	struct slice code = read_bytes(reader, 3);
	uint8_t currency = currency_find(code.bytes, code.size);

	if (currency == CURRENCY_NONE)
		reader->bad = true;
	event->field[column] = code;
	if (column == COLUMN_CURRENCY)
		event->currency = currency;
	else
		event->quote = currency;
}

static void unpack_choice(struct event *event, enum column column,
			  struct reader *reader)
{
	int choice = (int)read_byte(reader);

	if (choice >= choice_count(column)) {
		reader->bad = true;
		return;
	}
	event->field[column].bytes = choice_name(column, choice);
	event->field[column].size = strlen(choice_name(column, choice));
}

static int32_t read_other_day(const struct event *event, struct reader *reader)
{
	int64_t before = read_zigzag(reader);

	if (before < event->date - DAY_LAST ||
	    before > event->date - DAY_FIRST) {
		reader->bad = true;
		before = 0;
	}
	return event->date - (int32_t)before;
}

static void unpack_field(struct event *event, enum column column,
			 struct reader *reader)
{
	event->filled |= COLUMN_BIT(column);
	switch (column_row(column)->form) {
	case FORM_DATE:
		event_set_day(event, column, read_other_day(event, reader));
		break;
	case FORM_CURRENCY:
		unpack_currency(event, column, reader);
		break;
	case FORM_CHOICE:
		unpack_choice(event, column, reader);
		break;
	case FORM_AMOUNT:
		if (column == COLUMN_AMOUNT) {
			event->amount = (int64_t)read_varint(reader);
			event->settled = true;
		} else {
			event->quote_amount = (int64_t)read_varint(reader);
		}
		break;
	default:
		event->field[column] = read_string(reader);
		break;
	}
}

static void unpack_fields(struct event *event, struct reader *reader)
{
	unsigned int column;

	event->filled = COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |
			COLUMN_BIT(COLUMN_DATE) | COLUMN_BIT(COLUMN_SINCE);
	event->currency = CURRENCY_NONE;
	event->settled = false;
	event->amount = event->quote_amount = 0;
	event->quote = CURRENCY_NONE;
	event->start = event->end = event->due = DAY_NONE;
	while ((column = read_byte(reader)) != FIELDS_END && !reader->bad) {
		if (column >= COLUMN_COUNT)
			reader->bad = true;
		else
			unpack_field(event, (enum column)column, reader);
	}
}

static void unpack_item(struct line *line, const struct line *before,
			const struct event *event, struct reader *reader)
{
	struct slice none = {"", 0};

	line->item = none;
	switch (read_byte(reader)) {
	case REFERENCE_NONE:
		break;
	case REFERENCE_OWN:
		line->item = own_code(event);
		break;
	case REFERENCE_SAME:
		if (before == NULL)
			reader->bad = true;
		else
			line->item = before->item;
		break;
	case REFERENCE_TEXT:
		line->item = read_string(reader);
		break;
	default:
		reader->bad = true;
		break;
	}
}

static void unpack_line(struct line *line, const struct line *before,
			const struct event *event, struct reader *reader)
{
	unsigned int account = read_byte(reader);

	line->of = NULL;
	if (account == ACCOUNT_NONE || account >= ACCOUNT_COUNT) {
		reader->bad = true;
		return;
	}
	line->account = (enum account)account;
	unpack_item(line, before, event, reader);
	line->currency = event->currency;
	if (read_byte(reader) != 0) {
		struct slice code = read_bytes(reader, 3);

		line->currency = currency_find(code.bytes, code.size);
	}
	line->amount = read_zigzag(reader);
	if (line->currency == CURRENCY_NONE)
		reader->bad = true;
}

bool entry_unpack(const void *bytes, size_t size, uint32_t seq,
		  struct arena *arena, struct entry *entry)
{
	struct reader reader = reader_of(bytes, size);
	struct event *event = &entry->event;
	struct line *lines;
	unsigned int code = read_byte(&reader);
	uint64_t count;
	uint64_t days;
	uint64_t i;

	if (code == EVENT_NONE || code >= EVENT_COUNT)
		return false;
	entry->seq = seq;
	event->code = (enum event_code)code;
	event->field[COLUMN_EVENT].bytes = event_row(event->code)->name;
	event->field[COLUMN_EVENT].size = strlen(event_row(event->code)->name);
	days = read_varint(&reader);
	if (days > (uint64_t)(DAY_LAST - DAY_FIRST))
		return false;
	event->date = DAY_FIRST + (int32_t)days;
	event->since = event->date;
	event->field[COLUMN_ID] = read_string(&reader);
	unpack_fields(event, &reader);
	count = read_varint(&reader);
	if (reader.bad || count > LINES_MAX || count > size)
		return false;
	lines = arena_alloc(arena, (size_t)(count + 1) * sizeof *lines);
	for (i = 0; i < count && !reader.bad; i++)
		unpack_line(&lines[i], i == 0 ? NULL : &lines[i - 1], event,
			    &reader);
	entry->lines = lines;
	entry->line_count = (size_t)count;
	return !reader.bad && reader.at == reader.end;
}

static void chain_fields(const struct event *event, struct text *out)
{
	uint64_t left = event->filled &
			~(COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |
			  COLUMN_BIT(COLUMN_DATE));
	char room[MONEY_TEXT_SIZE];

	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);
		struct slice text = event_text(event, column, room);

		text_add_char(out, '\t');
		text_add_string(out, column_row(column)->name);
		text_add_char(out, '=');
		text_add(out, text.bytes, text.size);
	}
}

void entry_chain(uint32_t seq, const struct event *event,
		 const struct line *lines, size_t line_count, struct text *out)
{
	char room[MONEY_TEXT_SIZE];
	size_t size;
	size_t i;

	text_add_number(out, seq);
	text_add_char(out, '\t');
	text_add_string(out, event_row(event->code)->name);
	text_add_char(out, '\t');
	text_add(out, event->field[COLUMN_ID].bytes,
		 event->field[COLUMN_ID].size);
	text_add_char(out, '\t');
	day_format(event->date, room);
	text_add(out, room, DAY_TEXT_SIZE - 1);
	chain_fields(event, out);
	for (i = 0; i < line_count; i++) {
		text_add_char(out, '\t');
		text_add_string(out, account_row(lines[i].account)->name);
		text_add_char(out, ' ');
		if (lines[i].item.size == 0)
			text_add_char(out, '-');
		text_add(out, lines[i].item.bytes, lines[i].item.size);
		text_add_char(out, ' ');
		text_add(out, currency_code(lines[i].currency), 3);
		text_add_char(out, ' ');
		size = money_format(lines[i].amount,
				    currency_digits(lines[i].currency), room);
		text_add(out, room, size);
	}
	text_add_char(out, '\n');
}
