/*
 * store.h: tables, transactions and cursors; the one door to Berkeley DB.
 *
 * One process at a time writes, many read, never together: the caller holds
 * the kernel lock (lock.h). So the environment is private to the process
 * (no region files) and needs no locking of its own.
 *
 * Durability  store_commit returns after fdatasync of the log.
 * Errors      STATUS_NOT_FOUND for a missing key or book, STATUS_END at the
 *             end of a cursor, STATUS_FULL, STATUS_IO, STATUS_CORRUPT (a
 *             page checksum; the environment is dead from then on, close
 *             it). The sentence names the table.
 * Ownership   what a get or a cursor hands out is valid until the next call
 *             on the same buffer or cursor.
 */
#ifndef LEDGER_STORE_STORE_H
#define LEDGER_STORE_STORE_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"

enum table {
	TABLE_META,
	TABLE_JOURNAL,
	TABLE_SEGMENTS,
	TABLE_TOTALS,
	TABLE_IDS,
	TABLE_RUNS,
	TABLE_FILES,
	TABLE_SOURCES,
	/*
	 * One table a kind of items, TABLE_ITEMS + kind, made when it is
	 * first written: codes that count upwards are then appended, and
	 * fill their pages.
	 */
	TABLE_ITEMS,
	/* Likewise made when they are first written. */
	TABLE_CONFIGS = TABLE_ITEMS + 16,
	TABLE_DEBTS,
	TABLE_JOBS,
	TABLE_COUNT
};

enum store_mode {
	STORE_READ,    /* the book is clean and nobody writes */
	STORE_WRITE,   /* the book is clean: the last writer closed it */
	STORE_RECOVER, /* a writer died: its log is played first */
	STORE_CREATE   /* a new, empty environment */
};

struct store;
struct store_cursor;

MUST_CHECK enum status store_open(const char *directory, enum store_mode mode,
				  struct store **store, struct err *err);

/*
 * Does the log of a clean book end where its last writer left it? To be
 * asked before STORE_WRITE: behind a false end nothing must be written.
 */
MUST_CHECK enum status store_test_log(const char *directory, struct err *err);

/* Close; a writer first writes all pages, so that readers need no log. */
MUST_CHECK enum status store_close(struct store *store, struct err *err);

/* Close without checkpoint, after a failure. */
void store_drop(struct store *store);

MUST_CHECK enum status store_begin(struct store *store, struct err *err);
MUST_CHECK enum status store_commit(struct store *store, struct err *err);
void store_abort(struct store *store);

/* Is the table there? Those from TABLE_ITEMS on may not be. */
bool store_has(struct store *store, enum table table);

/* Copy the value into *value (cleared first). */
MUST_CHECK enum status store_get(struct store *store, enum table table,
				 struct slice key, struct text *value,
				 struct err *err);
MUST_CHECK enum status store_put(struct store *store, enum table table,
				 struct slice key, struct slice value,
				 struct err *err);
MUST_CHECK enum status store_delete(struct store *store, enum table table,
				    struct slice key, struct err *err);

/*
 * The last key below `below` (size 0: the last of the table), copied into
 * *key; STATUS_NOT_FOUND when there is none.
 */
MUST_CHECK enum status store_last(struct store *store, enum table table,
				  struct slice below, struct text *key,
				  struct err *err);

/* Pairs in key order. Begins at the first key that is not below `from`. */
MUST_CHECK enum status store_cursor_open(struct store *store, enum table table,
					 struct slice from,
					 struct store_cursor **cursor,
					 struct err *err);
MUST_CHECK enum status store_cursor_next(struct store_cursor *cursor,
					 struct slice *key, struct slice *value,
					 struct err *err);
void store_cursor_close(struct store_cursor *cursor);

/*
 * Read every page of every table's file outside of any environment (a bad
 * page would take that down) and tell what is damaged: the file, and what
 * Berkeley DB's own verification says of it. The caller holds the lock.
 */
typedef void (*scan_fn)(void *owner, const char *file, const char *what);
MUST_CHECK enum status store_scan(const char *directory, scan_fn tell,
				  void *owner, struct err *err);

/* Empty a table, within the transaction. */
MUST_CHECK enum status store_empty(struct store *store, enum table table,
				   struct err *err);

/* Name of a table, for messages. */
const char *table_name(enum table table);

#endif /* LEDGER_STORE_STORE_H */
