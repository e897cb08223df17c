/*
 * pack.h: the auditors' pack of a month: one workbook of every report, as
 * of a day (REPORTS.md section 2).
 *
 * Its bytes follow from the book up to the entry facts->known_at, the
 * as-of date, the profile, the configuration and the build, and from
 * nothing else: not from the clock, the user, the folder or the locale.
 *
 * Errors      as workbook_write (render.h): on failure the file of that
 *             name stays what it was.
 */
#ifndef REPORTS_PACK_H
#define REPORTS_PACK_H

#include "reports/render.h"

/* What `redress report NAME` calls the pack. */
#define PACK_NAME "monthly"

/*
 * Write the pack to `path`. options->known_at is facts->known_at + 1, or 0
 * where nothing is to be left out; `all` and `items` are not looked at.
 */
MUST_CHECK enum status pack_write(struct book *book,
				  const struct dataset_options *options,
				  const struct workbook_facts *facts,
				  const char *path, struct err *err);

#endif /* REPORTS_PACK_H */
