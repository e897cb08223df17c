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
	{"approved", "Approved"},
	{"approved_on", "Approved on"},
	{"article", "Article"},
	{"awarded", "Awarded"},
	{"balance", "Balance"},
	{"bound", "Bound"},
	{"bound_on", "Bound on"},
	{"bucket", "Bucket"},
	{"case", "Case"},
	{"claim", "Claim"},
	{"contribution", "Contribution"},
	{"court", "Court"},
	{"currency", "Currency"},
	{"date", "Date"},
	{"days", "Days"},
	{"decided", "Decided"},
	{"direct", "Paid directly"},
	{"event", "Event"},
	{"excess", "Excess"},
	{"first_paid", "First paid"},
	{"fund", "Fund"},
	{"held", "Held"},
	{"id", "Id"},
	{"in_force", "In force"},
	{"item", "Item"},
	{"last_paid", "Last paid"},
	{"net_days", "Net days"},
	{"note", "Note"},
	{"offenders", "Offenders"},
	{"outstanding", "Outstanding"},
	{"paid", "Paid"},
	{"proposed", "Proposed"},
	{"proposed_on", "Proposed on"},
	{"province", "Province"},
	{"received", "Received"},
	{"received_on", "Received on"},
	{"recorded", "Recorded"},
	{"run", "Run"},
	{"seq", "Entry"},
	{"since", "Since"},
	{"source", "Source"},
	{"stage", "Stage"},
	{"unclaimed", "Unclaimed"},
	{"uncollected", "Uncollected"},
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
