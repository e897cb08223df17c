/* backup.c: the month's backup, FOLDER/YYYY-MM, and which ones are kept. */
#include "ledger/backup.h"

#include "batch/steps/files.h"
#include "batch/steps/steps.h"

#include <string.h>

static void tell(void *owner, const struct finding *finding)
{
	const struct job_run *run = owner;
	struct text line = TEXT_ZERO;

	text_addf(&line, "finding in the copy: %s: %s", finding->kind,
		  finding->text);
	run->world->tell(run->world->owner, line.bytes);
	text_release(&line);
}

/* What has its name is whole and proved: a killed run made it (backup.h). */
static enum status make(struct job_run *run, const char *place, struct err *err)
{
	const struct job_world *world = run->world;
	struct verdict verdict;
	struct backup backup = {0};
	enum status status;

	if (file_there(place))
		return STATUS_OK;
	backup.from = world->directory;
	backup.to = place;
	backup.made = run->began;
	backup.wait_seconds = world->wait_seconds;
	backup.tell = tell;
	backup.owner = run;
	status = backup_make(&backup, &verdict, err);
	if (status != STATUS_OK || verdict.findings == 0)
		return status;
	run->held = true;
	return err_set(err, STATUS_OK,
		       "a copy of the book is not proved, so none was kept at "
		       "%s; run `redress verify`",
		       place);
}

enum status step_backup(struct job_run *run, struct err *err)
{
	const struct job_setup *setup = run->setup;
	char place[LIMIT_PATH_BYTES];
	uint32_t removed = 0;
	enum status status;

	if (setup->backup[0] == '\0') {
		text_add_string(&run->note, "not asked for in redress.conf");
		return STATUS_OK;
	}
	status = folder_make(setup->backup, err);
	if (status == STATUS_OK)
		status = file_path(setup->backup, run->instance.period, place,
				   err);
	if (status == STATUS_OK)
		status = make(run, place, err);
	if (status == STATUS_OK && !run->held && setup->config.backups > 0)
		status = backup_keep(setup->backup,
				     (uint32_t)setup->config.backups, &removed,
				     err);
	if (status == STATUS_OK)
		text_addf(&run->note, "%s, proved; %u old removed", place,
			  (unsigned int)removed);
	return status;
}
