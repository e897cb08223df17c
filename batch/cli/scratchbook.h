/*
 * scratchbook.h: a book for one command, taken away again.
 */
#ifndef BATCH_CLI_SCRATCHBOOK_H
#define BATCH_CLI_SCRATCHBOOK_H

/* Remove a directory of plain files that this process made. */
void scratchbook_remove(const char *directory);

#endif /* BATCH_CLI_SCRATCHBOOK_H */
