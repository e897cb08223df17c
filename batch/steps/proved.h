/*
 * proved.h: a book that lies in a directory, proved from its journal as far
 * as it was not proved before.
 *
 * What came since the last seal is proved, at a cost that follows that; all
 * of it where nothing was sealed (verify_since_seal). The pages are looked
 * at, outside of any environment, where all is, and where the book cannot be
 * read. Findings are told, and counted in verdict->findings.
 */
#ifndef BATCH_STEPS_PROVED_H
#define BATCH_STEPS_PROVED_H

#include "ledger/verify.h"

MUST_CHECK enum status prove_new(const char *directory, int wait_seconds,
				 finding_fn tell, void *owner,
				 struct verdict *verdict, struct err *err);

#endif /* BATCH_STEPS_PROVED_H */
