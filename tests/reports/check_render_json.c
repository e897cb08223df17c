/* check_render_json.c: strings as RFC 8259 wants them. */
#include "reports/render_formats.h"

#include <check.h>
#include <string.h>

static const struct {
	const char *given;
	const char *wanted;
} strings[] = {
	{"", "\"\""},
	{"C-1", "\"C-1\""},
	{"say \"so\"", "\"say \\\"so\\\"\""},
	{"a\\b", "\"a\\\\b\""},
	{"a\nb\rc\td\be\f", "\"a\\nb\\rc\\td\\be\\f\""},
	{"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\""},
	{"'</script>", "\"'</script>\""},
	{"\xd0\x9c\xd1\x96\xd0\xbd\xd1\x81\xd0\xba",
	 "\"\xd0\x9c\xd1\x96\xd0\xbd\xd1\x81\xd0\xba\""},
};

START_TEST(render_json_escapes_what_it_must)
{
	struct text out = TEXT_ZERO;

	render_json_string(&out, strings[_i].given, strlen(strings[_i].given));
	ck_assert_str_eq(out.bytes, strings[_i].wanted);
	text_release(&out);
}
END_TEST

Suite *render_json_suite(void)
{
	Suite *suite = suite_create("reports/render_json");
	TCase *tcase = tcase_create("strings");

	tcase_add_loop_test(tcase, render_json_escapes_what_it_must, 0,
			    (int)(sizeof strings / sizeof strings[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
