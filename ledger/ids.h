/*
 * ids.h: which event ids are on the book, and at which entry.
 *
 * Ids of a transaction gather in memory and are written as one sorted run
 * of packed blocks; runs of like size are merged, eight into one, so their
 * number stays small. A run whose range does not hold an id is not read: a
 * source that counts its ids upwards costs no look-up at all.
 *
 * Limits      IDS_PENDING_MAX ids in memory, then a run is written.
 * Errors      those of the store.
 */
#ifndef LEDGER_IDS_H
#define LEDGER_IDS_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"

struct store;
struct ids;

enum { IDS_PENDING_MAX = 1 << 18, IDS_FAN = 8 };

MUST_CHECK enum status ids_open(struct store *store, struct ids **ids,
				struct err *err);
void ids_close(struct ids *ids);

/*
 * The latest entry of an id (a correction may bear the id of what it
 * corrects); STATUS_NOT_FOUND when it is new.
 */
MUST_CHECK enum status ids_find(struct ids *ids, struct slice id, uint32_t *seq,
				struct err *err);

/* Add an id with its entry, which is later than any other of that id. */
MUST_CHECK enum status ids_add(struct ids *ids, struct slice id, uint32_t seq,
			       struct err *err);

/* Write what is pending, before a commit. */
MUST_CHECK enum status ids_flush(struct ids *ids, struct err *err);

/*
 * Hand every stored id to a function, in no stated order; STATUS_CORRUPT
 * when a look-up would miss one.
 */
MUST_CHECK enum status ids_each(struct ids *ids,
				void (*tell)(void *owner, struct slice id,
					     uint32_t seq),
				void *owner, struct err *err);

#endif /* LEDGER_IDS_H */
