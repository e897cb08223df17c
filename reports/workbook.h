/*
 * workbook.h: what the sheets of one workbook share while it is written.
 *
 * The way through: pack.c says which parts a workbook has and gathers them
 * (workbook_part.h); workbook_build.c lists the controls
 * (workbook_checks.h) and lets each sheet_*.c write itself through the door
 * to the library (workbook_xlsx.h). All of that happens in a forked child;
 * workbook.c, the parent, reads the file back (workbook_readback.h) and
 * gives it its name. For reports/ only; the doors for others are
 * workbook_write in render.h and pack_write in pack.h.
 *
 * Rows and columns are counted from 0, as the library does.
 */
#ifndef REPORTS_WORKBOOK_H
#define REPORTS_WORKBOOK_H

#include "reports/links.h"
#include "reports/pack.h"
#include "reports/summary.h"
#include "reports/workbook_checks.h"
#include "reports/workbook_part.h"
#include "reports/workbook_xlsx.h"

enum {
	WORKBOOK_PARTS_MAX = 24,
	WORKBOOK_SHEETS_MAX = 128,
	WORKBOOK_FLAT_ROWS = 20000, /* from here on memory is flat */
	COVER_MASTER_ROW = 4,
	COVER_MASTER_COLUMN = 1
};

struct workbook {
	const struct workbook_facts *facts;
	const struct dataset_options *options;
	char as_of[DAY_TEXT_SIZE];
	const char *title;	   /* "Aged awards" */
	char name[PART_NAME_SIZE]; /* of the sheet, where there is one */
	bool pack;
	struct part *parts;
	size_t part_count;
	struct summary *summary; /* NULL: none */
	struct links *links;	 /* into the journal; NULL: it is no part */
	struct checks checks;
	struct xl *xl;
};

/* What a writer of workbooks is asked for. */
struct workbook_order {
	struct book *book;
	const struct dataset_options *options;
	const struct workbook_facts *facts;
	bool pack; /* of all parts, not of the dataset facts->report */
};

/* Write a workbook to `path` as workbook_write and pack_write promise. */
MUST_CHECK enum status workbook_make(const struct workbook_order *order,
				     const char *path, struct err *err);

/* Fill everything but `xl`: which parts there are, their rows and sums. */
MUST_CHECK enum status workbook_gather(struct workbook *workbook,
				       const struct workbook_order *order,
				       const char *folder, struct err *err);
void workbook_release(struct workbook *workbook);

/* Write all sheets into `path`, with temporary files in `folder`. */
MUST_CHECK enum status workbook_build(struct workbook *workbook,
				      const char *path, const char *folder,
				      struct err *err);

/* The part of a report, or NULL. */
struct part *workbook_part(const struct workbook *workbook, const char *report);

/* The currency that sums of several are told in; USD unless chosen. */
uint8_t workbook_reporting(const struct workbook *workbook);

/* Rows of all parts. */
uint64_t workbook_rows(const struct workbook *workbook);

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
