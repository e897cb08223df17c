/* board.c: small tables of figures. */
#include "reports/board.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "reports/workbook.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

#include <assert.h>
#include <stdlib.h>

enum {
	SHARE_DIGITS = 6,
	CHART_ROWS = 17,
	BESIDE_COLUMNS = 3,
	TITLE_ROWS = 2,
	TITLE_CHARACTERS = 16,
	TITLE_HEIGHT = 26
};

void board_init(struct board *board, size_t rows, size_t columns)
{
	size_t i;

	memset(board, 0, sizeof *board);
	board->row_count = rows;
	board->column_count = columns;
	board->rows = mem_alloc((rows + 1) * sizeof *board->rows);
	board->columns = mem_alloc((columns + 1) * sizeof *board->columns);
	board->cells = mem_alloc((rows * columns + 1) * sizeof *board->cells);
	board->bars = -1;
	for (i = 0; i < rows; i++)
		board->rows[i].style = XL_TEXT;
}

void board_release(struct board *board)
{
	size_t i;

	for (i = 0; i < board->row_count; i++)
		text_release(&board->rows[i].text);
	for (i = 0; i < board->column_count; i++)
		text_release(&board->columns[i]);
	for (i = 0; i < board->row_count * board->column_count; i++)
		text_release(&board->cells[i].formula);
	text_release(&board->heading);
	text_release(&board->note);
	text_release(&board->corner);
	text_release(&board->chart.title);
	text_release(&board->chart.x_title);
	text_release(&board->chart.y_title);
	text_release(&board->chart.description);
	free(board->rows);
	free(board->columns);
	free(board->cells);
}

struct board_cell *board_at(const struct board *board, size_t row,
			    size_t column)
{
	assert(row < board->row_count && column < board->column_count);
	return &board->cells[row * board->column_count + column];
}

void board_count(struct board *board, size_t row, size_t column,
		 uint64_t number)
{
	struct board_cell *cell = board_at(board, row, column);

	cell->kind = BOARD_COUNT;
	cell->filled = true;
	cell->number = (int64_t)number;
}

void board_money(struct board *board, size_t row, size_t column, int64_t minor,
		 uint8_t currency)
{
	struct board_cell *cell = board_at(board, row, column);

	cell->kind = BOARD_MONEY;
	cell->filled = true;
	cell->number = minor;
	cell->currency = currency;
}

static bool has_chart_beside(const struct board *board)
{
	return board->column_count <= BESIDE_COLUMNS;
}

void board_place(struct board *board, uint32_t top)
{
	uint32_t below = top + TITLE_ROWS + (uint32_t)board->row_count +
			 (board->note.size > 0 ? 1 : 0);
	uint32_t chart = top + 1;

	board->top = top;
	board->end = below + 1;
	if (!board->chart.wanted)
		return;
	if (has_chart_beside(board)) {
		board->chart.look.at.left = BESIDE_COLUMNS + 1;
	} else {
		chart = below;
		board->chart.look.at.left = 1;
	}
	board->chart.look.at.top = chart;
	if (chart + CHART_ROWS + 1 > board->end)
		board->end = chart + CHART_ROWS + 1;
}

struct xl_box board_box(const struct board *board, size_t row, size_t column)
{
	uint32_t at_row = board->top + TITLE_ROWS + (uint32_t)row;
	uint32_t at_column = (uint32_t)column + 1;
	struct xl_box box = {at_row, at_column, at_row, at_column};

	return box;
}

void board_name(const struct board *board, size_t row, size_t column,
		struct text *out)
{
	struct xl_box box = board_box(board, row, column);

	formula_cell(out, box.top, box.left);
}

size_t board_label_width(const struct board *board)
{
	size_t width = board->corner.size, i;

	for (i = 0; i < board->row_count; i++)
		if (board->rows[i].text.size > width)
			width = board->rows[i].text.size;
	return width;
}

size_t board_width(const struct board *board)
{
	struct text shown = TEXT_ZERO;
	size_t width = 0, i;

	for (i = 0; i < board->row_count * board->column_count; i++) {
		const struct board_cell *cell = &board->cells[i];

		text_clear(&shown);
		if (cell->filled && cell->kind == BOARD_MONEY)
			workbook_money(&shown, cell->number, cell->currency);
		else if (cell->filled && cell->kind == BOARD_COUNT)
			workbook_count(&shown, cell->number);
		if (shown.size > width)
			width = shown.size;
	}
	text_release(&shown);
	return width;
}

/* ---- onto the sheet ----------------------------------------------------- */

static int style_of(const struct board_cell *cell, bool total)
{
	int digits = currency_digits(cell->currency);

	switch (cell->kind) {
	case BOARD_COUNT:
		return total ? XL_TOTAL_NUMBER : XL_NUMBER;
	case BOARD_MONEY:
		return (total ? XL_TOTAL_MONEY : XL_MONEY) + digits;
	case BOARD_SHARE:
		break;
	}
	return total ? XL_TOTAL_SHARE : XL_SHARE;
}

static int digits_of(const struct board_cell *cell)
{
	return cell->kind == BOARD_MONEY   ? currency_digits(cell->currency)
	       : cell->kind == BOARD_SHARE ? SHARE_DIGITS
					   : 0;
}

static void put_large(struct xl_sheet *sheet, struct xl_box at,
		      const struct board_cell *cell)
{
	struct text shown = TEXT_ZERO;

	workbook_money(&shown, cell->number, cell->currency);
	xl_put(sheet, at.top, at.left, shown.bytes, XL_TOO_LARGE);
	text_release(&shown);
}

static void put_cell(const struct board *board, struct xl_sheet *sheet,
		     size_t row, size_t column)
{
	const struct board_cell *cell = board_at(board, row, column);
	struct xl_box at = board_box(board, row, column);
	bool total = (board->total && row + 1 == board->row_count) ||
		     column + board->totals >= board->column_count;

	if (cell->hidden)
		xl_put(sheet, at.top, at.left, SAY_HIDDEN, XL_RESULT);
	else if (!cell->filled)
		xl_put(sheet, at.top, at.left, "", total ? XL_TOTAL : XL_TEXT);
	else if (sums_too_large(cell->number))
		put_large(sheet, at, cell);
	else if (cell->formula.size > 0)
		xl_put_computed(sheet, at, cell->formula.bytes, cell->number,
				digits_of(cell), style_of(cell, total));
	else
		xl_put_decimal(sheet, at, cell->number, digits_of(cell),
			       style_of(cell, total));
}

static void write_titles(const struct board *board, struct xl_sheet *sheet,
			 uint32_t columns)
{
	uint32_t i;

	size_t longest = 0;

	for (i = 0; i < board->column_count; i++)
		if (board->columns[i].size > longest)
			longest = board->columns[i].size;
	xl_put(sheet, board->top, 0, board->heading.bytes, XL_HEADING);
	for (i = 1; i < columns; i++)
		if (i + 1 < columns || board->link == NULL)
			xl_put(sheet, board->top, i, "", XL_HEADING);
	if (board->link != NULL)
		xl_put_link(sheet, board->top, columns - 1, board->link,
			    board->link);
	if (longest > TITLE_CHARACTERS)
		xl_height(sheet, board->top + 1, TITLE_HEIGHT);
	xl_put(sheet, board->top + 1, 0, board->corner.bytes, XL_HEAD);
	for (i = 0; i < board->column_count; i++)
		xl_put(sheet, board->top + 1, i + 1, board->columns[i].bytes,
		       XL_HEAD_RIGHT);
}

static void write_row(const struct board *board, struct xl_sheet *sheet,
		      size_t row)
{
	const struct board_label *label = &board->rows[row];
	uint32_t at = board_box(board, row, 0).top;
	bool total = board->total && row + 1 == board->row_count;
	size_t i;

	if (label->link != NULL)
		xl_put_link(sheet, at, 0, label->link, label->text.bytes);
	else
		xl_put(sheet, at, 0, label->text.bytes,
		       total ? XL_TOTAL : label->style);
	for (i = 0; i < board->column_count; i++)
		put_cell(board, sheet, row, i);
}

/* Zeros step back. */
static void fade_zeros(const struct board *board, struct xl_sheet *sheet)
{
	struct xl_box box = board_box(board, 0, 0);
	struct text formula = TEXT_ZERO;

	box.bottom = board_box(board, board->row_count - 1, 0).top;
	box.right = (uint32_t)board->column_count;
	formula_zero(&formula, box);
	xl_rule(sheet, box, formula.bytes, XL_FADED);
	text_release(&formula);
}

static void put_bars(const struct board *board, struct xl_sheet *sheet)
{
	size_t last = board->row_count - (board->total ? 2 : 1);
	struct xl_box box = board_box(board, 0, (size_t)board->bars);

	box.bottom = board_box(board, last, 0).top;
	xl_bars(sheet, box);
}

static void put_chart(const struct board *board, struct xl_sheet *sheet)
{
	const struct board_chart *chart = &board->chart;
	const struct board *of = chart->of == NULL ? board : chart->of;
	struct xl_chart look = chart->look;
	size_t last = of->row_count - (of->total ? 2 : 1);

	look.values = board_box(of, 0, chart->first);
	look.values.bottom = board_box(of, last, 0).top;
	look.values.right = board_box(of, 0, chart->last).left;
	look.title = chart->title.bytes;
	look.x_title = chart->x_title.bytes;
	look.y_title = chart->y_title.bytes;
	look.description = chart->description.bytes;
	xl_chart(sheet, &look);
}

void board_write(const struct board *board, struct xl_sheet *sheet,
		 uint32_t columns)
{
	size_t i;

	write_titles(board, sheet, columns);
	for (i = 0; i < board->row_count; i++)
		write_row(board, sheet, i);
	if (board->note.size > 0)
		xl_put(sheet, board_box(board, board->row_count, 0).top, 0,
		       board->note.bytes, XL_SUBTITLE);
	if (board->row_count == 0)
		return;
	fade_zeros(board, sheet);
	if (board->bars >= 0)
		put_bars(board, sheet);
	if (board->chart.wanted)
		put_chart(board, sheet);
}
