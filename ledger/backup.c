/* backup.c: a copy that counts: made aside, proved, then named. */
#include "ledger/backup.h"

#include "ledger/base/limits.h"
#include "ledger/bookparts.h"
#include "ledger/rewind.h"
#include "ledger/store/cipher.h"
#include "ledger/store/lock.h"
#include "ledger/store/parts.h"
#include "ledger/store/smallfile.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A copy on its way. */
struct making {
	const struct backup *backup;
	char place[LIMIT_PATH_BYTES];	/* `to` without a slash at its end */
	char aside[LIMIT_PATH_BYTES];	/* where it is made */
	char scratch[LIMIT_PATH_BYTES]; /* in it: what is played again */
	struct verdict *verdict;
};

bool backup_remove(const char *directory)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;

	if (listing == NULL)
		return errno == ENOENT;
	while ((entry = readdir(listing)) != NULL)
		if (parts_of_book(entry->d_name) &&
		    strcmp(entry->d_name, "unfinished") != 0)
			unlinkat(dirfd(listing), entry->d_name, 0);
	unlinkat(dirfd(listing), "unfinished", 0);
	closedir(listing);
	return rmdir(directory) == 0;
}

static enum status set_paths(struct making *making, struct err *err)
{
	size_t size = strlen(making->backup->to);

	while (size > 1 && making->backup->to[size - 1] == '/')
		size--;
	if (size == 0 || size > LIMIT_PATH_BYTES - 128)
		return err_set(err, STATUS_INVALID,
			       "the path of the copy is empty or too long");
	snprintf(making->place, sizeof making->place, "%.*s", (int)size,
		 making->backup->to);
	snprintf(making->aside, sizeof making->aside, "%.*s.unfinished",
		 (int)size, making->backup->to);
	snprintf(making->scratch, sizeof making->scratch,
		 "%.*s.unfinished/played", (int)size, making->backup->to);
	return STATUS_OK;
}

static enum status test_place(const char *place, struct err *err)
{
	struct stat stat_of;
	DIR *listing;
	int count = 0;

	if (lstat(place, &stat_of) != 0)
		return STATUS_OK;
	listing = opendir(place);
	while (listing != NULL && readdir(listing) != NULL)
		count++;
	if (listing != NULL)
		closedir(listing);
	if (listing != NULL && count <= 2)
		return STATUS_OK;
	return err_set(err, STATUS_EXISTS,
		       "%s is not an empty directory; give a new name", place);
}

static bool remove_aside(const struct making *making)
{
	(void)backup_remove(making->scratch);
	return backup_remove(making->aside);
}

/*
 * What a killed call left is marked as such; one that is alive holds its
 * lock. Anything else of that name is somebody's.
 */
static enum status clear(const struct making *making, struct err *err)
{
	struct stat stat_of;
	int lock = -1;
	enum status status;

	if (lstat(making->aside, &stat_of) != 0)
		return STATUS_OK;
	status = lock_take(making->aside, true, 0, &lock, err);
	lock_release(lock);
	if (status == STATUS_BUSY)
		return err_set(err, STATUS_BUSY,
			       "another process is making %s; wait for it",
			       making->aside);
	if (rmdir(making->aside) == 0 ||
	    (smallfile_there(making->aside, "unfinished") &&
	     remove_aside(making)))
		return STATUS_OK;
	return err_set(err, STATUS_OUTPUT,
		       "%s is in the way; move it, or give another name",
		       making->aside);
}

static enum status rewind_copy(struct making *making, struct err *err)
{
	const struct backup *backup = making->backup;
	struct rewind rewind = {0, making->scratch, backup->tell,
				backup->owner};
	struct book *book;
	enum status closed;
	enum status status =
		book_open(making->aside, BOOK_WRITE, 0, &book, err);

	if (status != STATUS_OK)
		return status;
	status = rewind_find(book, backup->until, &rewind.run, err);
	if (status == STATUS_OK)
		status = rewind_to(book, &rewind, &making->verdict->findings,
				   err);
	(void)backup_remove(making->scratch);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

/* First the pages: a damaged one would take the environment down. */
static enum status prove(struct making *making, struct err *err)
{
	const struct backup *backup = making->backup;
	struct verdict *verdict = making->verdict;
	struct book *book;
	enum status closed;
	enum status status =
		verify_pages(making->aside, 0, backup->tell, backup->owner,
			     &verdict->findings, err);

	if (status != STATUS_OK || verdict->findings > 0)
		return status;
	status = book_open(making->aside, BOOK_READ, 0, &book, err);
	if (status != STATUS_OK)
		return status;
	status = verify_book(book, backup->tell, backup->owner, verdict, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

static enum status note(struct making *making, struct err *err)
{
	char text[SMALLFILE_BYTES];

	if (making->backup->made == NULL)
		return STATUS_OK;
	snprintf(text, sizeof text, "made=%.20s\nentries=%u\nhead=%s\n",
		 making->backup->made, (unsigned int)making->verdict->entries,
		 making->verdict->head);
	return smallfile_write(making->aside, "backup", text, err);
}

static bool sync_parent(const char *path)
{
	char parent[LIMIT_PATH_BYTES];
	char *slash;

	snprintf(parent, sizeof parent, "%s", path);
	slash = strrchr(parent, '/');
	if (slash == NULL)
		return smallfile_sync(".");
	slash[slash == parent] = '\0';
	return smallfile_sync(parent);
}

static enum status give_name(struct making *making, struct err *err)
{
	enum status status = note(making, err);

	if (status != STATUS_OK)
		return status;
	if (!smallfile_sync(making->aside) ||
	    rename(making->aside, making->place) != 0 ||
	    !sync_parent(making->place))
		return err_set(err, STATUS_OUTPUT,
			       "%s cannot be given its name: %s", making->place,
			       strerror(errno));
	return STATUS_OK;
}

/* A place of its own, with a lock that says that somebody is at work. */
static enum status begin(struct making *making, int *lock, struct err *err)
{
	enum status status;

	if (mkdir(making->aside, 0700) != 0)
		return err_set(err,
			       errno == ENOSPC ? STATUS_FULL : STATUS_OUTPUT,
			       "%s cannot be made: %s", making->aside,
			       strerror(errno));
	status = smallfile_make(making->aside, "unfinished", err);
	if (status == STATUS_OK)
		status = smallfile_make(making->aside, "lock", err);
	return status == STATUS_OK
		       ? lock_take(making->aside, false, 0, lock, err)
		       : status;
}

/* Who rewinds needs the lock for himself. */
static enum status rewind_alone(struct making *making, int *lock,
				struct err *err)
{
	enum status status;

	lock_release(*lock);
	*lock = -1;
	status = rewind_copy(making, err);
	return status == STATUS_OK
		       ? lock_take(making->aside, false, 0, lock, err)
		       : status;
}

static enum status fill(struct making *making, struct err *err)
{
	const struct backup *backup = making->backup;
	int lock = -1;
	enum status status = begin(making, &lock, err);

	if (status == STATUS_OK)
		status = backup_copy(backup->from, making->aside,
				     backup->wait_seconds, err);
	if (status == STATUS_OK && backup->until != NULL)
		status = rewind_alone(making, &lock, err);
	if (status == STATUS_OK && making->verdict->findings == 0)
		status = prove(making, err);
	if (status == STATUS_OK && making->verdict->findings == 0)
		status = give_name(making, err);
	lock_release(lock);
	return status;
}

enum status backup_make(const struct backup *backup, struct verdict *verdict,
			struct err *err)
{
	struct making making;
	const char *key;
	enum status status;

	memset(verdict, 0, sizeof *verdict);
	making.backup = backup;
	making.verdict = verdict;
	status = set_paths(&making, err);
	if (status == STATUS_OK)
		status = test_place(making.place, err);
	if (status == STATUS_OK)
		status = clear(&making, err);
	if (status == STATUS_OK) /* asked for before anything is copied */
		status = cipher_key(backup->from, &key, err);
	if (status != STATUS_OK)
		return status;
	status = fill(&making, err);
	if (status != STATUS_OK || verdict->findings > 0)
		(void)remove_aside(&making);
	return status;
}
