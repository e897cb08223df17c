/* life_entry.c: one entry, its lines, and what was reversed. */
#include "reports/life_parts.h"

#include "ledger/base/currency.h"
#include "reports/cell.h"

#include <stdio.h>
#include <string.h>

enum { ACCOUNT_WIDTH = 38, ROOM = 32 };

enum status life_read(struct life *life, uint32_t seq,
		      struct journal_cursor **cursor, struct entry *entry,
		      struct err *err)
{
	enum status status = entries_open(life->book, seq, cursor, err);

	if (status != STATUS_OK)
		return status;
	status = entries_next(*cursor, entry, err);
	if (status == STATUS_OK && entry->seq == seq)
		return STATUS_OK;
	entries_close(*cursor);
	if (status != STATUS_OK && status != STATUS_END)
		return status;
	return err_set(err, STATUS_CORRUPT,
		       "the journal has no entry %u; run `redress verify`",
		       (unsigned int)seq);
}

/* ---- reversals ----------------------------------------------------------- */

/* The mirror that a record of a reversed entry names, and its target. */
static uint32_t mirror_of(const struct item *record)
{
	size_t i;

	for (i = record->fact_count; i > 0; i--)
		if (record->facts[i - 1].column == FACT_REVERSED)
			return record->facts[i - 1].seq;
	return 0;
}

/* The mirror that reversed entry `seq`; 0 when none did. */
static enum status find_mirror(struct life *life, uint32_t seq,
			       uint32_t *mirror, struct err *err)
{
	char text[ROOM];
	int size = snprintf(text, sizeof text, "#%u", (unsigned int)seq);
	struct slice code = {text, (size_t)size};
	const struct item *record;
	enum status status =
		book_item(life->book, ITEM_EVENT, code, &record, err);

	*mirror = status == STATUS_OK ? mirror_of(record) : 0;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static uint32_t number_of(const struct item *record)
{
	uint32_t seq = 0;
	size_t i;

	for (i = 1; i < record->code_size; i++)
		seq = seq * 10 + (uint32_t)(record->code[i] - '0');
	return seq;
}

enum status life_reversed(struct life *life, uint32_t seq, uint32_t *target,
			  struct err *err)
{
	struct items *items;
	const struct item *record;
	enum status status = items_open(life->book, ITEM_EVENT, &items, err);

	*target = 0;
	if (status != STATUS_OK)
		return status;
	while (*target == 0 &&
	       (status = items_next(items, &record, err)) == STATUS_OK)
		if (mirror_of(record) == seq)
			*target = number_of(record);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* "      reversed by REV-1 (entry 20)" */
static enum status add_mark(struct life *life, const char *word, uint32_t seq,
			    struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	struct slice id;
	enum status status = life_read(life, seq, &cursor, &entry, err);

	if (status != STATUS_OK)
		return status;
	id = event_field(&entry.event, COLUMN_ID);
	text_addf(&life->out.text, "      %s %.*s (entry %u)", word,
		  (int)id.size, id.bytes, (unsigned int)seq);
	if (event_has(&entry.event, COLUMN_CORRECTS) &&
	    entry.event.code == EVENT_REVERSED)
		text_addf(&life->out.text, ", replaced by entry %u",
			  (unsigned int)seq + 1);
	text_add_char(&life->out.text, '\n');
	entries_close(cursor);
	return STATUS_OK;
}

enum status life_marks(struct life *life, const struct entry *entry,
		       struct err *err)
{
	uint32_t other;
	enum status status = find_mirror(life, entry->seq, &other, err);

	if (status == STATUS_OK && other != 0)
		status = add_mark(life, "reversed by", other, err);
	if (status != STATUS_OK || entry->event.code != EVENT_REVERSED)
		return status;
	status = life_reversed(life, entry->seq, &other, err);
	if (status == STATUS_OK && other != 0)
		status = add_mark(life, "reverses", other, err);
	return status;
}

/* ---- an entry ------------------------------------------------------------ */

static bool concerns(const struct line *line, const struct item *item)
{
	return item == NULL ||
	       (account_row(line->account)->item == item->kind &&
		slice_is(line->item, item->code));
}

void life_lines(struct life *life, const struct entry *entry,
		const struct item *item)
{
	struct text *out = &life->out.text;
	size_t i;

	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];

		if (!concerns(line, item))
			continue;
		text_addf(out, "      %-*s ", ACCOUNT_WIDTH,
			  account_row(line->account)->name);
		life_column(life, line->amount, line->currency);
		if (item == NULL && line->item.size > 0)
			text_addf(out, "  %.*s", (int)line->item.size,
				  line->item.bytes);
		text_add_char(out, '\n');
	}
}

/* The fields that the heading of the entry and of the item leave open. */
static void add_fields(struct life *life, const struct entry *entry,
		       const struct item *item)
{
	static const uint64_t told =
		COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |
		COLUMN_BIT(COLUMN_DATE) | COLUMN_BIT(COLUMN_SINCE) |
		COLUMN_BIT(COLUMN_NOTE);
	const struct event *event = &entry->event;
	uint64_t left = event->filled & ~told;
	struct text *out = &life->out.text;
	char room[MONEY_TEXT_SIZE];
	const char *before = "      ";

	for (; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);
		struct slice text = event_text(event, column, room);

		if (column_item(column) == item->kind &&
		    slice_is(text, item->code))
			continue;
		text_addf(out, "%s%s %.*s", before, column_row(column)->name,
			  (int)text.size, text.bytes);
		before = ", ";
	}
	if (before[0] == ',')
		text_add_char(out, '\n');
	if (event_has(event, COLUMN_NOTE))
		text_addf(out, "      note: %.*s\n",
			  (int)event->field[COLUMN_NOTE].size,
			  event->field[COLUMN_NOTE].bytes);
}

static enum status tell(struct life *life, const struct entry *entry,
			const struct item *item, struct err *err)
{
	struct slice id = event_field(&entry->event, COLUMN_ID);
	enum status status = STATUS_OK;

	text_add_string(&life->out.text, "  ");
	life_day(life, entry->event.date, entry->event.since);
	text_addf(&life->out.text, "  entry %u, %.*s, %s\n",
		  (unsigned int)entry->seq, (int)id.size, id.bytes,
		  event_row(entry->event.code)->name);
	add_fields(life, entry, item);
	life_lines(life, entry, item);
	if (item->kind == ITEM_CLAIM)
		status = life_shares(life, entry, item, err);
	else if (item->kind == ITEM_ASSET || item->kind == ITEM_UNAPPLIED ||
		 item->kind == ITEM_CASE)
		status = life_shares(life, entry, NULL, err);
	return status == STATUS_OK ? life_marks(life, entry, err) : status;
}

enum status life_entry(struct life *life, uint32_t seq, const struct item *item,
		       struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	enum status status = life_read(life, seq, &cursor, &entry, err);

	if (status != STATUS_OK)
		return status;
	status = tell(life, &entry, item, err);
	entries_close(cursor);
	return status == STATUS_OK ? outlet_check(&life->out) : status;
}
