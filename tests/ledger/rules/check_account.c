/* check_account.c: the chart of accounts against its own rules. */
#include "ledger/rules/account.h"

#include <check.h>
#include <string.h>

static const char *const books[] = {"memo:", "trust:", "fund:"};

START_TEST(a_name_begins_with_its_book_and_fund)
{
	int account;

	for (account = 1; account < ACCOUNT_COUNT; account++) {
		const struct account_row *row =
			account_row((enum account)account);
		const char *rest;

		ck_assert_ptr_nonnull(row->name);
		ck_assert_msg(strncmp(row->name, books[row->book],
				      strlen(books[row->book])) == 0,
			      "%s", row->name);
		ck_assert_int_eq(row->book == BOOK_FUND,
				 row->fund != FUND_COUNT);
		if (row->book != BOOK_FUND)
			continue;
		rest = row->name + strlen("fund:");
		ck_assert_int_eq(
			choice_find(COLUMN_FUND, rest, strcspn(rest, ":")),
			row->fund);
	}
}
END_TEST

START_TEST(ranks_are_the_byte_order_of_names)
{
	size_t rank;

	ck_assert_uint_eq(account_ranks(), ACCOUNT_COUNT - 1);
	for (rank = 1; rank < account_ranks(); rank++)
		ck_assert_int_lt(
			strcmp(account_row(account_ranked(rank - 1))->name,
			       account_row(account_ranked(rank))->name),
			0);
}
END_TEST

/* EVENTS.md section 5: contras and what is due to others credit. */
static const struct {
	const char *name;
	enum side side;
} sides[] = {
	{"memo:claims:contra", SIDE_CREDIT},
	{"memo:awards:due", SIDE_CREDIT},
	{"memo:awards:owed", SIDE_DEBIT},
	{"memo:awards:excess-contra", SIDE_CREDIT},
	{"memo:advances:legal-aid:written-off", SIDE_DEBIT},
	{"memo:conversion", SIDE_FREE},
	{"trust:cash", SIDE_DEBIT},
	{"trust:victims", SIDE_CREDIT},
	{"trust:unapplied", SIDE_CREDIT},
	{"trust:seized", SIDE_CREDIT},
	{"trust:property", SIDE_DEBIT},
	{"trust:proceeds", SIDE_CREDIT},
	{"trust:state", SIDE_CREDIT},
	{"fund:grants:cash", SIDE_DEBIT},
	{"fund:grants:subrogated", SIDE_DEBIT},
	{"fund:grants:exchange", SIDE_FREE},
	{"fund:grants:income:donor", SIDE_FREE},
	{"fund:grants:expense:withdrawn", SIDE_FREE},
};

START_TEST(an_account_keeps_the_side_of_the_contract)
{
	int account;

	for (account = 1; account < ACCOUNT_COUNT; account++)
		if (strcmp(account_row((enum account)account)->name,
			   sides[_i].name) == 0)
			break;
	ck_assert_int_lt(account, ACCOUNT_COUNT);
	ck_assert_int_eq(account_side((enum account)account), sides[_i].side);
	ck_assert_int_eq(account_sign((enum account)account),
			 sides[_i].side == SIDE_CREDIT ? -1 : 1);
}
END_TEST

START_TEST(each_book_and_fund_has_a_conversion_account)
{
	ck_assert_int_eq(account_conversion(ACCOUNT_AWARDS_OWED),
			 ACCOUNT_MEMO_CONVERSION);
	ck_assert_int_eq(account_conversion(ACCOUNT_TRUST_CASH),
			 ACCOUNT_TRUST_CONVERSION);
	ck_assert_int_eq(
		account_conversion(account_of(ACCOUNT_FUND_CASH, FUND_GRANTS)),
		account_of(ACCOUNT_FUND_CONVERSION, FUND_GRANTS));
	ck_assert_int_eq(account_conversion(ACCOUNT_TRUST_CONVERSION),
			 ACCOUNT_TRUST_CONVERSION);
}
END_TEST

START_TEST(sums_are_no_accounts)
{
	ck_assert(!account_is_sum(ACCOUNT_ASSISTANCE_CONTRA));
	ck_assert(account_is_sum(SUM_PRINCIPAL));
	ck_assert_int_eq(account_side(SUM_PAID), SIDE_DEBIT);
	ck_assert_int_eq(account_side(SUM_PRINCIPAL), SIDE_FREE);
}
END_TEST

Suite *account_suite(void)
{
	Suite *suite = suite_create("ledger/rules/account");
	TCase *tcase = tcase_create("chart");

	tcase_add_test(tcase, a_name_begins_with_its_book_and_fund);
	tcase_add_test(tcase, ranks_are_the_byte_order_of_names);
	tcase_add_loop_test(tcase, an_account_keeps_the_side_of_the_contract, 0,
			    sizeof sides / sizeof sides[0]);
	tcase_add_test(tcase, each_book_and_fund_has_a_conversion_account);
	tcase_add_test(tcase, sums_are_no_accounts);
	suite_add_tcase(suite, tcase);
	return suite;
}
