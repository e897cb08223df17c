/* life_event.c: an event: its fields, its run, its lines, its earlier form. */
#include "reports/life_parts.h"

#include <string.h>

enum { FORMS_MAX = 100 }; /* of one event, corrected again and again */

static void add_fields(struct life *life, const struct event *event)
{
	char room[MONEY_TEXT_SIZE];
	uint64_t left = event->filled;

	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);
		struct slice text = event_text(event, column, room);

		if (column == COLUMN_EVENT) {
			text.bytes = event_row(event->code)->name;
			text.size = strlen(text.bytes);
		}
		life_fact(life, column_row(column)->name, text);
	}
}

/* The run that recorded the entry: who, when, from what. */
static enum status add_run(struct life *life, uint32_t seq, struct err *err)
{
	static const enum run_field told[] = {
		RUN_OPERATOR, RUN_STARTED, RUN_ENDED, RUN_HOST,
		RUN_BUILD,    RUN_FILE,	   RUN_SHA256};
	struct runs *runs;
	struct run run;
	size_t i;
	enum status status = runs_open(life->book, 1, &runs, err);

	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &run, err)) == STATUS_OK)
		if (run_count(&run, RUN_FIRST) <= seq &&
		    run_count(&run, RUN_LAST) >= seq)
			break;
	if (status == STATUS_OK) {
		text_addf(&life->out.text, "recorded\n  %-14s  %u\n", "run",
			  (unsigned int)run.number);
		for (i = 0; i < sizeof told / sizeof told[0]; i++)
			if (run.field[told[i]].size > 0)
				life_fact(life, run_field_name(told[i]),
					  run.field[told[i]]);
	}
	runs_close(runs);
	return status == STATUS_END ? STATUS_OK : status;
}

/* A currency that ends has an entry for each item, all of one id. */
static enum status count_others(struct life *life, struct slice id,
				uint32_t seq, struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	uint32_t last = seq;
	enum status status = entries_open(life->book, seq + 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	while ((status = entries_next(entries, &entry, err)) == STATUS_OK &&
	       entry.event.code == EVENT_CURRENCY_REDENOMINATED &&
	       slice_equal(event_field(&entry.event, COLUMN_ID), id))
		last = entry.seq;
	entries_close(entries);
	if (last > seq)
		text_addf(&life->out.text,
			  "      and entries %u to %u: one an item\n",
			  (unsigned int)seq + 1, (unsigned int)last);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status tell(struct life *life, const struct entry *entry,
			struct err *err)
{
	enum status status;

	text_addf(&life->out.text, "entry %u of %u\n", (unsigned int)entry->seq,
		  (unsigned int)book_entries(life->book));
	add_fields(life, &entry->event);
	status = add_run(life, entry->seq, err);
	if (status != STATUS_OK)
		return status;
	text_add_string(&life->out.text,
			entry->line_count == 0 ? "no lines\n" : "lines\n");
	life_lines(life, entry, NULL);
	if (entry->event.code == EVENT_CURRENCY_REDENOMINATED)
		status = count_others(life,
				      event_field(&entry->event, COLUMN_ID),
				      entry->seq, err);
	if (status == STATUS_OK)
		status = life_shares(life, entry, NULL, err);
	if (status == STATUS_OK)
		status = life_marks(life, entry, err);
	return status == STATUS_OK ? outlet_check(&life->out) : status;
}

/* The mirror stands right before the row that corrects. */
static enum status earlier_form(struct life *life, const struct entry *entry,
				uint32_t *before, struct err *err)
{
	*before = 0;
	if (!event_has(&entry->event, COLUMN_CORRECTS) ||
	    entry->event.code == EVENT_REVERSED || entry->seq < 2)
		return STATUS_OK;
	return life_reversed(life, entry->seq - 1, before, err);
}

enum status life_event(struct life *life, struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	uint32_t seq = 0;
	int form;
	enum status status =
		book_event(life->book, life->options->code, &seq, err);

	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	life_heading(life, "event", life->options->code);
	for (form = 0; seq != 0 && status == STATUS_OK && form < FORMS_MAX;
	     form++) {
		if (form > 0)
			text_add_string(&life->out.text, "earlier form: ");
		status = life_read(life, seq, &cursor, &entry, err);
		if (status != STATUS_OK)
			return status;
		status = tell(life, &entry, err);
		if (status == STATUS_OK)
			status = earlier_form(life, &entry, &seq, err);
		entries_close(cursor);
	}
	return status;
}
