/* scenario_fund.c: levels by day, and the least of those to come. */
#include "reports/scenario_fund.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

struct scenario_fund {
	const struct scenario_changes *changes;
	int32_t as_of;
	size_t days;
	int64_t **spare; /* [currency][day]; changes, then levels, then least */
	int64_t *level;	 /* [currency], on the as-of day */
	bool *settled;
};

/* ---- currencies that follow each other ---------------------------------- */

const struct scenario_change *
scenario_change_of(const struct scenario_changes *changes, uint8_t currency,
		   int32_t by)
{
	size_t i;

	for (i = 0; i < changes->count; i++)
		if (changes->row[i].old == currency &&
		    changes->row[i].day <= by)
			return &changes->row[i];
	return NULL;
}

uint8_t scenario_currency(const struct scenario_changes *changes,
			  uint8_t currency, int32_t by)
{
	const struct scenario_change *change;

	while ((change = scenario_change_of(changes, currency, by)) != NULL)
		currency = change->fresh;
	return currency;
}

static bool rescale(const struct scenario_change *change, bool forward,
		    int64_t amount, int64_t *out)
{
	int old_digits = currency_digits(change->old);
	int new_digits = currency_digits(change->fresh);
	struct money_scale scale = {change->factor, forward,
				    forward ? old_digits : new_digits,
				    forward ? new_digits : old_digits};

	return money_rescale(amount, &scale, out);
}

int64_t scenario_forward(const struct scenario_change *change, int64_t amount)
{
	int64_t result;

	if (!rescale(change, true, amount, &result))
		return amount < 0 ? -INT64_MAX : INT64_MAX;
	return result;
}

/* Never so much that the way forward would come out above the amount. */
int64_t scenario_back(const struct scenario_change *change, int64_t amount)
{
	int64_t result;

	if (!rescale(change, false, amount, &result))
		return amount < 0 ? -INT64_MAX : INT64_MAX;
	return scenario_forward(change, result) > amount ? result - 1 : result;
}

/* ---- levels --------------------------------------------------------------
 */

struct scenario_fund *scenario_fund_new(const struct scenario_changes *changes,
					int32_t as_of)
{
	struct scenario_fund *fund = mem_alloc(sizeof *fund);

	assert(as_of >= DAY_FIRST);
	fund->changes = changes;
	fund->as_of = as_of;
	fund->days = (size_t)(as_of - DAY_FIRST) + 1;
	fund->spare = mem_alloc(currency_count() * sizeof *fund->spare);
	fund->level = mem_alloc(currency_count() * sizeof *fund->level);
	fund->settled = mem_alloc(currency_count() * sizeof *fund->settled);
	return fund;
}

void scenario_fund_free(struct scenario_fund *fund)
{
	uint8_t currency;

	if (fund == NULL)
		return;
	for (currency = 0; currency < currency_count(); currency++)
		free(fund->spare[currency]);
	free(fund->spare);
	free(fund->level);
	free(fund->settled);
	free(fund);
}

bool scenario_fund_add(struct scenario_fund *fund, uint8_t currency,
		       int32_t day, int64_t amount)
{
	int64_t *change;

	assert(day >= DAY_FIRST && currency < currency_count());
	if (day > fund->as_of)
		return true;
	if (fund->spare[currency] == NULL)
		fund->spare[currency] =
			mem_alloc(fund->days * sizeof *fund->spare[currency]);
	change = &fund->spare[currency][day - DAY_FIRST];
	return money_add(*change, amount, change);
}

/* Changes of a day to levels. */
static bool add_up(struct scenario_fund *fund, uint8_t currency)
{
	int64_t *spare = fund->spare[currency];
	size_t i;

	for (i = 1; i < fund->days; i++)
		if (!money_add(spare[i - 1], spare[i], &spare[i]))
			return false;
	fund->level[currency] = spare[fund->days - 1];
	return true;
}

/* Levels to the least to come; those of what it becomes are settled. */
static bool settle(struct scenario_fund *fund, uint8_t currency)
{
	const struct scenario_change *change =
		scenario_change_of(fund->changes, currency, fund->as_of);
	int64_t *spare = fund->spare[currency];
	int64_t least = INT64_MAX;
	size_t i;

	if (fund->settled[currency] || spare == NULL)
		return true;
	fund->settled[currency] = true;
	if (!add_up(fund, currency) ||
	    (change != NULL && !settle(fund, change->fresh)))
		return false;
	for (i = fund->days; i > 0; i--) {
		if (change != NULL && i == (size_t)(change->day - DAY_FIRST))
			least = scenario_back(
				change, scenario_fund_spare(fund, change->fresh,
							    change->day));
		if (spare[i - 1] > least)
			spare[i - 1] = least;
		least = spare[i - 1];
	}
	return true;
}

bool scenario_fund_settle(struct scenario_fund *fund)
{
	uint8_t currency;

	for (currency = 0; currency < currency_count(); currency++)
		if (!settle(fund, currency))
			return false;
	return true;
}

int64_t scenario_fund_spare(const struct scenario_fund *fund, uint8_t currency,
			    int32_t day)
{
	assert(day >= DAY_FIRST && day <= fund->as_of);
	if (fund->spare[currency] == NULL)
		return 0;
	return fund->spare[currency][day - DAY_FIRST];
}

int64_t scenario_fund_level(const struct scenario_fund *fund, uint8_t currency)
{
	return fund->level[currency];
}
