/* summary_ageing.c: awards by bucket, and by province and bucket. */
#include "ledger/base/currency.h"
#include "reports/summary.h"
#include "reports/workbook.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

enum {
	COUNT,
	AMOUNT,
	SHARE,
	COLUMNS,
	SHARE_DIGITS = 6,
	SHARE_SCALE = 1000000,
	CHART_HEIGHT = 315
};

static int64_t whole_of(const struct sums *sums,
			const struct sums_currency *sum)
{
	return sum->total[sums->roles.amount];
}

static void put_share(struct board *board, size_t row, int64_t part,
		      int64_t whole)
{
	struct board_cell *cell = board_at(board, row, SHARE);

	cell->kind = BOARD_SHARE;
	cell->filled = true;
	cell->number = workbook_ratio(part, whole, SHARE_SCALE);
}

static void add_buckets(struct board *board, const struct part *part,
			const struct sums_currency *sum)
{
	const struct sums *sums = &part->sums;
	uint8_t amount = sums->roles.amount;
	int64_t whole = whole_of(sums, sum);
	size_t i;

	text_addf(&board->heading, SAY_BY_BUCKET_F,
		  currency_code(sum->currency));
	text_add_string(&board->corner, SAY_BUCKET);
	text_add_string(&board->columns[COUNT], SAY_AWARDS);
	text_add_string(&board->columns[AMOUNT], SAY_OUTSTANDING);
	text_add_string(&board->columns[SHARE], SAY_SHARE);
	for (i = 0; i < sums->section_count; i++) {
		const struct sums_section *section = &sum->section[i];

		text_add_string(&board->rows[i].text,
				sums->section_name[i].bytes);
		board->rows[i].style = XL_BUCKET + (int)i;
		board_count(board, i, COUNT, section->rows);
		board_money(board, i, AMOUNT, section->total[amount],
			    sum->currency);
		put_share(board, i, section->total[amount], whole);
	}
	text_add_string(&board->rows[i].text, SAY_TOTAL);
	board_count(board, i, COUNT, sum->rows);
	board_money(board, i, AMOUNT, whole, sum->currency);
	put_share(board, i, whole, whole);
	board->total = true;
	board->bars = SHARE;
	board->link = part->kind.sheet;
}

static void describe_chart(struct board *board, const struct board *of,
			   const char *code, const char *as_of)
{
	struct board_chart *chart = &board->chart;

	chart->wanted = true;
	chart->of = of;
	chart->last = of->column_count - 2;
	chart->look.kind = XL_STACKED;
	chart->look.buckets = true;
	chart->look.height = CHART_HEIGHT;
	text_addf(&chart->title, SAY_CHART_F, code, as_of);
	text_add_string(&chart->x_title, SAY_CHART_X);
	text_addf(&chart->y_title, SAY_CHART_Y_F, code);
	text_addf(&chart->description, SAY_CHART_ALT_F, code, as_of);
}

/* Values, not formulas: a chart keeps no results of formulas. */
static void add_group(struct board *board, const struct sums *sums,
		      const struct sums_currency *sum, size_t row)
{
	size_t group = sums->group_order[row];
	uint64_t amount = 0;
	size_t i;

	text_add_string(&board->rows[row].text, sums->group_name[group].bytes);
	for (i = 0; i < sums->section_count; i++) {
		board_money(board, row, i, sum->group[group][i], sum->currency);
		amount += (uint64_t)sum->group[group][i];
	}
	board_money(board, row, i, (int64_t)amount, sum->currency);
}

static void add_block(struct board *board, const struct part *part,
		      const struct sums_currency *sum)
{
	const struct sums *sums = &part->sums;
	size_t last = sums->group_count;
	size_t i;

	text_addf(&board->heading, SAY_BLOCK_F, currency_code(sum->currency));
	text_add_string(&board->corner, SAY_PROVINCE);
	for (i = 0; i < sums->section_count; i++) {
		text_add_string(&board->columns[i],
				sums->section_name[i].bytes);
		board_money(board, last, i,
			    sum->section[i].total[sums->roles.amount],
			    sum->currency);
	}
	text_add_string(&board->columns[i], SAY_TOTAL);
	board_money(board, last, i, whole_of(sums, sum), sum->currency);
	for (i = 0; i < last; i++)
		add_group(board, sums, sum, i);
	text_add_string(&board->rows[last].text, SAY_TOTAL);
	board->total = true;
	board->totals = 1;
	board->link = part->kind.sheet;
}

static void add_checks(struct summary *summary, const struct part *part,
		       const struct board *buckets, const struct board *block,
		       const struct sums_currency *sum)
{
	const struct sums *sums = &part->sums;
	int64_t whole = whole_of(sums, sum);
	bool safe = !(sum->unsafe[sums->roles.amount] & SUMS_UNSAFE_TOTAL);
	struct summary_check *check;

	check = summary_check(summary, SAY_CHECK_COUNTS, buckets, COUNT,
			      (int64_t)sum->rows);
	check->first_row = check->last_row = buckets->row_count - 1;
	check = summary_check(summary, SAY_CHECK_AMOUNT, buckets, AMOUNT,
			      whole);
	check->first_row = check->last_row = buckets->row_count - 1;
	check->safe = safe;
	check = summary_check(summary, SAY_CHECK_BLOCK, block, 0, whole);
	check->last_column = block->column_count - 2;
	check->safe = safe;
}

void ageing_boards(struct summary *summary, const struct part *part,
		   const char *as_of)
{
	const struct sums *sums = &part->sums;
	size_t i;

	for (i = 0; i < summary_currencies(sums); i++) {
		const struct sums_currency *sum = &sums->currency[i];
		struct board *buckets, *block;

		buckets = summary_board(summary, sums->section_count + 1,
					COLUMNS);
		block = summary_board(summary, sums->group_count + 1,
				      sums->section_count + 1);
		add_buckets(buckets, part, sum);
		add_block(block, part, sum);
		if (i < SUMMARY_CHARTS_MAX)
			describe_chart(buckets, block,
				       currency_code(sum->currency), as_of);
		add_checks(summary, part, buckets, block, sum);
	}
	summary->ageing = summary->board_count;
}

/* ---- formulas, once all stands in its place ------------------------------ */

/* =ROUND(SUM(from:to),digits), or without ROUND for whole units. */
static void sum_of(struct text *out, struct xl_box from, struct xl_box to,
		   int digits)
{
	text_clear(out);
	text_add_string(out, digits > 0 ? "=ROUND(SUM(" : "=SUM(");
	formula_cell(out, from.top, from.left);
	text_add_char(out, ':');
	formula_cell(out, to.top, to.left);
	text_add_char(out, ')');
	if (digits > 0)
		text_addf(out, ",%d)", digits);
}

/* Rounded, so that every spreadsheet keeps all digits of it. */
static void share_of(const struct board *board, size_t row)
{
	struct text *out = &board_at(board, row, SHARE)->formula;
	size_t total = board->row_count - 1;

	text_add_string(out, "=IF(");
	board_name(board, total, AMOUNT, out);
	text_add_string(out, "=0,0,ROUND(");
	board_name(board, row, AMOUNT, out);
	text_add_char(out, '/');
	board_name(board, total, AMOUNT, out);
	text_addf(out, ",%d))", SHARE_DIGITS);
}

static void fill_buckets(struct board *board, const struct part *part,
			 const struct sums_currency *sum)
{
	size_t last = board->row_count - 1;
	int digits = currency_digits(sum->currency);
	struct text name = TEXT_ZERO;
	size_t i;

	for (i = 0; i < last; i++) {
		text_clear(&name);
		formula_cell(&name, board_box(board, i, 0).top, 0);
		formula_section(&board_at(board, i, COUNT)->formula, part,
				name.bytes, sum->currency, SUMS_NONE);
		formula_section(&board_at(board, i, AMOUNT)->formula, part,
				name.bytes, sum->currency,
				part->sums.roles.amount);
		share_of(board, i);
	}
	sum_of(&board_at(board, last, COUNT)->formula,
	       board_box(board, 0, COUNT), board_box(board, last - 1, COUNT),
	       0);
	sum_of(&board_at(board, last, AMOUNT)->formula,
	       board_box(board, 0, AMOUNT), board_box(board, last - 1, AMOUNT),
	       digits);
	share_of(board, last);
	text_release(&name);
}

static void fill_block(struct board *board, uint8_t currency)
{
	size_t last = board->row_count - 1;
	size_t total = board->column_count - 1;
	int digits = currency_digits(currency);
	size_t i;

	for (i = 0; i < last; i++)
		sum_of(&board_at(board, i, total)->formula,
		       board_box(board, i, 0), board_box(board, i, total - 1),
		       digits);
	for (i = 0; i <= total && last > 0; i++)
		sum_of(&board_at(board, last, i)->formula,
		       board_box(board, 0, i), board_box(board, last - 1, i),
		       digits);
}

void ageing_formulas(struct summary *summary, const struct part *part)
{
	size_t i;

	for (i = 0; i + 1 < summary->ageing; i += 2) {
		const struct sums_currency *sum = &part->sums.currency[i / 2];

		fill_buckets(&summary->board[i], part, sum);
		fill_block(&summary->board[i + 1], sum->currency);
	}
}
