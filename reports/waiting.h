/*
 * waiting.h: how long the money has waited that an item holds on an
 * account.
 *
 * Money that goes out is taken to be the oldest (first in, first out): so
 * what is left came in last, and the day asked for is that of the oldest
 * part of it. A redenomination is no coming in: the day is looked for in
 * the currency before it.
 *
 * Errors      none.
 */
#ifndef REPORTS_WAITING_H
#define REPORTS_WAITING_H

#include "reports/moment.h"

/*
 * The `since` of the oldest part of a balance, on the account's own side
 * (credit for what is held, debit for an excess); DAY_NONE when there is
 * none.
 */
int32_t waiting_since(const struct item *item, enum account account,
		      uint8_t currency, struct moment moment);

#endif /* REPORTS_WAITING_H */
