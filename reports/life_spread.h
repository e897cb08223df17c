/*
 * life_spread.h: what a waterfall did, unit by unit, worked out again.
 *
 * An entry keeps its lines, not the shares behind them. They follow from
 * the items as they were before it: so a past spread can always be told,
 * and held against the lines (EVENTS.md section 4).
 *
 * Purity      item_before and spread_out know nothing but their arguments.
 * Units       minor units.
 * Ownership   item_before's item is the caller's (item_free); a spread's
 *             arrays live in its arena.
 */
#ifndef REPORTS_LIFE_SPREAD_H
#define REPORTS_LIFE_SPREAD_H

#include "ledger/base/arena.h"
#include "ledger/book.h"

enum { SPREAD_STEPS = 3 }; /* victims, subrogated, written off */

/* One taker of a share: an award, or a fund's claim on it. */
struct spread_share {
	struct slice claim;
	enum fund fund;	   /* of steps 2 and 3 */
	int64_t most;	   /* what it could take on every day */
	int64_t floor;	   /* pro rata, rounded down; all, if covered */
	int64_t remainder; /* of sum: floor = (most * money - it) / sum */
	int64_t part;	   /* floor, or one more */
	size_t rank;	   /* by remainder, from 1; 0: nothing was left */
	bool tie;	   /* another with this remainder fared differently */
};

/* Shares stand in the order that breaks ties. */
struct spread_step {
	struct spread_share *shares;
	size_t count;
	int64_t money; /* that came to this step */
	int64_t sum;   /* of all `most` */
	int64_t left;  /* units that went by largest remainder */
};

struct spread {
	struct spread_step steps[SPREAD_STEPS];
	struct slice home;
	struct slice offender;
	uint8_t currency;
	int64_t amount;
	int64_t rest;	 /* behind all steps */
	bool as_entered; /* the entry's lines say the same */
};

/* The item as it was before entry `seq`: its history without what follows. */
struct item *item_before(const struct item *item, uint32_t seq);

/* Spread money over one step; returns what none of its shares could take. */
int64_t spread_out(struct spread_step *step, int64_t money);

/* Does this event spread money? */
bool spread_happens(enum event_code event);

/* Work out what the entry did. */
MUST_CHECK enum status spread_read(struct book *book, const struct entry *entry,
				   struct arena *arena, struct spread *spread,
				   struct err *err);

#endif /* REPORTS_LIFE_SPREAD_H */
