/*
 * registers.h: the items of a book, as a bounded cache over the store.
 *
 * Invariant   an item handed out stays where it is until
 *             registers_settle, which ends a row; what was changed reaches
 *             the store at the latest in registers_flush, within the same
 *             transaction.
 * Limits      memory stays under REGISTERS_BYTES: then the half that was
 *             used longest ago is written in key order, and goes.
 * Errors      find and make cannot fail at once: a failure of the store is
 *             kept and handed out by registers_settle.
 */
#ifndef LEDGER_REGISTERS_H
#define LEDGER_REGISTERS_H

#include "ledger/base/err.h"
#include "ledger/rules/item.h"

struct store;
struct registers;

enum { REGISTERS_BYTES = 96 << 20 };

/* The store's table that holds the items of a kind: an `enum table`. */
int registers_table(enum item_kind kind);

struct registers *registers_new(struct store *store);
void registers_free(struct registers *registers);

/* The item, or NULL when it is not on the book. */
struct item *registers_find(struct registers *registers, enum item_kind kind,
			    struct slice code);

/* The item, new and empty when it is not there. */
struct item *registers_make(struct registers *registers, enum item_kind kind,
			    struct slice code);

/* A row ends: nothing is borrowed any more. */
MUST_CHECK enum status registers_settle(struct registers *registers,
					struct err *err);

/* Write every changed item. */
MUST_CHECK enum status registers_flush(struct registers *registers,
				       struct err *err);

/* Forget everything, after an aborted transaction. */
void registers_clear(struct registers *registers);

#endif /* LEDGER_REGISTERS_H */
