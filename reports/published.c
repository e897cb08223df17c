/* published.c: all rows of a dataset at once, with holes. */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

struct published {
	size_t columns; /* of the dataset */
	size_t public_columns[DATASET_COLUMNS_MAX];
	size_t public_count;
	struct cell *cells;
	size_t row_count, row_room;
	bool *left_out;
	size_t left_out_room;
	size_t next;
	struct arena texts;
};

static enum status add_row(struct published *rows, const struct cell *cells,
			   struct err *err)
{
	size_t i;

	if (rows->row_count == PUBLISHED_ROWS_MAX)
		return err_set(err, STATUS_OVERFLOW,
			       "more than %d rows are too many for the public",
			       (int)PUBLISHED_ROWS_MAX);
	rows->cells =
		mem_grow(rows->cells, &rows->row_room, rows->row_count + 1,
			 rows->columns * sizeof *rows->cells);
	rows->left_out = mem_grow(rows->left_out, &rows->left_out_room,
				  rows->row_count + 1, sizeof *rows->left_out);
	rows->left_out[rows->row_count] = false;
	for (i = 0; i < rows->columns; i++) {
		struct cell *cell = published_cell(rows, rows->row_count, i);

		*cell = cells[i];
		cell->text.bytes = arena_copy(&rows->texts, cells[i].text.bytes,
					      cells[i].text.size);
	}
	rows->row_count++;
	return STATUS_OK;
}

static enum status pull(struct dataset *dataset, struct published *rows,
			struct err *err)
{
	struct cell cells[DATASET_COLUMNS_MAX];
	enum status status = STATUS_OK;

	while (status == STATUS_OK) {
		status = dataset->kind->next(dataset, cells, err);
		if (status == STATUS_OK)
			status = add_row(rows, cells, err);
	}
	return status == STATUS_END ? STATUS_OK : status;
}

/* Whatever was hidden is no longer there. */
static void forget_hidden(struct published *rows)
{
	size_t count = rows->row_count * rows->columns;
	size_t i;

	for (i = 0; i < count; i++)
		if (rows->cells[i].hidden)
			rows->cells[i] = cell_hidden();
}

/* From here on the dataset has the columns that are published. */
static void keep_columns(struct dataset *dataset, struct published *rows)
{
	const char *const *name = dataset->kind->public_columns;
	struct dataset_column kept[DATASET_COLUMNS_MAX];
	size_t i;

	for (i = 0; name == NULL && i < dataset->column_count; i++)
		rows->public_columns[rows->public_count++] = i;
	for (; name != NULL && *name != NULL; name++)
		rows->public_columns[rows->public_count++] =
			dataset_column_find(dataset, *name);
	for (i = 0; i < rows->public_count; i++)
		kept[i] = dataset->columns[rows->public_columns[i]];
	memcpy(dataset->columns, kept, rows->public_count * sizeof *kept);
	dataset->column_count = rows->public_count;
}

enum status published_open(struct dataset *dataset, struct published **out,
			   struct err *err)
{
	struct published *rows = mem_alloc(sizeof *rows);
	enum status status;

	rows->columns = dataset->column_count;
	status = pull(dataset, rows, err);
	if (status != STATUS_OK) {
		published_close(rows);
		return status;
	}
	dataset->kind->publish(dataset, rows);
	forget_hidden(rows);
	keep_columns(dataset, rows);
	*out = rows;
	return STATUS_OK;
}

enum status published_next(struct published *rows, struct cell *cells)
{
	size_t i;

	while (rows->next < rows->row_count && rows->left_out[rows->next])
		rows->next++;
	if (rows->next == rows->row_count)
		return STATUS_END;
	for (i = 0; i < rows->public_count; i++)
		cells[i] = *published_cell(rows, rows->next,
					   rows->public_columns[i]);
	rows->next++;
	return STATUS_OK;
}

void published_close(struct published *rows)
{
	if (rows == NULL)
		return;
	arena_release(&rows->texts);
	free(rows->cells);
	free(rows->left_out);
	free(rows);
}

size_t published_count(const struct published *rows)
{
	return rows->row_count;
}

struct cell *published_cell(struct published *rows, size_t row, size_t column)
{
	return &rows->cells[row * rows->columns + column];
}

void published_hide(struct published *rows, size_t row, size_t column)
{
	published_cell(rows, row, column)->hidden = true;
}

void published_leave_out(struct published *rows, size_t row)
{
	rows->left_out[row] = true;
}

/* The cell that stands in a place of the table, or NULL. */
static struct cell *cell_of(struct published *rows,
			    const struct published_block *block, size_t row,
			    size_t column)
{
	size_t at = row < block->count ? block->first + row : block->sums;

	if (column < block->columns)
		return published_cell(rows, at, block->column + column);
	if (block->across == PUBLISHED_NONE)
		return NULL;
	return published_cell(rows, at, block->across);
}

/* Hide in the cells what is hidden in the table. */
static void take_back(struct published *rows,
		      const struct published_block *block,
		      const struct suppress *table)
{
	size_t row, column, cell = 0;

	for (row = 0; row <= block->count; row++)
		for (column = 0; column <= block->columns; column++, cell++) {
			struct cell *to = cell_of(rows, block, row, column);

			if (to != NULL && table->hidden[cell])
				to->hidden = true;
		}
}

/* More lines than a table may have: none of them is shown. */
static void hide_all(struct published *rows,
		     const struct published_block *block)
{
	size_t row, column;

	for (row = 0; row < block->count; row++)
		for (column = 0; column <= block->columns; column++) {
			struct cell *cell = cell_of(rows, block, row, column);

			if (cell != NULL)
				cell->hidden = true;
		}
}

void published_suppress(struct published *rows,
			const struct published_block *block, bool money)
{
	size_t cells = (block->count + 1) * (block->columns + 1);
	struct suppress table = {
		block->count, block->columns, block->across != PUBLISHED_NONE,
		money,	      NULL,	      NULL};
	int64_t *values;
	bool *hidden;
	size_t row, column, cell = 0;

	if (block->count == 0)
		return;
	if (block->count > SUPPRESS_LINES_MAX) {
		hide_all(rows, block);
		return;
	}
	values = mem_alloc(cells * sizeof *values);
	hidden = mem_alloc(cells * sizeof *hidden);
	for (row = 0; row <= block->count; row++)
		for (column = 0; column <= block->columns; column++, cell++) {
			const struct cell *from =
				cell_of(rows, block, row, column);

			if (from == NULL)
				continue;
			values[cell] = from->number;
			hidden[cell] = from->hidden;
		}
	table.values = values;
	table.hidden = hidden;
	if (money)
		suppress_table(&table);
	else
		suppress_counts(&table);
	take_back(rows, block, &table);
	free(values);
	free(hidden);
}
