/* template.c: columns, notes and lists of some events. */
#include "reports/template.h"

#include "ledger/base/currency.h"
#include "reports/outlet.h"

#include <assert.h>
#include <string.h>

#define GENERAL                                                                \
	(COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |                    \
	 COLUMN_BIT(COLUMN_DATE))

enum { NAME_WIDTH = 24 };

bool template_add(struct template *template, const char *name)
{
	enum event_code event = event_find(name, strlen(name));
	size_t i;

	if (event == EVENT_NONE)
		return false;
	for (i = 0; i < template->count; i++)
		if (template->events[i] == event)
			return true;
	template->events[template->count++] = event;
	return true;
}

/* ---- columns ------------------------------------------------------------- */

static uint64_t required(enum event_code event)
{
	return GENERAL | event_row(event)->required;
}

static size_t add_columns(enum column columns[COLUMN_COUNT], size_t count,
			  uint64_t set)
{
	for (; set != 0; set &= set - 1)
		columns[count++] = (enum column)__builtin_ctzll(set);
	return count;
}

size_t template_columns(const struct template *template,
			enum column columns[COLUMN_COUNT])
{
	uint64_t needed = 0;
	uint64_t taken = 0;
	size_t i;

	for (i = 0; i < template->count; i++) {
		needed |= required(template->events[i]);
		taken |= event_columns(template->events[i]);
	}
	return add_columns(columns, add_columns(columns, 0, needed),
			   taken & ~needed);
}

/* ---- values -------------------------------------------------------------- */

/* The n-th of the choices that one of the events takes. */
static const char *choice_value(const struct template *template,
				enum column column, size_t n)
{
	int choice;
	size_t i;

	for (choice = 0; choice < choice_count(column); choice++) {
		for (i = 0; i < template->count; i++)
			if (choice_allowed(template->events[i], column, choice))
				break;
		if (i < template->count && n-- == 0)
			return choice_name(column, choice);
	}
	return NULL;
}

/* EVENTS.md section 3, clock.stopped: the one text that is a choice. */
static const char *stop_reason(const struct template *template, size_t n)
{
	static const char *const reasons[] = {"appeal", "documents", "stay",
					      NULL};

	if (template->count != 1 || template->events[0] != EVENT_CLOCK_STOPPED)
		return NULL;
	return n < sizeof reasons / sizeof reasons[0] ? reasons[n] : NULL;
}

const char *template_value(const struct template *template, enum column column,
			   size_t n)
{
	switch (column_row(column)->form) {
	case FORM_EVENT:
		return n < template->count
			       ? event_row(template->events[n])->name
			       : NULL;
	case FORM_CURRENCY:
		return n < currency_count() ? currency_code((uint8_t)n) : NULL;
	case FORM_CHOICE:
		return choice_value(template, column, n);
	default:
		return column == COLUMN_REASON ? stop_reason(template, n)
					       : NULL;
	}
}

/* ---- notes --------------------------------------------------------------- */

/* The names of the events of a set of them, after a word. */
static void add_events(const struct template *template, const bool *which,
		       const char *word, struct text *out)
{
	bool first = true;
	size_t i;

	for (i = 0; i < template->count; i++) {
		if (!which[i])
			continue;
		text_addf(out, "%s %s", first ? word : ",",
			  event_row(template->events[i])->name);
		first = false;
	}
	if (!first)
		text_add_char(out, '.');
}

static void add_need(const struct template *template, enum column column,
		     struct text *out)
{
	bool needs[EVENT_COUNT] = {false};
	bool takes[EVENT_COUNT] = {false};
	size_t need = 0;
	size_t take = 0;
	size_t i;

	for (i = 0; i < template->count; i++) {
		uint64_t bit = COLUMN_BIT(column);
		enum event_code event = template->events[i];

		needs[i] = (required(event) & bit) != 0;
		takes[i] = !needs[i] && (event_columns(event) & bit) != 0;
		need += needs[i];
		take += takes[i];
	}
	if (need == template->count) {
		text_add_string(out, "Required.");
	} else if (take == template->count) {
		text_add_string(out, "Optional.");
	} else {
		add_events(template, needs, "Required by", out);
		if (need > 0 && take > 0)
			text_add_char(out, ' ');
		add_events(template, takes, "Optional for", out);
		if (need + take < template->count)
			text_add_string(out, " Else empty.");
	}
}

static bool takes_several(const struct template *template, enum column column)
{
	size_t i;

	for (i = 0; i < template->count; i++)
		if (template->events[i] == EVENT_AWARD_GRANTED)
			return column == COLUMN_OFFENDER;
	return false;
}

static const char *code_form(const struct template *template,
			     enum column column)
{
	if (takes_several(template, column))
		return "a code; on award.granted one or several joined by ;";
	return "a code: a letter or digit, then up to 39 letters, digits or . "
	       "_ / -";
}

/* What a cell of the column holds, but for lists and texts. */
static const char *form_of(const struct template *template, enum column column)
{
	switch (column_row(column)->form) {
	case FORM_EVENT:
		return "the name of the event, from the list";
	case FORM_ID:
		return "1 to 64 printable ASCII characters, no space at "
		       "either end";
	case FORM_DATE:
		return "a day YYYY-MM-DD";
	case FORM_CODE:
		return code_form(template, column);
	case FORM_ITEM:
		return "kind:code with claim, asset, contribution or grant, "
		       "such as claim:C-1";
	case FORM_AMOUNT:
		return "a decimal with a point, without sign or grouping, "
		       "such as 1500000 or 12.50";
	case FORM_RATE:
		return "a decimal above 0 with up to 10 decimals";
	case FORM_VALUE:
		return "a decimal with up to 6 decimals, may be negative";
	case FORM_CURRENCY:
		return "an ISO 4217 code, such as BYR";
	case FORM_CHOICE:
	case FORM_TEXT:
		break;
	}
	return NULL;
}

/* EVENTS.md section 3: the one event for which a reason is a choice. */
static bool stops_clock(const struct template *template, enum column column)
{
	size_t i;

	for (i = 0; i < template->count; i++)
		if (template->events[i] == EVENT_CLOCK_STOPPED)
			return column == COLUMN_REASON;
	return false;
}

void template_note(const struct template *template, enum column column,
		   struct text *out)
{
	const char *form = form_of(template, column);
	const char *value = template_value(template, column, 0);
	size_t n = 0;

	add_need(template, column, out);
	text_addf(out, " %s: ", column_row(column)->name);
	if (form != NULL) {
		text_add_string(out, form);
	} else if (value == NULL) {
		text_addf(out, "text up to %d characters%s",
			  (int)column_row(column)->limit,
			  stops_clock(template, column)
				  ? "; on clock.stopped appeal, documents or "
				    "stay"
				  : "");
	} else {
		text_add_string(out, "one of");
		for (; value != NULL;
		     value = template_value(template, column, ++n))
			text_addf(out, "%s %s", n == 0 ? "" : ",", value);
	}
	text_add_char(out, '.');
}

/* ---- out ----------------------------------------------------------------- */

static void add_names(uint64_t set, struct text *out)
{
	const char *before = "";

	for (; set != 0; set &= set - 1) {
		enum column column = (enum column)__builtin_ctzll(set);

		text_addf(out, "%s%s", before, column_row(column)->name);
		before = ", ";
	}
}

enum status template_list(struct sink *sink, struct err *err)
{
	struct outlet out;
	enum status status = STATUS_OK;
	int event;

	outlet_start(&out, sink);
	text_add_string(&out.text,
			"Every row has event, id, date; any row may have "
			"since, corrects, document, note, and\ncurrency where "
			"an item is named. Below: the event, the columns that "
			"it needs; that it may have.\n\n");
	for (event = EVENT_NONE + 1; event < EVENT_COUNT; event++) {
		const struct event_row *row = event_row((enum event_code)event);

		text_addf(&out.text, "%-*s %s", NAME_WIDTH, row->name,
			  row->required == 0 ? "-" : "");
		add_names(row->required, &out.text);
		if (row->optional != 0)
			text_add_string(&out.text, "; ");
		add_names(row->optional, &out.text);
		text_add_char(&out.text, '\n');
		status = outlet_check(&out);
		if (status != STATUS_OK)
			break;
	}
	return outlet_end(&out, status, err);
}

enum status template_csv(const struct template *template, struct sink *sink,
			 struct err *err)
{
	enum column columns[COLUMN_COUNT];
	size_t count = template_columns(template, columns);
	struct outlet out;
	size_t i;

	outlet_start(&out, sink);
	for (i = 0; i < count; i++)
		text_addf(&out.text, "%s%s", i == 0 ? "" : ",",
			  column_row(columns[i])->name);
	text_add_char(&out.text, '\n');
	return outlet_end(&out, STATUS_OK, err);
}
