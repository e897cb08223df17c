/*
 * moment.h: an item as it stood at the end of a day, as far as the book
 * was known then.
 *
 * A row of the book belongs to a moment when it is dated by that day and
 * was entered before the entry from which on nothing is known. Later rows
 * never change a past moment (REPORTS.md section 1).
 *
 * Ownership   what is returned is borrowed from the item.
 */
#ifndef REPORTS_MOMENT_H
#define REPORTS_MOMENT_H

#include "ledger/book.h"

struct moment {
	int32_t day;
	uint32_t known_at; /* entries from this number on are unknown; 0: all */
};

/* Was entry `seq`, dated `day`, on the book? */
static inline bool moment_sees(struct moment moment, int32_t day, uint32_t seq)
{
	return day <= moment.day &&
	       (moment.known_at == 0 || seq < moment.known_at);
}

/*
 * The change that gave the item its state, or NULL before the first. Its
 * state is STATE_NONE where the item's first event was reversed.
 */
const struct change *moment_change(const struct item *item,
				   struct moment moment);

/* The last change to a state that was not taken back, or NULL. */
const struct change *moment_reached(const struct item *item, enum state state,
				    struct moment moment);

/* The day on which that happened; DAY_NONE when it did not. */
int32_t moment_since(const struct item *item, enum state state,
		     struct moment moment);

/* Balance of an account, or a sum. */
int64_t moment_balance(const struct item *item, enum account account,
		       uint8_t currency, struct moment moment);

/* The latest text of a column; size 0: none. */
struct slice moment_text(const struct item *item, uint8_t column,
			 struct moment moment);

/* Was what entry `seq` did here reversed? */
bool moment_undone(const struct item *item, uint32_t seq, struct moment moment);

/* The currency that the item was kept in. */
uint8_t moment_currency(const struct item *item, struct moment moment);

#endif /* REPORTS_MOMENT_H */
