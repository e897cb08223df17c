/* moment.c: the history of an item, cut off at a day and at an entry. */
#include "reports/moment.h"

static bool sees_change(struct moment moment, const struct change *change)
{
	return moment_sees(moment, change->day, change->seq);
}

/* Index of the change that entry `seq` made, below `before`; or `before`. */
static size_t find_change(const struct item *item, uint32_t seq, size_t before)
{
	size_t i;

	for (i = before; i > 0; i--)
		if (item->changes[i - 1].seq == seq)
			return i - 1;
	return before;
}

/*
 * A change that was taken back on its own day left no trace; one that was
 * taken back later leaves the change that takes it back.
 */
const struct change *moment_change(const struct item *item,
				   struct moment moment)
{
	size_t i = item->change_count;

	while (i > 0) {
		const struct change *change = &item->changes[i - 1];
		size_t undone;

		if (!sees_change(moment, change)) {
			i--;
			continue;
		}
		if (change->undoes == 0)
			return change;
		undone = find_change(item, change->undoes, i - 1);
		if (undone == i - 1 || item->changes[undone].day != change->day)
			return change;
		i = undone;
	}
	return NULL;
}

static bool taken_back(const struct item *item, uint32_t seq,
		       struct moment moment)
{
	size_t i;

	for (i = 0; i < item->change_count; i++)
		if (item->changes[i].undoes == seq &&
		    sees_change(moment, &item->changes[i]))
			return true;
	return false;
}

const struct change *moment_reached(const struct item *item, enum state state,
				    struct moment moment)
{
	size_t i;

	for (i = item->change_count; i > 0; i--) {
		const struct change *change = &item->changes[i - 1];

		if (change->state == (uint8_t)state &&
		    sees_change(moment, change) &&
		    !taken_back(item, change->seq, moment))
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
