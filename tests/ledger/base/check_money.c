/* check_money.c: exact sums, or none. */
#include "ledger/base/money.h"

#include <check.h>
#include <string.h>

static const struct {
	const char *text;
	int digits; /* of the currency */
	int64_t minor;
	enum decimal_result expected;
} decimals[] = {
	{"0", 0, 0, DECIMAL_OK},
	{"1500000", 0, 1500000, DECIMAL_OK},
	{"12.50", 2, 1250, DECIMAL_OK},
	{"12.5", 2, 1250, DECIMAL_OK},
	{"0.01", 2, 1, DECIMAL_OK},
	{"007", 3, 7000, DECIMAL_OK},
	{"9223372036854775807", 0, INT64_MAX, DECIMAL_OK},
	{"92233720368547758.07", 2, INT64_MAX, DECIMAL_OK},
	{"92233720368547758.08", 2, 0, DECIMAL_OVERFLOW},
	{"9223372036854775808", 0, 0, DECIMAL_OVERFLOW},
	{"9223372036854775807", 2, 0, DECIMAL_OVERFLOW},
	{"123456789012345678901234567890", 2, 0, DECIMAL_OVERFLOW},
	{"0.000000000000000001", 18, 1, DECIMAL_OK},
	{"", 2, 0, DECIMAL_FORM},
	{".", 2, 0, DECIMAL_FORM},
	{".5", 2, 0, DECIMAL_FORM},
	{"5.", 2, 0, DECIMAL_FORM},
	{"1.5", 0, 0, DECIMAL_FORM},
	{"1.555", 2, 0, DECIMAL_FORM},
	{"1.2.3", 2, 0, DECIMAL_FORM},
	{"-1", 2, 0, DECIMAL_FORM},
	{"+1", 2, 0, DECIMAL_FORM},
	{"1,000", 2, 0, DECIMAL_FORM},
	{"1 000", 2, 0, DECIMAL_FORM},
	{"1e3", 2, 0, DECIMAL_FORM},
	{"0x10", 2, 0, DECIMAL_FORM},
	{"\xd9\xa1", 2, 0, DECIMAL_FORM},
};

START_TEST(decimals_are_read_exactly_or_not_at_all)
{
	const char *text = decimals[_i].text;
	struct decimal decimal;
	int64_t minor = -1;
	enum decimal_result result =
		decimal_parse(text, strlen(text), 18, &decimal);

	if (result == DECIMAL_OK)
		result = decimal_minor(decimal, decimals[_i].digits, &minor);
	ck_assert_int_eq(result, decimals[_i].expected);
	if (result == DECIMAL_OK)
		ck_assert_int_eq(minor, decimals[_i].minor);
}
END_TEST

START_TEST(more_places_than_the_currency_has_are_a_breach_of_form)
{
	struct decimal decimal;

	ck_assert_int_eq(decimal_parse("1.50", 4, 1, &decimal), DECIMAL_FORM);
	ck_assert_int_eq(decimal_parse("1.50", 4, 2, &decimal), DECIMAL_OK);
}
END_TEST

static const struct {
	int64_t minor;
	int digits;
	const char *text;
} formats[] = {
	{0, 0, "0"},
	{0, 2, "0.00"},
	{-1, 2, "-0.01"},
	{1250, 2, "12.50"},
	{-1500000, 0, "-1500000"},
	{1, 4, "0.0001"},
	{INT64_MAX, 0, "9223372036854775807"},
	{INT64_MIN, 2, "-92233720368547758.08"},
};

START_TEST(minor_units_are_written_with_their_digits)
{
	char text[MONEY_TEXT_SIZE];
	size_t size = money_format(formats[_i].minor, formats[_i].digits, text);

	ck_assert_str_eq(text, formats[_i].text);
	ck_assert_uint_eq(size, strlen(text));
}
END_TEST

START_TEST(a_sum_that_does_not_fit_changes_nothing)
{
	int64_t sum = 7;

	ck_assert(!money_add(INT64_MAX, 1, &sum));
	ck_assert(!money_add(INT64_MIN, -1, &sum));
	ck_assert_int_eq(sum, 7);
	ck_assert(money_add(INT64_MAX, INT64_MIN, &sum));
	ck_assert_int_eq(sum, -1);
}
END_TEST

START_TEST(a_share_is_rounded_down_with_its_remainder)
{
	int64_t remainder = -1;

	ck_assert_int_eq(money_share(50, 7, 100, &remainder), 3);
	ck_assert_int_eq(remainder, 50);
	ck_assert_int_eq(money_share(0, 7, 100, &remainder), 0);
	ck_assert_int_eq(remainder, 0);
	ck_assert_int_eq(
		money_share(INT64_MAX, INT64_MAX, INT64_MAX, &remainder),
		INT64_MAX);
	ck_assert_int_eq(remainder, 0);
	ck_assert_int_eq(money_share(INT64_MAX - 1, INT64_MAX - 1, INT64_MAX,
				     &remainder),
			 INT64_MAX - 2);
	ck_assert_int_eq(remainder, 1);
}
END_TEST

static const struct {
	int64_t amount;
	const char *factor;
	bool divide;
	int from_digits, to_digits;
	int64_t result;
	bool fits;
} scales[] = {
	{1000000, "10000", true, 0, 2, 10000, true}, /* BYR to BYN */
	{10000, "10000", false, 2, 0, 1000000, true},
	{1499, "1000", true, 0, 0, 1, true},
	{1500, "1000", true, 0, 0, 2, true},
	{-1500, "1000", true, 0, 0, -2, true},
	{0, "3703", true, 0, 2, 0, true},
	{500000, "3703", false, 2, 0, 18515000, true}, /* EUR to BYR */
	{18515000, "3703", true, 0, 2, 500000, true},
	{1, "0.5", false, 0, 0, 1, true}, /* the half goes up */
	{INT64_MAX, "1", false, 0, 0, INT64_MAX, true},
	{INT64_MAX, "1", true, 0, 0, INT64_MAX, true},
	{INT64_MAX, "1.0000000001", false, 0, 0, 0, false},
	{INT64_MAX, "0.9", true, 0, 0, 0, false},
	{INT64_MAX, "900000000000000000", false, 0, 4, 0, false},
};

START_TEST(an_amount_is_brought_to_another_currency_or_does_not_fit)
{
	const char *text = scales[_i].factor;
	struct money_scale scale = {{0, 0, false},
				    scales[_i].divide,
				    scales[_i].from_digits,
				    scales[_i].to_digits};
	int64_t result = 77;

	ck_assert_int_eq(decimal_parse(text, strlen(text), 10, &scale.factor),
			 DECIMAL_OK);
	ck_assert_int_eq(money_rescale(scales[_i].amount, &scale, &result),
			 scales[_i].fits);
	ck_assert_int_eq(result, scales[_i].fits ? scales[_i].result : 77);
}
END_TEST

Suite *money_suite(void)
{
	Suite *suite = suite_create("ledger/base/money");
	TCase *tcase = tcase_create("money");

	tcase_add_loop_test(tcase, decimals_are_read_exactly_or_not_at_all, 0,
			    sizeof decimals / sizeof decimals[0]);
	tcase_add_test(tcase,
		       more_places_than_the_currency_has_are_a_breach_of_form);
	tcase_add_loop_test(tcase, minor_units_are_written_with_their_digits, 0,
			    sizeof formats / sizeof formats[0]);
	tcase_add_test(tcase, a_sum_that_does_not_fit_changes_nothing);
	tcase_add_test(tcase, a_share_is_rounded_down_with_its_remainder);
	tcase_add_loop_test(
		tcase, an_amount_is_brought_to_another_currency_or_does_not_fit,
		0, sizeof scales / sizeof scales[0]);
	suite_add_tcase(suite, tcase);
	return suite;
}
