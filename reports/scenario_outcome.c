/* scenario_outcome.c: the two clocks of an award, side by side. */
#include "reports/scenario_outcome.h"

#include "reports/delay.h"

#include <assert.h>

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/* Days until the first money, with and without the fund. */
static int32_t first_days_saved(const struct scenario_outcome *outcome,
				int32_t as_of)
{
	const struct award *award = &outcome->award;
	int32_t real =
		award->first_paid == DAY_NONE ? as_of : award->first_paid;
	int32_t advanced = outcome->result.advanced_on;

	if (advanced == DAY_NONE)
		return 0;
	return delay_days(award->in_force, real) -
	       delay_days(award->in_force, earlier(real, advanced));
}

static int32_t scenario_days(const struct scenario_outcome *outcome)
{
	const struct award *award = &outcome->award;

	if (outcome->outstanding != 0 ||
	    outcome->result.advanced_on == DAY_NONE)
		return award_days(award);
	assert(outcome->result.paid_up != DAY_NONE);
	return delay_days(award->in_force,
			  earlier(outcome->result.paid_up, award->stop));
}

bool scenario_outcome_read(struct scenario_replay *replay,
			   const struct item *claim, struct moment moment,
			   struct scenario_outcome *outcome)
{
	struct scenario_result *result = &outcome->result;

	if (!scenario_replay_award(replay, claim, &outcome->due, result))
		return false;
	award_read(claim, moment, &outcome->award);
	assert(outcome->award.currency == result->currency);
	outcome->is_due = outcome->due <= moment.day;
	outcome->advanced = result->subrogated + result->repaid + result->lost;
	outcome->outstanding = outcome->award.outstanding - result->subrogated -
			       result->repaid_held;
	outcome->days = scenario_days(outcome);
	outcome->days_saved = award_days(&outcome->award) - outcome->days;
	outcome->first_days_saved = first_days_saved(outcome, moment.day);
	return true;
}

const char *scenario_outcome_limit(const struct scenario_outcome *outcome)
{
	static const char *const names[] = {
		[SCENARIO_LIMIT_NONE] = "waiting-period",
		[SCENARIO_LIMIT_UNCOLLECTED] = "uncollected",
		[SCENARIO_LIMIT_CAP] = "cap",
		[SCENARIO_LIMIT_SHARE] = "share",
		[SCENARIO_LIMIT_MONEY] = "money"};

	return names[outcome->result.limit];
}
