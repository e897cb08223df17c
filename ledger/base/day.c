/*
 * day.c: days from and to the civil calendar.
 *
 * The arithmetic counts years from 1 March so that the leap day is the last
 * of its year (the method of Richards, Explanatory Supplement to the
 * Astronomical Almanac, in the form that Howard Hinnant published).
 */
#include "ledger/base/day.h"

#include <assert.h>

enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400, EPOCH_SHIFT = 719468 };

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
	static const int length[] = {31, 28, 31, 30, 31, 30,
				     31, 31, 30, 31, 30, 31};

	assert(month >= 1 && month <= 12);
	return month == 2 && is_leap(year) ? 29 : length[month - 1];
}

int32_t day_of(int year, int month, int day_of_month)
{
	int y = month <= 2 ? year - 1 : year;
	int era = y / YEARS_PER_ERA;
	int year_of_era = y - era * YEARS_PER_ERA;
	int shifted = month > 2 ? month - 3 : month + 9;
	int day_of_year = (153 * shifted + 2) / 5 + day_of_month - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 -
			 year_of_era / 100 + day_of_year;

	assert(year >= 0 && month >= 1 && month <= 12);
	return (int32_t)(era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT);
}

struct day_parts day_split(int32_t day)
{
	int z = (int)day + EPOCH_SHIFT;
	int era = z / DAYS_PER_ERA;
	int doe = z - era * DAYS_PER_ERA;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	struct day_parts parts;

	assert(z >= 0);
	parts.day = doy - (153 * mp + 2) / 5 + 1;
	parts.month = mp < 10 ? mp + 3 : mp - 9;
	parts.year = yoe + era * YEARS_PER_ERA + (parts.month <= 2);
	return parts;
}

static bool read_digits(const char *text, int count, int *value)
{
	int i;

	*value = 0;
	for (i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

bool day_parse(const char *text, size_t size, int32_t *day)
{
	int year;
	int month;
	int dom;

	if (size != 10 || text[4] != '-' || text[7] != '-')
		return false;
	if (!read_digits(text, 4, &year) || !read_digits(text + 5, 2, &month) ||
	    !read_digits(text + 8, 2, &dom))
		return false;
	if (year < 1990 || year > 2099 || month < 1 || month > 12)
		return false;
	if (dom < 1 || dom > month_length(year, month))
		return false;
	*day = day_of(year, month, dom);
	return true;
}

static void write_digits(char *out, int count, int value)
{
	while (count-- > 0) {
		out[count] = (char)('0' + value % 10);
		value /= 10;
	}
}

void day_format(int32_t day, char out[DAY_TEXT_SIZE])
{
	struct day_parts parts;

	if (day == DAY_NONE) {
		out[0] = '\0';
		return;
	}
	parts = day_split(day);
	write_digits(out, 4, parts.year);
	out[4] = '-';
	write_digits(out + 5, 2, parts.month);
	out[7] = '-';
	write_digits(out + 8, 2, parts.day);
	out[10] = '\0';
}

int32_t day_add_months(int32_t day, int months)
{
	struct day_parts parts = day_split(day);
	int all = parts.month - 1 + months; /* months since the year's first */
	int year = parts.year + all / 12;
	int month = all % 12 + 1;
	int last = month_length(year, month);

	assert(months >= 0);
	return day_of(year, month, parts.day > last ? last : parts.day);
}

int32_t day_add_years(int32_t day, int years)
{
	return day_add_months(day, 12 * years);
}

int32_t day_month_start(int32_t day)
{
	struct day_parts parts = day_split(day);

	return day_of(parts.year, parts.month, 1);
}

int32_t day_month_next(int32_t day)
{
	struct day_parts parts = day_split(day);

	if (parts.month == 12)
		return day_of(parts.year + 1, 1, 1);
	return day_of(parts.year, parts.month + 1, 1);
}
