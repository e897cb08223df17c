/*
 * export.h: the journal for other people's software.
 *
 * An auditor who trusts none of our programs reads the same entries in
 * hledger, ledger or beancount, in a spreadsheet, or as the lines that are
 * hashed. docs/exports.md shows each form; this is what they share.
 *
 * Entries     an entry is one transaction, an entry without lines too. The
 *             entries dated by the as-of day, whenever they were entered:
 *             by date, then by number, for the three ledgers; by number
 *             for csv and chain.
 * Accounts    ours, and below those with items one account an item. Names
 *             are injective and can be read back (export_kind.h).
 * Fields      every filled column of the vocabulary, under its own name,
 *             beside the number of the entry (`seq`).
 * Pure        the same book and day give the same bytes: no clock, no
 *             locale, no environment.
 * Memory      does not grow with the book (rowsort.h).
 * Errors      of the book; STATUS_OUTPUT or STATUS_FULL when the sink, or
 *             the temporary file of the sort, cannot take more. The sink
 *             then has a part of the export.
 */
#ifndef REPORTS_EXPORT_H
#define REPORTS_EXPORT_H

#include "reports/render.h"

struct export_kind;

/* The format of this name, or NULL. */
const struct export_kind *export_find(const char *name);

/* The names of all formats, ended by NULL. */
const char *const *export_names(void);

/* Is it the whole book or nothing? Then no as-of day can be given. */
bool export_is_whole(const struct export_kind *kind);

/* Write the entries dated by `as_of`; DAY_LAST for all of them. */
MUST_CHECK enum status export_write(struct book *book,
				    const struct export_kind *kind,
				    int32_t as_of, struct sink *sink,
				    struct err *err);

#endif /* REPORTS_EXPORT_H */
