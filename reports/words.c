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
	{"authorised", "Authorised"},
	{"awarded", "Awarded"},
	{"balance", "Balance"},
	{"bound", "Bound"},
	{"bound_on", "Bound on"},
	{"bucket", "Bucket"},
	{"case", "Case"},
	{"claim", "Claim"},
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
	{"fund", "Fund"},
	{"grant", "Grant"},
	{"held", "Held"},
	{"id", "Id"},
	{"in_force", "In force"},
	{"item", "Item"},
	{"kind", "Kind"},
	{"last_paid", "Last paid"},
	{"lost_days", "Lost days"},
	{"net_days", "Net days"},
	{"ngo", "NGO"},
	{"note", "Note"},
	{"offender", "Offender"},
	{"offenders", "Offenders"},
	{"outstanding", "Outstanding"},
	{"paid", "Paid"},
	{"period", "Period"},
	{"policy", "Policy"},
	{"proceeds", "Proceeds"},
	{"proposed", "Proposed"},
	{"proposed_on", "Proposed on"},
	{"province", "Province"},
	{"purpose", "Purpose"},
	{"reason", "Reason"},
	{"received", "Received"},
	{"received_on", "Received on"},
	{"recorded", "Recorded"},
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
	{"track", "Track"},
	{"unclaimed", "Unclaimed"},
	{"uncollected", "Uncollected"},
	{"unit", "Unit"},
	{"valuation", "Valuation"},
	{"value", "Value"},
	{"victim", "Victim"},
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
