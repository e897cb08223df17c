/* jobrows.c: rows of the job repository, stored or in memory, compared. */
#include "ledger/jobrows.h"

#include "ledger/base/arena.h"
#include "ledger/store/store.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES_FIRST = 256 };

struct kept_row {
	struct text key; /* size 0: the place is free */
	struct text value;
	bool gone;
};

struct job_rows {
	struct kept_row *places;
	size_t room; /* a power of two */
	size_t used; /* with those that are gone */
	size_t live;
};

struct job_rows *job_rows_new(void)
{
	struct job_rows *rows = mem_alloc(sizeof *rows);

	rows->room = PLACES_FIRST;
	rows->places = mem_alloc(rows->room * sizeof *rows->places);
	return rows;
}

void job_rows_free(struct job_rows *rows)
{
	size_t i;

	if (rows == NULL)
		return;
	for (i = 0; i < rows->room; i++) {
		text_release(&rows->places[i].key);
		text_release(&rows->places[i].value);
	}
	free(rows->places);
	free(rows);
}

/* FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
static size_t hash(struct slice key)
{
	uint64_t sum = 1469598103934665603u;
	size_t i;

	for (i = 0; i < key.size; i++)
		sum = (sum ^ (unsigned char)key.bytes[i]) * 1099511628211u;
	return (size_t)(sum ^ (sum >> 32));
}

/* The place of a key, or the free one where it would stand. */
static struct kept_row *place_of(const struct job_rows *rows, struct slice key)
{
	size_t at = hash(key);

	for (;; at++) {
		struct kept_row *row = &rows->places[at & (rows->room - 1)];
		struct slice there = {row->key.bytes, row->key.size};

		if (row->key.size == 0 || slice_equal(there, key))
			return row;
	}
}

static void grow(struct job_rows *rows)
{
	struct job_rows wider = {NULL, rows->room * 2, rows->used, rows->live};
	size_t i;

	wider.places = mem_alloc(wider.room * sizeof *wider.places);
	for (i = 0; i < rows->room; i++) {
		struct kept_row *row = &rows->places[i];
		struct slice key = {row->key.bytes, row->key.size};

		if (key.size > 0)
			*place_of(&wider, key) = *row;
	}
	free(rows->places);
	*rows = wider;
}

static const struct kept_row *row_at(const struct job_rows *rows,
				     struct slice key)
{
	const struct kept_row *row = place_of(rows, key);

	return row->key.size == 0 || row->gone ? NULL : row;
}

static void put_row(struct job_rows *rows, struct slice key, struct slice value)
{
	struct kept_row *row;

	if (rows->used * 2 >= rows->room)
		grow(rows);
	row = place_of(rows, key);
	if (row->key.size == 0) {
		text_add(&row->key, key.bytes, key.size);
		rows->used++;
		row->gone = true;
	}
	rows->live += row->gone;
	row->gone = false;
	text_clear(&row->value);
	text_add(&row->value, value.bytes, value.size);
}

enum status job_row_get(const struct job_shelf *shelf, struct slice key,
			struct text *value, struct err *err)
{
	const struct kept_row *row;

	if (shelf->store != NULL)
		return store_get(shelf->store, TABLE_JOBS, key, value, err);
	text_clear(value);
	row = row_at(shelf->rows, key);
	if (row == NULL)
		return STATUS_NOT_FOUND;
	text_add(value, row->value.bytes, row->value.size);
	return STATUS_OK;
}

enum status job_row_put(const struct job_shelf *shelf, struct slice key,
			struct slice value, struct err *err)
{
	if (shelf->store != NULL)
		return store_put(shelf->store, TABLE_JOBS, key, value, err);
	put_row(shelf->rows, key, value);
	return STATUS_OK;
}

enum status job_row_delete(const struct job_shelf *shelf, struct slice key,
			   struct err *err)
{
	struct kept_row *row;

	if (shelf->store != NULL)
		return store_delete(shelf->store, TABLE_JOBS, key, err);
	row = place_of(shelf->rows, key);
	if (row->key.size > 0 && !row->gone) {
		row->gone = true;
		shelf->rows->live--;
	}
	return STATUS_OK;
}

/* A key for humans: "monthly 2026-05", "run 17", "monthly". */
static void tell_key(struct slice key, struct text *which)
{
	size_t i;

	text_clear(which);
	if (key.size == 5 && key.bytes[0] == 'X') {
		text_addf(which, "run %u", get_u32(key.bytes + 1));
		return;
	}
	for (i = 1; i < key.size; i++)
		text_add(which, key.bytes[i] == '\0' ? " " : key.bytes + i, 1);
}

enum status job_rows_compare(struct store *store, const struct job_rows *rows,
			     bool *same, struct text *which, struct err *err)
{
	struct slice start = {"", 0};
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	size_t count = 0;
	enum status status =
		store_cursor_open(store, TABLE_JOBS, start, &cursor, err);

	if (status != STATUS_OK)
		return status;
	*same = true;
	while (*same && (status = store_cursor_next(cursor, &key, &value,
						    err)) == STATUS_OK) {
		const struct kept_row *row = row_at(rows, key);

		count++;
		*same = row != NULL && row->value.size == value.size &&
			(value.size == 0 ||
			 memcmp(row->value.bytes, value.bytes, value.size) ==
				 0);
		if (!*same)
			tell_key(key, which);
	}
	store_cursor_close(cursor);
	if (status != STATUS_OK && status != STATUS_END)
		return status;
	if (*same && count != rows->live) {
		*same = false;
		text_clear(which);
		text_add_string(which, "a job that ran");
	}
	return STATUS_OK;
}
