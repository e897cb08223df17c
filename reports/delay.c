/* delay.c: the table of buckets and the arithmetic of clocks. */
#include "reports/delay.h"

#include <assert.h>

/* The buckets of days, and those that begin with an anniversary. */
enum { LONG_OF_DAYS = 2 };

static const struct {
	const char *name;
	int32_t last_day; /* of the buckets of days */
	int years;	  /* the first of the others */
} longs[DELAY_LONG_COUNT] = {
	{"0-90", 90, 0}, {"91-180", 180, 0}, {"181d-1y", 0, 0}, {"1-2y", 0, 1},
	{"2-3y", 0, 2},	 {"3-6y", 0, 3},     {"6-10y", 0, 6},	{">10y", 0, 10},
};

static const struct {
	const char *name;
	int32_t last_day;
} shorts[DELAY_SHORT_COUNT] = {
	{"0-10", 10},  {"11-30", 30},	{"31-60", 60},
	{"61-90", 90}, {"91-180", 180}, {">180", INT32_MAX},
};

int32_t delay_days(int32_t start, int32_t stop)
{
	return stop <= start ? 0 : stop - start;
}

/* Anniversaries of start that have come by stop. */
static int full_years(int32_t start, int32_t stop)
{
	int years = day_split(stop).year - day_split(start).year;

	return stop < day_add_years(start, years) ? years - 1 : years;
}

int delay_long(int32_t start, int32_t stop)
{
	int32_t days = delay_days(start, stop);
	int bucket;
	int years;

	for (bucket = 0; bucket < LONG_OF_DAYS; bucket++)
		if (days <= longs[bucket].last_day)
			return bucket;
	years = full_years(start, stop);
	bucket = DELAY_LONG_COUNT - 1;
	while (years < longs[bucket].years)
		bucket--;
	return bucket;
}

const char *delay_long_name(int bucket)
{
	assert(bucket >= 0 && bucket < DELAY_LONG_COUNT);
	return longs[bucket].name;
}

int delay_short(int32_t days)
{
	int bucket = 0;

	while (days > shorts[bucket].last_day)
		bucket++;
	return bucket;
}

const char *delay_short_name(int bucket)
{
	assert(bucket >= 0 && bucket < DELAY_SHORT_COUNT);
	return shorts[bucket].name;
}

int32_t delay_writ_expires(int32_t in_force)
{
	return day_add_years(in_force, DELAY_WRIT_YEARS);
}
