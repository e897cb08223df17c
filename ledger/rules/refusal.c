/* refusal.c: the names of the codes. */
#include "ledger/rules/refusal.h"

#include <assert.h>
#include <stdio.h>

static const char *const names[REFUSAL_COUNT] = {
	"",
	"bad-csv",
	"bad-utf8",
	"too-long",
	"bad-header",
	"unknown-column",
	"missing-field",
	"unknown-event",
	"bad-date",
	"bad-code",
	"bad-currency",
	"bad-amount",
	"bad-value",
	"overflow",
	"unexpected-field",
	"id-conflict",
	"period-closed",
	"unknown-item",
	"exists",
	"wrong-state",
	"currency-mismatch",
	"date-order",
	"victims-first",
	"exceeds",
	"overdrawn",
	"depends",
	"control-mismatch",
};

const char *refusal_name(enum refusal_code code)
{
	assert((int)code >= 0 && code < REFUSAL_COUNT);
	return names[code];
}

void refuse_args(struct refusal *refusal, enum refusal_code code,
		 enum column column, const char *format, va_list args)
{
	refusal->code = code;
	refusal->column = column;
	vsnprintf(refusal->text, sizeof refusal->text, format, args);
}

bool refuse(struct refusal *refusal, enum refusal_code code, enum column column,
	    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	refuse_args(refusal, code, column, format, args);
	va_end(args);
	return false;
}
