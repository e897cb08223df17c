/* scenario_queue.c: a binary heap. */
#include "reports/scenario_queue.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { NUMBER_BITS = 32 };

static void push(struct scenario_queue *queue, uint64_t key)
{
	size_t at = queue->count++;

	queue->keys = mem_grow(queue->keys, &queue->room, queue->count,
			       sizeof *queue->keys);
	while (at > 0 && queue->keys[(at - 1) / 2] > key) {
		queue->keys[at] = queue->keys[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	queue->keys[at] = key;
}

void scenario_queue_push(struct scenario_queue *queue, int32_t due,
			 uint32_t number)
{
	assert(due >= 0);
	push(queue, (uint64_t)due << NUMBER_BITS | number);
}

bool scenario_queue_first(const struct scenario_queue *queue, uint32_t *number)
{
	if (queue->count == 0)
		return false;
	*number = (uint32_t)queue->keys[0];
	return true;
}

void scenario_queue_pop(struct scenario_queue *queue)
{
	uint64_t last;
	size_t at = 0;

	assert(queue->count > 0);
	last = queue->keys[--queue->count];
	while (2 * at + 1 < queue->count) {
		size_t child = 2 * at + 1;

		if (child + 1 < queue->count &&
		    queue->keys[child + 1] < queue->keys[child])
			child++;
		if (queue->keys[child] >= last)
			break;
		queue->keys[at] = queue->keys[child];
		at = child;
	}
	queue->keys[at] = last;
}

void scenario_queue_join(struct scenario_queue *queue,
			 struct scenario_queue *other)
{
	size_t i;

	for (i = 0; i < other->count; i++)
		push(queue, other->keys[i]);
	other->count = 0;
}

void scenario_queue_release(struct scenario_queue *queue)
{
	free(queue->keys);
	queue->keys = NULL;
	queue->count = queue->room = 0;
}
