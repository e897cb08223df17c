/*
 * dataset_figures.c: figures: reported statistics as they were recorded, in
 * the order of their entries; never mixed with the ledger's own numbers
 * (REPORTS.md section 1).
 */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	SERIES,
	PERIOD,
	VALUE,
	UNIT,
	DATE,
	SINCE,
	REASON,
	DOCUMENT,
	NOTE,
	COLUMNS
};

/* A value keeps the digits it was sent with, so it is no number of ours. */
static const struct dataset_column_row columns[COLUMNS] = {
	[SERIES] = {"series", CELL_CODE}, [PERIOD] = {"period", CELL_TEXT},
	[VALUE] = {"value", CELL_CODE},	  [UNIT] = {"unit", CELL_TEXT},
	[DATE] = {"date", CELL_DAY},	  [SINCE] = {"since", CELL_DAY},
	[REASON] = {"reason", CELL_TEXT}, [DOCUMENT] = {"document", CELL_TEXT},
	[NOTE] = {"note", CELL_TEXT},
};

static const char *const shown[] = {"series", "period", "value", "unit",
				    "date",   "reason", NULL};

struct figures {
	struct journal_cursor *entries;
	struct entry entry;
};

static void close_figures(void *state)
{
	struct figures *figures = state;

	if (figures->entries != NULL)
		entries_close(figures->entries);
	free(figures);
}

static enum status open_figures(struct dataset *dataset, struct err *err)
{
	struct figures *figures = mem_alloc(sizeof *figures);
	enum status status;

	dataset->state = figures;
	status = entries_open(dataset->book, 1, &figures->entries, err);
	if (status != STATUS_OK)
		figures->entries = NULL;
	return status;
}

/* The book remembers an entry that was reversed under its number. */
static enum status find_reversal(struct dataset *dataset, uint32_t seq,
				 bool *reversed, struct err *err)
{
	char text[16];
	int size = snprintf(text, sizeof text, "#%u", (unsigned int)seq);
	struct slice code = {text, (size_t)size};
	const struct item *item;
	enum status status =
		book_item(dataset->book, ITEM_EVENT, code, &item, err);

	*reversed = status == STATUS_OK &&
		    moment_undone(item, seq, dataset->moment);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Go on to the next figure that stands at the moment. */
static enum status find_figure(struct dataset *dataset, struct err *err)
{
	struct figures *figures = dataset->state;
	struct moment moment = dataset->moment;
	struct entry *entry = &figures->entry;
	bool reversed = true;

	while (reversed) {
		enum status status = entries_next(figures->entries, entry, err);

		if (status != STATUS_OK)
			return status;
		if (entry->event.code != EVENT_FIGURE_REPORTED ||
		    !moment_sees(moment, entry->event.date, entry->seq))
			continue;
		status = find_reversal(dataset, entry->seq, &reversed, err);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct figures *figures = dataset->state;
	const struct event *event = &figures->entry.event;
	enum status status = find_figure(dataset, err);

	if (status != STATUS_OK)
		return status;
	cells[SERIES] = cell_text(event_field(event, COLUMN_SERIES));
	cells[PERIOD] = cell_text(event_field(event, COLUMN_PERIOD));
	cells[VALUE] = cell_text(event_field(event, COLUMN_VALUE));
	cells[UNIT] = cell_text(event_field(event, COLUMN_UNIT));
	cells[DATE] = cell_number(event->date);
	cells[SINCE] = cell_number(event->since);
	cells[REASON] = cell_text(event_field(event, COLUMN_REASON));
	cells[DOCUMENT] = cell_text(event_field(event, COLUMN_DOCUMENT));
	cells[NOTE] = cell_text(event_field(event, COLUMN_NOTE));
	return STATUS_OK;
}

const struct dataset_kind dataset_figures = {
	.name = "figures",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.open = open_figures,
	.next = next,
	.close = close_figures,
};
