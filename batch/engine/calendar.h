/*
 * calendar.h: which months are due. The only arithmetic that jobs do with
 * time: which months have ended, plus days of grace.
 *
 * Units       a month is the day on which it begins (day.h); `today` is the
 *             day of the run, in the officer's own calendar.
 */
#ifndef BATCH_ENGINE_CALENDAR_H
#define BATCH_ENGINE_CALENDAR_H

#include "ledger/base/day.h"

enum { MONTH_TEXT_SIZE = 8 }; /* YYYY-MM and a NUL */

struct calendar {
	int32_t first; /* the first month there is; DAY_NONE: none yet */
	int grace_days;
	int32_t today;
};

/* Read exactly YYYY-MM within the book's range. */
bool month_parse(const char *text, int32_t *month);

/* Write the month that holds a day. */
void month_format(int32_t day, char out[MONTH_TEXT_SIZE]);

/* The month before, and the last day of one. */
int32_t month_before(int32_t month);
int32_t month_last_day(int32_t month);

/* Has its last day passed? */
bool month_ended(const struct calendar *calendar, int32_t month);

/* The day from which a month is due: ended, and the grace is over. */
int32_t month_due_on(const struct calendar *calendar, int32_t month);

/* The latest month that is due; DAY_NONE when none is. */
int32_t calendar_last_due(const struct calendar *calendar);

#endif /* BATCH_ENGINE_CALENDAR_H */
