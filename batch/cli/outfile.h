/*
 * outfile.h: an output that appears whole or not at all.
 *
 * Bytes go to stdout, or to a temporary name beside the file that is wanted
 * and by rename into place, synced, so that a reader never sees half of it.
 */
#ifndef BATCH_CLI_OUTFILE_H
#define BATCH_CLI_OUTFILE_H

#include "ledger/base/limits.h"
#include "reports/render.h"

#include <stdio.h>

struct outfile {
	struct sink sink;
	FILE *file;
	char path[LIMIT_PATH_BYTES]; /* "" for stdout */
	char fresh[LIMIT_PATH_BYTES];
};

/* Open `path`, or stdout when it is NULL. */
MUST_CHECK enum status outfile_open(struct outfile *out, const char *path,
				    struct err *err);

/* Put it in place when all went well so far, else take it away. */
MUST_CHECK enum status outfile_close(struct outfile *out, enum status status,
				     struct err *err);

#endif /* BATCH_CLI_OUTFILE_H */
