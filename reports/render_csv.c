/*
 * render_csv.c: a dataset as CSV (RFC 4180, but lines end in LF alone).
 *
 * Free text that a spreadsheet would take for a formula gets a leading '
 * (CWE-1236; REPORTS.md section 2). Codes and ids stay as they were
 * sent: they are what an officer looks up elsewhere.
 */
#include "reports/render_formats.h"

#include "reports/cell.h"

#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "ledger/base/money.h"

#include <string.h>

/* A cell that is no text takes at most this. */
enum { NUMBER_BYTES = MONEY_TEXT_SIZE };
_Static_assert((int)DAY_TEXT_SIZE <= (int)NUMBER_BYTES,
	       "a day is a short cell");

/* Bytes that a text may take: each one doubled, two quotes, a guard. */
static size_t text_room(size_t size)
{
	return 2 * size + 3;
}

static bool needs_quotes(const char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' ||
		    bytes[i] == '\r')
			return true;
	return false;
}

/*
 * The put functions write at `at`, where there is room, and return where
 * they ended: a report has tens of millions of cells.
 */
static char *put_text(char *at, const char *bytes, size_t size, bool guard)
{
	size_t i;

	if (!needs_quotes(bytes, size)) {
		if (guard)
			*at++ = '\'';
		if (size > 0)
			memcpy(at, bytes, size);
		return at + size;
	}
	*at++ = '"';
	if (guard)
		*at++ = '\'';
	for (i = 0; i < size; i++) {
		if (bytes[i] == '"')
			*at++ = '"';
		*at++ = bytes[i];
	}
	*at++ = '"';
	return at;
}

/* Would a spreadsheet take it for a formula? */
static bool is_formula(const char *bytes, size_t size)
{
	return size > 0 && bytes[0] != '\0' &&
	       strchr("=+-@\t", bytes[0]) != NULL;
}

static char *put_cell(char *at, enum cell_kind kind, const struct cell *cell)
{
	const char *bytes = cell->text.bytes;
	size_t size = cell->text.size;

	if (cell->hidden)
		*at++ = CELL_HIDDEN[0];
	if (cell->empty)
		return at;
	switch (kind) {
	case CELL_TEXT:
		return put_text(at, bytes, size, is_formula(bytes, size));
	case CELL_CODE:
		return put_text(at, bytes, size, false);
	case CELL_DAY:
		day_format((int32_t)cell->number, at);
		return cell->number == DAY_NONE ? at : at + DAY_TEXT_SIZE - 1;
	case CELL_MONEY:
		return at + money_format(cell->number,
					 currency_digits(cell->currency), at);
	case CELL_NUMBER:
		return at + money_format(cell->number, 0, at);
	case CELL_SHARE:
	case CELL_TENTHS:
		return at + money_format(cell->number, 1, at);
	}
	return at;
}

static void end_at(struct text *out, const char *at)
{
	out->size = (size_t)(at - out->bytes);
	out->bytes[out->size] = '\0';
}

void render_csv_code(struct text *out, const char *bytes, size_t size)
{
	text_reserve(out, text_room(size));
	end_at(out, put_text(out->bytes + out->size, bytes, size, false));
}

void render_csv_text(struct text *out, const char *bytes, size_t size)
{
	text_reserve(out, text_room(size));
	end_at(out, put_text(out->bytes + out->size, bytes, size,
			     is_formula(bytes, size)));
}

static size_t row_room(const struct cell *cells, size_t count)
{
	size_t room = 0;
	size_t i;

	for (i = 0; i < count; i++)
		room += NUMBER_BYTES + text_room(cells[i].text.size) + 1;
	return room;
}

static void add_row(struct text *out, const struct dataset_column *columns,
		    size_t count, const struct cell *cells)
{
	char *at;
	size_t i;

	text_reserve(out, row_room(cells, count));
	at = out->bytes + out->size;
	for (i = 0; i < count; i++) {
		if (i > 0)
			*at++ = ',';
		at = put_cell(at, columns[i].kind, &cells[i]);
	}
	*at++ = '\n';
	end_at(out, at);
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
