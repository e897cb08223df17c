/*
 * owed.h: the debts of a transaction under way; for the files of this room
 * alone (debts.h is the face).
 *
 * Memory      16 bytes an open debt, and nothing while the book has none.
 */
#ifndef LEDGER_OWED_H
#define LEDGER_OWED_H

#include "ledger/debts.h"

struct owed;
struct store;

MUST_CHECK enum status owed_open(struct store *store, struct owed **owed,
				 struct err *err);
void owed_close(struct owed *owed);

/* A run begins: `run` is the number it will have. */
void owed_begin(struct owed *owed, uint32_t run);

/* An event of this id was posted: what was owed for it is cleared. */
MUST_CHECK enum status owed_clear(struct owed *owed, struct slice id,
				  uint32_t entry, int32_t today,
				  struct err *err);

/* The field RUN_DEBTS of the run under way; "" when it recorded none. */
void owed_digest(const struct owed *owed, char out[DIGEST_HEX_SIZE]);

/* One debt to bytes and back; false: the bytes contradict themselves. */
void debt_pack(const struct debt *debt, struct text *out);
bool debt_unpack(struct slice key, struct slice value, struct debt *debt);

/* The line of a debt that the hash of its run is made of (debts.h). */
void debt_line(const struct debt *debt, struct text *out);

#endif /* LEDGER_OWED_H */
