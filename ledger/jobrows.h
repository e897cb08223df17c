/*
 * jobrows.h: how a run of the chain becomes rows of the job repository.
 *
 * The same fold writes the stored table (within a transaction), makes it
 * anew, and, into rows kept in memory, says what it should hold.
 *
 * Private     to the files of ledger/.
 */
#ifndef LEDGER_JOBROWS_H
#define LEDGER_JOBROWS_H

#include "ledger/jobs.h"

struct store;

/* Rows in memory, by key: a hash table that owns its bytes. */
struct job_rows;
struct job_rows *job_rows_new(void);
void job_rows_free(struct job_rows *rows);

/* Where rows are kept: the stored table, or memory. One of the two is set. */
struct job_shelf {
	struct store *store;
	struct job_rows *rows;
};

MUST_CHECK enum status job_row_get(const struct job_shelf *shelf,
				   struct slice key, struct text *value,
				   struct err *err);
MUST_CHECK enum status job_row_put(const struct job_shelf *shelf,
				   struct slice key, struct slice value,
				   struct err *err);
MUST_CHECK enum status job_row_delete(const struct job_shelf *shelf,
				      struct slice key, struct err *err);

/* Enter a run; one that says nothing of a job changes nothing. */
MUST_CHECK enum status job_rows_enter(const struct job_shelf *shelf,
				      const struct run *run, struct err *err);

/* Make the stored table anew from the run chain, within a transaction. */
MUST_CHECK enum status job_rows_rebuild(struct book *book, struct err *err);

/*
 * Is the stored table what the rows in memory are? *same is false for a row
 * that is missing, differs or is too many; its instance or run is named.
 */
MUST_CHECK enum status job_rows_compare(struct store *store,
					const struct job_rows *rows, bool *same,
					struct text *which, struct err *err);

/* Keys; the period may be "" for a job's own row or the first of many. */
void job_key(struct text *key, char kind, struct slice job,
	     struct slice period);
void job_key_start(struct text *key, uint32_t start);

/* Records; false for bytes that contradict themselves. */
void job_instance_pack(const struct job_instance *instance, struct text *out);
bool job_instance_unpack(struct slice key, struct slice value,
			 struct job_instance *instance);
void job_execution_pack(const struct job_execution *execution,
			struct text *out);
bool job_execution_unpack(uint32_t start, struct slice value,
			  struct job_execution *execution);
void job_summary_pack(const struct job_summary *summary, struct text *out);
bool job_summary_unpack(struct slice value, struct job_summary *summary);

#endif /* LEDGER_JOBROWS_H */
