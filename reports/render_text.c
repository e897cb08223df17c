/*
 * render_text.c: a dataset for a terminal: the rows, what they add up to by
 * bucket, and the controls with both figures.
 */
#include "reports/render_formats.h"

#include "reports/cell.h"
#include "reports/dataset_kind.h"
#include "reports/grid.h"
#include "reports/subtotals.h"

/* The columns that fit a terminal, as numbers of the dataset's. */
struct shown {
	size_t columns[DATASET_COLUMNS_MAX];
	size_t count;
};

static void choose_columns(const struct dataset *dataset, struct shown *shown)
{
	const char *const *names =
		dataset->published == NULL ? dataset->kind->shown : NULL;
	size_t i;

	shown->count = 0;
	if (names == NULL)
		for (i = 0; i < dataset->column_count; i++)
			shown->columns[shown->count++] = i;
	else
		for (; *names != NULL; names++)
			shown->columns[shown->count++] =
				dataset_column_find(dataset, *names);
}

static struct grid *head_rows(const struct dataset *dataset,
			      const struct shown *shown)
{
	struct grid *grid = grid_new(shown->count);
	size_t i;

	for (i = 0; i < shown->count; i++) {
		const struct dataset_column *column =
			&dataset->columns[shown->columns[i]];

		grid_head(grid, i, column->title, cell_is_number(column->kind));
	}
	return grid;
}

static enum status add_row(const struct dataset *dataset,
			   const struct shown *shown, const struct cell *cells,
			   struct grid *grid, struct err *err)
{
	struct text text = TEXT_ZERO;
	size_t i;

	for (i = 0; i < shown->count; i++) {
		size_t column = shown->columns[i];

		text_clear(&text);
		cell_grouped(dataset->columns[column].kind, &cells[column],
			     &text);
		grid_cell(grid, text.bytes, text.size);
	}
	text_release(&text);
	return grid_row(grid, err);
}

static enum status gather_rows(struct dataset *dataset,
			       const struct shown *shown, struct grid *grid,
			       struct subtotals *subtotals, struct err *err)
{
	struct cell cells[DATASET_COLUMNS_MAX];
	enum status status;

	for (;;) {
		status = dataset_next(dataset, cells, err);
		if (status != STATUS_OK)
			break;
		if (subtotals != NULL)
			subtotals_add(subtotals, cells);
		status = add_row(dataset, shown, cells, grid, err);
		if (status != STATUS_OK)
			break;
	}
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status write_rows(struct dataset *dataset,
			      const struct shown *shown,
			      struct subtotals *subtotals, struct outlet *out,
			      struct err *err)
{
	struct grid *grid = head_rows(dataset, shown);
	enum status status = gather_rows(dataset, shown, grid, subtotals, err);
	size_t rows = grid_rows(grid);

	if (status != STATUS_OK) {
		grid_free(grid);
		return status;
	}
	status = grid_write(grid, out, err);
	if (status == STATUS_OK)
		text_addf(&out->text, "\n%zu %s\n", rows,
			  words_say(rows == 1 ? WORD_ROW : WORD_ROWS));
	if (status == STATUS_OK && subtotals != NULL)
		status = subtotals_write(subtotals, out, err);
	return status;
}

static void add_amount(struct grid *grid, int64_t amount, uint8_t currency)
{
	struct text text = TEXT_ZERO;

	cell_amount(amount, currency, &text);
	grid_cell(grid, text.bytes, text.size);
	text_release(&text);
}

static enum status add_control(struct grid *grid,
			       const struct dataset_control *control,
			       struct err *err)
{
	bool same = control->table == control->ledger;
	const char *result = words_say(same ? WORD_OK : WORD_DIFFERS);

	grid_cell(grid, control->label, strlen(control->label));
	grid_cell(grid, currency_code(control->currency), 3);
	add_amount(grid, control->table, control->currency);
	add_amount(grid, control->ledger, control->currency);
	grid_cell(grid, result, strlen(result));
	return grid_row(grid, err);
}

static enum status write_controls(const struct dataset *dataset,
				  struct outlet *out, struct err *err)
{
	static const enum word heads[] = {WORD_ACCOUNT, WORD_CURRENCY,
					  WORD_TABLE, WORD_LEDGER, WORD_RESULT};
	size_t count;
	const struct dataset_control *controls =
		dataset_controls(dataset, &count);
	enum status status = STATUS_OK;
	struct grid *grid;
	size_t i;

	if (count == 0)
		return STATUS_OK;
	grid = grid_new(sizeof heads / sizeof heads[0]);
	for (i = 0; i < sizeof heads / sizeof heads[0]; i++)
		grid_head(grid, i, words_say(heads[i]), i == 2 || i == 3);
	for (i = 0; i < count && status == STATUS_OK; i++)
		status = add_control(grid, &controls[i], err);
	if (status != STATUS_OK) {
		grid_free(grid);
		return status;
	}
	text_add_char(&out->text, '\n');
	return grid_write(grid, out, err);
}

static void add_hint(const struct dataset *dataset, const struct shown *shown,
		     struct text *out)
{
	if (shown->count == dataset->column_count)
		return;
	text_addf(out, "\n%zu %s %zu %s\n", shown->count, words_say(WORD_OF),
		  dataset->column_count, words_say(WORD_MORE_COLUMNS));
}

enum status render_text(struct dataset *dataset, struct outlet *out,
			struct err *err)
{
	struct shown shown;
	struct subtotals *subtotals = subtotals_new(dataset);
	enum status status;

	choose_columns(dataset, &shown);
	status = write_rows(dataset, &shown, subtotals, out, err);
	subtotals_free(subtotals);
	if (status == STATUS_OK)
		status = write_controls(dataset, out, err);
	if (status == STATUS_OK)
		add_hint(dataset, &shown, &out->text);
	return status;
}
