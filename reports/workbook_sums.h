/*
 * workbook_sums.h: what a workbook has to know of its rows beforehand.
 *
 * One pass over the rows gives the widths of the columns, the exact sums
 * that every formula carries as its result, and the fingerprints that the
 * controls compare.
 *
 * Units       sums in minor units; never floating point.
 * Fingerprint of a column: the sum over its rows of (v x n) mod P, where n
 *             is the row's number on its sheet, from 1, and v what stands
 *             there: a number, day (serial), tenth of a percent or minor
 *             unit (of one currency), all mod P. Of a text: the same of
 *             each of its characters, v being its code point times
 *             ((k + 1000)^3 mod P), k its place from 1. P is a prime above
 *             every code point of the basic plane and every n, so that one
 *             changed character or number (unless by a multiple of P)
 *             always shows, and so do two cells that changed places.
 * Limits      money sums up to SUMS_TOTAL_MAX minor units and single
 *             values below SUMS_VALUE_MAX are recomputed exactly by a
 *             spreadsheet; beyond, flags say that they are not. Texts of
 *             more than SUMS_TEXT_ROWS rows, or SUMS_TEXT_CELLS rows times
 *             characters, have a fingerprint of their lengths only: more
 *             would make every recalculation slow.
 * Memory      flat in rows: it grows with currencies only.
 */
#ifndef REPORTS_WORKBOOK_SUMS_H
#define REPORTS_WORKBOOK_SUMS_H

#include "reports/dataset.h"
#include "reports/workbook_style.h"

#define SUMS_TOTAL_MAX INT64_C(100000000000000)
#define SUMS_VALUE_MAX INT64_C(1000000000000)

enum {
	SUMS_PRIME = 1000003,
	SUMS_SHEET_ROWS = 1000000, /* then the next sheet begins */
	SUMS_GROUPS_MAX = 24,
	SUMS_SECTIONS_MAX = XL_BUCKETS_MAX + 1,
	SUMS_TEXT_ROWS = 50000,
	SUMS_TEXT_CELLS = 4000000,
	SUMS_TEXT_PLACES = 600, /* longer texts: by length only */
	SUMS_NONE = 255
};

enum {
	SUMS_UNSAFE_TOTAL = 1, /* a spreadsheet cannot add it up */
	SUMS_UNSAFE_VALUE = 2, /* nor take its fingerprint */
	SUMS_OVERFLOW = 4      /* and 64 bits cannot hold the total */
};

struct sums_column {
	uint64_t filled;      /* cells that hold something */
	uint64_t fingerprint; /* see above; not of money */
	uint64_t lengths;     /* the same of the texts' lengths */
	int64_t total;	      /* of numbers and of days as serials */
	size_t characters;    /* of the longest text */
	size_t width;	      /* of the widest cell as shown */
	uint64_t too_large;   /* cells that stand as text instead */
	bool by_length;	      /* texts have no fingerprint but lengths */
	int unsafe;
};

/* Rows of one currency that stand together: of a bucket, book or list. */
struct sums_section {
	uint64_t rows;
	int64_t total[DATASET_COLUMNS_MAX];
};

struct sums_currency {
	uint8_t currency;
	uint64_t rows;
	bool outside; /* what is due is too large: no summary of it */
	int64_t total[DATASET_COLUMNS_MAX];
	uint64_t fingerprint[DATASET_COLUMNS_MAX];
	int unsafe[DATASET_COLUMNS_MAX];
	struct sums_section section[SUMS_SECTIONS_MAX];
	int64_t group[SUMS_GROUPS_MAX][XL_BUCKETS_MAX];
	int64_t late; /* outstanding for more than a year's days */
};

/* Columns that a summary is made of; SUMS_NONE where there is none. */
struct sums_roles {
	uint8_t currency;
	uint8_t bucket;
	uint8_t section; /* the bucket, or another column to part rows by */
	uint8_t days;
	uint8_t amount; /* what is due */
	uint8_t group;
	uint8_t start; /* since when */
	uint8_t code;  /* whose */
	uint8_t first_paid;
	uint8_t uncollected;
	uint8_t held;
	uint8_t writ;
};

struct sums_oldest {
	bool known;
	int64_t days;
	int32_t start;
	struct text code;
};

struct sums {
	const struct dataset_column *columns;
	size_t column_count;
	struct sums_roles roles;
	int32_t as_of;
	int32_t writ_days; /* a writ that expires this soon */
	uint64_t rows;
	int digits_max; /* of the finest currency met */
	struct sums_column column[DATASET_COLUMNS_MAX];
	struct sums_currency *currency; /* most rows first, `outside` last */
	size_t currency_count, currency_room;
	struct text section_name[SUMS_SECTIONS_MAX]; /* shortest wait first */
	size_t section_count;
	struct text group_name[SUMS_GROUPS_MAX];
	size_t group_count;
	size_t group_order[SUMS_GROUPS_MAX]; /* by name */
	uint64_t due, late, unpaid;	     /* rows */
	uint64_t writs_expired, writs_soon;
	struct sums_oldest oldest;
	uint64_t broken[2]; /* rows that break an identity */
	bool identity[2];   /* is it one of this dataset */
	uint8_t left[2][4], right[2][4];
	uint32_t *weights; /* of the places in a text */
};

/* Empty sums for a report; set the columns first. */
void sums_init(struct sums *sums, const char *report, int32_t as_of,
	       const struct report_terms *terms);
void sums_release(struct sums *sums);

/* Add a row; its texts have been through xl_text. */
void sums_add(struct sums *sums, const struct cell *cells);

/* After the last row: order the currencies, settle what depends on all. */
void sums_finish(struct sums *sums);

/* Sums of a currency; NULL when no row has it. */
const struct sums_currency *sums_of(const struct sums *sums, uint8_t currency);

/* Column of a name, or SUMS_NONE. */
uint8_t sums_column(const struct sums *sums, const char *name);

/* Is the amount outside what a spreadsheet's number holds exactly? */
bool sums_too_large(int64_t minor);

/*
 * What every row adds up to: the columns `left` equal the columns `right`.
 * The table of them, for the datasets that have one.
 */
struct sums_identity {
	const char *label;
	const char *left[4];
	const char *right[4];
};
enum { SUMS_IDENTITIES = 2 };
extern const struct sums_identity sums_identities[SUMS_IDENTITIES];

#endif /* REPORTS_WORKBOOK_SUMS_H */
