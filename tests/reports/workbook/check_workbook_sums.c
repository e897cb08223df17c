/* check_workbook_sums.c: exact sums, fingerprints, and the tape of rows. */
#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "reports/workbook_sums.h"
#include "reports/workbook_tape.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

enum { CODE, CURRENCY, AMOUNT, DAYS, WHEN, COLUMNS };

static const struct dataset_column columns[COLUMNS] = {
	{"claim", "Claim", CELL_CODE},	    {"currency", "Currency", CELL_CODE},
	{"paid", "Paid", CELL_MONEY},	    {"days", "Days", CELL_NUMBER},
	{"in_force", "In force", CELL_DAY},
};

static struct sums sums;
static uint8_t byn;

static void set_up(void)
{
	byn = currency_find("BYN", 3);
	memset(&sums, 0, sizeof sums);
	sums.columns = columns;
	sums.column_count = COLUMNS;
	sums_init(&sums, "aged-awards", 0, &terms_default);
}

static void tear_down(void)
{
	sums_release(&sums);
}

static void fill(struct cell cells[COLUMNS], const char *code, int64_t amount,
		 int64_t days)
{
	memset(cells, 0, sizeof(struct cell) * COLUMNS);
	cells[CODE].text = (struct slice){code, strlen(code)};
	cells[CURRENCY].text = (struct slice){"BYN", 3};
	cells[AMOUNT].number = amount;
	cells[AMOUNT].currency = byn;
	cells[DAYS].number = days;
	cells[WHEN].number = DAY_NONE;
}

static void add(const char *code, int64_t amount, int64_t days)
{
	struct cell cells[COLUMNS];

	fill(cells, code, amount, days);
	sums_add(&sums, cells);
}

START_TEST(sums_are_exact_and_empty_days_are_not_counted)
{
	add("A", 29, 1);
	add("B", -5, 2);
	sums_finish(&sums);
	ck_assert_uint_eq(sums.rows, 2);
	ck_assert_int_eq(sums_of(&sums, byn)->total[AMOUNT], 24);
	ck_assert_int_eq(sums.column[DAYS].total, 3);
	ck_assert_uint_eq(sums.column[WHEN].filled, 0);
	ck_assert_uint_eq(sums.column[AMOUNT].filled, 2);
	ck_assert_ptr_null(sums_of(&sums, currency_find("USD", 3)));
}
END_TEST

/* Worked out by hand from the definition in the header. */
START_TEST(fingerprints_are_as_defined)
{
	uint64_t a = 65 * (UINT64_C(1001) * 1001 * 1001 % SUMS_PRIME);
	uint64_t b = 66 * (UINT64_C(1002) * 1002 * 1002 % SUMS_PRIME);

	add("AB", 2000000, 7);
	add("A", -1, 0);
	sums_finish(&sums);
	ck_assert_uint_eq(sums.column[CODE].fingerprint,
			  a % SUMS_PRIME + b % SUMS_PRIME +
				  a % SUMS_PRIME * 2 % SUMS_PRIME);
	ck_assert_uint_eq(sums.column[CODE].lengths, 2 + 1 * 2);
	ck_assert_uint_eq(sums.column[DAYS].fingerprint, 7);
	ck_assert_uint_eq(sums_of(&sums, byn)->fingerprint[AMOUNT],
			  2000000 % SUMS_PRIME +
				  (SUMS_PRIME - 1) * UINT64_C(2) % SUMS_PRIME);
}
END_TEST

START_TEST(what_a_spreadsheet_cannot_add_is_marked)
{
	add("A", SUMS_TOTAL_MAX, 1);
	sums_finish(&sums);
	ck_assert_int_eq(sums_of(&sums, byn)->unsafe[AMOUNT],
			 SUMS_UNSAFE_VALUE);
	add("B", XL_EXACT, 1);
	add("C", INT64_MAX, 1);
	sums_finish(&sums);
	ck_assert_int_eq(sums_of(&sums, byn)->unsafe[AMOUNT],
			 SUMS_UNSAFE_VALUE | SUMS_UNSAFE_TOTAL | SUMS_OVERFLOW);
	ck_assert_uint_eq(sums.column[AMOUNT].too_large, 2);
	ck_assert(sums_too_large(XL_EXACT) && sums_too_large(-XL_EXACT));
	ck_assert(!sums_too_large(XL_EXACT - 1));
}
END_TEST

START_TEST(texts_beyond_the_basic_plane_have_no_fingerprint)
{
	add("A", 1, 1);
	add("\xf0\x9f\x98\x80", 1, 1);
	sums_finish(&sums);
	ck_assert(sums.column[CODE].unsafe & SUMS_UNSAFE_VALUE);
	ck_assert(!(sums.column[CURRENCY].unsafe & SUMS_UNSAFE_VALUE));
}
END_TEST

START_TEST(a_tape_gives_its_rows_back)
{
	enum { ROWS = 20000 };
	struct cell cells[COLUMNS];
	struct tape *tape;
	char code[24];
	int i;

	ck_assert_int_eq(tape_new("/tmp", COLUMNS, &tape, NULL), STATUS_OK);
	for (i = 0; i < ROWS; i++) {
		snprintf(code, sizeof code, "K-%d", i);
		fill(cells, code, (int64_t)i * 1000003 - 5, i);
		ck_assert_int_eq(tape_add(tape, cells, NULL), STATUS_OK);
	}
	ck_assert_int_eq(tape_rewind(tape, NULL), STATUS_OK);
	for (i = 0; i < ROWS; i++) {
		snprintf(code, sizeof code, "K-%d", i);
		ck_assert_int_eq(tape_next(tape, cells, NULL), STATUS_OK);
		ck_assert(slice_is(cells[CODE].text, code));
		ck_assert_int_eq(cells[AMOUNT].number,
				 (int64_t)i * 1000003 - 5);
		ck_assert_uint_eq(cells[AMOUNT].currency, byn);
		ck_assert_int_eq(cells[WHEN].number, DAY_NONE);
	}
	ck_assert_int_eq(tape_next(tape, cells, NULL), STATUS_END);
	tape_free(tape);
	ck_assert_int_eq(tape_new("/nowhere/at/all", COLUMNS, &tape, NULL),
			 STATUS_OUTPUT);
}
END_TEST

Suite *workbook_sums_suite(void)
{
	Suite *suite = suite_create("reports/workbook_sums");
	TCase *tcase = tcase_create("sums");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, sums_are_exact_and_empty_days_are_not_counted);
	tcase_add_test(tcase, fingerprints_are_as_defined);
	tcase_add_test(tcase, what_a_spreadsheet_cannot_add_is_marked);
	tcase_add_test(tcase, texts_beyond_the_basic_plane_have_no_fingerprint);
	tcase_add_test(tcase, a_tape_gives_its_rows_back);
	suite_add_tcase(suite, tcase);
	return suite;
}
