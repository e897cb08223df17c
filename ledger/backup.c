/* backup.c: files copied under the shared lock, the anchor last. */
#include "ledger/backup.h"

#include "ledger/base/limits.h"
#include "ledger/book.h"
#include "ledger/store/anchor.h"
#include "ledger/store/lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 1 << 16 };

static enum status trouble(const char *path, struct err *err)
{
	bool full = errno == ENOSPC || errno == EDQUOT;

	return err_set(err, full ? STATUS_FULL : STATUS_IO,
		       "%s cannot be copied: %s", path, strerror(errno));
}

static bool pour(int in, int out)
{
	static char bytes[CHUNK_BYTES];

	for (;;) {
		ssize_t got = read(in, bytes, sizeof bytes);
		ssize_t put = 0;

		if (got <= 0)
			return got == 0;
		while (put < got) {
			ssize_t written =
				write(out, bytes + put, (size_t)(got - put));

			if (written <= 0)
				return false;
			put += written;
		}
	}
}

static enum status copy_file(const char *from, const char *to, const char *name,
			     struct err *err)
{
	char source[LIMIT_PATH_BYTES];
	char target[LIMIT_PATH_BYTES];
	bool copied;
	int in;
	int out;

	if (snprintf(source, sizeof source, "%s/%s", from, name) >=
		    (int)sizeof source ||
	    snprintf(target, sizeof target, "%s/%s", to, name) >=
		    (int)sizeof target)
		return err_set(err, STATUS_INVALID, "the path is too long");
	in = open(source, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return trouble(source, err);
	out = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0) {
		close(in);
		return trouble(target, err);
	}
	copied = pour(in, out) && fsync(out) == 0;
	close(in);
	if (close(out) != 0 || !copied)
		return trouble(target, err);
	return STATUS_OK;
}

static bool is_part(const char *name)
{
	size_t size = strlen(name);

	return strcmp(name, "lock") == 0 || strncmp(name, "log.", 4) == 0 ||
	       (size > 3 && strcmp(name + size - 3, ".db") == 0) ||
	       strcmp(name, "redress.conf") == 0;
}

static enum status copy_parts(const char *from, const char *to, struct err *err)
{
	DIR *listing = opendir(from);
	struct dirent *entry;
	enum status status = STATUS_OK;

	if (listing == NULL)
		return trouble(from, err);
	while (status == STATUS_OK && (entry = readdir(listing)) != NULL)
		if (is_part(entry->d_name))
			status = copy_file(from, to, entry->d_name, err);
	closedir(listing);
	if (status == STATUS_OK)
		status = copy_file(from, to, "anchor", err);
	return status;
}

static enum status make_target(const char *to, struct err *err)
{
	DIR *listing;
	int count = 0;

	if (mkdir(to, 0700) == 0)
		return STATUS_OK;
	if (errno != EEXIST)
		return err_set(err, STATUS_OUTPUT, "%s cannot be made: %s", to,
			       strerror(errno));
	listing = opendir(to);
	while (listing != NULL && readdir(listing) != NULL)
		count++;
	if (listing != NULL)
		closedir(listing);
	if (listing == NULL || count > 2)
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
		status = copy_parts(from, to, err);
	lock_release(lock);
	return status;
}
