/* sheet_summary.c: findings, ageing by bucket, chart and its values. */
#include "reports/sheet_summary.h"

#include "ledger/base/currency.h"
#include "reports/workbook_findings.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

#include <assert.h>

enum {
	FINDINGS_ROW = 4,
	CHART_COLUMN = 4, /* half of it stays free */
	CHART_GAP = 40,
	CHART_HEIGHT = 330,
	COLUMN_WIDTH_LEAST = 13,
	SHARE_DIGITS = 6,
	SHARE_SCALE = 1000000,
	PRINT_PERCENT = 80,
	PAGE_ROWS = 40,
	PAGE_CHARACTERS = 178
};

bool summary_fits(const struct sums *sums)
{
	const struct sums_roles *roles = &sums->roles;

	return roles->currency != SUMS_NONE && roles->bucket != SUMS_NONE &&
	       roles->amount != SUMS_NONE && roles->group != SUMS_NONE &&
	       roles->days != SUMS_NONE;
}

size_t summary_currencies(const struct sums *sums)
{
	size_t count = 0;

	while (count < sums->currency_count && count < SUMMARY_CURRENCIES_MAX &&
	       !sums->currency[count].outside)
		count++;
	return count;
}

static uint32_t findings_count(const struct workbook *workbook)
{
	struct text findings[SUMMARY_FINDINGS_MAX] = {TEXT_ZERO};
	size_t i, count;

	count = findings_write(workbook, findings, SUMMARY_FINDINGS_MAX);
	for (i = 0; i < count; i++)
		text_release(&findings[i]);
	return (uint32_t)count;
}

struct summary_place summary_place(const struct workbook *workbook,
				   size_t currency)
{
	const struct sums *sums = &workbook->summary->sums;
	struct summary_place place;
	uint32_t chart_end;
	size_t i;

	place.end = FINDINGS_ROW + findings_count(workbook) + 1;
	for (i = 0; i <= currency; i++) {
		place.heading = place.end;
		place.first = place.heading + 2;
		place.total = place.first + (uint32_t)sums->section_count;
		chart_end = place.heading + 1 +
			    (i < SUMMARY_CHARTS_MAX ? SUMMARY_CHART_ROWS : 0);
		place.block_heading = place.total + 2 > chart_end + 1
					      ? place.total + 2
					      : chart_end + 1;
		place.block = place.block_heading + 2;
		place.block_total = place.block + (uint32_t)sums->group_count;
		place.end = place.block_total + 2;
	}
	return place;
}

static struct xl_box at(uint32_t row, uint32_t column)
{
	struct xl_box box = {row, column, row, column};

	return box;
}

/* =ROUND(SUM(from:to),digits), or without ROUND for whole units. */
static void sum_of(struct text *out, struct xl_box box, int digits)
{
	text_clear(out);
	text_add_string(out, digits > 0 ? "=ROUND(SUM(" : "=SUM(");
	formula_cell(out, box.top, box.left);
	text_add_char(out, ':');
	formula_cell(out, box.bottom, box.right);
	text_add_char(out, ')');
	if (digits > 0)
		text_addf(out, ",%d)", digits);
}

/* Rounded, so that every spreadsheet keeps all digits of it. */
static void put_share(struct xl_sheet *sheet, uint32_t row, uint32_t total,
		      int64_t share, int style)
{
	struct text formula = TEXT_ZERO;

	text_add_string(&formula, "=IF(");
	formula_cell(&formula, total, 2);
	text_add_string(&formula, "=0,0,ROUND(");
	formula_cell(&formula, row, 2);
	text_add_char(&formula, '/');
	formula_cell(&formula, total, 2);
	text_addf(&formula, ",%d))", SHARE_DIGITS);
	xl_put_computed(sheet, at(row, 3), formula.bytes, share, SHARE_DIGITS,
			style);
	text_release(&formula);
}

static void write_bucket(const struct workbook *workbook,
			 struct xl_sheet *sheet, size_t currency,
			 const struct summary_place *place, size_t bucket)
{
	const struct sums *sums = &workbook->summary->sums;
	const struct sums_currency *sum = &sums->currency[currency];
	uint32_t row = place->first + (uint32_t)bucket;
	int digits = currency_digits(sum->currency);
	int64_t amount = sum->section[bucket].total[sums->roles.amount];
	struct text formula = TEXT_ZERO;
	struct text cell = TEXT_ZERO;

	formula_cell(&cell, row, 0);
	xl_put(sheet, row, 0, sums->section_name[bucket].bytes,
	       XL_BUCKET + (int)bucket);
	formula_section(&formula, workbook->summary, cell.bytes, sum->currency,
			SUMS_NONE);
	xl_put_computed(sheet, at(row, 1), formula.bytes,
			(int64_t)sum->section[bucket].rows, 0, XL_NUMBER);
	formula_section(&formula, workbook->summary, cell.bytes, sum->currency,
			sums->roles.amount);
	xl_put_computed(sheet, at(row, 2), formula.bytes, amount, digits,
			XL_MONEY + digits);
	put_share(sheet, row, place->total,
		  workbook_ratio(amount, sum->total[sums->roles.amount],
				 SHARE_SCALE),
		  XL_SHARE);
	text_release(&formula);
	text_release(&cell);
}

static void write_bucket_total(const struct workbook *workbook,
			       struct xl_sheet *sheet, size_t currency,
			       const struct summary_place *place)
{
	const struct sums *sums = &workbook->summary->sums;
	const struct sums_currency *sum = &sums->currency[currency];
	int digits = currency_digits(sum->currency);
	int64_t whole = sum->total[sums->roles.amount];
	struct xl_box box = {place->first, 1, place->total - 1, 1};
	struct text formula = TEXT_ZERO;

	xl_put(sheet, place->total, 0, SAY_TOTAL, XL_TOTAL);
	sum_of(&formula, box, 0);
	xl_put_computed(sheet, at(place->total, 1), formula.bytes,
			(int64_t)sum->rows, 0, XL_TOTAL_NUMBER);
	box.left = 2;
	box.right = 2;
	sum_of(&formula, box, digits);
	xl_put_computed(sheet, at(place->total, 2), formula.bytes, whole,
			digits, XL_TOTAL_MONEY + digits);
	put_share(sheet, place->total, place->total,
		  workbook_ratio(whole, whole, SHARE_SCALE), XL_TOTAL_SHARE);
	text_release(&formula);
}

static void write_heading(const struct workbook *workbook,
			  struct xl_sheet *sheet, uint32_t row,
			  const char *heading)
{
	uint32_t column,
		last = (uint32_t)workbook->summary->sums.section_count + 1;

	xl_put(sheet, row, 0, heading, XL_HEADING);
	for (column = 1; column <= last; column++)
		xl_put(sheet, row, column, "", XL_HEADING);
}

static size_t column_width(const struct workbook *workbook)
{
	const struct sums *sums = &workbook->summary->sums;
	size_t width = sums->column[sums->roles.amount].width + 1;

	return width < COLUMN_WIDTH_LEAST ? COLUMN_WIDTH_LEAST : width;
}

/* From its column to the last one: a character is 7 pixels, and 5 a cell. */
static int chart_width(const struct workbook *workbook)
{
	size_t columns =
		workbook->summary->sums.section_count + 2 - CHART_COLUMN;

	return (int)(columns * (column_width(workbook) * 7 + 5)) - CHART_GAP;
}

/* Zeros step back. */
static void fade_zeros(struct xl_sheet *sheet, struct xl_box box)
{
	struct text formula = TEXT_ZERO;

	formula_zero(&formula, box);
	xl_rule(sheet, box, formula.bytes, XL_FADED);
	text_release(&formula);
}

static void put_chart(const struct workbook *workbook, struct xl_sheet *sheet,
		      uint8_t currency, const struct summary_place *place)
{
	const struct sums *sums = &workbook->summary->sums;
	const char *code = currency_code(currency);
	struct text title = TEXT_ZERO;
	struct text y_title = TEXT_ZERO;
	struct text words = TEXT_ZERO;
	struct xl_chart chart = {0};

	text_addf(&title, SAY_CHART_F, code, workbook->as_of);
	text_addf(&y_title, SAY_CHART_Y_F, code);
	text_addf(&words, SAY_CHART_ALT_F, code, workbook->as_of);
	chart.title = title.bytes;
	chart.x_title = SAY_CHART_X;
	chart.y_title = y_title.bytes;
	chart.description = words.bytes;
	chart.values.top = place->block;
	chart.values.left = 1;
	chart.values.bottom = place->block_total - 1;
	chart.values.right = (uint32_t)sums->section_count;
	chart.at = at(place->heading + 1, CHART_COLUMN);
	chart.width = chart_width(workbook);
	chart.gap = CHART_GAP;
	chart.height = CHART_HEIGHT;
	xl_chart(sheet, &chart);
	text_release(&title);
	text_release(&y_title);
	text_release(&words);
}

static void write_buckets(const struct workbook *workbook,
			  struct xl_sheet *sheet, size_t currency,
			  const struct summary_place *place)
{
	const struct sums *sums = &workbook->summary->sums;
	uint8_t code = sums->currency[currency].currency;
	struct xl_box bars = {place->first, 3, place->total - 1, 3};
	struct xl_box table = {place->first, 1, place->total - 1, 3};
	struct text heading = TEXT_ZERO;
	size_t i;

	text_addf(&heading, SAY_BY_BUCKET_F, currency_code(code));
	write_heading(workbook, sheet, place->heading, heading.bytes);
	xl_put(sheet, place->heading + 1, 0, SAY_BUCKET, XL_HEAD);
	xl_put(sheet, place->heading + 1, 1, SAY_AWARDS, XL_HEAD_RIGHT);
	xl_put(sheet, place->heading + 1, 2, SAY_OUTSTANDING, XL_HEAD_RIGHT);
	xl_put(sheet, place->heading + 1, 3, SAY_SHARE, XL_HEAD_RIGHT);
	for (i = 0; i < sums->section_count; i++)
		write_bucket(workbook, sheet, currency, place, i);
	write_bucket_total(workbook, sheet, currency, place);
	xl_bars(sheet, bars);
	fade_zeros(sheet, table);
	if (currency < SUMMARY_CHARTS_MAX)
		put_chart(workbook, sheet, code, place);
	text_release(&heading);
}

/* Values, not formulas: a chart keeps no results of formulas. */
static void write_group(const struct workbook *workbook, struct xl_sheet *sheet,
			size_t currency, uint32_t row, size_t group)
{
	const struct sums *sums = &workbook->summary->sums;
	const struct sums_currency *sum = &sums->currency[currency];
	uint32_t last = (uint32_t)sums->section_count;
	int digits = currency_digits(sum->currency);
	struct xl_box box = {row, 1, row, last};
	uint64_t amount = 0;
	struct text formula = TEXT_ZERO;
	uint32_t i;

	xl_put(sheet, row, 0, sums->group_name[group].bytes, XL_TEXT);
	for (i = 0; i < last; i++) {
		xl_put_decimal(sheet, at(row, i + 1), sum->group[group][i],
			       digits, XL_MONEY + digits);
		amount += (uint64_t)sum->group[group][i];
	}
	sum_of(&formula, box, digits);
	xl_put_computed(sheet, at(row, last + 1), formula.bytes,
			(int64_t)amount, digits, XL_TOTAL_MONEY + digits);
	text_release(&formula);
}

static void write_block_total(const struct workbook *workbook,
			      struct xl_sheet *sheet, size_t currency,
			      const struct summary_place *place)
{
	const struct sums *sums = &workbook->summary->sums;
	const struct sums_currency *sum = &sums->currency[currency];
	int digits = currency_digits(sum->currency);
	struct text formula = TEXT_ZERO;
	uint32_t i, last = (uint32_t)sums->section_count;

	xl_put(sheet, place->block_total, 0, SAY_TOTAL, XL_TOTAL);
	for (i = 0; i <= last; i++) {
		struct xl_box box = {place->block, i + 1,
				     place->block_total - 1, i + 1};
		int64_t amount =
			i == last ? sum->total[sums->roles.amount]
				  : sum->section[i].total[sums->roles.amount];

		sum_of(&formula, box, digits);
		xl_put_computed(sheet, at(place->block_total, i + 1),
				formula.bytes, amount, digits,
				XL_TOTAL_MONEY + digits);
	}
	text_release(&formula);
}

static void write_block(const struct workbook *workbook, struct xl_sheet *sheet,
			size_t currency, const struct summary_place *place)
{
	const struct sums *sums = &workbook->summary->sums;
	struct xl_box block = {place->block, 1, place->block_total,
			       (uint32_t)sums->section_count + 1};
	struct text heading = TEXT_ZERO;
	uint32_t i;

	text_addf(&heading, SAY_BLOCK_F,
		  currency_code(sums->currency[currency].currency));
	write_heading(workbook, sheet, place->block_heading, heading.bytes);
	xl_put(sheet, place->block - 1, 0, SAY_PROVINCE, XL_HEAD);
	for (i = 0; i < sums->section_count; i++)
		xl_put(sheet, place->block - 1, i + 1,
		       sums->section_name[i].bytes, XL_HEAD_RIGHT);
	xl_put(sheet, place->block - 1, i + 1, SAY_TOTAL, XL_HEAD_RIGHT);
	for (i = 0; i < sums->group_count; i++)
		write_group(workbook, sheet, currency, place->block + i,
			    sums->group_order[i]);
	write_block_total(workbook, sheet, currency, place);
	fade_zeros(sheet, block);
	text_release(&heading);
}

static void write_findings(const struct workbook *workbook,
			   struct xl_sheet *sheet)
{
	struct text findings[SUMMARY_FINDINGS_MAX] = {TEXT_ZERO};
	size_t i, count;

	count = findings_write(workbook, findings, SUMMARY_FINDINGS_MAX);
	write_heading(workbook, sheet, FINDINGS_ROW - 1, SAY_FINDINGS);
	for (i = 0; i < count; i++) {
		xl_put(sheet, FINDINGS_ROW + (uint32_t)i, 0, findings[i].bytes,
		       XL_PLAIN);
		text_release(&findings[i]);
	}
}

static void set_widths(const struct workbook *workbook, struct xl_sheet *sheet)
{
	const struct sums *sums = &workbook->summary->sums;
	size_t left = 18;
	uint32_t i;

	for (i = 0; i < sums->group_count; i++) {
		if (sums->group_name[i].size > left)
			left = sums->group_name[i].size;
	}
	xl_width(sheet, 0, (double)(left > 40 ? 40 : left) + 2);
	for (i = 1; i <= sums->section_count + 1; i++)
		xl_width(sheet, i, (double)column_width(workbook));
}

/*
 * A part never begins at the foot of a page: A4 across is PAGE_ROWS high
 * and PAGE_CHARACTERS wide at PRINT_PERCENT.
 */
static void set_pages(const struct workbook *workbook, struct xl_sheet *sheet)
{
	size_t columns = workbook->summary->sums.section_count + 1;
	size_t wide = 42 + columns * (column_width(workbook) + 1);
	int percent = (int)(PRINT_PERCENT * PAGE_CHARACTERS / wide);
	uint32_t rows[XL_BREAKS_MAX];
	uint32_t top = 0;
	size_t i, count = 0;

	for (i = 0; i < summary_currencies(&workbook->summary->sums); i++) {
		struct summary_place place = summary_place(workbook, i);

		if (i > 0) {
			rows[count++] = place.heading;
			top = place.heading;
		}
		if (place.end - 1 - top > PAGE_ROWS)
			rows[count++] = place.block_heading;
	}
	xl_breaks(sheet, percent < PRINT_PERCENT ? percent : PRINT_PERCENT,
		  rows, count);
}

void sheet_summary_write(struct workbook *workbook, struct xl_sheet *sheet)
{
	const struct workbook_facts *facts = workbook->facts;
	struct text line = TEXT_ZERO;
	size_t i;

	xl_tab(sheet, true);
	workbook_page(workbook, sheet);
	set_widths(workbook, sheet);
	xl_height(sheet, 0, 28);
	text_addf(&line, "%s: %s", workbook->title, SAY_SUMMARY);
	xl_put(sheet, 0, 0, line.bytes, XL_TITLE);
	text_clear(&line);
	text_addf(&line, SAY_SUBTITLE_F, workbook->as_of, facts->known_at);
	xl_put(sheet, 1, 0, line.bytes, XL_SUBTITLE);
	write_findings(workbook, sheet);
	set_pages(workbook, sheet);
	for (i = 0; i < summary_currencies(&workbook->summary->sums); i++) {
		struct summary_place place = summary_place(workbook, i);

		write_buckets(workbook, sheet, i, &place);
		write_block(workbook, sheet, i, &place);
	}
	text_release(&line);
}
