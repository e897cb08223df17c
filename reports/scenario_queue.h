/*
 * scenario_queue.h: awards that wait for money: the one due first comes
 * first, among those of one day the one of the lowest number.
 *
 * Cost        log n a push or a pop.
 * Ownership   all zero is an empty queue; release gives its memory back.
 */
#ifndef REPORTS_SCENARIO_QUEUE_H
#define REPORTS_SCENARIO_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scenario_queue {
	uint64_t *keys; /* due day and number, the least at the root */
	size_t count, room;
};

void scenario_queue_push(struct scenario_queue *queue, int32_t due,
			 uint32_t number);

/* The first of the queue, who stays there; false: nobody waits. */
bool scenario_queue_first(const struct scenario_queue *queue, uint32_t *number);
void scenario_queue_pop(struct scenario_queue *queue);

/* All of `other` join; it is empty then. */
void scenario_queue_join(struct scenario_queue *queue,
			 struct scenario_queue *other);
void scenario_queue_release(struct scenario_queue *queue);

#endif /* REPORTS_SCENARIO_QUEUE_H */
