/* cell.c: cells to text. */
#include "reports/cell.h"

#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "ledger/base/money.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

enum { PER_MILLE = 1000 };

struct cell cell_share(int64_t part, int64_t whole)
{
	wide twice = (wide)part * 2 * PER_MILLE + whole;
	wide share;

	if (whole <= 0)
		return cell_empty();
	share = twice / (2 * (wide)whole);
	if (twice < 0 && share * 2 * whole != twice)
		share--;
	assert(share >= INT64_MIN && share <= INT64_MAX);
	return cell_number((int64_t)share);
}

bool cell_is_number(enum cell_kind kind)
{
	return kind == CELL_MONEY || kind == CELL_NUMBER ||
	       kind == CELL_SHARE || kind == CELL_TENTHS;
}

static void add_day(int64_t day, struct text *out)
{
	char text[DAY_TEXT_SIZE];

	day_format((int32_t)day, text);
	text_add_string(out, text);
}

static void add_money(int64_t amount, int digits, struct text *out)
{
	char text[MONEY_TEXT_SIZE];

	text_add(out, text, money_format(amount, digits, text));
}

void cell_plain(enum cell_kind kind, const struct cell *cell, struct text *out)
{
	if (cell->hidden)
		text_add_string(out, CELL_HIDDEN);
	if (cell->empty)
		return;
	switch (kind) {
	case CELL_TEXT:
	case CELL_CODE:
		text_add(out, cell->text.bytes, cell->text.size);
		break;
	case CELL_DAY:
		add_day(cell->number, out);
		break;
	case CELL_MONEY:
		add_money(cell->number, currency_digits(cell->currency), out);
		break;
	case CELL_NUMBER:
		add_money(cell->number, 0, out);
		break;
	case CELL_SHARE:
	case CELL_TENTHS:
		add_money(cell->number, 1, out);
		break;
	}
}

/* Copy a number with a space before each group of three whole digits. */
static void add_groups(const char *number, size_t size, struct text *out)
{
	const char *point = memchr(number, '.', size);
	size_t whole = point == NULL ? size : (size_t)(point - number);
	size_t i;

	for (i = 0; i < size; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0 &&
		    number[i - 1] != '-')
			text_add_char(out, ' ');
		text_add_char(out, number[i]);
	}
}

void cell_amount(int64_t amount, uint8_t currency, struct text *out)
{
	char text[MONEY_TEXT_SIZE];

	add_groups(text, money_format(amount, currency_digits(currency), text),
		   out);
}

void cell_grouped(enum cell_kind kind, const struct cell *cell,
		  struct text *out)
{
	if (kind == CELL_MONEY && !cell->empty)
		cell_amount(cell->number, cell->currency, out);
	else
		cell_plain(kind, cell, out);
}
