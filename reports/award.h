/*
 * award.h: the sums and the clock of one award at a moment, from one pass
 * over its claim's moves.
 *
 * Identity    awarded + excess = uncollected + held + unclaimed + paid +
 *             direct + advanced (EVENTS.md section 5); outstanding is what
 *             the victim still waits for: uncollected + held + unclaimed.
 * Clock       runs from entry into force to `stop`: the moment's day while
 *             anything is outstanding; else the first day of the last
 *             unbroken run of day-ends with nothing outstanding, and there
 *             the latest `since` among that day's rows that changed it
 *             (REPORTS.md, aged-awards).
 * Units       minor units of the award's currency at the moment; days as
 *             in day.h. The clock reads what is outstanding in all
 *             currencies that the award was kept in.
 * Ownership   plain value.
 */
#ifndef REPORTS_AWARD_H
#define REPORTS_AWARD_H

#include "reports/moment.h"

struct award {
	uint8_t currency;
	int32_t decided;
	int32_t in_force; /* DAY_NONE: never final by then; nothing else holds
			   */
	int64_t awarded;  /* principal and indexation */
	int64_t uncollected, held, unclaimed;
	int64_t paid, direct, advanced;
	int64_t excess;
	int64_t outstanding;
	int32_t first_paid, last_paid; /* money reached the victim */
	int32_t stop;
	int32_t net_days; /* of the clock, without the days it was stopped */
};

void award_read(const struct item *claim, struct moment moment,
		struct award *award);

/* Days of delay. */
int32_t award_days(const struct award *award);

#endif /* REPORTS_AWARD_H */
