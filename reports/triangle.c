/* triangle.c: a row of ages for each quarter and currency that was met. */
#include "reports/triangle.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/base/money.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { QUARTERS = 4, MONTHS = 3 };

/* What is added at each age of one quarter and currency. */
struct ages {
	int64_t (*added)[TRIANGLE_FIGURES]; /* NULL: nothing yet */
	int64_t sum[TRIANGLE_FIGURES];	    /* up to the age handed out last */
};

struct triangle {
	int32_t first, last; /* quarters */
	struct ages *ages;   /* [quarter][currency] */
	int32_t quarter, age;
	size_t currency; /* to hand out next */
};

int32_t triangle_quarter(int32_t day)
{
	struct day_parts parts = day_split(day);

	return parts.year * QUARTERS + (parts.month - 1) / MONTHS;
}

void triangle_name(int32_t quarter, char out[TRIANGLE_TEXT_SIZE])
{
	int32_t year = quarter / QUARTERS;
	int i;

	for (i = 3; i >= 0; i--, year /= 10)
		out[i] = (char)('0' + year % 10);
	memcpy(out + 4, "-Q", 2);
	out[6] = (char)('1' + quarter % QUARTERS);
	out[7] = '\0';
}

struct triangle *triangle_new(int32_t day)
{
	struct triangle *triangle = mem_alloc(sizeof *triangle);

	triangle->first = triangle_quarter(DAY_FIRST);
	triangle->last = triangle_quarter(day);
	if (triangle->last < triangle->first)
		triangle->last = triangle->first;
	triangle->quarter = triangle->first;
	triangle->ages =
		mem_alloc((size_t)(triangle->last - triangle->first + 1) *
			  currency_count() * sizeof *triangle->ages);
	return triangle;
}

static struct ages *ages_of(const struct triangle *triangle, int32_t quarter,
			    size_t currency)
{
	assert(quarter >= triangle->first && quarter <= triangle->last);
	assert(currency < currency_count());
	return &triangle->ages[(size_t)(quarter - triangle->first) *
				       currency_count() +
			       currency];
}

void triangle_free(struct triangle *triangle)
{
	size_t count;
	size_t i;

	if (triangle == NULL)
		return;
	count = (size_t)(triangle->last - triangle->first + 1) *
		currency_count();
	for (i = 0; i < count; i++)
		free(triangle->ages[i].added);
	free(triangle->ages);
	free(triangle);
}

static bool add_figures(int64_t sum[TRIANGLE_FIGURES],
			const int64_t more[TRIANGLE_FIGURES])
{
	int i;

	for (i = 0; i < TRIANGLE_FIGURES; i++)
		if (!money_add(sum[i], more[i], &sum[i]))
			return false;
	return true;
}

bool triangle_add(struct triangle *triangle, const struct triangle_row *row)
{
	struct ages *ages = ages_of(triangle, row->quarter, row->currency);
	int32_t oldest = triangle->last - row->quarter;

	assert(row->age >= 0 && row->age <= oldest);
	if (ages->added == NULL)
		ages->added =
			mem_alloc((size_t)(oldest + 1) * sizeof *ages->added);
	return add_figures(ages->added[row->age], row->figures);
}

static bool is_zero(const int64_t figures[TRIANGLE_FIGURES])
{
	int i;

	for (i = 0; i < TRIANGLE_FIGURES; i++)
		if (figures[i] != 0)
			return false;
	return true;
}

/* The place behind this one: the next currency, age, quarter. */
static void step(struct triangle *triangle)
{
	if (++triangle->currency < currency_count())
		return;
	triangle->currency = 0;
	if (++triangle->age <= triangle->last - triangle->quarter)
		return;
	triangle->age = 0;
	triangle->quarter++;
}

bool triangle_next(struct triangle *triangle, struct triangle_row *row,
		   bool *too_large)
{
	*too_large = false;
	for (; triangle->quarter <= triangle->last; step(triangle)) {
		struct ages *ages = ages_of(triangle, triangle->quarter,
					    triangle->currency);

		if (ages->added == NULL)
			continue;
		if (!add_figures(ages->sum, ages->added[triangle->age])) {
			*too_large = true;
			return false;
		}
		if (is_zero(ages->sum))
			continue;
		row->quarter = triangle->quarter;
		row->age = triangle->age;
		row->currency = (uint8_t)triangle->currency;
		memcpy(row->figures, ages->sum, sizeof row->figures);
		step(triangle);
		return true;
	}
	return false;
}

bool triangle_is_last(const struct triangle *triangle,
		      const struct triangle_row *row)
{
	return row->quarter + row->age == triangle->last;
}
