/* tally.c: rows and money, counted twice over. */
#include "batch/engine/tally.h"

#include "ledger/base/money.h"

#include <assert.h>
#include <string.h>

void tally_init(struct tally *tally)
{
	memset(tally, 0, sizeof *tally);
}

void tally_add(struct tally *tally, enum tally_kind became)
{
	assert(became > TALLY_READ && became < TALLY_KIND_COUNT);
	tally->rows[TALLY_READ]++;
	tally->rows[became]++;
	tally->moneyless[TALLY_READ]++;
	tally->moneyless[became]++;
}

void tally_add_money(struct tally *tally, enum tally_kind became,
		     uint8_t currency, int64_t minor)
{
	struct tally_money *money = &tally->money[currency];

	assert(became > TALLY_READ && became < TALLY_KIND_COUNT);
	assert(currency < currency_count());
	tally->rows[TALLY_READ]++;
	tally->rows[became]++;
	money->used = true;
	if (!money_add(money->minor[TALLY_READ], minor,
		       &money->minor[TALLY_READ]) ||
	    !money_add(money->minor[became], minor, &money->minor[became]))
		money->overflow = true;
}

static bool money_proves(const struct tally_money *money)
{
	const int64_t *minor = money->minor;
	int64_t sum;

	return money->overflow ||
	       (money_add(minor[TALLY_POSTED], minor[TALLY_DUPLICATE], &sum) &&
		money_add(sum, minor[TALLY_REJECTED], &sum) &&
		sum == minor[TALLY_READ]);
}

static bool rows_prove(const uint64_t rows[TALLY_KIND_COUNT])
{
	return rows[TALLY_READ] == rows[TALLY_POSTED] + rows[TALLY_DUPLICATE] +
					   rows[TALLY_REJECTED];
}

bool tally_proves(const struct tally *tally)
{
	uint8_t currency;

	for (currency = 0; currency < currency_count(); currency++)
		if (!money_proves(&tally->money[currency]))
			return false;
	return rows_prove(tally->rows) && rows_prove(tally->moneyless);
}

void tally_text(const struct tally *tally, struct text *out)
{
	uint8_t currency;
	int kind;

	for (currency = 0; currency < currency_count(); currency++) {
		const struct tally_money *money = &tally->money[currency];
		char sum[MONEY_TEXT_SIZE];

		if (!money->used)
			continue;
		if (out->size > 0)
			text_add_char(out, ' ');
		text_add_string(out, currency_code(currency));
		for (kind = 0; kind < TALLY_KIND_COUNT; kind++) {
			money_format(money->minor[kind],
				     currency_digits(currency), sum);
			text_add_char(out, ':');
			text_add_string(out,
					money->overflow ? "overflow" : sum);
		}
	}
}

void tally_of_run(struct tally *tally, const struct run *run)
{
	struct slice rest = run->field[RUN_MONEY];
	struct run_money money;

	tally_init(tally);
	tally->rows[TALLY_READ] = run_count(run, RUN_READ);
	tally->rows[TALLY_POSTED] = run_count(run, RUN_POSTED);
	tally->rows[TALLY_DUPLICATE] = run_count(run, RUN_DUPLICATE);
	tally->rows[TALLY_REJECTED] = run_count(run, RUN_REJECTED);
	while (run_money_next(&rest, &money)) {
		struct tally_money *of = &tally->money[money.currency];

		of->used = true;
		of->overflow = money.overflow;
		memcpy(of->minor, money.minor, sizeof of->minor);
	}
}
