/*
 * words.h: every word that a report says to a human, in one table, so that
 * a translation is another table. What machines read (column names, codes,
 * states, buckets) is not translated and does not stand here.
 *
 * Ownership   texts are constant.
 */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

enum word {
	WORD_ROW,
	WORD_ROWS,
	WORD_ROWS_TITLE,
	WORD_TOTAL,
	WORD_ALL,
	WORD_ACCOUNT,
	WORD_CURRENCY,
	WORD_TABLE,
	WORD_LEDGER,
	WORD_RESULT,
	WORD_OK,
	WORD_DIFFERS,
	WORD_TOO_LARGE,
	WORD_OF, /* 11 of 25 */
	WORD_MORE_COLUMNS,
	WORD_AWARDS_UNCOLLECTED,
	WORD_AWARDS_HELD,
	WORD_AWARDS_UNCLAIMED,
	WORD_GRANTS_APPLIED,
	WORD_ASSETS_GOODS,
	WORD_ASSETS_CASH,
	WORD_ASSETS_PROPERTY,
	WORD_CONTRIBUTIONS_PROPOSED,
	WORD_CONTRIBUTIONS_APPROVED,
	WORD_CONTRIBUTIONS_RECEIVABLE,
	WORD_FUND_CASH,
	WORD_FUND_SUBROGATED,
	WORD_FUND_FLOWS,
	WORD_RECOVERIES_PARTS,
	WORD_RECOVERIES_OWED,
	WORD_COHORTS_WAITING,
	WORD_EXCEPTIONS_UNAPPLIED,
	WORD_EXCEPTIONS_EXCESS,
	WORD_SCENARIO_CASH,
	WORD_SCENARIO_OUT,
	WORD_SCENARIO_REAL,
	WORD_SCENARIO_IDENTITY,
	WORD_DO_WRIT, /* what to do about a row of a work list */
	WORD_DO_HELD,
	WORD_DO_UNAPPLIED,
	WORD_DO_PAST_DUE,
	WORD_DO_UNSOLD,
	WORD_DO_NEVER_PAID,
	WORD_DO_EXCESS,
	WORD_DO_CASH,
	WORD_DO_REJECT,
	WORD_BOOK_MEMO,
	WORD_BOOK_TRUST,
	WORD_BOOK_FUND, /* one a fund */
	WORD_BOOK_FUND_LAST = WORD_BOOK_FUND + 2,
	WORD_COUNT
};

const char *words_say(enum word word);

/* Title of a column as a terminal and a workbook show it. */
const char *words_title(const char *column);

#endif /* REPORTS_WORDS_H */
