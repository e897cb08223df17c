/* scratch.c: nameless files, and how they get their name. */
#include "batch/engine/scratch.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum status trouble(const char *what, struct err *err)
{
	enum status status = STATUS_IO;

	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
		status = STATUS_FULL;
	return err_set(err, status, "%s: %s", what, strerror(errno));
}

void scratch_init(struct scratch *scratch)
{
	scratch->fd = -1;
	scratch->name[0] = '\0';
}

static void close_file(struct scratch *scratch)
{
	if (scratch->fd >= 0)
		close(scratch->fd);
	scratch->fd = -1;
}

static enum status open_named(struct scratch *scratch, const char *directory,
			      struct err *err)
{
	int size = snprintf(scratch->name, sizeof scratch->name,
			    "%s/.redress-XXXXXX", directory);

	if (size < 0 || (size_t)size >= sizeof scratch->name) {
		scratch->name[0] = '\0';
		return err_set(err, STATUS_OUTPUT, "the path is too long");
	}
	scratch->fd = mkostemp(scratch->name, O_CLOEXEC);
	if (scratch->fd >= 0)
		return STATUS_OK;
	scratch->name[0] = '\0';
	if (errno == ENOSPC || errno == EDQUOT)
		return trouble(directory, err);
	return err_set(err, STATUS_OUTPUT, "no file can be made in %s: %s",
		       directory, strerror(errno));
}

enum status scratch_open(struct scratch *scratch, const char *directory,
			 struct err *err)
{
	scratch_init(scratch);
	scratch->fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (scratch->fd >= 0)
		return STATUS_OK;
	return open_named(scratch, directory, err);
}

static void scratch_unname(struct scratch *scratch)
{
	if (scratch->name[0] != '\0')
		unlink(scratch->name);
	scratch->name[0] = '\0';
}

enum status scratch_write(struct scratch *scratch, const char *bytes,
			  size_t size, struct err *err)
{
	while (size > 0) {
		ssize_t written = write(scratch->fd, bytes, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return trouble("writing", err);
		bytes += written;
		size -= (size_t)written;
	}
	return STATUS_OK;
}

/* A nameless file is linked by its descriptor's name under /proc. */
static bool link_file(struct scratch *scratch, const char *path)
{
	char self[64];

	if (scratch->name[0] != '\0')
		return link(scratch->name, path) == 0;
	snprintf(self, sizeof self, "/proc/self/fd/%d", scratch->fd);
	return linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

enum status scratch_publish(struct scratch *scratch, const char *path,
			    struct err *err)
{
	char directory[LIMIT_PATH_BYTES];
	enum status status = directory_of(path, directory, err);

	assert(scratch->fd >= 0);
	if (status != STATUS_OK)
		return status;
	if (fsync(scratch->fd) != 0)
		return trouble(path, err);
	if (!link_file(scratch, path)) {
		if (errno == EEXIST)
			return STATUS_EXISTS;
		if (errno == ENOSPC || errno == EDQUOT)
			return trouble(path, err);
		return err_set(err, STATUS_OUTPUT, "%s cannot be created: %s",
			       path, strerror(errno));
	}
	status = directory_sync(directory, err);
	if (status != STATUS_OK)
		unlink(path);
	return status;
}

void scratch_drop(struct scratch *scratch)
{
	scratch_unname(scratch);
	close_file(scratch);
}

enum status directory_of(const char *path, char out[LIMIT_PATH_BYTES],
			 struct err *err)
{
	const char *slash = strrchr(path, '/');
	size_t size = slash == NULL ? 0 : (size_t)(slash - path);

	if (size >= LIMIT_PATH_BYTES || strlen(path) >= LIMIT_PATH_BYTES)
		return err_set(err, STATUS_OUTPUT,
			       "the path %.60s... is too "
			       "long",
			       path);
	if (slash == NULL)
		memcpy(out, ".", 2);
	else if (size == 0)
		memcpy(out, "/", 2);
	else {
		memcpy(out, path, size);
		out[size] = '\0';
	}
	return STATUS_OK;
}

enum status directory_sync(const char *directory, struct err *err)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;
	enum status status = synced ? STATUS_OK : trouble(directory, err);

	if (fd >= 0)
		close(fd);
	return status;
}
