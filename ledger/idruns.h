/*
 * idruns.h: sorted runs of event ids in the store, and their merging.
 *
 * A run is a head (its size and range) and blocks of ids that share their
 * prefixes; the byte table stands in ledger/store/format.h under "ids".
 * Ids are unique over all runs, so the order of runs says nothing.
 */
#ifndef LEDGER_IDRUNS_H
#define LEDGER_IDRUNS_H

#include "ledger/base/err.h"
#include "ledger/base/limits.h"
#include "ledger/base/pack.h"

struct store;

struct id_run {
	uint32_t number;
	uint32_t count;
	uint8_t first_size, last_size;
	char first[LIMIT_ID_BYTES];
	char last[LIMIT_ID_BYTES];
};

struct id_runs {
	struct store *store;
	struct id_run *list;
	size_t count, room;
	uint32_t last_number;
	struct text value;
};

/* A run being written, block by block, in order of ids. */
struct run_writer {
	struct id_runs *runs;
	struct id_run run;
	struct text block;
	uint32_t block_count;
};

/* Read the heads of all runs. */
MUST_CHECK enum status id_runs_read(struct id_runs *runs, struct err *err);
void id_runs_release(struct id_runs *runs);

MUST_CHECK enum status id_runs_find(struct id_runs *runs, struct slice id,
				    uint32_t *seq, struct err *err);

void run_writer_start(struct run_writer *writer, struct id_runs *runs);
MUST_CHECK enum status run_writer_add(struct run_writer *writer,
				      struct slice id, uint32_t seq,
				      struct err *err);

/* End the run, unless what was done so far failed with `status`. */
MUST_CHECK enum status run_writer_finish(struct run_writer *writer,
					 enum status status, struct err *err);

/* Merge runs of like size, IDS_FAN into one, until fewer of each stand. */
MUST_CHECK enum status id_runs_merge(struct id_runs *runs, struct err *err);

/* Remove a run's blocks and head from the store. */
MUST_CHECK enum status id_run_remove(struct id_runs *runs, uint32_t number,
				     struct err *err);

/*
 * Hand every id of every run to a function, and prove heads, order and keys
 * on the way: STATUS_CORRUPT names the run.
 */
MUST_CHECK enum status id_runs_each(struct id_runs *runs,
				    void (*tell)(void *owner, struct slice id,
						 uint32_t seq),
				    void *owner, struct err *err);

#endif /* LEDGER_IDRUNS_H */
