/* registers.c: a hash table of items, least recently used first out. */
#include "ledger/registers.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS_FIRST = 1 << 12 };

struct registers {
	struct store *store;
	struct item **buckets;
	size_t bucket_count;
	size_t item_count;
	size_t memory;
	struct item *newest, *oldest;
	struct item **touched;
	size_t touched_count, touched_room;
	struct text last[ITEM_KIND_COUNT]; /* highest code known of a kind */
	bool last_known[ITEM_KIND_COUNT];
	struct text value;
	enum status broken; /* a failure that find or make met */
	struct err why;
};

struct registers *registers_new(struct store *store)
{
	struct registers *registers = mem_alloc(sizeof *registers);

	registers->store = store;
	registers->bucket_count = BUCKETS_FIRST;
	registers->buckets =
		mem_alloc(BUCKETS_FIRST * sizeof *registers->buckets);
	return registers;
}

static void unlink_used(struct registers *registers, struct item *item)
{
	if (item->newer != NULL)
		item->newer->older = item->older;
	else
		registers->newest = item->older;
	if (item->older != NULL)
		item->older->newer = item->newer;
	else
		registers->oldest = item->newer;
}

static void link_newest(struct registers *registers, struct item *item)
{
	item->newer = NULL;
	item->older = registers->newest;
	if (registers->newest != NULL)
		registers->newest->newer = item;
	else
		registers->oldest = item;
	registers->newest = item;
}

void registers_clear(struct registers *registers)
{
	int kind;

	while (registers->newest != NULL) {
		struct item *item = registers->newest;

		registers->newest = item->older;
		item_free(item);
	}
	registers->oldest = NULL;
	memset(registers->buckets, 0,
	       registers->bucket_count * sizeof *registers->buckets);
	registers->item_count = registers->memory = 0;
	registers->touched_count = 0;
	registers->broken = STATUS_OK;
	for (kind = 0; kind < ITEM_KIND_COUNT; kind++)
		registers->last_known[kind] = false;
}

void registers_free(struct registers *registers)
{
	int kind;

	if (registers == NULL)
		return;
	registers_clear(registers);
	for (kind = 0; kind < ITEM_KIND_COUNT; kind++)
		text_release(&registers->last[kind]);
	text_release(&registers->value);
	free(registers->buckets);
	free(registers->touched);
	free(registers);
}

static uint32_t hash_of(enum item_kind kind, struct slice code)
{
	return hash_place((uint64_t)kind, code.bytes, code.size);
}

static void grow_buckets(struct registers *registers)
{
	size_t count = registers->bucket_count * 2;
	struct item **buckets = mem_alloc(count * sizeof *buckets);
	struct item *item;

	for (item = registers->newest; item != NULL; item = item->older) {
		struct item **bucket = &buckets[item->hash & (count - 1)];

		item->chain = *bucket;
		*bucket = item;
	}
	free(registers->buckets);
	registers->buckets = buckets;
	registers->bucket_count = count;
}

static void insert(struct registers *registers, struct item *item)
{
	struct item **bucket;

	if (registers->item_count >= registers->bucket_count)
		grow_buckets(registers);
	bucket =
		&registers->buckets[item->hash & (registers->bucket_count - 1)];
	item->chain = *bucket;
	*bucket = item;
	link_newest(registers, item);
	registers->item_count++;
}

int registers_table(enum item_kind kind)
{
	return (int)TABLE_ITEMS + (int)kind;
}

static enum table table_of(enum item_kind kind)
{
	return (enum table)registers_table(kind);
}

static void broke(struct registers *registers, enum status status)
{
	if (registers->broken == STATUS_OK)
		registers->broken = status;
}

/* The highest stored code of a kind, read once. */
static void learn_last(struct registers *registers, enum item_kind kind)
{
	struct slice end = {"", 0};
	enum status status =
		store_last(registers->store, table_of(kind), end,
			   &registers->last[kind], &registers->why);

	if (status == STATUS_NOT_FOUND)
		text_clear(&registers->last[kind]);
	else if (status != STATUS_OK)
		broke(registers, status);
	registers->last_known[kind] = true;
}

/* Is the code above every code of its kind, so that no look-up is needed? */
static bool above_all(struct registers *registers, enum item_kind kind,
		      struct slice code)
{
	const struct text *last = &registers->last[kind];

	if (!registers->last_known[kind])
		learn_last(registers, kind);
	return bytes_compare(code.bytes, code.size, last->bytes, last->size) >
	       0;
}

static struct item *load(struct registers *registers, enum item_kind kind,
			 struct slice code)
{
	struct item *item;
	enum status status;

	if (above_all(registers, kind, code))
		return NULL;
	status = store_get(registers->store, table_of(kind), code,
			   &registers->value, &registers->why);
	if (status != STATUS_OK) {
		if (status != STATUS_NOT_FOUND)
			broke(registers, status);
		return NULL;
	}
	item = item_new(kind, code);
	if (!item_unpack(item, registers->value.bytes, registers->value.size)) {
		broke(registers,
		      err_set(&registers->why, STATUS_CORRUPT,
			      "table items: the record of %s %.*s contradicts "
			      "itself; run `redress verify`",
			      item_kind_name(kind), (int)code.size,
			      code.bytes));
		item_free(item);
		return NULL;
	}
	return item;
}

static void touch(struct registers *registers, struct item *item)
{
	if (item->touched)
		return;
	item->touched = true;
	registers->touched = mem_grow(
		registers->touched, &registers->touched_room,
		registers->touched_count + 1, sizeof *registers->touched);
	registers->touched[registers->touched_count++] = item;
}

static struct item *lookup(struct registers *registers, enum item_kind kind,
			   struct slice code, uint32_t hash)
{
	struct item *item =
		registers->buckets[hash & (registers->bucket_count - 1)];

	for (; item != NULL; item = item->chain)
		if (item->hash == hash && item->kind == kind &&
		    item->code_size == code.size &&
		    memcmp(item->code, code.bytes, code.size) == 0)
			return item;
	return NULL;
}

static struct item *fetch(struct registers *registers, enum item_kind kind,
			  struct slice code, bool make)
{
	uint32_t hash = hash_of(kind, code);
	struct item *item = lookup(registers, kind, code, hash);

	if (item == NULL) {
		item = load(registers, kind, code);
		if (item == NULL && make)
			item = item_new(kind, code);
		if (item == NULL)
			return NULL;
		item->hash = hash;
		insert(registers, item);
	}
	touch(registers, item);
	return item;
}

struct item *registers_find(struct registers *registers, enum item_kind kind,
			    struct slice code)
{
	struct item *item;

	if (code.size == 0 || code.size > LIMIT_ITEM_CODE_BYTES)
		return NULL;
	item = fetch(registers, kind, code, false);
	if (item == NULL)
		return NULL;
	if (kind == ITEM_UNAPPLIED)
		return item->move_count == 0 ? NULL : item;
	return item_state(item) == STATE_NONE ? NULL : item;
}

struct item *registers_make(struct registers *registers, enum item_kind kind,
			    struct slice code)
{
	return fetch(registers, kind, code, true);
}

static int compare_items(const void *a, const void *b)
{
	const struct item *x = *(struct item *const *)a;
	const struct item *y = *(struct item *const *)b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return bytes_compare(x->code, x->code_size, y->code, y->code_size);
}

static enum status write_item(struct registers *registers, struct item *item,
			      struct err *err)
{
	struct slice code = {item->code, item->code_size};
	struct slice value;

	text_clear(&registers->value);
	item_pack(item, &registers->value);
	value.bytes = registers->value.bytes;
	value.size = registers->value.size;
	item->dirty = false;
	return store_put(registers->store, table_of(item->kind), code, value,
			 err);
}

/* Write some items in key order. */
static enum status write_items(struct registers *registers, struct item **order,
			       size_t count, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	qsort(order, count, sizeof *order, compare_items);
	for (i = 0; i < count && status == STATUS_OK; i++)
		status = write_item(registers, order[i], err);
	return status;
}

/* Write what is changed among the least recently used of `memory` bytes. */
static enum status write_oldest(struct registers *registers, size_t memory,
				struct err *err)
{
	struct item **order =
		mem_alloc((registers->item_count + 1) * sizeof *order);
	struct item *item;
	enum status status;
	size_t seen = 0;
	size_t count = 0;

	for (item = registers->oldest; item != NULL && seen < memory;
	     item = item->newer) {
		seen += item->memory;
		if (item->dirty)
			order[count++] = item;
	}
	status = write_items(registers, order, count, err);
	free(order);
	return status;
}

enum status registers_flush(struct registers *registers, struct err *err)
{
	return write_oldest(registers, SIZE_MAX, err);
}

static void drop_oldest(struct registers *registers)
{
	struct item *item = registers->oldest;
	struct item **at =
		&registers->buckets[item->hash & (registers->bucket_count - 1)];

	assert(!item->dirty && !item->touched);
	while (*at != item)
		at = &(*at)->chain;
	*at = item->chain;
	unlink_used(registers, item);
	registers->item_count--;
	registers->memory -= item->memory;
	item_free(item);
}

/* Half of the memory is given back: the half that was used longest ago. */
static enum status trim(struct registers *registers, struct err *err)
{
	size_t surplus = registers->memory - REGISTERS_BYTES / 2;
	enum status status = write_oldest(registers, surplus, err);

	while (status == STATUS_OK && registers->oldest != NULL &&
	       registers->memory > REGISTERS_BYTES / 2)
		drop_oldest(registers);
	return status;
}

/* What was used goes to the front; a new item may raise the highest code. */
static void settle_item(struct registers *registers, struct item *item)
{
	struct text *last = &registers->last[item->kind];
	size_t memory = item_memory(item);

	item->touched = false;
	registers->memory += memory - item->memory;
	item->memory = memory;
	unlink_used(registers, item);
	link_newest(registers, item);
	if (item->dirty && registers->last_known[item->kind] &&
	    bytes_compare(item->code, item->code_size, last->bytes,
			  last->size) > 0) {
		text_clear(last);
		text_add(last, item->code, item->code_size);
	}
}

enum status registers_settle(struct registers *registers, struct err *err)
{
	size_t i;

	for (i = 0; i < registers->touched_count; i++)
		settle_item(registers, registers->touched[i]);
	registers->touched_count = 0;
	if (registers->broken != STATUS_OK) {
		*err = registers->why;
		return registers->broken;
	}
	if (registers->memory > REGISTERS_BYTES)
		return trim(registers, err);
	return STATUS_OK;
}
