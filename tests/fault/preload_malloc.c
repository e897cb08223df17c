/*
 * preload_malloc.c: an LD_PRELOAD shim that lets memory run out at the k-th
 * call of malloc, calloc or realloc: it stands in for the allocator of glibc
 * below those of the program (batch/cli/memory.c).
 *
 * FAULT_MALLOC_AT=k    the k-th call answers NULL
 * FAULT_MALLOC_FROM=k  the k-th call and all after it do
 * FAULT_COUNT_FILE=F   at exit, how many calls there were
 *
 * Counted from the first call after the program's own start; a forked child
 * goes on with its parent's count.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The names of glibc's own allocator. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);

static atomic_long calls;
static atomic_bool counting;
static long fail_at;
static long fail_from;

static long number(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : strtol(text, NULL, 10);
}

/* What dlsym itself asks for before the real ones are known. */
static char early[4096];
static size_t early_used;

static void *early_block(size_t size)
{
	void *block = early + early_used;

	early_used += (size + 15) / 16 * 16;
	return early_used <= sizeof early ? block : NULL;
}

static void *real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* A function pointer by way of memory: ISO C knows no other. */
static void find_real(void)
{
	void *found[3] = {real("__libc_malloc"), real("__libc_calloc"),
			  real("__libc_realloc")};

	memcpy(&real_malloc, &found[0], sizeof found[0]);
	memcpy(&real_calloc, &found[1], sizeof found[1]);
	memcpy(&real_realloc, &found[2], sizeof found[2]);
}

__attribute__((constructor)) static void read_orders(void)
{
	find_real();
	fail_at = number("FAULT_MALLOC_AT");
	fail_from = number("FAULT_MALLOC_FROM");
	atomic_store(&counting, true);
}

__attribute__((destructor)) static void tell_count(void)
{
	const char *path = getenv("FAULT_COUNT_FILE");
	char text[32];
	int size;
	long file;

	atomic_store(&counting, false);
	if (path == NULL)
		return;
	size = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
	file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC,
		       0600);
	if (file < 0)
		return;
	(void)syscall(SYS_write, file, text, (size_t)size);
	(void)syscall(SYS_close, file);
}

static bool struck(void)
{
	long k;

	if (!atomic_load(&counting))
		return false;
	k = atomic_fetch_add(&calls, 1) + 1;
	if (k != fail_at && (fail_from == 0 || k < fail_from))
		return false;
	errno = ENOMEM;
	return true;
}

void *__libc_malloc(size_t size)
{
	if (real_malloc == NULL)
		return early_block(size);
	return struck() ? NULL : real_malloc(size);
}

void *__libc_calloc(size_t count, size_t size)
{
	if (real_calloc == NULL)
		return early_block(count * size);
	return struck() ? NULL : real_calloc(count, size);
}

void *__libc_realloc(void *block, size_t size)
{
	if (real_realloc == NULL)
		return NULL;
	return struck() ? NULL : real_realloc(block, size);
}
