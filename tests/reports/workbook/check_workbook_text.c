/* check_workbook_text.c: what text becomes before a workbook takes it. */
#include "reports/workbook_text.h"

#include <check.h>
#include <stdlib.h>

#define BAD "\xef\xbf\xbd" /* U+FFFD */

static const struct {
	const char *in;
	size_t size;
	const char *out;
} rows[] = {
	{"plain", 5, "plain"},
	{"", 0, ""},
	{"\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba", 10,
	 "\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba"},
	{"\xf0\x9f\x98\x80", 4, "\xf0\x9f\x98\x80"},
	{"=cmd|x", 6, "=cmd|x"},
	/* invalid: a lone tail, a cut character, overlong, surrogate, high */
	{"a\x80z", 3, "a" BAD "z"},
	{"a\xd0", 2, "a" BAD},
	{"\xc0\xaf", 2, BAD BAD},
	{"\xe0\x80\xaf", 3, BAD BAD BAD},
	{"\xed\xa0\x80", 3, BAD BAD BAD},
	{"\xf4\x90\x80\x80", 4, BAD BAD BAD BAD},
	{"\xff\xfe", 2, BAD BAD},
	/* controls and noncharacters */
	{"a\0b", 3, "a" BAD "b"},
	{"a\x01\x1f\x7f", 4, "a" BAD BAD BAD},
	{"\xc2\x80\xc2\x9f", 4, BAD BAD},
	{"\xef\xbf\xbe\xef\xbf\xbf", 6, BAD BAD},
	{"\xef\xb7\x90", 3, BAD},
	{"\xef\xbb\xbfx", 4, BAD "x"},
	{"\xf0\x9f\xbf\xbe", 4, BAD},
	/* white space that would break a line */
	{"a\tb\nc\rd", 7, "a b c d"},
	{"a\xe2\x80\xa8z", 5, "a z"},
	/* direction: U+202E, U+2066, U+200F, U+061C */
	{"\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c", 11, BAD BAD BAD BAD},
	/* what a reader would decode */
	{"_x0041_", 7, "_\xe2\x80\x8bx0041_"},
	{"a_X00ff_", 8, "a_\xe2\x80\x8bX00ff_"},
	{"_x0041_x0042_", 13, "_\xe2\x80\x8bx0041_\xe2\x80\x8bx0042_"},
	{"_x004_", 6, "_x004_"},
	{"_xzzzz_", 7, "_xzzzz_"},
};

START_TEST(text_comes_out_fit_for_a_cell)
{
	struct text out = TEXT_ZERO;
	struct text again = TEXT_ZERO;
	struct slice in = {rows[_i].in, rows[_i].size};

	xl_text(&out, in);
	ck_assert_str_eq(out.bytes, rows[_i].out);
	ck_assert_uint_eq(out.size, strlen(rows[_i].out));
	ck_assert(utf8_valid(out.bytes, out.size));
	xl_text(&again, (struct slice){out.bytes, out.size});
	ck_assert_str_eq(again.bytes, out.bytes);
	text_release(&out);
	text_release(&again);
}
END_TEST

/* Units as a spreadsheet counts them: two beyond the basic plane. */
static size_t units(const struct text *text)
{
	struct slice rest = {text->bytes, text->size};
	uint32_t point;
	size_t count = 0;

	while (xl_text_next(&rest, &point))
		count += point > 0xFFFF ? 2 : 1;
	return count;
}

START_TEST(a_text_is_cut_only_beyond_the_limit)
{
	static const char *const parts[] = {"a", "\xd0\xb6", "\xf0\x9f\x98\x80",
					    "_x0041_"};
	struct text in = TEXT_ZERO;
	struct text out = TEXT_ZERO;
	struct text again = TEXT_ZERO;

	while (in.size < 300000)
		text_add_string(&in, parts[_i]);
	xl_text(&out, (struct slice){in.bytes, in.size});
	ck_assert_uint_le(units(&out), XL_TEXT_UNITS_MAX);
	ck_assert_uint_ge(units(&out), XL_TEXT_UNITS_MAX - 2);
	ck_assert_str_eq(out.bytes + out.size - 3, "\xe2\x80\xa6");
	ck_assert(utf8_valid(out.bytes, out.size));
	xl_text(&again, (struct slice){out.bytes, out.size});
	ck_assert_str_eq(again.bytes, out.bytes);
	text_release(&in);
	text_release(&out);
	text_release(&again);
}
END_TEST

START_TEST(a_text_at_the_limit_is_whole)
{
	struct text in = TEXT_ZERO;
	struct text out = TEXT_ZERO;

	while (in.size < XL_TEXT_UNITS_MAX)
		text_add_char(&in, 'a');
	xl_text(&out, (struct slice){in.bytes, in.size});
	ck_assert_str_eq(out.bytes, in.bytes);
	text_release(&in);
	text_release(&out);
}
END_TEST

START_TEST(a_page_text_doubles_the_ampersand_and_is_short)
{
	struct text out = TEXT_ZERO;
	size_t i;

	xl_text_page(&out, "A&B\n");
	ck_assert_str_eq(out.bytes, "A&&B ");
	xl_text_page(&out, "");
	ck_assert_str_eq(out.bytes, "");
	xl_text_page(&out, "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&"
			   "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&");
	ck_assert_uint_eq(out.size, 120);
	for (i = 0; i < out.size; i++)
		ck_assert_int_eq(out.bytes[i], '&');
	text_release(&out);
}
END_TEST

Suite *workbook_text_suite(void)
{
	Suite *suite = suite_create("reports/workbook_text");
	TCase *tcase = tcase_create("text");

	tcase_add_loop_test(tcase, text_comes_out_fit_for_a_cell, 0,
			    sizeof rows / sizeof rows[0]);
	tcase_add_loop_test(tcase, a_text_is_cut_only_beyond_the_limit, 0, 4);
	tcase_add_test(tcase, a_text_at_the_limit_is_whole);
	tcase_add_test(tcase, a_page_text_doubles_the_ampersand_and_is_short);
	suite_add_tcase(suite, tcase);
	return suite;
}
