/*
 * render.h: a dataset as a table for a terminal, CSV, JSON or a workbook.
 *
 * CSV         LF, header of column names, RFC 4180 quoting; amounts with
 *             the currency's minor digits, dates ISO, absent cells empty;
 *             free text (CELL_TEXT) that begins with = + - @ or a tab gets
 *             a leading ' (CWE-1236).
 * JSON        an array, one object a row on a line of its own, the same
 *             names, amounts as strings.
 * Text        columns fitted to a terminal, controls below with both
 *             figures.
 * Errors      STATUS_OUTPUT or STATUS_FULL when the sink cannot take more.
 */
#ifndef REPORTS_RENDER_H
#define REPORTS_RENDER_H

#include "reports/dataset.h"

/* Where bytes go: returns false when they could not be written. */
struct sink {
	bool (*write)(void *owner, const char *bytes, size_t size);
	void *owner;
};

enum render_format { RENDER_TEXT, RENDER_CSV, RENDER_JSON };

MUST_CHECK enum status render(struct dataset *dataset,
			      enum render_format format, struct sink *sink,
			      struct err *err);

/* The controls of a dataset (its rows are pulled for it) as CSV. */
MUST_CHECK enum status render_totals(struct dataset *dataset, struct sink *sink,
				     struct err *err);

/* What a workbook says of itself beside its rows. */
struct workbook_facts {
	const char *report; /* name of the dataset */
	int32_t as_of;
	bool all;
	uint32_t known_at; /* entry up to which the book is known */
	const char *head;  /* journal head at that entry */
	const char *build;
	const char *profile; /* "internal"; NULL is the same */
};

/*
 * Write the workbook of the dataset facts->report to `path`: under a temporary
 * name in the same folder, by a forked child, read back and counted, then
 * renamed. The old file stays until then.
 */
MUST_CHECK enum status workbook_write(struct book *book,
				      const struct dataset_options *options,
				      const struct workbook_facts *facts,
				      const char *path, struct err *err);

#endif /* REPORTS_RENDER_H */
