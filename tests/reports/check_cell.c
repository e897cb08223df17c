/* check_cell.c: the text of cells for machines and for a terminal. */
#include "ledger/base/currency.h"
#include "reports/cell.h"

#include <check.h>

static const struct {
	enum cell_kind kind;
	int64_t number;
	const char *currency;
	const char *plain;
	const char *grouped;
} cells[] = {
	{CELL_MONEY, 0, "BYR", "0", "0"},
	{CELL_MONEY, 0, "BYN", "0.00", "0.00"},
	{CELL_MONEY, 5, "BYN", "0.05", "0.05"},
	{CELL_MONEY, -5, "BYN", "-0.05", "-0.05"},
	{CELL_MONEY, 999, "BYR", "999", "999"},
	{CELL_MONEY, 1000, "BYR", "1000", "1 000"},
	{CELL_MONEY, -100, "BYR", "-100", "-100"},
	{CELL_MONEY, -1000, "BYR", "-1000", "-1 000"},
	{CELL_MONEY, 123456789, "BYN", "1234567.89", "1 234 567.89"},
	{CELL_MONEY, 1234567, "BHD", "1234.567", "1 234.567"},
	{CELL_MONEY, INT64_MAX, "BYR", "9223372036854775807",
	 "9 223 372 036 854 775 807"},
	{CELL_MONEY, INT64_MIN, "BYR", "-9223372036854775808",
	 "-9 223 372 036 854 775 808"},
	{CELL_NUMBER, 12345, "", "12345", "12345"},
	{CELL_SHARE, 0, "", "0.0", "0.0"},
	{CELL_SHARE, 1000, "", "100.0", "100.0"},
	{CELL_SHARE, 125, "", "12.5", "12.5"},
	{CELL_DAY, DAY_NONE, "", "", ""},
	{CELL_DAY, 16860, "", "2016-02-29", "2016-02-29"},
};

typedef void add_cell(enum cell_kind kind, const struct cell *cell,
		      struct text *out);

static void expect(add_cell *add, enum cell_kind kind, const struct cell *cell,
		   const char *wanted)
{
	struct text out = TEXT_ZERO;

	text_add_string(&out, "|");
	add(kind, cell, &out);
	ck_assert_str_eq(out.bytes + 1, wanted);
	text_release(&out);
}

START_TEST(cell_prints_exactly)
{
	const char *letters = cells[_i].currency;
	struct cell cell = cell_money(cells[_i].number,
				      currency_find(letters, strlen(letters)));

	expect(cell_plain, cells[_i].kind, &cell, cells[_i].plain);
	expect(cell_grouped, cells[_i].kind, &cell, cells[_i].grouped);
}
END_TEST

START_TEST(cell_that_is_empty_prints_nothing)
{
	static const enum cell_kind kinds[] = {CELL_TEXT,   CELL_CODE,
					       CELL_DAY,    CELL_MONEY,
					       CELL_NUMBER, CELL_SHARE};
	struct cell cell = cell_empty();

	expect(cell_plain, kinds[_i], &cell, "");
	expect(cell_grouped, kinds[_i], &cell, "");
}
END_TEST

Suite *cell_suite(void)
{
	Suite *suite = suite_create("reports/cell");
	TCase *tcase = tcase_create("text");

	tcase_add_loop_test(tcase, cell_prints_exactly, 0,
			    (int)(sizeof cells / sizeof cells[0]));
	tcase_add_loop_test(tcase, cell_that_is_empty_prints_nothing, 0, 6);
	suite_add_tcase(suite, tcase);
	return suite;
}
