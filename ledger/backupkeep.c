/* backupkeep.c: of the backups in a folder, the newest stay. */
#include "ledger/backup.h"

#include "ledger/base/arena.h"
#include "ledger/base/limits.h"
#include "ledger/store/anchor.h"
#include "ledger/store/smallfile.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIME_SIZE = 21, NAME_SIZE = 256 };

static const char removing[] = ".removed";

struct kept {
	char made[TIME_SIZE];
	char name[NAME_SIZE];
};

static enum status path_of(const char *folder, const char *name,
			   const char *ending, char out[LIMIT_PATH_BYTES],
			   struct err *err)
{
	if (snprintf(out, LIMIT_PATH_BYTES, "%s/%s%s", folder, name, ending) <
	    LIMIT_PATH_BYTES)
		return STATUS_OK;
	return err_set(err, STATUS_INVALID, "the path is too long");
}

/* Is this a backup, and still what its note says? */
static bool is_backup(const char *directory, char made[TIME_SIZE])
{
	char text[SMALLFILE_BYTES];
	char head[DIGEST_HEX_SIZE];
	struct anchor anchor;
	unsigned int entries;

	return smallfile_read(directory, "backup", text, NULL) == STATUS_OK &&
	       sscanf(text, "made=%20s\nentries=%u\nhead=%64[0-9a-f]", made,
		      &entries, head) == 3 &&
	       anchor_read(directory, &anchor, NULL) == STATUS_OK &&
	       anchor.clean && anchor.entries == entries &&
	       strcmp(anchor.head, head) == 0;
}

/* The newest first; of one time, the later name. */
static int compare(const void *left, const void *right)
{
	const struct kept *a = left;
	const struct kept *b = right;
	int order = strcmp(b->made, a->made);

	return order != 0 ? order : strcmp(b->name, a->name);
}

static bool half_removed(const char *name)
{
	size_t size = strlen(name);

	return size >= sizeof removing &&
	       strcmp(name + size - (sizeof removing - 1), removing) == 0;
}

static enum status look_at(const char *folder, const char *name,
			   struct kept **list, size_t *count, size_t *room,
			   struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char made[TIME_SIZE];
	enum status status = path_of(folder, name, "", path, err);

	if (status == STATUS_OK && half_removed(name))
		(void)backup_remove(path);
	if (status != STATUS_OK || half_removed(name) || !is_backup(path, made))
		return status;
	*list = mem_grow(*list, room, *count + 1, sizeof **list);
	snprintf((*list)[*count].made, TIME_SIZE, "%s", made);
	snprintf((*list)[*count].name, NAME_SIZE, "%s", name);
	++*count;
	return STATUS_OK;
}

/* Renamed first: half of a backup has no name that could be restored. */
static enum status remove_one(const char *folder, const char *name,
			      struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	char away[LIMIT_PATH_BYTES];
	enum status status = path_of(folder, name, "", path, err);

	if (status == STATUS_OK)
		status = path_of(folder, name, removing, away, err);
	if (status != STATUS_OK)
		return status;
	if (rename(path, away) == 0 && backup_remove(away))
		return STATUS_OK;
	return err_set(err, STATUS_IO,
		       "the old backup %s cannot be removed: %s", path,
		       strerror(errno));
}

enum status backup_keep(const char *folder, uint32_t keep, uint32_t *removed,
			struct err *err)
{
	DIR *listing = opendir(folder);
	struct dirent *entry;
	struct kept *list = NULL;
	size_t count = 0;
	size_t room = 0;
	size_t i;
	enum status status = STATUS_OK;

	assert(keep > 0);
	*removed = 0;
	if (listing == NULL)
		return err_set(err, STATUS_IO, "%s cannot be read: %s", folder,
			       strerror(errno));
	while (status == STATUS_OK && (entry = readdir(listing)) != NULL)
		status = look_at(folder, entry->d_name, &list, &count, &room,
				 err);
	closedir(listing);
	if (count > 1)
		qsort(list, count, sizeof *list, compare);
	for (i = keep; i < count && status == STATUS_OK; i++) {
		status = remove_one(folder, list[i].name, err);
		*removed += status == STATUS_OK;
	}
	free(list);
	return status;
}
