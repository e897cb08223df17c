/*
 * triangle.h: figures by the quarter in which something began and by its
 * age in quarters: what actuaries call a run-off triangle. Pure arithmetic.
 *
 * Shapes      a quarter is a number that grows by one each calendar
 *             quarter; age 0 is the quarter of the beginning itself. What
 *             is added at an age counts at that age and at every later one.
 * Units       each figure's own; sums are checked.
 * Errors      a sum that does not fit makes triangle_add answer false.
 * Memory      one number a figure for each quarter, age and currency of the
 *             quarters met.
 * Ownership   triangle_new's handle is the caller's until triangle_free.
 */
#ifndef REPORTS_TRIANGLE_H
#define REPORTS_TRIANGLE_H

#include "ledger/base/day.h"
#include "ledger/base/err.h"

enum { TRIANGLE_FIGURES = 4, TRIANGLE_TEXT_SIZE = 8 };

struct triangle_row {
	int32_t quarter;
	int32_t age;
	uint8_t currency;
	int64_t figures[TRIANGLE_FIGURES];
};

struct triangle;

/* The quarter of a day, and "2008-Q3". */
int32_t triangle_quarter(int32_t day);
void triangle_name(int32_t quarter, char out[TRIANGLE_TEXT_SIZE]);

/* For every quarter of the book up to the one of `day`. */
struct triangle *triangle_new(int32_t day);
void triangle_free(struct triangle *triangle);

/* Add to the figures of a quarter from an age on; not behind the last. */
MUST_CHECK bool triangle_add(struct triangle *triangle,
			     const struct triangle_row *row);

/*
 * The next row that is not all zeros, by quarter, age, currency; false
 * behind the last, or with *too_large set when a sum does not fit.
 */
MUST_CHECK bool triangle_next(struct triangle *triangle,
			      struct triangle_row *row, bool *too_large);

/* Is it the last age of its quarter? */
bool triangle_is_last(const struct triangle *triangle,
		      const struct triangle_row *row);

#endif /* REPORTS_TRIANGLE_H */
