/* inbox.c: each file that lies in the inbox, imported and put away. */
#include "batch/steps/inbox.h"

#include "batch/engine/scratch.h"
#include "batch/steps/files.h"
#include "batch/steps/steps.h"
#include "ledger/base/arena.h"
#include "ledger/base/money.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TOLD_A_FILE = 5, WRITTEN_A_FILE = 10000 };

/* The inbox and what lies beside it; one file under way. */
struct inbox {
	struct job_run *run;
	struct book *book;
	char folder[LIMIT_PATH_BYTES];
	char archive[LIMIT_PATH_BYTES];
	char rejected[LIMIT_PATH_BYTES];
	struct import_options import;
	struct import_result result;

	const char *name;   /* of the file under way */
	struct text errors; /* what was told of it, line by line */
	uint64_t told;
	unsigned int posted, refused, partly, files;
};

/* ---- telling ------------------------------------------------------------- */

static void tell(void *owner, const struct import_message *message)
{
	struct inbox *inbox = owner;
	const struct job_world *world = inbox->run->world;
	struct text line = TEXT_ZERO;

	text_addf(&line, "%s:", inbox->name);
	if (message->line > 0)
		text_addf(&line, "%llu:", (unsigned long long)message->line);
	if (message->column != NULL && message->column[0] != '\0')
		text_addf(&line, " %s:", message->column);
	if (message->code != REFUSAL_NONE)
		text_addf(&line, " %s:", refusal_name(message->code));
	text_addf(&line, " %s", message->sentence);
	inbox->told++;
	if (inbox->told <= TOLD_A_FILE)
		world->tell(world->owner, line.bytes);
	if (inbox->told <= WRITTEN_A_FILE)
		text_addf(&inbox->errors, "%s\n", line.bytes);
	text_release(&line);
}

static void now(void *owner, char out[IMPORT_TIME_SIZE])
{
	const struct inbox *inbox = owner;
	const struct job_world *world = inbox->run->world;

	world->now(world->owner, out);
}

/* "2 of 7 rows refused, BYR 1500000 in them" */
static void add_refused(const struct tally *tally, struct text *out)
{
	char text[MONEY_TEXT_SIZE];
	int currency;

	text_addf(out, "%llu of %llu rows refused",
		  (unsigned long long)tally->rows[TALLY_REJECTED],
		  (unsigned long long)tally->rows[TALLY_READ]);
	for (currency = 0; currency < CURRENCY_NONE; currency++) {
		const struct tally_money *money = &tally->money[currency];

		if (!money->used || money->minor[TALLY_REJECTED] == 0)
			continue;
		money_format(money->minor[TALLY_REJECTED],
			     currency_digits((uint8_t)currency), text);
		text_addf(out, ", %s %s at stake",
			  currency_code((uint8_t)currency), text);
	}
}

static void tell_outcome(struct inbox *inbox, const char *became)
{
	const struct job_world *world = inbox->run->world;
	struct text line = TEXT_ZERO;

	if (inbox->told > TOLD_A_FILE)
		text_addf(&line, "%s: %llu more in rejected/%s.errors.txt\n",
			  inbox->name,
			  (unsigned long long)(inbox->told - TOLD_A_FILE),
			  inbox->name);
	text_addf(&line, "%s: ", inbox->name);
	add_refused(&inbox->result.tally, &line);
	text_addf(&line, "; %s", became);
	world->tell(world->owner, line.bytes);
	text_release(&line);
}

/* ---- putting away -------------------------------------------------------- */

/* "NAME", or "NAME.2" ... as `further` counts. */
static enum status further_path(const char *folder, const char *name,
				unsigned int further, const char *ending,
				char out[LIMIT_PATH_BYTES], struct err *err)
{
	char full[512];

	if (further == 1)
		snprintf(full, sizeof full, "%s%s", name, ending);
	else
		snprintf(full, sizeof full, "%s.%u%s", name, further, ending);
	return file_path(folder, full, out, err);
}

/*
 * The first number under which this name is free in both folders. Before the
 * file is put away a killed run finds the same number again, and with it
 * the reject file that it left.
 */
static enum status find_free(const struct inbox *inbox, unsigned int *further,
			     struct err *err)
{
	char a[LIMIT_PATH_BYTES];
	char b[LIMIT_PATH_BYTES];
	enum status status;

	for (*further = 1;; ++*further) {
		status = further_path(inbox->archive, inbox->name, *further, "",
				      a, err);
		if (status == STATUS_OK)
			status = further_path(inbox->rejected, inbox->name,
					      *further, "", b, err);
		if (status != STATUS_OK || (!file_there(a) && !file_there(b)))
			return status;
	}
}

/*
 * FILE.ctl goes with FILE. It gets its new name beside the old one first,
 * so that a kill in between never parts a file that is still to be imported
 * from its control totals; the old name is taken away afterwards.
 */
static enum status link_control(const char *from, const char *to,
				struct err *err)
{
	unlink(to); /* of a run that was killed here */
	if (link(from, to) == 0)
		return STATUS_OK;
	return err_set(err, STATUS_OUTPUT, "%s cannot be made", to);
}

static enum status put_away(struct inbox *inbox, const char *folder,
			    unsigned int further, struct err *err)
{
	char from[LIMIT_PATH_BYTES];
	char from_control[LIMIT_PATH_BYTES];
	char to[LIMIT_PATH_BYTES];
	char to_control[LIMIT_PATH_BYTES];
	bool control;
	enum status status = file_path(inbox->folder, inbox->name, from, err);

	if (status == STATUS_OK)
		status = further_path(inbox->folder, inbox->name, 1, ".ctl",
				      from_control, err);
	if (status == STATUS_OK)
		status =
			further_path(folder, inbox->name, further, "", to, err);
	if (status == STATUS_OK)
		status = further_path(folder, inbox->name, further, ".ctl",
				      to_control, err);
	if (status != STATUS_OK)
		return status;
	control = file_there(from_control);
	if (control)
		status = link_control(from_control, to_control, err);
	if (status == STATUS_OK)
		status = file_move(from, to, err);
	if (status == STATUS_OK && control)
		unlink(from_control);
	return status;
}

/* Why it was refused, beside it; the same words if it stands already. */
static enum status write_errors(struct inbox *inbox, unsigned int further,
				struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	struct scratch scratch;
	enum status status = further_path(inbox->rejected, inbox->name, further,
					  ".errors.txt", path, err);

	if (status != STATUS_OK || inbox->errors.size == 0)
		return status;
	unlink(path);
	scratch_init(&scratch);
	status = scratch_open(&scratch, inbox->rejected, err);
	if (status == STATUS_OK)
		status = scratch_write(&scratch, inbox->errors.bytes,
				       inbox->errors.size, err);
	if (status == STATUS_OK)
		status = scratch_publish(&scratch, path, err);
	scratch_drop(&scratch);
	return status;
}

static enum status conclude(struct inbox *inbox, unsigned int further,
			    struct err *err)
{
	enum status status;

	switch (inbox->result.outcome) {
	case IMPORT_POSTED:
	case IMPORT_NOTHING_NEW:
	case IMPORT_ALREADY_POSTED:
		inbox->posted++;
		return put_away(inbox, inbox->archive, further, err);
	case IMPORT_POSTED_WITH_REJECTS:
		inbox->partly++;
		tell_outcome(inbox, "the rest is posted; mend the .rejects.csv "
				    "in rejected/ and put it into inbox/");
		status = write_errors(inbox, further, err);
		return status == STATUS_OK
			       ? put_away(inbox, inbox->archive, further, err)
			       : status;
	case IMPORT_UNDECIDED:
	case IMPORT_REFUSED:
	case IMPORT_CONTROL_MISMATCH:
	case IMPORT_SEQUENCE_CONFLICT:
	case IMPORT_HELD:
		break;
	}
	inbox->refused++;
	tell_outcome(inbox,
		     inbox->result.outcome == IMPORT_HELD
			     ? "held, it looks like a file posted before; it "
			       "lies in rejected/: if it is another list, "
			       "import it from there with --force --reason"
			     : "nothing of it is posted; it lies in rejected/, "
			       "mend it and put it into inbox/ again");
	status = write_errors(inbox, further, err);
	return status == STATUS_OK
		       ? put_away(inbox, inbox->rejected, further, err)
		       : status;
}

/* ---- the files ----------------------------------------------------------- */

static enum status take_file(struct inbox *inbox, struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char rejects[LIMIT_PATH_BYTES];
	char name[sizeof "inbox/" + NAME_MAX];
	unsigned int further = 1;
	enum status status = find_free(inbox, &further, err);

	text_clear(&inbox->errors);
	inbox->told = 0;
	if (status == STATUS_OK)
		status = file_path(inbox->folder, inbox->name, path, err);
	if (status == STATUS_OK)
		status = further_path(inbox->rejected, inbox->name, further,
				      ".rejects.csv", rejects, err);
	if (status != STATUS_OK)
		return status;
	/* where the book lies is not what the run is about */
	snprintf(name, sizeof name, "inbox/%s", inbox->name);
	/* cppcheck-suppress autoVariables ; taken back below */
	inbox->import.rejects = rejects;
	/* cppcheck-suppress autoVariables ; likewise */
	inbox->import.name = name;
	status = import_file(inbox->book, path, &inbox->import, &inbox->result,
			     err);
	inbox->import.rejects = NULL;
	inbox->import.name = NULL;
	if (status == STATUS_OK)
		status = conclude(inbox, further, err);
	inbox->files += status == STATUS_OK;
	return status;
}

static void fill_import(struct inbox *inbox)
{
	const struct job_world *world = inbox->run->world;
	const struct job_setup *setup = inbox->run->setup;
	struct import_options *import = &inbox->import;

	import->max_rejects = setup->config.max_rejects;
	import->look_alike_days = setup->config.look_alike_days;
	import->today = world->today;
	import->stdin_fd = -1;
	import->stop = world->stop;
	import->operator= world->operator_name;
	import->user = world->user;
	import->login = world->login;
	import->sudo = world->sudo;
	import->host = world->host;
	import->build = world->build;
	import->command = world->command;
	import->started = inbox->run->began;
	import->job = inbox->run->instance.job;
	import->period = inbox->run->instance.period;
	import->execution = inbox->run->execution;
	import->owner = inbox;
	import->tell = tell;
	import->now = now;
	book_take_late(inbox->book, setup->config.late);
}

static enum status take_all(struct inbox *inbox, const struct inbox_list *list,
			    struct err *err)
{
	enum status status = STATUS_OK;
	enum status closed;
	size_t i;

	status =
		job_book_open(inbox->run->world, BOOK_WRITE, &inbox->book, err);
	if (status != STATUS_OK)
		return status;
	fill_import(inbox);
	for (i = 0; i < list->count && status == STATUS_OK; i++) {
		inbox->name = list->names[i];
		status = take_file(inbox, err);
	}
	closed = book_close(inbox->book, err);
	return status == STATUS_OK ? closed : status;
}

static enum status make_folders(struct inbox *inbox, struct err *err)
{
	static const char *const names[] = {"inbox", "archive", "rejected"};
	char *const paths[] = {inbox->folder, inbox->archive, inbox->rejected};
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < 3 && status == STATUS_OK; i++) {
		status = file_path(inbox->run->world->directory, names[i],
				   paths[i], err);
		if (status == STATUS_OK)
			status = folder_make(paths[i], err);
	}
	return status;
}

enum status step_inbox(struct job_run *run, struct err *err)
{
	struct inbox *inbox = mem_alloc(sizeof *inbox);
	struct inbox_list list;
	enum status status;

	inbox->run = run;
	memset(&list, 0, sizeof list);
	status = make_folders(inbox, err);
	if (status == STATUS_OK)
		status = inbox_list(inbox->folder, &list, err);
	if (status == STATUS_OK)
		inbox_forget_controls(inbox->folder, &list);
	if (status == STATUS_OK && list.count > 0)
		status = take_all(inbox, &list, err);
	run->rejects = inbox->refused > 0 || inbox->partly > 0;
	run->refused = inbox->refused > 0;
	text_addf(&run->note,
		  "%u file%s: %u posted, %u posted in part, %u refused",
		  inbox->files, inbox->files == 1 ? "" : "s", inbox->posted,
		  inbox->partly, inbox->refused);
	inbox_list_release(&list);
	text_release(&inbox->errors);
	free(inbox);
	return status;
}

bool inbox_waits(const struct job_world *world, const void *setup)
{
	(void)setup;
	return inbox_count(world->directory) > 0;
}
