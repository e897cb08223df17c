/* aged.c: items to packed rows by days falling, then code. */
#include "reports/aged.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

/* The book's days begin in 1990 (day.h), so day 0 is free for "absent". */
_Static_assert(DAY_FIRST > 0, "day 0 must not be a day of the book");

void aged_put_text(struct text *row, struct slice text)
{
	pack_string(row, text.bytes, text.size);
}

void aged_put_day(struct text *row, int32_t day)
{
	pack_varint(row, day == DAY_NONE ? 0 : (uint64_t)day);
}

int32_t aged_get_day(struct reader *reader)
{
	int32_t day = (int32_t)read_varint(reader);

	return day == 0 ? DAY_NONE : day;
}

static enum status add_row(struct rowsort *sorter, const struct text *row,
			   int32_t days, struct err *err)
{
	struct slice bytes = {row->bytes, row->size};

	if (days < 0)
		return STATUS_OK;
	return rowsort_add(sorter, days, bytes, err);
}

static enum status collect(struct dataset *dataset,
			   const struct aged_source *source,
			   struct items *items, struct rowsort *sorter,
			   struct err *err)
{
	struct text row = TEXT_ZERO;
	const struct item *item;
	enum status status;

	for (;;) {
		int32_t days = -1;

		status = items_next(items, &item, err);
		if (status != STATUS_OK)
			break;
		text_clear(&row);
		status = source->pack(dataset, item, &row, &days, err);
		if (status == STATUS_OK)
			status = add_row(sorter, &row, days, err);
		if (status != STATUS_OK)
			break;
	}
	text_release(&row);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status aged_collect(struct dataset *dataset,
			 const struct aged_source *source, struct rowsort **out,
			 struct err *err)
{
	struct rowsort *sorter;
	struct items *items;
	enum status status =
		items_open(dataset->book, source->kind, &items, err);

	*out = NULL;
	if (status != STATUS_OK)
		return status;
	sorter = rowsort_new();
	status = collect(dataset, source, items, sorter, err);
	items_close(items);
	if (status == STATUS_OK)
		status = rowsort_finish(sorter, err);
	if (status == STATUS_OK)
		*out = sorter;
	else
		rowsort_free(sorter);
	return status;
}

enum status aged_rows_open(struct dataset *dataset,
			   const struct aged_source *source, struct err *err)
{
	struct rowsort *sorter;
	enum status status = aged_collect(dataset, source, &sorter, err);

	dataset->state = sorter;
	return status;
}

void aged_rows_close(void *state)
{
	rowsort_free(state);
}

enum status aged_cases_open(struct dataset *dataset,
			    const struct aged_source *source, struct err *err)
{
	struct aged_cases *aged = mem_alloc(sizeof *aged);
	enum status status;

	dataset->state = aged;
	status = cases_open(dataset->book, dataset->moment, &aged->cases, err);
	if (status != STATUS_OK) {
		aged->cases = NULL;
		return status;
	}
	status = aged_collect(dataset, source, &aged->sorter, err);
	cases_close(aged->cases);
	aged->cases = NULL;
	return status;
}

void aged_cases_close(void *state)
{
	struct aged_cases *aged = state;

	cases_close(aged->cases);
	rowsort_free(aged->sorter);
	free(aged);
}
