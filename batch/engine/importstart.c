/* importstart.c: what the file is, and whether it may be posted at all. */
#include "batch/engine/importparts.h"
#include "batch/engine/inflow.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* BATCH.md section 3: free disk is checked first. */
enum { SPACE_TIMES = 4, SPACE_SPARE_BYTES = 64 << 20 };

/* ---- the file ------------------------------------------------------------ */

static enum status join(char out[LIMIT_PATH_BYTES], const char *path,
			const char *ending, struct err *err)
{
	int size = snprintf(out, LIMIT_PATH_BYTES, "%s%s", path, ending);

	if (size < 0 || size >= LIMIT_PATH_BYTES)
		return err_set(err, STATUS_INVALID,
			       "the path %.60s... is too "
			       "long",
			       path);
	return STATUS_OK;
}

/* Where refused rows go: where said, or beside a file that may have some. */
static enum status place_rejects(struct import *import, struct err *err)
{
	const struct import_options *options = import->options;

	if (options->rejects != NULL)
		return join(import->rejects_path, options->rejects, "", err);
	if (options->max_rejects.kind == REJECT_LIMIT_NONE || options->dry_run)
		return STATUS_OK;
	if (strcmp(import->path, "-") == 0)
		return err_set(err, STATUS_INVALID,
			       "--max-rejects with standard input needs "
			       "--rejects FILE for the refused rows");
	return join(import->rejects_path, import->path, ".rejects.csv", err);
}

enum status import_open(struct import *import, struct err *err)
{
	const struct import_options *options = import->options;
	struct inflow_place place = {options->stdin_fd,
				     options->spool_directory, options->stop};
	enum status status = place_rejects(import, err);

	if (place.spool_directory == NULL)
		place.spool_directory = book_directory(import->book);
	if (status == STATUS_OK)
		status = inflow_open(import->path, &place, &import->in, err);
	return status;
}

/* A damaged gzip file is refused as a whole, before any row is played. */
enum status import_hash(struct import *import, struct err *err)
{
	struct import_result *result = import->result;
	struct err damage;
	enum status status = inflow_sha256(import->in, result->sha256,
					   &result->content_bytes, &damage);

	if (status == STATUS_CORRUPT) {
		import_tell(import, import->name, 0, REFUSAL_BAD_CSV,
			    damage.text);
		result->outcome = IMPORT_REFUSED;
		return STATUS_OK;
	}
	return status == STATUS_OK ? status
				   : err_set(err, status, "%s", damage.text);
}

/* ---- its control file ---------------------------------------------------- */

static enum status find_control(struct import *import, struct err *err)
{
	const char *given = import->options->control;

	if (given == NULL && strcmp(import->path, "-") == 0)
		return STATUS_OK;
	import->has_control = true;
	if (given != NULL)
		return join(import->control_path, given, "", err);
	import->has_control = join(import->control_path, import->path, ".ctl",
				   NULL) == STATUS_OK &&
			      access(import->control_path, F_OK) == 0;
	return STATUS_OK;
}

static void mismatch(struct import *import, const char *sentence)
{
	import_tell(import, import->name, 0, REFUSAL_CONTROL_MISMATCH,
		    sentence);
	import->result->outcome = IMPORT_CONTROL_MISMATCH;
}

enum status import_controls(struct import *import, struct err *err)
{
	const struct control *control = &import->control;
	struct err fault;
	enum status status = find_control(import, err);

	if (status != STATUS_OK || !import->has_control)
		return status;
	status = control_read(import->control_path, &import->control, &fault);
	if (status == STATUS_INVALID) {
		import_tell(import, import->control_path, control->line,
			    REFUSAL_CONTROL_MISMATCH, fault.text);
		import->result->outcome = IMPORT_CONTROL_MISMATCH;
		return STATUS_OK;
	}
	if (status != STATUS_OK)
		return err_set(err, status, "%s", fault.text);
	if (control->sha256[0] != '\0' &&
	    strcmp(control->sha256, import->result->sha256) != 0)
		mismatch(import,
			 "the control file says another sha256 than that of "
			 "the content; send the file again");
	return STATUS_OK;
}

/* ---- its sequence -------------------------------------------------------- */

bool import_sequence_new(const struct import *import)
{
	return import->control.sequence > import->sequence_last;
}

static enum status find_last(struct import *import,
			     char sha256[DIGEST_HEX_SIZE], struct err *err)
{
	struct slice source = {import->control.source,
			       strlen(import->control.source)};
	enum status status = book_source(import->book, source,
					 &import->sequence_last, sha256, err);

	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* The content of the newest run that had this sequence; "" when none had. */
static enum status find_sequence(struct import *import,
				 char sha256[DIGEST_HEX_SIZE], struct err *err)
{
	const struct control *control = &import->control;
	struct runs *runs;
	struct run run;
	enum status status = runs_open(import->book, 1, &runs, err);

	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &run, err)) == STATUS_OK) {
		struct slice hex = run.field[RUN_SHA256];

		if (!slice_is(run.field[RUN_SOURCE], control->source) ||
		    run_count(&run, RUN_SEQUENCE) != control->sequence ||
		    hex.size != DIGEST_HEX_SIZE - 1)
			continue;
		memcpy(sha256, hex.bytes, hex.size);
		sha256[hex.size] = '\0';
	}
	runs_close(runs);
	return status == STATUS_END ? STATUS_OK : status;
}

static void refuse_gap(struct import *import)
{
	const struct control *control = &import->control;
	char sentence[2 * CONTROL_SOURCE_SIZE];

	snprintf(sentence, sizeof sentence,
		 "the control file says sequence=%llu, the next of %s is %llu; "
		 "send the files in their order",
		 (unsigned long long)control->sequence, control->source,
		 (unsigned long long)import->sequence_last + 1);
	mismatch(import, sentence);
}

static void refuse_other_content(struct import *import)
{
	const struct control *control = &import->control;
	char sentence[2 * CONTROL_SOURCE_SIZE];

	snprintf(sentence, sizeof sentence,
		 "sequence %llu of %s was posted with other content; find out "
		 "which is right, and send a new file under a new sequence",
		 (unsigned long long)control->sequence, control->source);
	mismatch(import, sentence);
	import->result->outcome = IMPORT_SEQUENCE_CONFLICT;
}

static enum status test_sequence(struct import *import, struct err *err)
{
	const struct control *control = &import->control;
	char sha256[DIGEST_HEX_SIZE] = "";
	enum status status = find_last(import, sha256, err);

	if (status != STATUS_OK)
		return status;
	if (control->sequence > import->sequence_last) {
		if (control->sequence != import->sequence_last + 1)
			refuse_gap(import);
		return STATUS_OK;
	}
	if (control->sequence < import->sequence_last) {
		sha256[0] = '\0';
		status = find_sequence(import, sha256, err);
		if (status != STATUS_OK)
			return status;
	}
	if (sha256[0] == '\0')
		refuse_gap(import);
	else if (strcmp(sha256, import->result->sha256) != 0)
		refuse_other_content(import);
	return STATUS_OK;
}

/* ---- was it posted? ------------------------------------------------------ */

static void say_mismatch(void *owner, const char *key, const char *sentence)
{
	(void)key;
	mismatch(owner, sentence);
}

/* All of it was posted: its totals are those of that run. */
static enum status meet_again(struct import *import, uint32_t number,
			      struct err *err)
{
	struct import_result *result = import->result;
	struct runs *runs;
	struct run run;
	struct tally tally;
	enum status status = runs_open(import->book, number, &runs, err);

	if (status != STATUS_OK)
		return status;
	status = runs_next(runs, &run, err);
	if (status == STATUS_OK) {
		tally_of_run(&tally, &run);
		result->run = number;
		result->outcome = IMPORT_ALREADY_POSTED;
		if (import->has_control)
			control_compare(&import->control, &tally, say_mismatch,
					import);
	}
	runs_close(runs);
	if (status == STATUS_END)
		return err_set(err, STATUS_CORRUPT,
			       "run %u posted this content but is not on the "
			       "book; run `redress verify`",
			       (unsigned int)number);
	return status;
}

/*
 * A file that carries the next sequence goes on even if its content was
 * posted before, so that its sequence is counted: a list without rows looks
 * the same each month.
 */
enum status import_identify(struct import *import, struct err *err)
{
	uint32_t number;
	enum status status = STATUS_OK;

	if (import->control.sequence != 0)
		status = test_sequence(import, err);
	if (status != STATUS_OK || import_sequence_new(import) ||
	    import->result->outcome != IMPORT_UNDECIDED)
		return status;
	status = book_file_run(import->book, import->result->sha256, &number,
			       err);
	if (status == STATUS_OK)
		return meet_again(import, number, err);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status import_space(struct import *import, struct err *err)
{
	const char *directory = book_directory(import->book);
	struct statvfs disk;
	uint64_t free_bytes;
	uint64_t need_bytes = import->result->content_bytes;

	if (statvfs(directory, &disk) != 0)
		return err_set(err, STATUS_IO, "%s: %s", directory,
			       strerror(errno));
	if (__builtin_mul_overflow((uint64_t)disk.f_bavail,
				   (uint64_t)disk.f_frsize, &free_bytes))
		free_bytes = UINT64_MAX;
	if (__builtin_mul_overflow(need_bytes, SPACE_TIMES, &need_bytes) ||
	    __builtin_add_overflow(need_bytes, SPACE_SPARE_BYTES, &need_bytes))
		need_bytes = UINT64_MAX;
	if (free_bytes >= need_bytes) {
		book_reserve(import->book, 2 * import->result->content_bytes);
		return STATUS_OK;
	}
	return err_set(err, STATUS_FULL,
		       "%s has %llu MiB free and the import needs %llu MiB; "
		       "make room",
		       directory, (unsigned long long)(free_bytes >> 20),
		       (unsigned long long)(need_bytes >> 20));
}
