/*
 * refusal.h: why a row was not posted (EVENTS.md section 6).
 *
 * The codes stand in the order in which a row is tested; the first breach
 * gives the code. The sentence says what an officer can do about it.
 */
#ifndef LEDGER_RULES_REFUSAL_H
#define LEDGER_RULES_REFUSAL_H

#include "ledger/rules/vocabulary.h"

#include <stdarg.h>

enum refusal_code {
	REFUSAL_NONE,
	REFUSAL_BAD_CSV,
	REFUSAL_BAD_UTF8,
	REFUSAL_TOO_LONG,
	REFUSAL_BAD_HEADER,
	REFUSAL_UNKNOWN_COLUMN,
	REFUSAL_MISSING_FIELD,
	REFUSAL_UNKNOWN_EVENT,
	REFUSAL_BAD_DATE,
	REFUSAL_BAD_CODE,
	REFUSAL_BAD_CURRENCY,
	REFUSAL_BAD_AMOUNT,
	REFUSAL_BAD_VALUE,
	REFUSAL_OVERFLOW,
	REFUSAL_UNEXPECTED_FIELD,
	REFUSAL_ID_CONFLICT,
	REFUSAL_PERIOD_CLOSED,
	REFUSAL_UNKNOWN_ITEM,
	REFUSAL_EXISTS,
	REFUSAL_WRONG_STATE,
	REFUSAL_CURRENCY_MISMATCH,
	REFUSAL_DATE_ORDER,
	REFUSAL_VICTIMS_FIRST,
	REFUSAL_EXCEEDS,
	REFUSAL_OVERDRAWN,
	REFUSAL_DEPENDS,
	REFUSAL_CONTROL_MISMATCH,
	REFUSAL_COUNT
};

enum { REFUSAL_TEXT_MAX = 400 };

struct refusal {
	enum refusal_code code;
	enum column column; /* the field at fault; COLUMN_NONE: the row */
	char text[REFUSAL_TEXT_MAX];
};

/* The code as it is printed: "bad-csv". */
const char *refusal_name(enum refusal_code code);

/* Fill a refusal; always false, for `return refuse(`. */
bool refuse(struct refusal *refusal, enum refusal_code code, enum column column,
	    const char *format, ...) __attribute__((format(printf, 4, 5)));
void refuse_args(struct refusal *refusal, enum refusal_code code,
		 enum column column, const char *format, va_list args)
	__attribute__((format(printf, 4, 0)));

#endif /* LEDGER_RULES_REFUSAL_H */
