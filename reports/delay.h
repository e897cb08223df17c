/*
 * delay.h: how long somebody has waited, and in which bucket that falls.
 *
 * Units       calendar days; the day on which the clock starts is day 0.
 * Buckets     a scale is a list of limits, shortest first: of days, then of
 *             years. A limit of days is the last day of its bucket; a limit
 *             of years is where the next bucket begins, on the calendar
 *             anniversary of the start, of 29 February on 28 February: so a
 *             bucket is asked for with both days, never with their
 *             difference. The two scales of REPORTS.md section 1 stand in
 *             terms.h.
 * Errors      none: a clock that would run backwards shows 0 days.
 */
#ifndef REPORTS_DELAY_H
#define REPORTS_DELAY_H

#include "ledger/base/day.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	DELAY_BUCKETS_MAX = 16, /* as a workbook has colours for */
	DELAY_NAME_SIZE = 32,
	DELAY_SPAN_DAYS_MAX = 36500,
	DELAY_SPAN_YEARS_MAX = 99,
	/* A writ is presented within 3 years of entry into force (Belarus,
	 * Law on enforcement proceedings, articles 34 and 36). */
	DELAY_WRIT_YEARS = 3
};

/* A length of time: days, or years when those are not 0. */
struct delay_span {
	int32_t days;
	int32_t years;
};

struct delay_scale {
	size_t count; /* of buckets, one more than there are limits */
	struct delay_span limit[DELAY_BUCKETS_MAX - 1];
	char name[DELAY_BUCKETS_MAX][DELAY_NAME_SIZE]; /* 181d-1y */
};

/* Days from start to stop, never below 0. */
int32_t delay_days(int32_t start, int32_t stop);

/* The first day that is `span` after the start. */
int32_t delay_after(int32_t start, struct delay_span span);

/*
 * A scale of these limits, its buckets named. False: there are none or too
 * many, or one is not longer than the one before it whatever the calendar.
 */
bool delay_scale_make(const struct delay_span *limits, size_t count,
		      struct delay_scale *scale);

/* The bucket, 0 <= bucket < scale->count, and its name. */
size_t delay_bucket(const struct delay_scale *scale, int32_t start,
		    int32_t stop);
const char *delay_bucket_name(const struct delay_scale *scale, int32_t start,
			      int32_t stop);

/* Last day on which a writ of an award in force can be presented. */
int32_t delay_writ_expires(int32_t in_force);

#endif /* REPORTS_DELAY_H */
