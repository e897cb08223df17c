/*
 * subtotals.h: rows counted and added up by bucket and currency, for a
 * terminal.
 *
 * Order       buckets as they first appear (rows come by days falling),
 *             currencies by code; a line per currency over all buckets last.
 * Errors      a sum past 64 bits is shown in words, not as a number.
 */
#ifndef REPORTS_SUBTOTALS_H
#define REPORTS_SUBTOTALS_H

#include "reports/dataset_kind.h"
#include "reports/outlet.h"

struct subtotals;

/* NULL when the dataset has nothing to add up by bucket. */
struct subtotals *subtotals_new(const struct dataset *dataset);
void subtotals_free(struct subtotals *subtotals);

void subtotals_add(struct subtotals *subtotals, const struct cell *cells);

/* As a table, with a blank line before it; nothing when there was no row. */
MUST_CHECK enum status subtotals_write(struct subtotals *subtotals,
				       struct outlet *out, struct err *err);

#endif /* REPORTS_SUBTOTALS_H */
