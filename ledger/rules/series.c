/* series.c: day series in chunks of a year. */
#include "ledger/rules/series.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

void series_release(struct series *series)
{
	int year;

	for (year = 0; year < SERIES_YEARS; year++) {
		free(series->years[year]);
		series->years[year] = NULL;
	}
}

int series_year_of(int32_t day, int *day_of_year)
{
	struct day_parts parts = day_split(day);
	int year = parts.year - SERIES_YEAR_FIRST;

	assert(year >= 0 && year < SERIES_YEARS);
	*day_of_year = (int)(day - day_of(parts.year, 1, 1));
	return year;
}

static uint64_t magnitude(int64_t amount)
{
	return amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
}

static int64_t wrapped(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

bool series_fits(struct series *series, int32_t day, int64_t amount)
{
	int64_t extreme;
	int64_t sum;

	if (magnitude(amount) <= (uint64_t)INT64_MAX - series->reach)
		return true;
	extreme = amount < 0 ? series_least(series, 1, day)
			     : -series_least(series, -1, day);
	return !__builtin_add_overflow(extreme, amount, &sum) &&
	       sum != INT64_MIN;
}

void series_add(struct series *series, int32_t day, int64_t amount)
{
	int at;
	int number = series_year_of(day, &at);
	struct series_year *year = series->years[number];

	if (year == NULL) {
		year = mem_alloc(sizeof *year);
		series->years[number] = year;
	}
	year->delta[at] = wrapped(year->delta[at], amount);
	year->sum = wrapped(year->sum, amount);
	year->known = false;
	year->dirty = true;
	if (series->last_day < day)
		series->last_day = day;
	series->ending = wrapped(series->ending, amount);
	series->reach += magnitude(amount);
	if (series->reach > (uint64_t)INT64_MAX)
		series->reach = (uint64_t)INT64_MAX;
}

int64_t series_at(const struct series *series, int32_t day)
{
	int at;
	int number = series_year_of(day, &at);
	int64_t balance = 0;
	int i;

	for (i = 0; i < number; i++)
		if (series->years[i] != NULL)
			balance = wrapped(balance, series->years[i]->sum);
	if (series->years[number] != NULL)
		for (i = 0; i <= at; i++)
			balance = wrapped(balance,
					  series->years[number]->delta[i]);
	return balance;
}

static void learn_year(struct series_year *year)
{
	int64_t sum = 0;
	int i;

	if (year->known)
		return;
	for (i = 0; i < SERIES_DAYS; i++) {
		sum = wrapped(sum, year->delta[i]);
		if (i == 0 || sum < year->low)
			year->low = sum;
		if (i == 0 || sum > year->high)
			year->high = sum;
	}
	year->known = true;
}

/* The year's smallest running sum on the side of `sign`. */
static int64_t year_least(struct series_year *year, int sign)
{
	learn_year(year);
	return sign > 0 ? year->low : -year->high;
}

int64_t series_least(struct series *series, int sign, int32_t from)
{
	int64_t least;
	int64_t balance;
	int at;
	int number;

	if (from >= series->last_day)
		return sign * series->ending;
	balance = sign * series_at(series, from);
	least = balance;
	number = series_year_of(from, &at);
	if (series->years[number] != NULL)
		for (at++; at < SERIES_DAYS; at++) {
			balance = wrapped(
				balance,
				sign * series->years[number]->delta[at]);
			if (balance < least)
				least = balance;
		}
	for (number++; number < SERIES_YEARS; number++) {
		struct series_year *year = series->years[number];

		if (year == NULL)
			continue;
		if (wrapped(balance, year_least(year, sign)) < least)
			least = wrapped(balance, year_least(year, sign));
		balance = wrapped(balance, sign * year->sum);
	}
	return least;
}

int32_t series_short_on(const struct series *series, int sign, int32_t from,
			int64_t less)
{
	int32_t day;

	for (day = from; day <= DAY_LAST; day++) {
		if (sign * series_at(series, day) < less)
			return day;
		if (day >= series->last_day)
			break;
	}
	return DAY_NONE;
}
