/*
 * sheet_summary.h: the sheet Summary: what a report shows, in words, in
 * tables and in charts.
 */
#ifndef REPORTS_SHEET_SUMMARY_H
#define REPORTS_SHEET_SUMMARY_H

#include "reports/workbook.h"

void sheet_summary_write(const struct workbook *workbook,
			 struct xl_sheet *sheet);

#endif /* REPORTS_SHEET_SUMMARY_H */
