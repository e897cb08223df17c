/* journal.c: packed blocks of entries, written and read in order. */
#include "ledger/journal.h"

#include "ledger/store/format.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct journal {
	struct store *store;
	struct chain chain;
	struct text block;    /* packed entries, without the header */
	uint32_t block_count; /* entries in it */
	uint32_t replaces;    /* key of the stored block it goes on; or 0 */
	struct text entry;
	struct text value;
};

struct journal_cursor {
	struct store_cursor *cursor;
	struct reader block;
	uint32_t next; /* number of the entry that comes next */
	uint32_t last; /* of the block */
	uint32_t from;
	struct arena arena;
};

static enum status block_damaged(uint32_t last, struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table journal: the block that ends with entry %u "
		       "contradicts itself; run `redress verify`",
		       (unsigned int)last);
}

/* The header of a block: how many entries it has. */
static bool block_open(struct slice value, struct reader *reader,
		       uint32_t *count)
{
	*reader = reader_of(value.bytes, value.size);
	if (read_byte(reader) != BLOCK_VERSION)
		return false;
	*count = (uint32_t)read_varint(reader);
	return !reader->bad && *count > 0;
}

/* Go on with the last stored block when it has room. */
static enum status resume_block(struct journal *journal, uint32_t entries,
				struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct slice value;
	struct reader reader;
	enum status status;
	uint32_t count;

	put_u32(key, entries);
	status = store_get(journal->store, TABLE_JOURNAL, name, &journal->value,
			   err);
	if (status == STATUS_NOT_FOUND)
		return block_damaged(entries, err);
	if (status != STATUS_OK)
		return status;
	if (journal->value.size > BLOCK_BYTES / 2)
		return STATUS_OK;
	value.bytes = journal->value.bytes;
	value.size = journal->value.size;
	if (!block_open(value, &reader, &count))
		return block_damaged(entries, err);
	text_add(&journal->block, (const char *)reader.at,
		 (size_t)(reader.end - reader.at));
	journal->block_count = count;
	journal->replaces = entries;
	return STATUS_OK;
}

static enum status full_segment(struct store *store, uint32_t number,
				char full[DIGEST_HEX_SIZE], struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct text value = TEXT_ZERO;
	enum status status;

	put_u32(key, number);
	status = store_get(store, TABLE_SEGMENTS, name, &value, err);
	if (status == STATUS_NOT_FOUND ||
	    (status == STATUS_OK && value.size != DIGEST_HEX_SIZE - 1))
		status = err_set(err, STATUS_CORRUPT,
				 "table segments: the hash of segment %u is "
				 "missing; run `redress verify`",
				 (unsigned int)number);
	if (status == STATUS_OK)
		memcpy(full, value.bytes, DIGEST_HEX_SIZE);
	text_release(&value);
	return status;
}

enum status journal_chain_at(struct store *store, uint32_t entries,
			     struct chain *chain, struct err *err)
{
	uint32_t start = entries / SEGMENT_ENTRIES * SEGMENT_ENTRIES;
	char full[DIGEST_HEX_SIZE];
	struct journal_cursor *cursor;
	struct entry entry = {0};
	enum status status = STATUS_OK;

	if (start > 0) {
		status =
			full_segment(store, start / SEGMENT_ENTRIES, full, err);
		if (status != STATUS_OK)
			return status;
		chain_start(chain, start, full);
	}
	if (start == entries)
		return STATUS_OK;
	status = journal_read(store, start + 1, &cursor, err);
	if (status != STATUS_OK)
		return status;
	while (chain->entries < entries && status == STATUS_OK) {
		status = journal_next(cursor, &entry, err);
		if (status == STATUS_OK)
			chain_add(chain, &entry.event, entry.lines,
				  entry.line_count);
	}
	journal_done(cursor);
	return status == STATUS_END ? block_damaged(entries, err) : status;
}

enum status journal_open(struct store *store, uint32_t entries,
			 struct journal **out, struct err *err)
{
	struct journal *journal = mem_alloc(sizeof *journal);
	enum status status = STATUS_OK;

	journal->store = store;
	chain_init(&journal->chain);
	if (entries > 0)
		status = resume_block(journal, entries, err);
	if (status == STATUS_OK)
		status = journal_chain_at(store, entries, &journal->chain, err);
	if (status == STATUS_OK)
		*out = journal;
	else
		journal_close(journal);
	return status;
}

enum status journal_head_at(struct store *store, uint32_t entries,
			    char out[DIGEST_HEX_SIZE], struct err *err)
{
	struct chain chain;
	enum status status;

	chain_init(&chain);
	status = journal_chain_at(store, entries, &chain, err);
	if (status == STATUS_OK)
		chain_head(&chain, out);
	chain_release(&chain);
	return status;
}

void journal_close(struct journal *journal)
{
	if (journal == NULL)
		return;
	chain_release(&journal->chain);
	text_release(&journal->block);
	text_release(&journal->entry);
	text_release(&journal->value);
	free(journal);
}

uint32_t journal_entries(const struct journal *journal)
{
	return journal->chain.entries;
}

void journal_head(const struct journal *journal, char out[DIGEST_HEX_SIZE])
{
	chain_head(&journal->chain, out);
}

static enum status put_block(struct journal *journal, uint32_t last,
			     struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct slice value;

	put_u32(key, last);
	text_clear(&journal->value);
	pack_byte(&journal->value, BLOCK_VERSION);
	pack_varint(&journal->value, journal->block_count);
	text_add(&journal->value, journal->block.bytes, journal->block.size);
	value.bytes = journal->value.bytes;
	value.size = journal->value.size;
	text_clear(&journal->block);
	journal->block_count = 0;
	return store_put(journal->store, TABLE_JOURNAL, name, value, err);
}

/* Write the open block, which ends with entry `last`. */
static enum status flush_block(struct journal *journal, uint32_t last,
			       struct err *err)
{
	if (journal->block_count == 0)
		return STATUS_OK;
	if (journal->replaces != 0 && journal->replaces != last) {
		unsigned char key[4];
		struct slice name = {(const char *)key, sizeof key};
		enum status status;

		put_u32(key, journal->replaces);
		status = store_delete(journal->store, TABLE_JOURNAL, name, err);
		if (status != STATUS_OK)
			return status;
	}
	journal->replaces = 0;
	return put_block(journal, last, err);
}

enum status journal_flush(struct journal *journal, struct err *err)
{
	return flush_block(journal, journal->chain.entries, err);
}

static enum status put_segment(struct journal *journal, struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct slice value = {journal->chain.full, DIGEST_HEX_SIZE - 1};

	put_u32(key, journal->chain.entries / SEGMENT_ENTRIES);
	return store_put(journal->store, TABLE_SEGMENTS, name, value, err);
}

enum status journal_append(struct journal *journal, const struct event *event,
			   const struct line *lines, size_t count,
			   struct err *err)
{
	uint32_t seq = journal->chain.entries + 1;

	if (!seal_balances(lines, count))
		return err_set(err, STATUS_CORRUPT,
			       "%s would make an entry whose debits and "
			       "credits differ; nothing was posted, report "
			       "this",
			       event_row(event->code)->name);
	text_clear(&journal->entry);
	entry_pack(event, lines, count, &journal->entry);
	if (journal->block_count > 0 &&
	    journal->block.size + journal->entry.size + 8 > BLOCK_BYTES) {
		enum status status = flush_block(journal, seq - 1, err);

		if (status != STATUS_OK)
			return status;
	}
	pack_string(&journal->block, journal->entry.bytes, journal->entry.size);
	journal->block_count++;
	if (chain_add(&journal->chain, event, lines, count))
		return put_segment(journal, err);
	return STATUS_OK;
}

enum status journal_read(struct store *store, uint32_t from,
			 struct journal_cursor **out, struct err *err)
{
	struct journal_cursor *cursor = mem_alloc(sizeof *cursor);
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	enum status status;

	assert(from > 0);
	put_u32(key, from);
	cursor->from = from;
	status = store_cursor_open(store, TABLE_JOURNAL, name, &cursor->cursor,
				   err);
	if (status == STATUS_OK)
		*out = cursor;
	else
		free(cursor);
	return status;
}

static enum status next_block(struct journal_cursor *cursor, struct err *err)
{
	struct slice key;
	struct slice value;
	uint32_t count;
	enum status status =
		store_cursor_next(cursor->cursor, &key, &value, err);

	if (status != STATUS_OK)
		return status;
	if (key.size != 4)
		return block_damaged(cursor->last, err);
	if (!block_open(value, &cursor->block, &count) ||
	    count > get_u32(key.bytes))
		return block_damaged(get_u32(key.bytes), err);
	if (cursor->last != 0 && get_u32(key.bytes) - count != cursor->last)
		return err_set(err, STATUS_CORRUPT,
			       "table journal: entries between %u and %u are "
			       "missing; restore a backup with `redress "
			       "restore`",
			       (unsigned int)cursor->last,
			       (unsigned int)(get_u32(key.bytes) - count + 1));
	cursor->last = get_u32(key.bytes);
	cursor->next = cursor->last - count + 1;
	return STATUS_OK;
}

enum status journal_next(struct journal_cursor *cursor, struct entry *entry,
			 struct err *err)
{
	for (;;) {
		struct slice packed;
		uint32_t seq;

		if (cursor->last == 0 || cursor->next > cursor->last) {
			enum status status = next_block(cursor, err);

			if (status != STATUS_OK)
				return status;
		}
		packed = read_string(&cursor->block);
		seq = cursor->next++;
		if (cursor->block.bad ||
		    (seq == cursor->last &&
		     cursor->block.at != cursor->block.end))
			return block_damaged(cursor->last, err);
		if (seq < cursor->from)
			continue;
		arena_reset(&cursor->arena);
		if (!entry_unpack(packed.bytes, packed.size, seq,
				  &cursor->arena, entry))
			return err_set(err, STATUS_CORRUPT,
				       "entry %u of the journal contradicts "
				       "itself; run `redress verify`",
				       (unsigned int)seq);
		return STATUS_OK;
	}
}

void journal_done(struct journal_cursor *cursor)
{
	if (cursor == NULL)
		return;
	store_cursor_close(cursor->cursor);
	arena_release(&cursor->arena);
	free(cursor);
}

static enum status pending_entry(struct journal *journal, uint32_t seq,
				 struct arena *arena, struct entry *entry,
				 struct err *err)
{
	struct reader reader =
		reader_of(journal->block.bytes, journal->block.size);
	uint32_t at = journal->chain.entries - journal->block_count;
	struct slice packed = {"", 0};
	char *copy;

	assert(seq > at && seq <= journal->chain.entries);
	for (; at < seq; at++)
		packed = read_string(&reader);
	copy = arena_copy(arena, packed.bytes, packed.size);
	if (reader.bad || !entry_unpack(copy, packed.size, seq, arena, entry))
		return block_damaged(journal->chain.entries, err);
	return STATUS_OK;
}

enum status journal_entry(struct journal *journal, uint32_t seq,
			  struct arena *arena, struct entry *entry,
			  struct err *err)
{
	struct journal_cursor *cursor;
	struct slice packed = {"", 0};
	enum status status;
	char *copy;

	if (seq > journal->chain.entries - journal->block_count)
		return pending_entry(journal, seq, arena, entry, err);
	status = journal_read(journal->store, seq, &cursor, err);
	if (status != STATUS_OK)
		return status;
	status = next_block(cursor, err);
	for (; status == STATUS_OK && cursor->next <= seq; cursor->next++)
		packed = read_string(&cursor->block);
	if (status == STATUS_OK) {
		copy = arena_copy(arena, packed.bytes, packed.size);
		if (cursor->block.bad ||
		    !entry_unpack(copy, packed.size, seq, arena, entry))
			status = block_damaged(cursor->last, err);
	}
	journal_done(cursor);
	return status == STATUS_END ? STATUS_NOT_FOUND : status;
}
