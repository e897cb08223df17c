/* arena.c: chunks that are freed together. */
#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK_SIZE = 64 * 1024, ALIGNMENT = 16, EXIT_OS = 71 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

static _Noreturn void out_of_memory(void)
{
	static const char line[] =
		"redress: out of memory; nothing unfinished was kept, free "
		"memory and run the same command again\n";
	ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);

	(void)ignored;
	_exit(EXIT_OS);
}

void *mem_alloc(size_t size)
{
	void *block = calloc(1, size == 0 ? 1 : size);

	if (block == NULL)
		out_of_memory();
	return block;
}

void *mem_resize(void *block, size_t size)
{
	void *bigger = realloc(block, size == 0 ? 1 : size);

	if (bigger == NULL)
		out_of_memory();
	return bigger;
}

void *mem_grow(void *block, size_t *capacity, size_t wanted, size_t size)
{
	size_t room = *capacity;

	assert(size > 0);
	if (wanted <= room)
		return block;
	if (room == 0)
		room = wanted < 4 ? wanted : 4;
	while (room < wanted)
		room *= 2;
	block = mem_resize(block, room * size);
	*capacity = room;
	return block;
}

static void push_chunk(struct arena *arena, size_t size)
{
	size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;
	struct arena_chunk *chunk = malloc(sizeof *chunk + room);

	if (chunk == NULL)
		out_of_memory();
	chunk->older = arena->chunk;
	chunk->size = room;
	arena->chunk = chunk;
	arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	void *block;

	if (arena->chunk == NULL || arena->chunk->size - arena->used < rounded)
		push_chunk(arena, rounded);
	block = arena->chunk->bytes + arena->used;
	arena->used += rounded;
	return memset(block, 0, size);
}

char *arena_copy(struct arena *arena, const char *text, size_t size)
{
	char *copy = arena_alloc(arena, size + 1);

	memcpy(copy, text, size);
	return copy;
}

void arena_reset(struct arena *arena)
{
	while (arena->chunk != NULL && arena->chunk->older != NULL) {
		struct arena_chunk *older = arena->chunk->older;

		free(arena->chunk);
		arena->chunk = older;
	}
	arena->used = 0;
}

void arena_release(struct arena *arena)
{
	arena_reset(arena);
	free(arena->chunk);
	arena->chunk = NULL;
}
