/* sheet_summary.c: findings, boards, pages. */
#include "reports/sheet_summary.h"

#include "reports/workbook_words.h"

enum {
	LABEL_WIDTH_LEAST = 18,
	LABEL_WIDTH_MOST = 40,
	COLUMN_WIDTH_LEAST = 13,
	COLUMNS_LEAST = 10,
	PRINT_PERCENT = 80,
	PAGE_ROWS = 41,
	PAGE_CHARACTERS = 178,
	CHART_GAP = 40
};

/* How the sheet is divided: a column for labels, all others alike. */
struct grid_of {
	uint32_t columns;
	size_t label, width;
};

static struct grid_of measure(const struct summary *summary)
{
	struct grid_of grid = {COLUMNS_LEAST, LABEL_WIDTH_LEAST,
			       COLUMN_WIDTH_LEAST};
	size_t i;

	for (i = 0; i < summary->board_count; i++) {
		const struct board *board = &summary->board[i];
		size_t label = board_label_width(board);
		size_t width = board_width(board) + 2;

		if (board->column_count + 1 > grid.columns)
			grid.columns = (uint32_t)board->column_count + 1;
		if (label > grid.label)
			grid.label = label;
		if (width > grid.width)
			grid.width = width;
	}
	if (grid.label > LABEL_WIDTH_MOST)
		grid.label = LABEL_WIDTH_MOST;
	return grid;
}

static void write_heading(struct xl_sheet *sheet, uint32_t row,
			  const char *heading, uint32_t columns)
{
	uint32_t column;

	xl_put(sheet, row, 0, heading, XL_HEADING);
	for (column = 1; column < columns; column++)
		xl_put(sheet, row, column, "", XL_HEADING);
}

static void write_top(const struct workbook *workbook, struct xl_sheet *sheet,
		      uint32_t columns)
{
	const struct summary *summary = workbook->summary;
	struct text line = TEXT_ZERO;
	size_t i;

	xl_height(sheet, 0, 28);
	text_addf(&line, "%s: %s", workbook->title, SAY_SUMMARY);
	xl_put(sheet, 0, 0, line.bytes, XL_TITLE);
	text_clear(&line);
	text_addf(&line, SAY_SUBTITLE_F, workbook->as_of,
		  workbook->facts->known_at);
	xl_put(sheet, 1, 0, line.bytes, XL_SUBTITLE);
	write_heading(sheet, SUMMARY_FINDINGS_ROW - 1, SAY_FINDINGS, columns);
	for (i = 0; i < summary->finding_count; i++)
		xl_put(sheet, SUMMARY_FINDINGS_ROW + (uint32_t)i, 0,
		       summary->finding[i].bytes, XL_PLAIN);
	text_release(&line);
}

/*
 * A part never begins at the foot of a page: A4 across is PAGE_ROWS high
 * and PAGE_CHARACTERS wide at PRINT_PERCENT.
 */
static void set_pages(const struct summary *summary, struct xl_sheet *sheet,
		      const struct grid_of *grid)
{
	size_t wide = grid->label + 4 + (grid->columns - 1) * (grid->width + 1);
	int percent = (int)(PRINT_PERCENT * PAGE_CHARACTERS / wide);
	uint32_t rows[XL_BREAKS_MAX];
	uint32_t top = 0;
	size_t i, count = 0;

	for (i = 0; i < summary->board_count && count < XL_BREAKS_MAX; i++) {
		const struct board *board = &summary->board[i];

		if (board->end - 1 - top <= PAGE_ROWS)
			continue;
		rows[count++] = board->top;
		top = board->top;
	}
	xl_breaks(sheet, percent < PRINT_PERCENT ? percent : PRINT_PERCENT,
		  rows, count);
}

/* Pixels of the columns that a chart covers: 7 a character, 5 a cell. */
static void fit_chart(struct board *board, const struct grid_of *grid)
{
	struct xl_chart *look = &board->chart.look;
	size_t columns = grid->columns - look->at.left;

	if (columns > COLUMNS_LEAST - 1)
		columns = COLUMNS_LEAST - 1;
	look->gap = CHART_GAP;
	look->width = (int)(columns * (grid->width * 7 + 5)) - CHART_GAP;
}

void sheet_summary_write(const struct workbook *workbook,
			 struct xl_sheet *sheet)
{
	struct summary *summary = workbook->summary;
	struct grid_of grid = measure(summary);
	uint32_t i;

	xl_tab(sheet, true);
	workbook_page(workbook, sheet);
	xl_width(sheet, 0, (double)grid.label + 2);
	for (i = 1; i < grid.columns; i++)
		xl_width(sheet, i, (double)grid.width);
	set_pages(summary, sheet, &grid);
	write_top(workbook, sheet, grid.columns);
	for (i = 0; i < summary->board_count; i++) {
		fit_chart(&summary->board[i], &grid);
		board_write(&summary->board[i], sheet, grid.columns);
	}
}
