/*
 * workbook_xlsx.h: the door to libxlsxwriter: a workbook being written.
 *
 * Order       rows of a sheet are written from top to bottom: the library
 *             keeps only the last one when memory is to stay flat. A
 *             filter, and rows to repeat, come before the first row.
 * Text        passes xl_text (workbook_text.h) here, whatever the caller
 *             did, and is never taken for a formula.
 * Numbers     int64_t with a number of decimals; a double is made of them
 *             at the last moment. |minor units| is below XL_EXACT, else
 *             the caller writes text.
 * Errors      counted: the first one is told by xl_close, and nothing that
 *             failed is called a workbook. The library itself notices too
 *             little: what was closed is read back (workbook_readback.h).
 * Ownership   sheets belong to their workbook.
 */
#ifndef REPORTS_WORKBOOK_XLSX_H
#define REPORTS_WORKBOOK_XLSX_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"
#include "reports/workbook_style.h"

struct xl;
struct xl_sheet;

struct xl_options {
	const char *path;
	const char *folder; /* for the library's temporary files */
	const char *title;
	const char *subject;
	int64_t created; /* seconds since 1970, UTC: never the clock */
	bool flat;	 /* memory flat in rows, no shared strings */
};

/* A place, or the first and last of a range, counted from 0. */
struct xl_box {
	uint32_t top;
	uint32_t left;
	uint32_t bottom;
	uint32_t right;
};

/* What a closed workbook is made of, to compare with what is read back. */
struct xl_count {
	uint64_t rows;
	uint64_t cells;
};

/* Begin a workbook; a process that lacks memory for it ends with 71. */
struct xl *xl_new(const struct xl_options *options);

/* Write the file; STATUS_FULL, STATUS_OUTPUT or STATUS_IO when it fails. */
MUST_CHECK enum status xl_close(struct xl *xl, struct err *err);

/* Forget a workbook, written or not; what was counted is known until then. */
void xl_free(struct xl *xl);

/* A further sheet; names are ASCII, at most 31 characters. */
struct xl_sheet *xl_sheet(struct xl *xl, const char *name);
size_t xl_sheets(const struct xl *xl);
struct xl_count xl_counted(const struct xl *xl, size_t sheet);

/* Cells. A formula carries the result that the program computed. */
void xl_put(struct xl_sheet *sheet, uint32_t row, uint32_t column,
	    const char *text, int style);
void xl_put_slice(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		  struct slice text, int style);
void xl_put_number(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		   int64_t number, int style);
void xl_put_day(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		int32_t day);
void xl_put_link(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		 const char *target, const char *text);

/* The same to a row of it, in a table. */
void xl_put_link_row(struct xl_sheet *sheet, struct xl_box at,
		     const char *target, uint32_t row, struct slice text);

/* number / 10^digits, exactly as a reader of the decimal sees it. */
void xl_put_decimal(struct xl_sheet *sheet, struct xl_box at, int64_t number,
		    int digits, int style);

/* The nearest double: the one place where money becomes one. */
double xl_decimal(int64_t number, int digits);

/* A formula whose result is a text, or number / 10^digits. */
void xl_put_formula(struct xl_sheet *sheet, struct xl_box at,
		    const char *formula, const char *result, int style);
void xl_put_computed(struct xl_sheet *sheet, struct xl_box at,
		     const char *formula, int64_t result, int digits,
		     int style);

/* A text over the cells of one row, `lines` high. */
void xl_put_across(struct xl_sheet *sheet, struct xl_box at, const char *text,
		   int lines, int style);

/* How a sheet looks and prints. */
void xl_width(struct xl_sheet *sheet, uint32_t column, double characters);

/* The same, and whatever is typed into an empty cell of it stays text. */
void xl_text_column(struct xl_sheet *sheet, uint32_t column, int characters);
void xl_height(struct xl_sheet *sheet, uint32_t row, int points);
void xl_freeze(struct xl_sheet *sheet, uint32_t row, uint32_t column);
void xl_filter(struct xl_sheet *sheet, struct xl_box box);
void xl_bars(struct xl_sheet *sheet, struct xl_box box);
void xl_repeat(struct xl_sheet *sheet, uint32_t first, uint32_t last);
void xl_page(struct xl_sheet *sheet, const char *title, const char *right,
	     const char *foot);

/* Instead of one page wide: all on one page; or a scale and page breaks. */
void xl_one_page(struct xl_sheet *sheet);
void xl_breaks(struct xl_sheet *sheet, int percent, const uint32_t *rows,
	       size_t count);
void xl_tab(struct xl_sheet *sheet, bool prominent);

/* A note on a cell, shown when the reader points at it. */
void xl_note(struct xl_sheet *sheet, uint32_t row, uint32_t column,
	     const char *text);

/* Offer in each cell of the box the values of another sheet, no others. */
void xl_list(struct xl_sheet *sheet, struct xl_box box,
	     const struct xl_sheet *from, struct xl_box values);

/* Colour cells for which a formula holds. */
enum xl_mark { XL_GOOD, XL_BAD, XL_FADED };
void xl_rule(struct xl_sheet *sheet, struct xl_box box, const char *formula,
	     enum xl_mark mark);

/*
 * One series a column of `values`, named by the cell above it; one place a
 * row, named by the first cell of its row. The values are values: the
 * library keeps no result of a formula.
 */
enum xl_chart_kind { XL_STACKED, XL_COLUMNS, XL_LINES };
struct xl_chart {
	enum xl_chart_kind kind;
	bool buckets; /* series are buckets, in their colours */
	bool percent; /* values are shares */
	const char *title;
	const char *x_title;
	const char *y_title;
	const char *description; /* for who cannot see it */
	struct xl_box values;
	struct xl_box at;	/* the top left corner lies there */
	int width, height, gap; /* pixels; gap: left of it */
};
void xl_chart(struct xl_sheet *sheet, const struct xl_chart *chart);

#endif /* REPORTS_WORKBOOK_XLSX_H */
