/* workbook_part.c: rows in, sums out. */
#include "reports/workbook_part.h"

#include "ledger/base/arena.h"
#include "reports/workbook_text.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_text(enum cell_kind kind)
{
	return kind == CELL_TEXT || kind == CELL_CODE;
}

/* Texts are made fit here, so that what is summed is what is written. */
static void make_fit(const struct sums *sums, struct cell *cells,
		     struct text *fit)
{
	size_t i;

	for (i = 0; i < sums->column_count; i++) {
		if (!is_text(sums->columns[i].kind)) {
			cells[i].text = (struct slice){"", 0};
			continue;
		}
		xl_text(&fit[i], cells[i].text);
		cells[i].text.bytes = fit[i].bytes;
		cells[i].text.size = fit[i].size;
	}
}

static enum status pull(struct part *part, struct dataset *dataset,
			struct err *err)
{
	struct cell cells[DATASET_COLUMNS_MAX];
	struct text fit[DATASET_COLUMNS_MAX] = {TEXT_ZERO};
	enum status status;
	size_t i;

	memset(cells, 0, sizeof cells);
	while ((status = dataset_next(dataset, cells, err)) == STATUS_OK) {
		make_fit(&part->sums, cells, fit);
		sums_add(&part->sums, cells);
		status = tape_add(part->tape, cells, err);
		if (status != STATUS_OK)
			break;
	}
	for (i = 0; i < DATASET_COLUMNS_MAX; i++)
		text_release(&fit[i]);
	return status == STATUS_END ? STATUS_OK : status;
}

static void lay_out(struct part *part)
{
	const struct sums *sums = &part->sums;
	bool money = false;
	size_t i;

	for (i = 0; i < sums->column_count; i++)
		money = money || sums->columns[i].kind == CELL_MONEY;
	part->totals = sums->currency_count < PART_TOTALS_MAX
			       ? sums->currency_count
			       : PART_TOTALS_MAX;
	if (!money || !part->adds_up ||
	    (sums->roles.currency == SUMS_NONE && sums->currency_count > 1))
		part->totals = 0;
	part->head = PART_TOTALS_ROW + (uint32_t)part->totals + 1;
	part->sheets =
		(size_t)((sums->rows + SUMS_SHEET_ROWS - 1) / SUMS_SHEET_ROWS);
	if (part->sheets == 0)
		part->sheets = 1;
}

/* The dataset is closed before the sheets are written. */
static void keep_columns(struct part *part, const struct dataset *dataset)
{
	const struct dataset_column *columns =
		dataset_columns(dataset, &part->sums.column_count);

	memcpy(part->columns, columns,
	       part->sums.column_count * sizeof *columns);
	part->sums.columns = part->columns;
}

static void keep_controls(struct part *part, const struct dataset *dataset)
{
	const struct dataset_control *controls =
		dataset_controls(dataset, &part->control_count);

	part->controls =
		mem_alloc((part->control_count + 1) * sizeof *part->controls);
	if (part->control_count > 0)
		memcpy(part->controls, controls,
		       part->control_count * sizeof *controls);
}

static enum status gather(struct part *part, struct dataset *dataset,
			  const char *folder, struct err *err)
{
	enum status status =
		tape_new(folder, part->sums.column_count, &part->tape, err);

	if (status == STATUS_OK)
		status = pull(part, dataset, err);
	if (status == STATUS_OK)
		status = tape_rewind(part->tape, err);
	if (status != STATUS_OK)
		return status;
	sums_finish(&part->sums);
	part->adds_up = dataset_adds_up(dataset);
	keep_controls(part, dataset);
	lay_out(part);
	if (part->sheets > PART_SHEETS_MAX)
		return err_set(err, STATUS_OVERFLOW,
			       "%llu rows are too many for a workbook of %d "
			       "sheets; use --format csv",
			       (unsigned long long)part->sums.rows,
			       PART_SHEETS_MAX);
	return STATUS_OK;
}

enum status part_gather(struct part *part, struct book *book,
			const struct dataset_options *options,
			const char *folder, struct err *err)
{
	struct dataset *dataset = NULL;
	enum status status =
		dataset_open(part->kind.report, book, options, &dataset, err);

	if (status != STATUS_OK)
		return status;
	keep_columns(part, dataset);
	sums_init(&part->sums, part->kind.report, options->as_of,
		  terms_or_default(options->terms));
	status = gather(part, dataset, folder, err);
	dataset_close(dataset);
	return status;
}

void part_release(struct part *part)
{
	tape_free(part->tape);
	sums_release(&part->sums);
	free(part->controls);
}

void part_sheet_name(const struct part *part, size_t sheet,
		     char name[PART_NAME_SIZE])
{
	if (sheet == 0)
		snprintf(name, PART_NAME_SIZE, "%s", part->kind.sheet);
	else
		snprintf(name, PART_NAME_SIZE, "%s %u", part->kind.sheet,
			 (unsigned int)(sheet + 1) % 100);
}

uint64_t part_sheet_rows(const struct part *part, size_t sheet)
{
	uint64_t before = (uint64_t)sheet * SUMS_SHEET_ROWS;
	uint64_t left = part->sums.rows - before;

	return left < SUMS_SHEET_ROWS ? left : SUMS_SHEET_ROWS;
}
