/*
 * verify.h: prove a whole book from its journal.
 *
 * What is recomputed: the chain from the first entry to the head, every
 * segment's hash; each entry's balance per book, fund and currency; every
 * control account's every day; every item's moves against the lines of the
 * entries; the sub-ledgers against their control accounts; the rules of
 * EVENTS.md section 5 and the award identity (awarded from the events, the
 * parts from the balances); the ids; the run chain and the anchor.
 *
 * A finding is not an error: verify_book answers STATUS_OK and hands each
 * to the callback, the first of a kind with its place, then counts.
 */
#ifndef LEDGER_VERIFY_H
#define LEDGER_VERIFY_H

#include "ledger/book.h"

struct finding {
	const char *kind; /* chain, balance, total, item, identity, ... */
	char text[400];	  /* what is wrong, where, and what to do */
};

struct verdict {
	uint64_t findings;
	uint32_t entries;
	uint32_t items;
	uint32_t runs;
	uint32_t sealed_run; /* proved from the seal of this run on; 0: all */
	uint32_t sealed_entries;
	char head[DIGEST_HEX_SIZE];
	char wanted[DIGEST_HEX_SIZE]; /* in: a head kept outside, or "" */
	uint32_t wanted_run;	      /* the run behind which it was; or 0 */
};

typedef void (*finding_fn)(void *owner, const struct finding *finding);

/*
 * The pages of the book's files, before the book is opened: a damaged page
 * takes an environment down. *findings counts what was told; with any, do
 * not open the book but restore it.
 */
MUST_CHECK enum status verify_pages(const char *directory, int wait_seconds,
				    finding_fn tell, void *owner,
				    uint64_t *findings, struct err *err);

/*
 * Play every event of the journal through the rules again, into a book of
 * its own at `scratch`, and compare head and registers; with `rebuild` what
 * is derived (registers, totals, ids, hashes of segments) is then replaced
 * by what was played. The book is open for writing, and not in a
 * transaction. The scratch book is the caller's to remove.
 */
struct replay_options {
	const char *scratch; /* a directory that does not exist */
	bool rebuild;
};

MUST_CHECK enum status verify_replay(struct book *book,
				     const struct replay_options *options,
				     finding_fn tell, void *owner,
				     uint64_t *findings, struct err *err);

MUST_CHECK enum status verify_book(struct book *book, finding_fn tell,
				   void *owner, struct verdict *verdict,
				   struct err *err);

/*
 * The same from the last seal on, at a cost that follows what came since:
 * the chain from the sealed head, the run chain from the closing run, the
 * entries since with their lines, states, sums and ids, every day of the
 * items that they touched, and the control accounts, which without those
 * entries must be what was sealed. What lies before the seal and was not
 * touched since is not looked at: that is what verify_book is for. Without
 * a seal it is verify_book. verdict->wanted is not looked for.
 */
MUST_CHECK enum status verify_since_seal(struct book *book, finding_fn tell,
					 void *owner, struct verdict *verdict,
					 struct err *err);

#endif /* LEDGER_VERIFY_H */
