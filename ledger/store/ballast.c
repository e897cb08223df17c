/* ballast.c: room kept on the disk. */
#include "ledger/store/ballast.h"

#include "ledger/base/limits.h"
#include "ledger/store/format.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/*
 * A recovery fills the last log file with zeros to its end, and writes what
 * the writer's cache of 48 MiB held: never more than the tables and what the
 * one file under way adds to them.
 */
enum { BYTES_MIN = 512 << 10, BYTES_MAX = 64 << 20 };

static void path_of(const char *directory, char out[LIMIT_PATH_BYTES])
{
	snprintf(out, LIMIT_PATH_BYTES, "%s/ballast", directory);
}

static bool is_table(const char *name)
{
	size_t size = strlen(name);

	return size > 3 && strcmp(name + size - 3, ".db") == 0;
}

static off_t wanted(const char *directory, uint64_t more_bytes)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	struct stat stat_of;
	off_t bytes = more_bytes > BYTES_MAX ? BYTES_MAX : (off_t)more_bytes;

	while (listing != NULL && (entry = readdir(listing)) != NULL)
		if (is_table(entry->d_name) &&
		    fstatat(dirfd(listing), entry->d_name, &stat_of, 0) == 0)
			bytes += stat_of.st_size;
	if (listing != NULL)
		closedir(listing);
	if (bytes < BYTES_MIN)
		bytes = BYTES_MIN;
	return FORMAT_LOG_BYTES + (bytes > BYTES_MAX ? BYTES_MAX : bytes);
}

/* Where the file system cannot reserve, zeros are written. */
static bool reserve(int fd, off_t size)
{
	static const char zeros[1 << 16];
	off_t at;

	if (fallocate(fd, 0, 0, size) == 0)
		return true;
	if (errno != EOPNOTSUPP && errno != ENOSYS)
		return false;
	for (at = 0; at < size; at += (off_t)sizeof zeros)
		if (pwrite(fd, zeros, sizeof zeros, at) !=
		    (ssize_t)sizeof zeros)
			return false;
	return true;
}

void ballast_keep(const char *directory, uint64_t more_bytes)
{
	char path[LIMIT_PATH_BYTES];
	struct stat stat_of;
	off_t size = wanted(directory, more_bytes);
	bool kept;
	int fd;

	path_of(directory, path);
	if (stat(path, &stat_of) == 0 && stat_of.st_size >= size)
		return;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	kept = reserve(fd, size);
	close(fd);
	if (!kept)
		unlink(path);
}

bool ballast_release(const char *directory)
{
	char path[LIMIT_PATH_BYTES];

	path_of(directory, path);
	return unlink(path) == 0;
}

bool ballast_needed(const char *directory)
{
	struct statvfs disk;

	return statvfs(directory, &disk) == 0 &&
	       (uint64_t)disk.f_bavail * disk.f_frsize < BYTES_MAX;
}
