/* check_seal.c: debits equal credits, per book, fund and currency. */
#include "ledger/base/currency.h"
#include "ledger/rules/entry.h"

#include <check.h>

#define CASH	ACCOUNT_TRUST_CASH
#define VICTIMS ACCOUNT_TRUST_VICTIMS
#define OWED	ACCOUNT_AWARDS_OWED
#define DUE	ACCOUNT_AWARDS_DUE
#define FUND	ACCOUNT_FUND_CASH
#define GRANTS	(ACCOUNT_FUND_CASH + FUND_GRANTS)
#define INCOME	ACCOUNT_INCOME_STATE

static const struct {
	const char *name;
	bool balances;
	struct {
		int account;
		const char *currency;
		int64_t amount;
	} lines[5];
} entries[] = {
	{"no lines at all", true, {{0}}},
	{"one pair", true, {{CASH, "BYR", 5}, {VICTIMS, "BYR", -5}}},
	{"one unit off", false, {{CASH, "BYR", 5}, {VICTIMS, "BYR", -4}}},
	{"one line alone", false, {{CASH, "BYR", 5}}},
	{"across books", false, {{CASH, "BYR", 5}, {DUE, "BYR", -5}}},
	{"across currencies", false, {{CASH, "BYR", 5}, {VICTIMS, "USD", -5}}},
	{"across funds", false, {{FUND, "BYR", 5}, {GRANTS, "BYR", -5}}},
	{"two books, each whole",
	 true,
	 {{CASH, "BYR", 5},
	  {OWED, "BYR", 7},
	  {VICTIMS, "BYR", -5},
	  {DUE, "BYR", -7}}},
	{"two books, each off",
	 false,
	 {{CASH, "BYR", 5},
	  {OWED, "BYR", 7},
	  {VICTIMS, "BYR", -6},
	  {DUE, "BYR", -6}}},
	{"a fund with its income",
	 true,
	 {{FUND, "USD", 5}, {INCOME, "USD", -5}}},
	{"a sum that does not fit",
	 false,
	 {{CASH, "BYR", INT64_MAX},
	  {CASH, "BYR", 1},
	  {VICTIMS, "BYR", INT64_MIN}}},
};

START_TEST(an_entry_balances_or_not)
{
	struct line lines[5];
	size_t count = 0;

	while (count < 5 && entries[_i].lines[count].account != 0) {
		lines[count].account =
			(enum account)entries[_i].lines[count].account;
		lines[count].currency =
			currency_find(entries[_i].lines[count].currency, 3);
		lines[count].amount = entries[_i].lines[count].amount;
		count++;
	}
	ck_assert_msg(seal_balances(lines, count) == entries[_i].balances, "%s",
		      entries[_i].name);
}
END_TEST

Suite *seal_suite(void)
{
	Suite *suite = suite_create("ledger/rules/seal");
	TCase *tcase = tcase_create("entries");

	tcase_add_loop_test(tcase, an_entry_balances_or_not, 0,
			    sizeof entries / sizeof entries[0]);
	suite_add_tcase(suite, tcase);
	return suite;
}
