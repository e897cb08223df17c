/*
 * eventread.c: the form of a row, field by field, in the order of the codes.
 */
#include "ledger/rules/event.h"

#include "ledger/base/limits.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define GENERAL_REQUIRED                                                       \
	(COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |                    \
	 COLUMN_BIT(COLUMN_DATE))

enum { PLACES_MAX = 18, RATE_PLACES = 10, VALUE_PLACES = 6 };

/* What is being read, so that the field tests take few parameters. */
struct reading {
	struct event *event;
	struct refusal *refusal;
	int32_t today;
	bool overflow; /* an amount is too large, to be told later */
	enum column overflow_at;
};

static enum column lowest(uint64_t set)
{
	assert(set != 0);
	return (enum column)__builtin_ctzll(set);
}

static const char *name_of(enum column column)
{
	return column_row(column)->name;
}

static bool test_lengths(const struct row *row, struct refusal *refusal)
{
	uint64_t left = row->filled;

	for (; left != 0; left &= left - 1) {
		enum column column = lowest(left);
		const struct column_row *known = column_row(column);
		struct slice cell = row->cell[column];

		if (cell.size > LIMIT_FIELD_BYTES ||
		    (known->form == FORM_TEXT && cell.size > known->limit &&
		     utf8_count(cell.bytes, cell.size) > known->limit))
			return refuse(refusal, REFUSAL_TOO_LONG, column,
				      "%s is longer than %d characters; "
				      "shorten it",
				      known->name,
				      known->form == FORM_TEXT
					      ? (int)known->limit
					      : LIMIT_FIELD_BYTES);
	}
	return true;
}

/* An exchange needs one of: an asset, a case with its offender, a fund. */
static bool exchange_named(const struct row *row)
{
	uint64_t payer = COLUMN_BIT(COLUMN_CASE) | COLUMN_BIT(COLUMN_OFFENDER);
	uint64_t either = COLUMN_BIT(COLUMN_ASSET) | COLUMN_BIT(COLUMN_FUND);

	return (row->filled & either) != 0 || (row->filled & payer) == payer;
}

static bool test_presence(const struct row *row, struct event *event,
			  struct refusal *refusal)
{
	uint64_t missing = GENERAL_REQUIRED & ~row->filled;
	struct slice name;

	if (missing != 0)
		return refuse(refusal, REFUSAL_MISSING_FIELD, lowest(missing),
			      "%s is empty; every row needs event, id and date",
			      name_of(lowest(missing)));
	name = row->cell[COLUMN_EVENT];
	event->code = event_find(name.bytes, name.size);
	if (event->code == EVENT_NONE)
		return refuse(refusal, REFUSAL_UNKNOWN_EVENT, COLUMN_EVENT,
			      "there is no event \"%.*s\"; `redress template` "
			      "lists the events",
			      (int)(name.size > 60 ? 60 : name.size),
			      name.bytes);
	missing = event_row(event->code)->required & ~row->filled;
	if (missing != 0)
		return refuse(refusal, REFUSAL_MISSING_FIELD, lowest(missing),
			      "%s is empty; %s needs it",
			      name_of(lowest(missing)),
			      event_row(event->code)->name);
	if (event->code == EVENT_CASH_EXCHANGED && !exchange_named(row))
		return refuse(refusal, REFUSAL_MISSING_FIELD, COLUMN_ASSET,
			      "whose cash? Fill asset, or case and offender, "
			      "or fund");
	return true;
}

/* A form breach counts if none with an earlier code was found before. */
static void breach(struct reading *reading, enum refusal_code code,
		   enum column column, const char *why)
{
	struct slice cell = reading->event->field[column];
	enum refusal_code before = reading->refusal->code;

	if (before != REFUSAL_NONE && before <= code)
		return;
	refuse(reading->refusal, code, column, "%s \"%.*s\" %s",
	       name_of(column), (int)(cell.size > 60 ? 60 : cell.size),
	       cell.bytes, why);
}

static bool code_char(char c, bool first)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    (c >= '0' && c <= '9'))
		return true;
	return !first && (c == '.' || c == '_' || c == '/' || c == '-');
}

static bool code_formed(const char *text, size_t size)
{
	size_t i;

	if (size == 0 || size > LIMIT_CODE_BYTES)
		return false;
	for (i = 0; i < size; i++)
		if (!code_char(text[i], i == 0))
			return false;
	return true;
}

/* One or several codes joined by `;`, none twice. */
static bool codes_formed(struct slice list)
{
	size_t at = 0;
	size_t count = 0;

	while (at <= list.size) {
		const char *start = list.bytes + at;
		const char *stop = memchr(start, ';', list.size - at);
		size_t size =
			stop == NULL ? list.size - at : (size_t)(stop - start);
		struct slice before = {list.bytes, at == 0 ? 0 : at - 1};
		struct slice code = {start, size};

		if (!code_formed(start, size) || ++count > LIMIT_OFFENDERS)
			return false;
		while (before.size > 0) {
			struct slice first = before;
			const char *cut =
				memchr(before.bytes, ';', before.size);

			if (cut != NULL)
				first.size = (size_t)(cut - before.bytes);
			if (slice_equal(first, code))
				return false;
			if (cut == NULL)
				break;
			before.size -= first.size + 1;
			before.bytes = cut + 1;
		}
		at += size + 1;
	}
	return true;
}

static bool id_formed(struct slice id)
{
	size_t i;

	if (id.size == 0 || id.size > LIMIT_ID_BYTES || id.bytes[0] == ' ' ||
	    id.bytes[id.size - 1] == ' ')
		return false;
	for (i = 0; i < id.size; i++)
		if (id.bytes[i] < 0x20 || id.bytes[i] > 0x7e)
			return false;
	return true;
}

static void test_code(struct reading *reading, enum column column)
{
	struct slice cell = reading->event->field[column];
	const struct column_row *row = column_row(column);

	if (row->form == FORM_ID) {
		if (!id_formed(cell))
			breach(reading, REFUSAL_BAD_CODE, column,
			       "is not 1 to 64 printable ASCII characters "
			       "without a space at either end");
	} else if (column == COLUMN_OFFENDER &&
		   reading->event->code == EVENT_AWARD_GRANTED) {
		if (!codes_formed(cell))
			breach(reading, REFUSAL_BAD_CODE, column,
			       "is not one or several different codes joined "
			       "by ;");
	} else if (!code_formed(cell.bytes, cell.size)) {
		breach(reading, REFUSAL_BAD_CODE, column,
		       "is not a code: a letter or digit, then up to 39 "
		       "letters, digits or . _ / -");
	}
}

static void test_item(struct reading *reading, enum column column)
{
	struct slice cell = reading->event->field[column];
	const char *colon = memchr(cell.bytes, ':', cell.size);
	size_t kind = colon == NULL ? 0 : (size_t)(colon - cell.bytes);

	if (colon == NULL || item_kind_find(cell.bytes, kind) == ITEM_NONE ||
	    !code_formed(colon + 1, cell.size - kind - 1))
		breach(reading, REFUSAL_BAD_CODE, column,
		       "is not kind:code with claim, asset, contribution or "
		       "grant, such as claim:C-1");
}

static void test_date(struct reading *reading, enum column column)
{
	struct event *event = reading->event;
	struct slice cell = event->field[column];
	int32_t day;

	if (!day_parse(cell.bytes, cell.size, &day)) {
		breach(reading, REFUSAL_BAD_DATE, column,
		       "is not a day YYYY-MM-DD from 1990-01-01 to "
		       "2099-12-31");
		return;
	}
	event_set_day(event, column, day);
}

/* Dates against each other and against the day of the run. */
static void test_date_order(struct reading *reading)
{
	struct event *event = reading->event;

	if (reading->refusal->code == REFUSAL_BAD_DATE)
		return;
	if (event->date > reading->today)
		breach(reading, REFUSAL_BAD_DATE, COLUMN_DATE,
		       "lies after the day of the run; post it when that day "
		       "has come");
	else if (event->since > event->date)
		breach(reading, REFUSAL_BAD_DATE, COLUMN_SINCE,
		       "is later than date; since is the earlier day on which "
		       "it happened");
	else if (event_has(event, COLUMN_START) &&
		 event_has(event, COLUMN_END) && event->end < event->start)
		breach(reading, REFUSAL_BAD_DATE, COLUMN_END,
		       "is earlier than start");
}

static void test_currency(struct reading *reading, enum column column)
{
	struct event *event = reading->event;
	struct slice cell = event->field[column];
	uint8_t currency = currency_find(cell.bytes, cell.size);

	if (currency == CURRENCY_NONE)
		breach(reading, REFUSAL_BAD_CURRENCY, column,
		       "is not an ISO 4217 code in capitals, such as BYR, BYN "
		       "or USD");
	else if (column == COLUMN_CURRENCY)
		event->currency = currency;
	else
		event->quote = currency;
}

static const char *decimals_text(uint8_t currency)
{
	static char text[60];
	int digits = currency_digits(currency);

	if (digits == 0)
		snprintf(text, sizeof text, "has decimals; %s has none",
			 currency_code(currency));
	else
		snprintf(text, sizeof text, "has too many decimals; %s has %d",
			 currency_code(currency), digits);
	return text;
}

/* A decimal in minor units of its currency; false: told why not. */
static bool to_minor(struct reading *reading, enum column column,
		     struct decimal decimal, uint8_t currency, int64_t *amount)
{
	enum decimal_result result =
		decimal_minor(decimal, currency_digits(currency), amount);

	if (result == DECIMAL_FORM)
		breach(reading, REFUSAL_BAD_AMOUNT, column,
		       decimals_text(currency));
	if (result == DECIMAL_OVERFLOW) {
		reading->overflow = true;
		reading->overflow_at = column;
	}
	return result == DECIMAL_OK;
}

static void settle(struct reading *reading)
{
	struct event *event = reading->event;

	event->settled = to_minor(reading, COLUMN_AMOUNT, event->decimal,
				  event->currency, &event->amount);
}

/* Fraction digits that an amount may have, as far as is known by now. */
static int places_of(const struct event *event, enum column column)
{
	uint8_t currency =
		column == COLUMN_AMOUNT ? event->currency : event->quote;

	return currency == CURRENCY_NONE ? PLACES_MAX
					 : currency_digits(currency);
}

static void test_amount(struct reading *reading, enum column column)
{
	struct event *event = reading->event;
	struct slice cell = event->field[column];
	struct decimal decimal;
	enum decimal_result result = decimal_parse(
		cell.bytes, cell.size, places_of(event, column), &decimal);

	if (result == DECIMAL_FORM &&
	    decimal_parse(cell.bytes, cell.size, PLACES_MAX, &decimal) ==
		    DECIMAL_OK) {
		breach(reading, REFUSAL_BAD_AMOUNT, column,
		       decimals_text(column == COLUMN_AMOUNT ? event->currency
							     : event->quote));
	} else if (result == DECIMAL_FORM) {
		breach(reading, REFUSAL_BAD_AMOUNT, column,
		       "is not a plain decimal such as 1500000 or 12.50, "
		       "without sign or grouping");
	} else if (result == DECIMAL_OVERFLOW) {
		reading->overflow = true;
		reading->overflow_at = column;
	} else if (decimal.mantissa == 0 &&
		   (column != COLUMN_AMOUNT ||
		    !event_row(event->code)->zero_allowed)) {
		breach(reading, REFUSAL_BAD_AMOUNT, column, "must be above 0");
	} else if (column == COLUMN_AMOUNT) {
		event->decimal = decimal;
		if (event->currency != CURRENCY_NONE)
			settle(reading);
	} else if (event->quote != CURRENCY_NONE) {
		to_minor(reading, column, decimal, event->quote,
			 &event->quote_amount);
	}
}

static void test_number(struct reading *reading, enum column column)
{
	struct slice cell = reading->event->field[column];
	bool rate = column_row(column)->form == FORM_RATE;
	struct decimal decimal;
	enum decimal_result result;

	if (!rate && cell.size > 0 && cell.bytes[0] == '-') {
		cell.bytes++;
		cell.size--;
	}
	result = decimal_parse(cell.bytes, cell.size,
			       rate ? RATE_PLACES : VALUE_PLACES, &decimal);
	if (result == DECIMAL_OVERFLOW) {
		reading->overflow = true;
		reading->overflow_at = column;
	} else if (result == DECIMAL_FORM || (rate && decimal.mantissa == 0)) {
		breach(reading, REFUSAL_BAD_VALUE, column,
		       rate ? "is not a decimal above 0 with up to 10 "
			      "decimals"
			    : "is not a decimal with up to 6 decimals");
	}
}

/* Why a clock may stand: never for what a victim does (MISSION.md R19). */
static bool stop_reason(struct slice reason)
{
	return slice_is(reason, "appeal") || slice_is(reason, "documents") ||
	       slice_is(reason, "stay");
}

/* "is not one of a, b, c", for as long as the sentence lives. */
static const char *choices_text(enum event_code event, enum column column)
{
	static char text[200];
	size_t used = (size_t)snprintf(text, sizeof text, "is not one of");
	int choice;

	for (choice = 0; choice < choice_count(column); choice++)
		if (choice_allowed(event, column, choice) && used < sizeof text)
			used += (size_t)snprintf(text + used,
						 sizeof text - used, "%s %s",
						 choice == 0 ? "" : ",",
						 choice_name(column, choice));
	return text;
}

static void test_words(struct reading *reading, enum column column)
{
	struct event *event = reading->event;
	struct slice cell = event->field[column];
	int choice;

	if (column_row(column)->form == FORM_TEXT) {
		if (utf8_has_control(cell.bytes, cell.size))
			breach(reading, REFUSAL_BAD_VALUE, column,
			       "has a control character; take it out");
		else if (column == COLUMN_REASON &&
			 event->code == EVENT_CLOCK_STOPPED &&
			 !stop_reason(cell))
			breach(reading, REFUSAL_BAD_VALUE, column,
			       "is not appeal, documents or stay");
		return;
	}
	choice = choice_find(column, cell.bytes, cell.size);
	if (choice < 0 || !choice_allowed(event->code, column, choice))
		breach(reading, REFUSAL_BAD_VALUE, column,
		       choices_text(event->code, column));
}

static void test_field(struct reading *reading, enum column column)
{
	switch (column_row(column)->form) {
	case FORM_EVENT:
	case FORM_CURRENCY: /* read before the amounts */
		break;
	case FORM_ID:
	case FORM_CODE:
		test_code(reading, column);
		break;
	case FORM_ITEM:
		test_item(reading, column);
		break;
	case FORM_DATE:
		test_date(reading, column);
		break;
	case FORM_AMOUNT:
		test_amount(reading, column);
		break;
	case FORM_RATE:
	case FORM_VALUE:
		test_number(reading, column);
		break;
	case FORM_CHOICE:
	case FORM_TEXT:
		test_words(reading, column);
		break;
	}
}

static void fill_choice(struct event *event, enum column column, int choice)
{
	uint64_t taken = event_columns(event->code);

	if (event_has(event, column) || (taken & COLUMN_BIT(column)) == 0)
		return;
	event->field[column].bytes = choice_name(column, choice);
	event->field[column].size = strlen(choice_name(column, choice));
	event->filled |= COLUMN_BIT(column);
}

/* An empty fund; cash of the trust has none. */
static void fill_fund(struct event *event)
{
	struct slice track = event_field(event, COLUMN_TRACK);

	if (event->code == EVENT_CASH_STATED ||
	    event->code == EVENT_CASH_EXCHANGED)
		return;
	if (event->code == EVENT_ASSET_APPLIED &&
	    !slice_is(event_field(event, COLUMN_RESIDUE), "fund"))
		return;
	if (slice_is(track, "tender") || slice_is(track, "subsidy"))
		fill_choice(event, COLUMN_FUND, FUND_GRANTS);
	else
		fill_choice(event, COLUMN_FUND, FUND_COMPENSATION);
}

/* What an empty cell means (EVENTS.md sections 1 to 3). */
static void fill_defaults(struct event *event)
{
	static const int first = 0; /* criminal, state */

	if (!event_has(event, COLUMN_SINCE)) {
		event->since = event->date;
		event->field[COLUMN_SINCE] = event->field[COLUMN_DATE];
		event->filled |= COLUMN_BIT(COLUMN_SINCE);
	}
	fill_choice(event, COLUMN_VENUE, first);
	fill_choice(event, COLUMN_RESIDUE, first);
	fill_fund(event);
}

static void start_reading(struct reading *reading, const struct row *row)
{
	struct event *event = reading->event;
	uint64_t left = row->filled;

	event->filled = row->filled;
	event->currency = CURRENCY_NONE;
	event->settled = false;
	event->amount = event->quote_amount = 0;
	event->quote = CURRENCY_NONE;
	event->start = event->end = event->due = DAY_NONE;
	event->date = event->since = DAY_NONE;
	for (; left != 0; left &= left - 1)
		event->field[lowest(left)] = row->cell[lowest(left)];
}

/* Of asset, case with offender, and fund an exchange takes but one. */
static uint64_t exchange_extra(const struct row *row)
{
	uint64_t payer = COLUMN_BIT(COLUMN_CASE) | COLUMN_BIT(COLUMN_OFFENDER);
	uint64_t fund = COLUMN_BIT(COLUMN_FUND);

	if ((row->filled & COLUMN_BIT(COLUMN_ASSET)) != 0)
		return row->filled & (payer | fund);
	if ((row->filled & payer) == payer)
		return row->filled & fund;
	return row->filled & payer;
}

bool event_read(const struct row *row, int32_t today, struct event *event,
		struct refusal *refusal)
{
	struct reading reading = {event, refusal, today, false, COLUMN_NONE};
	uint64_t left = row->filled;
	uint64_t extra;

	refusal->code = REFUSAL_NONE;
	if (!test_lengths(row, refusal) || !test_presence(row, event, refusal))
		return false;
	start_reading(&reading, row);
	if (event_has(event, COLUMN_CURRENCY))
		test_currency(&reading, COLUMN_CURRENCY);
	if (event_has(event, COLUMN_QUOTE))
		test_currency(&reading, COLUMN_QUOTE);
	for (; left != 0; left &= left - 1)
		test_field(&reading, lowest(left));
	test_date_order(&reading);
	if (refusal->code != REFUSAL_NONE)
		return false;
	if (reading.overflow)
		return refuse(refusal, REFUSAL_OVERFLOW, reading.overflow_at,
			      "%s is too large; the most is "
			      "9223372036854775807 minor units: is a digit too "
			      "many?",
			      name_of(reading.overflow_at));
	extra = row->filled & ~event_columns(event->code);
	if (extra == 0 && event->code == EVENT_CASH_EXCHANGED)
		extra = exchange_extra(row);
	if (extra != 0)
		return refuse(refusal, REFUSAL_UNEXPECTED_FIELD, lowest(extra),
			      "%s does not take %s; leave that cell empty",
			      event_row(event->code)->name,
			      name_of(lowest(extra)));
	fill_defaults(event);
	return true;
}

bool event_settle(struct event *event, uint8_t currency,
		  struct refusal *refusal)
{
	struct reading reading = {event, refusal, 0, false, COLUMN_NONE};

	if (event->currency == CURRENCY_NONE && currency != CURRENCY_NONE) {
		event->currency = currency;
		event->field[COLUMN_CURRENCY].bytes = currency_code(currency);
		event->field[COLUMN_CURRENCY].size = 3;
		event->filled |= COLUMN_BIT(COLUMN_CURRENCY);
	}
	if (!event_has(event, COLUMN_AMOUNT) || event->settled)
		return true;
	refusal->code = REFUSAL_NONE;
	settle(&reading);
	if (reading.overflow)
		return refuse(refusal, REFUSAL_OVERFLOW, COLUMN_AMOUNT,
			      "amount is too large to record");
	return refusal->code == REFUSAL_NONE;
}
