/*
 * scenario_replay.h: a book played through a scenario: its claims become
 * the engine's awards and days.
 *
 * Belongs     an award in force by the moment. It is due the given months
 *             after it came into force, by `since`; it can be advanced from
 *             then on, but not before the day on which the book has it.
 * Flows       what was reversed by the moment did not happen, and neither
 *             did the reversal.
 * Ownership   `terms` is borrowed until scenario_replay_close.
 * Errors      those of scenario_money.h and scenario.h.
 */
#ifndef REPORTS_SCENARIO_REPLAY_H
#define REPORTS_SCENARIO_REPLAY_H

#include "reports/scenario.h"
#include "reports/scenario_money.h"

struct scenario_replay;

MUST_CHECK enum status scenario_replay_open(struct book *book,
					    struct moment moment,
					    const struct scenario_terms *terms,
					    struct scenario_replay **replay,
					    struct err *err);
void scenario_replay_close(struct scenario_replay *replay);

/*
 * What came of the award of a claim; claims are asked for once each, in
 * the order of their codes. `due` is when the waiting period ends, also
 * after the moment. False: it was not in force, and nothing is filled.
 */
bool scenario_replay_award(struct scenario_replay *replay,
			   const struct item *claim, int32_t *due,
			   struct scenario_result *result);

const struct scenario_purse *
scenario_replay_purse(const struct scenario_replay *replay, uint8_t currency);
const struct scenario_money *
scenario_replay_money(const struct scenario_replay *replay);

#endif /* REPORTS_SCENARIO_REPLAY_H */
