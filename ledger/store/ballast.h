/*
 * ballast.h: room on the disk that is kept for the moment when it is full.
 *
 * Recovery and a checkpoint write pages, and need room just when there may
 * be none. So a book has a file `ballast` without content: as large as its
 * tables, within bounds. When a small file, a checkpoint or a recovery meets
 * a full disk, the ballast is given up and the work tried once more; the
 * next writer that closes the book makes it again if it can.
 */
#ifndef LEDGER_STORE_BALLAST_H
#define LEDGER_STORE_BALLAST_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Make it as large as the tables are, and as what is about to be added to
 * them; without room there is none.
 */
void ballast_keep(const char *directory, uint64_t more_bytes);

/* Give it up; false when there was none. */
bool ballast_release(const char *directory);

/* Is the disk so full that giving it up may help? */
bool ballast_needed(const char *directory);

#endif /* LEDGER_STORE_BALLAST_H */
