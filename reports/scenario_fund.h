/*
 * scenario_fund.h: how much money a fund has on each day, and how much of
 * it can be given away on that day without a later day falling short: pure
 * arithmetic.
 *
 * Free        the smallest level of that day and of every later one up to
 *             the as-of day, as the book itself takes for a row that is
 *             dated back: what the fund really spent later is not there to
 *             be advanced now, and money that was taken back never was.
 * Change      a currency that ends on a day goes on in another: then the
 *             free money of the new one bounds the old one's, by the way
 *             back at the factor.
 * Units       minor units; days from DAY_FIRST to the as-of day.
 * Errors      false when a level does not fit 64 bits.
 */
#ifndef REPORTS_SCENARIO_FUND_H
#define REPORTS_SCENARIO_FUND_H

#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "ledger/base/money.h"

enum { SCENARIO_CHANGES_MAX = 32 };

/* From `day` on, 1 fresh = factor old: the day's old rows come before it. */
struct scenario_change {
	uint8_t old, fresh;
	int32_t day;
	struct decimal factor;
};

/* The changes there are, by day. */
struct scenario_changes {
	struct scenario_change row[SCENARIO_CHANGES_MAX];
	size_t count;
};

/* The change that ends a currency by a day, or NULL. */
const struct scenario_change *
scenario_change_of(const struct scenario_changes *changes, uint8_t currency,
		   int32_t by);

/* What the currency has become by a day: itself, if nothing. */
uint8_t scenario_currency(const struct scenario_changes *changes,
			  uint8_t currency, int32_t by);

/* Half away from zero; INT64_MAX where the way back does not fit. */
int64_t scenario_forward(const struct scenario_change *change, int64_t amount);
int64_t scenario_back(const struct scenario_change *change, int64_t amount);

struct scenario_fund;

struct scenario_fund *scenario_fund_new(const struct scenario_changes *changes,
					int32_t as_of);
void scenario_fund_free(struct scenario_fund *fund);

/* From `day` on there is so much more, or less. */
MUST_CHECK bool scenario_fund_add(struct scenario_fund *fund, uint8_t currency,
				  int32_t day, int64_t amount);

/* All is in: from here on it can be asked. */
MUST_CHECK bool scenario_fund_settle(struct scenario_fund *fund);
int64_t scenario_fund_spare(const struct scenario_fund *fund, uint8_t currency,
			    int32_t day);

/* What is there at the end of the as-of day. */
int64_t scenario_fund_level(const struct scenario_fund *fund, uint8_t currency);

#endif /* REPORTS_SCENARIO_FUND_H */
