/* survival.c: the Kaplan-Meier estimate in whole numbers. */
#include "reports/survival.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 wide;

enum {
	PLACES = 90,	  /* binary places of a height; with 32 bits of people
			   * a product fits 128 */
	NEAR_PLACES = 26, /* R: sqrt(.Machine$double.eps) */
	DAYS_ROOM = 1024,
	THOUSAND = 1000,
	MILLION = 1000000
};

/* Days in the high bits, so that people sort by days, the paid first. */
static uint32_t code_of(int32_t days, bool ended)
{
	return (uint32_t)days << 1 | (ended ? 0 : 1);
}

static void count_day(struct survival *survival, size_t day, bool ended)
{
	if (day >= survival->day_count) {
		size_t count = survival->day_count;

		survival->days =
			mem_grow(survival->days, &survival->day_count,
				 day + DAYS_ROOM, sizeof *survival->days);
		for (; count < survival->day_count; count++)
			survival->days[count] = (struct survival_day){0, 0};
	}
	if (ended)
		survival->days[day].ended++;
	else
		survival->days[day].censored++;
}

static void count_all(struct survival *survival)
{
	size_t i;

	for (i = 0; i < survival->people_count; i++)
		count_day(survival, survival->people[i] >> 1,
			  (survival->people[i] & 1) == 0);
	free(survival->people);
	survival->people = NULL;
	survival->people_count = survival->people_room = 0;
}

void survival_add(struct survival *survival, int32_t days, bool ended)
{
	assert(days >= 0 && days <= SURVIVAL_DAYS_MAX);
	if (ended)
		survival->ended++;
	else
		survival->censored++;
	if (survival->days != NULL) {
		count_day(survival, (size_t)days, ended);
		return;
	}
	survival->people =
		mem_grow(survival->people, &survival->people_room,
			 survival->people_count + 1, sizeof *survival->people);
	survival->people[survival->people_count++] = code_of(days, ended);
	if (survival->people_count >= SURVIVAL_FEW)
		count_all(survival);
}

/* ---- day by day ----------------------------------------------------------
 */

static int by_code(const void *a, const void *b)
{
	const uint32_t *left = a;
	const uint32_t *right = b;

	return (*left > *right) - (*left < *right);
}

static void sort_people(struct survival *survival)
{
	if (survival->people_count > 1)
		qsort(survival->people, survival->people_count,
		      sizeof *survival->people, by_code);
}

/* The next day on which anybody ended or was censored, from *place on. */
static bool next_day(const struct survival *survival, size_t *place,
		     int32_t *day, struct survival_day *count)
{
	*count = (struct survival_day){0, 0};
	while (*place < survival->day_count && count->ended == 0 &&
	       count->censored == 0) {
		*day = (int32_t)*place;
		*count = survival->days[(*place)++];
	}
	if (survival->people_count > *place)
		*day = (int32_t)(survival->people[*place] >> 1);
	while (*place < survival->people_count &&
	       (int32_t)(survival->people[*place] >> 1) == *day) {
		if ((survival->people[(*place)++] & 1) == 0)
			count->ended++;
		else
			count->censored++;
	}
	return count->ended != 0 || count->censored != 0;
}

/* What a walk along the curve found. */
struct crossing {
	bool reached; /* S is at the height or below, */
	bool passed;  /* S is below it */
	int32_t first, next, last;
};

static void look(struct crossing *crossing, wide height, wide aim, int32_t day)
{
	wide near = (wide)1 << (PLACES - NEAR_PLACES);

	if (!crossing->reached && height <= aim + near) {
		crossing->reached = true;
		crossing->first = day;
	}
	if (!crossing->passed && height + near <= aim) {
		crossing->passed = true;
		crossing->next = day;
	}
}

bool survival_percentile(struct survival *survival, int thousandths,
			 int64_t *tenths)
{
	struct crossing crossing = {false, false, 0, 0, 0};
	wide height = (wide)1 << PLACES;
	wide aim = height / THOUSAND * (unsigned int)(THOUSAND - thousandths);
	uint32_t waiting = survival->ended + survival->censored;
	struct survival_day count;
	size_t place = 0;
	int32_t day = 0;

	assert(thousandths > 0 && thousandths < THOUSAND);
	sort_people(survival);
	while (next_day(survival, &place, &day, &count)) {
		if (count.ended != 0)
			height = height * (waiting - count.ended) / waiting;
		waiting -= count.ended + count.censored;
		look(&crossing, height, aim, day);
		crossing.last = day;
	}
	if (!crossing.reached)
		return false;
	if (!crossing.passed)
		crossing.next = crossing.last;
	*tenths = ((int64_t)crossing.first + crossing.next) * 5;
	return true;
}

int64_t survival_reached(struct survival *survival, int32_t days)
{
	wide whole = (wide)1 << PLACES;
	wide height = whole;
	uint32_t waiting = survival->ended + survival->censored;
	struct survival_day count;
	size_t place = 0;
	int32_t day = 0;

	sort_people(survival);
	while (next_day(survival, &place, &day, &count) && day <= days) {
		if (count.ended != 0)
			height = height * (waiting - count.ended) / waiting;
		waiting -= count.ended + count.censored;
	}
	return (int64_t)(((whole - height) * MILLION + whole / 2) / whole);
}

void survival_release(struct survival *survival)
{
	free(survival->people);
	free(survival->days);
	*survival = (struct survival){0, 0, NULL, 0, 0, NULL, 0};
}
