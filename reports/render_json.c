/*
 * render_json.c: a dataset as a JSON array (RFC 8259), one object a line.
 *
 * Amounts are strings: many readers keep numbers as binary fractions, which
 * hold no kopecks. An absent text, day or amount is "", an absent number
 * null.
 */
#include "reports/cell.h"
#include "reports/render_formats.h"

#include <string.h>

/* The two-character escapes; other control characters become \u00xx. */
static void add_escaped(struct text *out, char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t";
	static const char letter[] = "\"\\bfnrt";
	const char *found = memchr(plain, c, sizeof plain - 1);

	if (found != NULL) {
		text_add_char(out, '\\');
		text_add_char(out, letter[found - plain]);
	} else {
		text_addf(out, "\\u%04x", (unsigned int)(unsigned char)c);
	}
}

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

void render_json_string(struct text *out, const char *bytes, size_t size)
{
	size_t from = 0;
	size_t i;

	text_add_char(out, '"');
	for (i = 0; i < size; i++) {
		if (is_plain(bytes[i]))
			continue;
		text_add(out, bytes + from, i - from);
		add_escaped(out, bytes[i]);
		from = i + 1;
	}
	text_add(out, bytes + from, size - from);
	text_add_char(out, '"');
}

static void add_cell(struct text *out, enum cell_kind kind,
		     const struct cell *cell)
{
	bool bare = kind == CELL_NUMBER || kind == CELL_SHARE ||
		    kind == CELL_TENTHS;

	if (cell->hidden) {
		text_add_string(out, "\"" CELL_HIDDEN "\"");
	} else if (bare && cell->empty) {
		text_add_string(out, "null");
	} else if (bare) {
		cell_plain(kind, cell, out);
	} else if (kind == CELL_TEXT || kind == CELL_CODE) {
		render_json_string(out, cell->text.bytes,
				   cell->empty ? 0 : cell->text.size);
	} else {
		text_add_char(out, '"');
		cell_plain(kind, cell, out);
		text_add_char(out, '"');
	}
}

static void add_row(struct text *out, const struct dataset_column *columns,
		    size_t count, const struct cell *cells)
{
	size_t i;

	for (i = 0; i < count; i++) {
		text_add_string(out, i == 0 ? "{" : ",");
		render_json_string(out, columns[i].name,
				   strlen(columns[i].name));
		text_add_char(out, ':');
		add_cell(out, columns[i].kind, &cells[i]);
	}
	text_add_char(out, '}');
}

enum status render_json(struct dataset *dataset, struct outlet *out,
			struct err *err)
{
	size_t count;
	const struct dataset_column *columns = dataset_columns(dataset, &count);
	struct cell cells[DATASET_COLUMNS_MAX];
	const char *before = "[\n";
	enum status status;

	for (;;) {
		status = dataset_next(dataset, cells, err);
		if (status != STATUS_OK)
			break;
		text_add_string(&out->text, before);
		add_row(&out->text, columns, count, cells);
		before = ",\n";
		status = outlet_check(out);
		if (status != STATUS_OK)
			break;
	}
	text_add_string(&out->text, before[0] == '[' ? "[]\n" : "\n]\n");
	return status == STATUS_END ? STATUS_OK : status;
}
