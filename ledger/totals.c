/* totals.c: control accounts to the store and back, a year a record. */
#include "ledger/totals.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { CURRENCIES = 256, KEY_BYTES = 6 };

struct totals {
	struct store *store;
	struct series **series[ACCOUNT_COUNT]; /* CURRENCIES each, or NULL */
};

struct series *totals_series(struct totals *totals, enum account account,
			     uint8_t currency)
{
	struct series ***of_account = &totals->series[account];

	assert(account > ACCOUNT_NONE && account < ACCOUNT_COUNT);
	assert(currency != CURRENCY_NONE);
	if (*of_account == NULL)
		*of_account = mem_alloc(CURRENCIES * sizeof **of_account);
	if ((*of_account)[currency] == NULL)
		(*of_account)[currency] = mem_alloc(sizeof(struct series));
	return (*of_account)[currency];
}

const struct series *totals_find(const struct totals *totals,
				 enum account account, uint8_t currency)
{
	if (totals->series[account] == NULL)
		return NULL;
	return totals->series[account][currency];
}

static bool read_year(struct totals *totals, struct slice key,
		      struct slice value)
{
	struct reader reader = reader_of(value.bytes, value.size);
	const unsigned char *at = (const unsigned char *)key.bytes;
	struct series *series;
	uint8_t currency;
	int year;

	if (key.size != KEY_BYTES || at[0] == 0 || at[0] >= ACCOUNT_COUNT)
		return false;
	currency = currency_find(key.bytes + 1, 3);
	year = at[4] * 256 + at[5];
	if (currency == CURRENCY_NONE || year < SERIES_YEAR_FIRST ||
	    year >= SERIES_YEAR_FIRST + SERIES_YEARS)
		return false;
	series = totals_series(totals, (enum account)at[0], currency);
	while (reader.at < reader.end) {
		uint64_t day = read_varint(&reader);
		int64_t amount = read_zigzag(&reader);
		int32_t date = day_of(year, 1, 1) +
			       (int32_t)(day < SERIES_DAYS ? day : 0);

		if (reader.bad || day >= SERIES_DAYS || date > DAY_LAST)
			return false;
		series_add(series, date, amount);
	}
	year -= SERIES_YEAR_FIRST;
	if (series->years[year] != NULL)
		series->years[year]->dirty = false;
	return true;
}

static enum status read_all(struct totals *totals, struct err *err)
{
	struct slice start = {"", 0};
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	enum status status = store_cursor_open(totals->store, TABLE_TOTALS,
					       start, &cursor, err);

	if (status != STATUS_OK)
		return status;
	while ((status = store_cursor_next(cursor, &key, &value, err)) ==
	       STATUS_OK)
		if (!read_year(totals, key, value)) {
			status = err_set(err, STATUS_CORRUPT,
					 "table totals: a record contradicts "
					 "itself; run `redress verify`");
			break;
		}
	store_cursor_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status totals_open(struct store *store, struct totals **out,
			struct err *err)
{
	struct totals *totals = mem_alloc(sizeof *totals);
	enum status status;

	totals->store = store;
	status = read_all(totals, err);
	if (status == STATUS_OK)
		*out = totals;
	else
		totals_close(totals);
	return status;
}

struct totals *totals_new(void)
{
	return mem_alloc(sizeof(struct totals));
}

void totals_close(struct totals *totals)
{
	int account;
	int currency;

	if (totals == NULL)
		return;
	for (account = 0; account < ACCOUNT_COUNT; account++) {
		if (totals->series[account] == NULL)
			continue;
		for (currency = 0; currency < CURRENCIES; currency++)
			if (totals->series[account][currency] != NULL) {
				series_release(
					totals->series[account][currency]);
				free(totals->series[account][currency]);
			}
		free(totals->series[account]);
	}
	free(totals);
}

/* Hand every day of every series on which something moved to a function. */
typedef void day_fn(void *owner, enum account account, uint8_t currency,
		    int32_t day, int64_t amount);

static void each_day(const struct series *series, enum account account,
		     uint8_t currency, day_fn *tell, void *owner)
{
	int year;
	int day;

	for (year = 0; year < SERIES_YEARS; year++) {
		const struct series_year *of = series->years[year];
		int32_t first = day_of(SERIES_YEAR_FIRST + year, 1, 1);

		for (day = 0; of != NULL && day < SERIES_DAYS; day++)
			if (of->delta[day] != 0)
				tell(owner, account, currency, first + day,
				     of->delta[day]);
	}
}

static void each_series(const struct totals *totals, day_fn *tell, void *owner)
{
	int account;
	int currency;

	for (account = 1; account < ACCOUNT_COUNT; account++) {
		if (totals->series[account] == NULL)
			continue;
		for (currency = 0; currency < currency_count(); currency++)
			if (totals->series[account][currency] != NULL)
				each_day(totals->series[account][currency],
					 (enum account)account,
					 (uint8_t)currency, tell, owner);
	}
}

static void take_day(void *owner, enum account account, uint8_t currency,
		     int32_t day, int64_t amount)
{
	series_add(totals_series(owner, account, currency), day,
		   (int64_t)(0 - (uint64_t)amount));
}

void totals_take(struct totals *totals, const struct totals *less)
{
	each_series(less, take_day, totals);
}

static void hash_day(void *owner, enum account account, uint8_t currency,
		     int32_t day, int64_t amount)
{
	char date[DAY_TEXT_SIZE];
	char line[128];
	int size;

	day_format(day, date);
	size = snprintf(line, sizeof line, "%s %s %s %lld\n",
			account_row(account)->name, currency_code(currency),
			date, (long long)amount);
	digest_add(owner, line, (size_t)size);
}

void totals_digest(const struct totals *totals, char out[DIGEST_HEX_SIZE])
{
	struct digest *digest = digest_new();

	each_series(totals, hash_day, digest);
	digest_hex(digest, out);
	digest_free(digest);
}

static enum status write_year(struct totals *totals, int account,
			      uint8_t currency, int number, struct err *err)
{
	struct series_year *year =
		totals->series[account][currency]->years[number];
	const char *code = currency_code(currency);
	int calendar = SERIES_YEAR_FIRST + number;
	char key[KEY_BYTES];
	struct slice name = {key, KEY_BYTES};
	struct slice bytes;
	struct text value = TEXT_ZERO;
	enum status status;
	int day;

	key[0] = (char)(unsigned char)account;
	memcpy(key + 1, code, 3);
	key[4] = (char)(unsigned char)(calendar / 256);
	key[5] = (char)(unsigned char)(calendar % 256);
	for (day = 0; day < SERIES_DAYS; day++)
		if (year->delta[day] != 0) {
			pack_varint(&value, (uint64_t)day);
			pack_zigzag(&value, year->delta[day]);
		}
	bytes.bytes = value.size == 0 ? "" : value.bytes;
	bytes.size = value.size;
	status = store_put(totals->store, TABLE_TOTALS, name, bytes, err);
	text_release(&value);
	year->dirty = false;
	return status;
}

static enum status flush_series(struct totals *totals, int account,
				uint8_t currency, struct err *err)
{
	struct series *series = totals->series[account][currency];
	enum status status = STATUS_OK;
	int year;

	for (year = 0; year < SERIES_YEARS && status == STATUS_OK; year++)
		if (series->years[year] != NULL && series->years[year]->dirty)
			status = write_year(totals, account, currency, year,
					    err);
	return status;
}

enum status totals_flush(struct totals *totals, struct err *err)
{
	enum status status = STATUS_OK;
	int account;
	int currency;

	for (account = 1; account < ACCOUNT_COUNT; account++) {
		if (totals->series[account] == NULL)
			continue;
		for (currency = 0; currency < currency_count(); currency++)
			if (totals->series[account][currency] != NULL &&
			    status == STATUS_OK)
				status = flush_series(totals, account,
						      (uint8_t)currency, err);
	}
	return status;
}
