/*
 * workbook_door.h: the one place where <xlsxwriter.h> comes in, for the two
 * files behind workbook_xlsx.h alone.
 */
#ifndef REPORTS_WORKBOOK_DOOR_H
#define REPORTS_WORKBOOK_DOOR_H

#include "reports/workbook_xlsx.h"

#include <xlsxwriter.h>

struct xl_sheet {
	struct xl *xl;
	lxw_worksheet *sheet;
	char name[LXW_SHEETNAME_MAX + 1];
	struct xl_count count;
	uint32_t next_row; /* rows below this were counted */
};

struct xl {
	lxw_workbook *book;
	struct xl_sheet **sheets;
	size_t sheet_count, sheet_room;
	lxw_format *formats[XL_STYLE_MAX];
	lxw_format *marks[XL_FADED + 1];
	struct text clean;
	uint64_t errors;
	int first_error;
};

/* Every answer of the library passes here: an error is counted. */
void xl_note_answer(struct xl *xl, lxw_error code);

/* What the library made, or the end of this process: memory is short. */
void *xl_have(void *made);

/* 'Sheet'!$A$1:$A$9 with a leading =, as the library takes it. */
void xl_reference(struct text *out, const struct xl_sheet *sheet,
		  struct xl_box box);

#endif /* REPORTS_WORKBOOK_DOOR_H */
