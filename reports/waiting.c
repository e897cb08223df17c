/*
 * waiting.c: back from the last move until what came in covers the rest;
 * where a redenomination poured one currency into another that was held
 * already, forward from the first, lot by lot.
 */
#include "reports/waiting.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 wide;

/* A lot is counted in parts of a minor unit: a redenomination divides it. */
enum { LOT_BITS = 40, LOT_DUST_BITS = 20 };

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

/* ---- lot by lot ---------------------------------------------------------- */

/* What came in at once, as much of it as is left, in order of coming. */
struct lot {
	int32_t since;
	uint8_t currency;
	wide left;
};

struct lots {
	struct lot *list;
	size_t count, room;
	wide short_of[UINT8_MAX + 1]; /* went out before it came in */
};

static void come(struct lots *lots, const struct move *move, wide amount)
{
	wide *owed = &lots->short_of[move->currency];
	wide paid = *owed < amount ? *owed : amount;
	struct lot lot = {move->since, move->currency, amount - paid};

	*owed -= paid;
	lots->list = mem_grow(lots->list, &lots->room, lots->count + 1,
			      sizeof *lots->list);
	lots->list[lots->count++] = lot;
}

/* The oldest goes first. */
static void go(struct lots *lots, uint8_t currency, wide amount)
{
	size_t i;

	for (i = 0; i < lots->count && amount > 0; i++) {
		struct lot *lot = &lots->list[i];
		wide taken = lot->left < amount ? lot->left : amount;

		if (lot->currency != currency)
			continue;
		lot->left -= taken;
		amount -= taken;
	}
	lots->short_of[currency] += amount;
}

/* Every lot of one currency goes on in another, at opened / closed. */
static void pour(struct lots *lots, const struct move *closed,
		 const struct move *opened)
{
	wide before = magnitude(closed->amount);
	wide after = opened == NULL ? 0 : magnitude(opened->amount);
	wide rest = after << LOT_BITS;
	struct lot *last = NULL;
	size_t i;

	for (i = 0; i < lots->count; i++) {
		struct lot *lot = &lots->list[i];

		if (lot->currency != closed->currency || lot->left == 0)
			continue;
		lot->left = lot->left / before * after +
			    lot->left % before * after / before;
		if (lot->left > rest)
			lot->left = rest;
		rest -= lot->left;
		if (opened != NULL)
			lot->currency = opened->currency;
		last = lot;
	}
	if (last != NULL)
		last->left += rest;
}

/* What the same entry opened for what it closed; NULL: nothing. */
static const struct move *opened_by(const struct item *item,
				    const struct move *closed)
{
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->seq == closed->seq &&
		    move->account == closed->account &&
		    move->currency != closed->currency)
			return move;
	}
	return NULL;
}

static bool comes_in(enum account account, int64_t amount)
{
	return (amount < 0) == (account_sign(account) < 0);
}

static void play_lot(struct lots *lots, const struct item *item,
		     enum account account, const struct move *move)
{
	bool in = comes_in(account, move->amount);

	if (move->event == EVENT_CURRENCY_REDENOMINATED) {
		if (!in && move->amount != 0)
			pour(lots, move, opened_by(item, move));
	} else if (in) {
		come(lots, move, (wide)magnitude(move->amount) << LOT_BITS);
	} else {
		go(lots, move->currency,
		   (wide)magnitude(move->amount) << LOT_BITS);
	}
}

static int32_t since_by_lots(const struct walk *asked)
{
	struct lots *lots = mem_alloc(sizeof *lots);
	const struct item *item = asked->item;
	int32_t oldest = DAY_NONE;
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->account == (uint8_t)asked->account &&
		    moment_sees(asked->moment, move->day, move->seq))
			play_lot(lots, item, asked->account, move);
	}
	for (i = lots->count; i > 0; i--)
		if (lots->list[i - 1].currency == asked->currency &&
		    lots->list[i - 1].left >> LOT_DUST_BITS > 0)
			oldest = lots->list[i - 1].since;
	free(lots->list);
	free(lots);
	return oldest;
}

/* ---- from the end -------------------------------------------------------- */

/* Did a redenomination pour into a currency that was held already? */
static bool was_poured(const struct walk *walk)
{
	const struct item *item = walk->item;
	size_t i, j;

	for (i = 0; i < item->move_count; i++) {
		const struct move *opened = &item->moves[i];

		if (opened->event != EVENT_CURRENCY_REDENOMINATED ||
		    opened->account != (uint8_t)walk->account ||
		    !comes_in(walk->account, opened->amount))
			continue;
		for (j = 0; j < i; j++)
			if (item->moves[j].account == opened->account &&
			    item->moves[j].currency == opened->currency)
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
	if (was_poured(&walk))
		return since_by_lots(&walk);
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
