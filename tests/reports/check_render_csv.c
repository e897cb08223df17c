/* check_render_csv.c: quoting, and text that is never a formula. */
#include "reports/render_formats.h"

#include <check.h>
#include <string.h>

typedef void add_cell(struct text *out, const char *bytes, size_t size);

static void expect(add_cell *add, const char *given, const char *wanted)
{
	struct text out = TEXT_ZERO;

	text_add_string(&out, "|");
	add(&out, given, strlen(given));
	ck_assert_str_eq(out.bytes + 1, wanted);
	text_release(&out);
}

static const struct {
	const char *given;
	const char *code;
	const char *text;
} cells[] = {
	/* given, as a code, as free text */
	{"", "", ""},
	{"C-1", "C-1", "C-1"},
	{"A;B", "A;B", "A;B"},
	{" padded ", " padded ", " padded "},
	{"a,b", "\"a,b\"", "\"a,b\""},
	{"say \"so\"", "\"say \"\"so\"\"\"", "\"say \"\"so\"\"\""},
	{"a\nb", "\"a\nb\"", "\"a\nb\""},
	{"a\rb", "\"a\rb\"", "\"a\rb\""},
	{"=1+2", "=1+2", "'=1+2"},
	{"+375", "+375", "'+375"},
	{"-5", "-5", "'-5"},
	{"@x", "@x", "'@x"},
	{"\tx", "\tx", "'\tx"},
	{"=a,b", "\"=a,b\"", "\"'=a,b\""},
	{"=\"x\"", "\"=\"\"x\"\"\"", "\"'=\"\"x\"\"\""},
	{"a=b", "a=b", "a=b"},
	{"\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba",
	 "\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba",
	 "\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba"},
};

START_TEST(render_csv_quotes_and_guards)
{
	expect(render_csv_code, cells[_i].given, cells[_i].code);
	expect(render_csv_text, cells[_i].given, cells[_i].text);
}
END_TEST

Suite *render_csv_suite(void)
{
	Suite *suite = suite_create("reports/render_csv");
	TCase *tcase = tcase_create("cells");

	tcase_add_loop_test(tcase, render_csv_quotes_and_guards, 0,
			    (int)(sizeof cells / sizeof cells[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
