/* check_legible.c: what may be shown stays, the rest becomes `?`. */
#include "batch/engine/legible.h"

#include <check.h>
#include <stdio.h>

static const struct {
	const char *before;
	const char *after;
} rows[] = {
	{"", ""},
	{"plain \"text\"; 100 %", "plain \"text\"; 100 %"},
	{"a\tb\nc\x1b[2J\x7f", "a?b?c?[2J?"},
	{"\xd0\x9c\xd0\xb8\xe2\x82\xac\xf0\x9f\x8c\x8d",
	 "\xd0\x9c\xd0\xb8\xe2\x82\xac\xf0\x9f\x8c\x8d"},
	{"\xd0\x9c\xd0", "\xd0\x9c?"},
	{"\xff\xfe"
	 "a",
	 "??a"},
	{"\xed\xa0\x80", "???"},
	{"c1 \xc2\x9b", "c1 ??"},
};

START_TEST(a_text_becomes_legible)
{
	char text[64];

	snprintf(text, sizeof text, "%s", rows[_i].before);
	legible_make(text);
	ck_assert_str_eq(text, rows[_i].after);
}
END_TEST

Suite *legible_suite(void)
{
	Suite *suite = suite_create("batch/engine/legible");
	TCase *tcase = tcase_create("legible");

	tcase_add_loop_test(tcase, a_text_becomes_legible, 0,
			    (int)(sizeof rows / sizeof rows[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
