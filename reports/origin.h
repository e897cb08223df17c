/*
 * origin.h: the event that brought an item to a state, and what that very
 * event said.
 *
 * A code may be used again once an item's first event was reversed, and a
 * policy has stage after stage: then a text that the later event left out
 * must not be filled from the earlier one. So what one event said is asked
 * for by its entry.
 *
 * Ownership   what is returned is borrowed from the item.
 */
#ifndef REPORTS_ORIGIN_H
#define REPORTS_ORIGIN_H

#include "reports/moment.h"

/* The last change by such an event that stands at the moment, or NULL. */
const struct change *origin_change(const struct item *item,
				   enum event_code event, struct moment moment);

/* The day on which that happened; DAY_NONE when it did not. */
int32_t origin_since(const struct item *item, enum event_code event,
		     struct moment moment);

/* What entry `seq` said in a column: a text, size 0 when it is empty. */
struct slice origin_text(const struct item *item, uint32_t seq, uint8_t column);

/* The same as a day; DAY_NONE when it is empty. */
int32_t origin_day(const struct item *item, uint32_t seq, uint8_t column);

#endif /* REPORTS_ORIGIN_H */
