/*
 * sheet_notes.h: the sheet Notes of a pack: what its words mean, where its
 * rules come from, what it does not say. Every sentence stands in
 * workbook_words.h.
 */
#ifndef REPORTS_SHEET_NOTES_H
#define REPORTS_SHEET_NOTES_H

#include "reports/workbook.h"

void sheet_notes_write(const struct workbook *workbook, struct xl_sheet *sheet);

#endif /* REPORTS_SHEET_NOTES_H */
