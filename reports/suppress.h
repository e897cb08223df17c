/*
 * suppress.h: which cells of a published table must be hidden, so that no
 * small count can be read or worked out of it (REPORTS.md section 2, public
 * profile).
 *
 * A table is rows by columns of figures that are not negative, with the sum
 * of each row behind it and the sum of each column below it. The caller
 * hides what must not be shown (`hidden`); suppress_table hides more, until
 * whoever knows every figure shown, that sums are sums, and that nothing is
 * negative, can place a hidden figure no better than within `apart` of
 * itself: the least and the greatest value that it can have lie at least
 * that far apart. A reader's bounds are exact: they are the flows of a
 * network with an arc for each hidden figure, and flows are whole numbers.
 *
 * Sums        of columns (the last row) stand in other tables too. Those
 *             hidden cover each other, whatever stands above them, and take
 *             their whole columns along; where they cannot, the sums of rows
 *             are hidden too. So tables that share such sums are as safe
 *             together as each is alone.
 * Source      complementary cell suppression in two-way tables as a network
 *             flow: Gusfield, SIAM J. Comput. 17 (1988); Castro, EJOR 171
 *             (2006). The thresholds are those of REPORTS.md.
 * Ownership   arrays are the caller's.
 */
#ifndef REPORTS_SUPPRESS_H
#define REPORTS_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SUPPRESS_COUNT_MAX = 10,   /* counts from 1 to this are hidden */
	SUPPRESS_APART = 10,	   /* bounds of a hidden count */
	SUPPRESS_ITEMS_MIN = 3,	   /* fewer make up no sum that is shown */
	SUPPRESS_PERCENT_MAX = 85, /* nor one of which one item is more */
	SUPPRESS_LINES_MAX = 64	   /* rows, and columns, without their sums */
};

struct suppress {
	size_t rows;
	size_t columns;
	bool across; /* is the sum of each row shown? else only columns add up
		      */
	bool money;  /* apart: a figure's own size; counts: SUPPRESS_APART */
	/*
	 * (rows + 1) x (columns + 1) figures, row by row: the last column is
	 * the sums of rows, the last row the sums of columns.
	 */
	const int64_t *values;
	bool *hidden; /* in and out, of the same shape */
};

/* Must a count be hidden for its own sake? */
bool suppress_small(int64_t count);

/* Must a sum of money of so many items, the greatest of them given? */
bool suppress_sum(int64_t sum, int64_t greatest, int64_t items);

/* Hide every small count, then all that would betray one. */
void suppress_counts(struct suppress *table);

/* Hide all that would betray what is hidden already. */
void suppress_table(struct suppress *table);

/* The values between which a reader can place a hidden figure. */
struct suppress_bounds {
	int64_t least;
	int64_t greatest; /* the figure + 2^61: no bound */
};

struct suppress_bounds suppress_bounds_of(const struct suppress *table,
					  size_t row, size_t column);

#endif /* REPORTS_SUPPRESS_H */
