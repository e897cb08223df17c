/* lock.c: flock with a bounded wait. */
#include "ledger/store/lock.h"

#include "ledger/base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TRIES_A_SECOND = 20 };

static enum status test_private(const char *directory, struct err *err)
{
	struct stat stat_of;

	if (stat(directory, &stat_of) != 0)
		return err_set(err, STATUS_NOT_FOUND,
			       "there is no book at %s; `redress init` makes "
			       "one",
			       directory);
	if (!S_ISDIR(stat_of.st_mode))
		return err_set(err, STATUS_NOT_FOUND,
			       "%s is not a book but a file", directory);
	if ((stat_of.st_mode & 077) != 0)
		return err_set(err, STATUS_DENIED,
			       "%s is open to others than its owner; run "
			       "`chmod 700 %s` and try again",
			       directory, directory);
	return STATUS_OK;
}

static enum status take(int fd, int operation, int wait_seconds,
			struct err *err)
{
	struct timespec pause = {0, 1000000000 / TRIES_A_SECOND};
	long tries = (long)wait_seconds * TRIES_A_SECOND;

	for (;;) {
		if (flock(fd, operation | LOCK_NB) == 0)
			return STATUS_OK;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(err, STATUS_IO,
				       "the book cannot be locked: %s",
				       strerror(errno));
		if (tries-- <= 0)
			return err_set(err, STATUS_BUSY,
				       "another process is using the book; "
				       "try again, or wait with --wait "
				       "SECONDS");
		nanosleep(&pause, NULL);
	}
}

enum status lock_take(const char *directory, bool exclusive, int wait_seconds,
		      int *fd, struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	enum status status = test_private(directory, err);
	int opened;

	if (status != STATUS_OK)
		return status;
	if (snprintf(path, sizeof path, "%s/lock", directory) >=
	    (int)sizeof path)
		return err_set(err, STATUS_INVALID, "the path is too long");
	opened = open(path, O_RDWR | O_CLOEXEC);
	if (opened < 0 && !exclusive && errno == EROFS)
		opened = open(path, O_RDONLY | O_CLOEXEC);
	if (opened < 0)
		return err_set(
			err, errno == EACCES ? STATUS_DENIED : STATUS_NOT_FOUND,
			"there is no book at %s: %s", directory,
			strerror(errno));
	status = take(opened, exclusive ? LOCK_EX : LOCK_SH, wait_seconds, err);
	if (status != STATUS_OK) {
		close(opened);
		return status;
	}
	*fd = opened;
	return STATUS_OK;
}

void lock_release(int fd)
{
	if (fd >= 0)
		close(fd);
}
