/*
 * scenario_options.h: the options of `report scenario` as its terms.
 *
 * A preset says all but the fund's money; what is given beside it replaces
 * what it says.
 */
#ifndef BATCH_CLI_SCENARIO_OPTIONS_H
#define BATCH_CLI_SCENARIO_OPTIONS_H

#include "batch/cli/options.h"
#include "reports/scenario_terms.h"

/* False: a sentence was printed and the exit code is EXIT_USAGE. */
bool scenario_options_read(const struct options *options, const char *report,
			   struct scenario_terms *terms);

#endif /* BATCH_CLI_SCENARIO_OPTIONS_H */
