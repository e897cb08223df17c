/* importrows.c: every row through every rule, in one transaction. */
#include "batch/engine/importparts.h"
#include "batch/engine/inflow.h"
#include "batch/engine/map.h"
#include "batch/engine/mapcells.h"
#include "batch/engine/rejects.h"
#include "batch/engine/whole.h"
#include "ledger/debts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

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

/* An id that an officer could give again. */
static bool is_id(struct slice id)
{
	size_t i;

	for (i = 0; i < id.size; i++)
		if (id.bytes[i] <= ' ' || id.bytes[i] > '~')
			return false;
	return id.size > 0 && id.size <= LIMIT_ID_BYTES;
}

/* The row is left out: it is owed to the book from now on (debts.h). */
static enum status owe_row(struct import *import, const struct row *row,
			   const struct posting *posting, struct err *err)
{
	struct text came = TEXT_ZERO;
	char hex[DIGEST_HEX_SIZE];
	struct debt debt;
	bool fresh = false;
	enum status status;

	memset(&debt, 0, sizeof debt);
	debt.line = import->record.line;
	debt.code = posting->refusal.code;
	debt.has_money = posting->has_money;
	debt.currency = posting->currency;
	debt.amount = posting->amount;
	debt.id.bytes = "";
	if (row != NULL && (row->filled & COLUMN_BIT(COLUMN_ID)) != 0 &&
	    is_id(row->cell[COLUMN_ID]))
		debt.id = row->cell[COLUMN_ID];
	rejects_row(import->rejects, &import->record, &came);
	whole_sha256(&came, hex);
	debt.print.bytes = hex;
	debt.print.size = debt.id.size == 0 ? DEBT_PRINT_SIZE - 1 : 0;
	status = book_owe(import->book, &debt, import->options->today, &fresh,
			  err);
	text_release(&came);
	import->debts += fresh;
	return status;
}

/* `row` is NULL where the record could not be read as one. */
static enum status reject_row(struct import *import, const struct row *row,
			      struct posting *posting, struct err *err)
{
	const struct import_options *options = import->options;
	enum status status = STATUS_OK;

	import_tell_refusal(import, &posting->refusal);
	if (import->rejects_path[0] == '\0')
		return STATUS_OK;
	if (import->rejects == NULL)
		status = rejects_open(import->rejects_path, &import->header,
				      csv_has_bom(import->csv),
				      &import->rejects, err);
	if (status == STATUS_OK)
		status = rejects_add(import->rejects, &import->record,
				     &posting->refusal, err);
	if (status == STATUS_OK && !options->dry_run &&
	    options->max_rejects.kind != REJECT_LIMIT_NONE)
		status = owe_row(import, row, posting, err);
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
	struct import_message message = {import->name, import->record.line,
					 "date", REFUSAL_NONE, text};

	if (import->options->tell == NULL)
		return;
	day_format(book_first_open(import->book), day);
	snprintf(text, sizeof text, "its month is closed: posted on %s", day);
	import->options->tell(import->options->owner, &message);
}

static void note_date(struct import *import, int32_t date)
{
	if (date == DAY_NONE)
		return;
	if (import->first_date == DAY_NONE || date < import->first_date)
		import->first_date = date;
	if (import->last_date == DAY_NONE || date > import->last_date)
		import->last_date = date;
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
	note_date(import, posting.date);
	if (posting.has_money)
		tally_add_money(tally, kind_of(posting.outcome),
				posting.currency, posting.amount);
	else
		tally_add(tally, kind_of(posting.outcome));
	if (posting.outcome == OUTCOME_POSTED && posting.late)
		tell_moved(import);
	if (posting.outcome != OUTCOME_REFUSED)
		return STATUS_OK;
	if (row.filled == 0)
		refuse(&posting.refusal, REFUSAL_MISSING_FIELD, COLUMN_EVENT,
		       "no cell of the row is filled; delete the row "
		       "(spreadsheets leave such rows below a table)");
	if (bad != 0)
		map_explain(map, bad, &row, &posting.refusal);
	return reject_row(import, &row, &posting, err);
}

static enum status take_record(struct import *import, struct err *err)
{
	struct posting posting;

	if (import->record.fault.code == REFUSAL_NONE)
		return play_row(import, err);
	memset(&posting, 0, sizeof posting);
	posting.refusal = import->record.fault;
	tally_add(&import->result->tally, TALLY_REJECTED);
	return reject_row(import, NULL, &posting, err);
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
			       import->name);
	if (rows > LIMIT_FILE_ROWS)
		return err_set(err, STATUS_OVERFLOW,
			       "%s has more than %d rows; split it",
			       import->name, LIMIT_FILE_ROWS);
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
