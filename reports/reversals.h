/*
 * reversals.h: which entries of the journal were reversed by a moment.
 *
 * A pass over the journal that adds up flows leaves out what was reversed,
 * and every reversal: the two are mirrors, so sums end the same, and no
 * flow is counted that did not last.
 *
 * Memory      a bit an entry.
 */
#ifndef REPORTS_REVERSALS_H
#define REPORTS_REVERSALS_H

#include "reports/moment.h"

struct reversals;

MUST_CHECK enum status reversals_open(struct book *book, struct moment moment,
				      struct reversals **reversals,
				      struct err *err);
void reversals_close(struct reversals *reversals);

/* Does the entry count: seen at the moment, no reversal, not reversed? */
bool reversals_stands(const struct reversals *reversals,
		      const struct entry *entry);

#endif /* REPORTS_REVERSALS_H */
