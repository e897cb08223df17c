/*
 * prooffiles.c: which files the book takes for known.
 *
 * A record too many would let the next import of that content be a no-op,
 * and a list of victims would be missing without a word.
 */
#include "ledger/proof.h"

#include "ledger/store/format.h"
#include "ledger/store/store.h"

/* The run of a number, its texts borrowed from book->value. */
static enum status read_run(struct proof *proof, uint32_t number,
			    struct run *run, struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct text *value = &proof->book->value;
	struct slice line;
	enum status status;

	put_u32(key, number);
	status = store_get(proof->book->store, TABLE_RUNS, name, value, err);
	if (status != STATUS_OK)
		return status;
	line.bytes = value->bytes;
	line.size = value->size;
	return run_parse(line, number, run) ? STATUS_OK : STATUS_NOT_FOUND;
}

static enum status test_file(struct proof *proof, struct slice sha256,
			     struct slice value, struct err *err)
{
	struct run run;
	enum status status = STATUS_NOT_FOUND;

	if (value.size == 4)
		status = read_run(proof, get_u32(value.bytes), &run, err);
	if (status == STATUS_NOT_FOUND ||
	    (status == STATUS_OK &&
	     !slice_equal(run.field[RUN_SHA256], sha256))) {
		proof_finding(proof, "files",
			      "the content %.12s... counts as posted, but no "
			      "such run posted it: an import of it would be "
			      "passed over; restore a backup with `redress "
			      "restore`",
			      sha256.bytes);
		return STATUS_OK;
	}
	return status;
}

enum status proof_files(struct proof *proof, struct err *err)
{
	struct slice start = {"", 0};
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	enum status status = store_cursor_open(proof->book->store, TABLE_FILES,
					       start, &cursor, err);

	if (status != STATUS_OK)
		return status;
	while ((status = store_cursor_next(cursor, &key, &value, err)) ==
	       STATUS_OK) {
		status = test_file(proof, key, value, err);
		if (status != STATUS_OK)
			break;
	}
	store_cursor_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}
