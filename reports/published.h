/*
 * published.h: the rows of a dataset as the public may see them
 * (REPORTS.md section 2, public profile); for reports/ only.
 *
 * All rows are pulled at once, the dataset's `publish` hides figures and
 * leaves rows out; then every hidden figure is overwritten where it stood,
 * and what is left is handed out: nothing behind here knows it. Controls are
 * not told: they would say what is hidden.
 *
 * Limits      PUBLISHED_ROWS_MAX rows: a table for the public is no list.
 * Ownership   cells belong to the rows until published_close.
 */
#ifndef REPORTS_PUBLISHED_H
#define REPORTS_PUBLISHED_H

#include "reports/dataset.h"
#include "reports/suppress.h"

enum { PUBLISHED_ROWS_MAX = 20000 };

struct published;

/* Pull, hide, keep the public columns. For dataset.c. */
MUST_CHECK enum status published_open(struct dataset *dataset,
				      struct published **rows, struct err *err);
enum status published_next(struct published *rows, struct cell *cells);
void published_close(struct published *rows);

size_t published_count(const struct published *rows);

/* A cell by the dataset's own column; it may be changed. */
struct cell *published_cell(struct published *rows, size_t row, size_t column);

void published_hide(struct published *rows, size_t row, size_t column);
void published_leave_out(struct published *rows, size_t row);

/*
 * A table for suppress.h of cells that stand in rows first to first +
 * count - 1 and in `columns` columns from `column` on. The sums of columns
 * stand in row `sums`, the sums of rows in column `across`, or nowhere
 * (PUBLISHED_NONE). What is hidden in the cells is hidden in the table.
 */
struct published_block {
	size_t first, count;
	size_t column, columns;
	size_t sums;
	size_t across;
};

#define PUBLISHED_NONE ((size_t)-1)

/* Hide small counts, or keep hidden sums of money from being worked out. */
void published_suppress(struct published *rows,
			const struct published_block *block, bool money);

#endif /* REPORTS_PUBLISHED_H */
