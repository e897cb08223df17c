/* moment.c: the history of an item, cut off at a day and at an entry. */
#include "reports/moment.h"

/* The first entry of which nothing is known. */
static uint32_t unknown_from(struct moment moment)
{
	return moment.known_at == 0 ? ITEM_ALL_KNOWN : moment.known_at;
}

const struct change *moment_change(const struct item *item,
				   struct moment moment)
{
	return item_change_known(item, moment.day, unknown_from(moment));
}

const struct change *moment_reached(const struct item *item, enum state state,
				    struct moment moment)
{
	return item_reached_known(item, state, moment.day,
				  unknown_from(moment));
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

/* The number that the text of a FACT_REVERSED begins with. */
static uint32_t reversed_entry(const struct item *item, const struct fact *fact)
{
	const char *text = item->texts.bytes + fact->offset;
	uint32_t seq = 0;
	size_t i;

	for (i = 0; i < fact->size && text[i] != ' '; i++)
		seq = seq * 10 + (uint32_t)(text[i] - '0');
	return seq;
}

bool moment_undone(const struct item *item, uint32_t seq, struct moment moment)
{
	size_t i;

	for (i = item->fact_count; i > 0; i--) {
		const struct fact *fact = &item->facts[i - 1];

		if (fact->column == FACT_REVERSED &&
		    moment_sees(moment, fact->day, fact->seq) &&
		    reversed_entry(item, fact) == seq)
			return true;
	}
	return false;
}

/*
 * An item that was redenominated keeps its currencies as facts, the first
 * of them from its first day on.
 */
uint8_t moment_currency(const struct item *item, struct moment moment)
{
	uint8_t currency = item->currency;
	size_t i;

	for (i = item->fact_count; i > 0; i--) {
		const struct fact *fact = &item->facts[i - 1];

		if (fact->column != COLUMN_CURRENCY)
			continue;
		currency = currency_find(item->texts.bytes + fact->offset,
					 fact->size);
		if (moment_sees(moment, fact->day, fact->seq))
			break;
	}
	return currency;
}
