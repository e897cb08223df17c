/*
 * proof.h: what the passes of verify share; for the files of this room.
 *
 * The journal's lines and the items' moves are the same set of facts kept
 * twice. Each pass sums a mixed 64-bit number per fact, twice with other
 * seeds, so that the sums agree exactly when the sets do, in any order and
 * in flat memory.
 */
#ifndef LEDGER_PROOF_H
#define LEDGER_PROOF_H

#include "ledger/bookparts.h"
#include "ledger/touched.h"
#include "ledger/verify.h"

/* A sum over a set of facts that does not depend on their order. */
struct set_sum {
	uint64_t a;
	uint64_t b;
	uint64_t count;
};

struct proof {
	struct book *book;
	struct seal from;	 /* number 0: from the first entry on */
	struct touched *touched; /* since the seal; NULL without one */
	finding_fn tell;
	void *owner;
	struct verdict *verdict;
	struct totals *journal_totals; /* from the lines of entries */
	struct totals *item_totals;    /* from the moves of items */
	struct set_sum lines, moves;
	struct set_sum principals, item_principals;
	struct set_sum states, item_states; /* that the table names */
	struct set_sum entry_ids, stored_ids;
	bool redenominating; /* was the entry before one of those? */
	char redenomination_id[LIMIT_ID_BYTES + 1];
};

/* Tell a finding; only the first of a kind is told in full. */
void proof_finding(struct proof *proof, const char *kind, const char *format,
		   ...) __attribute__((format(printf, 3, 4)));

void set_add(struct set_sum *set, const void *bytes, size_t size);
bool set_equal(const struct set_sum *a, const struct set_sum *b);

/* One move of an item, as a fact. */
void set_add_move(struct set_sum *set, struct slice item,
		  const struct move *move);

/* The sum that an event gives an award, as a fact. */
void set_add_sum(struct set_sum *set, struct slice claim, uint32_t seq,
		 enum account sum, int64_t amount);

/* Is it one of the entries that are proved, or of before the seal? */
static inline bool proof_since(const struct proof *proof, uint32_t seq)
{
	return seq > proof->from.entries;
}

/* Does the index know an id by this entry? Asked entry by entry. */
bool proof_indexed(struct proof *proof, const struct entry *entry);

/* The passes. */
MUST_CHECK enum status proof_journal(struct proof *proof, struct err *err);
MUST_CHECK enum status proof_items(struct proof *proof, struct err *err);
MUST_CHECK enum status proof_totals(struct proof *proof, struct err *err);
MUST_CHECK enum status proof_ids(struct proof *proof, struct err *err);
MUST_CHECK enum status proof_files(struct proof *proof, struct err *err);
MUST_CHECK enum status proof_debts(struct proof *proof, struct err *err);

/* Which entry's line is not among the moves of its item? */
MUST_CHECK enum status proof_find_line(struct proof *proof, struct err *err);

#endif /* LEDGER_PROOF_H */
