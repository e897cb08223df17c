/*
 * workbook_findings.h: what an ageing report shows, in sentences.
 *
 * Ownership   the texts are the caller's: text_release each.
 */
#ifndef REPORTS_WORKBOOK_FINDINGS_H
#define REPORTS_WORKBOOK_FINDINGS_H

#include "reports/workbook.h"

/* Write at most `most` sentences; returns how many. */
size_t findings_write(const struct workbook *workbook, struct text *findings,
		      size_t most);

#endif /* REPORTS_WORKBOOK_FINDINGS_H */
