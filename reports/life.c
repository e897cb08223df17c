/* life.c: what a code is, kind by kind. */
#include "reports/life_parts.h"

#include "ledger/base/currency.h"
#include "reports/cell.h"

#include <string.h>

enum { FACT_WIDTH = 14, NEAR_MAX = 5, MONEY_WIDTH = 18 };

/* ---- words --------------------------------------------------------------- */

void life_heading(struct life *life, const char *kind, struct slice code)
{
	struct text *out = &life->out.text;
	size_t width = strlen(kind) + 1 + utf8_count(code.bytes, code.size);

	text_addf(out, "%s%s %.*s\n", life->found++ == 0 ? "" : "\n", kind,
		  (int)code.size, code.bytes);
	while (width-- > 0)
		text_add_char(out, '=');
	text_add_char(out, '\n');
}

void life_fact(struct life *life, const char *name, struct slice text)
{
	text_addf(&life->out.text, "  %-*s  %.*s\n", FACT_WIDTH, name,
		  (int)text.size, text.bytes);
}

void life_day(struct life *life, int32_t day, int32_t since)
{
	char text[DAY_TEXT_SIZE];

	day_format(day, text);
	text_add_string(&life->out.text, text);
	if (since == day)
		return;
	day_format(since, text);
	text_addf(&life->out.text, " (since %s)", text);
}

void life_money(struct life *life, int64_t amount, uint8_t currency)
{
	cell_amount(amount, currency, &life->out.text);
	text_addf(&life->out.text, " %s", currency_code(currency));
}

void life_column(struct life *life, int64_t amount, uint8_t currency)
{
	static const struct text empty = TEXT_ZERO;
	struct text text = empty;
	size_t width;

	cell_amount(amount, currency, &text);
	for (width = text.size; width < MONEY_WIDTH; width++)
		text_add_char(&life->out.text, ' ');
	text_addf(&life->out.text, "%s %s", text.bytes,
		  currency_code(currency));
	text_release(&text);
}

enum status life_fetch(struct life *life, enum item_kind kind,
		       struct slice code, struct item **item, struct err *err)
{
	const struct item *found;
	enum status status = book_item(life->book, kind, code, &found, err);

	*item = NULL;
	if (status == STATUS_OK)
		*item = item_before(found, UINT32_MAX);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- kinds --------------------------------------------------------------- */

/* What a code may be: of a register, or else told by a function. */
static const struct kind {
	const char *name;
	enum item_kind item;
	enum status (*tell)(struct life *life, struct err *err);
} kinds[] = {
	{"event", ITEM_NONE, life_event},
	{"case", ITEM_CASE, NULL},
	{"claim", ITEM_CLAIM, NULL},
	{"unapplied", ITEM_UNAPPLIED, NULL},
	{"asset", ITEM_ASSET, NULL},
	{"contribution", ITEM_CONTRIBUTION, NULL},
	{"grant", ITEM_GRANT, NULL},
	{"relief", ITEM_RELIEF, NULL},
	{"assistance", ITEM_ASSISTANCE, NULL},
	{"policy", ITEM_POLICY, NULL},
	{"victim", ITEM_NONE, life_victim},
	{"offender", ITEM_NONE, life_offender},
	{"ngo", ITEM_NONE, life_ngo},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

const char *const *life_kinds(void)
{
	static const char *names[KINDS + 1]; /* filled once */
	size_t i;

	for (i = 0; i < KINDS; i++)
		names[i] = kinds[i].name;
	return names;
}

static bool wanted(const struct life *life, const struct kind *kind)
{
	return life->options->kind == NULL ||
	       strcmp(life->options->kind, kind->name) == 0;
}

/* ---- nothing found ------------------------------------------------------- */

static char lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	return c;
}

static bool near_from(struct slice a, struct slice b)
{
	size_t i = 0;

	while (i < a.size && i < b.size &&
	       lower(a.bytes[i]) == lower(b.bytes[i]))
		i++;
	a.bytes += i;
	a.size -= i;
	b.bytes += i;
	b.size -= i;
	while (a.size > 0 && b.size > 0 &&
	       lower(a.bytes[a.size - 1]) == lower(b.bytes[b.size - 1])) {
		a.size--;
		b.size--;
	}
	return a.size <= 1 && b.size <= 1;
}

/* Codes that differ in case or by one character. */
static enum status add_near(struct life *life, enum item_kind kind,
			    struct text *out, size_t *count, struct err *err)
{
	struct items *items;
	const struct item *item;
	enum status status = items_open(life->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	while (*count < NEAR_MAX &&
	       (status = items_next(items, &item, err)) == STATUS_OK) {
		struct slice code = {item->code, item->code_size};

		if (near_from(life->options->code, code))
			text_addf(out, "%s%s %s",
				  (*count)++ == 0 ? "; there is " : ", ",
				  item_kind_name(kind), item->code);
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status not_found(struct life *life, struct err *err)
{
	struct text text = TEXT_ZERO;
	size_t count = 0;
	size_t i;
	enum status status = STATUS_OK;

	text_addf(&text, "no %s on the book is called %.*s",
		  life->options->kind == NULL ? "event, item or person"
					      : life->options->kind,
		  (int)life->options->code.size, life->options->code.bytes);
	for (i = 0; i < KINDS && status == STATUS_OK; i++)
		if (kinds[i].item != ITEM_NONE && wanted(life, &kinds[i]))
			status = add_near(life, kinds[i].item, &text, &count,
					  err);
	if (status == STATUS_OK)
		status = err_set(err, STATUS_NOT_FOUND, "%s", text.bytes);
	text_release(&text);
	return status;
}

/* ---- all of it ----------------------------------------------------------- */

enum status life_write(struct book *book, const struct life_options *options,
		       struct sink *sink, struct err *err)
{
	struct life life;
	enum status status = STATUS_OK;
	size_t i;

	memset(&life, 0, sizeof life);
	life.book = book;
	life.options = options;
	outlet_start(&life.out, sink);
	for (i = 0; i < KINDS && status == STATUS_OK; i++) {
		if (!wanted(&life, &kinds[i]))
			continue;
		status = kinds[i].tell == NULL
				 ? life_item(&life, kinds[i].item, err)
				 : kinds[i].tell(&life, err);
	}
	if (status == STATUS_OK && life.found == 0)
		status = not_found(&life, err);
	return outlet_end(&life.out, status, err);
}
