/*
 * rewind.h: a book as it was behind an earlier run.
 *
 * What came later is cut off the journal and the run chain, and all that is
 * derived from them is made anew by playing the journal: the heads are then
 * those that the run recorded. For a copy of a book, never for the book: its
 * later entries were acknowledged.
 *
 * Private     to the files of ledger/.
 */
#ifndef LEDGER_REWIND_H
#define LEDGER_REWIND_H

#include "ledger/book.h"
#include "ledger/verify.h"

/*
 * The run that `until` names: "run:N", or the last one that ended not later
 * than YYYY-MM-DDThh:mm:ssZ. STATUS_INVALID when there is none.
 */
MUST_CHECK enum status rewind_find(struct book *book, const char *until,
				   uint32_t *run, struct err *err);

struct rewind {
	uint32_t run;
	const char *scratch; /* as in struct replay_options */
	finding_fn tell;
	void *owner;
};

/* Cut everything behind a run off a book that is open for writing. */
MUST_CHECK enum status rewind_to(struct book *book, const struct rewind *rewind,
				 uint64_t *findings, struct err *err);

#endif /* LEDGER_REWIND_H */
