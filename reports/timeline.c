/* timeline.c: days of a timeline, and their share of it. */
#include "reports/timeline.h"

#include "reports/delay.h"

#include <assert.h>

enum { WHOLE = 1000 }; /* tenths of a percent */

static int32_t length_of(struct timeline timeline)
{
	assert(timeline.end >= timeline.start);
	return timeline.end - timeline.start + 1;
}

int32_t timeline_lost_days(struct timeline timeline, int32_t stop)
{
	int32_t lost = delay_days(timeline.start, stop);
	int32_t length = length_of(timeline);

	return lost < length ? lost : length;
}

int64_t timeline_share_lost(struct timeline timeline, int32_t lost_days)
{
	int64_t length = length_of(timeline);

	return (2 * WHOLE * (int64_t)lost_days + length) / (2 * length);
}

int32_t timeline_days_total(int32_t seized, int32_t ended, int32_t as_of)
{
	return delay_days(seized, ended == DAY_NONE ? as_of : ended);
}
