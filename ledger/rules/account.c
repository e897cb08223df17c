/* account.c: the chart of accounts. */
#include "ledger/rules/account.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NO_FUND			 FUND_COUNT
#define MEMO(item, side, mirror) BOOK_MEMO, NO_FUND, item, side, mirror, false
#define TRUST(item, cash)	 BOOK_TRUST, NO_FUND, item, SIDE_CREDIT, false, cash
#define OF_FUND(account, name, tail)                                           \
	[(account) + FUND_COMPENSATION] = {"fund:compensation:" name,          \
					   tail(FUND_COMPENSATION)},           \
		     [(account) + FUND_GRANTS] = {"fund:grants:" name,         \
						  tail(FUND_GRANTS)},          \
		     [(account) + FUND_LEGAL_AID] = {"fund:legal-aid:" name,   \
						     tail(FUND_LEGAL_AID)}
#define CASH(f)	      BOOK_FUND, f, ITEM_NONE, SIDE_DEBIT, false, true
#define RECEIVABLE(f) BOOK_FUND, f, ITEM_CONTRIBUTION, SIDE_DEBIT, false, false
#define SUBROGATED(f) BOOK_FUND, f, ITEM_CLAIM, SIDE_DEBIT, false, false
#define FREE(f)	      BOOK_FUND, f, ITEM_NONE, SIDE_FREE, false, false

static const struct account_row accounts[ACCOUNT_COUNT] = {
	[ACCOUNT_CLAIMS_PENDING] = {"memo:claims:pending",
				    MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_CLAIMS_REJECTED] = {"memo:claims:rejected",
				     MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_CLAIMS_CONTRA] = {"memo:claims:contra",
				   MEMO(ITEM_CLAIM, SIDE_CREDIT, true)},
	[ACCOUNT_AWARDS_OWED] = {"memo:awards:owed",
				 MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_AWARDS_DUE] = {"memo:awards:due",
				MEMO(ITEM_CLAIM, SIDE_CREDIT, true)},
	[ACCOUNT_AWARDS_EXCESS] = {"memo:awards:excess",
				   MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_AWARDS_EXCESS_CONTRA] = {"memo:awards:excess-contra",
					  MEMO(ITEM_CLAIM, SIDE_CREDIT, true)},
	[ACCOUNT_ADVANCES_WRITTEN_OFF +
		FUND_COMPENSATION] = {"memo:advances:compensation:written-off",
				      MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_ADVANCES_WRITTEN_OFF +
		FUND_GRANTS] = {"memo:advances:grants:written-off",
				MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_ADVANCES_WRITTEN_OFF +
		FUND_LEGAL_AID] = {"memo:advances:legal-aid:written-off",
				   MEMO(ITEM_CLAIM, SIDE_DEBIT, false)},
	[ACCOUNT_ADVANCES_CONTRA +
		FUND_COMPENSATION] = {"memo:advances:compensation:contra",
				      MEMO(ITEM_CLAIM, SIDE_CREDIT, true)},
	[ACCOUNT_ADVANCES_CONTRA +
		FUND_GRANTS] = {"memo:advances:grants:contra",
				MEMO(ITEM_CLAIM, SIDE_CREDIT, true)},
	[ACCOUNT_ADVANCES_CONTRA +
		FUND_LEGAL_AID] = {"memo:advances:legal-aid:contra",
				   MEMO(ITEM_CLAIM, SIDE_CREDIT, true)},
	[ACCOUNT_CONTRIBUTIONS_PROPOSED] = {"memo:contributions:proposed",
					    MEMO(ITEM_CONTRIBUTION, SIDE_DEBIT,
						 false)},
	[ACCOUNT_CONTRIBUTIONS_APPROVED] = {"memo:contributions:approved",
					    MEMO(ITEM_CONTRIBUTION, SIDE_DEBIT,
						 false)},
	[ACCOUNT_CONTRIBUTIONS_CONTRA] = {"memo:contributions:contra",
					  MEMO(ITEM_CONTRIBUTION, SIDE_CREDIT,
					       true)},
	[ACCOUNT_TRUST_CASH] = {"trust:cash", BOOK_TRUST, NO_FUND, ITEM_NONE,
				SIDE_DEBIT, false, true},
	[ACCOUNT_TRUST_VICTIMS] = {"trust:victims", TRUST(ITEM_CLAIM, false)},
	[ACCOUNT_TRUST_UNCLAIMED] = {"trust:unclaimed",
				     TRUST(ITEM_CLAIM, false)},
	[ACCOUNT_TRUST_UNAPPLIED] = {"trust:unapplied",
				     TRUST(ITEM_UNAPPLIED, false)},
	OF_FUND(ACCOUNT_FUND_CASH, "cash", CASH),
	OF_FUND(ACCOUNT_FUND_RECEIVABLE, "receivable", RECEIVABLE),
	OF_FUND(ACCOUNT_FUND_SUBROGATED, "subrogated", SUBROGATED),
	OF_FUND(ACCOUNT_INCOME_STATE, "income:state", FREE),
	OF_FUND(ACCOUNT_INCOME_PROCEEDS, "income:proceeds", FREE),
	OF_FUND(ACCOUNT_INCOME_DONOR, "income:donor", FREE),
	OF_FUND(ACCOUNT_INCOME_LEVY, "income:levy", FREE),
	OF_FUND(ACCOUNT_INCOME_OTHER, "income:other", FREE),
	OF_FUND(ACCOUNT_INCOME_RECOVERED, "income:recovered", FREE),
	OF_FUND(ACCOUNT_EXPENSE_IMPAIRMENT, "expense:impairment", FREE),
	OF_FUND(ACCOUNT_EXPENSE_WITHDRAWN, "expense:withdrawn", FREE),
	OF_FUND(ACCOUNT_FUND_EXCHANGE, "exchange", FREE),
	OF_FUND(ACCOUNT_EXPENSE_GRANTS, "expense:grants", FREE),
	OF_FUND(ACCOUNT_EXPENSE_ASSISTANCE, "expense:assistance", FREE),
	OF_FUND(ACCOUNT_FUND_CONVERSION, "conversion", FREE),
	[ACCOUNT_MEMO_CONVERSION] = {"memo:conversion",
				     MEMO(ITEM_NONE, SIDE_FREE, false)},
	[ACCOUNT_TRUST_CONVERSION] = {"trust:conversion", BOOK_TRUST, NO_FUND,
				      ITEM_NONE, SIDE_FREE, false, false},
	[ACCOUNT_ASSETS_SEIZED] = {"memo:assets:seized",
				   MEMO(ITEM_ASSET, SIDE_DEBIT, false)},
	[ACCOUNT_ASSETS_CONTRA] = {"memo:assets:contra",
				   MEMO(ITEM_ASSET, SIDE_CREDIT, true)},
	[ACCOUNT_TRUST_SEIZED] = {"trust:seized", TRUST(ITEM_ASSET, false)},
	[ACCOUNT_TRUST_PROPERTY] = {"trust:property", BOOK_TRUST, NO_FUND,
				    ITEM_ASSET, SIDE_DEBIT, false, false},
	[ACCOUNT_TRUST_PROCEEDS] = {"trust:proceeds", TRUST(ITEM_ASSET, false)},
	[ACCOUNT_TRUST_STATE] = {"trust:state", TRUST(ITEM_NONE, false)},
	[ACCOUNT_GRANTS_APPLIED] = {"memo:grants:applied",
				    MEMO(ITEM_GRANT, SIDE_DEBIT, false)},
	[ACCOUNT_GRANTS_AUTHORISED] = {"memo:grants:authorised",
				       MEMO(ITEM_GRANT, SIDE_DEBIT, false)},
	[ACCOUNT_GRANTS_RECEIVED] = {"memo:grants:received",
				     MEMO(ITEM_GRANT, SIDE_DEBIT, false)},
	[ACCOUNT_GRANTS_SPENT] = {"memo:grants:spent",
				  MEMO(ITEM_GRANT, SIDE_DEBIT, false)},
	[ACCOUNT_GRANTS_CONTRA] = {"memo:grants:contra",
				   MEMO(ITEM_GRANT, SIDE_CREDIT, true)},
	[ACCOUNT_RELIEF_REQUESTED] = {"memo:relief:requested",
				      MEMO(ITEM_RELIEF, SIDE_DEBIT, false)},
	[ACCOUNT_RELIEF_GRANTED] = {"memo:relief:granted",
				    MEMO(ITEM_RELIEF, SIDE_DEBIT, false)},
	[ACCOUNT_RELIEF_CONTRA] = {"memo:relief:contra",
				   MEMO(ITEM_RELIEF, SIDE_CREDIT, true)},
	[ACCOUNT_ASSISTANCE_APPROVED] = {"memo:assistance:approved",
					 MEMO(ITEM_ASSISTANCE, SIDE_DEBIT,
					      false)},
	[ACCOUNT_ASSISTANCE_CONTRA] = {"memo:assistance:contra",
				       MEMO(ITEM_ASSISTANCE, SIDE_CREDIT,
					    true)},
};

_Static_assert((int)ACCOUNT_COUNT <= (int)SUM_FIRST,
	       "accounts must not run into the sums");

const struct account_row *account_row(enum account account)
{
	assert(account > ACCOUNT_NONE && account < ACCOUNT_COUNT);
	return &accounts[account];
}

enum side account_side(enum account account)
{
	/* rounding of a redenomination can leave a quashed principal at -1 */
	if (account == SUM_PRINCIPAL)
		return SIDE_FREE;
	return account_is_sum(account) ? SIDE_DEBIT : accounts[account].side;
}

size_t account_ranks(void)
{
	return ACCOUNT_COUNT - 1;
}

static int by_name(const void *a, const void *b)
{
	const enum account *x = a;
	const enum account *y = b;

	return strcmp(accounts[*x].name, accounts[*y].name);
}

enum account account_ranked(size_t rank)
{
	static enum account order[ACCOUNT_COUNT - 1]; /* filled once */
	size_t i;

	assert(rank < account_ranks());
	if (order[0] == ACCOUNT_NONE) {
		for (i = 0; i < account_ranks(); i++)
			order[i] = (enum account)(i + 1);
		qsort(order, account_ranks(), sizeof *order, by_name);
	}
	return order[rank];
}

enum account account_conversion(enum account account)
{
	const struct account_row *row = account_row(account);

	if (row->book == BOOK_MEMO)
		return ACCOUNT_MEMO_CONVERSION;
	if (row->book == BOOK_TRUST)
		return ACCOUNT_TRUST_CONVERSION;
	return account_of(ACCOUNT_FUND_CONVERSION, (enum fund)row->fund);
}
