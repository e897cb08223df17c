/*
 * render_csv.c: a dataset as CSV (RFC 4180, but lines end in LF alone).
 *
 * Free text that a spreadsheet would take for a formula gets a leading '
 * (CWE-1236; REPORTS.md section 2). Codes and ids cannot begin like one in
 * a way that matters: they are what officers search by and stay as sent.
 */
#include "reports/cell.h"
#include "reports/render_formats.h"

#include <string.h>

static bool needs_quotes(const char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' ||
		    bytes[i] == '\r')
			return true;
	return false;
}

static void add_quoted(struct text *out, const char *bytes, size_t size)
{
	size_t i;

	text_add_char(out, '"');
	for (i = 0; i < size; i++) {
		if (bytes[i] == '"')
			text_add_char(out, '"');
		text_add_char(out, bytes[i]);
	}
	text_add_char(out, '"');
}

void render_csv_code(struct text *out, const char *bytes, size_t size)
{
	if (needs_quotes(bytes, size))
		add_quoted(out, bytes, size);
	else
		text_add(out, bytes, size);
}

void render_csv_text(struct text *out, const char *bytes, size_t size)
{
	struct text guarded = TEXT_ZERO;

	if (size == 0 || strchr("=+-@\t", bytes[0]) == NULL) {
		render_csv_code(out, bytes, size);
		return;
	}
	text_add_char(&guarded, '\'');
	text_add(&guarded, bytes, size);
	render_csv_code(out, guarded.bytes, guarded.size);
	text_release(&guarded);
}

static void add_cell(struct text *out, enum cell_kind kind,
		     const struct cell *cell)
{
	if (cell->empty)
		return;
	if (kind == CELL_TEXT)
		render_csv_text(out, cell->text.bytes, cell->text.size);
	else if (kind == CELL_CODE)
		render_csv_code(out, cell->text.bytes, cell->text.size);
	else
		cell_plain(kind, cell, out);
}

static void add_row(struct text *out, const struct dataset_column *columns,
		    size_t count, const struct cell *cells)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i > 0)
			text_add_char(out, ',');
		add_cell(out, columns[i].kind, &cells[i]);
	}
	text_add_char(out, '\n');
}

enum status render_csv(struct dataset *dataset, struct outlet *out,
		       struct err *err)
{
	size_t count;
	const struct dataset_column *columns = dataset_columns(dataset, &count);
	struct cell cells[DATASET_COLUMNS_MAX];
	enum status status;
	size_t i;

	for (i = 0; i < count; i++) {
		text_add_string(&out->text, i == 0 ? "" : ",");
		text_add_string(&out->text, columns[i].name);
	}
	text_add_char(&out->text, '\n');
	for (;;) {
		status = dataset_next(dataset, cells, err);
		if (status != STATUS_OK)
			break;
		add_row(&out->text, columns, count, cells);
		status = outlet_check(out);
		if (status != STATUS_OK)
			break;
	}
	return status == STATUS_END ? STATUS_OK : status;
}
