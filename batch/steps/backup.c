/*
 * backup.c: the month's backup, FOLDER/YYYY-MM.
 *
 * It is made as FOLDER/YYYY-MM.part, proved there, and then renamed. What a
 * killed run left under that name is taken away first.
 */
#include "ledger/backup.h"

#include "batch/steps/files.h"
#include "batch/steps/proved.h"
#include "batch/steps/steps.h"

#include <stdio.h>
#include <string.h>

static void tell(void *owner, const struct finding *finding)
{
	const struct job_world *world = owner;
	struct text line = TEXT_ZERO;

	text_addf(&line, "finding in the copy: %s: %s", finding->kind,
		  finding->text);
	world->tell(world->owner, line.bytes);
	text_release(&line);
}

static enum status prove(struct job_run *run, const char *copy, struct err *err)
{
	const struct job_world *world = run->world;
	struct job_world quiet = *world;
	struct verdict verdict;
	enum status status;

	memset(&verdict, 0, sizeof verdict);
	status = prove_book(copy, 0, tell, &quiet, &verdict, err);
	if (status != STATUS_OK)
		return status;
	if (verdict.findings > 0)
		return err_set(err, STATUS_IO,
			       "the copy at %s is not proved; do not use it",
			       copy);
	return STATUS_OK;
}

static enum status make(struct job_run *run, const char *part,
			const char *place, struct err *err)
{
	const struct job_world *world = run->world;
	enum status status = folder_remove(part, err);

	if (status == STATUS_OK)
		status = backup_copy(world->directory, part,
				     world->wait_seconds, err);
	if (status == STATUS_OK)
		status = prove(run, part, err);
	if (status == STATUS_OK)
		status = file_move(part, place, err);
	return status;
}

enum status step_backup(struct job_run *run, struct err *err)
{
	const struct job_setup *setup = run->setup;
	char part[LIMIT_PATH_BYTES];
	char place[LIMIT_PATH_BYTES];
	char name[JOB_PERIOD_SIZE + 8];
	enum status status;

	if (setup->backup[0] == '\0') {
		text_add_string(&run->note, "not asked for in redress.conf");
		return STATUS_OK;
	}
	snprintf(name, sizeof name, "%s.part", run->instance.period);
	status = folder_make(setup->backup, err);
	if (status == STATUS_OK)
		status = file_path(setup->backup, name, part, err);
	if (status == STATUS_OK)
		status = file_path(setup->backup, run->instance.period, place,
				   err);
	if (status != STATUS_OK)
		return status;
	/* A run that was killed before it could say that it was done. */
	status = file_there(place) ? prove(run, place, err)
				   : make(run, part, place, err);
	if (status == STATUS_OK)
		text_addf(&run->note, "%s, proved", place);
	return status;
}
