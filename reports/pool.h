/*
 * pool.h: equal strings kept once, each with a number.
 *
 * A string is known by its *place*: where its record begins. Places stay
 * when the pool grows, what pool_key hands out does not.
 *
 * Limits      4 GiB of records.
 * Ownership   a zeroed struct is empty; keys are copied in, and borrowed on
 *             the way out until the next pool_add.
 */
#ifndef REPORTS_POOL_H
#define REPORTS_POOL_H

#include "ledger/base/pack.h"

struct pool {
	struct text records;
	uint32_t *slots;   /* place of a record + 1; 0: free */
	size_t slot_count; /* a power of two */
	size_t count;	   /* of strings */
};

/* Place of the string's record, made with this number when it is new. */
uint32_t pool_add(struct pool *pool, struct slice key, uint32_t value);

/* Its place, if it is there. */
bool pool_find(const struct pool *pool, struct slice key, uint32_t *place);

/* What stands at a place. */
struct slice pool_key(const struct pool *pool, size_t place);
uint32_t pool_value(const struct pool *pool, size_t place);

/* The string at *place, and on to the next, in the order of entry. */
struct slice pool_next(const struct pool *pool, size_t *place);

/* Bytes of memory that it holds. */
size_t pool_bytes(const struct pool *pool);
void pool_release(struct pool *pool);

#endif /* REPORTS_POOL_H */
