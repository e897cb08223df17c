/*
 * dataset_scenario.h: what the two forms of scenario share: the terms, the
 * replay, and the pass over the claims that tells what came of each award.
 *
 * Terms       those of the options; when nothing was said, preset `full`.
 * Ownership   outcomes are borrowed until the next one.
 */
#ifndef REPORTS_DATASET_SCENARIO_H
#define REPORTS_DATASET_SCENARIO_H

#include "reports/dataset_kind.h"
#include "reports/scenario_outcome.h"

struct scenario_rows {
	struct scenario_terms terms;
	struct scenario_replay *replay;
	struct items *claims;
	struct scenario_outcome outcome;
	void *own; /* of the form; freed with free */
};

/* Replay the book; dataset->state becomes a struct scenario_rows. */
MUST_CHECK enum status scenario_rows_open(struct dataset *dataset,
					  struct err *err);
void scenario_rows_close(void *state);

/* The next award in force, by code of its claim; STATUS_END behind. */
MUST_CHECK enum status scenario_rows_next(struct dataset *dataset,
					  const struct item **claim,
					  struct err *err);

/* memo:awards:owed, trust:victims and trust:unclaimed: what victims wait for */
int64_t scenario_rows_ledger(const struct known *known, uint8_t currency);

#endif /* REPORTS_DATASET_SCENARIO_H */
