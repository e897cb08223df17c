/*
 * rowsort.c: a distribution sort outside memory.
 *
 * While rows come in, each goes behind the last one, with its key and size
 * before it, and the bytes of each key are counted. To hand rows out, the
 * highest keys whose rows fit a batch are chosen, the place of each key in
 * the batch follows from the counts, and one pass over the rows from the
 * first of them on copies each to its place. A key that alone is larger
 * than a batch needs no sorting: its rows are handed out during the pass.
 */
#include "reports/rowsort.h"

#include "ledger/base/arena.h"
#include "ledger/spool.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	KEYS = ROWSORT_KEY_MAX + 1,
	HEAD_BYTES = 6, /* key and size, big-endian */
	READ_BYTES = 256 * 1024,
	PASSES = 8 /* over the file, about, while a batch may be large enough */
};

/* A pass over the rows in the order in which they came. */
struct pass {
	uint64_t at;	    /* place of the next row */
	uint64_t window_at; /* place of the window's first byte */
	struct text window; /* a part of the file */
};

struct rowsort {
	struct text kept; /* rows not yet in the file */
	int file;	  /* -1: all rows are kept */
	uint64_t size;	  /* of all rows with their heads */
	uint64_t *bytes;  /* of the rows of each key */
	uint64_t *first;  /* place of the first row of each key */
	int32_t key;	  /* the highest not yet handed out, or -1 */
	struct pass pass;
	uint64_t left;	   /* bytes of a large key, handed out by the pass */
	struct text batch; /* rows in order */
	size_t batch_at;
};

/* One row as it lies in the file. */
struct lying {
	int32_t key;
	size_t size; /* with its head */
	const char *bytes;
};

struct rowsort *rowsort_new(void)
{
	struct rowsort *sorter = mem_alloc(sizeof *sorter);

	sorter->file = -1;
	sorter->bytes = mem_alloc(KEYS * sizeof *sorter->bytes);
	sorter->first = mem_alloc(KEYS * sizeof *sorter->first);
	return sorter;
}

void rowsort_free(struct rowsort *sorter)
{
	if (sorter == NULL)
		return;
	if (sorter->file >= 0)
		close(sorter->file);
	text_release(&sorter->kept);
	text_release(&sorter->pass.window);
	text_release(&sorter->batch);
	free(sorter->bytes);
	free(sorter->first);
	free(sorter);
}

static enum status file_failed(struct err *err, const char *what)
{
	enum status status = errno == ENOSPC ? STATUS_FULL : STATUS_IO;

	return err_set(err, status,
		       "%s the temporary file of a report: %s; free space for "
		       "temporary files and run the same command again",
		       what, strerror(errno));
}

/* ---- rows in ---------------------------------------------------------- */

static enum status write_all(int fd, const char *bytes, size_t size,
			     struct err *err)
{
	while (size > 0) {
		ssize_t wrote = write(fd, bytes, size);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return file_failed(err, "writing");
		bytes += wrote;
		size -= (size_t)wrote;
	}
	return STATUS_OK;
}

static enum status spill(struct rowsort *sorter, struct err *err)
{
	enum status status = STATUS_OK;

	if (sorter->file < 0)
		status = spool_open(P_tmpdir, &sorter->file, err);
	if (status == STATUS_OK)
		status = write_all(sorter->file, sorter->kept.bytes,
				   sorter->kept.size, err);
	text_clear(&sorter->kept);
	return status;
}

enum status rowsort_add(struct rowsort *sorter, int32_t key, struct slice row,
			struct err *err)
{
	unsigned char head[HEAD_BYTES];

	assert(key >= 0 && key <= ROWSORT_KEY_MAX && row.size <= UINT32_MAX);
	head[0] = (unsigned char)(key >> 8);
	head[1] = (unsigned char)key;
	put_u32(head + 2, (uint32_t)row.size);
	text_add(&sorter->kept, (const char *)head, sizeof head);
	text_add(&sorter->kept, row.bytes, row.size);
	if (sorter->bytes[key] == 0)
		sorter->first[key] = sorter->size;
	sorter->bytes[key] += HEAD_BYTES + row.size;
	sorter->size += HEAD_BYTES + row.size;
	if (sorter->kept.size >= ROWSORT_KEEP_BYTES)
		return spill(sorter, err);
	return STATUS_OK;
}

enum status rowsort_finish(struct rowsort *sorter, struct err *err)
{
	sorter->key = ROWSORT_KEY_MAX;
	if (sorter->file < 0)
		return STATUS_OK;
	return spill(sorter, err);
}

/* ---- a pass over them --------------------------------------------------- */

/* Have `size` bytes from the pass's place on in the window. */
static enum status fill_window(struct rowsort *sorter, size_t size,
			       struct err *err)
{
	struct pass *pass = &sorter->pass;
	size_t wanted = size > READ_BYTES ? size : READ_BYTES;
	ssize_t got;

	text_clear(&pass->window);
	text_reserve(&pass->window, wanted);
	do
		got = pread(sorter->file, pass->window.bytes, wanted,
			    (off_t)pass->at);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return file_failed(err, "reading");
	pass->window_at = pass->at;
	pass->window.size = (size_t)got;
	if ((size_t)got < size)
		return err_set(err, STATUS_IO,
			       "the temporary file of a report is shorter than "
			       "what was written; run the same command again");
	return STATUS_OK;
}

static enum status pass_bytes(struct rowsort *sorter, size_t size,
			      const char **bytes, struct err *err)
{
	struct pass *pass = &sorter->pass;

	if (sorter->file < 0) {
		*bytes = sorter->kept.bytes + pass->at;
		return STATUS_OK;
	}
	if (pass->at < pass->window_at ||
	    pass->at + size > pass->window_at + pass->window.size) {
		enum status status = fill_window(sorter, size, err);

		if (status != STATUS_OK)
			return status;
	}
	*bytes = pass->window.bytes + (pass->at - pass->window_at);
	return STATUS_OK;
}

static enum status pass_row(struct rowsort *sorter, struct lying *row,
			    struct err *err)
{
	enum status status = pass_bytes(sorter, HEAD_BYTES, &row->bytes, err);

	if (status != STATUS_OK)
		return status;
	row->key = (unsigned char)row->bytes[0] << 8 |
		   (unsigned char)row->bytes[1];
	row->size = HEAD_BYTES + get_u32(row->bytes + 2);
	status = pass_bytes(sorter, row->size, &row->bytes, err);
	sorter->pass.at += row->size;
	return status;
}

/* ---- rows out ------------------------------------------------------------ */

static uint64_t batch_limit(const struct rowsort *sorter)
{
	uint64_t limit = sorter->size / PASSES;

	if (limit < ROWSORT_KEEP_BYTES)
		limit = ROWSORT_KEEP_BYTES;
	return limit < ROWSORT_BATCH_BYTES ? limit : ROWSORT_BATCH_BYTES;
}

/*
 * Choose the highest keys that fit a batch, at least one; they are those
 * above the new sorter->key. Returns the bytes of their rows.
 */
static uint64_t choose_keys(struct rowsort *sorter, uint64_t *from)
{
	uint64_t limit = batch_limit(sorter);
	uint64_t size = 0;

	*from = sorter->size;
	for (; sorter->key >= 0; sorter->key--) {
		uint64_t more = sorter->bytes[sorter->key];

		if (size > 0 && size + more > limit)
			break;
		if (more > 0 && sorter->first[sorter->key] < *from)
			*from = sorter->first[sorter->key];
		size += more;
	}
	return size;
}

/* Copy the rows of keys low..high to their places in the batch. */
static enum status fill_batch(struct rowsort *sorter, int32_t low, int32_t high,
			      uint64_t size, struct err *err)
{
	uint64_t *place = mem_alloc(((size_t)(high - low) + 1) * sizeof *place);
	enum status status = STATUS_OK;
	uint64_t next = 0;
	struct lying row;
	int32_t key;

	for (key = high; key >= low; key--) {
		place[key - low] = next;
		next += sorter->bytes[key];
	}
	text_clear(&sorter->batch);
	text_reserve(&sorter->batch, (size_t)size);
	for (next = 0; next < size && status == STATUS_OK;) {
		status = pass_row(sorter, &row, err);
		if (status != STATUS_OK || row.key < low || row.key > high)
			continue;
		memcpy(sorter->batch.bytes + place[row.key - low], row.bytes,
		       row.size);
		place[row.key - low] += row.size;
		next += row.size;
	}
	free(place);
	sorter->batch.size = (size_t)size;
	sorter->batch_at = 0;
	return status;
}

static enum status next_batch(struct rowsort *sorter, struct err *err)
{
	int32_t high = sorter->key;
	uint64_t from;
	uint64_t size = choose_keys(sorter, &from);

	if (size == 0)
		return STATUS_END;
	sorter->pass.at = from;
	if (size > batch_limit(sorter)) {
		/* the pass hands out this key alone: all above are empty */
		sorter->left = size;
		return STATUS_OK;
	}
	return fill_batch(sorter, sorter->key + 1, high, size, err);
}

/* The next row of the large key. */
static enum status stream(struct rowsort *sorter, struct slice *out,
			  struct err *err)
{
	int32_t key = sorter->key + 1;
	struct lying row;

	do {
		enum status status = pass_row(sorter, &row, err);

		if (status != STATUS_OK)
			return status;
	} while (row.key != key);
	out->bytes = row.bytes + HEAD_BYTES;
	out->size = row.size - HEAD_BYTES;
	sorter->left -= row.size;
	return STATUS_OK;
}

enum status rowsort_next(struct rowsort *sorter, struct slice *row,
			 struct err *err)
{
	const char *at;

	if (sorter->left == 0 && sorter->batch_at == sorter->batch.size) {
		enum status status = next_batch(sorter, err);

		if (status != STATUS_OK)
			return status;
	}
	if (sorter->left > 0)
		return stream(sorter, row, err);
	at = sorter->batch.bytes + sorter->batch_at;
	row->size = get_u32(at + 2);
	row->bytes = at + HEAD_BYTES;
	sorter->batch_at += HEAD_BYTES + row->size;
	return STATUS_OK;
}
