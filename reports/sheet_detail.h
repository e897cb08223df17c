/*
 * sheet_detail.h: the rows of a report, on as many sheets as they need.
 *
 * Above the titles stand the totals per currency, where no filter hides
 * them. Cells are typed: dates are dates, money is a number in its
 * currency's format, text is text and never a formula.
 */
#ifndef REPORTS_SHEET_DETAIL_H
#define REPORTS_SHEET_DETAIL_H

#include "reports/workbook.h"

/* Write the next rows of the tape to their sheet. */
MUST_CHECK enum status sheet_detail_write(const struct workbook *workbook,
					  struct part *part,
					  struct xl_sheet *sheet, size_t detail,
					  struct err *err);

#endif /* REPORTS_SHEET_DETAIL_H */
