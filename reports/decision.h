/*
 * decision.h: what became of a claim, as far as the book was known.
 *
 * In full     the court granted all that was asked for, or was asked to
 *             name the sum itself; in part: less. The last row that fixed
 *             the sum decides (award.granted, award.varied), against the
 *             sum claimed in the currency of that day. An award need not be
 *             in force.
 * Ownership   plain value.
 */
#ifndef REPORTS_DECISION_H
#define REPORTS_DECISION_H

#include "reports/moment.h"

enum decision {
	DECISION_IN_FULL,
	DECISION_IN_PART,
	DECISION_REJECTED,
	DECISION_PENDING,
	DECISION_UNTRACED,
	DECISION_WITHDRAWN,
	DECISION_QUASHED,
	DECISION_COUNT,
	DECISION_NONE /* the claim is not on the book */
};

/* `book` is asked only where a sum was fixed anew after a redenomination. */
MUST_CHECK enum status decision_read(struct book *book,
				     const struct item *claim,
				     struct moment moment,
				     enum decision *decision, struct err *err);

#endif /* REPORTS_DECISION_H */
