/* check_currency.c: the table of currencies. */
#include "ledger/base/currency.h"

#include <check.h>
#include <string.h>

START_TEST(every_currency_is_found_by_its_letters)
{
	int currency;

	for (currency = 0; currency < currency_count(); currency++) {
		const char *code = currency_code((uint8_t)currency);

		ck_assert_uint_eq(strlen(code), 3);
		ck_assert_int_eq(currency_find(code, 3), currency);
		ck_assert_int_ge(currency_digits((uint8_t)currency), 0);
		ck_assert_int_le(currency_digits((uint8_t)currency), 4);
	}
}
END_TEST

START_TEST(indexes_stand_in_byte_order_of_codes)
{
	int currency;

	for (currency = 1; currency < currency_count(); currency++)
		ck_assert_int_lt(strcmp(currency_code((uint8_t)(currency - 1)),
					currency_code((uint8_t)currency)),
				 0);
}
END_TEST

static const struct {
	const char *code;
	int digits;
} known[] = {{"BYB", 0}, {"BYR", 0}, {"BYN", 2}, {"USD", 2},
	     {"EUR", 2}, {"JPY", 0}, {"KWD", 3}, {"CLF", 4}};

START_TEST(minor_digits_are_those_of_the_contract)
{
	uint8_t currency = currency_find(known[_i].code, 3);

	ck_assert_int_ne(currency, CURRENCY_NONE);
	ck_assert_int_eq(currency_digits(currency), known[_i].digits);
}
END_TEST

/* ISO 4217: two digits but for these. */
START_TEST(all_others_have_two_minor_digits)
{
	static const char none[] = "BIF BYB BYR CLP DJF GNF ISK JPY KMF KRW "
				   "PYG RWF UGX UYI VND VUV XAF XOF XPF";
	static const char three[] = "BHD IQD JOD KWD LYD OMR TND";
	static const char four[] = "CLF UYW";
	int currency;

	for (currency = 0; currency < currency_count(); currency++) {
		const char *code = currency_code((uint8_t)currency);
		int digits = strstr(none, code) != NULL	   ? 0
			     : strstr(three, code) != NULL ? 3
			     : strstr(four, code) != NULL  ? 4
							   : 2;

		ck_assert_msg(currency_digits((uint8_t)currency) == digits,
			      "%s has not %d", code, digits);
	}
}
END_TEST

START_TEST(what_is_no_currency_is_not_found)
{
	static const char *const none[] = {"",	  "BY",	 "BYRR", "byr", "XAU",
					   "QQQ", "ZZZ", "AAA",	 "RUR", "B R"};
	size_t i;

	for (i = 0; i < sizeof none / sizeof none[0]; i++)
		ck_assert_int_eq(currency_find(none[i], strlen(none[i])),
				 CURRENCY_NONE);
	ck_assert_str_eq(currency_code(CURRENCY_NONE), "");
	ck_assert_int_eq(currency_digits(CURRENCY_NONE), 0);
}
END_TEST

Suite *currency_suite(void)
{
	Suite *suite = suite_create("ledger/base/currency");
	TCase *tcase = tcase_create("table");

	tcase_add_test(tcase, every_currency_is_found_by_its_letters);
	tcase_add_test(tcase, indexes_stand_in_byte_order_of_codes);
	tcase_add_loop_test(tcase, minor_digits_are_those_of_the_contract, 0,
			    sizeof known / sizeof known[0]);
	tcase_add_test(tcase, all_others_have_two_minor_digits);
	tcase_add_test(tcase, what_is_no_currency_is_not_found);
	suite_add_tcase(suite, tcase);
	return suite;
}
