/*
 * sheet_summary.h: the sheet Summary of an ageing report: findings in
 * words, and per currency the buckets with a chart.
 *
 * Places      where things stand follows from the sums alone, so that the
 *             controls can name cells before the sheet is written.
 */
#ifndef REPORTS_SHEET_SUMMARY_H
#define REPORTS_SHEET_SUMMARY_H

#include "reports/workbook.h"

enum {
	SUMMARY_FINDINGS_MAX = 16,
	SUMMARY_CURRENCIES_MAX = 8,
	SUMMARY_CHARTS_MAX = 4,
	SUMMARY_CHART_ROWS = 17
};

/* Rows of one currency's part. */
struct summary_place {
	uint32_t heading;
	uint32_t first; /* bucket; the column titles stand above */
	uint32_t total;
	uint32_t block_heading;
	uint32_t block; /* first province; the bucket names stand above */
	uint32_t block_total;
	uint32_t end;
};

/* Has the dataset what a summary is made of? */
bool summary_fits(const struct sums *sums);

/* How many currencies, from the first on, have a part of their own. */
size_t summary_currencies(const struct sums *sums);

struct summary_place summary_place(const struct workbook *workbook,
				   size_t currency);

void sheet_summary_write(struct workbook *workbook, struct xl_sheet *sheet);

#endif /* REPORTS_SHEET_SUMMARY_H */
