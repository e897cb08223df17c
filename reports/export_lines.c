/*
 * export_lines.c: the journal in the order of its numbers: as CSV, and as
 * the lines that are hashed.
 *
 * csv         a row a line of an entry, one row for an entry without lines:
 *             seq, every column of the vocabulary in its order, then
 *             line (1, 2, ...), line_account, line_item, line_currency,
 *             line_amount, debit positive; the last five are empty for an
 *             entry without lines. The fields of an entry are repeated on
 *             each of its rows. Quoting as in render.h.
 * chain       entry.h says what a line is.
 */
#include "reports/export_kind.h"
#include "reports/render_formats.h"

static void open_csv(const struct export_scope *scope, struct text *out)
{
	int column;

	(void)scope;
	text_add_string(out, "seq");
	for (column = 0; column < COLUMN_COUNT; column++)
		text_addf(out, ",%s", column_row((enum column)column)->name);
	text_add_string(out, ",line,line_account,line_item,line_currency,"
			     "line_amount\n");
}

static void add_field(const struct event *event, enum column column,
		      struct text *out)
{
	char room[MONEY_TEXT_SIZE];
	struct slice text;

	text_add_char(out, ',');
	if (!event_has(event, column))
		return;
	text = event_text(event, column, room);
	if (column_row(column)->form == FORM_TEXT)
		render_csv_text(out, text.bytes, text.size);
	else
		render_csv_code(out, text.bytes, text.size);
}

static void add_line(const struct line *line, size_t number, struct text *out)
{
	char room[MONEY_TEXT_SIZE];
	size_t size = money_format(line->amount,
				   currency_digits(line->currency), room);

	text_addf(out, ",%zu,%s,", number, account_row(line->account)->name);
	render_csv_code(out, line->item.bytes, line->item.size);
	text_addf(out, ",%s,%.*s\n", currency_code(line->currency), (int)size,
		  room);
}

static void csv_entry(const struct entry *entry, struct text *out)
{
	size_t start = out->size;
	size_t fields;
	size_t i;
	int column;

	text_add_number(out, entry->seq);
	for (column = 0; column < COLUMN_COUNT; column++)
		add_field(&entry->event, (enum column)column, out);
	fields = out->size - start;
	if (entry->line_count == 0)
		text_add_string(out, ",,,,,\n");
	for (i = 0; i < entry->line_count; i++) {
		if (i > 0) {
			text_reserve(out, fields);
			text_add(out, out->bytes + start, fields);
		}
		add_line(&entry->lines[i], i + 1, out);
	}
}

static void open_chain(const struct export_scope *scope, struct text *out)
{
	(void)scope;
	(void)out;
}

static void chain_entry(const struct entry *entry, struct text *out)
{
	entry_chain(entry->seq, &entry->event, entry->lines, entry->line_count,
		    out);
}

const struct export_kind export_csv = {
	.name = "csv",
	.open = open_csv,
	.entry = csv_entry,
};

const struct export_kind export_chain = {
	.name = "chain",
	.whole = true,
	.open = open_chain,
	.entry = chain_entry,
};
