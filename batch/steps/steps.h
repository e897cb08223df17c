/*
 * steps.h: the steps of the jobs (jobs.c puts them together).
 *
 * Each can begin again after having been killed at any instant (job.h).
 */
#ifndef BATCH_STEPS_STEPS_H
#define BATCH_STEPS_STEPS_H

#include "batch/steps/jobs.h"

/*
 * Prove the whole book; the entries proved are those that the job reports
 * on, whatever is posted later. Findings hold the job.
 */
enum status step_verify(struct job_run *run, struct err *err);

/* The workbooks as of the month's last day, under their names by rename. */
enum status step_report(struct job_run *run, struct err *err);

/* Close the month, recorded with the close itself. */
enum status step_close(struct job_run *run, struct err *err);

/* A proved copy of the book, under its name by rename. */
enum status step_backup(struct job_run *run, struct err *err);

/*
 * A month that is done: a workbook that is gone or was changed is made
 * again, to the byte; a changed one is kept as NAME.changed.
 */
enum status monthly_again(struct job_run *run, struct err *err);

/* What victims are still owed by the end of the month, by currency. */
void monthly_stake(const struct job_run *run, struct text *out);

/*
 * Each event file in the book's inbox/, by name: to archive/ when posted, to
 * rejected/ when not, there with NAME.errors.txt that says why and, where
 * rows were refused, NAME.rejects.csv. FILE.ctl goes with its file.
 */
enum status step_inbox(struct job_run *run, struct err *err);

/* Does an event file wait in the inbox (inbox.h)? */
bool inbox_waits(const struct job_world *world, const void *setup);

/* How many event files wait there, and how many lie in rejected/. */
size_t inbox_count(const char *directory);
size_t rejected_count(const char *directory);

#endif /* BATCH_STEPS_STEPS_H */
