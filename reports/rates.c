/* rates.c: rates and redenominations of the journal, by day. */
#include "reports/rates.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum { RATE_PLACES = 10, STEPS_MAX = 4, TEN = 10 };

/* Wide enough for an amount times a factor times a rate's ten places. */
__extension__ typedef __int128 wide;

/* 1 of `currency` is `number` / 10^places of `quote`, from `day` on. */
struct rate {
	int32_t day;
	uint32_t seq;
	uint8_t currency;
	uint8_t quote;
	struct decimal number;
};

struct rates {
	struct rate *rate; /* by day, then entry */
	size_t rate_count, rate_room;
	struct rate *turn; /* redenominations: 1 quote = number currency */
	size_t turn_count, turn_room;
};

static void add(struct rate **list, size_t *count, size_t *room,
		const struct entry *entry, enum column column)
{
	const struct event *event = &entry->event;
	struct slice text = event_field(event, column);
	struct rate rate = {event->date,
			    entry->seq,
			    event->currency,
			    event->quote,
			    {0, 0, false}};

	if (decimal_parse(text.bytes, text.size, RATE_PLACES, &rate.number) !=
		    DECIMAL_OK ||
	    rate.number.mantissa == 0 || rate.number.huge)
		return;
	*list = mem_grow(*list, room, *count + 1, sizeof **list);
	(*list)[(*count)++] = rate;
}

void rates_look(struct rates *rates, const struct entry *entry)
{
	if (entry->event.code == EVENT_RATE_SET)
		add(&rates->rate, &rates->rate_count, &rates->rate_room, entry,
		    COLUMN_RATE);
	else if (entry->event.code == EVENT_CURRENCY_REDENOMINATED &&
		 (rates->turn_count == 0 ||
		  rates->turn[rates->turn_count - 1].currency !=
			  entry->event.currency))
		add(&rates->turn, &rates->turn_count, &rates->turn_room, entry,
		    COLUMN_FACTOR);
}

struct rates *rates_new(void)
{
	return mem_alloc(sizeof(struct rates));
}

static int by_day(const void *a, const void *b)
{
	const struct rate *left = a;
	const struct rate *right = b;

	if (left->day != right->day)
		return left->day < right->day ? -1 : 1;
	return left->seq < right->seq ? -1 : left->seq > right->seq;
}

void rates_ready(struct rates *rates)
{
	if (rates->rate_count > 1)
		qsort(rates->rate, rates->rate_count, sizeof *rates->rate,
		      by_day);
}

void rates_free(struct rates *rates)
{
	if (rates == NULL)
		return;
	free(rates->rate);
	free(rates->turn);
	free(rates);
}

/* The last rate of two currencies by a day, either way round, or NULL. */
static const struct rate *find(const struct rates *rates, uint8_t a, uint8_t b,
			       int32_t day)
{
	const struct rate *found = NULL;
	size_t i;

	for (i = 0; i < rates->rate_count; i++) {
		const struct rate *rate = &rates->rate[i];

		if (rate->day > day)
			break;
		if ((rate->currency == a && rate->quote == b) ||
		    (rate->currency == b && rate->quote == a))
			found = rate;
	}
	return found;
}

/* The turn after `day` that made this currency, or NULL. */
static const struct rate *find_turn(const struct rates *rates, uint8_t currency,
				    int32_t day)
{
	size_t i;

	for (i = 0; i < rates->turn_count; i++)
		if (rates->turn[i].quote == currency &&
		    rates->turn[i].day > day)
			return &rates->turn[i];
	return NULL;
}

static bool scale(wide *number, int places)
{
	while (places-- > 0)
		if (__builtin_mul_overflow(*number, TEN, number))
			return false;
	return true;
}

/* over * 10^up times number, over * 10^down; false when it is too wide. */
static bool multiply(wide *over, wide *under, const struct decimal *by,
		     bool upwards)
{
	wide *many = upwards ? over : under;
	wide *few = upwards ? under : over;

	return !__builtin_mul_overflow(*many, (wide)by->mantissa, many) &&
	       scale(few, by->places);
}

static bool settle(wide over, wide under, int64_t *out)
{
	wide result = over / under;

	if (over % under >= under - over % under)
		result++;
	if (result > INT64_MAX)
		return false;
	*out = (int64_t)result;
	return true;
}

bool rates_tell(const struct rates *rates, struct rates_amount amount,
		int32_t day, uint8_t quote, int64_t *out)
{
	wide over = amount.minor, under = 1;
	uint8_t currency = amount.currency;
	const struct rate *rate;
	int steps = 0;

	while ((rate = find_turn(rates, currency, day)) != NULL &&
	       steps++ < STEPS_MAX) {
		if (!multiply(&over, &under, &rate->number, true))
			return false;
		currency = rate->currency;
	}
	if (currency != quote) {
		rate = find(rates, currency, quote, day);
		if (rate == NULL || !multiply(&over, &under, &rate->number,
					      rate->currency == currency))
			return false;
	}
	if (!scale(&over, currency_digits(quote)) ||
	    !scale(&under, currency_digits(amount.currency)))
		return false;
	return settle(over, under, out);
}
