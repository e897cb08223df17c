/*
 * survival.h: after how many days half of those who waited were paid, when
 * many still wait: the Kaplan-Meier estimate. Pure arithmetic.
 *
 * Model       each of n people waits a number of days, and then either was
 *             paid (ended) or is seen no longer (censored): still unpaid on
 *             the last day looked at, or out because the award was quashed.
 *             S falls by the factor (r - d) / r on each day on which d of
 *             the r people then still waiting were paid. Who is censored on
 *             a day counts among the r of that day (Kaplan and Meier 1958).
 * Percentile  the first day on which S <= 1 - p; where S lies flat at
 *             exactly 1 - p, the middle of that first day and the next on
 *             which it falls, or, when it falls no more, the last day of
 *             anybody; none when S stays above. All as quantile() of R's
 *             package survival has it, which takes heights nearer than
 *             2^-26 for equal; so does this.
 * Units       days of delay, 0 <= days <= SURVIVAL_DAYS_MAX; percentiles in
 *             tenths of a day, for the middle of two days.
 * Exactness   S is kept in 128 bits, rounded down at the 90th binary place
 *             once a day: after all days of the book it is less than 2^-74
 *             too low. No floating point.
 * Memory      4 bytes a person up to SURVIVAL_FEW, then 8 bytes a day.
 * Ownership   a zeroed struct is empty; survival_release gives back what it
 *             holds.
 */
#ifndef REPORTS_SURVIVAL_H
#define REPORTS_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SURVIVAL_DAYS_MAX = 0xffff,
	SURVIVAL_FEW = 4096,
	SURVIVAL_MEDIAN = 500, /* percentiles, in thousandths */
	SURVIVAL_NINETIETH = 900
};

struct survival_day {
	uint32_t ended;
	uint32_t censored;
};

struct survival {
	uint32_t ended;	   /* people in all */
	uint32_t censored; /* likewise */
	uint32_t *people;  /* while few: days and how it ended */
	size_t people_count, people_room;
	struct survival_day *days; /* of many: by days */
	size_t day_count;
};

/* One person waited `days` and was paid then, or was seen no longer. */
void survival_add(struct survival *survival, int32_t days, bool ended);

/* The percentile in tenths of a day; false when it is not reached. */
bool survival_percentile(struct survival *survival, int thousandths,
			 int64_t *tenths);
/* What part was paid within so many days: 1 - S, in millionths, half up. */
int64_t survival_reached(struct survival *survival, int32_t days);
void survival_release(struct survival *survival);

#endif /* REPORTS_SURVIVAL_H */
