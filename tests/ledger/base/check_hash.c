/* check_hash.c: the published values of FNV-1a. */
#include "ledger/base/hash.h"

#include <check.h>
#include <string.h>

static const struct {
	const char *text;
	uint64_t hash;
} published[] = {
	{"", 0xcbf29ce484222325u},
	{"a", 0xaf63dc4c8601ec8cu},
	{"foobar", 0x85944171f73967e8u},
};

START_TEST(the_published_values_come_out)
{
	const char *text = published[_i].text;

	ck_assert_uint_eq(hash_bytes(0, text, strlen(text)),
			  published[_i].hash);
}
END_TEST

START_TEST(a_seed_and_the_last_byte_move_the_place)
{
	ck_assert_uint_ne(hash_place(0, "C-1", 3), hash_place(1, "C-1", 3));
	ck_assert_uint_ne(hash_place(0, "C-1", 3), hash_place(0, "C-2", 3));
	ck_assert_uint_ne(hash_place(0, "C-1", 3), hash_place(0, "C-1", 2));
}
END_TEST

Suite *hash_suite(void)
{
	Suite *suite = suite_create("ledger/base/hash");
	TCase *tcase = tcase_create("values");

	tcase_add_loop_test(tcase, the_published_values_come_out, 0,
			    (int)(sizeof published / sizeof published[0]));
	tcase_add_test(tcase, a_seed_and_the_last_byte_move_the_place);
	suite_add_tcase(suite, tcase);
	return suite;
}
