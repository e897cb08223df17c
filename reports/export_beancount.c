/*
 * export_beancount.c: the journal for beancount.
 *
 * An account is ROOT (export_kind.h), the segments of our name, each with a
 * capital first letter, and the item's code:
 *
 *   memo:claims:pending CL-1        Equity:Memo:Claims:Pending:CL-1
 *   fund:legal-aid:income:donor     Income:Fund:Legal-aid:Income:Donor
 *   trust:unapplied K.1+o-2         Liabilities:Trust:Unapplied:K--2E1--2Bo-2
 *
 * beancount takes letters, digits and hyphens, and no small letter first.
 * So in a code
 *
 * - a letter or a digit stands for itself, and so does a hyphen before a
 *   letter or a digit;
 * - any other byte is `--` and its two hexadecimal digits, in capitals;
 * - a small letter that comes first has `0--` before it.
 *
 * Read back from the left, `--` is always the beginning of one of these:
 * a hyphen that stands for itself is never followed by another. So no two
 * codes have one name. Names of our accounts are in small letters, and
 * nothing else is done to them, so neither have two accounts.
 *
 * Facts       an entry without lines is a transaction without postings.
 * Strings     a quotation mark and a backslash have a backslash before them.
 */
#include "reports/export_kind.h"

#include <string.h>

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_plain(char c)
{
	return is_small(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void add_item(struct slice item, struct text *out)
{
	size_t i;

	if (is_small(item.bytes[0]))
		text_add_string(out, "0--");
	for (i = 0; i < item.size; i++) {
		char c = item.bytes[i];
		bool hyphen = c == '-' && i > 0 && i + 1 < item.size &&
			      is_plain(item.bytes[i + 1]);

		if (is_plain(c) || hyphen)
			text_add_char(out, c);
		else
			text_addf(out, "--%02X",
				  (unsigned int)(unsigned char)c);
	}
}

static void add_account(enum account account, struct slice item,
			struct text *out)
{
	static const char *const roots[] = {
		[ROOT_ASSETS] = "Assets:",	     [ROOT_INCOME] = "Income:",
		[ROOT_EXPENSES] = "Expenses:",	     [ROOT_EQUITY] = "Equity:",
		[ROOT_LIABILITIES] = "Liabilities:",
	};
	const char *name = account_row(account)->name;
	bool first = true;

	text_add_string(out, roots[export_root(account)]);
	for (; *name != '\0'; name++) {
		char letter = *name;

		if (first && is_small(letter))
			letter = (char)(letter - 'a' + 'A');
		text_add_char(out, letter);
		first = letter == ':';
	}
	if (item.size == 0)
		return;
	text_add_char(out, ':');
	add_item(item, out);
}

static void add_string(struct slice value, struct text *out)
{
	size_t i;

	text_add_char(out, '"');
	for (i = 0; i < value.size; i++) {
		if (value.bytes[i] == '"' || value.bytes[i] == '\\')
			text_add_char(out, '\\');
		text_add_char(out, value.bytes[i]);
	}
	text_add_char(out, '"');
}

/* Everything is there from the first day that a book can hold. */
static void add_declaration(const char *directive, struct text *out)
{
	export_day(DAY_FIRST, out);
	text_add_char(out, ' ');
	text_add_string(out, directive);
	text_add_char(out, ' ');
}

static void open_file(const struct export_scope *scope, struct text *out)
{
	uint8_t currency;

	export_preamble(scope, out);
	text_add_string(out, "option \"title\" \"redress\"\n\n");
	for (currency = 0; currency < currency_count(); currency++) {
		if (!scope->currencies[currency])
			continue;
		add_declaration("commodity", out);
		text_add_string(out, currency_code(currency));
		text_add_char(out, '\n');
	}
	text_add_char(out, '\n');
}

static void declare_account(enum account account, struct slice item,
			    struct text *out)
{
	add_declaration("open", out);
	add_account(account, item, out);
	text_add_char(out, '\n');
}

static void add_metadata(const struct event *event, struct text *out)
{
	uint64_t left = export_tags(event);
	char room[MONEY_TEXT_SIZE];

	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);

		text_addf(out, "  %s: ", column_row(column)->name);
		add_string(event_text(event, column, room), out);
		text_add_char(out, '\n');
	}
}

static void add_entry(const struct entry *entry, struct text *out)
{
	size_t i;

	export_day(entry->event.date, out);
	text_addf(out, " * \"%s\" ", event_row(entry->event.code)->name);
	add_string(event_field(&entry->event, COLUMN_ID), out);
	text_addf(out, "\n  seq: %u\n", entry->seq);
	add_metadata(&entry->event, out);
	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];

		text_add_string(out, "  ");
		add_account(line->account, line->item, out);
		text_add_string(out, "  ");
		export_amount(line->amount, line->currency, out);
		text_add_char(out, '\n');
	}
	text_add_char(out, '\n');
}

const struct export_kind export_beancount = {
	.name = "beancount",
	.declares = true,
	.open = open_file,
	.account = declare_account,
	.entry = add_entry,
};
