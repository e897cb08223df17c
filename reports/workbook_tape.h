/*
 * workbook_tape.h: rows on an unnamed temporary file, to be read twice.
 *
 * A workbook needs its totals above its rows and its column widths before
 * them. The dataset is pulled once; its rows wait here.
 *
 * Memory      flat: one buffer, and one row.
 * Ownership   cells handed out are borrowed until the next call.
 * Errors      STATUS_OUTPUT when the folder takes no file, STATUS_FULL or
 *             STATUS_IO when it takes no more bytes.
 */
#ifndef REPORTS_WORKBOOK_TAPE_H
#define REPORTS_WORKBOOK_TAPE_H

#include "reports/dataset.h"

struct tape;

/* An empty tape in `folder`; no name of it is left there. */
MUST_CHECK enum status tape_new(const char *folder, size_t columns,
				struct tape **tape, struct err *err);
void tape_free(struct tape *tape);

MUST_CHECK enum status tape_add(struct tape *tape, const struct cell *cells,
				struct err *err);

/* Go to the first row; nothing is added any more. */
MUST_CHECK enum status tape_rewind(struct tape *tape, struct err *err);

/* The next row into cells[columns]; STATUS_END behind the last. */
MUST_CHECK enum status tape_next(struct tape *tape, struct cell *cells,
				 struct err *err);

#endif /* REPORTS_WORKBOOK_TAPE_H */
