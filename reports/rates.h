/*
 * rates.h: amounts of one currency told in another, at the rate of a day.
 *
 * Source      the events rate.set: from that day 1 currency = rate quote,
 *             until a later row; of two rows for one day the later entered.
 *             A rate serves both ways. An amount in a currency that did not
 *             exist on the day is taken back through its redenominations,
 *             at their factors, to the one that did.
 * Rounding    once, at the end, half up.
 * Memory      a few bytes a rate.
 */
#ifndef REPORTS_RATES_H
#define REPORTS_RATES_H

#include "ledger/book.h"

struct rates;

struct rates *rates_new(void);
void rates_free(struct rates *rates);

/* An entry that stands (reversals.h); then, after the last: in order. */
void rates_look(struct rates *rates, const struct entry *entry);
void rates_ready(struct rates *rates);

struct rates_amount {
	uint8_t currency;
	int64_t minor; /* 0 or more */
};

/*
 * Tell an amount in another currency at the rates of a day; false when no
 * rate is known for it, or the result does not fit.
 */
bool rates_tell(const struct rates *rates, struct rates_amount amount,
		int32_t day, uint8_t quote, int64_t *out);

#endif /* REPORTS_RATES_H */
