/* stops.c: stops and starts in pairs, cut to the clock. */
#include "reports/stops.h"

#include "reports/delay.h"

/* Days that [from, to) and the clock [start, stop) share. */
static int32_t shared_days(int32_t from, int32_t to, int32_t start,
			   int32_t stop)
{
	return delay_days(from > start ? from : start, to < stop ? to : stop);
}

/* Is it a row of the item's clock? Its `since` is its text. */
static bool clock_row(const struct item *item, const struct fact *fact,
		      struct moment moment, int32_t *since)
{
	if (fact->column != FACT_STOPPED && fact->column != FACT_STARTED)
		return false;
	return moment_sees(moment, fact->day, fact->seq) &&
	       !moment_undone(item, fact->seq, moment) &&
	       day_parse(item->texts.bytes + fact->offset, fact->size, since);
}

int32_t stops_net_days(const struct item *item, int32_t start, int32_t stop,
		       struct moment moment)
{
	int32_t days = delay_days(start, stop);
	int32_t held = DAY_NONE; /* since a stop that no start has ended */
	int32_t since = DAY_NONE;
	size_t i;

	for (i = 0; i < item->fact_count; i++) {
		const struct fact *fact = &item->facts[i];

		if (!clock_row(item, fact, moment, &since))
			continue;
		if (fact->column == FACT_STOPPED) {
			held = since;
		} else if (held != DAY_NONE) {
			days -= shared_days(held, since, start, stop);
			held = DAY_NONE;
		}
	}
	if (held != DAY_NONE)
		days -= shared_days(held, stop, start, stop);
	return days < 0 ? 0 : days;
}
