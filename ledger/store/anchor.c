/* anchor.c: the anchor file, replaced whole. */
#include "ledger/store/anchor.h"

#include "ledger/base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum status trouble(const char *what, struct err *err)
{
	return err_set(err,
		       errno == ENOSPC || errno == EDQUOT ? STATUS_FULL
							  : STATUS_IO,
		       "the anchor of the book cannot be %s: %s", what,
		       strerror(errno));
}

static void path_of(const char *directory, const char *name,
		    char out[LIMIT_PATH_BYTES])
{
	snprintf(out, LIMIT_PATH_BYTES, "%s/%s", directory, name);
}

enum status anchor_read(const char *directory, struct anchor *anchor,
			struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char text[256];
	char state[8];
	unsigned int entries;
	unsigned int runs;
	ssize_t size;
	int fd;

	path_of(directory, "anchor", path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return err_set(err, STATUS_NOT_FOUND,
			       "%s has no anchor: it is no book, or a damaged "
			       "one; for a new book give `redress init` an "
			       "empty directory, else leave it as it is and "
			       "restore a backup",
			       directory);
	if (fd < 0)
		return trouble("opened", err);
	size = read(fd, text, sizeof text - 1);
	close(fd);
	if (size < 0)
		return trouble("read", err);
	text[size] = '\0';
	if (sscanf(text, "entries=%u\nhead=%64[0-9a-f]\nruns=%u\nstate=%7s",
		   &entries, anchor->head, &runs, state) != 4 ||
	    strlen(anchor->head) != DIGEST_HEX_SIZE - 1)
		return err_set(err, STATUS_CORRUPT,
			       "the anchor of the book is damaged; restore a "
			       "backup with `redress restore`");
	anchor->entries = entries;
	anchor->runs = runs;
	anchor->clean = strcmp(state, "clean") == 0;
	return STATUS_OK;
}

static bool write_whole(int fd, const char *text, size_t size)
{
	while (size > 0) {
		ssize_t written = write(fd, text, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		text += written;
		size -= (size_t)written;
	}
	return fdatasync(fd) == 0;
}

static bool sync_directory(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = fsync(fd) == 0;
	close(fd);
	return done;
}

enum status anchor_write(const char *directory, const struct anchor *anchor,
			 struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char fresh[LIMIT_PATH_BYTES];
	char text[256];
	bool written;
	int size;
	int fd;

	path_of(directory, "anchor", path);
	path_of(directory, "anchor.tmp", fresh);
	size = snprintf(
		text, sizeof text, "entries=%u\nhead=%s\nruns=%u\nstate=%s\n",
		(unsigned int)anchor->entries, anchor->head,
		(unsigned int)anchor->runs, anchor->clean ? "clean" : "open");
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return trouble("made", err);
	written = write_whole(fd, text, (size_t)size);
	if (close(fd) != 0 || !written)
		return trouble("written", err);
	if (rename(fresh, path) != 0 || !sync_directory(directory))
		return trouble("replaced", err);
	return STATUS_OK;
}
