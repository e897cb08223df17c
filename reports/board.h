/*
 * board.h: a small table of figures in memory, between what computes it and
 * the sheet that it will stand on.
 *
 * All that a workbook says of many rows together (the Summary) goes through
 * boards: they are computed first, looked over as a whole, and only then
 * written. Whoever has to hide a figure marks its cell `hidden`: it is
 * written as `s`, without number and formula.
 *
 * Places      row 0 is the first below the column titles; the label of a
 *             row stands left of column 0. board_place says where on the
 *             sheet; formulas may be filled in from then on.
 * Ownership   board_release frees what a board holds.
 */
#ifndef REPORTS_BOARD_H
#define REPORTS_BOARD_H

#include "ledger/base/text.h"
#include "reports/workbook_xlsx.h"

enum board_kind {
	BOARD_COUNT,
	BOARD_MONEY, /* minor units of the cell's currency */
	BOARD_SHARE  /* millionths of a whole */
};

struct board_cell {
	enum board_kind kind;
	bool filled;
	bool hidden;
	uint8_t currency; /* of BOARD_MONEY */
	int64_t number;
	struct text formula; /* empty: the number stands as it is */
};

struct board_label {
	struct text text;
	int style;	  /* XL_TEXT unless said */
	const char *link; /* a sheet to go to, or NULL */
};

struct board {
	struct text heading;
	struct text note; /* below the table; empty: none */
	struct text corner;
	const char *link; /* the sheet of its rows, or NULL */
	size_t row_count, column_count;
	bool total;    /* the last row is one */
	size_t totals; /* columns at the right that are totals */
	struct board_label *rows;
	struct text *columns; /* their titles */
	struct board_cell *cells;
	int bars;     /* a column with data bars, or -1 */
	uint32_t top; /* row of the heading on its sheet */
	uint32_t end; /* the first row below it and its chart */
	struct board_chart {
		bool wanted;
		struct xl_chart look;	/* values and place: board_place */
		const struct board *of; /* whose values; NULL: its own */
		size_t first, last;	/* columns that are series */
		struct text title, x_title, y_title, description;
	} chart;
};

void board_init(struct board *board, size_t rows, size_t columns);
void board_release(struct board *board);

/* A cell; the caller fills it in. */
struct board_cell *board_at(const struct board *board, size_t row,
			    size_t column);
void board_count(struct board *board, size_t row, size_t column,
		 uint64_t number);
void board_money(struct board *board, size_t row, size_t column, int64_t minor,
		 uint8_t currency);

/* Let it begin at this row of its sheet. */
void board_place(struct board *board, uint32_t top);

/* The sheet's row and column of a cell, `$C$12`. */
struct xl_box board_box(const struct board *board, size_t row, size_t column);
void board_name(const struct board *board, size_t row, size_t column,
		struct text *out);

/* Widest cell of the labels, and of the columns, in characters. */
size_t board_label_width(const struct board *board);
size_t board_width(const struct board *board);

/* Write it; headings reach over `columns` columns of the sheet. */
void board_write(const struct board *board, struct xl_sheet *sheet,
		 uint32_t columns);

#endif /* REPORTS_BOARD_H */
