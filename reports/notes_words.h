/*
 * notes_words.h: the sentences of the sheet Notes, in one place, as
 * workbook_words.h has the others; a translation replaces this file.
 * NOTES_ABOUT(heading) begins a part, NOTE(word, meaning, source) says one.
 */
#ifndef REPORTS_NOTES_WORDS_H
#define REPORTS_NOTES_WORDS_H

#define SAY_NOTES_TITLE	  "Notes"
#define SAY_NOTES_WORD	  "Word"
#define SAY_NOTES_MEANING "What it means here"
#define SAY_NOTES_SOURCE  "Where the rule comes from"

#define SAY_NOTES                                                               \
	NOTES_ABOUT("What the figures mean")                                    \
	NOTE("As of",                                                           \
	     "Rows dated after this day are left out. Later entries never "     \
	     "change a past report: what was paid in June still shows as "      \
	     "unpaid as of May.",                                               \
	     "docs/REPORTS.md, section 1")                                      \
	NOTE("Known up to entry",                                               \
	     "Entries behind this one are not known to the workbook, whatever " \
	     "their date. Made again with --known-at it has the same bytes.",   \
	     "docs/REPORTS.md, section 2")                                      \
	NOTE("Days",                                                            \
	     "Calendar days from the day an award came into force (a grant "    \
	     "was applied for, an item reached its stage) to the day it "       \
	     "ended, or the as-of date; the first day is day 0.",               \
	     "docs/REPORTS.md, section 1")                                      \
	NOTE("Net days",                                                        \
	     "The same without the days on which the clock was "                \
	     "stopped: an appeal, missing documents, a stay. What a victim "    \
	     "does or leaves undone never stops it.",                           \
	     "Special Rapporteur on trafficking, report on Belarus (2010), "    \
	     "paragraphs 22, 38-39, 83")                                        \
	NOTE("Bucket",                                                          \
	     "How long, by days and not by net days; a year ends on "           \
	     "the calendar anniversary. The colour says the same as the name.", \
	     "docs/REPORTS.md, section 1; redress.conf")                        \
	NOTE("Outstanding",                                                     \
	     "What the victim still waits for: not collected, "                 \
	     "collected and held, or paid out and come back (unclaimed).",      \
	     "docs/EVENTS.md, section 5")                                       \
	NOTE("Award identity",                                                  \
	     "awarded + excess = uncollected + held + "                         \
	     "unclaimed + paid + paid directly + advanced, for every award "    \
	     "on every day.",                                                   \
	     "docs/EVENTS.md, section 5")                                       \
	NOTE("Writ expires",                                                    \
	     "Three years after entry into force; afterwards "                  \
	     "it cannot be presented for enforcement.",                         \
	     "Belarus, Law on enforcement proceedings, articles 34 and 36")     \
	NOTE("Proposed, approved, receivable",                                  \
	     "A contribution is money only once it is received; it is income "  \
	     "only once it is bound. What is proposed stands in no fund.",      \
	     "docs/EVENTS.md, section 3")                                       \
	NOTE("Lost days, share lost",                                           \
	     "Days of a project's own timeline that passed before its grant "   \
	     "was decided, and their share of that timeline.",                  \
	     "Special Rapporteur's report on Belarus (2010), paragraphs 83, "   \
	     "111")                                                             \
	NOTE("Cost of the delay",                                               \
	     "What is outstanding today, award by award, at the rate of the "   \
	     "day of decision and at today's. An amount in a currency made "    \
	     "later is taken back through the redenomination. Each award is "   \
	     "rounded once, half up.",                                          \
	     "rate.set events of the journal; their sources stand in `reason`") \
	NOTE("Share paid within",                                               \
	     "The Kaplan-Meier estimate: awards that are still unpaid count "   \
	     "up to the as-of date, quashed ones up to that day. Leaving them " \
	     "out would make the wait look shorter than it is.",                \
	     "Kaplan and Meier (1958), J. Amer. Statist. Assoc. 53")            \
	NOTE("Trial balance",                                                   \
	     "memo: rights that are nobody's cash; trust: money and property "  \
	     "held for others; fund: each fund by itself. Debits equal "        \
	     "credits in every book and currency.",                             \
	     "docs/EVENTS.md, section 2")                                       \
	NOTES_ABOUT("How to check it")                                          \
	NOTE("Controls",                                                        \
	     "Every total stands beside a live formula over exactly its rows. " \
	     "Change a cell, recalculate: Controls and Cover say FAIL.",        \
	     "sheet Controls")                                                  \
	NOTE("Journal head",                                                    \
	     "The SHA-256 of all entries up to the known one; the lines that "  \
	     "it is made of come out of `redress export --format chain`, and "  \
	     "sha256sum recomputes it.",                                        \
	     "docs/recipe.md")                                                  \
	NOTE("Other software",                                                  \
	     "hledger, ledger and beancount read the journal and come to the "  \
	     "same balances.",                                                  \
	     "docs/exports.md")                                                 \
	NOTE("Runs",                                                            \
	     "From the first day of the as-of date's month to the run that "    \
	     "recorded the last known entry.",                                  \
	     "docs/BATCH.md, section 3")                                        \
	NOTES_ABOUT("Reported figures that contradict each other")              \
	NOTE("Dollar figures",                                                  \
	     "The awards were reported in roubles and in dollars; the pairs "   \
	     "imply 2840.9 and 2762.4 roubles a dollar. Both are kept as "      \
	     "reported; neither is used as a rate.",                            \
	     "Special Rapporteur's report on Belarus (2010), paragraph 81")     \
	NOTE("Victims by exploitation",                                         \
	     "The rows by form of exploitation fall 6, 3, 2 and 1 short of "    \
	     "the rows by sex for the same years.",                             \
	     "the same report, paragraph 65")                                   \
	NOTE("Paragraph 78", "Its totals all reconcile.",                       \
	     "the same report, paragraph 78")                                   \
	NOTE("Different universes",                                             \
	     "Victims counted by the ministry and by IOM are not the same "     \
	     "people: neither figure contains the other.",                      \
	     "the same report, paragraph 65; IOM programme sheet")              \
	NOTE("Beside the ledger",                                               \
	     "Reported figures are recorded with their source and never "       \
	     "enter an account; `redress report figures` lists them.",          \
	     "docs/EVENTS.md, figure.reported")

#endif /* REPORTS_NOTES_WORDS_H */
