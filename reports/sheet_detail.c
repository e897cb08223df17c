/* sheet_detail.c: titles, totals, rows. */
#include "reports/sheet_detail.h"

#include "reports/cell.h"

#include "ledger/base/currency.h"
#include "reports/sheet_subtotals.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

/* A figure of 9 points, in widths of the 11 points that columns go by. */
#define FIGURE_WIDTH 0.92

enum {
	TEXT_WIDTH_MAX = 36, /* longer texts wrap */
	WIDTH_LEAST = 7,
	TITLE_HEIGHT = 36,    /* two lines and the filter's button */
	LINE_CHARACTERS = 33, /* that surely fit into such a column */
	LINE_POINTS = 13
};

static struct xl_box at(uint32_t row, uint32_t column)
{
	struct xl_box box = {row, column, row, column};

	return box;
}

static bool is_text(enum cell_kind kind)
{
	return kind == CELL_TEXT || kind == CELL_CODE;
}

/* The longest word of a title: titles wrap between words. */
static size_t title_width(const char *title)
{
	size_t longest = 0, word = 0;

	for (; *title != '\0'; title++) {
		word = *title == ' ' ? 0 : word + 1;
		if (word > longest)
			longest = word;
	}
	return longest;
}

static void set_widths(const struct part *part, struct xl_sheet *sheet)
{
	const struct sums *sums = &part->sums;
	uint32_t i;

	for (i = 0; i < sums->column_count; i++) {
		size_t width = sums->column[i].width;
		size_t title = title_width(sums->columns[i].title);

		if (is_text(sums->columns[i].kind) && width > TEXT_WIDTH_MAX)
			width = TEXT_WIDTH_MAX;
		if (width < title)
			width = title;
		if (width < WIDTH_LEAST)
			width = WIDTH_LEAST;
		xl_width(sheet, i,
			 is_text(sums->columns[i].kind)
				 ? (double)width + 2
				 : (double)width * FIGURE_WIDTH + 1.2);
	}
}

static void write_top(const struct workbook *workbook, const struct part *part,
		      struct xl_sheet *sheet, size_t detail)
{
	char name[PART_NAME_SIZE];
	struct text line = TEXT_ZERO;
	struct text here = TEXT_ZERO;
	struct text all = TEXT_ZERO;
	uint64_t large = 0;
	size_t i;

	part_sheet_name(part, detail, name);
	text_addf(&line, "%s " SAY_AS_OF_F, name, workbook->as_of);
	xl_height(sheet, 0, 28);
	xl_put(sheet, 0, 0, line.bytes, XL_TITLE);
	workbook_count(&here, (int64_t)part_sheet_rows(part, detail));
	workbook_count(&all, (int64_t)part->sums.rows);
	text_clear(&line);
	if (workbook->pack)
		text_addf(&line, "%s; ", part->kind.about);
	text_addf(&line, SAY_DETAIL_NOTE_F, here.bytes, all.bytes);
	if (part->sums.currency_count > PART_TOTALS_MAX)
		text_add_string(&line, "; " SAY_MORE_TOTALS);
	for (i = 0; i < part->sums.column_count; i++)
		large += part->sums.column[i].too_large;
	if (large > 0) {
		text_clear(&here);
		workbook_count(&here, (int64_t)large);
		text_add_string(&line, "; ");
		text_addf(&line, SAY_TOO_LARGE_F, here.bytes);
	}
	xl_put(sheet, 1, 0, line.bytes, XL_SUBTITLE);
	text_release(&line);
	text_release(&here);
	text_release(&all);
}

static void write_total(const struct part *part, struct xl_sheet *sheet,
			size_t currency)
{
	const struct sums *sums = &part->sums;
	const struct sums_currency *sum = &sums->currency[currency];
	uint32_t row = PART_TOTALS_ROW + (uint32_t)currency;
	int digits = currency_digits(sum->currency);
	struct text line = TEXT_ZERO;
	struct text rows = TEXT_ZERO;
	uint8_t i;

	workbook_count(&rows, (int64_t)sum->rows);
	text_addf(&line, SAY_TOTAL_F, currency_code(sum->currency), rows.bytes);
	xl_put(sheet, row, 0, line.bytes, XL_TOTAL);
	for (i = 1; i < sums->column_count; i++) {
		if (sums->columns[i].kind != CELL_MONEY) {
			xl_put(sheet, row, i, "", XL_TOTAL);
		} else if (sum->unsafe[i] & SUMS_UNSAFE_TOTAL) {
			text_clear(&line);
			if (sum->unsafe[i] & SUMS_OVERFLOW)
				text_add_string(&line, SAY_OVERFLOW);
			else
				workbook_money(&line, sum->total[i],
					       sum->currency);
			xl_put(sheet, row, i, line.bytes, XL_TOO_LARGE);
		} else {
			formula_total(&line, part, i, sum->currency);
			xl_put_computed(sheet, at(row, i), line.bytes,
					sum->total[i], digits,
					XL_TOTAL_MONEY + digits);
		}
	}
	text_release(&line);
	text_release(&rows);
}

static void write_titles(const struct part *part, struct xl_sheet *sheet)
{
	const struct sums *sums = &part->sums;
	uint32_t i;

	xl_height(sheet, part->head, TITLE_HEIGHT);
	for (i = 0; i < sums->column_count; i++) {
		enum cell_kind kind = sums->columns[i].kind;

		xl_put(sheet, part->head, i, sums->columns[i].title,
		       kind == CELL_DAY ? XL_HEAD_CENTER
		       : is_text(kind)	? XL_HEAD
					: XL_HEAD_RIGHT);
	}
}

static int bucket_style(const struct sums *sums, struct slice name)
{
	size_t i;

	for (i = 0; i < sums->section_count; i++) {
		if (slice_is(name, sums->section_name[i].bytes))
			return XL_BUCKET + (int)i;
	}
	return XL_TEXT;
}

/* Money in its currency's format, any other number as it is. */
static void put_number(struct xl_sheet *sheet, struct xl_box place,
		       const struct cell *cell, enum cell_kind kind)
{
	struct text shown = TEXT_ZERO;
	uint8_t currency = kind == CELL_MONEY ? cell->currency : CURRENCY_NONE;
	int digits = currency_digits(currency);
	int style = kind == CELL_MONEY ? XL_MONEY + digits : XL_ORDINAL;

	if (cell->empty) {
		xl_put(sheet, place.top, place.left, "", style);
	} else if (!sums_too_large(cell->number)) {
		xl_put_decimal(sheet, place, cell->number, digits, style);
	} else {
		workbook_money(&shown, cell->number, currency);
		xl_put(sheet, place.top, place.left, shown.bytes, XL_TOO_LARGE);
	}
	text_release(&shown);
}

static void put_text(const struct part *part, struct xl_sheet *sheet,
		     struct xl_box place, const struct cell *cell)
{
	const struct sums *sums = &part->sums;
	int style = XL_TEXT;

	if (place.left == sums->roles.bucket)
		style = bucket_style(sums, cell->text);
	else if (sums->column[place.left].width > TEXT_WIDTH_MAX)
		style = XL_WRAP;
	xl_put_slice(sheet, place.top, place.left, cell->text, style);
}

static void put_cell(const struct part *part, struct xl_sheet *sheet,
		     struct xl_box place, const struct cell *cell)
{
	enum cell_kind kind = part->sums.columns[place.left].kind;

	if (cell->hidden) {
		xl_put(sheet, place.top, place.left, CELL_HIDDEN, XL_HIDDEN);
		return;
	}
	switch (kind) {
	case CELL_TEXT:
	case CELL_CODE:
		put_text(part, sheet, place, cell);
		break;
	case CELL_DAY:
		if (cell->empty || cell->number == DAY_NONE)
			xl_put(sheet, place.top, place.left, "", XL_DAY);
		else
			xl_put_day(sheet, place.top, place.left,
				   (int32_t)cell->number);
		break;
	case CELL_SHARE:
		if (cell->empty)
			xl_put(sheet, place.top, place.left, "", XL_SHARE);
		else
			xl_put_decimal(sheet, place, cell->number, 3, XL_SHARE);
		break;
	case CELL_TENTHS:
		if (cell->empty)
			xl_put(sheet, place.top, place.left, "", XL_TENTHS);
		else
			xl_put_decimal(sheet, place, cell->number, 1,
				       XL_TENTHS);
		break;
	case CELL_NUMBER:
	case CELL_MONEY:
		put_number(sheet, place, cell, kind);
		break;
	}
}

/* The code of the row leads to its journal; returns the cells written. */
static uint32_t put_linked(const struct workbook *workbook,
			   const struct part *part, struct xl_sheet *sheet,
			   uint32_t row, const struct cell *cells)
{
	uint32_t to;

	if (workbook->links == NULL || part->kind.item == ITEM_NONE ||
	    !links_find(workbook->links, part->kind.item, cells[0].text, &to))
		return 0;
	xl_put_link_row(sheet, at(row, 0), SAY_JOURNAL, to, cells[0].text);
	return 1;
}

/* Not every spreadsheet fits a row to wrapped text by itself. */
static void set_height(const struct sums *sums, struct xl_sheet *sheet,
		       uint32_t row, const struct cell *cells)
{
	size_t longest = 0, i;

	for (i = 0; i < sums->column_count; i++)
		if (sums->column[i].width > TEXT_WIDTH_MAX &&
		    is_text(sums->columns[i].kind) &&
		    cells[i].text.size > longest)
			longest = cells[i].text.size;
	if (longest > TEXT_WIDTH_MAX)
		xl_height(sheet, row,
			  LINE_POINTS * (int)(longest / LINE_CHARACTERS + 1));
}

/* Bars on the days, red on rows that do not add up. */
static void set_rules(const struct part *part, struct xl_sheet *sheet,
		      uint32_t last)
{
	const struct sums *sums = &part->sums;
	struct xl_box table = {part->head + 1, 0, last,
			       (uint32_t)sums->column_count - 1};
	struct xl_box days = {part->head + 1, sums->roles.days, last,
			      sums->roles.days};
	struct text formula = TEXT_ZERO;
	size_t i;

	if (sums->roles.days != SUMS_NONE)
		xl_bars(sheet, days);
	for (i = 0; i < sums->column_count; i++) {
		struct xl_box box = {table.top, (uint32_t)i, last, (uint32_t)i};

		if (sums->columns[i].kind != CELL_MONEY)
			continue;
		formula_zero(&formula, box);
		xl_rule(sheet, box, formula.bytes, XL_FADED);
	}
	for (i = 0; i < SUMS_IDENTITIES; i++) {
		if (!sums->identity[i])
			continue;
		formula_identity_row(&formula, part, i);
		xl_rule(sheet, table, formula.bytes, XL_BAD);
	}
	text_release(&formula);
}

static void set_frame(const struct workbook *workbook, const struct part *part,
		      struct xl_sheet *sheet, uint32_t last)
{
	struct xl_box table = {part->head, 0, last,
			       (uint32_t)part->sums.column_count - 1};

	workbook_page(workbook, sheet);
	set_widths(part, sheet);
	xl_filter(sheet, table);
	xl_freeze(sheet, part->head + 1, 1);
	xl_repeat(sheet, part->head, part->head);
	set_rules(part, sheet, last);
}

enum status sheet_detail_write(const struct workbook *workbook,
			       struct part *part, struct xl_sheet *sheet,
			       size_t detail, struct err *err)
{
	const struct sums *sums = &part->sums;
	struct cell cells[DATASET_COLUMNS_MAX];
	uint64_t rows = part_sheet_rows(part, detail);
	uint32_t last = part->head + (rows == 0 ? 1 : (uint32_t)rows);
	enum status status;
	uint32_t row, i;

	set_frame(workbook, part, sheet, last);
	write_top(workbook, part, sheet, detail);
	for (i = 0; detail == 0 && i < part->totals; i++)
		write_total(part, sheet, i);
	write_titles(part, sheet);
	for (row = part->head + 1; row <= part->head + rows; row++) {
		status = tape_next(part->tape, cells, err);
		if (status != STATUS_OK)
			return status;
		set_height(sums, sheet, row, cells);
		i = put_linked(workbook, part, sheet, row, cells);
		for (; i < sums->column_count; i++)
			put_cell(part, sheet, at(row, i), &cells[i]);
	}
	if (detail + 1 == part->sheets)
		sheet_subtotals_write(part, sheet);
	return STATUS_OK;
}
