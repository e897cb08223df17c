/* check_pack.c: numbers and strings to bytes and back. */
#include "ledger/base/pack.h"

#include <check.h>

static const int64_t numbers[] = {
	0,   1,	  -1,	     63,	64,	   -64,	      -65,	    127,
	128, 300, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, INT64_MIN + 1};

START_TEST(numbers_come_back)
{
	struct text text = TEXT_ZERO;
	struct reader reader;

	pack_varint(&text, (uint64_t)numbers[_i]);
	pack_zigzag(&text, numbers[_i]);
	pack_byte(&text, 0xfe);
	ck_assert_uint_le(text.size, 21);
	reader = reader_of(text.bytes, text.size);
	ck_assert_uint_eq(read_varint(&reader), (uint64_t)numbers[_i]);
	ck_assert_int_eq(read_zigzag(&reader), numbers[_i]);
	ck_assert_uint_eq(read_byte(&reader), 0xfe);
	ck_assert(!reader.bad && reader.at == reader.end);
	text_release(&text);
}
END_TEST

START_TEST(the_shapes_are_those_of_the_header)
{
	struct text text = TEXT_ZERO;

	pack_varint(&text, 300);
	pack_zigzag(&text, -2);
	pack_string(&text, "ab", 2);
	ck_assert_mem_eq(text.bytes,
			 "\xac\x02\x03\x02"
			 "ab",
			 6);
	ck_assert_uint_eq(text.size, 6);
	text_release(&text);
}
END_TEST

START_TEST(a_reader_that_runs_out_is_bad_and_stays_so)
{
	struct reader reader = reader_of("\x05"
					 "abc",
					 4);
	struct slice slice = read_string(&reader);

	ck_assert(reader.bad);
	ck_assert_uint_eq(slice.size, 0);
	ck_assert_uint_eq(read_byte(&reader), 0);
	ck_assert_uint_eq(read_varint(&reader), 0);
	ck_assert_int_eq(read_zigzag(&reader), 0);
	ck_assert_uint_eq(read_string(&reader).size, 0);
	reader = reader_of("", 0);
	ck_assert_uint_eq(read_byte(&reader), 0);
	ck_assert(reader.bad);
}
END_TEST

START_TEST(a_varint_without_end_is_bad)
{
	unsigned char endless[12] = {0};
	struct reader reader = reader_of(endless, sizeof endless);

	memset(endless, 0x80, sizeof endless);
	ck_assert_uint_eq(read_varint(&reader), 0);
	ck_assert(reader.bad);
	reader = reader_of(endless, 5);
	read_varint(&reader);
	ck_assert(reader.bad);
}
END_TEST

START_TEST(a_u32_sorts_as_its_number)
{
	static const uint32_t list[] = {0,	    1,		255,
					256,	    65535,	65536,
					0x7fffffff, 0x80000000, UINT32_MAX};
	unsigned char before[4] = {0, 0, 0, 0};
	size_t i;

	for (i = 0; i < sizeof list / sizeof list[0]; i++) {
		unsigned char bytes[4];

		put_u32(bytes, list[i]);
		ck_assert_uint_eq(get_u32(bytes), list[i]);
		ck_assert_int_ge(memcmp(bytes, before, 4), i == 0 ? 0 : 1);
		memcpy(before, bytes, 4);
	}
}
END_TEST

START_TEST(slices_are_compared_whole)
{
	struct slice slice = {"ab", 2};
	struct slice none = {NULL, 0};
	struct slice empty = {"", 0};

	ck_assert(slice_is(slice, "ab"));
	ck_assert(!slice_is(slice, "abc"));
	ck_assert(!slice_is(slice, "a"));
	ck_assert(slice_equal(none, empty));
	ck_assert(!slice_equal(slice, empty));
}
END_TEST

Suite *pack_suite(void)
{
	Suite *suite = suite_create("ledger/base/pack");
	TCase *tcase = tcase_create("shapes");

	tcase_add_loop_test(tcase, numbers_come_back, 0,
			    sizeof numbers / sizeof numbers[0]);
	tcase_add_test(tcase, the_shapes_are_those_of_the_header);
	tcase_add_test(tcase, a_reader_that_runs_out_is_bad_and_stays_so);
	tcase_add_test(tcase, a_varint_without_end_is_bad);
	tcase_add_test(tcase, a_u32_sorts_as_its_number);
	tcase_add_test(tcase, slices_are_compared_whole);
	suite_add_tcase(suite, tcase);
	return suite;
}
