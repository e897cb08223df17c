/*
 * shellword.h: a text as one word of a POSIX shell's command line, so that a
 * command that is printed can be copied.
 */
#ifndef BATCH_CLI_SHELLWORD_H
#define BATCH_CLI_SHELLWORD_H

#include "ledger/base/text.h"

/* As it is where that is safe, else in single quotes. */
void shellword_add(struct text *out, const char *word);

#endif /* BATCH_CLI_SHELLWORD_H */
