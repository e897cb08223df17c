/* importrows.c: every row through every rule, in one transaction. */
#include "batch/engine/importparts.h"
#include "batch/engine/inflow.h"
#include "batch/engine/map.h"
#include "batch/engine/mapcells.h"
#include "batch/engine/rejects.h"

#include <assert.h>
#include <stdio.h>

enum { BREATH_ROWS = 1000 }; /* between looks at the stop flag */

/* The file went bad since it was hashed: that is not the book's fault. */
static enum status next_record(struct import *import, struct err *err)
{
	const struct map *map = import->options->map;
	enum status status = csv_next(import->csv, &import->record, err);

	if (status == STATUS_OK && map != NULL &&
	    import->record.fault.code == REFUSAL_NONE)
		map_decode(map, &import->record, &import->decoded);
	return status == STATUS_CORRUPT ? STATUS_NOT_FOUND : status;
}

/* By a map: how the file is read; a byte order mark may say otherwise. */
static void begin_mapped(struct import *import)
{
	const struct map *map = import->options->map;

	import->header.map = map;
	if (map != NULL)
		csv_read_as(import->csv, map->separator, !map->utf8);
}

static bool refuse_mark(struct import *import, struct refusal *refusal)
{
	const struct map *map = import->options->map;

	if (map == NULL || map->utf8 || !csv_has_bom(import->csv))
		return false;
	refuse(refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
	       "the file begins with the mark of UTF-8, and the map says "
	       "encoding = %s; correct the map",
	       map->encoding);
	return true;
}

enum status import_header(struct import *import, struct err *err)
{
	struct refusal refusal;
	enum status status;

	import->csv = csv_new(import->in);
	header_init(&import->header);
	begin_mapped(import);
	status = next_record(import, err);
	if (status == STATUS_END) {
		import->record.line = 1;
		refuse(&refusal, REFUSAL_BAD_HEADER, COLUMN_NONE,
		       "the file is empty; its first row must name the "
		       "columns");
	} else if (status != STATUS_OK) {
		return status;
	} else if (!refuse_mark(import, &refusal) &&
		   header_read(&import->header, &import->record, &refusal)) {
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
	const struct map *map = import->options->map;
	struct row row;
	struct posting posting;
	uint64_t bad = 0;
	enum status status;

	header_row(&import->header, &import->record, &row);
	if (map != NULL)
		bad = map_row(map, &row, &import->converted);
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
	if (bad != 0)
		map_explain(map, bad, &row, &posting.refusal);
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
