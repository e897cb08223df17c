/*
 * export_plain.c: the journal for hledger and ledger, which read one form
 * with small differences.
 *
 *   2009-01-05 * (17) claim.raised
 *       ; seq: 17
 *       ; id: MI-4
 *       ; ...
 *       memo:claims:pending:CL-1  1500000 BYR
 *       memo:claims:contra:CL-1  -1500000 BYR
 *
 * Tags        one a line. hledger ends a value at a comma, both trim, and
 *             ledger can take a date in brackets for the transaction's: so
 *             `,`, `[`, `%` and a blank at either end are written as %XX,
 *             byte by byte in hexadecimal, and nothing else is.
 * Reserved    ledger reads its own meaning into tags called payee and
 *             value: there they are x-payee and x-value.
 * Facts       an entry without lines: hledger takes a transaction without
 *             postings; ledger drops one silently, so there it has one
 *             posting of 0 to memo:facts (`--empty` shows it).
 */
#include "reports/export_kind.h"

#include <string.h>

#define FACTS "memo:facts"

/* Bytes of the blank that a text begins with, 0 if it begins with none. */
static size_t blank_at(const char *bytes, size_t size)
{
	static const char *const blanks[] = {
		" ",	  "\u00a0", "\u1680", "\u2000", "\u2001",
		"\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
		"\u2007", "\u2008", "\u2009", "\u200a", "\u2028",
		"\u2029", "\u202f", "\u205f", "\u3000", "\ufeff",
	};
	size_t i;

	for (i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
		size_t length = strlen(blanks[i]);

		if (size >= length && memcmp(bytes, blanks[i], length) == 0)
			return length;
	}
	return 0;
}

static void add_escaped(const char *bytes, size_t size, struct text *out)
{
	size_t i;

	for (i = 0; i < size; i++)
		text_addf(out, "%%%02X", (unsigned int)(unsigned char)bytes[i]);
}

/* Bytes of the last character of a text. */
static size_t last_size(struct slice text)
{
	size_t size = 1;

	while (size < text.size &&
	       ((unsigned char)text.bytes[text.size - size] & 0xc0) == 0x80)
		size++;
	return size;
}

static void add_value(struct slice value, struct text *out)
{
	size_t at = blank_at(value.bytes, value.size);
	size_t end = value.size;
	size_t last;

	add_escaped(value.bytes, at, out);
	if (at < end) {
		last = last_size(value);
		if (blank_at(value.bytes + end - last, last) > 0)
			end -= last;
	}
	for (; at < end; at++) {
		if (strchr(",[%", value.bytes[at]) != NULL)
			add_escaped(value.bytes + at, 1, out);
		else
			text_add_char(out, value.bytes[at]);
	}
	add_escaped(value.bytes + end, value.size - end, out);
}

static bool is_reserved(enum column column)
{
	return column == COLUMN_PAYEE || column == COLUMN_VALUE;
}

static void add_tag_name(enum column column, bool ledger, struct text *out)
{
	if (ledger && is_reserved(column))
		text_add_string(out, "x-");
	text_add_string(out, column_row(column)->name);
}

static void add_tags(const struct event *event, bool ledger, struct text *out)
{
	uint64_t left = export_tags(event);
	char room[MONEY_TEXT_SIZE];

	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);

		text_add_string(out, "    ; ");
		add_tag_name(column, ledger, out);
		text_add_string(out, ": ");
		add_value(event_text(event, column, room), out);
		text_add_char(out, '\n');
	}
}

static void add_account(enum account account, struct slice item,
			struct text *out)
{
	text_add_string(out, account_row(account)->name);
	if (item.size == 0)
		return;
	text_add_char(out, ':');
	text_add(out, item.bytes, item.size);
}

static void add_entry(const struct entry *entry, bool ledger, struct text *out)
{
	size_t i;

	export_day(entry->event.date, out);
	text_addf(out, " * (%u) %s\n    ; seq: %u\n", entry->seq,
		  event_row(entry->event.code)->name, entry->seq);
	add_tags(&entry->event, ledger, out);
	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];

		text_add_string(out, "    ");
		add_account(line->account, line->item, out);
		text_add_string(out, "  ");
		export_amount(line->amount, line->currency, out);
		text_add_char(out, '\n');
	}
	if (ledger && entry->line_count == 0)
		text_add_string(out, "    " FACTS "  0\n");
	text_add_char(out, '\n');
}

/* hledger asks for the decimal point even where no digit follows it. */
static void add_commodity(uint8_t currency, bool ledger, struct text *out)
{
	const char *code = currency_code(currency);
	int digits = currency_digits(currency);

	if (ledger)
		text_addf(out, "commodity %s\n    format 1000%s%.*s %s\n", code,
			  digits > 0 ? "." : "", digits, "0000", code);
	else
		text_addf(out, "commodity 1000.%.*s %s\n", digits, "0000",
			  code);
}

static void add_declarations(const struct export_scope *scope, bool ledger,
			     struct text *out)
{
	uint64_t left = scope->columns;
	uint8_t currency;
	int event;

	export_preamble(scope, out);
	for (currency = 0; currency < currency_count(); currency++)
		if (scope->currencies[currency])
			add_commodity(currency, ledger, out);
	text_add_char(out, '\n');
	for (event = EVENT_NONE + 1; event < EVENT_COUNT; event++)
		if (scope->events[event])
			text_addf(out, "payee %s\n",
				  event_row((enum event_code)event)->name);
	text_add_string(out, "\ntag seq\n");
	for (; left != 0; left &= left - 1) {
		text_add_string(out, "tag ");
		add_tag_name((enum column)__builtin_ctzll(left), ledger, out);
		text_add_char(out, '\n');
	}
	text_add_char(out, '\n');
	if (ledger && scope->facts)
		text_add_string(out, "account " FACTS "\n");
}

static void open_hledger(const struct export_scope *scope, struct text *out)
{
	add_declarations(scope, false, out);
}

static void open_ledger(const struct export_scope *scope, struct text *out)
{
	add_declarations(scope, true, out);
}

/* With its type, for the balance sheet and the income statement. */
static void hledger_account(enum account account, struct slice item,
			    struct text *out)
{
	static const char letters[] = {
		[ROOT_ASSETS] = 'A',   [ROOT_LIABILITIES] = 'L',
		[ROOT_EQUITY] = 'E',   [ROOT_INCOME] = 'R',
		[ROOT_EXPENSES] = 'X',
	};
	bool cash = account_row(account)->cash;

	text_add_string(out, "account ");
	add_account(account, item, out);
	text_addf(out, "  ; type: %c\n",
		  cash ? 'C' : letters[export_root(account)]);
}

static void ledger_account(enum account account, struct slice item,
			   struct text *out)
{
	text_add_string(out, "account ");
	add_account(account, item, out);
	text_add_char(out, '\n');
}

static void hledger_entry(const struct entry *entry, struct text *out)
{
	add_entry(entry, false, out);
}

static void ledger_entry(const struct entry *entry, struct text *out)
{
	add_entry(entry, true, out);
}

const struct export_kind export_hledger = {
	.name = "hledger",
	.declares = true,
	.open = open_hledger,
	.account = hledger_account,
	.entry = hledger_entry,
};

const struct export_kind export_ledger = {
	.name = "ledger",
	.declares = true,
	.open = open_ledger,
	.account = ledger_account,
	.entry = ledger_entry,
};
