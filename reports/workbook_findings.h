/*
 * workbook_findings.h: what an ageing report shows, in sentences.
 */
#ifndef REPORTS_WORKBOOK_FINDINGS_H
#define REPORTS_WORKBOOK_FINDINGS_H

#include "reports/summary.h"

void findings_write(struct summary *summary, const struct sums *sums);

#endif /* REPORTS_WORKBOOK_FINDINGS_H */
