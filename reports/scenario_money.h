/*
 * scenario_money.h: what a book says of money to a scenario: which
 * currencies followed which, what the compensation fund had on each day,
 * and what a cap is in an award's currency.
 *
 * Fund        the balance of fund:compensation:cash, and with --with what
 *             was promised to that fund and not received yet, or an amount
 *             from the first day on. A contribution withdrawn by the as-of
 *             day was never there (scenario_fund.h).
 * Cap         in currencies that became each other by the book's factor;
 *             else by the last rate.set between the two dated by the day,
 *             or the first one after it.
 * Errors      STATUS_INVALID when an amount needs a currency, digits or a
 *             rate that are not there; STATUS_OVERFLOW; those of reading.
 */
#ifndef REPORTS_SCENARIO_MONEY_H
#define REPORTS_SCENARIO_MONEY_H

#include "reports/moment.h"
#include "reports/scenario_fund.h"
#include "reports/scenario_terms.h"

struct scenario_money;

MUST_CHECK enum status scenario_money_open(struct book *book,
					   struct moment moment,
					   const struct scenario_terms *terms,
					   struct scenario_money **money,
					   struct err *err);
void scenario_money_close(struct scenario_money *money);

const struct scenario_changes *
scenario_money_changes(const struct scenario_money *money);
const struct scenario_fund *
scenario_money_fund(const struct scenario_money *money);

/* Of the fund's level on the as-of day, what is not its own cash. */
int64_t scenario_money_with(const struct scenario_money *money,
			    uint8_t currency);

/* The cap of an award in this currency on a day; INT64_MAX: none. */
MUST_CHECK enum status scenario_money_cap(struct scenario_money *money,
					  uint8_t currency, int32_t day,
					  int64_t *cap, struct err *err);

#endif /* REPORTS_SCENARIO_MONEY_H */
