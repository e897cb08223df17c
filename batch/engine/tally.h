/*
 * tally.h: the proof of an import: read = posted + duplicate + rejected, in
 * rows and in money per currency (BATCH.md section 3).
 *
 * Units       minor units of each currency; a row without a readable amount
 *             counts as such and is in no sum.
 * Invariant   each row is added once to what was read and once to what
 *             became of it; tally_proves compares the two.
 * Errors      a sum that does not fit 64 bits sets `overflow` of its
 *             currency, and its sums mean nothing from there on.
 */
#ifndef BATCH_ENGINE_TALLY_H
#define BATCH_ENGINE_TALLY_H

#include "ledger/base/currency.h"
#include "ledger/base/text.h"
#include "ledger/runs.h"

#include <stdbool.h>
#include <stdint.h>

enum tally_kind {
	TALLY_READ,
	TALLY_POSTED,
	TALLY_DUPLICATE,
	TALLY_REJECTED,
	TALLY_KIND_COUNT
};

_Static_assert((int)TALLY_KIND_COUNT == (int)RUN_SUMS,
	       "a run records each of them");

struct tally_money {
	bool used;
	bool overflow;
	int64_t minor[TALLY_KIND_COUNT];
};

struct tally {
	uint64_t rows[TALLY_KIND_COUNT];
	uint64_t moneyless[TALLY_KIND_COUNT]; /* no readable amount */
	struct tally_money money[CURRENCY_NONE];
};

void tally_init(struct tally *tally);

/* A row without a readable amount, and one with. */
void tally_add(struct tally *tally, enum tally_kind became);
void tally_add_money(struct tally *tally, enum tally_kind became,
		     uint8_t currency, int64_t minor);

/* Is what was read what was posted, duplicate and rejected? */
bool tally_proves(const struct tally *tally);

/* The field RUN_MONEY: CUR:read:posted:duplicate:rejected, by spaces. */
void tally_text(const struct tally *tally, struct text *out);

/* The tally that a run recorded; its moneyless rows are not known. */
void tally_of_run(struct tally *tally, const struct run *run);

#endif /* BATCH_ENGINE_TALLY_H */
