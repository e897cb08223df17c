/*
 * scenario_terms.h: the rule by which a fund would have advanced awards
 * (REPORTS.md section 3), and those of two States.
 *
 * Presets     `nl`: whatever is unpaid 8 months after the judgment, at most
 *             5,000 EUR an award (Netherlands: the CJIB collects, the State
 *             advances; opennieuwsbank.nl G208, nltimes.nl 2015-12-23).
 *             `full`: the same without a cap, as the Netherlands does for
 *             victims of sexual and of some violent crimes (same sources).
 *             `fr`: 30 % of the award 2 months after it came into force
 *             (France: SARVI; bourdet-avocat.fr, leparticulier.fr). That up
 *             to 1,000 EUR are paid whole there, and otherwise 1,000 to
 *             3,000, is not in the preset; --cap gives the upper end.
 * Units       months of the calendar, whole percent; an amount as it was
 *             sent, for its currency may be known to the book alone.
 */
#ifndef REPORTS_SCENARIO_TERMS_H
#define REPORTS_SCENARIO_TERMS_H

#include "ledger/base/currency.h"
#include "ledger/base/money.h"
#include "ledger/base/text.h"

enum { SCENARIO_MONTHS_MAX = 1200, SCENARIO_WHOLE = 100 };

/* Money that the fund has beside what it really got. */
enum scenario_with {
	SCENARIO_WITH_NOTHING,
	SCENARIO_WITH_APPROVED, /* contributions approved or bound */
	SCENARIO_WITH_PROPOSED, /* and those proposed */
	SCENARIO_WITH_AMOUNT	/* so much from the first day on */
};

/* 5000, or 5000EUR. */
struct scenario_sum {
	struct decimal value;
	uint8_t currency; /* CURRENCY_NONE: that of the book's awards */
};

/* All zero: nothing was said, which is read as `full`. */
struct scenario_terms {
	int after_months;
	int share_percent; /* of the award; 0: nothing was said */
	bool capped;
	bool explain; /* a row an award */
	enum scenario_with with;
	struct scenario_sum cap;   /* an award, if capped */
	struct scenario_sum money; /* of SCENARIO_WITH_AMOUNT */
};

/* The terms, or preset `full` where nothing was said. */
struct scenario_terms scenario_terms_settle(const struct scenario_terms *terms);

/* Append the settled terms as the options that give them. */
void scenario_terms_say(const struct scenario_terms *terms, struct text *out);

/* Set what the preset says and leave the rest; false: there is none. */
bool scenario_preset(const char *name, struct scenario_terms *terms);

/* Read an amount above 0, with or without the letters of its currency. */
bool scenario_sum_read(const char *text, struct scenario_sum *sum);

/* Read months, 0 to SCENARIO_MONTHS_MAX, or percent, 1 to 100. */
bool scenario_months_read(const char *text, int *months);
bool scenario_share_read(const char *text, int *percent);

/* approved, proposed or an amount. */
bool scenario_with_read(const char *text, struct scenario_terms *terms);

#endif /* REPORTS_SCENARIO_TERMS_H */
