/* words.c: English. */
#include "reports/words.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const char *const words[WORD_COUNT] = {
	[WORD_ROW] = "row",
	[WORD_ROWS] = "rows",
	[WORD_ROWS_TITLE] = "Rows",
	[WORD_TOTAL] = "total",
	[WORD_ACCOUNT] = "Control account",
	[WORD_CURRENCY] = "Currency",
	[WORD_TABLE] = "Table",
	[WORD_LEDGER] = "Ledger",
	[WORD_RESULT] = "Result",
	[WORD_OK] = "OK",
	[WORD_DIFFERS] = "DIFFERS",
	[WORD_TOO_LARGE] = "too large",
	[WORD_OF] = "of",
	[WORD_MORE_COLUMNS] = "columns shown; --format csv has them all",
	[WORD_AWARDS_UNCOLLECTED] = "uncollected = memo:awards:owed",
	[WORD_AWARDS_HELD] = "held = trust:victims",
	[WORD_AWARDS_UNCLAIMED] = "unclaimed = trust:unclaimed",
	[WORD_GRANTS_APPLIED] = "applied, undecided = memo:grants:applied",
	[WORD_ASSETS_GOODS] = "estimate, seized goods = memo:assets:seized",
	[WORD_ASSETS_CASH] = "estimate, seized cash = trust:seized",
	[WORD_ASSETS_PROPERTY] = "valuation, unsold = trust:property",
	[WORD_CONTRIBUTIONS_PROPOSED] =
		"proposed, undecided = memo:contributions:proposed",
	[WORD_CONTRIBUTIONS_APPROVED] =
		"approved, not bound = memo:contributions:approved",
	[WORD_CONTRIBUTIONS_RECEIVABLE] =
		"bound, not received = fund:*:receivable",
	[WORD_FUND_CASH] = "cash = fund:*:cash",
	[WORD_FUND_SUBROGATED] = "subrogated = fund:*:subrogated",
	[WORD_FUND_FLOWS] =
		"received, income, recovered less paid out = fund:*:cash",
	[WORD_RECOVERIES_PARTS] = "the parts add up = closing",
	[WORD_RECOVERIES_OWED] = "closing = memo:awards:owed",
	[WORD_EXCEPTIONS_UNAPPLIED] = "unapplied = trust:unapplied",
	[WORD_EXCEPTIONS_EXCESS] = "excess = memo:awards:excess",
	[WORD_DO_WRIT] = "present the writ before it expires",
	[WORD_DO_HELD] = "pay the victim what is held",
	[WORD_DO_UNAPPLIED] = "apply it, or refund it when nobody waits",
	[WORD_DO_PAST_DUE] = "ask for the decision: the deadline has passed",
	[WORD_DO_UNSOLD] = "sell it, or have it valued anew",
	[WORD_DO_NEVER_PAID] =
		"collect, or advance: nothing has reached the victim",
	[WORD_DO_EXCESS] = "settle what was paid beyond the award",
	[WORD_BOOK_MEMO] = "memo: debits = credits",
	[WORD_BOOK_TRUST] = "trust: debits = credits",
	[WORD_BOOK_FUND] = "fund:compensation: debits = credits",
	[WORD_BOOK_FUND + 1] = "fund:grants: debits = credits",
	[WORD_BOOK_FUND + 2] = "fund:legal-aid: debits = credits",
};

/* By name, so that a column is called the same in every report. */
static const struct {
	const char *column;
	const char *title;
} titles[] = {
	{"account", "Account"},
	{"advanced", "Advanced"},
	{"amount", "Amount"},
	{"applied", "Applied"},
	{"applied_on", "Applied on"},
	{"approved", "Approved"},
	{"approved_on", "Approved on"},
	{"article", "Article"},
	{"asset", "Asset"},
	{"assistance", "Assistance"},
	{"authorised", "Authorised"},
	{"awarded", "Awarded"},
	{"bailiff", "Bailiff"},
	{"balance", "Balance"},
	{"bound", "Bound"},
	{"bound_on", "Bound on"},
	{"bucket", "Bucket"},
	{"case", "Case"},
	{"cash", "Cash"},
	{"claim", "Claim"},
	{"closing", "Closing"},
	{"confiscated_on", "Confiscated on"},
	{"contribution", "Contribution"},
	{"costs", "Costs"},
	{"court", "Court"},
	{"currency", "Currency"},
	{"date", "Date"},
	{"days", "Days"},
	{"days_total", "Days in all"},
	{"decided", "Decided"},
	{"decided_on", "Decided on"},
	{"direct", "Paid directly"},
	{"document", "Document"},
	{"donor", "Donor"},
	{"due", "Due"},
	{"end", "End"},
	{"estimate", "Estimate"},
	{"event", "Event"},
	{"excess", "Excess"},
	{"first_paid", "First paid"},
	{"from_assets", "From property"},
	{"fund", "Fund"},
	{"grant", "Grant"},
	{"grants", "Grants"},
	{"held", "Held"},
	{"id", "Id"},
	{"impairment", "Impairment"},
	{"in_force", "In force"},
	{"indexed", "Indexed"},
	{"item", "Item"},
	{"kind", "Kind"},
	{"last_paid", "Last paid"},
	{"list", "List"},
	{"lost_days", "Lost days"},
	{"net_days", "Net days"},
	{"ngo", "NGO"},
	{"note", "Note"},
	{"offender", "Offender"},
	{"offenders", "Offenders"},
	{"opening", "Opening"},
	{"other", "Other"},
	{"other_income", "Other income"},
	{"outstanding", "Outstanding"},
	{"paid", "Paid"},
	{"paid_direct", "Paid directly"},
	{"period", "Period"},
	{"policy", "Policy"},
	{"prison", "Prison"},
	{"proceeds", "Proceeds"},
	{"proposed", "Proposed"},
	{"proposed_on", "Proposed on"},
	{"province", "Province"},
	{"purpose", "Purpose"},
	{"quashed", "Quashed"},
	{"reason", "Reason"},
	{"receivable", "Receivable"},
	{"received", "Received"},
	{"received_on", "Received on"},
	{"recorded", "Recorded"},
	{"recovered", "Recovered"},
	{"redenominated", "Redenominated"},
	{"returned", "Returned"},
	{"run", "Run"},
	{"seized_on", "Seized on"},
	{"seq", "Entry"},
	{"series", "Series"},
	{"share_lost", "Share lost, %"},
	{"since", "Since"},
	{"sold_on", "Sold on"},
	{"source", "Source"},
	{"spent", "Spent"},
	{"stage", "Stage"},
	{"start", "Start"},
	{"subrogated", "Subrogated"},
	{"track", "Track"},
	{"unclaimed", "Unclaimed"},
	{"uncollected", "Uncollected"},
	{"unit", "Unit"},
	{"valuation", "Valuation"},
	{"value", "Value"},
	{"varied", "Varied"},
	{"victim", "Victim"},
	{"voluntary", "Voluntary"},
	{"wages", "Wages"},
	{"what_to_do", "What to do"},
	{"writ_expires", "Writ expires"},
};

const char *words_say(enum word word)
{
	assert(word < WORD_COUNT && words[word] != NULL);
	return words[word];
}

const char *words_title(const char *column)
{
	size_t i;

	for (i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (strcmp(titles[i].column, column) == 0)
			return titles[i].title;
	return column;
}
