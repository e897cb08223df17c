/* touched.c: a hash table of kinds and codes, sorted when it is read. */
#include "ledger/touched.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 1 << 10 };

struct name {
	struct slice code; /* size 0: a free slot */
	enum item_kind kind;
	uint32_t hash;
};

struct touched {
	struct name *slots;
	size_t slot_count; /* a power of two */
	size_t count;
	struct arena codes;
};

struct touched *touched_new(void)
{
	struct touched *touched = mem_alloc(sizeof *touched);

	touched->slot_count = SLOTS_FIRST;
	touched->slots = mem_alloc(SLOTS_FIRST * sizeof *touched->slots);
	return touched;
}

void touched_free(struct touched *touched)
{
	if (touched == NULL)
		return;
	free(touched->slots);
	arena_release(&touched->codes);
	free(touched);
}

static struct name *find_slot(const struct touched *touched,
			      const struct name *name)
{
	size_t at = name->hash & (touched->slot_count - 1);

	while (touched->slots[at].code.size != 0 &&
	       (touched->slots[at].kind != name->kind ||
		!slice_equal(touched->slots[at].code, name->code)))
		at = (at + 1) & (touched->slot_count - 1);
	return &touched->slots[at];
}

static void grow(struct touched *touched)
{
	struct name *before = touched->slots;
	size_t count = touched->slot_count;
	size_t i;

	touched->slot_count = count * 2;
	touched->slots =
		mem_alloc(touched->slot_count * sizeof *touched->slots);
	for (i = 0; i < count; i++)
		if (before[i].code.size != 0)
			*find_slot(touched, &before[i]) = before[i];
	free(before);
}

static void add(struct touched *touched, enum item_kind kind, struct slice code)
{
	struct name name = {code, kind,
			    hash_place((uint64_t)kind, code.bytes, code.size)};
	struct name *slot;

	if (code.size == 0)
		return;
	if (touched->count * 2 >= touched->slot_count)
		grow(touched);
	slot = find_slot(touched, &name);
	if (slot->code.size != 0)
		return;
	name.code.bytes = arena_copy(&touched->codes, code.bytes, code.size);
	*slot = name;
	touched->count++;
}

void touched_add_entry(struct touched *touched, const struct entry *entry)
{
	const struct event_row *row = event_row(entry->event.code);
	size_t i;

	if (row->item != ITEM_NONE && row->item_column != COLUMN_NONE)
		add(touched, row->item,
		    event_field(&entry->event, row->item_column));
	for (i = 0; i < entry->line_count; i++)
		add(touched, account_row(entry->lines[i].account)->item,
		    entry->lines[i].item);
}

static int compare_names(const void *a, const void *b)
{
	const struct name *x = a;
	const struct name *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return bytes_compare(x->code.bytes, x->code.size, y->code.bytes,
			     y->code.size);
}

enum status touched_each(struct touched *touched, touched_fn *tell, void *owner,
			 struct err *err)
{
	struct name *sorted = mem_alloc((touched->count + 1) * sizeof *sorted);
	enum status status = STATUS_OK;
	size_t count = 0;
	size_t i;

	for (i = 0; i < touched->slot_count; i++)
		if (touched->slots[i].code.size != 0)
			sorted[count++] = touched->slots[i];
	qsort(sorted, count, sizeof *sorted, compare_names);
	for (i = 0; i < count && status == STATUS_OK; i++)
		status = tell(owner, sorted[i].kind, sorted[i].code, err);
	free(sorted);
	return status;
}
