/*
 * template.h: empty event files, and the list of events, made from the
 * vocabulary's tables: they cannot say anything else than what is read.
 *
 * Columns     of several events: every column that one of them takes;
 *             those that one of them requires first, each part in the order
 *             of the vocabulary.
 * Workbook    every cell is text, so that no program makes a date or a
 *             number of what an officer types; a column that takes one of
 *             some values offers them in a list; a note on each head says
 *             its form. The lists stand on a sheet of their own: a list
 *             within a cell's rule may have 255 bytes at most.
 * Errors      those of the sink, or of the workbook's file.
 */
#ifndef REPORTS_TEMPLATE_H
#define REPORTS_TEMPLATE_H

#include "ledger/book.h"
#include "reports/render.h"

struct template
{
	enum event_code events[EVENT_COUNT];
	size_t count;
};

/* One more event by its name; false: there is none. Twice counts once. */
bool template_add(struct template *template, const char *name);

/* The columns in their order; how many. */
size_t template_columns(const struct template *template,
			enum column columns[COLUMN_COUNT]);

/* Who needs the column, and its form, as a sentence. */
void template_note(const struct template *template, enum column column,
		   struct text *out);

/*
 * The n-th value that the column takes in these events, or NULL behind the
 * last; of a column that takes any text the first is NULL.
 */
const char *template_value(const struct template *template, enum column column,
			   size_t n);

/* Every event with its columns, a line each. */
MUST_CHECK enum status template_list(struct sink *sink, struct err *err);

/* The head of a CSV file. */
MUST_CHECK enum status template_csv(const struct template *template,
				    struct sink *sink, struct err *err);

/* template_workbook.c: a workbook, whole or not at all. */
MUST_CHECK enum status template_book(const struct template *template,
				     const char *path, struct err *err);

#endif /* REPORTS_TEMPLATE_H */
