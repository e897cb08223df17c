/* check_scenario_terms.c: presets, and what a command line may say. */
#include "reports/scenario_terms.h"

#include <check.h>
#include <string.h>

static const struct {
	const char *name;
	bool known;
	int after, share;
	bool capped;
} presets[] = {
	{"nl", true, 8, 100, true},    {"fr", true, 2, 30, false},
	{"full", true, 8, 100, false}, {"de", false, 0, 0, false},
	{"", false, 0, 0, false},      {"NL", false, 0, 0, false},
};

START_TEST(a_preset_says_all_but_the_money)
{
	struct scenario_terms terms;

	memset(&terms, 0, sizeof terms);
	ck_assert_int_eq(scenario_preset(presets[_i].name, &terms),
			 presets[_i].known);
	ck_assert_int_eq(terms.after_months, presets[_i].after);
	ck_assert_int_eq(terms.share_percent, presets[_i].share);
	ck_assert_int_eq(terms.capped, presets[_i].capped);
	ck_assert_int_eq(terms.with, SCENARIO_WITH_NOTHING);
}
END_TEST

static const struct {
	const char *text;
	bool valid;
	int64_t mantissa;
	const char *currency;
} sums[] = {
	{"5000", true, 5000, ""},
	{"5000EUR", true, 5000, "EUR"},
	{"12.34BYN", true, 1234, "BYN"},
	{"0", false, 0, ""},
	{"0.00BYN", false, 0, ""},
	{"EUR", false, 0, ""},
	{"", false, 0, ""},
	{"5000XXQ", false, 0, ""},
	{"5000eur", false, 0, ""},
	{"-5", false, 0, ""},
	{"5 EUR", false, 0, ""},
	{"99999999999999999999", false, 0, ""},
};

START_TEST(an_amount_may_name_its_currency)
{
	struct scenario_sum sum;

	ck_assert_int_eq(scenario_sum_read(sums[_i].text, &sum),
			 sums[_i].valid);
	if (!sums[_i].valid)
		return;
	ck_assert_int_eq(sum.value.mantissa, sums[_i].mantissa);
	ck_assert_str_eq(currency_code(sum.currency), sums[_i].currency);
}
END_TEST

static const struct {
	const char *text;
	int months, percent; /* -1: refused */
} numbers[] = {
	{"0", 0, -1},	  {"1", 1, 1},		{"100", 100, 100},
	{"101", 101, -1}, {"30%", -1, 30},	{"1200", 1200, -1},
	{"1201", -1, -1}, {"", -1, -1},		{"8.5", -1, -1},
	{"-1", -1, -1},	  {"99999999", -1, -1}, {"%", -1, -1},
};

START_TEST(months_and_percent_are_whole_numbers)
{
	int months = -1;
	int percent = -1;

	ck_assert_int_eq(scenario_months_read(numbers[_i].text, &months),
			 numbers[_i].months >= 0);
	ck_assert_int_eq(scenario_share_read(numbers[_i].text, &percent),
			 numbers[_i].percent >= 0);
	ck_assert_int_eq(months, numbers[_i].months);
	ck_assert_int_eq(percent, numbers[_i].percent);
}
END_TEST

START_TEST(terms_are_said_as_the_options_that_give_them)
{
	struct scenario_terms terms;
	struct text said = TEXT_ZERO;

	memset(&terms, 0, sizeof terms);
	scenario_terms_say(&terms, &said);
	ck_assert_str_eq(said.bytes, "--advance-after 8 --share 100");
	text_clear(&said);
	ck_assert(scenario_preset("nl", &terms));
	ck_assert(scenario_with_read("750.01BYN", &terms));
	terms.explain = true;
	scenario_terms_say(&terms, &said);
	ck_assert_str_eq(said.bytes, "--advance-after 8 --share 100 --cap "
				     "5000EUR --with 750.01BYN --explain");
	text_clear(&said);
	ck_assert(scenario_with_read("approved", &terms));
	scenario_terms_say(&terms, &said);
	ck_assert_ptr_nonnull(strstr(said.bytes, " --with approved"));
	ck_assert(!scenario_with_read("some", &terms));
	text_release(&said);
}
END_TEST

Suite *scenario_terms_suite(void)
{
	Suite *suite = suite_create("reports/scenario_terms");
	TCase *tcase = tcase_create("terms");

	tcase_add_loop_test(tcase, a_preset_says_all_but_the_money, 0,
			    sizeof presets / sizeof presets[0]);
	tcase_add_loop_test(tcase, an_amount_may_name_its_currency, 0,
			    sizeof sums / sizeof sums[0]);
	tcase_add_loop_test(tcase, months_and_percent_are_whole_numbers, 0,
			    sizeof numbers / sizeof numbers[0]);
	tcase_add_test(tcase, terms_are_said_as_the_options_that_give_them);
	suite_add_tcase(suite, tcase);
	return suite;
}
