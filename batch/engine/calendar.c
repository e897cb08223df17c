/* calendar.c: months that have ended. */
#include "batch/engine/calendar.h"

#include <stdio.h>
#include <string.h>

bool month_parse(const char *text, int32_t *month)
{
	char first[DAY_TEXT_SIZE];

	if (strlen(text) != MONTH_TEXT_SIZE - 1)
		return false;
	snprintf(first, sizeof first, "%.7s-01", text);
	return day_parse(first, DAY_TEXT_SIZE - 1, month);
}

void month_format(int32_t day, char out[MONTH_TEXT_SIZE])
{
	char text[DAY_TEXT_SIZE];

	day_format(day, text);
	memcpy(out, text, MONTH_TEXT_SIZE - 1);
	out[MONTH_TEXT_SIZE - 1] = '\0';
}

int32_t month_before(int32_t month)
{
	return day_month_start(month - 1);
}

int32_t month_last_day(int32_t month)
{
	return day_month_next(month) - 1;
}

bool month_ended(const struct calendar *calendar, int32_t month)
{
	return day_month_next(month) <= calendar->today;
}

int32_t month_due_on(const struct calendar *calendar, int32_t month)
{
	return day_month_next(month) + calendar->grace_days;
}

int32_t calendar_last_due(const struct calendar *calendar)
{
	int32_t month;

	if (calendar->first == DAY_NONE)
		return DAY_NONE;
	month = month_before(day_month_start(calendar->today));
	while (month >= calendar->first &&
	       month_due_on(calendar, month) > calendar->today)
		month = month_before(month);
	return month >= calendar->first ? month : DAY_NONE;
}
