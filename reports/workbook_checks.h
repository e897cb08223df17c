/*
 * workbook_checks.h: the controls of a workbook as one list.
 *
 * A control is a stored figure beside a live formula over the rows; the
 * sheet Controls shows them all, and one cell says whether all are OK.
 *
 * Units       `stored` and `live` are minor units with `digits`, or counts
 *             and fingerprints with 0 digits. `live` is the result that the
 *             formula has now, computed by the program.
 * Ownership   checks_release frees the texts.
 */
#ifndef REPORTS_WORKBOOK_CHECKS_H
#define REPORTS_WORKBOOK_CHECKS_H

#include "ledger/base/text.h"

struct workbook;

struct check {
	const char *sheet; /* whose rows */
	const char *kind;
	struct text label;
	const char *column; /* title of a column, or "" */
	uint8_t currency;   /* CURRENCY_NONE: not money */
	int digits;
	int64_t stored;
	int64_t live;
	struct text formula; /* empty: `live` stands as a number */
	bool checked;	     /* false: too large for a spreadsheet */
	bool unknown;	     /* not even known here: over 64 bits */
};

struct checks {
	struct check *list;
	size_t count, room;
	size_t ledger; /* the first of them stand against the ledger */
};

/* List the controls of a workbook whose sums are known. */
void checks_list(struct workbook *workbook);
void checks_release(struct checks *checks);

/* Does every control hold? */
bool checks_hold(const struct checks *checks);
const char *check_result(const struct check *check);

#endif /* REPORTS_WORKBOOK_CHECKS_H */
