/* waiting.c: back from the last move until what came in covers the rest. */
#include "reports/waiting.h"

__extension__ typedef unsigned __int128 wide;

/* What still has to be covered, and where the walk stands. */
struct walk {
	const struct item *item;
	struct moment moment;
	enum account account;
	uint8_t currency;
	uint64_t rest;
};

/* What the move brought in, on the account's own side; 0 when it took. */
static uint64_t brought(const struct walk *walk, const struct move *move)
{
	int64_t amount = move->amount;

	if (move->account != (uint8_t)walk->account ||
	    move->currency != walk->currency ||
	    !moment_sees(walk->moment, move->day, move->seq))
		return 0;
	if (account_sign(walk->account) < 0)
		return amount < 0 ? 0 - (uint64_t)amount : 0;
	return amount > 0 ? (uint64_t)amount : 0;
}

static uint64_t magnitude(int64_t amount)
{
	return amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
}

/*
 * The same entry closed the balance in the currency before: the rest is
 * the newest part of it in the same proportion. False when there is none.
 */
static bool go_before(struct walk *walk, const struct move *opened)
{
	const struct item *item = walk->item;
	size_t i;

	if (opened->event != EVENT_CURRENCY_REDENOMINATED)
		return false;
	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];
		wide all = magnitude(opened->amount);

		if (move->seq != opened->seq ||
		    move->account != opened->account ||
		    move->currency == opened->currency)
			continue;
		walk->rest =
			(uint64_t)(((wide)walk->rest * magnitude(move->amount) +
				    all - 1) /
				   all);
		walk->currency = move->currency;
		return true;
	}
	return false;
}

int32_t waiting_since(const struct item *item, enum account account,
		      uint8_t currency, struct moment moment)
{
	int64_t balance = moment_balance(item, account, currency, moment);
	struct walk walk = {item, moment, account, currency, 0};
	int32_t oldest = DAY_NONE;
	size_t i;

	if (account_sign(account) < 0)
		balance = (int64_t)(0 - (uint64_t)balance);
	if (balance <= 0)
		return DAY_NONE;
	walk.rest = (uint64_t)balance;
	for (i = item->move_count; i > 0 && walk.rest > 0; i--) {
		const struct move *move = &item->moves[i - 1];
		uint64_t amount = brought(&walk, move);

		if (amount == 0 || go_before(&walk, move))
			continue;
		oldest = move->since;
		walk.rest = amount < walk.rest ? walk.rest - amount : 0;
	}
	return oldest;
}
