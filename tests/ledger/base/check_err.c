/* check_err.c: bounded sentences. */
#include "ledger/base/err.h"

#include "ledger/base/text.h"

#include <check.h>
#include <string.h>

START_TEST(a_status_is_handed_back_with_its_sentence)
{
	struct err err;

	ck_assert_int_eq(err_set(&err, STATUS_FULL, "%s of %d", "two", 3),
			 STATUS_FULL);
	ck_assert_str_eq(err.text, "two of 3");
	ck_assert_int_eq(err_wrap(&err, STATUS_IO, "file %s", "a.csv"),
			 STATUS_IO);
	ck_assert_str_eq(err.text, "file a.csv: two of 3");
	ck_assert_int_eq(err_set(NULL, STATUS_BUSY, "x"), STATUS_BUSY);
	ck_assert_int_eq(err_wrap(NULL, STATUS_BUSY, "x"), STATUS_BUSY);
}
END_TEST

/* A sentence is cut in front of a character, whatever its length before. */
START_TEST(a_long_sentence_is_cut_between_characters)
{
	struct text text = TEXT_ZERO;
	struct err err;
	int i;

	for (i = 0; i < _i; i++)
		text_add_char(&text, 'x');
	for (i = 0; i < 700; i++)
		text_add_string(&text, "\xe2\x82\xac");
	(void)!err_set(&err, STATUS_IO, "%s", text.bytes);
	ck_assert_uint_lt(strlen(err.text), ERR_TEXT_MAX);
	ck_assert_uint_gt(strlen(err.text), ERR_TEXT_MAX - 8);
	ck_assert(utf8_valid(err.text, strlen(err.text)));
	text_release(&text);
}
END_TEST

Suite *err_suite(void)
{
	Suite *suite = suite_create("ledger/base/err");
	TCase *tcase = tcase_create("sentences");

	tcase_add_test(tcase, a_status_is_handed_back_with_its_sentence);
	tcase_add_loop_test(tcase, a_long_sentence_is_cut_between_characters, 0,
			    4);
	suite_add_tcase(suite, tcase);
	return suite;
}
