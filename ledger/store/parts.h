/*
 * parts.h: which names in a book's directory are the book's own files.
 *
 * What else lies there (an inbox, workbooks, a configuration) is the
 * officers'.
 */
#ifndef LEDGER_STORE_PARTS_H
#define LEDGER_STORE_PARTS_H

#include <stdbool.h>

/* A file of the book, temporary ones included. */
bool parts_of_book(const char *name);

/* One that a copy needs, the anchor aside: that is copied last. */
bool parts_to_copy(const char *name);

#endif /* LEDGER_STORE_PARTS_H */
