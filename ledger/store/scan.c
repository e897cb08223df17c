/* scan.c: every page of every file, before any environment is opened. */
#include "ledger/store/store.h"

#include "ledger/base/limits.h"
#include "ledger/store/format.h"

#include <db.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { META_BYTES = 512 };

/* The first words of Berkeley DB on one file. */
struct hearing {
	char said[300];
};

static struct hearing *listener; /* the handle has no environment to ask */

static void hear(const DB_ENV *env, const char *prefix, const char *message)
{
	(void)env;
	(void)prefix;
	if (listener != NULL && listener->said[0] == '\0')
		snprintf(listener->said, sizeof listener->said, "%s", message);
}

static int scan_file(const char *path, struct hearing *hearing)
{
	DB *db;
	int code = db_create(&db, NULL, 0);

	if (code != 0)
		return code;
	listener = hearing;
	db->set_errcall(db, hear);
	code = db->verify(db, path, NULL, NULL, 0); /* it closes the handle */
	listener = NULL;
	if (code != 0 && hearing->said[0] == '\0')
		snprintf(hearing->said, sizeof hearing->said, "%s",
			 db_strerror(code));
	return code;
}

/*
 * The checksum of the first page covers its first 512 bytes only; the rest
 * is never used and holds zeros.
 */
static bool padding_clean(const char *path)
{
	unsigned char page[FORMAT_PAGE_BYTES];
	FILE *file = fopen(path, "rb");
	size_t got = 0;
	size_t i;

	if (file != NULL) {
		got = fread(page, 1, sizeof page, file);
		fclose(file);
	}
	if (got != sizeof page)
		return false;
	for (i = META_BYTES; i < sizeof page; i++)
		if (page[i] != 0)
			return false;
	return true;
}

static bool is_table(const char *name)
{
	size_t size = strlen(name);

	return size > 3 && strcmp(name + size - 3, ".db") == 0 &&
	       strncmp(name, "__db", 4) != 0;
}

enum status store_scan(const char *directory, scan_fn tell, void *owner,
		       struct err *err)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	char path[LIMIT_PATH_BYTES];
	int logs = 0;

	if (listing == NULL)
		return err_set(err, STATUS_IO, "%s cannot be read: %s",
			       directory, strerror(errno));
	while ((entry = readdir(listing)) != NULL) {
		struct hearing hearing = {""};

		logs += strncmp(entry->d_name, "log.", 4) == 0;
		if (!is_table(entry->d_name))
			continue;
		if (snprintf(path, sizeof path, "%s/%s", directory,
			     entry->d_name) >= (int)sizeof path)
			continue;
		if (scan_file(path, &hearing) != 0)
			tell(owner, entry->d_name, hearing.said);
		else if (!padding_clean(path))
			tell(owner, entry->d_name, "first page, unused part");
	}
	closedir(listing);
	if (logs == 0)
		tell(owner, "log", "the last log file is missing");
	return STATUS_OK;
}
