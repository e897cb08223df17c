/* rows.c: event rows made of a fuzzer's bytes. */
#include "tests/support/rows.h"

#include <stdio.h>
#include <string.h>

#define PICK(of, byte) ((of)[(byte) % (sizeof(of) / sizeof((of)[0]))])

static const char *const dates[] = {
	"2009-01-05", "2009-01-06", "2009-02-01", "2009-02-28", "2009-03-31",
	"2009-06-15", "2009-12-31", "2010-01-01", "2012-02-29", "2015-07-01",
	"1999-12-31", "2000-01-01", "2016-06-30", "2016-07-01", "2024-05-05",
	"1990-01-01", "2026-01-01", "2026-01-02"};

static const char *const amounts[] = {"1000",
				      "1",
				      "100",
				      "50",
				      "333",
				      "700",
				      "999",
				      "1001",
				      "2",
				      "3",
				      "10000",
				      "250.50",
				      "0.01",
				      "0",
				      "7",
				      "120",
				      "4999",
				      "5000",
				      "999999",
				      "10",
				      "9223372036854775807",
				      "9223372036854775808",
				      "92233720368547758.07",
				      "4611686018427387904"};

static const char *const rates[] = {"1",      "1000",	      "10000",
				    "0.5",    "0.0000000001", "3",
				    "2840.9", "10000000000",  "1.1"};

static const char *const values[] = {
	"1", "-1", "0", "0.000001", "44.5", "9223372036854.775807"};

static const char *const currencies[] = {"BYR", "BYR", "BYR", "BYN",
					 "BYB", "USD", "EUR", "ZZZ"};

static const char *const texts[] = {
	"a",	   "Minsk", "181",
	"2009-05", "=1+1",  "\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba"};

static const char *const items[] = {
	"claim:A1", "claim:A2", "asset:A1",  "contribution:A1", "grant:A1",
	"grant:A2", "case:A1",	"relief:A1", "assistance:A1"};

static void put(struct rows *rows, struct row *row, enum column column,
		const char *text)
{
	char *room = rows->room[column];

	(void)snprintf(room, ROWS_CELL_SIZE, "%s", text);
	row->cell[column] = (struct slice){room, strlen(room)};
	row->filled |= COLUMN_BIT(column);
}

/* The next new id, or now and then one that may be on the book. */
static void put_id(struct rows *rows, struct row *row, enum column column,
		   uint8_t byte)
{
	char id[ROWS_CELL_SIZE];
	unsigned int number = rows->number;

	if (column != COLUMN_ID || byte >= 240)
		number = 1 + byte % 16;
	(void)snprintf(id, sizeof id, "E-%u", number);
	put(rows, row, column, id);
}

static void put_choice(struct rows *rows, struct row *row, enum column column,
		       uint8_t byte)
{
	put(rows, row, column,
	    choice_name(column, byte % choice_count(column)));
}

/* Codes are A1, A2 and A3 in every name space. */
static void put_code(struct rows *rows, struct row *row, enum column column,
		     uint8_t byte)
{
	static const char *const codes[] = {"A1", "A1", "A2", "A3"};
	static const char *const several[] = {"A1", "A1;A2", "A2", "A2;A1"};

	put(rows, row, column,
	    column == COLUMN_OFFENDER && byte % 8 > 3 ? PICK(several, byte)
						      : PICK(codes, byte));
}

static void put_cell(struct rows *rows, struct row *row, enum column column)
{
	uint8_t byte = rows_byte(rows);

	switch (column_row(column)->form) {
	case FORM_ID:
		put_id(rows, row, column, byte);
		break;
	case FORM_CODE:
		put_code(rows, row, column, byte);
		break;
	case FORM_CHOICE:
		put_choice(rows, row, column, byte);
		break;
	case FORM_EVENT:
		break;
	case FORM_DATE:
		put(rows, row, column, PICK(dates, byte));
		break;
	case FORM_ITEM:
		put(rows, row, column, PICK(items, byte));
		break;
	case FORM_AMOUNT:
		put(rows, row, column, PICK(amounts, byte));
		break;
	case FORM_RATE:
		put(rows, row, column, PICK(rates, byte));
		break;
	case FORM_VALUE:
		put(rows, row, column, PICK(values, byte));
		break;
	case FORM_CURRENCY:
		put(rows, row, column, PICK(currencies, byte));
		break;
	case FORM_TEXT:
		put(rows, row, column, PICK(texts, byte));
		break;
	}
}

bool rows_next(struct rows *rows, struct row *row)
{
	const struct event_row *event;
	uint64_t optional;
	uint8_t more;
	int column;

	if (rows->at >= rows->end || rows->number >= ROWS_MAX)
		return false;
	rows->number++;
	row->filled = 0;
	event = event_row(
		(enum event_code)(1 + rows_byte(rows) % (EVENT_COUNT - 1)));
	put(rows, row, COLUMN_EVENT, event->name);
	put_cell(rows, row, COLUMN_ID);
	put_cell(rows, row, COLUMN_DATE);
	/* A bit of the byte a column; a small byte is for none of them. */
	optional = event->optional | COLUMN_BIT(COLUMN_CURRENCY) |
		   COLUMN_BIT(COLUMN_SINCE) | COLUMN_BIT(COLUMN_CORRECTS);
	more = rows_byte(rows);
	for (column = COLUMN_SINCE; column < COLUMN_COUNT; column++) {
		if ((event->required & COLUMN_BIT(column)) != 0)
			put_cell(rows, row, (enum column)column);
		else if ((optional & COLUMN_BIT(column)) != 0 &&
			 (more >> column % 8 & 1) != 0 && more >= 64)
			put_cell(rows, row, (enum column)column);
	}
	return true;
}

void rows_csv(struct rows *rows, struct text *out)
{
	struct row row;
	int column;

	for (column = 0; column < COLUMN_COUNT; column++)
		text_addf(out, "%s%s", column == 0 ? "" : ",",
			  column_row((enum column)column)->name);
	text_add_char(out, '\n');
	while (rows_next(rows, &row)) {
		for (column = 0; column < COLUMN_COUNT; column++) {
			if (column > 0)
				text_add_char(out, ',');
			if ((row.filled & COLUMN_BIT(column)) != 0)
				text_add(out, row.cell[column].bytes,
					 row.cell[column].size);
		}
		text_add_char(out, '\n');
	}
}
