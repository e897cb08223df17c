/*
 * scenario_outcome.h: one award as it is beside what it would have been.
 *
 * Identity    outstanding_real = outstanding_scenario + subrogated +
 *             repaid_held; advanced = subrogated + repaid + lost.
 * Days saved  by the clock of aged-awards, from the entry into force: until
 *             the first money, and until nothing was outstanding; to the
 *             as-of day where neither came.
 * Units       minor units of `currency`, that of the as-of day.
 */
#ifndef REPORTS_SCENARIO_OUTCOME_H
#define REPORTS_SCENARIO_OUTCOME_H

#include "reports/award.h"
#include "reports/scenario_replay.h"

struct scenario_outcome {
	struct award award; /* as it is */
	struct scenario_result result;
	int32_t due;
	bool is_due;
	int64_t advanced;
	int64_t outstanding; /* as it would have been */
	int32_t days;	     /* of delay, as it would have been */
	int32_t first_days_saved, days_saved;
};

/* Asked for once a claim, by code; false: the award was not in force. */
bool scenario_outcome_read(struct scenario_replay *replay,
			   const struct item *claim, struct moment moment,
			   struct scenario_outcome *outcome);

/* What kept the fund from advancing more, as a code. */
const char *scenario_outcome_limit(const struct scenario_outcome *outcome);

#endif /* REPORTS_SCENARIO_OUTCOME_H */
