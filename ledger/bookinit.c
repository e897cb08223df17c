/* bookinit.c: make an empty book. */
#include "ledger/bookparts.h"
#include "ledger/store/anchor.h"
#include "ledger/store/cipher.h"
#include "ledger/store/parts.h"
#include "ledger/store/smallfile.h"
#include "ledger/store/store.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What makes the file `cipher` of the new book, if anything does. */
typedef enum status (*cipher_fn)(const char *directory, struct err *err);

static bool names_itself(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* What an earlier call left goes; count what is there that it did not make. */
static int strangers(DIR *listing, bool unfinished)
{
	struct dirent *entry;
	int count = 0;

	while ((entry = readdir(listing)) != NULL)
		if (names_itself(entry->d_name))
			continue;
		else if (unfinished && strcmp(entry->d_name, "unfinished") == 0)
			continue;
		else if (!unfinished || !parts_of_book(entry->d_name) ||
			 unlinkat(dirfd(listing), entry->d_name, 0) != 0)
			count++;
	return count;
}

static enum status test_empty(const char *directory, struct err *err)
{
	DIR *listing = opendir(directory);
	int count;

	if (listing == NULL)
		return err_set(err, STATUS_DENIED, "%s cannot be read: %s",
			       directory, strerror(errno));
	count = strangers(listing, anchor_unfinished(directory));
	closedir(listing);
	if (count > 0)
		return err_set(err, STATUS_EXISTS,
			       "%s is not empty; choose a new directory for "
			       "the book",
			       directory);
	return STATUS_OK;
}

static enum status make_directory(const char *directory, bool *made,
				  struct err *err)
{
	*made = mkdir(directory, 0700) == 0;
	if (*made)
		return STATUS_OK;
	if (errno != EEXIST)
		return err_set(
			err, errno == ENOSPC ? STATUS_FULL : STATUS_OUTPUT,
			"%s cannot be made: %s", directory, strerror(errno));
	if (test_empty(directory, err) != STATUS_OK)
		return STATUS_EXISTS;
	if (chmod(directory, 0700) != 0)
		return err_set(err, STATUS_DENIED,
			       "%s cannot be closed to others: %s", directory,
			       strerror(errno));
	return STATUS_OK;
}

static void standing_zero(struct standing *standing)
{
	memset(standing, 0, sizeof *standing);
	memset(standing->head, '0', DIGEST_HEX_SIZE - 1);
	memset(standing->run_head, '0', DIGEST_HEX_SIZE - 1);
	seal_zero(&standing->seal);
}

static enum status fill_empty(struct store *store,
			      const struct standing *standing, struct err *err)
{
	enum status status = store_begin(store, err);

	if (status == STATUS_OK)
		status = standing_write(store, standing, err);
	if (status == STATUS_OK)
		return store_commit(store, err);
	return status;
}

static enum status make_store(const char *directory,
			      const struct standing *standing, struct err *err)
{
	struct store *store;
	enum status status = store_open(directory, STORE_CREATE, &store, err);

	if (status != STATUS_OK)
		return status;
	status = fill_empty(store, standing, err);
	if (status == STATUS_OK)
		return store_close(store, err);
	store_drop(store);
	return status;
}

static enum status finish(const char *directory,
			  const struct standing *standing, struct err *err)
{
	struct anchor anchor = {0, 0, "", true, cipher_there(directory)};

	memcpy(anchor.head, standing->head, DIGEST_HEX_SIZE);
	return anchor_finish(directory, &anchor, err);
}

/* Nothing is left of a book that could not be made. */
static void undo(const char *directory, bool made)
{
	DIR *listing = opendir(directory);

	if (listing == NULL)
		return;
	if (strangers(listing, true) == 0)
		unlinkat(dirfd(listing), "unfinished", 0);
	closedir(listing);
	if (made)
		rmdir(directory);
}

static enum status fill(const char *directory, cipher_fn cipher,
			struct err *err)
{
	struct standing standing;
	enum status status = anchor_begin(directory, err);

	standing_zero(&standing);
	if (status == STATUS_OK && cipher != NULL)
		status = cipher(directory, err);
	if (status == STATUS_OK)
		status = make_store(directory, &standing, err);
	if (status == STATUS_OK)
		status = smallfile_make(directory, "lock", err);
	return status == STATUS_OK ? finish(directory, &standing, err) : status;
}

static enum status init(const char *directory, cipher_fn cipher,
			struct err *err)
{
	bool made;
	enum status status = make_directory(directory, &made, err);

	if (status != STATUS_OK)
		return status;
	status = fill(directory, cipher, err);
	if (status != STATUS_OK)
		undo(directory, made);
	return status;
}

enum status book_init(const char *directory, struct err *err)
{
	return init(directory, NULL, err);
}

enum status book_init_encrypted(const char *directory, struct err *err)
{
	return init(directory, cipher_make, err);
}

enum status book_init_scratch(const char *directory, struct err *err)
{
	return init(directory, cipher_share, err);
}
