/*
 * proved.h: a book that lies in a directory, proved from its journal.
 *
 * First the pages, outside of any environment; with findings there the book
 * is not opened. Findings are told, and counted in verdict->findings.
 */
#ifndef BATCH_STEPS_PROVED_H
#define BATCH_STEPS_PROVED_H

#include "ledger/verify.h"

MUST_CHECK enum status prove_book(const char *directory, int wait_seconds,
				  finding_fn tell, void *owner,
				  struct verdict *verdict, struct err *err);

/*
 * The same of what came since the last seal, at a cost that follows that;
 * all of it where nothing was sealed (verify_since_seal).
 */
MUST_CHECK enum status prove_new(const char *directory, int wait_seconds,
				 finding_fn tell, void *owner,
				 struct verdict *verdict, struct err *err);

#endif /* BATCH_STEPS_PROVED_H */
