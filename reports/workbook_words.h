/*
 * workbook_words.h: what a workbook says to a human, in one place.
 *
 * Literals, so that the compiler checks what is printed through them; a
 * translation replaces this file. Names of columns come from words.h.
 */
#ifndef REPORTS_WORKBOOK_WORDS_H
#define REPORTS_WORKBOOK_WORDS_H

#define SAY_COVER	"Cover"
#define SAY_SUMMARY	"Summary"
#define SAY_CONTROLS	"Controls"
#define SAY_OK		"OK"
#define SAY_FAIL	"FAIL"
#define SAY_NOT_CHECKED "NOT CHECKED"
#define SAY_OVERFLOW	"too large"
#define SAY_NONE	"none"
#define SAY_ALL		"--all"
#define SAY_ITEMS	"--items"
#define SAY_AS_OF	"As of"
#define SAY_AS_OF_F	"as of %s"
#define SAY_KNOWN	"Known up to entry"
#define SAY_HEAD	"Journal head"
#define SAY_ROWS	"Rows"
#define SAY_OPTIONS	"Options"
#define SAY_BUILD	"Build"
#define SAY_REPORT	"Report"
#define SAY_SUBTITLE_F	"As of %s, known up to entry %u of the journal"
#define SAY_FOOT_F	"Journal head %.16s"
#define SAY_MASTER	"All controls"
#define SAY_MASTER_NOTE                                                        \
	"Live: turns to FAIL when a cell of the table is changed and the "     \
	"workbook is recalculated. Each control stands on the sheet Controls."
#define SAY_CONTROL_TOTALS "Control totals"
#define SAY_NO_ACCOUNT                                                         \
	"No control account stands against this report; its sums and "         \
	"fingerprints are on the sheet Controls."
#define SAY_ENTRIES	    "Entries of the journal"
#define SAY_EVENTS	    "Events by the as-of date"
#define SAY_EVENTS_F	    "%s, %s of them with money"
#define SAY_PROFILE	    "Profile"
#define SAY_INTERNAL	    "internal: names no person, but every case"
#define SAY_PUBLIC	    "public: counts and sums, small ones hidden"
#define SAY_REPORTING	    "Reporting currency"
#define SAY_CONFIGURATION   "Configuration"
#define SAY_CONFIGURATION_F "version %u, SHA-256 %s"
#define SAY_DEFAULTS	    "none: the defaults hold"
#define SAY_ABOUT_NOTES	    "what the words mean, where the rules come from"
#define SAY_CONTENTS	    "Contents"
#define SAY_SIGN_OFF	    "Sign-off"
#define SAY_STEP	    "Step"
#define SAY_POST	    "Post"
#define SAY_NAME	    "Name"
#define SAY_SIGNATURE	    "Signature"
#define SAY_DATE	    "Date"
#define SAY_PREPARED	    "Prepared"
#define SAY_REVIEWED	    "Reviewed"
#define SAY_APPROVED	    "Approved"
#define SAY_CONTROL	    "Control"
#define SAY_KIND	    "Kind"
#define SAY_SHEET	    "Sheet"
#define SAY_COLUMN	    "Column"
#define SAY_CURRENCY	    "Currency"
#define SAY_LEDGER_FIGURE   "Ledger (stored)"
#define SAY_STORED	    "Stored figure"
#define SAY_LIVE	    "This workbook (live)"
#define SAY_DIFFERENCE	    "Difference"
#define SAY_RESULT	    "Result"
#define SAY_ABOUT_COVER	    "what this is, where it comes from, who signs"
#define SAY_ABOUT_SUMMARY   "findings, ageing by bucket, chart"
#define SAY_ABOUT_DETAIL    "every row, with totals above the table"
#define SAY_ABOUT_CONTROLS                                                     \
	"every control: stored figure, live formula, difference, result"

#define SAY_PUBLIC_TITLE "Monthly report for the public"
#define SAY_WHAT_PUBLIC                                                        \
	"How many victims of trafficking wait for compensation that courts "   \
	"awarded, how long, and for how much. Nothing here is of a single "    \
	"case. A figure written s is not shown: a count from 1 to 10, a sum "  \
	"of few awards, or a figure from which one of these would follow. "
#define SAY_PACK_TITLE "Monthly report"
#define SAY_WHAT_PACK                                                           \
	"What is owed to victims of trafficking, who has been waiting for how " \
	"long, and where money, property, grants and funds stand on the "       \
	"as-of date. "
#define SAY_JOURNAL "Journal"
#define SAY_PART_JOURNAL                                                       \
	"every line of every entry; codes in the aged sheets lead here"
#define SAY_PART_AWARDS	       "awards in force, not wholly paid: every row"
#define SAY_PART_GRANTS	       "grants that await the State's decision"
#define SAY_PART_ASSETS	       "property seized or confiscated, not yet applied"
#define SAY_PART_CONTRIBUTIONS "money proposed or promised, not received"
#define SAY_PART_RECOVERIES    "how each case's debt came to what it is"
#define SAY_PART_FUND	       "what each fund was promised, got, gave, holds"
#define SAY_PART_WAITING       "awards that wait, by province and by how long"
#define SAY_PART_OUTSTANDING   "what they wait for, by province and by how long"
#define SAY_PART_SCENARIO                                                      \
	"if the fund had advanced what was unpaid after 8 months (preset full), with the money it really had"
#define SAY_PART_COHORTS    "awards by quarter of entry into force, and their age"
#define SAY_PART_STATISTICS "claims, awards, and how long half of them waited"
#define SAY_PART_EXCEPTIONS "work lists: what to do, the most urgent first"
#define SAY_PART_BALANCES   "debits and credits, book by book"
#define SAY_PART_PROOFS	    "what must agree, by two ways each, and whether it does"
#define SAY_PART_RUNS	    "what fed the book in the period, by whom"

#define SAY_WHAT_AWARDS                                                        \
	"Compensation that courts awarded to victims of trafficking, that "    \
	"was in force on the as-of date and had not wholly reached the "       \
	"victim: one row an award, with the days of waiting. "
#define SAY_WHAT_AWARDS_ALL                                                    \
	"Compensation that courts awarded to victims of trafficking: one row " \
	"for every award that was ever in force by the as-of date, those "     \
	"paid in full and those quashed included, with the days of waiting. "
#define SAY_WHAT_CONTRIBUTIONS                                                 \
	"Money proposed, approved or promised to funds and not received by "   \
	"the as-of date: one row a contribution, with the days in its stage. "
#define SAY_WHAT_BALANCES                                                      \
	"Every account with a balance that is not zero at the end of the "     \
	"as-of date; debit is positive. "
#define SAY_WHAT_JOURNAL                                                       \
	"The journal of events up to the as-of date: one row a line of an "    \
	"entry, one row for an event without money. "
#define SAY_WHAT_OTHER "A report of the ledger as of the date below. "
#define SAY_WHAT_COMMON                                                        \
	"All figures were computed from the journal whose head stands below; " \
	"nothing was typed in. Each amount is in its own currency, and no "    \
	"total adds two currencies. Formulas are live and carry the result "   \
	"that the program computed."

#define SAY_DETAIL_NOTE_F                                                      \
	"%s of %s rows on this sheet; filters do not hide the totals"
#define SAY_TOTAL_F	"Total %s: %s rows"
#define SAY_MORE_TOTALS "further currencies: see Controls"
#define SAY_SUBTOTALS_F "Subtotals by %s"
#define SAY_TOO_LARGE_F                                                        \
	"%s amounts have more than 15 digits: they stand as text in red, "     \
	"and the controls cannot add them"

#define SAY_FINDINGS "What it shows"
#define SAY_NOTHING_WAITS                                                      \
	"No award waits: everything due on the as-of date has been paid."
#define SAY_WAITING_F                                                          \
	"%s awards wait for money; the oldest, %s, since %s: %s days."
#define SAY_WAITING_ONE_F "One award waits for money: %s, since %s: %s days."
#define SAY_UNPAID_F                                                           \
	"%s of them have had no payment at all; %s have waited for more than " \
	"365 days."
#define SAY_OUTSTANDING_F "%s %s outstanding, %s of it for more than 365 days."
#define SAY_HELD_F                                                             \
	"%s %s is held for victims and has not been paid out to them."
#define SAY_WRITS_EXPIRED_F                                                    \
	"Writs of %s awards with money uncollected have expired (3 years "     \
	"after entry into force)."
#define SAY_WRITS_SOON_F                                                       \
	"Writs of %s awards with money uncollected expire within %d days."
#define SAY_MOST_F	"The largest part, %s %s (%s), is due in %s."
#define SAY_BY_BUCKET_F "%s: outstanding by days of waiting"
#define SAY_BUCKET	"Bucket"
#define SAY_AWARDS	"Awards"
#define SAY_OUTSTANDING "Outstanding"
#define SAY_SHARE	"Share"
#define SAY_TOTAL	"Total"
#define SAY_BLOCK_F                                                            \
	"%s: outstanding by province and bucket (values of the chart)"
#define SAY_PROVINCE  "Province"
#define SAY_CHART_F   "%s outstanding by province and age, %s"
#define SAY_CHART_Y_F "Outstanding, %s"
#define SAY_CHART_X   "Province"
#define SAY_CHART_ALT_F                                                        \
	"Stacked columns, one a province, of the amounts outstanding in %s "   \
	"on %s, divided by days of waiting, the longest wait on top. The "     \
	"same figures stand in the table below."

#define SAY_END_OF	"End of"
#define SAY_TREND_COUNT "Awards that waited, the last 13 month-ends"
#define SAY_TREND_COUNT_ALT                                                    \
	"A line of the number of awards with money still due at the end of "   \
	"each of the last 13 months. The same figures stand in the table."
#define SAY_TREND_DUE	"Outstanding, the last 13 month-ends"
#define SAY_TREND_DUE_F "%s outstanding, the last 13 month-ends"
#define SAY_TREND_DUE_ALT_F                                                    \
	"A line of the amounts outstanding in %s at the end of each of the "   \
	"last 13 months. The same figures stand in the table."
#define SAY_TREND_F	"A year before, %s awards waited; now %s do."
#define SAY_PAYMENTS	"Time to payment: share of awards paid"
#define SAY_WITHIN	"Within"
#define SAY_FIRST_MONEY "Some money"
#define SAY_ALL_MONEY	"All of it"
#define SAY_PAID_SHARE	"Share of awards"
#define SAY_PAYMENTS_NOTE_F                                                    \
	"Kaplan-Meier, those counted that still wait; %s awards were ever in " \
	"force, %s of them paid in full."
#define SAY_PAYMENTS_ALT                                                       \
	"Two lines: the share of awards of which some money, and of which "    \
	"all, had reached the victim within so long of entry into force. The " \
	"same figures stand in the table."
#define SAY_SPAN_90D	   "90 days"
#define SAY_SPAN_HALF	   "half a year"
#define SAY_SPAN_1Y	   "1 year"
#define SAY_SPAN_2Y	   "2 years"
#define SAY_SPAN_3Y	   "3 years"
#define SAY_SPAN_5Y	   "5 years"
#define SAY_SPAN_10Y	   "10 years"
#define SAY_COST_F	   "Cost of the delay, told in %s"
#define SAY_COST_DECIDED_F "%s at the rate of the decision"
#define SAY_COST_TODAY_F   "%s at the rate of the as-of date"
#define SAY_COST_LOST_F	   "%s lost by waiting"
#define SAY_COST_NOTE                                                          \
	"What is outstanding today, each award at the rate that stood on the " \
	"day of its decision, and at the rate of the as-of date."
#define SAY_COST_WITHOUT_F                                                     \
	" Without %s awards for which the book has no rate of those days."
#define SAY_COST_FINDING_F                                                     \
	"Told in %s, what is outstanding was worth %s when it was decided "    \
	"and %s on the as-of date."
#define SAY_STAGE    "Stage"
#define SAY_AMOUNT_F "Amount, %s"
#define SAY_FUNDS_F  "Funds by stage, %s"
#define SAY_FUNDS_ALT_F                                                        \
	"Columns of what each fund was proposed, approved, promised, paid "    \
	"and holds in %s. The same figures stand in the table."
#define SAY_FUNDS_FINDING_F                                                    \
	"%s: %s is proposed for the funds and not decided; they hold %s in "   \
	"cash."
#define SAY_GRANTS "Project days lost while grants await a decision"
#define SAY_GRANTS_ALT                                                         \
	"Columns of the days that the projects of each NGO lost because "      \
	"their grants await a decision. The same figures stand in the table."
#define SAY_NGO		   "NGO"
#define SAY_OTHERS	   "(others)"
#define SAY_GRANTS_WAITING "Grants waiting"
#define SAY_LOST_DAYS	   "Days lost"
#define SAY_GRANTS_FINDING_F                                                   \
	"%s grants await a decision; their projects have lost %s days."
#define SAY_GRANT_FINDING_F                                                    \
	"One grant awaits a decision; its project has lost %s days."
#define SAY_HIDDEN	      "s"
#define SAY_REPORTING_DEFAULT "USD"

#define SAY_KIND_LEDGER	 "Ledger"
#define SAY_KIND_SUM	 "Sum"
#define SAY_KIND_ROW	 "Each row"
#define SAY_KIND_COLUMN	 "Fingerprint"
#define SAY_KIND_FILLED	 "Cells filled"
#define SAY_KIND_SUMMARY "Summary"
#define SAY_CHECK_SUM	 "sum of all rows"
#define SAY_CHECK_ROWS	 "rows of the table"
#define SAY_CHECK_ROW_F	 "rows without %s"
#define SAY_CHECK_FILLED "cells that hold something"
#define SAY_CHECK_FINGER "fingerprint of the cells in their order"
#define SAY_CHECK_LENGTH "fingerprint of the lengths in their order"
#define SAY_CHECK_SHOWN	 "totals above the table"
#define SAY_CHECK_PARTS	 "subtotals below the table"
#define SAY_CHECK_COUNTS "awards by bucket"
#define SAY_CHECK_AMOUNT "outstanding by bucket"
#define SAY_CHECK_BLOCK	 "values of the chart"
#define SAY_CHECK_TREND	 "13 month-ends = lines of the journal"
#define SAY_CHECK_FUNDS	 "stage, all funds"
#define SAY_CHECK_GRANTS "grants by NGO"
#define SAY_CHECK_LOST	 "days lost by NGO"
#define SAY_ABOUT_CHECKS "How the controls work"
#define SAY_CHECKS_LEDGER                                                      \
	"Ledger: the stored figure is the balance of the control account on "  \
	"the as-of date; the live figure adds the rows of the table. They "    \
	"come from two places and must agree."
#define SAY_CHECKS_SUM                                                         \
	"Sum: money is added in whole minor units, so that no rounding can "   \
	"hide a difference. Each row: an equation that every row must keep; "  \
	"rows that break it are shown in red."
#define SAY_CHECKS_FINGER                                                      \
	"Fingerprint: the sum over the rows of (v x n) mod 1000003, where n "  \
	"is the number of the row and v the number, the day's serial, or "     \
	"the minor units in the cell, mod 1000003; of a text, the same of "    \
	"each character, v being its code times (k + 1000)^3 for place k. "    \
	"It changes when a cell changes, and when two cells change places."
#define SAY_CHECKS_LIMIT                                                       \
	"Not covered: formats, colours, texts of this sheet and of the "       \
	"Cover; of a text column marked `lengths` (more than 50,000 rows), "   \
	"a text that is replaced by another one as long."
#define SAY_CHECKS_LARGE                                                       \
	"NOT CHECKED: amounts here have more digits than a spreadsheet adds "  \
	"exactly. The master control then says FAIL; use the CSV."

#endif /* REPORTS_WORKBOOK_WORDS_H */
