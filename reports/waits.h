/*
 * waits.h: how the wait of one award for its first payment, and for its
 * full payment, ended by a moment: for the estimates of survival.h.
 *
 * Clock       from entry into force. What is still unpaid was seen up to
 *             the moment's day, what was quashed up to the day of that.
 */
#ifndef REPORTS_WAITS_H
#define REPORTS_WAITS_H

#include "reports/moment.h"

enum wait { WAIT_PAID, WAIT_UNPAID, WAIT_QUASHED, WAITS };

enum payment { PAYMENT_FIRST, PAYMENT_FULL, PAYMENTS };

struct award_waits {
	bool in_force; /* ever, by then; nothing else holds if not */
	enum wait wait[PAYMENTS];
	int32_t days[PAYMENTS];
};

void waits_read(const struct item *claim, struct moment moment,
		struct award_waits *waits);

#endif /* REPORTS_WAITS_H */
