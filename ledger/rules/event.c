/* event.c: what an event says, and whether two say the same. */
#include "ledger/rules/event.h"

#include <assert.h>
#include <string.h>

enum { FACTOR_PLACES = 10 };

int event_choice(const struct event *event, enum column column)
{
	if (!event_has(event, column))
		return -1;
	return choice_find(column, event->field[column].bytes,
			   event->field[column].size);
}

int32_t event_day(const struct event *event, enum column column)
{
	switch ((int)column) {
	case COLUMN_DATE:
		return event->date;
	case COLUMN_SINCE:
		return event->since;
	case COLUMN_START:
		return event->start;
	case COLUMN_END:
		return event->end;
	case COLUMN_DUE:
		return event->due;
	default:
		assert(false && "a date column");
		return DAY_NONE;
	}
}

void event_set_day(struct event *event, enum column column, int32_t day)
{
	switch ((int)column) {
	case COLUMN_DATE:
		event->date = day;
		break;
	case COLUMN_SINCE:
		event->since = day;
		break;
	case COLUMN_START:
		event->start = day;
		break;
	case COLUMN_END:
		event->end = day;
		break;
	case COLUMN_DUE:
		event->due = day;
		break;
	default:
		assert(!"a date column");
		break;
	}
}

/* A decimal without the zeros that say nothing. */
static struct slice plain_number(struct slice text)
{
	while (text.size > 1 && text.bytes[0] == '0' && text.bytes[1] != '.') {
		text.bytes++;
		text.size--;
	}
	if (memchr(text.bytes, '.', text.size) == NULL)
		return text;
	while (text.bytes[text.size - 1] == '0')
		text.size--;
	if (text.bytes[text.size - 1] == '.')
		text.size--;
	return text;
}

static bool same_number(struct slice a, struct slice b)
{
	bool minus = a.size > 0 && a.bytes[0] == '-';

	if (minus != (b.size > 0 && b.bytes[0] == '-'))
		return false;
	if (minus) {
		a.bytes++, a.size--;
		b.bytes++, b.size--;
	}
	return slice_equal(plain_number(a), plain_number(b));
}

/* Is the fresh amount the stored one, in the stored event's currency? */
static bool same_amount(const struct event *fresh, const struct event *stored)
{
	int64_t amount;

	if (fresh->settled)
		return fresh->currency == stored->currency &&
		       fresh->amount == stored->amount;
	return decimal_minor(fresh->decimal, currency_digits(stored->currency),
			     &amount) == DECIMAL_OK &&
	       amount == stored->amount;
}

/* Does one column that both have hold the same? */
static bool same_field(const struct event *fresh, const struct event *stored,
		       enum column column)
{
	switch (column_row(column)->form) {
	case FORM_DATE:
		return event_day(fresh, column) == event_day(stored, column);
	case FORM_RATE:
	case FORM_VALUE:
		return same_number(fresh->field[column], stored->field[column]);
	case FORM_AMOUNT:
		if (column == COLUMN_QUOTE_AMOUNT)
			return fresh->quote_amount == stored->quote_amount;
		return same_amount(fresh, stored);
	default:
		return slice_equal(fresh->field[column], stored->field[column]);
	}
}

enum column event_differs(const struct event *fresh, const struct event *stored)
{
	int number;

	if (fresh->code != stored->code)
		return COLUMN_EVENT;
	for (number = COLUMN_ID; number < COLUMN_COUNT; number++) {
		enum column column = (enum column)number;
		uint64_t bit = COLUMN_BIT(column);

		if (column == COLUMN_CURRENCY && !event_has(fresh, column))
			continue;
		/* two booleans here are compared wrongly by gcc 12.2 -O1 */
		if (((fresh->filled ^ stored->filled) & bit) != 0)
			return column;
		if (event_has(fresh, column) &&
		    !same_field(fresh, stored, column))
			return column;
	}
	return COLUMN_NONE;
}

struct slice event_text(const struct event *event, enum column column,
			char room[MONEY_TEXT_SIZE])
{
	struct slice text = {room, 0};

	if (!event_has(event, column))
		return text;
	if (column == COLUMN_AMOUNT || column == COLUMN_QUOTE_AMOUNT) {
		bool quote = column == COLUMN_QUOTE_AMOUNT;

		text.size = money_format(
			quote ? event->quote_amount : event->amount,
			currency_digits(quote ? event->quote : event->currency),
			room);
		return text;
	}
	if (column_row(column)->form == FORM_DATE) {
		day_format(event_day(event, column), room);
		text.size = DAY_TEXT_SIZE - 1;
		return text;
	}
	return event->field[column];
}

uint64_t event_redenominate(const struct event *event, int64_t amount)
{
	struct slice text = event_field(event, COLUMN_FACTOR);
	struct money_scale scale = {{1, 0, false},
				    true,
				    currency_digits(event->currency),
				    currency_digits(event->quote)};
	int64_t result;

	if (decimal_parse(text.bytes, text.size, FACTOR_PLACES,
			  &scale.factor) != DECIMAL_OK)
		assert(false && "a factor that was read before");
	if (!money_rescale(amount, &scale, &result))
		return UINT64_MAX;
	return (uint64_t)(result < 0 ? -result : result);
}
