/*
 * series.h: the balance of one control account in one currency, day by day.
 *
 * Every question and every posting costs a bounded number of steps (at most
 * one year of days and 110 years), however long the history is: that is how
 * a back-dated row is tested against every later day.
 *
 * Units       minor units, debit positive; days DAY_FIRST to DAY_LAST.
 * Ownership   series_release gives all memory back.
 * Errors      series_fits says beforehand whether an amount can be added:
 *             then every day-end still fits 64 bits. Sums between two days
 *             wrap, and come out right because both ends fit.
 */
#ifndef LEDGER_RULES_SERIES_H
#define LEDGER_RULES_SERIES_H

#include "ledger/base/day.h"

enum { SERIES_YEAR_FIRST = 1990, SERIES_YEARS = 110, SERIES_DAYS = 366 };

struct series_year {
	int64_t delta[SERIES_DAYS];
	int64_t sum;
	int64_t low;  /* smallest sum of the year's first n days, n >= 1 */
	int64_t high; /* and the largest */
	bool known;   /* are low and high those of the deltas? */
	bool dirty;   /* not yet stored */
};

struct series {
	int64_t ending;
	uint64_t reach;	  /* magnitudes of all postings, at most INT64_MAX */
	int32_t last_day; /* of any posting; 0: none */
	struct series_year *years[SERIES_YEARS];
};

void series_release(struct series *series);

/* Would the balance of `day` and of every later day still fit 64 bits? */
bool series_fits(struct series *series, int32_t day, int64_t amount);

/* Of several amounts of one day only their sum need fit. */
void series_add(struct series *series, int32_t day, int64_t amount);

/* Balance at the end of a day. */
int64_t series_at(const struct series *series, int32_t day);

/*
 * Smallest balance at the end of `from` or any later day, on the side of
 * `sign`: 1 for a debit account, -1 for a credit account, whose credit then
 * counts as positive.
 */
int64_t series_least(struct series *series, int sign, int32_t from);

/* First such day-end with a balance below `less`; or DAY_NONE. */
int32_t series_short_on(const struct series *series, int sign, int32_t from,
			int64_t less);

/* The year (0 = 1990) and the day within it. */
int series_year_of(int32_t day, int *day_of_year);

#endif /* LEDGER_RULES_SERIES_H */
