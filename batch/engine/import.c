/* import.c: the stages of an import, and how it tells what it finds. */
#include "batch/engine/import.h"

#include "batch/engine/importparts.h"
#include "batch/engine/inflow.h"
#include "batch/engine/legible.h"
#include "batch/engine/rejects.h"
#include "ledger/base/arena.h"
#include "ledger/base/money.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool reject_limit_parse(const char *text, struct reject_limit *limit)
{
	size_t size = strlen(text);
	bool percent = size > 0 && text[size - 1] == '%';
	struct decimal decimal;
	int64_t value;

	if (percent)
		size--;
	if (decimal_parse(text, size, percent ? 2 : 0, &decimal) !=
		    DECIMAL_OK ||
	    decimal_minor(decimal, percent ? 2 : 0, &value) != DECIMAL_OK ||
	    (percent && value > 10000))
		return false;
	limit->kind = percent ? REJECT_LIMIT_PERCENT : REJECT_LIMIT_ROWS;
	limit->value = (uint64_t)value;
	return true;
}

/* ---- telling ------------------------------------------------------------- */

static void tell(struct import *import, struct import_message *message)
{
	const struct import_options *options = import->options;

	if (options->tell != NULL)
		options->tell(options->owner, message);
}

void import_tell(struct import *import, const char *file, uint64_t line,
		 enum refusal_code code, const char *sentence)
{
	char shown[ERR_TEXT_MAX];
	struct import_message message = {file, line, NULL, code, shown};

	snprintf(shown, sizeof shown, "%s", sentence);
	legible_make(shown);
	tell(import, &message);
}

void import_tell_refusal(struct import *import, struct refusal *refusal)
{
	struct import_message message = {import->name, import->record.line,
					 NULL, refusal->code, refusal->text};

	legible_make(refusal->text);
	if (refusal->column != COLUMN_NONE) {
		message.column = header_name(&import->header, refusal->column);
	} else if (import->header.fault.size > 0) {
		legible_make(import->header.fault.bytes);
		message.column = import->header.fault.bytes;
	}
	tell(import, &message);
}

/* ---- the stages ---------------------------------------------------------- */

static enum status (*const stages[])(struct import *import, struct err *err) = {
	import_open,  import_hash,   import_controls, import_identify,
	import_space, import_header, import_rows,     import_conclude,
};

enum status import_file(struct book *book, const char *path,
			const struct import_options *options,
			struct import_result *result, struct err *err)
{
	struct import *import = mem_alloc(sizeof *import);
	enum status status = STATUS_OK;
	size_t i;

	memset(result, 0, sizeof *result);
	import->book = book;
	import->path = path;
	import->name = options->name == NULL ? path : options->name;
	import->options = options;
	import->result = result;
	import->first_date = import->last_date = DAY_NONE;
	book_head(book, result->head_before);
	book_head(book, result->head_after);
	for (i = 0; i < sizeof stages / sizeof stages[0]; i++) {
		status = stages[i](import, err);
		if (status != STATUS_OK || result->outcome != IMPORT_UNDECIDED)
			break;
	}
	assert(status != STATUS_OK || result->outcome != IMPORT_UNDECIDED);
	rejects_close(import->rejects);
	header_release(&import->header);
	text_release(&import->decoded);
	text_release(&import->converted);
	csv_free(import->csv);
	inflow_close(import->in);
	free(import);
	return status;
}
