/*
 * workbook_part.h: one dataset of a workbook: its rows, their sums, and
 * where they will stand.
 *
 * A workbook is a list of parts; that of one dataset has one. All parts are
 * gathered before the first sheet is written, so that any sheet may name
 * the cells of any other.
 *
 * Ownership   a gathered part holds all it needs; its dataset is closed.
 *             part_release frees it.
 * Memory      flat in rows: they wait on a tape (workbook_tape.h).
 */
#ifndef REPORTS_WORKBOOK_PART_H
#define REPORTS_WORKBOOK_PART_H

#include "reports/workbook_sums.h"
#include "reports/workbook_tape.h"

enum {
	PART_SHEETS_MAX = 24, /* a formula names them all */
	PART_NAME_SIZE = 32,
	PART_TOTALS_MAX = 6, /* currencies above the table */
	PART_TOTALS_ROW = 2
};

/* What a part is: a row of the table in pack.c. */
struct part_kind {
	const char *report; /* name of the dataset */
	const char *sheet;  /* of letters and spaces; never a cell's name */
	const char *about;  /* one line of the contents */
	bool each;  /* a row is one case, person, project or event: private */
	bool brief; /* left out of a pack of a large book */
	enum item_kind item; /* that a row is of; its journal is linked */
};

struct part {
	struct part_kind kind;
	struct tape *tape;
	struct sums sums;
	struct dataset_column columns[DATASET_COLUMNS_MAX];
	struct dataset_control *controls;
	size_t control_count;
	size_t sheets; /* of rows */
	bool adds_up;
	size_t totals; /* currencies above the table */
	uint32_t head; /* row of the column titles */
};

/* Pull a dataset's rows, from its opening to its controls. */
MUST_CHECK enum status part_gather(struct part *part, struct book *book,
				   const struct dataset_options *options,
				   const char *folder, struct err *err);
void part_release(struct part *part);

/* Name of the n-th sheet of rows: "Aged awards", "Aged awards 2". */
void part_sheet_name(const struct part *part, size_t sheet,
		     char name[PART_NAME_SIZE]);

/* Number of rows on the n-th sheet of rows. */
uint64_t part_sheet_rows(const struct part *part, size_t sheet);

#endif /* REPORTS_WORKBOOK_PART_H */
