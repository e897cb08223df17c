/*
 * trend.h: what waited at the end of the as-of day and of the twelve months
 * before it, by two ways: from the claims, one by one, and from the lines
 * of the journal on the control accounts behind them.
 *
 * Units       minor units. A currency is one of the day: before a
 *             redenomination the old one has the amounts, after it the new.
 * Invariant   for each day and currency `due` equals `control`, or the book
 *             is damaged; a workbook shows both.
 * Memory      fixed.
 */
#ifndef REPORTS_TREND_H
#define REPORTS_TREND_H

#include "reports/moment.h"

enum { TREND_DAYS = 13, TREND_CURRENCIES_MAX = UINT8_MAX + 1 };

struct trend {
	struct moment moment;
	int32_t day[TREND_DAYS];      /* rising; the last is the as-of date */
	uint64_t waiting[TREND_DAYS]; /* awards */
	/* [currency][day], wrapping */
	uint64_t due[TREND_CURRENCIES_MAX][TREND_DAYS];
	uint64_t control[TREND_CURRENCIES_MAX][TREND_DAYS];
};

void trend_init(struct trend *trend, struct moment moment);

/* Every claim of the book, and every entry that is known by then. */
void trend_claim(struct trend *trend, const struct item *claim);
void trend_entry(struct trend *trend, const struct entry *entry);

#endif /* REPORTS_TREND_H */
