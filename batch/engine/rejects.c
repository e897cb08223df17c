/* rejects.c: refused rows as they came, with the reason behind them. */
#include "batch/engine/rejects.h"

#include "batch/engine/csv.h"
#include "batch/engine/header.h"
#include "batch/engine/map.h"
#include "batch/engine/mapcells.h"
#include "batch/engine/scratch.h"
#include "ledger/base/arena.h"
#include "ledger/base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	ADDED_CELLS = 3, /* error, detail, line */
	FLUSH_BYTES = 64 * 1024,
	COMPARE_BYTES = 16 * 1024
};

struct rejects {
	char *path;
	const struct header *header;
	struct scratch scratch;
	struct text pending;
	struct digest *digest; /* of what was written */
	char separator;	       /* of the file's own cells */
	bool made;	       /* the file at path is this import's */
};

static enum status flush(struct rejects *rejects, struct err *err)
{
	enum status status =
		scratch_write(&rejects->scratch, rejects->pending.bytes,
			      rejects->pending.size, err);

	if (status != STATUS_OK)
		return err_wrap(err, status, "%s", rejects->path);
	digest_add(rejects->digest, rejects->pending.bytes,
		   rejects->pending.size);
	text_clear(&rejects->pending);
	return STATUS_OK;
}

/* ---- rows ---------------------------------------------------------------- */

/* Is this a column that an earlier reject file added? */
static bool ours(const struct rejects *rejects, size_t cell)
{
	return rejects->header->column[cell] == COLUMN_IGNORED;
}

/* The cells that the header does not ignore; there are as many as in it. */
static void add_cells(const struct rejects *rejects, struct slice raw,
		      struct text *out)
{
	const struct header *header = rejects->header;
	const char *at = raw.bytes;
	const char *end = at + raw.size;
	bool first = true;
	size_t i;

	for (i = 0; i < header->count; i++) {
		const char *stop = csv_cell_stop(at, end, rejects->separator);

		if (!ours(rejects, i)) {
			if (!first)
				text_add_char(out, rejects->separator);
			text_add(out, at, (size_t)(stop - at));
			first = false;
		}
		at = stop < end ? stop + 1 : end;
	}
}

static bool is_code(struct slice cell)
{
	int code;

	for (code = REFUSAL_NONE + 1; code < REFUSAL_COUNT; code++)
		if (slice_is(cell, refusal_name((enum refusal_code)code)))
			return true;
	return false;
}

static bool is_number(struct slice cell)
{
	size_t i;

	for (i = 0; i < cell.size; i++)
		if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
			return false;
	return cell.size > 0;
}

/* Does a row of a wrong width end in what an earlier reject file added? */
static bool ends_as_ours(const struct csv_record *record)
{
	size_t count = record->count;

	return count > ADDED_CELLS && count <= LIMIT_COLUMNS &&
	       is_code(record->cell[count - ADDED_CELLS]) &&
	       is_number(record->cell[count - 1]);
}

/* The raw bytes without the last three cells and the comma before them. */
static void add_without_ours(const struct rejects *rejects,
			     const struct csv_record *record, struct text *out)
{
	const char *at = record->raw.bytes;
	const char *end = at + record->raw.size;
	const char *stop = at;
	size_t i;

	for (i = 0; i < record->count - ADDED_CELLS; i++) {
		stop = csv_cell_stop(at, end, rejects->separator);
		at = stop < end ? stop + 1 : end;
	}
	text_add(out, record->raw.bytes, (size_t)(stop - record->raw.bytes));
}

void rejects_row(const struct rejects *rejects, const struct csv_record *record,
		 struct text *out)
{
	const struct header *header = rejects->header;

	if (header->ignored > 0 && record->count == header->count)
		add_cells(rejects, record->raw, out);
	else if (header->ignored > 0 && ends_as_ours(record))
		add_without_ours(rejects, record, out);
	else
		text_add(out, record->raw.bytes, record->raw.size);
}

/* Text of ours, in the file's own encoding. */
static void add_encoded(struct rejects *rejects, const char *string)
{
	const struct map *map = rejects->header->map;

	if (map == NULL)
		text_add_string(&rejects->pending, string);
	else
		map_encode(map, string, &rejects->pending);
}

static void add_quoted(struct text *out, const char *string)
{
	text_add_char(out, '"');
	for (; *string != '\0'; string++) {
		if (*string == '"')
			text_add_char(out, '"');
		text_add_char(out, *string);
	}
	text_add_char(out, '"');
}

enum status rejects_add(struct rejects *rejects,
			const struct csv_record *record,
			const struct refusal *refusal, struct err *err)
{
	struct text *out = &rejects->pending;
	struct text detail = TEXT_ZERO;

	rejects_row(rejects, record, out);
	text_add_char(out, rejects->separator);
	text_add_string(out, refusal_name(refusal->code));
	text_add_char(out, rejects->separator);
	add_quoted(&detail, refusal->text);
	add_encoded(rejects, detail.bytes);
	text_release(&detail);
	text_add_char(out, rejects->separator);
	text_add_number(out, (int64_t)record->line);
	text_add_char(out, '\n');
	return out->size < FLUSH_BYTES ? STATUS_OK : flush(rejects, err);
}

/* ---- the file ------------------------------------------------------------ */

enum status rejects_open(const char *path, const struct header *header,
			 bool bom, struct rejects **out, struct err *err)
{
	struct rejects *rejects = mem_alloc(sizeof *rejects);
	struct slice raw = {header->raw.bytes, header->raw.size};
	char directory[LIMIT_PATH_BYTES];
	enum status status;

	rejects->path = mem_alloc(strlen(path) + 1);
	memcpy(rejects->path, path, strlen(path));
	rejects->header = header;
	rejects->separator = header_separator(header);
	scratch_init(&rejects->scratch);
	rejects->digest = digest_new();
	status = directory_of(path, directory, err);
	if (status == STATUS_OK)
		status = scratch_open(&rejects->scratch, directory, err);
	if (status != STATUS_OK) {
		rejects_close(rejects);
		return status;
	}
	if (bom)
		text_add_string(&rejects->pending, "\xef\xbb\xbf");
	add_cells(rejects, raw, &rejects->pending);
	text_addf(&rejects->pending, "%cerror%cdetail%cline\n",
		  rejects->separator, rejects->separator, rejects->separator);
	*out = rejects;
	return STATUS_OK;
}

/* Do two files hold the same bytes, from their beginning to their end? */
static bool same_bytes(int one, int other)
{
	char a[COMPARE_BYTES];
	char b[COMPARE_BYTES];
	off_t at = 0;
	ssize_t got;

	do {
		got = pread(one, a, sizeof a, at);
		if (got < 0 || pread(other, b, sizeof b, at) != got ||
		    memcmp(a, b, (size_t)got) != 0)
			return false;
		at += got;
	} while (got > 0);
	return true;
}

/* A file has the name: is it what a killed run of this import left? */
static enum status meet_other(struct rejects *rejects, struct err *err)
{
	struct stat found;
	bool same = false;
	int other = open(rejects->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (other >= 0) {
		same = fstat(other, &found) == 0 && S_ISREG(found.st_mode) &&
		       same_bytes(rejects->scratch.fd, other) &&
		       fsync(other) == 0;
		close(other);
	}
	if (same)
		return STATUS_OK;
	return err_set(err, STATUS_OUTPUT,
		       "%s is there already and is not overwritten; move it "
		       "away, or name another with --rejects",
		       rejects->path);
}

enum status rejects_publish(struct rejects *rejects, struct err *err)
{
	enum status status = flush(rejects, err);

	if (status != STATUS_OK)
		return status;
	status = scratch_publish(&rejects->scratch, rejects->path, err);
	if (status == STATUS_EXISTS)
		status = meet_other(rejects, err);
	rejects->made = status == STATUS_OK;
	return status;
}

void rejects_sha256(const struct rejects *rejects, char out[DIGEST_HEX_SIZE])
{
	assert(rejects->pending.size == 0);
	digest_hex(rejects->digest, out);
}

void rejects_withdraw(struct rejects *rejects)
{
	assert(rejects->made);
	unlink(rejects->path);
	rejects->made = false;
}

void rejects_close(struct rejects *rejects)
{
	if (rejects == NULL)
		return;
	scratch_drop(&rejects->scratch);
	text_release(&rejects->pending);
	digest_free(rejects->digest);
	free(rejects->path);
	free(rejects);
}
