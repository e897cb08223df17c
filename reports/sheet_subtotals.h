/*
 * sheet_subtotals.h: below the last row of a table, what each bucket (of a
 * trial balance each book, of work lists each list) adds up to, currency by
 * currency, as live formulas.
 *
 * Places      follow from the sums alone; a free row parts them from the
 *             table, outside its filter.
 */
#ifndef REPORTS_SHEET_SUBTOTALS_H
#define REPORTS_SHEET_SUBTOTALS_H

#include "reports/workbook_part.h"
#include "reports/workbook_xlsx.h"

/* Rows that they take, heading included; 0: the part has none. */
uint32_t subtotals_rows(const struct part *part);

/* Rows of a currency's subtotals on the part's last sheet. */
struct xl_box subtotals_place(const struct part *part, size_t currency);

/* The column that holds their numbers of rows. */
uint32_t subtotals_count_column(const struct part *part);

void sheet_subtotals_write(const struct part *part, struct xl_sheet *sheet);

#endif /* REPORTS_SHEET_SUBTOTALS_H */
