/* err.c: bounded sentences for failed calls. */
#include "ledger/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut a sentence that was too long in front of a whole UTF-8 character. */
static void trim_partial(char *text, size_t size)
{
	size_t at = size;

	while (at > 0 && ((unsigned char)text[at - 1] & 0xc0) == 0x80)
		at--;
	if (at > 0 && (unsigned char)text[at - 1] >= 0xc0)
		text[at - 1] = '\0';
}

static void __attribute__((format(printf, 2, 0)))
fill(struct err *err, const char *format, va_list args)
{
	int wanted = vsnprintf(err->text, sizeof err->text, format, args);

	if (wanted >= (int)sizeof err->text)
		trim_partial(err->text, strlen(err->text));
}

enum status err_set(struct err *err, enum status status, const char *format,
		    ...)
{
	va_list args;

	if (err == NULL)
		return status;
	va_start(args, format);
	fill(err, format, args);
	va_end(args);
	return status;
}

enum status err_wrap(struct err *err, enum status status, const char *format,
		     ...)
{
	struct err inner;
	struct err context;
	va_list args;
	int wanted;

	if (err == NULL)
		return status;
	inner = *err;
	va_start(args, format);
	fill(&context, format, args);
	va_end(args);
	wanted = snprintf(err->text, sizeof err->text, "%.*s: %.*s", 500,
			  context.text, 520, inner.text);
	if (wanted >= (int)sizeof err->text)
		trim_partial(err->text, strlen(err->text));
	return status;
}
