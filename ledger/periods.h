/*
 * periods.h: the period lock as posting sees it; for this room alone.
 */
#ifndef LEDGER_PERIODS_H
#define LEDGER_PERIODS_H

#include "ledger/bookparts.h"

/* Lies the event's date in an open month? Else refused. */
bool period_open(const struct book *book, const struct event *event,
		 struct refusal *refusal);

/* Give a late event another date; its since stays what it was. */
void period_move(struct event *event, int32_t day);

/* What is closed behind a run, when `closed` was before it. */
int32_t period_after(const struct run *run, int32_t closed);

#endif /* LEDGER_PERIODS_H */
