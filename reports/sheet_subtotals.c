/* sheet_subtotals.c: sums by section, below the rows. */
#include "reports/sheet_subtotals.h"

#include "ledger/base/currency.h"
#include "reports/workbook.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

static bool stands(const struct part *part, size_t currency, size_t section)
{
	return part->sums.currency[currency].section[section].rows > 0;
}

static uint32_t count_rows(const struct part *part, size_t currency)
{
	uint32_t rows = 0;
	size_t i;

	for (i = 0; i < part->sums.section_count; i++)
		rows += stands(part, currency, i) ? 1 : 0;
	return rows;
}

/* With as many names as fit, the last stands for others, too. */
static bool has_any(const struct part *part)
{
	return part->totals > 0 && part->sums.roles.section != SUMS_NONE &&
	       part->sums.section_count < SUMS_SECTIONS_MAX;
}

uint32_t subtotals_rows(const struct part *part)
{
	uint32_t rows = 0;
	size_t i;

	if (!has_any(part))
		return 0;
	for (i = 0; i < part->totals; i++)
		rows += count_rows(part, i);
	return rows == 0 ? 0 : rows + 1;
}

/* The heading: one free row below the last of the table. */
static uint32_t heading_row(const struct part *part)
{
	uint64_t rows = part_sheet_rows(part, part->sheets - 1);

	return part->head + (uint32_t)rows + 2;
}

struct xl_box subtotals_place(const struct part *part, size_t currency)
{
	struct xl_box box = {0, 0, 0, 0};
	size_t i;

	box.top = heading_row(part) + 1;
	for (i = 0; i < currency; i++)
		box.top += count_rows(part, i);
	box.bottom = box.top + count_rows(part, currency) - 1;
	box.right = (uint32_t)part->sums.column_count - 1;
	return box;
}

uint32_t subtotals_count_column(const struct part *part)
{
	return part->sums.roles.section == 0 ? 1 : 0;
}

static void put_sum(const struct part *part, struct xl_sheet *sheet,
		    struct xl_box at, const struct sums_currency *sum,
		    size_t section)
{
	uint8_t column = (uint8_t)at.left;
	int64_t total = sum->section[section].total[column];
	int digits = currency_digits(sum->currency);
	struct text name = TEXT_ZERO;
	struct text formula = TEXT_ZERO;

	if (sum->unsafe[column] & SUMS_UNSAFE_TOTAL) {
		workbook_money(&name, total, sum->currency);
		xl_put(sheet, at.top, at.left, name.bytes, XL_TOO_LARGE);
		text_release(&name);
		return;
	}
	formula_cell(&name, at.top, part->sums.roles.section);
	formula_section(&formula, part, name.bytes, sum->currency, column);
	xl_put_computed(sheet, at, formula.bytes, total, digits,
			XL_TOTAL_MONEY + digits);
	text_release(&name);
	text_release(&formula);
}

static void put_count(const struct part *part, struct xl_sheet *sheet,
		      struct xl_box at, const struct sums_currency *sum,
		      size_t section)
{
	struct text name = TEXT_ZERO;
	struct text formula = TEXT_ZERO;

	formula_cell(&name, at.top, part->sums.roles.section);
	formula_section(&formula, part, name.bytes, sum->currency, SUMS_NONE);
	xl_put_computed(sheet, at, formula.bytes,
			(int64_t)sum->section[section].rows, 0, XL_TOTAL_ROWS);
	text_release(&name);
	text_release(&formula);
}

static void put_name(const struct part *part, struct xl_sheet *sheet,
		     struct xl_box at, size_t section)
{
	const struct sums *sums = &part->sums;
	int style = sums->roles.bucket == SUMS_NONE ? XL_TOTAL
						    : XL_BUCKET + (int)section;

	xl_put(sheet, at.top, at.left, sums->section_name[section].bytes,
	       style);
}

static void write_row(const struct part *part, struct xl_sheet *sheet,
		      uint32_t row, size_t currency, size_t section)
{
	const struct sums *sums = &part->sums;
	const struct sums_currency *sum = &sums->currency[currency];
	uint8_t i;

	for (i = 0; i < sums->column_count; i++) {
		struct xl_box at = {row, i, row, i};

		if (i == subtotals_count_column(part))
			put_count(part, sheet, at, sum, section);
		else if (i == sums->roles.section)
			put_name(part, sheet, at, section);
		else if (i == sums->roles.currency)
			xl_put(sheet, row, i, currency_code(sum->currency),
			       XL_TOTAL);
		else if (sums->columns[i].kind == CELL_MONEY)
			put_sum(part, sheet, at, sum, section);
		else
			xl_put(sheet, row, i, "", XL_TOTAL);
	}
}

static void write_heading(const struct part *part, struct xl_sheet *sheet)
{
	const struct sums *sums = &part->sums;
	struct text line = TEXT_ZERO;
	uint32_t row = heading_row(part);
	uint32_t i;

	text_addf(&line, SAY_SUBTOTALS_F,
		  sums->columns[sums->roles.section].title);
	xl_put(sheet, row, 0, line.bytes, XL_HEADING);
	for (i = 1; i < sums->column_count; i++)
		xl_put(sheet, row, i, "", XL_HEADING);
	text_release(&line);
}

void sheet_subtotals_write(const struct part *part, struct xl_sheet *sheet)
{
	size_t currency, section;
	uint32_t row;

	if (subtotals_rows(part) == 0)
		return;
	write_heading(part, sheet);
	for (currency = 0; currency < part->totals; currency++) {
		row = subtotals_place(part, currency).top;
		for (section = 0; section < part->sums.section_count; section++)
			if (stands(part, currency, section))
				write_row(part, sheet, row++, currency,
					  section);
	}
}
