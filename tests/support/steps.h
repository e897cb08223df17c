/*
 * steps.h: an event as one row of a test's table.
 *
 * Shape       {"award.paid", "claim=C-1,amount=500", "2009-03-01", CODE}:
 *             the event, its other columns as name=value joined by commas,
 *             its date, and the refusal that it must meet (POSTED: none).
 *             A step without `id=` gets the next of E-1, E-2 ...
 * Ownership   a row borrows from the step and from the id's room.
 */
#ifndef TESTS_SUPPORT_STEPS_H
#define TESTS_SUPPORT_STEPS_H

#include "ledger/rules/event.h"

#define POSTED	     REFUSAL_NONE
#define COUNT_OF(of) (sizeof(of) / sizeof((of)[0]))

enum { STEP_ID_SIZE = 16 };

struct step {
	const char *event;
	const char *fields;
	const char *date;
	enum refusal_code expected;
};

/* The day of a date that the test wrote itself. */
int32_t day_on(const char *date);

/* A slice of a NUL-terminated text. */
struct slice slice_on(const char *text);

/*
 * The row of a step; false when a column is not in the vocabulary. `number`
 * makes its id, written into `id`, unless the step gives one.
 */
bool step_row(const struct step *step, unsigned int number,
	      char id[STEP_ID_SIZE], struct row *row);

#endif /* TESTS_SUPPORT_STEPS_H */
