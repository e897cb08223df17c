/* grid.c: rows wait in a sorter with one key, so they come back in order. */
#include "reports/grid.h"

#include "reports/rowsort.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2 };

struct grid {
	size_t columns;
	const char *titles[GRID_COLUMNS_MAX];
	bool right[GRID_COLUMNS_MAX];
	size_t widths[GRID_COLUMNS_MAX];
	size_t at; /* cells of the row so far */
	size_t row_count;
	struct text row;
	struct rowsort *rows;
};

struct grid *grid_new(size_t columns)
{
	struct grid *grid = mem_alloc(sizeof *grid);

	assert(columns > 0 && columns <= GRID_COLUMNS_MAX);
	grid->columns = columns;
	grid->rows = rowsort_new();
	return grid;
}

void grid_free(struct grid *grid)
{
	if (grid == NULL)
		return;
	rowsort_free(grid->rows);
	text_release(&grid->row);
	free(grid);
}

static void widen(struct grid *grid, size_t column, const char *bytes,
		  size_t size)
{
	size_t width = utf8_count(bytes, size);

	if (width > grid->widths[column])
		grid->widths[column] = width;
}

void grid_head(struct grid *grid, size_t column, const char *title, bool right)
{
	assert(column < grid->columns);
	grid->titles[column] = title;
	grid->right[column] = right;
	widen(grid, column, title, strlen(title));
}

void grid_cell(struct grid *grid, const char *bytes, size_t size)
{
	assert(grid->at < grid->columns);
	widen(grid, grid->at++, bytes, size);
	pack_string(&grid->row, bytes, size);
}

enum status grid_row(struct grid *grid, struct err *err)
{
	struct slice row = {grid->row.bytes, grid->row.size};
	enum status status;

	assert(grid->at == grid->columns);
	status = rowsort_add(grid->rows, 0, row, err);
	grid->at = 0;
	grid->row_count++;
	text_clear(&grid->row);
	return status;
}

size_t grid_rows(const struct grid *grid)
{
	return grid->row_count;
}

static void add_spaces(struct text *out, size_t count)
{
	while (count-- > 0)
		text_add_char(out, ' ');
}

/* No space stands behind the last column's text. */
static void add_cell(const struct grid *grid, size_t column, struct slice text,
		     struct text *out)
{
	size_t width = utf8_count(text.bytes, text.size);
	size_t fill = grid->widths[column] - width;
	bool last = column == grid->columns - 1;

	add_spaces(out, column == 0 ? 0 : GAP);
	if (grid->right[column])
		add_spaces(out, fill);
	text_add(out, text.bytes, text.size);
	if (!grid->right[column] && !last)
		add_spaces(out, fill);
}

/* Spaces before an empty end of a row would stand for nothing. */
static void end_line(struct text *out)
{
	while (out->size > 0 && out->bytes[out->size - 1] == ' ')
		out->size--;
	text_add_char(out, '\n');
}

static void add_heads(const struct grid *grid, struct text *out)
{
	size_t column;
	size_t i;

	for (column = 0; column < grid->columns; column++) {
		struct slice title = {grid->titles[column],
				      strlen(grid->titles[column])};

		add_cell(grid, column, title, out);
	}
	end_line(out);
	for (column = 0; column < grid->columns; column++) {
		add_spaces(out, column == 0 ? 0 : GAP);
		for (i = 0; i < grid->widths[column]; i++)
			text_add_char(out, '-');
	}
	end_line(out);
}

static void add_row(const struct grid *grid, struct slice row, struct text *out)
{
	struct reader reader = reader_of(row.bytes, row.size);
	size_t column;

	for (column = 0; column < grid->columns; column++)
		add_cell(grid, column, read_string(&reader), out);
	assert(!reader.bad);
	end_line(out);
}

enum status grid_write(struct grid *grid, struct outlet *out, struct err *err)
{
	enum status status = rowsort_finish(grid->rows, err);
	struct slice row;

	if (status == STATUS_OK)
		add_heads(grid, &out->text);
	while (status == STATUS_OK) {
		status = rowsort_next(grid->rows, &row, err);
		if (status == STATUS_OK) {
			add_row(grid, row, &out->text);
			status = outlet_check(out);
		}
	}
	grid_free(grid);
	return status == STATUS_END ? STATUS_OK : status;
}
