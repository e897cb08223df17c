/*
 * dataset_policies.c: policies: where each proposed law, fund or procedure
 * stands, and for how long it has stood there (REPORTS.md section 1).
 *
 * One row a policy: the last stage that stands. What the officer noted is
 * read from the journal.
 */
#include "reports/aged.h"
#include "reports/delay.h"
#include "reports/origin.h"

#include <assert.h>

enum { POLICY, STAGE, SINCE, DUE, DAYS, BUCKET, NOTE, COLUMNS };

static const struct dataset_column_row columns[COLUMNS] = {
	[POLICY] = {"policy", CELL_CODE}, [STAGE] = {"stage", CELL_TEXT},
	[SINCE] = {"since", CELL_DAY},	  [DUE] = {"due", CELL_DAY},
	[DAYS] = {"days", CELL_NUMBER},	  [BUCKET] = {"bucket", CELL_CODE},
	[NOTE] = {"note", CELL_TEXT},
};

static enum status put_note(struct book *book, uint32_t seq, struct text *row,
			    struct err *err)
{
	struct journal_cursor *entries;
	char room[MONEY_TEXT_SIZE];
	struct entry entry;
	enum status status = entries_open(book, seq, &entries, err);

	if (status != STATUS_OK)
		return status;
	status = entries_next(entries, &entry, err);
	if (status == STATUS_OK)
		aged_put_text(row, event_text(&entry.event, COLUMN_NOTE, room));
	entries_close(entries);
	if (status == STATUS_END)
		status = err_set(err, STATUS_CORRUPT,
				 "table journal: entry %u is not there; run "
				 "`redress verify`",
				 (unsigned int)seq);
	return status;
}

static enum status pack(struct dataset *dataset, const struct item *item,
			struct text *row, int32_t *days, struct err *err)
{
	struct slice code = {item->code, item->code_size};
	struct moment moment = dataset->moment;
	const struct change *stage =
		origin_change(item, EVENT_POLICY_STAGE, moment);

	if (stage == NULL)
		return STATUS_OK;
	aged_put_text(row, code);
	aged_put_text(row, origin_text(item, stage->seq, COLUMN_STAGE));
	aged_put_day(row, stage->since);
	aged_put_day(row, origin_day(item, stage->seq, COLUMN_DUE));
	*days = delay_days(stage->since, moment.day);
	return put_note(dataset->book, stage->seq, row, err);
}

static enum status open_policies(struct dataset *dataset, struct err *err)
{
	static const struct aged_source source = {ITEM_POLICY, pack};

	return aged_rows_open(dataset, &source, err);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	int32_t as_of = dataset->moment.day;
	int32_t since;
	struct slice row;
	struct reader reader;
	enum status status = rowsort_next(dataset->state, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	cells[POLICY] = cell_text(read_string(&reader));
	cells[STAGE] = cell_text(read_string(&reader));
	since = aged_get_day(&reader);
	cells[SINCE] = cell_number(since);
	cells[DUE] = cell_number(aged_get_day(&reader));
	cells[DAYS] = cell_number(delay_days(since, as_of));
	cells[BUCKET] = cell_string(delay_bucket_name(
		&dataset->options.terms->longs, since, as_of));
	cells[NOTE] = cell_text(read_string(&reader));
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

const struct dataset_kind dataset_policies = {
	.name = "policies",
	.columns = columns,
	.column_count = COLUMNS,
	.open = open_policies,
	.next = next,
	.close = aged_rows_close,
};
