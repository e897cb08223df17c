/*
 * hash.h: where a text goes in a table in memory. Never stored, never
 * shown: what an auditor recomputes is SHA-256 (digest.h).
 */
#ifndef LEDGER_BASE_HASH_H
#define LEDGER_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, 64 bits (Fowler, Noll and Vo); a seed of 0 is the published one. */
static inline uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	uint64_t hash = 14695981039346656037u ^ seed;
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ at[i]) * 1099511628211u;
	return hash;
}

/* The same in 32 bits whose low ones are mixed: they choose the place. */
static inline uint32_t hash_place(uint64_t seed, const void *bytes, size_t size)
{
	uint64_t hash = hash_bytes(seed, bytes, size);

	return (uint32_t)(hash ^ (hash >> 32));
}

#endif /* LEDGER_BASE_HASH_H */
