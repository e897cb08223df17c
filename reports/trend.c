/* trend.c: thirteen days, one pass over the claims. */
#include "reports/trend.h"

#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "reports/award.h"

#include <assert.h>
#include <string.h>

void trend_init(struct trend *trend, struct moment moment)
{
	int32_t day = moment.day;
	int i;

	memset(trend, 0, sizeof *trend);
	trend->moment = moment;
	for (i = TREND_DAYS - 1; i >= 0; i--) {
		trend->day[i] = day;
		day = day_month_start(day) - 1;
	}
}

static void add(struct trend *trend, int day, const struct award *award)
{
	if (award->in_force == DAY_NONE || award->outstanding == 0)
		return;
	trend->waiting[day]++;
	trend->due[award->currency][day] += (uint64_t)award->outstanding;
}

/* Did anything happen to the claim after the first of the days? */
static bool moved(const struct trend *trend, const struct item *claim)
{
	size_t i;

	for (i = claim->move_count; i > 0; i--)
		if (claim->moves[i - 1].day > trend->day[0])
			return true;
	for (i = claim->change_count; i > 0; i--)
		if (claim->changes[i - 1].day > trend->day[0])
			return true;
	return false;
}

void trend_claim(struct trend *trend, const struct item *claim)
{
	struct moment moment = trend->moment;
	bool once = !moved(trend, claim);
	struct award award;
	int i;

	for (i = TREND_DAYS - 1; i >= 0; i--) {
		moment.day = trend->day[i];
		if (i == TREND_DAYS - 1 || !once)
			award_read(claim, moment, &award);
		add(trend, i, &award);
	}
}

void trend_entry(struct trend *trend, const struct entry *entry)
{
	size_t i;
	int day;

	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];
		uint64_t amount = (uint64_t)line->amount;

		if (line->account == ACCOUNT_TRUST_VICTIMS ||
		    line->account == ACCOUNT_TRUST_UNCLAIMED)
			amount = 0 - amount;
		else if (line->account != ACCOUNT_AWARDS_OWED)
			continue;
		for (day = TREND_DAYS - 1;
		     day >= 0 && entry->event.date <= trend->day[day]; day--)
			trend->control[line->currency][day] += amount;
	}
}
