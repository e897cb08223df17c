/*
 * workbook.h: what the sheets of one workbook share while it is written.
 *
 * The way through: workbook.c forks; workbook_build.c pulls the rows onto a
 * tape (workbook_tape.h) and sums them (workbook_sums.h), lists the
 * controls (workbook_checks.h) and lets each sheet_*.c write itself through
 * the door to the library (workbook_xlsx.h); workbook.c reads the file back
 * (workbook_readback.h) and gives it its name. For reports/ only; the door
 * for others is workbook_write in render.h.
 *
 * Rows and columns are counted from 0, as the library does.
 */
#ifndef REPORTS_WORKBOOK_H
#define REPORTS_WORKBOOK_H

#include "reports/render.h"
#include "reports/workbook_checks.h"
#include "reports/workbook_sums.h"
#include "reports/workbook_tape.h"
#include "reports/workbook_xlsx.h"

enum {
	WORKBOOK_DETAILS_MAX = 24, /* a formula names them all */
	WORKBOOK_SHEETS_MAX = WORKBOOK_DETAILS_MAX + 3,
	WORKBOOK_FLAT_ROWS = 20000, /* from here on memory is flat */
	WORKBOOK_TOTALS_MAX = 6,    /* currencies above the table */
	WORKBOOK_NAME_SIZE = 32,
	DETAIL_TOTALS_ROW = 2,
	COVER_MASTER_ROW = 4,
	COVER_MASTER_COLUMN = 1
};

struct workbook {
	const struct workbook_facts *facts;
	const struct dataset_options *options;
	char as_of[DAY_TEXT_SIZE];
	char detail[WORKBOOK_NAME_SIZE - 3]; /* "Aged awards" */
	struct tape *tape;
	struct sums sums;
	const struct dataset_control *controls;
	size_t control_count;
	size_t details; /* sheets of rows */
	size_t totals;	/* currencies above the table */
	uint32_t head;	/* row of the column titles */
	bool summary;	/* is there a sheet of that name */
	struct checks checks;
	struct xl *xl;
};

/* Fill everything but `xl` from the dataset's rows and controls. */
MUST_CHECK enum status workbook_gather(struct workbook *workbook,
				       struct dataset *dataset,
				       const char *folder, struct err *err);
void workbook_release(struct workbook *workbook);

/* Write all sheets into `path`, with temporary files in `folder`. */
MUST_CHECK enum status workbook_build(struct workbook *workbook,
				      const char *path, const char *folder,
				      struct err *err);

/* Name of the n-th sheet of rows: "Aged awards", "Aged awards 2". */
void workbook_detail_name(const struct workbook *workbook, size_t detail,
			  char name[WORKBOOK_NAME_SIZE]);

/* Number of rows on the n-th sheet of rows. */
uint64_t workbook_detail_rows(const struct workbook *workbook, size_t detail);

/* Head and foot of the pages of a sheet. */
void workbook_page(const struct workbook *workbook, struct xl_sheet *sheet);

/* Digits in groups of three: "1,234,567". */
void workbook_count(struct text *out, int64_t number);

/* Minor units in groups: "12,345.67". */
void workbook_money(struct text *out, int64_t minor, uint8_t currency);

/* part / whole in units of 1 / scale, half up; 0 where there is no share. */
int64_t workbook_ratio(int64_t part, int64_t whole, int64_t scale);

/* The same for a reader: "81.2 %". */
void workbook_share(struct text *out, int64_t part, int64_t whole);

/* The formula of the master control. */
void workbook_master(const struct workbook *workbook, struct text *out);

#endif /* REPORTS_WORKBOOK_H */
