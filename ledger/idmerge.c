/* idmerge.c: eight sorted runs of like size into one. */
#include "ledger/base/arena.h"
#include "ledger/idruns.h"
#include "ledger/ids.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <string.h>

enum { TIER_FIRST = 64 };

/* One run being read in order. */
struct source {
	struct store_cursor *cursor;
	uint32_t number;
	struct text block;
	struct reader reader;
	char key[LIMIT_ID_BYTES]; /* of the block: its last id */
	size_t key_size;
	uint64_t left; /* ids of the block */
	char id[LIMIT_ID_BYTES];
	size_t id_size;
	uint32_t seq;
	bool ended;
};

static int tier_of(uint32_t count)
{
	int tier = 0;

	for (count /= TIER_FIRST; count > 0; count /= IDS_FAN)
		tier++;
	return tier;
}

static enum status damaged(struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table ids: a block contradicts itself; run `redress "
		       "verify`");
}

/* The next block of the source's run; the head is not one. */
static enum status next_block(struct source *source, struct err *err)
{
	struct slice key;
	struct slice value;
	enum status status;

	do {
		status = store_cursor_next(source->cursor, &key, &value, err);
		if (status == STATUS_END ||
		    (status == STATUS_OK &&
		     get_u32(key.bytes) != source->number)) {
			source->ended = true;
			return STATUS_OK;
		}
		if (status != STATUS_OK)
			return status;
	} while (key.size == 4);
	if (key.size < 4 || key.size - 4 > sizeof source->key)
		return damaged(err);
	source->key_size = key.size - 4;
	memcpy(source->key, key.bytes + 4, source->key_size);
	text_clear(&source->block);
	text_add(&source->block, value.bytes, value.size);
	source->reader = reader_of(source->block.bytes, source->block.size);
	source->left = read_varint(&source->reader);
	return source->left == 0 ? damaged(err) : STATUS_OK;
}

static enum status next_id(struct source *source, struct err *err)
{
	size_t shared;
	struct slice rest;

	if (source->left == 0) {
		enum status status = next_block(source, err);

		if (status != STATUS_OK || source->ended)
			return status;
	}
	shared = read_byte(&source->reader);
	rest = read_string(&source->reader);
	source->seq = (uint32_t)read_varint(&source->reader);
	if (source->reader.bad || shared + rest.size > LIMIT_ID_BYTES ||
	    shared + rest.size == 0)
		return damaged(err);
	memcpy(source->id + shared, rest.bytes, rest.size);
	source->id_size = shared + rest.size;
	source->left--;
	return STATUS_OK;
}

static enum status open_source(struct id_runs *runs, struct source *source,
			       uint32_t number, struct err *err)
{
	unsigned char key[4];
	struct slice from = {(const char *)key, sizeof key};
	enum status status;

	memset(source, 0, sizeof *source);
	put_u32(key, number);
	source->number = number;
	status = store_cursor_open(runs->store, TABLE_IDS, from,
				   &source->cursor, err);
	if (status != STATUS_OK)
		return status;
	return next_id(source, err);
}

static struct source *lowest(struct source *sources, size_t count)
{
	struct source *low = NULL;
	size_t i;

	for (i = 0; i < count; i++)
		if (!sources[i].ended &&
		    (low == NULL ||
		     bytes_compare(sources[i].id, sources[i].id_size, low->id,
				   low->id_size) < 0))
			low = &sources[i];
	return low;
}

static enum status pour(struct id_runs *runs, struct source *sources,
			size_t count, struct err *err)
{
	struct run_writer writer;
	struct source *low;
	enum status status = STATUS_OK;

	run_writer_start(&writer, runs);
	while (status == STATUS_OK && (low = lowest(sources, count)) != NULL) {
		struct slice id = {low->id, low->id_size};

		status = run_writer_add(&writer, id, low->seq, err);
		if (status == STATUS_OK)
			status = next_id(low, err);
	}
	return run_writer_finish(&writer, status, err);
}

static void forget_run(struct id_runs *runs, uint32_t number)
{
	size_t i;

	for (i = 0; i < runs->count && runs->list[i].number != number; i++)
		;
	assert(i < runs->count);
	runs->count--;
	memmove(runs->list + i, runs->list + i + 1,
		(runs->count - i) * sizeof *runs->list);
}

static enum status merge(struct id_runs *runs, const uint32_t *numbers,
			 size_t count, struct err *err)
{
	struct source sources[IDS_FAN];
	enum status status = STATUS_OK;
	size_t opened = 0;
	size_t i;

	assert(count <= IDS_FAN);
	while (opened < count && status == STATUS_OK) {
		status = open_source(runs, &sources[opened], numbers[opened],
				     err);
		opened++;
	}
	if (status == STATUS_OK)
		status = pour(runs, sources, count, err);
	for (i = 0; i < opened; i++) {
		store_cursor_close(sources[i].cursor);
		text_release(&sources[i].block);
	}
	for (i = 0; i < count && status == STATUS_OK; i++) {
		status = id_run_remove(runs, numbers[i], err);
		forget_run(runs, numbers[i]);
	}
	return status;
}

/* IDS_FAN runs of one tier, or none. */
static size_t crowded(const struct id_runs *runs, uint32_t numbers[IDS_FAN])
{
	int tier;

	for (tier = 0; tier < 16; tier++) {
		size_t found = 0;
		size_t i;

		for (i = 0; i < runs->count && found < IDS_FAN; i++)
			if (tier_of(runs->list[i].count) == tier)
				numbers[found++] = runs->list[i].number;
		if (found == IDS_FAN)
			return found;
	}
	return 0;
}

enum status id_runs_merge(struct id_runs *runs, struct err *err)
{
	uint32_t numbers[IDS_FAN];
	size_t count;

	while ((count = crowded(runs, numbers)) > 0) {
		enum status status = merge(runs, numbers, count, err);

		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status next_key(struct id_runs *runs, uint32_t number,
			    struct text *key, struct err *err)
{
	unsigned char start[4];
	struct slice from = {(const char *)start, sizeof start};
	struct store_cursor *cursor;
	struct slice found;
	struct slice value;
	enum status status;

	put_u32(start, number);
	status = store_cursor_open(runs->store, TABLE_IDS, from, &cursor, err);
	if (status != STATUS_OK)
		return status;
	status = store_cursor_next(cursor, &found, &value, err);
	text_clear(key);
	if (status == STATUS_OK && get_u32(found.bytes) == number)
		text_add(key, found.bytes, found.size);
	else if (status == STATUS_OK)
		status = STATUS_END;
	store_cursor_close(cursor);
	return status;
}

enum status id_run_remove(struct id_runs *runs, uint32_t number,
			  struct err *err)
{
	struct text key = TEXT_ZERO;
	enum status status;

	while ((status = next_key(runs, number, &key, err)) == STATUS_OK) {
		struct slice name = {key.bytes, key.size};

		status = store_delete(runs->store, TABLE_IDS, name, err);
		if (status != STATUS_OK)
			break;
	}
	text_release(&key);
	return status == STATUS_END ? STATUS_OK : status;
}

/* Does the run's head say what its blocks hold, in order? */
struct run_test {
	uint32_t count;
	char id[LIMIT_ID_BYTES]; /* the last one seen */
	size_t id_size;
};

static bool in_order(struct run_test *test, const struct source *source,
		     const struct id_run *run)
{
	bool first = test->count++ == 0;
	int order = bytes_compare(test->id, test->id_size, source->id,
				  source->id_size);

	memcpy(test->id, source->id, source->id_size);
	test->id_size = source->id_size;
	if (first)
		return bytes_compare(source->id, source->id_size, run->first,
				     run->first_size) == 0;
	return order <= 0;
}

static bool run_whole(const struct run_test *test, const struct id_run *run)
{
	return test->count == run->count &&
	       bytes_compare(test->id, test->id_size, run->last,
			     run->last_size) == 0;
}

/* A look-up goes by a block's key: the last id that it holds. */
static bool block_ends_so(const struct source *source)
{
	return source->left > 0 ||
	       bytes_compare(source->key, source->key_size, source->id,
			     source->id_size) == 0;
}

static enum status run_differs(const struct id_run *run, struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "sorted run %u of the index of ids is not what its head "
		       "or the key of a block says; rebuild it with `redress "
		       "verify --rebuild`",
		       (unsigned int)run->number);
}

enum status id_runs_each(struct id_runs *runs,
			 void (*tell)(void *owner, struct slice id,
				      uint32_t seq),
			 void *owner, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < runs->count && status == STATUS_OK; i++) {
		const struct id_run *run = &runs->list[i];
		struct run_test test = {0, "", 0};
		struct source source;

		status = open_source(runs, &source, run->number, err);
		while (status == STATUS_OK && !source.ended) {
			struct slice id = {source.id, source.id_size};

			tell(owner, id, source.seq);
			if (!in_order(&test, &source, run) ||
			    !block_ends_so(&source))
				status = run_differs(run, err);
			else
				status = next_id(&source, err);
		}
		if (status == STATUS_OK && !run_whole(&test, run))
			status = run_differs(run, err);
		store_cursor_close(source.cursor);
		text_release(&source.block);
	}
	return status;
}
