/*
 * arena.h: memory by lifetime, freed whole.
 *
 * Lifetime    program, report or row. arena_reset makes all of it free at
 *             once and keeps the first chunk for the next turn of a loop.
 * Errors      none: out of memory ends the process at once with exit code
 *             71 and one line. The store survives a kill at any instant,
 *             so this loses nothing (ARCHITECTURE.md, Habits).
 */
#ifndef LEDGER_BASE_ARENA_H
#define LEDGER_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk;
	size_t used; /* bytes of the current chunk */
};

#define ARENA_ZERO                                                             \
	{                                                                      \
		NULL, 0                                                        \
	}

/* Zeroed memory, aligned for any object; never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of size bytes with a NUL behind. */
char *arena_copy(struct arena *arena, const char *text, size_t size);

/* Everything allocated becomes free; the arena can be used again. */
void arena_reset(struct arena *arena);

/* Give all memory back. */
void arena_release(struct arena *arena);

/*
 * Long-lived blocks of handle modules: as malloc and realloc, but they
 * never answer NULL. Free with free(). mem_grow doubles *capacity until it
 * holds `wanted` elements of `size` bytes.
 */
void *mem_alloc(size_t size);
void *mem_resize(void *block, size_t size);
void *mem_grow(void *block, size_t *capacity, size_t wanted, size_t size);

#endif /* LEDGER_BASE_ARENA_H */
