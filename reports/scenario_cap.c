/* scenario_cap.c: a cap by factors and rates, each answer worked out once. */
#include "reports/scenario_cap.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { PLACES_MAX = 10, UNKNOWN = -1 };

struct rate {
	int32_t day;
	uint8_t currency, quote;
	struct decimal rate;
};

struct scenario_cap {
	const struct scenario_changes *changes;
	int32_t as_of;
	struct scenario_amount amount;
	struct rate *rates; /* in order of entry */
	size_t rate_count, rate_room;
	int64_t **known; /* [currency][day], UNKNOWN before it was asked for */
};

struct scenario_cap *scenario_cap_new(const struct scenario_changes *changes,
				      int32_t as_of)
{
	struct scenario_cap *cap = mem_alloc(sizeof *cap);

	cap->changes = changes;
	cap->as_of = as_of;
	cap->amount.currency = CURRENCY_NONE;
	cap->known = mem_alloc(currency_count() * sizeof *cap->known);
	return cap;
}

void scenario_cap_free(struct scenario_cap *cap)
{
	uint8_t currency;

	if (cap == NULL)
		return;
	for (currency = 0; currency < currency_count(); currency++)
		free(cap->known[currency]);
	free(cap->known);
	free(cap->rates);
	free(cap);
}

void scenario_cap_rate(struct scenario_cap *cap, int32_t day, uint8_t currency,
		       uint8_t quote, struct slice text)
{
	struct rate rate = {day, currency, quote, {0, 0, false}};

	if (decimal_parse(text.bytes, text.size, PLACES_MAX, &rate.rate) !=
		    DECIMAL_OK ||
	    rate.rate.mantissa <= 0)
		return;
	cap->rates = mem_grow(cap->rates, &cap->rate_room, cap->rate_count + 1,
			      sizeof *cap->rates);
	cap->rates[cap->rate_count++] = rate;
}

void scenario_cap_settle(struct scenario_cap *cap,
			 struct scenario_amount amount)
{
	cap->amount = amount;
}

/* ---- currencies that became each other ----------------------------------- */

/* Does `from` become `to`? */
static bool becomes(const struct scenario_cap *cap, uint8_t from, uint8_t to)
{
	const struct scenario_change *change;

	while (from != to) {
		change = scenario_change_of(cap->changes, from, cap->as_of);
		if (change == NULL)
			return false;
		from = change->fresh;
	}
	return true;
}

static bool are_kin(const struct scenario_cap *cap, uint8_t a, uint8_t b)
{
	return scenario_currency(cap->changes, a, cap->as_of) ==
	       scenario_currency(cap->changes, b, cap->as_of);
}

static int64_t back_to(const struct scenario_cap *cap, uint8_t to, uint8_t from,
		       int64_t minor)
{
	const struct scenario_change *change;

	if (from == to || minor == INT64_MAX)
		return minor;
	change = scenario_change_of(cap->changes, to, cap->as_of);
	assert(change != NULL);
	return scenario_back(change, back_to(cap, change->fresh, from, minor));
}

/* Forward to the first currency that both become, and back from there. */
static int64_t by_factors(const struct scenario_cap *cap,
			  struct scenario_amount amount, uint8_t to)
{
	const struct scenario_change *change;

	while (!becomes(cap, to, amount.currency)) {
		change = scenario_change_of(cap->changes, amount.currency,
					    cap->as_of);
		assert(change != NULL);
		amount.minor = scenario_forward(change, amount.minor);
		amount.currency = change->fresh;
	}
	return back_to(cap, to, amount.currency, amount.minor);
}

/* ---- rates ---------------------------------------------------------------
 */

/* Is `fresh` better than `best` for that day? Rates come as entered. */
static bool is_better(const struct rate *fresh, const struct rate *best,
		      int32_t day)
{
	if (best == NULL)
		return true;
	if (fresh->day <= day)
		return best->day > day || fresh->day >= best->day;
	return best->day > day && fresh->day <= best->day;
}

static const struct rate *find_rate(const struct scenario_cap *cap, uint8_t to,
				    int32_t day)
{
	uint8_t from = cap->amount.currency;
	const struct rate *best = NULL;
	size_t i;

	for (i = 0; i < cap->rate_count; i++) {
		const struct rate *rate = &cap->rates[i];

		if (((are_kin(cap, rate->currency, from) &&
		      are_kin(cap, rate->quote, to)) ||
		     (are_kin(cap, rate->currency, to) &&
		      are_kin(cap, rate->quote, from))) &&
		    is_better(rate, best, day))
			best = rate;
	}
	return best;
}

static int64_t by_rate(const struct scenario_cap *cap, const struct rate *rate,
		       uint8_t to)
{
	bool divide = !are_kin(cap, rate->currency, cap->amount.currency);
	struct scenario_amount amount;
	uint8_t from = divide ? rate->quote : rate->currency;
	struct money_scale scale = {rate->rate, divide, currency_digits(from),
				    0};

	amount.currency = divide ? rate->currency : rate->quote;
	scale.to_digits = currency_digits(amount.currency);
	if (!money_rescale(by_factors(cap, cap->amount, from), &scale,
			   &amount.minor))
		return INT64_MAX;
	return by_factors(cap, amount, to);
}

/* ---- asking -------------------------------------------------------------- */

static enum status work_out(const struct scenario_cap *cap, uint8_t to,
			    int32_t day, int64_t *minor, struct err *err)
{
	const struct rate *rate;

	if (are_kin(cap, cap->amount.currency, to)) {
		*minor = by_factors(cap, cap->amount, to);
		return STATUS_OK;
	}
	rate = find_rate(cap, to, day);
	if (rate == NULL)
		return err_set(err, STATUS_INVALID,
			       "the cap is in %s, awards are in %s, and the "
			       "book has no rate between them: post a "
			       "rate.set, or give --cap in %s",
			       currency_code(cap->amount.currency),
			       currency_code(to), currency_code(to));
	*minor = by_rate(cap, rate, to);
	return STATUS_OK;
}

enum status scenario_cap_at(struct scenario_cap *cap, uint8_t currency,
			    int32_t day, int64_t *minor, struct err *err)
{
	size_t days = (size_t)(cap->as_of - DAY_FIRST) + 1;
	int64_t *known = cap->known[currency];
	enum status status = STATUS_OK;
	size_t i;

	assert(day >= DAY_FIRST && day <= cap->as_of);
	if (known == NULL) {
		known = mem_alloc(days * sizeof *known);
		for (i = 0; i < days; i++)
			known[i] = UNKNOWN;
		cap->known[currency] = known;
	}
	known += day - DAY_FIRST;
	if (*known == UNKNOWN)
		status = work_out(cap, currency, day, known, err);
	if (status == STATUS_OK)
		*minor = *known;
	return status;
}
