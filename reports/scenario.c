/* scenario.c: the days, in order; on each what happened, then what is given. */
#include "reports/scenario.h"

#include "ledger/base/arena.h"
#include "ledger/base/pack.h"
#include "reports/rowsort.h"
#include "reports/scenario_queue.h"

#include <assert.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 wide;

struct standing {
	int64_t uncollected, held, awarded;
	int64_t subrogated, repaid, lost, repaid_held;
	int64_t cap;
	int32_t due;
	int32_t advanced_on, paid_up;
	uint8_t currency; /* CURRENCY_NONE: not told yet */
	uint8_t limit;
	bool queued;
};

struct scenario {
	const struct scenario_changes *changes;
	const struct scenario_fund *fund;
	int32_t as_of;
	int share_percent;
	struct rowsort *days;
	struct text row; /* being packed */
	struct standing *awards;
	size_t count, room;
	struct scenario_purse *purses; /* [currency] */
	struct scenario_queue *queues; /* [currency] */
	bool overflow;
};

struct scenario *scenario_new(const struct scenario_changes *changes,
			      const struct scenario_fund *fund, int32_t as_of,
			      int share_percent)
{
	struct scenario *scenario = mem_alloc(sizeof *scenario);
	uint8_t currency;

	assert(share_percent > 0 && share_percent <= 100);
	scenario->changes = changes;
	scenario->fund = fund;
	scenario->as_of = as_of;
	scenario->share_percent = share_percent;
	scenario->days = rowsort_new();
	scenario->purses =
		mem_alloc(currency_count() * sizeof *scenario->purses);
	scenario->queues =
		mem_alloc(currency_count() * sizeof *scenario->queues);
	for (currency = 0; currency < currency_count(); currency++) {
		scenario->purses[currency].peak_on = DAY_NONE;
		scenario->purses[currency].short_on = DAY_NONE;
	}
	return scenario;
}

void scenario_free(struct scenario *scenario)
{
	uint8_t currency;

	if (scenario == NULL)
		return;
	for (currency = 0; currency < currency_count(); currency++)
		scenario_queue_release(&scenario->queues[currency]);
	rowsort_free(scenario->days);
	text_release(&scenario->row);
	free(scenario->awards);
	free(scenario->purses);
	free(scenario->queues);
	free(scenario);
}

/* ---- awards and their days ---------------------------------------------- */

void scenario_enter(struct scenario *scenario, int32_t due, int64_t cap)
{
	struct standing *award;

	scenario->awards =
		mem_grow(scenario->awards, &scenario->room, scenario->count + 1,
			 sizeof *scenario->awards);
	award = &scenario->awards[scenario->count++];
	memset(award, 0, sizeof *award);
	award->due = due;
	award->cap = cap;
	award->currency = CURRENCY_NONE;
	award->advanced_on = award->paid_up = DAY_NONE;
}

enum status scenario_tell(struct scenario *scenario,
			  const struct scenario_day *day, struct err *err)
{
	struct text *row = &scenario->row;
	struct slice bytes;

	assert(scenario->count > 0 && day->day >= DAY_FIRST);
	if (day->day > scenario->as_of)
		return STATUS_OK;
	text_clear(row);
	pack_varint(row, (uint64_t)day->day);
	pack_varint(row, scenario->count - 1);
	pack_byte(row, day->currency);
	pack_zigzag(row, day->uncollected);
	pack_zigzag(row, day->held);
	pack_zigzag(row, day->awarded);
	pack_zigzag(row, day->collected);
	pack_zigzag(row, day->direct);
	pack_zigzag(row, day->since);
	bytes.bytes = row->bytes;
	bytes.size = row->size;
	return rowsort_add(scenario->days, DAY_LAST - day->day, bytes, err);
}

/* The next day of any award, days rising; STATUS_END behind the last. */
static enum status next_day(struct scenario *scenario, size_t *award,
			    struct scenario_day *day, struct err *err)
{
	struct slice row;
	struct reader reader;
	enum status status = rowsort_next(scenario->days, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	day->day = (int32_t)read_varint(&reader);
	*award = (size_t)read_varint(&reader);
	day->currency = (uint8_t)read_byte(&reader);
	day->uncollected = read_zigzag(&reader);
	day->held = read_zigzag(&reader);
	day->awarded = read_zigzag(&reader);
	day->collected = read_zigzag(&reader);
	day->direct = read_zigzag(&reader);
	day->since = (int32_t)read_zigzag(&reader);
	assert(!reader.bad && *award < scenario->count);
	return STATUS_OK;
}

/* ---- one award -----------------------------------------------------------
 */

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void add(struct scenario *scenario, int64_t *sum, int64_t amount)
{
	if (!money_add(*sum, amount, sum))
		scenario->overflow = true;
}

/* What the victim waits for beside what the fund gave her. */
static bool waits(const struct standing *award)
{
	return award->uncollected > award->subrogated ||
	       award->held > award->repaid_held;
}

static void follow_clock(struct standing *award, int32_t since)
{
	if (waits(award))
		award->paid_up = DAY_NONE;
	else if (award->paid_up == DAY_NONE)
		award->paid_up = since;
}

/* A sum goes on in the other currency, if it fits there. */
static int64_t carry(struct scenario *scenario,
		     const struct scenario_change *change, int64_t amount)
{
	int64_t result = scenario_forward(change, amount);

	if (result < INT64_MAX && result > -INT64_MAX)
		return result;
	scenario->overflow = true;
	return 0;
}

/* What it owes the fund, or cost it, goes on in the other currency. */
static void change_currency(struct scenario *scenario, struct standing *award,
			    const struct scenario_change *change)
{
	int64_t *const sums[] = {&award->uncollected, &award->held,
				 &award->awarded,     &award->subrogated,
				 &award->repaid,      &award->lost,
				 &award->repaid_held};
	struct scenario_purse *old = &scenario->purses[change->old];
	struct scenario_purse *fresh = &scenario->purses[change->fresh];
	size_t i;

	add(scenario, &old->owing, -(award->subrogated + award->lost));
	for (i = 0; i < sizeof sums / sizeof sums[0]; i++)
		*sums[i] = carry(scenario, change, *sums[i]);
	add(scenario, &fresh->owing, award->subrogated + award->lost);
	if (award->cap != INT64_MAX)
		award->cap = scenario_forward(change, award->cap);
	award->currency = change->fresh;
	/* Rounding may leave nothing to wait for, or something again. */
	if (award->advanced_on != DAY_NONE)
		follow_clock(award, change->day);
}

static void bring(struct scenario *scenario, struct standing *award,
		  uint8_t currency, int32_t day)
{
	const struct scenario_change *change;

	while (award->currency != currency) {
		change = scenario_change_of(scenario->changes, award->currency,
					    day);
		assert(change != NULL);
		change_currency(scenario, award, change);
	}
}

static int64_t advanced(const struct standing *award)
{
	return award->subrogated + award->repaid + award->lost;
}

/* The share of the award, half up. */
static int64_t share_of(const struct scenario *scenario,
			const struct standing *award)
{
	wide whole = (wide)(uint64_t)award->awarded *
		     (unsigned int)scenario->share_percent;

	return award->awarded <= 0 ? 0 : (int64_t)((whole + 50) / 100);
}

/* What the fund would give now, and what keeps it from giving more. */
static int64_t wanted(const struct scenario *scenario,
		      const struct standing *award, enum scenario_limit *limit)
{
	int64_t rest = award->uncollected - award->subrogated;
	int64_t share = share_of(scenario, award);
	int64_t left = least(award->cap, share) - advanced(award);

	if (rest <= left || rest <= 0)
		*limit = SCENARIO_LIMIT_UNCOLLECTED;
	else
		*limit = award->cap <= share ? SCENARIO_LIMIT_CAP
					     : SCENARIO_LIMIT_SHARE;
	if (least(rest, left) <= 0)
		return 0;
	return least(rest, left);
}

/* More is advanced than is uncollected: repaid as far as somebody paid. */
static void give_back(struct scenario *scenario, struct standing *award,
		      const struct scenario_day *day)
{
	struct scenario_purse *purse = &scenario->purses[award->currency];
	int64_t beyond = award->subrogated - award->uncollected;
	int64_t back = least(beyond, day->collected + day->direct);

	award->subrogated -= beyond;
	award->repaid += back;
	award->lost += beyond - back;
	award->repaid_held += least(back, day->collected);
	add(scenario, &purse->out, -back);
	add(scenario, &purse->owing, -back);
	add(scenario, &purse->repaid, back);
}

static void follow(struct scenario *scenario, size_t number,
		   const struct scenario_day *day)
{
	struct standing *award = &scenario->awards[number];
	enum scenario_limit limit;
	int64_t regained;

	if (award->currency == CURRENCY_NONE)
		award->currency = day->currency;
	bring(scenario, award, day->currency, day->day);
	award->uncollected = day->uncollected;
	award->held = day->held;
	award->awarded = day->awarded;
	if (award->subrogated > award->uncollected)
		give_back(scenario, award, day);
	regained = least(award->lost, award->uncollected - award->subrogated);
	award->lost -= regained;
	award->subrogated += regained;
	award->repaid_held = least(award->repaid_held, award->held);
	if (award->advanced_on != DAY_NONE)
		follow_clock(award,
			     day->since == DAY_NONE ? day->day : day->since);
	if (wanted(scenario, award, &limit) == 0) {
		if (award->limit == SCENARIO_LIMIT_NONE)
			award->limit = (uint8_t)limit;
		return;
	}
	award->limit = SCENARIO_LIMIT_MONEY;
	if (!award->queued)
		scenario_queue_push(&scenario->queues[award->currency],
				    award->due, (uint32_t)number);
	award->queued = true;
}

/* ---- the fund, at the end of a day -------------------------------------- */

/* What stands in the old currency goes on in the new one. */
static void change_purse(struct scenario *scenario,
			 const struct scenario_change *change)
{
	struct scenario_purse *old = &scenario->purses[change->old];
	struct scenario_purse *fresh = &scenario->purses[change->fresh];
	int64_t peak = carry(scenario, change, old->peak);
	int64_t out = carry(scenario, change, old->out);

	add(scenario, &fresh->out, out);
	add(scenario, &fresh->repaid, carry(scenario, change, old->repaid));
	if (old->peak > 0 && peak >= fresh->peak) {
		fresh->peak = peak;
		fresh->peak_on = old->peak_on;
	}
	if (fresh->short_on == DAY_NONE ||
	    (old->short_on != DAY_NONE && old->short_on < fresh->short_on))
		fresh->short_on = old->short_on;
	fresh->short_days += old->short_days;
	old->out = old->repaid = old->peak = 0;
	old->peak_on = old->short_on = DAY_NONE;
	old->short_days = 0;
	scenario_queue_join(&scenario->queues[change->fresh],
			    &scenario->queues[change->old]);
}

static void change_purses(struct scenario *scenario, int32_t day)
{
	size_t i;

	for (i = 0; i < scenario->changes->count; i++)
		if (scenario->changes->row[i].day == day)
			change_purse(scenario, &scenario->changes->row[i]);
}

static void give(struct scenario *scenario, struct standing *award,
		 int64_t amount, int32_t day)
{
	struct scenario_purse *purse = &scenario->purses[award->currency];

	award->subrogated += amount;
	add(scenario, &purse->out, amount);
	add(scenario, &purse->owing, amount);
	if (award->advanced_on == DAY_NONE)
		award->advanced_on = day;
	if (!waits(award))
		award->paid_up = day;
}

/* Give to who is first while there is money; true: somebody waits for it. */
static bool give_all(struct scenario *scenario, uint8_t currency, int32_t day)
{
	struct scenario_queue *queue = &scenario->queues[currency];
	const struct scenario_purse *purse = &scenario->purses[currency];
	uint32_t number;

	while (scenario_queue_first(queue, &number)) {
		struct standing *award = &scenario->awards[number];
		enum scenario_limit limit;
		int64_t want;
		int64_t money;

		bring(scenario, award, currency, day);
		want = wanted(scenario, award, &limit);
		if (__builtin_sub_overflow(
			    scenario_fund_spare(scenario->fund, currency, day),
			    purse->out, &money))
			money = INT64_MAX;
		if (want > 0 && money > 0)
			give(scenario, award, least(want, money), day);
		if (want > money)
			return true;
		if (want > 0)
			award->limit = (uint8_t)limit;
		award->queued = false;
		scenario_queue_pop(queue);
	}
	return false;
}

static void end_day(struct scenario *scenario, int32_t day)
{
	uint8_t currency;

	change_purses(scenario, day);
	for (currency = 0; currency < currency_count(); currency++) {
		struct scenario_purse *purse = &scenario->purses[currency];

		if (give_all(scenario, currency, day)) {
			purse->short_days++;
			if (purse->short_on == DAY_NONE)
				purse->short_on = day;
		}
		if (purse->out > purse->peak) {
			purse->peak = purse->out;
			purse->peak_on = day;
		}
	}
}

enum status scenario_run(struct scenario *scenario, struct err *err)
{
	struct scenario_day day;
	size_t award = 0;
	int32_t today;
	size_t i;
	enum status status = rowsort_finish(scenario->days, err);

	if (status == STATUS_OK)
		status = next_day(scenario, &award, &day, err);
	for (today = DAY_FIRST; today <= scenario->as_of; today++) {
		while (status == STATUS_OK && day.day == today) {
			follow(scenario, award, &day);
			status = next_day(scenario, &award, &day, err);
		}
		if (status != STATUS_OK && status != STATUS_END)
			return status;
		end_day(scenario, today);
	}
	for (i = 0; i < scenario->count; i++)
		if (scenario->awards[i].currency != CURRENCY_NONE)
			bring(scenario, &scenario->awards[i],
			      scenario_currency(scenario->changes,
						scenario->awards[i].currency,
						scenario->as_of),
			      scenario->as_of);
	if (!scenario->overflow)
		return STATUS_OK;
	return err_set(err, STATUS_OVERFLOW,
		       "the scenario's sums do not fit; give a smaller amount "
		       "to --with");
}

/* ---- what came of it ---------------------------------------------------- */

struct scenario_result scenario_result(const struct scenario *scenario,
				       size_t number)
{
	const struct standing *award = &scenario->awards[number];
	struct scenario_result result;
	enum scenario_limit limit;

	assert(number < scenario->count);
	result.currency = award->currency;
	result.limit = (enum scenario_limit)award->limit;
	result.advanced_on = award->advanced_on;
	result.paid_up = award->paid_up;
	result.subrogated = award->subrogated;
	result.repaid = award->repaid;
	result.lost = award->lost;
	result.repaid_held = award->repaid_held;
	result.wanted = wanted(scenario, award, &limit);
	return result;
}

const struct scenario_purse *scenario_purse(const struct scenario *scenario,
					    uint8_t currency)
{
	return &scenario->purses[currency];
}
