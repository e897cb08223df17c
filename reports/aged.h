/*
 * aged.h: the common half of the aged reports: one pass over the items of
 * a kind, a packed row for each that belongs, and the rows back by days
 * falling, then code.
 *
 * Memory      that of rowsort.h.
 * Ownership   rows are borrowed as rowsort.h says.
 */
#ifndef REPORTS_AGED_H
#define REPORTS_AGED_H

#include "reports/cases.h"
#include "reports/dataset_kind.h"
#include "reports/rowsort.h"

struct aged_source {
	enum item_kind kind;
	/*
	 * Does the item belong to the report? Then its row is appended to
	 * `row` and *days holds its days of delay; else *days is below 0.
	 */
	enum status (*pack)(struct dataset *dataset, const struct item *item,
			    struct text *row, int32_t *days, struct err *err);
};

/* Pass over the items and sort their rows; on failure *sorter is NULL. */
MUST_CHECK enum status aged_collect(struct dataset *dataset,
				    const struct aged_source *source,
				    struct rowsort **sorter, struct err *err);

/* The state of a dataset that is its sorted rows alone. */
MUST_CHECK enum status aged_rows_open(struct dataset *dataset,
				      const struct aged_source *source,
				      struct err *err);
void aged_rows_close(void *state);

/*
 * The state of a dataset whose rows name a case: what cases say is there
 * while rows are packed, and given back before they are handed out.
 */
struct aged_cases {
	struct cases *cases;
	struct rowsort *sorter;
};

MUST_CHECK enum status aged_cases_open(struct dataset *dataset,
				       const struct aged_source *source,
				       struct err *err);
void aged_cases_close(void *state);

/* Append to a row, and read back, a text, or a day that may be absent. */
void aged_put_text(struct text *row, struct slice text);
void aged_put_day(struct text *row, int32_t day);
int32_t aged_get_day(struct reader *reader);

#endif /* REPORTS_AGED_H */
