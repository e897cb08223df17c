/*
 * dataset.h: a report as rows of typed cells, pulled one by one.
 *
 * The same rows go to the terminal, to CSV, to JSON and to a workbook, so
 * no number has two origins (REPORTS.md). A dataset knows the ledger; a
 * renderer knows columns only.
 *
 * Order       that of REPORTS.md: aged reports by days falling, then code.
 * Memory      flat in rows: what must be sorted is spilled to an unnamed
 *             temporary file, a few bytes a row stay in memory.
 * Ownership   cells are borrowed until the next dataset_next.
 */
#ifndef REPORTS_DATASET_H
#define REPORTS_DATASET_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"
#include "ledger/book.h"
#include "reports/scenario_terms.h"
#include "reports/terms.h"

enum { DATASET_COLUMNS_MAX = 32 };

enum cell_kind {
	CELL_TEXT,   /* free text: `text` */
	CELL_CODE,   /* a code, bucket or state: `text` */
	CELL_DAY,    /* `number` is a day (day.h); DAY_NONE is empty */
	CELL_MONEY,  /* `number` minor units of `currency` */
	CELL_NUMBER, /* `number` as it is */
	CELL_SHARE,  /* `number` tenths of a percent */
	CELL_TENTHS  /* `number` tenths of the unit: 125 is 12.5 */
};

struct cell {
	struct slice text;
	int64_t number;
	uint8_t currency;
	bool empty;  /* nothing stands there: an absent amount or number */
	bool hidden; /* then it is empty: the public profile leaves it out */
};

struct dataset_column {
	const char *name;  /* in CSV and JSON, exactly as in REPORTS.md */
	const char *title; /* on a terminal and in a workbook */
	enum cell_kind kind;
};

/* What the rows of a report are about, where one may choose. */
enum report_by { REPORT_BY_DEFAULT, REPORT_BY_OFFENDER };

struct dataset_options {
	int32_t as_of;	   /* effective date, its end included */
	uint32_t known_at; /* entries from this number on are unknown; 0: all */
	bool all;
	bool items;
	enum report_by by; /* `recoveries` alone; others have one form */
	bool open_to_all;  /* the public profile (published.h) */
	const struct report_terms *terms; /* NULL: terms_default */
	struct scenario_terms scenario;	  /* of scenario; zero: `full` */
};

/*
 * What the rows add up to beside the control accounts of that day. `table`
 * is summed from the cells, `ledger` read from the control accounts: two
 * ways to one number.
 */
struct dataset_control {
	const char *label;  /* "uncollected = memo:awards:owed" */
	const char *column; /* of the dataset */
	uint8_t currency;
	int64_t table;
	int64_t ledger;
};

struct dataset;

/* The datasets there are, NULL at the end. */
const char *const *dataset_names(void);

MUST_CHECK enum status dataset_open(const char *name, struct book *book,
				    const struct dataset_options *options,
				    struct dataset **dataset, struct err *err);
const struct dataset_column *dataset_columns(const struct dataset *dataset,
					     size_t *count);

/* Do the rows add up? Not states that follow each other, nor measures. */
bool dataset_adds_up(const struct dataset *dataset);

/* The next row into cells[count]; STATUS_END behind the last. */
MUST_CHECK enum status dataset_next(struct dataset *dataset, struct cell *cells,
				    struct err *err);

/* The controls, known once the last row was pulled. */
const struct dataset_control *dataset_controls(const struct dataset *dataset,
					       size_t *count);
void dataset_close(struct dataset *dataset);

#endif /* REPORTS_DATASET_H */
