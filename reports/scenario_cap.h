/*
 * scenario_cap.h: what a cap, given in one currency, is in another on a
 * day: by the factors of currencies that became each other, else by a rate.
 *
 * Rate        of those between the two, or between what they became or came
 *             from: the last one dated by the day, else the first after it;
 *             of one day the one entered last.
 * Units       minor units; INT64_MAX where the cap would not fit.
 * Errors      STATUS_INVALID: no rate joins the two currencies.
 */
#ifndef REPORTS_SCENARIO_CAP_H
#define REPORTS_SCENARIO_CAP_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"
#include "reports/scenario_fund.h"

struct scenario_amount {
	int64_t minor;
	uint8_t currency;
};

struct scenario_cap;

struct scenario_cap *scenario_cap_new(const struct scenario_changes *changes,
				      int32_t as_of);
void scenario_cap_free(struct scenario_cap *cap);

/* 1 currency = rate quote from that day on; in order of entry. */
void scenario_cap_rate(struct scenario_cap *cap, int32_t day, uint8_t currency,
		       uint8_t quote, struct slice rate);

/* All rates are in, and the cap is this. */
void scenario_cap_settle(struct scenario_cap *cap,
			 struct scenario_amount amount);

MUST_CHECK enum status scenario_cap_at(struct scenario_cap *cap,
				       uint8_t currency, int32_t day,
				       int64_t *minor, struct err *err);

#endif /* REPORTS_SCENARIO_CAP_H */
