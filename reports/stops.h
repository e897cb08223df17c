/*
 * stops.h: the days on which a clock was stopped, for net delay.
 *
 * A stop holds the clock from its `since` (included) to the `since` of the
 * start that follows it (excluded), and to the end of the clock while none
 * does; days before the clock's own start do not count (EVENTS.md,
 * clock.stopped). Nobody's stop is longer than the clock.
 *
 * Units       calendar days.
 */
#ifndef REPORTS_STOPS_H
#define REPORTS_STOPS_H

#include "reports/moment.h"

/* Days from start to stop that no stop held, never below 0. */
int32_t stops_net_days(const struct item *item, int32_t start, int32_t stop,
		       struct moment moment);

#endif /* REPORTS_STOPS_H */
