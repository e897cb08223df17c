/*
 * sheet_controls.h: the sheet Controls: one row a control, and below how
 * they work. The Cover shows those against the ledger in the same way.
 */
#ifndef REPORTS_SHEET_CONTROLS_H
#define REPORTS_SHEET_CONTROLS_H

#include "reports/workbook.h"

enum {
	CONTROLS_HEAD_ROW = 3,
	CONTROLS_FIRST_ROW = 4,
	CONTROLS_RESULT_COLUMN = 8
};

void sheet_controls_write(struct workbook *workbook, struct xl_sheet *sheet);

/* Stored, live, difference, result: four cells from `column` on. */
void controls_put_figures(struct xl_sheet *sheet, uint32_t row, uint32_t column,
			  const struct check *check);

/* Green where a result is OK, red where it is not. */
void controls_put_rules(struct xl_sheet *sheet, struct xl_box results);

#endif /* REPORTS_SHEET_CONTROLS_H */
