/*
 * memory.c: when memory runs out, whoever asked for it.
 *
 * Berkeley DB, libxlsxwriter and the C library's own name services do not
 * bear a failed malloc: they crash, or go on with half of what they need (the
 * sweep tests/fault/sweep_commands.py showed each). So the program answers
 * for all of them as ledger/base/arena.h does for itself: it ends at once
 * with one line and code 71, and the store survives that at any instant.
 *
 * A sanitizer brings an allocator of its own; then none is defined here.
 */
#include "batch/cli/memory.h"

#include "batch/cli/exits.h"

void memory_guard(void)
{
}

#if !defined(__SANITIZE_ADDRESS__)

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

/* The allocator of glibc, under the names that it keeps for this. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static void *sure(void *block, size_t size)
{
	static const char sentence[] =
		"redress: out of memory; nothing is half done, run it again "
		"when there is more\n";

	if (block != NULL || size == 0)
		return block;
	(void)!write(STDERR_FILENO, sentence, sizeof sentence - 1);
	_exit(EXIT_SYSTEM);
}

void *malloc(size_t size)
{
	return sure(__libc_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
	return sure(__libc_calloc(count, size), count == 0 ? 0 : size);
}

void *realloc(void *block, size_t size)
{
	return sure(__libc_realloc(block, size), size);
}

#endif
