/*
 * cell.h: cells, and their text: for machines, and for a terminal.
 *
 * Machines    amounts with the currency's minor digits, days ISO, shares
 *             with one decimal; an absent value is no text at all.
 * Hidden      a figure that the public profile leaves out is CELL_HIDDEN.
 * Terminal    the same, but digits stand in groups of three.
 */
#ifndef REPORTS_CELL_H
#define REPORTS_CELL_H

#include "ledger/base/text.h"
#include "reports/dataset.h"

#define CELL_HIDDEN "s"

/* Cells of each kind. */
static inline struct cell cell_text(struct slice text)
{
	struct cell cell = {
		{text.bytes, text.size}, 0, CURRENCY_NONE, false, false};

	return cell;
}

static inline struct cell cell_string(const char *string)
{
	return cell_text((struct slice){string, strlen(string)});
}

/* A number, or a day. */
static inline struct cell cell_number(int64_t number)
{
	struct cell cell = {{"", 0}, number, CURRENCY_NONE, false, false};

	return cell;
}

static inline struct cell cell_money(int64_t amount, uint8_t currency)
{
	struct cell cell = {{"", 0}, amount, currency, false, false};

	return cell;
}

static inline struct cell cell_empty(void)
{
	struct cell cell = {{"", 0}, 0, CURRENCY_NONE, true, false};

	return cell;
}

/* A part of a whole in tenths of a percent, half up; empty of nothing. */
struct cell cell_share(int64_t part, int64_t whole);

/* A figure that is not shown: it holds nothing of it. */
static inline struct cell cell_hidden(void)
{
	struct cell cell = cell_empty();

	cell.hidden = true;
	return cell;
}

/* Does a cell of this kind stand at the right? */
bool cell_is_number(enum cell_kind kind);

/* Append the text of a cell. */
void cell_plain(enum cell_kind kind, const struct cell *cell, struct text *out);
void cell_grouped(enum cell_kind kind, const struct cell *cell,
		  struct text *out);

/* Append an amount with its digits in groups of three. */
void cell_amount(int64_t amount, uint8_t currency, struct text *out);

#endif /* REPORTS_CELL_H */
