/* legible.c: replace what should not be shown. */
#include "batch/engine/legible.h"

#include "ledger/base/text.h"

#include <string.h>

/* Size of the good character at the head of a text, or 0. */
static size_t good_char(const char *at, size_t left)
{
	size_t size;

	for (size = 1; size <= 4 && size <= left; size++)
		if (utf8_valid(at, size))
			return utf8_has_control(at, size) ? 0 : size;
	return 0;
}

void legible_make(char *string)
{
	size_t left = strlen(string);

	while (left > 0) {
		size_t size = good_char(string, left);

		if (size == 0) {
			*string = '?';
			size = 1;
		}
		string += size;
		left -= size;
	}
}
