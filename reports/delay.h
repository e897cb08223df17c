/*
 * delay.h: how long somebody has waited, and in which bucket that falls.
 *
 * Units       calendar days; the day on which the clock starts is day 0.
 * Buckets     the long set T for awards, assets, contributions and
 *             policies, the short set S for grants (REPORTS.md section 1).
 *             A year's bucket begins on the calendar anniversary of the
 *             start, of 29 February on 28 February: so a bucket is asked
 *             for with both days, never with their difference.
 * Errors      none: a clock that would run backwards shows 0 days.
 */
#ifndef REPORTS_DELAY_H
#define REPORTS_DELAY_H

#include "ledger/base/day.h"

enum {
	DELAY_LONG_COUNT = 8,
	DELAY_SHORT_COUNT = 6,
	/* A writ is presented within 3 years of entry into force (Belarus,
	 * Law on enforcement proceedings, articles 34 and 36). */
	DELAY_WRIT_YEARS = 3
};

/* Days from start to stop, never below 0. */
int32_t delay_days(int32_t start, int32_t stop);

/* The bucket of the long set, 0 <= bucket < DELAY_LONG_COUNT. */
int delay_long(int32_t start, int32_t stop);
const char *delay_long_name(int bucket);

/* The bucket of the short set, 0 <= bucket < DELAY_SHORT_COUNT. */
int delay_short(int32_t days);
const char *delay_short_name(int bucket);

/* Last day on which a writ of an award in force can be presented. */
int32_t delay_writ_expires(int32_t in_force);

#endif /* REPORTS_DELAY_H */
