/* period.c: one transaction that moves the period lock. */
#include "batch/steps/period.h"

#include "batch/engine/calendar.h"

enum status period_change(struct book *book, const struct period_change *change,
			  struct err *err)
{
	struct calendar calendar = {DAY_NONE, 0, change->today};
	char month[MONTH_TEXT_SIZE];
	enum status status;

	month_format(change->month, month);
	if (!month_ended(&calendar, change->month))
		return err_set(err, STATUS_INVALID,
			       "%s has not ended; close it when its last day "
			       "is over",
			       month);
	status = book_begin(book, err);
	if (status != STATUS_OK)
		return status;
	status = change->reopen ? book_unseal(book, change->month, err)
				: book_seal(book, change->month, err);
	if (status == STATUS_OK)
		return book_commit(book, change->run, false, err);
	book_abort(book);
	return status;
}
