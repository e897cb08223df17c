/* idruns.c: sorted runs in the store: heads, look-up, writing. */
#include "ledger/idruns.h"

#include "ledger/base/arena.h"
#include "ledger/store/format.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 4 + LIMIT_ID_BYTES };

static void run_key(unsigned char key[KEY_BYTES], uint32_t number,
		    struct slice id)
{
	assert(id.size <= LIMIT_ID_BYTES);
	put_u32(key, number);
	memcpy(key + 4, id.bytes, id.size);
}

static struct slice key_slice(const unsigned char *key, size_t id_size)
{
	struct slice slice = {(const char *)key, 4 + id_size};

	return slice;
}

static void add_run(struct id_runs *runs, const struct id_run *run)
{
	runs->list = mem_grow(runs->list, &runs->room, runs->count + 1,
			      sizeof *runs->list);
	runs->list[runs->count++] = *run;
	if (run->number > runs->last_number)
		runs->last_number = run->number;
}

/* A run's head stands under its number alone, before all of its blocks. */
enum status id_runs_read(struct id_runs *runs, struct err *err)
{
	uint32_t number = 0;

	for (;;) {
		unsigned char key[4];
		struct slice from = {(const char *)key, 4};
		struct slice found;
		struct slice value;
		struct store_cursor *cursor;
		struct reader reader;
		struct slice text;
		struct id_run run;
		enum status status;

		put_u32(key, number);
		status = store_cursor_open(runs->store, TABLE_IDS, from,
					   &cursor, err);
		if (status != STATUS_OK)
			return status;
		status = store_cursor_next(cursor, &found, &value, err);
		if (status != STATUS_OK) {
			store_cursor_close(cursor);
			return status == STATUS_END ? STATUS_OK : status;
		}
		reader = reader_of(value.bytes, value.size);
		run.number = found.size < 4 ? 0 : get_u32(found.bytes);
		run.count = (uint32_t)read_varint(&reader);
		text = read_string(&reader);
		if (text.size > LIMIT_ID_BYTES)
			text.size = 0, reader.bad = true;
		run.first_size = (uint8_t)text.size;
		memcpy(run.first, text.bytes, run.first_size);
		text = read_string(&reader);
		if (text.size > LIMIT_ID_BYTES)
			text.size = 0, reader.bad = true;
		run.last_size = (uint8_t)text.size;
		memcpy(run.last, text.bytes, run.last_size);
		store_cursor_close(cursor);
		if (reader.bad || found.size != 4)
			return err_set(err, STATUS_CORRUPT,
				       "table ids: the head of a sorted run "
				       "contradicts itself; run `redress "
				       "verify`");
		add_run(runs, &run);
		number = run.number + 1;
	}
}

void id_runs_release(struct id_runs *runs)
{
	free(runs->list);
	text_release(&runs->value);
}

static size_t shared_prefix(struct slice a, const char *b, size_t b_size)
{
	size_t most = a.size < b_size ? a.size : b_size;
	size_t i = 0;

	while (i < most && a.bytes[i] == b[i])
		i++;
	return i;
}

/*
 * Look for an id among those of one block: the latest entry of several.
 * *last: it is the block's last id, so the next block may have it too.
 *
 * Each id says how much it shares with the one before. While those before
 * are lower than the id sought and have `same` bytes with it, one that
 * shares more with its neighbour is lower too, one that shares less is
 * higher; only one that shares as much is compared.
 */
static bool find_in_block(struct slice block, struct slice id, uint32_t *seq,
			  bool *last)
{
	struct reader reader = reader_of(block.bytes, block.size);
	uint64_t count = read_varint(&reader);
	size_t same = 0;
	bool found = false;

	*last = false;
	while (count-- > 0 && !reader.bad) {
		size_t shared = read_byte(&reader);
		struct slice rest = read_string(&reader);
		uint32_t at = (uint32_t)read_varint(&reader);
		size_t more;

		*last = false;
		if (shared + rest.size > LIMIT_ID_BYTES || shared < same)
			break;
		if (shared > same)
			continue;
		more = shared_prefix(rest, id.bytes + same, id.size - same);
		same += more;
		*last = more == rest.size && same == id.size;
		if (*last && (!found || at > *seq))
			*seq = at;
		found = found || *last;
		if (!*last && (same == id.size ||
			       (more < rest.size &&
				(unsigned char)rest.bytes[more] >
					(unsigned char)id.bytes[same])))
			break;
	}
	return found;
}

static enum status find_in_run(struct id_runs *runs, const struct id_run *run,
			       struct slice id, uint32_t *seq, struct err *err)
{
	unsigned char key[KEY_BYTES];
	struct store_cursor *cursor;
	struct slice name;
	struct slice block;
	uint32_t latest = 0;
	bool found = false;
	bool last = true;
	enum status status;

	run_key(key, run->number, id);
	status = store_cursor_open(runs->store, TABLE_IDS,
				   key_slice(key, id.size), &cursor, err);
	if (status != STATUS_OK)
		return status;
	while (last) {
		uint32_t at = 0;

		status = store_cursor_next(cursor, &name, &block, err);
		if (status != STATUS_OK || get_u32(name.bytes) != run->number ||
		    !find_in_block(block, id, &at, &last))
			break;
		if (at > latest)
			latest = at;
		found = true;
	}
	store_cursor_close(cursor);
	if (status != STATUS_OK && status != STATUS_END)
		return status;
	if (found)
		*seq = latest;
	return found ? STATUS_OK : STATUS_NOT_FOUND;
}

enum status id_runs_find(struct id_runs *runs, struct slice id, uint32_t *seq,
			 struct err *err)
{
	bool found = false;
	uint32_t latest = 0;
	size_t i;

	for (i = runs->count; i > 0; i--) {
		const struct id_run *run = &runs->list[i - 1];
		enum status status;

		if (bytes_compare(id.bytes, id.size, run->last,
				  run->last_size) > 0 ||
		    bytes_compare(id.bytes, id.size, run->first,
				  run->first_size) < 0)
			continue;
		status = find_in_run(runs, run, id, &latest, err);
		if (status != STATUS_OK && status != STATUS_NOT_FOUND)
			return status;
		if (status == STATUS_OK && (!found || latest > *seq))
			*seq = latest;
		found = found || status == STATUS_OK;
	}
	return found ? STATUS_OK : STATUS_NOT_FOUND;
}

static enum status writer_flush(struct run_writer *writer, struct err *err)
{
	unsigned char key[KEY_BYTES];
	struct slice last = {writer->run.last, writer->run.last_size};
	struct text *value = &writer->runs->value;
	struct slice bytes;

	if (writer->block_count == 0)
		return STATUS_OK;
	text_clear(value);
	pack_varint(value, writer->block_count);
	text_add(value, writer->block.bytes, writer->block.size);
	bytes.bytes = value->bytes;
	bytes.size = value->size;
	run_key(key, writer->run.number, last);
	text_clear(&writer->block);
	writer->block_count = 0;
	return store_put(writer->runs->store, TABLE_IDS,
			 key_slice(key, last.size), bytes, err);
}

enum status run_writer_add(struct run_writer *writer, struct slice id,
			   uint32_t seq, struct err *err)
{
	struct id_run *run = &writer->run;
	size_t shared;

	if (writer->block.size + id.size + 16 > BLOCK_BYTES) {
		enum status status = writer_flush(writer, err);

		if (status != STATUS_OK)
			return status;
	}
	shared = writer->block_count == 0
			 ? 0
			 : shared_prefix(id, run->last, run->last_size);
	pack_byte(&writer->block, (unsigned int)shared);
	pack_string(&writer->block, id.bytes + shared, id.size - shared);
	pack_varint(&writer->block, seq);
	writer->block_count++;
	if (run->count++ == 0) {
		memcpy(run->first, id.bytes, id.size);
		run->first_size = (uint8_t)id.size;
	}
	memcpy(run->last, id.bytes, id.size);
	run->last_size = (uint8_t)id.size;
	return STATUS_OK;
}

void run_writer_start(struct run_writer *writer, struct id_runs *runs)
{
	memset(writer, 0, sizeof *writer);
	writer->runs = runs;
	writer->run.number = ++runs->last_number;
}

static enum status write_head(struct run_writer *writer, struct err *err)
{
	struct id_runs *runs = writer->runs;
	const struct id_run *run = &writer->run;
	unsigned char key[KEY_BYTES];
	struct slice nothing = {"", 0};
	struct slice bytes;

	text_clear(&runs->value);
	pack_varint(&runs->value, run->count);
	pack_string(&runs->value, run->first, run->first_size);
	pack_string(&runs->value, run->last, run->last_size);
	bytes.bytes = runs->value.bytes;
	bytes.size = runs->value.size;
	run_key(key, run->number, nothing);
	return store_put(runs->store, TABLE_IDS, key_slice(key, 0), bytes, err);
}

enum status run_writer_finish(struct run_writer *writer, enum status status,
			      struct err *err)
{
	if (status == STATUS_OK)
		status = writer_flush(writer, err);
	if (status == STATUS_OK)
		status = write_head(writer, err);
	text_release(&writer->block);
	if (status == STATUS_OK)
		add_run(writer->runs, &writer->run);
	return status;
}
