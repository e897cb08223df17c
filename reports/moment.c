/* moment.c: the history of an item, cut off at a day and at an entry. */
#include "reports/moment.h"

const struct change *moment_change(const struct item *item,
				   struct moment moment)
{
	size_t i;

	for (i = item->change_count; i > 0; i--) {
		const struct change *change = &item->changes[i - 1];

		if (moment_sees(moment, change->day, change->seq))
			return change;
	}
	return NULL;
}

const struct change *moment_reached(const struct item *item, enum state state,
				    struct moment moment)
{
	size_t i;

	for (i = item->change_count; i > 0; i--) {
		const struct change *change = &item->changes[i - 1];

		if (change->state == (uint8_t)state &&
		    moment_sees(moment, change->day, change->seq))
			return change;
	}
	return NULL;
}

int32_t moment_since(const struct item *item, enum state state,
		     struct moment moment)
{
	const struct change *change = moment_reached(item, state, moment);

	return change == NULL ? DAY_NONE : change->since;
}

int64_t moment_balance(const struct item *item, enum account account,
		       uint8_t currency, struct moment moment)
{
	uint64_t balance = 0; /* wraps between day-ends, ends right */
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->account == (uint8_t)account &&
		    move->currency == currency &&
		    moment_sees(moment, move->day, move->seq))
			balance += (uint64_t)move->amount;
	}
	return (int64_t)balance;
}

struct slice moment_text(const struct item *item, uint8_t column,
			 struct moment moment)
{
	struct slice text = {"", 0};
	size_t i;

	for (i = item->fact_count; i > 0; i--) {
		const struct fact *fact = &item->facts[i - 1];

		if (fact->column != column ||
		    !moment_sees(moment, fact->day, fact->seq))
			continue;
		text.bytes = item->texts.bytes + fact->offset;
		text.size = fact->size;
		break;
	}
	return text;
}
