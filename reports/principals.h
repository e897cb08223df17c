/*
 * principals.h: where a redenomination gave an award another principal than
 * the old one at 1/factor: once its parts are rounded one by one, the
 * principal is what the identity needs (EVENTS.md, currency.redenominated),
 * and the difference has to be listed.
 *
 * Units       minor units of the new currency.
 * Memory      a line a difference; a cursor a redenomination.
 * Ownership   texts are borrowed until principals_close.
 */
#ifndef REPORTS_PRINCIPALS_H
#define REPORTS_PRINCIPALS_H

#include "reports/moment.h"

struct principal {
	struct slice claim;
	struct slice event; /* id of the redenomination */
	int32_t day;
	uint8_t currency; /* the new one */
	int64_t needed;	  /* by the identity */
	int64_t converted;
};

struct principals;

struct principals *principals_new(struct book *book, struct moment moment);
void principals_close(struct principals *principals);

/* The differences of a claim, in order of the redenominations. */
MUST_CHECK enum status principals_add(struct principals *principals,
				      const struct item *claim,
				      struct err *err);

/* In the order in which the claims were added. */
size_t principals_count(const struct principals *principals);
const struct principal *principals_at(const struct principals *principals,
				      size_t i);

#endif /* REPORTS_PRINCIPALS_H */
