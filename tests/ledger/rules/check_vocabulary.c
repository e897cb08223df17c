/* check_vocabulary.c: columns, choices, states and kinds. */
#include "ledger/rules/vocabulary.h"

#include <check.h>
#include <string.h>

START_TEST(every_column_is_found_by_its_name)
{
	int column;

	for (column = 0; column < COLUMN_COUNT; column++) {
		const char *name = column_row((enum column)column)->name;

		ck_assert_int_eq(column_find(name, strlen(name)), column);
	}
	ck_assert_int_eq(column_find("error", 5), COLUMN_IGNORED);
	ck_assert_int_eq(column_find("detail", 6), COLUMN_IGNORED);
	ck_assert_int_eq(column_find("line", 4), COLUMN_IGNORED);
	ck_assert_int_eq(column_find("Amount", 6), COLUMN_NONE);
	ck_assert_int_eq(column_find("", 0), COLUMN_NONE);
}
END_TEST

START_TEST(every_choice_is_found_by_its_name)
{
	int column;

	for (column = 0; column < COLUMN_COUNT; column++) {
		enum column at = (enum column)column;
		int choice;

		if (column_row(at)->form != FORM_CHOICE)
			continue;
		ck_assert_int_gt(choice_count(at), 1);
		for (choice = 0; choice < choice_count(at); choice++) {
			const char *name = choice_name(at, choice);

			ck_assert_int_eq(choice_find(at, name, strlen(name)),
					 choice);
		}
		ck_assert_int_eq(choice_find(at, "", 0), -1);
	}
}
END_TEST

START_TEST(funds_and_sources_are_numbered_as_their_enums)
{
	ck_assert_str_eq(choice_name(COLUMN_FUND, FUND_COMPENSATION),
			 "compensation");
	ck_assert_str_eq(choice_name(COLUMN_FUND, FUND_GRANTS), "grants");
	ck_assert_str_eq(choice_name(COLUMN_FUND, FUND_LEGAL_AID), "legal-aid");
	ck_assert_int_eq(choice_count(COLUMN_FUND), FUND_COUNT);
	ck_assert_str_eq(choice_name(COLUMN_SOURCE, SOURCE_DONOR), "donor");
	ck_assert_str_eq(choice_name(COLUMN_SOURCE, SOURCE_OTHER), "other");
	ck_assert_int_eq(choice_count(COLUMN_SOURCE), SOURCE_COUNT);
}
END_TEST

static const struct {
	const char *kind;
	bool asset;
	bool assistance;
} kinds[] = {
	{"cash", true, false},		{"vehicle", true, false},
	{"real-estate", true, false},	{"valuables", true, false},
	{"goods", true, false},		{"other", true, true},
	{"reintegration", false, true}, {"training", false, true},
	{"scholarship", false, true},	{"tools", false, true},
	{"micro-grant", false, true},	{"legal-aid", false, true},
	{"medical", false, true},	{"psychological", false, true},
	{"shelter", false, true},
};

START_TEST(each_event_takes_its_own_kinds)
{
	int choice = choice_find(COLUMN_KIND, kinds[_i].kind,
				 strlen(kinds[_i].kind));

	ck_assert_int_ge(choice, 0);
	ck_assert_int_eq(
		choice_allowed(EVENT_ASSET_SEIZED, COLUMN_KIND, choice),
		kinds[_i].asset);
	ck_assert_int_eq(
		choice_allowed(EVENT_ASSISTANCE_APPROVED, COLUMN_KIND, choice),
		kinds[_i].assistance);
}
END_TEST

START_TEST(clocks_name_four_kinds_of_items)
{
	int kind;
	int found = 0;

	for (kind = 1; kind < ITEM_KIND_COUNT; kind++) {
		const char *name = item_kind_name((enum item_kind)kind);

		ck_assert_str_ne(name, "");
		found += item_kind_find(name, strlen(name)) ==
			 (enum item_kind)kind;
	}
	ck_assert_int_eq(found, 4);
	ck_assert_int_eq(column_item(COLUMN_PARENT), ITEM_CLAIM);
	ck_assert_int_eq(column_item(COLUMN_POLICY), ITEM_POLICY);
	ck_assert_int_eq(column_item(COLUMN_VICTIM), ITEM_NONE);
}
END_TEST

START_TEST(states_have_different_names)
{
	int a;
	int b;

	for (a = 0; a < STATE_COUNT; a++)
		for (b = 0; b < a; b++)
			ck_assert_str_ne(state_name((enum state)a),
					 state_name((enum state)b));
}
END_TEST

Suite *vocabulary_suite(void)
{
	Suite *suite = suite_create("ledger/rules/vocabulary");
	TCase *tcase = tcase_create("tables");

	tcase_add_test(tcase, every_column_is_found_by_its_name);
	tcase_add_test(tcase, every_choice_is_found_by_its_name);
	tcase_add_test(tcase, funds_and_sources_are_numbered_as_their_enums);
	tcase_add_loop_test(tcase, each_event_takes_its_own_kinds, 0,
			    sizeof kinds / sizeof kinds[0]);
	tcase_add_test(tcase, clocks_name_four_kinds_of_items);
	tcase_add_test(tcase, states_have_different_names);
	suite_add_tcase(suite, tcase);
	return suite;
}
