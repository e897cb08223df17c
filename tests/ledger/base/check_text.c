/* check_text.c: growing buffers, UTF-8, byte order. */
#include "ledger/base/text.h"

#include <check.h>
#include <string.h>

START_TEST(a_buffer_grows_and_stays_terminated)
{
	struct text text = TEXT_ZERO;
	int i;

	for (i = 0; i < 5000; i++) {
		text_add_char(&text, 'x');
		ck_assert_int_eq(text.bytes[text.size], '\0');
	}
	ck_assert_uint_eq(text.size, 5000);
	text_clear(&text);
	ck_assert_uint_eq(text.size, 0);
	text_add(&text, NULL, 0);
	text_add_string(&text, "a\t");
	text_add_number(&text, INT64_MIN);
	text_addf(&text, " %s %d", "b", 7);
	ck_assert_str_eq(text.bytes, "a\t-9223372036854775808 b 7");
	text_release(&text);
	ck_assert_ptr_null(text.bytes);
	text_clear(&text);
}
END_TEST

static const struct {
	const char *bytes;
	size_t count;
	bool valid;
	bool control;
} strings[] = {
	{"", 0, true, false},
	{"plain", 5, true, false},
	{"\xd0\xb4\xd0\xb0", 2, true, false},
	{"\xe2\x82\xac", 1, true, false},
	{"\xf0\x9f\x98\x80", 1, true, false},
	{"\xf4\x8f\xbf\xbf", 1, true, false},
	{"twelve bytes\xc3\xa9 and more", 22, true, false},
	{"\xc0\x80", 0, false, false},
	{"\xc1\xbf", 0, false, false},
	{"\xe0\x9f\xbf", 0, false, false},
	{"\xed\xa0\x80", 0, false, false},
	{"\xf0\x8f\xbf\xbf", 0, false, false},
	{"\xf4\x90\x80\x80", 0, false, false},
	{"\xf5\x80\x80\x80", 0, false, false},
	{"\x80", 0, false, false},
	{"abcdefgh\xff", 0, false, false},
	{"\xe2\x82", 0, false, false},
	{"\xe2\x28\xa1", 0, false, false},
	{"a\tb", 3, true, true},
	{"a\x7f", 2, true, true},
	{"\xc2\x80", 1, true, true},
	{"\xc2\x9f", 1, true, true},
	{"\xc2\xa0", 1, true, false},
};

START_TEST(utf8_is_well_formed_or_not)
{
	const char *bytes = strings[_i].bytes;
	size_t size = strlen(bytes);

	ck_assert_int_eq(utf8_valid(bytes, size), strings[_i].valid);
	if (!strings[_i].valid)
		return;
	ck_assert_uint_eq(utf8_count(bytes, size), strings[_i].count);
	ck_assert_int_eq(utf8_has_control(bytes, size), strings[_i].control);
}
END_TEST

START_TEST(bytes_are_ordered_and_the_shorter_comes_first)
{
	ck_assert_int_lt(bytes_compare("C-10", 4, "C-9", 3), 0);
	ck_assert_int_lt(bytes_compare("C-1", 3, "C-10", 4), 0);
	ck_assert_int_gt(bytes_compare("\xff", 1, "a", 1), 0);
	ck_assert_int_eq(bytes_compare("ab", 2, "ab", 2), 0);
	ck_assert_int_eq(bytes_compare("", 0, "", 0), 0);
	ck_assert_int_lt(bytes_compare("", 0, "a", 1), 0);
}
END_TEST

Suite *text_suite(void)
{
	Suite *suite = suite_create("ledger/base/text");
	TCase *tcase = tcase_create("text");

	tcase_add_test(tcase, a_buffer_grows_and_stays_terminated);
	tcase_add_loop_test(tcase, utf8_is_well_formed_or_not, 0,
			    sizeof strings / sizeof strings[0]);
	tcase_add_test(tcase, bytes_are_ordered_and_the_shorter_comes_first);
	suite_add_tcase(suite, tcase);
	return suite;
}
