/* check_digest.c: SHA-256 as in FIPS 180-4, scrypt as in RFC 7914. */
#include "ledger/base/digest.h"

#include <check.h>
#include <string.h>

START_TEST(the_examples_of_the_standard_come_out)
{
	struct digest *digest = digest_new();
	char hex[DIGEST_HEX_SIZE];

	digest_hex(digest, hex);
	ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb924"
			      "27ae41e4649b934ca495991b7852b855");
	digest_add(digest, "abc", 3);
	digest_hex(digest, hex);
	ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223"
			      "b00361a396177a9cb410ff61f20015ad");
	digest_free(digest);
	digest_free(NULL);
}
END_TEST

START_TEST(more_may_be_added_behind_a_look)
{
	struct digest *digest = digest_new();
	char hex[DIGEST_HEX_SIZE];

	digest_add(digest, "a", 1);
	digest_hex(digest, hex);
	digest_add(digest, "bc", 2);
	digest_hex(digest, hex);
	ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223"
			      "b00361a396177a9cb410ff61f20015ad");
	digest_restart(digest);
	digest_hex(digest, hex);
	ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb924"
			      "27ae41e4649b934ca495991b7852b855");
	digest_free(digest);
}
END_TEST

START_TEST(the_example_of_scrypt_comes_out)
{
	static const unsigned char salt[] = "NaCl";
	static const unsigned char expected[16] = {
		0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34, 0x72, 0x00,
		0x78, 0x56, 0xe7, 0x19, 0x0d, 0x01, 0xe9, 0xfe};
	struct stretch stretch = {1024, 8, 16, salt, 4};
	unsigned char key[64];

	ck_assert(digest_stretch("password", 8, &stretch, key, sizeof key));
	ck_assert_int_eq(memcmp(key, expected, sizeof expected), 0);
	stretch.n = 1000; /* no power of 2 */
	ck_assert(!digest_stretch("password", 8, &stretch, key, sizeof key));
}
END_TEST

Suite *digest_suite(void)
{
	Suite *suite = suite_create("ledger/base/digest");
	TCase *tcase = tcase_create("sha256");

	tcase_add_test(tcase, the_examples_of_the_standard_come_out);
	tcase_add_test(tcase, more_may_be_added_behind_a_look);
	tcase_add_test(tcase, the_example_of_scrypt_comes_out);
	suite_add_tcase(suite, tcase);
	return suite;
}
