/*
 * day.h: a calendar day, without time or zone.
 *
 * Units       whole days since 1970-01-01, proleptic Gregorian, so that a
 *             difference of two days is a number of calendar days.
 * Range       the book accepts 1990-01-01 to 2099-12-31 (EVENTS.md 1).
 * Errors      day_parse answers false; the rest cannot fail in range.
 */
#ifndef LEDGER_BASE_DAY_H
#define LEDGER_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DAY_NONE = INT32_MIN,
	DAY_FIRST = 7305,  /* 1990-01-01 */
	DAY_LAST = 47481,  /* 2099-12-31 */
	DAY_TEXT_SIZE = 11 /* YYYY-MM-DD and a NUL */
};

struct day_parts {
	int year;
	int month;
	int day;
};

/* The day of a valid year, month and day of month. */
int32_t day_of(int year, int month, int day_of_month);

/* Year, month and day of month of a day. */
struct day_parts day_split(int32_t day);

/* Read exactly YYYY-MM-DD within the book's range. */
bool day_parse(const char *text, size_t size, int32_t *day);

/* Write YYYY-MM-DD and a NUL; DAY_NONE writes an empty text. */
void day_format(int32_t day, char out[DAY_TEXT_SIZE]);

/*
 * The same day of the month, months or years later; where that month is
 * shorter, its last day: 31 January and a month is 28 or 29 February.
 */
int32_t day_add_months(int32_t day, int months);
int32_t day_add_years(int32_t day, int years);

/* First day of the month that holds `day`, and of the month after it. */
int32_t day_month_start(int32_t day);
int32_t day_month_next(int32_t day);

#endif /* LEDGER_BASE_DAY_H */
