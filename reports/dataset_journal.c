/*
 * dataset_journal.c: journal: the lines of entries in their order; an event
 * without money has one row with empty account (REPORTS.md section 1).
 *
 * The recorded time is a property of the run that recorded an entry
 * (BATCH.md section 3): runs stand in the order of their entries, so they
 * are read along.
 */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum {
	SEQ,
	ID,
	EVENT,
	DATE,
	SINCE,
	RECORDED,
	RUN,
	ACCOUNT,
	ITEM,
	CURRENCY,
	AMOUNT,
	NOTE,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[SEQ] = {"seq", CELL_NUMBER},	   [ID] = {"id", CELL_CODE},
	[EVENT] = {"event", CELL_CODE},	   [DATE] = {"date", CELL_DAY},
	[SINCE] = {"since", CELL_DAY},	   [RECORDED] = {"recorded", CELL_CODE},
	[RUN] = {"run", CELL_NUMBER},	   [ACCOUNT] = {"account", CELL_CODE},
	[ITEM] = {"item", CELL_CODE},	   [CURRENCY] = {"currency", CELL_CODE},
	[AMOUNT] = {"amount", CELL_MONEY}, [NOTE] = {"note", CELL_TEXT},
};

static const char *const shown[] = {"seq",	"date",	   "event",
				    "id",	"account", "item",
				    "currency", "amount",  NULL};

struct journal_rows {
	struct journal_cursor *entries;
	struct runs *runs;
	struct run run; /* that recorded the entry */
	uint64_t run_last;
	struct entry entry;
	size_t line; /* of the entry, the next to hand out */
	bool at_entry;
	char room[MONEY_TEXT_SIZE];
};

static void close_journal(void *state)
{
	struct journal_rows *journal = state;

	if (journal->entries != NULL)
		entries_close(journal->entries);
	runs_close(journal->runs);
	free(journal);
}

static enum status open_journal(struct dataset *dataset, struct err *err)
{
	struct journal_rows *journal = mem_alloc(sizeof *journal);
	enum status status;

	dataset->state = journal;
	status = entries_open(dataset->book, 1, &journal->entries, err);
	if (status != STATUS_OK) {
		journal->entries = NULL;
		return status;
	}
	status = runs_open(dataset->book, 1, &journal->runs, err);
	if (status != STATUS_OK)
		journal->runs = NULL;
	return status;
}

/* Go on to the run that recorded entry `seq`. */
static enum status find_run(struct journal_rows *journal, uint32_t seq,
			    struct err *err)
{
	while (journal->run_last < seq) {
		enum status status =
			runs_next(journal->runs, &journal->run, err);

		if (status == STATUS_END)
			return err_set(err, STATUS_CORRUPT,
				       "table runs: no run recorded entry %u; "
				       "run `redress verify`",
				       seq);
		if (status != STATUS_OK)
			return status;
		journal->run_last = run_count(&journal->run, RUN_LAST);
	}
	return STATUS_OK;
}

/* Go on to the next entry that is dated by the day and was known. */
static enum status find_entry(struct dataset *dataset, struct err *err)
{
	struct journal_rows *journal = dataset->state;
	uint32_t known_at = dataset->moment.known_at;
	struct entry *entry = &journal->entry;

	for (;;) {
		enum status status = entries_next(journal->entries, entry, err);

		if (status != STATUS_OK)
			return status;
		if (known_at != 0 && entry->seq >= known_at)
			return STATUS_END;
		if (entry->event.date > dataset->moment.day)
			continue;
		journal->at_entry = true;
		journal->line = 0;
		return find_run(journal, entry->seq, err);
	}
}

static void fill_line(struct cell *cells, const struct line *line)
{
	cells[ACCOUNT] = cell_string(account_row(line->account)->name);
	cells[ITEM] = cell_text(line->item);
	cells[CURRENCY] = cell_string(currency_code(line->currency));
	cells[AMOUNT] = cell_money(line->amount, line->currency);
}

static void fill_entry(struct cell *cells, struct journal_rows *journal)
{
	const struct event *event = &journal->entry.event;

	cells[SEQ] = cell_number(journal->entry.seq);
	cells[ID] = cell_text(event_field(event, COLUMN_ID));
	cells[EVENT] = cell_string(event_row(event->code)->name);
	cells[DATE] = cell_number(event->date);
	cells[SINCE] = cell_number(event->since);
	cells[RECORDED] = cell_text(journal->run.field[RUN_ENDED]);
	cells[RUN] = cell_number(journal->run.number);
	cells[ACCOUNT] = cell_empty();
	cells[ITEM] = cell_empty();
	cells[CURRENCY] = cell_empty();
	cells[AMOUNT] = cell_empty();
	cells[NOTE] = cell_text(event_text(event, COLUMN_NOTE, journal->room));
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct journal_rows *journal = dataset->state;
	enum status status = STATUS_OK;

	if (!journal->at_entry)
		status = find_entry(dataset, err);
	if (status != STATUS_OK)
		return status;
	fill_entry(cells, journal);
	if (journal->line < journal->entry.line_count)
		fill_line(cells, &journal->entry.lines[journal->line++]);
	journal->at_entry = journal->line < journal->entry.line_count;
	return STATUS_OK;
}

const struct dataset_kind dataset_journal = {
	.name = "journal",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.open = open_journal,
	.next = next,
	.close = close_journal,
};
