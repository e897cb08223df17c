/*
 * redenomination.c: one item's open balances from a currency that ends into
 * the one that takes its place, at 1/factor, half away from zero on the
 * magnitude; the item's own sums likewise. What rounding leaves stays on
 * the conversion accounts, where it can be listed.
 */
#include "ledger/rules/play.h"

#include <assert.h>

bool redenomination_fits(const struct event *event, int64_t amount)
{
	return event_redenominate(event, amount) <= INT64_MAX / 4;
}

static int64_t redenominated(const struct event *event, int64_t amount)
{
	uint64_t result = event_redenominate(event, amount);

	assert(result <= INT64_MAX);
	return amount < 0 ? -(int64_t)result : (int64_t)result;
}

static void convert_balance(struct play *play, struct item *item,
			    enum account account, int64_t balance)
{
	const struct event *event = play->event;
	enum account conversion = account_conversion(account);
	int64_t opened = redenominated(event, balance);

	play_line_in(play, account, item, event->currency, -balance);
	play_line_in(play, conversion, NULL, event->currency, balance);
	play_line_in(play, account, item, event->quote, opened);
	play_line_in(play, conversion, NULL, event->quote, -opened);
}

static void move_sum(struct play *play, struct item *item, enum account sum,
		     int64_t before, int64_t after)
{
	uint8_t currency = play->event->currency;

	play_sum(play, sum, item, -before);
	play->event->currency = play->event->quote;
	play_sum(play, sum, item, after);
	play->event->currency = currency;
}

/* The principal is what the identity needs once all parts are rounded. */
static int64_t needed_principal(const struct play *play,
				const struct item *item)
{
	const struct event *event = play->event;
	static const struct {
		enum account account;
		int sign;
	} parts[] = {
		{ACCOUNT_AWARDS_OWED, 1},
		{ACCOUNT_TRUST_VICTIMS, -1},
		{ACCOUNT_TRUST_UNCLAIMED, -1},
		{SUM_PAID, 1},
		{SUM_DIRECT, 1},
		{SUM_ADVANCED, 1},
		{ACCOUNT_AWARDS_EXCESS, -1},
		{SUM_INDEXATION, -1},
	};
	int64_t principal = 0;
	size_t i;

	for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
		principal +=
			parts[i].sign *
			redenominated(event, item_ending(item, parts[i].account,
							 event->currency));
	return principal;
}

static void convert_sums(struct play *play, struct item *item)
{
	bool award =
		item->kind == ITEM_CLAIM && (item_state(item) == STATE_FINAL ||
					     item_state(item) == STATE_QUASHED);
	size_t i;

	for (i = 0; i < item->ending_count; i++) {
		enum account sum = (enum account)item->endings[i].account;
		int64_t amount = item->endings[i].amount;

		if (!account_is_sum(sum) ||
		    item->endings[i].currency != play->event->currency)
			continue;
		if (sum != SUM_PRINCIPAL || !award)
			move_sum(play, item, sum, amount,
				 redenominated(play->event, amount));
		else
			move_sum(play, item, sum, amount, 0);
	}
	if (award && item->currency == play->event->currency)
		move_sum(play, item, SUM_PRINCIPAL, 0,
			 needed_principal(play, item));
}

/* All of an item, or (item NULL) of the accounts that carry none. */
void play_redenomination(struct play *play, struct item *item)
{
	uint8_t currency = play->event->currency;
	size_t rank;

	for (rank = 0; rank < account_ranks(); rank++) {
		enum account account = account_ranked(rank);
		int64_t balance;

		if (account_conversion(account) == account ||
		    account_row(account)->item !=
			    (item == NULL ? ITEM_NONE : item->kind))
			continue;
		balance = item == NULL ? play->shelf
						 ->series(play->shelf->owner,
							  account, currency)
						 ->ending
				       : item_ending(item, account, currency);
		if (balance != 0)
			convert_balance(play, item, account, balance);
	}
	if (item != NULL)
		convert_sums(play, item);
}
