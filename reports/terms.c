/* terms.c: the terms of REPORTS.md section 1. */
#include "reports/terms.h"

#include "ledger/base/currency.h"

#include <stddef.h>

const struct report_terms terms_default = {
	.longs = {8,
		  {{90, 0}, {180, 0}, {0, 1}, {0, 2}, {0, 3}, {0, 6}, {0, 10}},
		  {"0-90", "91-180", "181d-1y", "1-2y", "2-3y", "3-6y", "6-10y",
		   ">10y"}},
	.shorts = {6,
		   {{10, 0}, {30, 0}, {60, 0}, {90, 0}, {180, 0}},
		   {"0-10", "11-30", "31-60", "61-90", "91-180", ">180"}},
	.writ_days = 90,
	.held_days = 15,
	.unsold = {0, 1},
	.never_paid_days = 0,
	.open_reject_days = 0,
	.currency = CURRENCY_NONE,
};

const struct report_terms *terms_or_default(const struct report_terms *terms)
{
	return terms == NULL ? &terms_default : terms;
}
