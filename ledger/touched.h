/*
 * touched.h: the items that some entries name, each once, for the verify
 * from the last seal on.
 *
 * Memory      a pointer and the code for each item: it follows what the
 *             entries touched, not the book.
 * Ownership   touched_free gives all of it back; what touched_each hands
 *             out is borrowed.
 */
#ifndef LEDGER_TOUCHED_H
#define LEDGER_TOUCHED_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"
#include "ledger/rules/entry.h"

struct touched;

struct touched *touched_new(void);
void touched_free(struct touched *touched);

/* The items of an entry's lines, and the one that its event moves. */
void touched_add_entry(struct touched *touched, const struct entry *entry);

/* Hand every item to a function, by kind and code, while it answers OK. */
typedef enum status touched_fn(void *owner, enum item_kind kind,
			       struct slice code, struct err *err);
MUST_CHECK enum status touched_each(struct touched *touched, touched_fn *tell,
				    void *owner, struct err *err);

#endif /* LEDGER_TOUCHED_H */
