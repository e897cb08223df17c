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

/* A file that carries a lock, and what its owner is doing. */
struct lock_kind {
	const char *name;
	int create; /* O_CREAT: a book of an earlier version lacks it */
	const char *busy;
};

static const struct lock_kind book_lock = {"lock", 0, "using the book"};
static const struct lock_kind jobs_lock = {"jobs.lock", O_CREAT,
					   "running the jobs of this book"};

static enum status take(int fd, int operation, int wait_seconds,
			const char *busy, struct err *err)
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
				       "another process is %s; try again, or "
				       "wait with --wait SECONDS",
				       busy);
		nanosleep(&pause, NULL);
	}
}

/* Open the file and lock it; operation 0: only see that it is there. */
static enum status take_kind(const char *directory,
			     const struct lock_kind *kind, int operation,
			     int wait_seconds, int *fd, struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	enum status status = test_private(directory, err);
	int opened;

	if (status != STATUS_OK)
		return status;
	if (snprintf(path, sizeof path, "%s/%s", directory, kind->name) >=
	    (int)sizeof path)
		return err_set(err, STATUS_INVALID, "the path is too long");
	opened = open(path, O_RDWR | O_CLOEXEC | kind->create, 0600);
	if (opened < 0 && operation != LOCK_EX && errno == EROFS)
		opened = open(path, O_RDONLY | O_CLOEXEC);
	if (opened < 0)
		return err_set(
			err, errno == EACCES ? STATUS_DENIED : STATUS_NOT_FOUND,
			"there is no book at %s: %s", directory,
			strerror(errno));
	if (operation != 0)
		status = take(opened, operation, wait_seconds, kind->busy, err);
	if (status != STATUS_OK) {
		close(opened);
		return status;
	}
	*fd = opened;
	return STATUS_OK;
}

enum status lock_take(const char *directory, bool exclusive, int wait_seconds,
		      int *fd, struct err *err)
{
	return take_kind(directory, &book_lock, exclusive ? LOCK_EX : LOCK_SH,
			 wait_seconds, fd, err);
}

enum status lock_take_jobs(const char *directory, int wait_seconds, int *fd,
			   struct err *err)
{
	int book = -1;
	enum status status = take_kind(directory, &book_lock, 0, 0, &book, err);

	if (status != STATUS_OK)
		return status;
	close(book);
	return take_kind(directory, &jobs_lock, LOCK_EX, wait_seconds, fd, err);
}

void lock_release(int fd)
{
	if (fd >= 0)
		close(fd);
}
