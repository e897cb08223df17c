/*
 * proof.h: what an import says for itself: the proof of its rows and money,
 * and the line of progress on a terminal.
 */
#ifndef BATCH_CLI_PROOF_H
#define BATCH_CLI_PROOF_H

#include "batch/engine/import.h"

#include <time.h>

struct progress {
	struct timespec started;
};

void progress_start(struct progress *progress);

/* Rows, rows a second and time left, over the line before. */
void progress_print(const struct progress *progress, uint64_t rows,
		    uint64_t done, uint64_t total);

/* The same for a log, once: a line of its own behind the last row. */
void progress_end(const struct progress *progress, const char *path,
		  uint64_t rows);

/* The outcome and its proof, to stdout. */
void proof_print(const char *path, const struct import_result *result,
		 bool dry_run);

#endif /* BATCH_CLI_PROOF_H */
