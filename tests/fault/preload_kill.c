/*
 * preload_kill.c: an LD_PRELOAD shim that strikes at the k-th call which
 * could change a file: write, pwrite, writev, pwritev, fsync, fdatasync,
 * rename, renameat, ftruncate, unlink, unlinkat, mkdir, rmdir, fallocate.
 *
 * FAULT_KILL_AT=k     SIGKILL to itself just before the k-th call
 * FAULT_FAIL_AT=k     the k-th call fails with FAULT_ERRNO
 * FAULT_FAIL_FROM=k   the k-th call and all after it fail with FAULT_ERRNO
 * FAULT_ERRNO=EIO|ENOSPC            (EIO)
 * FAULT_COUNT_FILE=F  at exit, how many calls there were
 *
 * Calls on standard input, output and error are neither counted nor struck:
 * they are not the book. What the C library writes for its own buffered
 * streams does not pass through here.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static long kill_at;
static long fail_at;
static long fail_from;
static int fail_errno = EIO;

static long number(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : strtol(text, NULL, 10);
}

__attribute__((constructor)) static void read_orders(void)
{
	const char *name = getenv("FAULT_ERRNO");

	kill_at = number("FAULT_KILL_AT");
	fail_at = number("FAULT_FAIL_AT");
	fail_from = number("FAULT_FAIL_FROM");
	if (name != NULL && strcmp(name, "ENOSPC") == 0)
		fail_errno = ENOSPC;
}

__attribute__((destructor)) static void tell_count(void)
{
	const char *path = getenv("FAULT_COUNT_FILE");
	char text[32];
	int size;
	long file;

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

/* Count a call; true (with errno) if it is to fail; no return if to die. */
static bool struck(void)
{
	long k = atomic_fetch_add(&calls, 1) + 1;

	if (k == kill_at)
		(void)kill(getpid(), SIGKILL);
	if (k != fail_at && (fail_from == 0 || k < fail_from))
		return false;
	errno = fail_errno;
	return true;
}

static bool struck_on(int file)
{
	return file > STDERR_FILENO && struck();
}

ssize_t write(int file, const void *data, size_t size)
{
	return struck_on(file) ? -1 : syscall(SYS_write, file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at)
{
	return struck_on(file) ? -1
			       : syscall(SYS_pwrite64, file, data, size, at);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
	return pwrite64(file, data, size, at);
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
	return struck_on(file) ? -1 : syscall(SYS_writev, file, parts, count);
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at)
{
	/* The kernel takes the position in two halves. */
	return struck_on(file)
		       ? -1
		       : syscall(SYS_pwritev, file, parts, count, at, at >> 32);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at)
{
	return pwritev64(file, parts, count, at);
}

int fsync(int file)
{
	return struck_on(file) ? -1 : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
	return struck_on(file) ? -1 : (int)syscall(SYS_fdatasync, file);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return struck() ? -1
			: (int)syscall(SYS_renameat2, from_folder, from,
				       to_folder, to, 0);
}

int rename(const char *from, const char *to)
{
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int ftruncate64(int file, off64_t size)
{
	return struck_on(file) ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate(int file, off_t size)
{
	return ftruncate64(file, size);
}

int unlinkat(int folder, const char *path, int flags)
{
	return struck() ? -1 : (int)syscall(SYS_unlinkat, folder, path, flags);
}

int unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
	return struck() ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int fallocate64(int file, int mode, off64_t at, off64_t size)
{
	return struck_on(file)
		       ? -1
		       : (int)syscall(SYS_fallocate, file, mode, at, size);
}

int fallocate(int file, int mode, off_t at, off_t size)
{
	return fallocate64(file, mode, at, size);
}

/* Returns its error, and leaves errno alone. */
int posix_fallocate64(int file, off64_t at, off64_t size)
{
	int before = errno;
	int error = fallocate64(file, 0, at, size) == 0 ? 0 : errno;

	errno = before;
	return error;
}

int posix_fallocate(int file, off_t at, off_t size)
{
	return posix_fallocate64(file, at, size);
}
