/*
 * pool.c: a hash table (open addressing) over records that lie one behind
 * the other: the string, packed, and its number.
 */
#include "reports/pool.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 1024, VALUE_BYTES = 4 };

static struct reader record_at(const struct pool *pool, size_t place)
{
	return reader_of(pool->records.bytes + place,
			 pool->records.size - place);
}

struct slice pool_key(const struct pool *pool, size_t place)
{
	struct reader reader = record_at(pool, place);

	return read_string(&reader);
}

uint32_t pool_value(const struct pool *pool, size_t place)
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
	       !slice_equal(pool_key(pool, pool->slots[at] - 1), key))
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

bool pool_find(const struct pool *pool, struct slice key, uint32_t *place)
{
	uint32_t slot = pool->slot_count == 0 ? 0 : *find_slot(pool, key);

	if (slot != 0)
		*place = slot - 1;
	return slot != 0;
}

uint32_t pool_add(struct pool *pool, struct slice key, uint32_t value)
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

struct slice pool_next(const struct pool *pool, size_t *place)
{
	struct reader reader = record_at(pool, *place);
	const unsigned char *from = reader.at;
	struct slice key = read_string(&reader);

	*place += (size_t)(reader.at - from) + VALUE_BYTES;
	return key;
}

size_t pool_bytes(const struct pool *pool)
{
	return pool->records.room + pool->slot_count * sizeof *pool->slots;
}

void pool_release(struct pool *pool)
{
	text_release(&pool->records);
	free(pool->slots);
}
