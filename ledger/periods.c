/* periods.c: which months are closed, and what a late row becomes. */
#include "ledger/periods.h"
#include "ledger/bookparts.h"

#include <assert.h>
#include <stdio.h>

static void month_text(int32_t day, char out[DAY_TEXT_SIZE])
{
	day_format(day, out);
	out[7] = '\0';
}

int32_t book_first_open(const struct book *book)
{
	int32_t closed = book->posting ? book->closing : book->standing.closed;

	return closed == 0 ? DAY_FIRST : closed + 1;
}

void book_take_late(struct book *book, bool late)
{
	book->late = late;
}

enum status book_seal(struct book *book, int32_t day, struct err *err)
{
	int32_t last = day_month_next(day) - 1;
	char month[DAY_TEXT_SIZE];

	assert(book->posting);
	if (last < book_first_open(book)) {
		month_text(day, month);
		return err_set(err, STATUS_EXISTS, "%s is closed already",
			       month);
	}
	book->closing = last;
	book->sealing = true;
	return STATUS_OK;
}

enum status book_unseal(struct book *book, int32_t day, struct err *err)
{
	int32_t last = day_month_next(day) - 1;
	char month[DAY_TEXT_SIZE];
	char latest[DAY_TEXT_SIZE];

	assert(book->posting);
	month_text(day, month);
	if (book->closing == 0 || last > book->closing)
		return err_set(err, STATUS_INVALID, "%s is not closed", month);
	month_text(book->closing, latest);
	if (last < book->closing)
		return err_set(err, STATUS_INVALID,
			       "%s was closed after %s; reopen from the last "
			       "month back",
			       latest, month);
	book->closing = day_month_start(day) - 1;
	return STATUS_OK;
}

bool period_open(const struct book *book, const struct event *event,
		 struct refusal *refusal)
{
	char month[DAY_TEXT_SIZE];
	char first[DAY_TEXT_SIZE];

	if (event->date >= book_first_open(book))
		return true;
	month_text(event->date, month);
	day_format(book_first_open(book), first);
	return refuse(refusal, REFUSAL_PERIOD_CLOSED, COLUMN_DATE,
		      "%s is closed; date the row %s, the first open day, and "
		      "put the day on which it happened into since",
		      month, first);
}

void period_move(struct event *event, int32_t day)
{
	event->date = day;
	event->filled |= COLUMN_BIT(COLUMN_SINCE);
}

int32_t period_after(const struct run *run, int32_t closed)
{
	struct slice month = run->field[RUN_PERIOD];
	char text[DAY_TEXT_SIZE];
	int32_t day;

	if (month.size != 7)
		return closed;
	snprintf(text, sizeof text, "%.7s-01", month.bytes);
	if (!day_parse(text, DAY_TEXT_SIZE - 1, &day))
		return closed;
	if (slice_is(run->field[RUN_KIND], "close"))
		return day_month_next(day) - 1;
	return slice_is(run->field[RUN_KIND], "reopen") ? day - 1 : closed;
}
