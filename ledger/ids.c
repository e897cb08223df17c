/* ids.c: sorted runs of event ids. */
#include "ledger/ids.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"
#include "ledger/idruns.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 1 << 10 };

struct pending {
	uint32_t hash;
	uint32_t seq;
	uint32_t offset; /* into texts */
	uint32_t size;	 /* 0: a free slot */
};

struct ids {
	struct store *store;
	struct id_runs runs;
	struct pending *slots;
	size_t slot_count;
	size_t pending_count;
	struct text texts;
};

enum status ids_open(struct store *store, struct ids **out, struct err *err)
{
	struct ids *ids = mem_alloc(sizeof *ids);
	enum status status;

	ids->store = store;
	ids->runs.store = store;
	ids->slot_count = SLOTS_FIRST;
	ids->slots = mem_alloc(SLOTS_FIRST * sizeof *ids->slots);
	status = id_runs_read(&ids->runs, err);
	if (status == STATUS_OK)
		*out = ids;
	else
		ids_close(ids);
	return status;
}

void ids_close(struct ids *ids)
{
	if (ids == NULL)
		return;
	id_runs_release(&ids->runs);
	free(ids->slots);
	text_release(&ids->texts);
	free(ids);
}

static uint32_t hash_of(struct slice id)
{
	return hash_place(0, id.bytes, id.size);
}

static struct slice pending_id(const struct ids *ids,
			       const struct pending *slot)
{
	struct slice id = {ids->texts.bytes + slot->offset, slot->size};

	return id;
}

static struct pending *find_slot(const struct ids *ids, struct slice id,
				 uint32_t hash)
{
	size_t at = hash & (ids->slot_count - 1);

	while (ids->slots[at].size != 0) {
		struct pending *slot = &ids->slots[at];

		if (slot->hash == hash &&
		    slice_equal(pending_id(ids, slot), id))
			return slot;
		at = (at + 1) & (ids->slot_count - 1);
	}
	return &ids->slots[at];
}

enum status ids_find(struct ids *ids, struct slice id, uint32_t *seq,
		     struct err *err)
{
	const struct pending *slot = find_slot(ids, id, hash_of(id));

	if (slot->size != 0) {
		*seq = slot->seq;
		return STATUS_OK;
	}
	return id_runs_find(&ids->runs, id, seq, err);
}

static void grow_slots(struct ids *ids)
{
	struct pending *before = ids->slots;
	size_t count = ids->slot_count;
	size_t i;

	ids->slot_count = count * 2;
	ids->slots = mem_alloc(ids->slot_count * sizeof *ids->slots);
	for (i = 0; i < count; i++)
		if (before[i].size != 0)
			*find_slot(ids, pending_id(ids, &before[i]),
				   before[i].hash) = before[i];
	free(before);
}

enum status ids_add(struct ids *ids, struct slice id, uint32_t seq,
		    struct err *err)
{
	struct pending *slot;

	slot = find_slot(ids, id, hash_of(id));
	if (ids->pending_count >= IDS_PENDING_MAX || slot->size != 0) {
		enum status status = ids_flush(ids, err);

		if (status != STATUS_OK)
			return status;
	}
	if (ids->pending_count * 2 >= ids->slot_count)
		grow_slots(ids);
	slot = find_slot(ids, id, hash_of(id));
	assert(slot->size == 0 && id.size > 0);
	slot->hash = hash_of(id);
	slot->seq = seq;
	slot->offset = (uint32_t)ids->texts.size;
	slot->size = (uint32_t)id.size;
	text_add(&ids->texts, id.bytes, id.size);
	ids->pending_count++;
	return STATUS_OK;
}

static int compare_pending(const void *a, const void *b, void *owner)
{
	struct slice x = pending_id(owner, a);
	struct slice y = pending_id(owner, b);

	return bytes_compare(x.bytes, x.size, y.bytes, y.size);
}

static void forget_pending(struct ids *ids)
{
	memset(ids->slots, 0, ids->slot_count * sizeof *ids->slots);
	ids->pending_count = 0;
	text_clear(&ids->texts);
}

static enum status write_pending(struct ids *ids, const struct pending *sorted,
				 size_t count, struct err *err)
{
	struct run_writer writer;
	enum status status = STATUS_OK;
	size_t i;

	run_writer_start(&writer, &ids->runs);
	for (i = 0; i < count && status == STATUS_OK; i++)
		status = run_writer_add(&writer, pending_id(ids, &sorted[i]),
					sorted[i].seq, err);
	return run_writer_finish(&writer, status, err);
}

enum status ids_flush(struct ids *ids, struct err *err)
{
	struct pending *sorted;
	enum status status;
	size_t count = 0;
	size_t i;

	if (ids->pending_count == 0)
		return STATUS_OK;
	sorted = mem_alloc(ids->pending_count * sizeof *sorted);
	for (i = 0; i < ids->slot_count; i++)
		if (ids->slots[i].size != 0)
			sorted[count++] = ids->slots[i];
	assert(count == ids->pending_count);
	qsort_r(sorted, count, sizeof *sorted, compare_pending, ids);
	status = write_pending(ids, sorted, count, err);
	free(sorted);
	forget_pending(ids);
	if (status != STATUS_OK)
		return status;
	return id_runs_merge(&ids->runs, err);
}

enum status ids_each(struct ids *ids,
		     void (*tell)(void *owner, struct slice id, uint32_t seq),
		     void *owner, struct err *err)
{
	return id_runs_each(&ids->runs, tell, owner, err);
}
