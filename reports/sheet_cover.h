/*
 * sheet_cover.h: the sheet Cover: what this is, where it comes from,
 * whether it still holds, who signs.
 */
#ifndef REPORTS_SHEET_COVER_H
#define REPORTS_SHEET_COVER_H

#include "reports/workbook.h"

void sheet_cover_write(struct workbook *workbook, struct xl_sheet *sheet);

#endif /* REPORTS_SHEET_COVER_H */
