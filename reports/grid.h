/*
 * grid.h: cells of text in columns as wide as their widest cell, for a
 * terminal. A width counts code points, not bytes.
 *
 * Memory      that of rowsort.h: widths are known only behind the last row,
 *             so rows wait outside memory.
 * Ownership   grid_new's handle is the caller's; grid_write ends it, and so
 *             does grid_free.
 */
#ifndef REPORTS_GRID_H
#define REPORTS_GRID_H

#include "ledger/base/pack.h"
#include "reports/outlet.h"

enum { GRID_COLUMNS_MAX = DATASET_COLUMNS_MAX };

struct grid;

struct grid *grid_new(size_t columns);
void grid_free(struct grid *grid);

/* The head of a column; numbers stand at the right. */
void grid_head(struct grid *grid, size_t column, const char *title, bool right);

/* One row: its cells from left to right, then grid_row. */
void grid_cell(struct grid *grid, const char *bytes, size_t size);
MUST_CHECK enum status grid_row(struct grid *grid, struct err *err);

/* Rows so far. */
size_t grid_rows(const struct grid *grid);

/* The head, a rule, the rows; the grid is gone afterwards. */
MUST_CHECK enum status grid_write(struct grid *grid, struct outlet *out,
				  struct err *err);

#endif /* REPORTS_GRID_H */
