/* importrows.c: every row through every rule, in one transaction. */
#include "batch/engine/importparts.h"
#include "batch/engine/inflow.h"
#include "batch/engine/rejects.h"

#include <assert.h>
#include <stdio.h>

enum { BREATH_ROWS = 1000 }; /* between looks at the stop flag */

/* The file went bad since it was hashed: that is not the book's fault. */
static enum status next_record(struct import *import, struct err *err)
{
	enum status status = csv_next(import->csv, &import->record, err);

	return status == STATUS_CORRUPT ? STATUS_NOT_FOUND : status;
}

enum status import_header(struct import *import, struct err *err)
{
	struct refusal refusal;
	enum status status;

	import->csv = csv_new(import->in);
	header_init(&import->header);
	status = next_record(import, err);
	if (status == STATUS_END) {
		import->record.line = 1;
		refuse(&refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
		       "the file is empty; its first row must name the "
		       "columns");
	} else if (status != STATUS_OK) {
		return status;
	} else if (header_read(&import->header, &import->record, &refusal)) {
		csv_expect(import->csv, import->header.count);
		return STATUS_OK;
	}
	import_tell_refusal(import, &refusal);
	import->result->outcome = IMPORT_REFUSED;
	return STATUS_OK;
}

static enum status reject_row(struct import *import, struct refusal *refusal,
			      struct err *err)
{
	enum status status = STATUS_OK;

	import_tell_refusal(import, refusal);
	if (import->rejects_path[0] == '\0')
		return STATUS_OK;
	if (import->rejects == NULL)
		status = rejects_open(import->rejects_path, &import->header,
				      csv_has_bom(import->csv),
				      &import->rejects, err);
	if (status == STATUS_OK)
		status = rejects_add(import->rejects, &import->record, refusal,
				     err);
	return status;
}

static enum tally_kind kind_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_POSTED:
		return TALLY_POSTED;
	case OUTCOME_DUPLICATE:
		return TALLY_DUPLICATE;
	case OUTCOME_REFUSED:
		break;
	}
	return TALLY_REJECTED;
}

/* A row of a closed month that went to the first open day: an officer's eye
 * must be able to find it. */
static void tell_moved(struct import *import)
{
	char text[80];
	char day[DAY_TEXT_SIZE];
	struct import_message message = {import->path, import->record.line,
					 "date", REFUSAL_NONE, text};

	if (import->options->tell == NULL)
		return;
	day_format(book_first_open(import->book), day);
	snprintf(text, sizeof text, "its month is closed: posted on %s", day);
	import->options->tell(import->options->owner, &message);
}

static enum status play_row(struct import *import, struct err *err)
{
	struct tally *tally = &import->result->tally;
	struct row row;
	struct posting posting;
	enum status status;

	header_row(&import->header, &import->record, &row);
	status = book_post(import->book, &row, import->options->today, &posting,
			   err);
	if (status != STATUS_OK)
		return status;
	if (posting.has_money)
		tally_add_money(tally, kind_of(posting.outcome),
				posting.currency, posting.amount);
	else
		tally_add(tally, kind_of(posting.outcome));
	if (posting.outcome == OUTCOME_POSTED && posting.late)
		tell_moved(import);
	if (posting.outcome != OUTCOME_REFUSED)
		return STATUS_OK;
	return reject_row(import, &posting.refusal, err);
}

static enum status take_record(struct import *import, struct err *err)
{
	struct csv_record *record = &import->record;

	if (record->fault.code == REFUSAL_NONE)
		return play_row(import, err);
	tally_add(&import->result->tally, TALLY_REJECTED);
	return reject_row(import, &record->fault, err);
}

/* Between rows: tell how far it is, and stop if that was asked. */
static enum status breathe(struct import *import, struct err *err)
{
	const struct import_options *options = import->options;
	uint64_t rows = import->result->tally.rows[TALLY_READ];

	if (options->progress != NULL)
		options->progress(options->owner, rows, inflow_done(import->in),
				  inflow_total(import->in));
	if (options->stop != NULL && *options->stop != 0)
		return err_set(err, STATUS_STOPPED,
			       "stopped on request; nothing of %s was posted, "
			       "the same command starts it again",
			       import->path);
	if (rows > LIMIT_FILE_ROWS)
		return err_set(err, STATUS_OVERFLOW,
			       "%s has more than %d rows; split it",
			       import->path, LIMIT_FILE_ROWS);
	return STATUS_OK;
}

static enum status take_records(struct import *import, struct err *err)
{
	const uint64_t *rows = &import->result->tally.rows[TALLY_READ];
	enum status status;

	while ((status = next_record(import, err)) == STATUS_OK) {
		status = take_record(import, err);
		if (status == STATUS_OK && *rows % BREATH_ROWS == 0)
			status = breathe(import, err);
		if (status != STATUS_OK)
			return status;
	}
	if (status == STATUS_END)
		status = inflow_unchanged(import->in, err);
	return status == STATUS_OK ? breathe(import, err) : status;
}

enum status import_rows(struct import *import, struct err *err)
{
	enum status status = book_begin(import->book, err);

	if (status != STATUS_OK)
		return status;
	status = take_records(import, err);
	if (status != STATUS_OK)
		book_abort(import->book);
	return status;
}
