/* jsontext.c: quotes, and escapes of what may not stand in them. */
#include "batch/cli/jsontext.h"

#include <stdio.h>

void json_print_text(const char *text)
{
	putchar('"');
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < 0x20)
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}
