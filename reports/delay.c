/* delay.c: the arithmetic of clocks and of buckets. */
#include "reports/delay.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { YEAR_DAYS = 365 }; /* no anniversary comes sooner */

int32_t delay_days(int32_t start, int32_t stop)
{
	return stop <= start ? 0 : stop - start;
}

int32_t delay_after(int32_t start, struct delay_span span)
{
	return span.years > 0 ? day_add_years(start, span.years)
			      : start + span.days;
}

/* ---- scales -------------------------------------------------------------- */

static bool in_range(struct delay_span span)
{
	return span.years > 0
		       ? span.days == 0 && span.years <= DELAY_SPAN_YEARS_MAX
		       : span.years == 0 && span.days > 0 &&
				 span.days <= DELAY_SPAN_DAYS_MAX;
}

/* Is a limit longer than the one before it, whatever the calendar? */
static bool longer(struct delay_span span, struct delay_span before)
{
	if (before.years > 0)
		return span.years > before.years;
	return span.years > 0 ? before.days + 1 < span.years * YEAR_DAYS
			      : span.days > before.days;
}

static void name_first(char *name, struct delay_span to)
{
	if (to.years > 0)
		snprintf(name, DELAY_NAME_SIZE, "0-%dy", (int)to.years);
	else
		snprintf(name, DELAY_NAME_SIZE, "0-%d", (int)to.days);
}

static void name_between(char *name, struct delay_span from,
			 struct delay_span to)
{
	if (from.years > 0)
		snprintf(name, DELAY_NAME_SIZE, "%d-%dy", (int)from.years,
			 (int)to.years);
	else if (to.years > 0)
		snprintf(name, DELAY_NAME_SIZE, "%dd-%dy", (int)from.days + 1,
			 (int)to.years);
	else
		snprintf(name, DELAY_NAME_SIZE, "%d-%d", (int)from.days + 1,
			 (int)to.days);
}

static void name_last(char *name, struct delay_span from)
{
	if (from.years > 0)
		snprintf(name, DELAY_NAME_SIZE, ">%dy", (int)from.years);
	else
		snprintf(name, DELAY_NAME_SIZE, ">%d", (int)from.days);
}

bool delay_scale_make(const struct delay_span *limits, size_t count,
		      struct delay_scale *scale)
{
	size_t i;

	if (count == 0 || count >= DELAY_BUCKETS_MAX)
		return false;
	for (i = 0; i < count; i++)
		if (!in_range(limits[i]) ||
		    (i > 0 && !longer(limits[i], limits[i - 1])))
			return false;
	memset(scale, 0, sizeof *scale);
	scale->count = count + 1;
	memcpy(scale->limit, limits, count * sizeof *limits);
	name_first(scale->name[0], limits[0]);
	for (i = 1; i < count; i++)
		name_between(scale->name[i], limits[i - 1], limits[i]);
	name_last(scale->name[count], limits[count - 1]);
	return true;
}

static bool is_past(struct delay_span limit, int32_t start, int32_t stop)
{
	if (limit.years > 0)
		return stop >= day_add_years(start, limit.years);
	return delay_days(start, stop) > limit.days;
}

size_t delay_bucket(const struct delay_scale *scale, int32_t start,
		    int32_t stop)
{
	size_t bucket = 0;

	assert(scale->count > 1 && scale->count <= DELAY_BUCKETS_MAX);
	while (bucket + 1 < scale->count &&
	       is_past(scale->limit[bucket], start, stop))
		bucket++;
	return bucket;
}

const char *delay_bucket_name(const struct delay_scale *scale, int32_t start,
			      int32_t stop)
{
	return scale->name[delay_bucket(scale, start, stop)];
}

int32_t delay_writ_expires(int32_t in_force)
{
	return day_add_years(in_force, DELAY_WRIT_YEARS);
}
