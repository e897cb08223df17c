/*
 * eventfile.h: an event file read up to the form of its rows, as an import
 * reads it, without a book.
 *
 * Asserted    lines grow, a good record has as many cells as the header, a
 *             refusal has a code and a sentence; a row that was read is
 *             read again from its normalised texts, and is the same.
 */
#ifndef TESTS_SUPPORT_EVENTFILE_H
#define TESTS_SUPPORT_EVENTFILE_H

#include "ledger/rules/event.h"

struct map;

enum { EVENTFILE_TODAY = 20454 /* 2026-01-01 */ };

/* Read one row; true when it has the form of its event. */
bool eventfile_row(const struct row *row);

/* Read a file, plain or gzip; by a map, or NULL. */
void eventfile_read(const char *path, const struct map *map);

#endif /* TESTS_SUPPORT_EVENTFILE_H */
