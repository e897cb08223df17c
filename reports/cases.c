/*
 * cases.c: two pools of strings: codes, each with the place of its texts,
 * and texts. A pool is a hash table (open addressing) over records that lie
 * one behind the other: the string, packed, and a number.
 */
#include "reports/cases.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 1024, VALUE_BYTES = 4 };

struct pool {
	struct text records;
	uint32_t *slots;   /* place of a record + 1; 0: free */
	size_t slot_count; /* a power of two */
	size_t count;
};

struct cases {
	struct book *book;
	struct moment moment;
	struct pool codes; /* number: place of the texts' record */
	struct pool texts; /* number: not used */
	struct text packed;
};

static struct reader record_at(const struct pool *pool, size_t place)
{
	return reader_of(pool->records.bytes + place,
			 pool->records.size - place);
}

static struct slice key_at(const struct pool *pool, size_t place)
{
	struct reader reader = record_at(pool, place);

	return read_string(&reader);
}

static uint32_t value_at(const struct pool *pool, size_t place)
{
	struct reader reader = record_at(pool, place);

	(void)read_string(&reader);
	return get_u32(reader.at);
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct pool *pool, struct slice key)
{
	size_t at = hash_place(0, key.bytes, key.size) & (pool->slot_count - 1);

	while (pool->slots[at] != 0 &&
	       !slice_equal(key_at(pool, pool->slots[at] - 1), key))
		at = (at + 1) & (pool->slot_count - 1);
	return &pool->slots[at];
}

static void spread_slots(struct pool *pool)
{
	struct reader reader;
	const unsigned char *first;

	text_reserve(&pool->records, 0);
	reader = record_at(pool, 0);
	first = reader.at;
	pool->slot_count =
		pool->slot_count == 0 ? SLOTS_FIRST : pool->slot_count * 2;
	free(pool->slots);
	pool->slots = mem_alloc(pool->slot_count * sizeof *pool->slots);
	while (reader.at < reader.end) {
		uint32_t place = (uint32_t)(reader.at - first);
		struct slice key = read_string(&reader);

		*find_slot(pool, key) = place + 1;
		(void)read_bytes(&reader, VALUE_BYTES);
	}
}

/* Place of the key's record, made with this number when it is new. */
static uint32_t pool_add(struct pool *pool, struct slice key, uint32_t value)
{
	unsigned char number[VALUE_BYTES];
	uint32_t *slot;

	if (pool->count * 2 >= pool->slot_count)
		spread_slots(pool);
	slot = find_slot(pool, key);
	if (*slot == 0) {
		*slot = (uint32_t)pool->records.size + 1;
		pool->count++;
		pack_string(&pool->records, key.bytes, key.size);
		put_u32(number, value);
		text_add(&pool->records, (const char *)number, sizeof number);
	}
	return *slot - 1;
}

static size_t pool_bytes(const struct pool *pool)
{
	return pool->records.room + pool->slot_count * sizeof *pool->slots;
}

static void pool_release(struct pool *pool)
{
	text_release(&pool->records);
	free(pool->slots);
}

static void pack_texts(struct cases *cases, const struct item *item)
{
	static const enum column said[CASES_TEXTS] = {
		COLUMN_PROVINCE, COLUMN_COURT, COLUMN_ARTICLE};
	size_t i;

	text_clear(&cases->packed);
	for (i = 0; i < CASES_TEXTS; i++) {
		struct slice text =
			moment_text(item, (uint8_t)said[i], cases->moment);

		pack_string(&cases->packed, text.bytes, text.size);
	}
}

static struct slice packed_texts(const struct cases *cases)
{
	struct slice texts = {cases->packed.bytes, cases->packed.size};

	return texts;
}

static void keep(struct cases *cases, const struct item *item)
{
	struct slice code = {item->code, item->code_size};

	pack_texts(cases, item);
	(void)pool_add(&cases->codes, code,
		       pool_add(&cases->texts, packed_texts(cases), 0));
}

static enum status read_all(struct cases *cases, struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(cases->book, ITEM_CASE, &items, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &item, err);
		if (status == STATUS_OK)
			keep(cases, item);
	} while (status == STATUS_OK &&
		 pool_bytes(&cases->codes) + pool_bytes(&cases->texts) <
			 CASES_BYTES);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status cases_open(struct book *book, struct moment moment,
		       struct cases **out, struct err *err)
{
	struct cases *cases = mem_alloc(sizeof *cases);
	enum status status;

	cases->book = book;
	cases->moment = moment;
	spread_slots(&cases->codes);
	spread_slots(&cases->texts);
	status = read_all(cases, err);
	if (status == STATUS_OK)
		*out = cases;
	else
		cases_close(cases);
	return status;
}

void cases_close(struct cases *cases)
{
	if (cases == NULL)
		return;
	pool_release(&cases->codes);
	pool_release(&cases->texts);
	text_release(&cases->packed);
	free(cases);
}

static enum status look_up(struct cases *cases, struct slice code,
			   struct err *err)
{
	const struct item *item;
	enum status status =
		book_item(cases->book, ITEM_CASE, code, &item, err);

	if (status == STATUS_NOT_FOUND)
		return err_set(err, STATUS_CORRUPT,
			       "table items: case %.*s is not there, but a "
			       "claim names it; run `redress verify`",
			       (int)code.size, code.bytes);
	if (status == STATUS_OK)
		pack_texts(cases, item);
	return status;
}

enum status cases_find(struct cases *cases, struct slice code,
		       struct slice *texts, struct err *err)
{
	uint32_t slot = *find_slot(&cases->codes, code);
	enum status status;

	if (slot != 0) {
		*texts = key_at(&cases->texts,
				value_at(&cases->codes, slot - 1));
		return STATUS_OK;
	}
	status = look_up(cases, code, err);
	if (status == STATUS_OK)
		*texts = packed_texts(cases);
	return status;
}
