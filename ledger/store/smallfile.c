/* smallfile.c: small files, replaced whole. */
#include "ledger/store/smallfile.h"

#include "ledger/base/limits.h"
#include "ledger/store/ballast.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status trouble(const char *path, const char *what, struct err *err)
{
	enum status status = STATUS_IO;

	if (errno == ENOSPC || errno == EDQUOT)
		status = STATUS_FULL;
	else if (errno == EACCES)
		status = STATUS_DENIED;
	return err_set(err, status, "%s cannot be %s: %s", path, what,
		       strerror(errno));
}

static void path_of(const char *directory, const char *name, const char *ending,
		    char out[LIMIT_PATH_BYTES])
{
	snprintf(out, LIMIT_PATH_BYTES, "%s/%s%s", directory, name, ending);
}

bool smallfile_there(const char *directory, const char *name)
{
	char path[LIMIT_PATH_BYTES];
	struct stat stat_of;

	path_of(directory, name, "", path);
	return stat(path, &stat_of) == 0;
}

enum status smallfile_read(const char *directory, const char *name,
			   char text[SMALLFILE_BYTES], struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	ssize_t size;
	int fd;

	path_of(directory, name, "", path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return STATUS_NOT_FOUND;
	if (fd < 0)
		return trouble(path, "opened", err);
	size = read(fd, text, SMALLFILE_BYTES - 1);
	close(fd);
	if (size < 0)
		return trouble(path, "read", err);
	text[size] = '\0';
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

void smallfile_remove(const char *directory, const char *name)
{
	char path[LIMIT_PATH_BYTES];

	path_of(directory, name, "", path);
	unlink(path);
}

bool smallfile_sync(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = fsync(fd) == 0;
	close(fd);
	return done;
}

static enum status write_once(const char *directory, const char *name,
			      const char *text, struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char fresh[LIMIT_PATH_BYTES];
	bool written;
	int fd;

	path_of(directory, name, "", path);
	path_of(directory, name, ".tmp", fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return trouble(path, "made", err);
	written = write_whole(fd, text, strlen(text));
	if (!written) {
		enum status status = trouble(path, "written", err);

		close(fd);
		return status;
	}
	if (close(fd) != 0)
		return trouble(path, "written", err);
	if (rename(fresh, path) != 0 || !smallfile_sync(directory))
		return trouble(path, "replaced", err);
	return STATUS_OK;
}

enum status smallfile_write(const char *directory, const char *name,
			    const char *text, struct err *err)
{
	enum status status = write_once(directory, name, text, err);

	if (status == STATUS_FULL && ballast_release(directory))
		status = write_once(directory, name, text, err);
	return status;
}

enum status smallfile_make(const char *directory, const char *name,
			   struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	int fd;

	path_of(directory, name, "", path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return trouble(path, "made", err);
	if (fsync(fd) != 0) {
		enum status status = trouble(path, "made", err);

		close(fd);
		return status;
	}
	return close(fd) == 0 && smallfile_sync(directory)
		       ? STATUS_OK
		       : trouble(path, "made", err);
}

enum status smallfile_rename(const char *directory, const char *from,
			     const char *to, struct err *err)
{
	char old[LIMIT_PATH_BYTES];
	char fresh[LIMIT_PATH_BYTES];

	path_of(directory, from, "", old);
	path_of(directory, to, "", fresh);
	if (rename(old, fresh) != 0 || !smallfile_sync(directory))
		return trouble(fresh, "made", err);
	return STATUS_OK;
}
