/* origin.c: changes by their event, facts by their entry. */
#include "reports/origin.h"

const struct change *origin_change(const struct item *item,
				   enum event_code event, struct moment moment)
{
	size_t i;

	for (i = item->change_count; i > 0; i--) {
		const struct change *change = &item->changes[i - 1];

		if (change->event == (uint8_t)event && change->undoes == 0 &&
		    moment_sees(moment, change->day, change->seq) &&
		    !moment_undone(item, change->seq, moment))
			return change;
	}
	return NULL;
}

int32_t origin_since(const struct item *item, enum event_code event,
		     struct moment moment)
{
	const struct change *change = origin_change(item, event, moment);

	return change == NULL ? DAY_NONE : change->since;
}

struct slice origin_text(const struct item *item, uint32_t seq, uint8_t column)
{
	struct slice text = {"", 0};
	size_t i;

	for (i = 0; i < item->fact_count; i++) {
		const struct fact *fact = &item->facts[i];

		if (fact->seq != seq || fact->column != column)
			continue;
		text.bytes = item->texts.bytes + fact->offset;
		text.size = fact->size;
		break;
	}
	return text;
}

int32_t origin_day(const struct item *item, uint32_t seq, uint8_t column)
{
	struct slice text = origin_text(item, seq, column);
	int32_t day;

	return day_parse(text.bytes, text.size, &day) ? day : DAY_NONE;
}
