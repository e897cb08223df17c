/* backupcopy.c: files copied under the shared lock, the anchor last. */
#include "ledger/backup.h"

#include "ledger/base/limits.h"
#include "ledger/book.h"
#include "ledger/store/anchor.h"
#include "ledger/store/lock.h"
#include "ledger/store/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { CHUNK_BYTES = 1 << 16, BLOCK_UNIT = 512 /* of st_blocks */ };

static enum status trouble(const char *path, struct err *err)
{
	bool full = errno == ENOSPC || errno == EDQUOT;

	return err_set(err, full ? STATUS_FULL : STATUS_IO,
		       "%s cannot be copied: %s", path, strerror(errno));
}

static bool all_zero(const char *bytes, size_t size)
{
	return bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0;
}

/* A log file is made long and filled later: its holes stay holes. */
static bool put(int out, const char *bytes, size_t size)
{
	if (all_zero(bytes, size))
		return lseek(out, (off_t)size, SEEK_CUR) >= 0;
	while (size > 0) {
		ssize_t written = write(out, bytes, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		size -= (size_t)written;
	}
	return true;
}

static bool pour(int in, int out)
{
	static char bytes[CHUNK_BYTES];
	off_t size = 0;

	for (;;) {
		ssize_t got = read(in, bytes, sizeof bytes);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			return ftruncate(out, size) == 0 && fsync(out) == 0;
		if (!put(out, bytes, (size_t)got))
			return false;
		size += got;
	}
}

static enum status copy_open(int in, const char *target, struct err *err)
{
	enum status status = STATUS_OK;
	int out = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (out < 0)
		return trouble(target, err);
	if (!pour(in, out))
		status = trouble(target, err);
	if (close(out) != 0 && status == STATUS_OK)
		status = trouble(target, err);
	return status;
}

static enum status copy_file(const char *from, const char *to, const char *name,
			     struct err *err)
{
	char source[LIMIT_PATH_BYTES];
	char target[LIMIT_PATH_BYTES];
	enum status status;
	int in;

	if (snprintf(source, sizeof source, "%s/%s", from, name) >=
		    (int)sizeof source ||
	    snprintf(target, sizeof target, "%s/%s", to, name) >=
		    (int)sizeof target)
		return err_set(err, STATUS_INVALID, "the path is too long");
	in = open(source, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return trouble(source, err);
	status = copy_open(in, target, err);
	close(in);
	return status;
}

static enum status copy_parts(const char *from, const char *to, struct err *err)
{
	DIR *listing = opendir(from);
	struct dirent *entry;
	enum status status = STATUS_OK;

	if (listing == NULL)
		return trouble(from, err);
	while (status == STATUS_OK && (entry = readdir(listing)) != NULL)
		if (parts_to_copy(entry->d_name))
			status = copy_file(from, to, entry->d_name, err);
	closedir(listing);
	if (status == STATUS_OK)
		status = copy_file(from, to, "anchor", err);
	return status;
}

static uint64_t bytes_of(const char *directory)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	struct stat stat_of;
	uint64_t bytes = 0;

	while (listing != NULL && (entry = readdir(listing)) != NULL)
		if (parts_to_copy(entry->d_name) &&
		    fstatat(dirfd(listing), entry->d_name, &stat_of, 0) == 0)
			bytes += (uint64_t)stat_of.st_blocks * BLOCK_UNIT;
	if (listing != NULL)
		closedir(listing);
	return bytes;
}

/* Known before the first byte is written. */
static enum status test_space(const char *from, const char *to, struct err *err)
{
	struct statvfs disk;
	uint64_t needed = bytes_of(from);
	uint64_t there;

	if (statvfs(to, &disk) != 0)
		return STATUS_OK;
	there = (uint64_t)disk.f_bavail * disk.f_frsize;
	if (needed <= there)
		return STATUS_OK;
	return err_set(err, STATUS_FULL,
		       "the copy needs %llu MB at %s, where %llu are free; "
		       "make room and run it again",
		       (unsigned long long)(needed >> 20) + 1, to,
		       (unsigned long long)(there >> 20));
}

/* Is there nothing in it but the marks of who makes the copy? */
static bool is_empty(const char *directory)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	bool empty = listing != NULL;

	while (listing != NULL && (entry = readdir(listing)) != NULL)
		empty = empty && (strcmp(entry->d_name, ".") == 0 ||
				  strcmp(entry->d_name, "..") == 0 ||
				  strcmp(entry->d_name, "lock") == 0 ||
				  strcmp(entry->d_name, "unfinished") == 0);
	if (listing != NULL)
		closedir(listing);
	return empty;
}

static enum status make_target(const char *to, struct err *err)
{
	if (mkdir(to, 0700) == 0)
		return STATUS_OK;
	if (errno != EEXIST)
		return err_set(err,
			       errno == ENOSPC ? STATUS_FULL : STATUS_OUTPUT,
			       "%s cannot be made: %s", to, strerror(errno));
	if (!is_empty(to))
		return err_set(err, STATUS_EXISTS,
			       "%s is not an empty directory; give a new name",
			       to);
	return chmod(to, 0700) == 0 ? STATUS_OK : trouble(to, err);
}

/* A dead writer's log is played first, so that the copy is a clean book. */
static enum status lock_clean(const char *from, int wait_seconds, int *lock,
			      struct err *err)
{
	struct anchor anchor;
	struct book *book;
	enum status status = lock_take(from, false, wait_seconds, lock, err);

	if (status != STATUS_OK)
		return status;
	status = anchor_read(from, &anchor, err);
	if (status == STATUS_OK && anchor.clean)
		return STATUS_OK;
	lock_release(*lock);
	if (status == STATUS_OK)
		status = book_open(from, BOOK_READ, wait_seconds, &book, err);
	if (status == STATUS_OK)
		status = book_close(book, err);
	return status == STATUS_OK
		       ? lock_take(from, false, wait_seconds, lock, err)
		       : status;
}

enum status backup_copy(const char *from, const char *to, int wait_seconds,
			struct err *err)
{
	int lock;
	enum status status = lock_clean(from, wait_seconds, &lock, err);

	if (status != STATUS_OK)
		return status;
	status = make_target(to, err);
	if (status == STATUS_OK)
		status = test_space(from, to, err);
	if (status == STATUS_OK)
		status = copy_parts(from, to, err);
	lock_release(lock);
	return status;
}
