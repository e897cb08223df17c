/*
 * timeline.h: what a delay took out of a project's own timeline, and how
 * long property has been on its way: pure arithmetic.
 *
 * Units       calendar days, both ends of a timeline included; shares in
 *             tenths of a percent, half up.
 */
#ifndef REPORTS_TIMELINE_H
#define REPORTS_TIMELINE_H

#include "ledger/base/day.h"

struct timeline {
	int32_t start;
	int32_t end; /* never before start */
};

/*
 * Days from the start to the decision, or to the as-of date while there is
 * none: 0 on or before the start, at most the whole timeline.
 */
int32_t timeline_lost_days(struct timeline timeline, int32_t stop);

/* Lost days in tenths of a percent of the timeline. */
int64_t timeline_share_lost(struct timeline timeline, int32_t lost_days);

/*
 * Days from the seizure to the end of the way (applied, released, returned
 * or lost), or to the as-of date while `ended` is DAY_NONE.
 */
int32_t timeline_days_total(int32_t seized, int32_t ended, int32_t as_of);

#endif /* REPORTS_TIMELINE_H */
