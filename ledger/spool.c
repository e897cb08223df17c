/* spool.c: nameless files, on a disk or in memory. */
#include "ledger/spool.h"

#include "ledger/base/limits.h"
#include "ledger/book.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int open_nameless(const char *folder)
{
	char name[LIMIT_PATH_BYTES];
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	snprintf(name, sizeof name, "%s/.redress-XXXXXX", folder);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	return fd;
}

enum status spool_open(const char *folder, int *fd, struct err *err)
{
	*fd = book_secret() ? memfd_create("redress", MFD_CLOEXEC)
			    : open_nameless(folder);
	if (*fd >= 0)
		return STATUS_OK;
	return err_set(err,
		       errno == ENOSPC || errno == EDQUOT ? STATUS_FULL
							  : STATUS_OUTPUT,
		       "no file can be made in %s: %s", folder,
		       strerror(errno));
}

const char *spool_folder(const char *folder)
{
	static const char memory[] = "/dev/shm";

	return book_secret() && access(memory, W_OK) == 0 ? memory : folder;
}
