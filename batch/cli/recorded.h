/*
 * recorded.h: a run of the command line as the run chain keeps it: by whom,
 * on which machine, with which words (BATCH.md section 4).
 */
#ifndef BATCH_CLI_RECORDED_H
#define BATCH_CLI_RECORDED_H

#include "batch/cli/world.h"
#include "ledger/runs.h"

/*
 * All fields empty but the kind, the operator and the times; `ended` is
 * filled here. The run borrows from both and from command_line.
 */
void recorded_begin(struct run *run, const char *kind,
		    const struct world *world, char ended[WORLD_TIME_SIZE]);

#endif /* BATCH_CLI_RECORDED_H */
