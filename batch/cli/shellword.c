/* shellword.c: quoting. */
#include "batch/cli/shellword.h"

#include <string.h>

static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			   "/._-+,:@";

void shellword_add(struct text *out, const char *word)
{
	if (word[0] != '\0' && strspn(word, safe) == strlen(word)) {
		text_add_string(out, word);
		return;
	}
	text_add_char(out, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			text_add_string(out, "'\\''");
		else
			text_add_char(out, *word);
	text_add_char(out, '\'');
}
