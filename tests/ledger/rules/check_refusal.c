/* check_refusal.c: codes and bounded sentences. */
#include "ledger/rules/refusal.h"

#include <check.h>
#include <string.h>

START_TEST(codes_are_printed_as_in_the_contract)
{
	ck_assert_str_eq(refusal_name(REFUSAL_NONE), "");
	ck_assert_str_eq(refusal_name(REFUSAL_BAD_CSV), "bad-csv");
	ck_assert_str_eq(refusal_name(REFUSAL_OVERFLOW), "overflow");
	ck_assert_str_eq(refusal_name(REFUSAL_VICTIMS_FIRST), "victims-first");
	ck_assert_str_eq(refusal_name(REFUSAL_DEPENDS), "depends");
	ck_assert_str_eq(refusal_name(REFUSAL_CONTROL_MISMATCH),
			 "control-mismatch");
}
END_TEST

START_TEST(a_refusal_is_false_and_says_why)
{
	struct refusal refusal;
	char text[600];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	ck_assert(!refuse(&refusal, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
			  "%d too "
			  "many",
			  3));
	ck_assert_int_eq(refusal.code, REFUSAL_EXCEEDS);
	ck_assert_int_eq(refusal.column, COLUMN_AMOUNT);
	ck_assert_str_eq(refusal.text, "3 too many");
	ck_assert(!refuse(&refusal, REFUSAL_EXCEEDS, COLUMN_NONE, "%s", text));
	ck_assert_uint_eq(strlen(refusal.text), REFUSAL_TEXT_MAX - 1);
}
END_TEST

Suite *refusal_suite(void)
{
	Suite *suite = suite_create("ledger/rules/refusal");
	TCase *tcase = tcase_create("codes");

	tcase_add_test(tcase, codes_are_printed_as_in_the_contract);
	tcase_add_test(tcase, a_refusal_is_false_and_says_why);
	suite_add_tcase(suite, tcase);
	return suite;
}
