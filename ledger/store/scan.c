/* scan.c: every page of every file, before any environment is opened. */
#include "ledger/store/store.h"

#include "ledger/base/limits.h"
#include "ledger/store/cipher.h"
#include "ledger/store/format.h"
#include "ledger/store/logend.h"

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

static int scan_file(const char *path, const char *key, struct hearing *hearing)
{
	DB *db;
	int code = db_create(&db, NULL, 0);

	if (code == 0 && key != NULL)
		code = db->set_encrypt(db, key, DB_ENCRYPT_AES);
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

static void test_log(const char *directory, const char *key, scan_fn tell,
		     void *owner)
{
	struct logend end;
	struct err why;

	if (logend_find(directory, key, true, &end, &why) != STATUS_OK ||
	    logend_test(directory, &end, &why) != STATUS_OK)
		tell(owner, "the log", why.text);
}

static bool is_log(const char *name)
{
	return strncmp(name, "log.", 4) == 0;
}

static void test_file(const char *path, const char *name, const char *key,
		      scan_fn tell, void *owner)
{
	struct hearing hearing = {""};

	if (scan_file(path, key, &hearing) != 0)
		tell(owner, name, hearing.said);
	else if (!padding_clean(path))
		tell(owner, name, "first page, unused part");
}

enum status store_scan(const char *directory, scan_fn tell, void *owner,
		       struct err *err)
{
	struct dirent *entry;
	char path[LIMIT_PATH_BYTES];
	const char *key;
	enum status status = cipher_key(directory, &key, err);
	DIR *listing = status == STATUS_OK ? opendir(directory) : NULL;
	int logs = 0;

	if (status != STATUS_OK)
		return status;
	if (listing == NULL)
		return err_set(err, STATUS_IO, "%s cannot be read: %s",
			       directory, strerror(errno));
	while ((entry = readdir(listing)) != NULL) {
		logs += is_log(entry->d_name);
		if (!is_table(entry->d_name))
			continue;
		if (snprintf(path, sizeof path, "%s/%s", directory,
			     entry->d_name) < (int)sizeof path)
			test_file(path, entry->d_name, key, tell, owner);
	}
	closedir(listing);
	if (logs == 0)
		tell(owner, "log", "the last log file is missing");
	else
		test_log(directory, key, tell, owner);
	return STATUS_OK;
}

enum status store_test_log(const char *directory, struct err *err)
{
	struct logend end;
	struct err why;
	const char *key;
	enum status status = cipher_key(directory, &key, err);

	if (status != STATUS_OK)
		return status;
	status = logend_find(directory, key, false, &end, &why);
	if (status == STATUS_OK)
		status = logend_test(directory, &end, &why);
	if (status == STATUS_OK)
		return STATUS_OK;
	return err_set(err, status,
		       "the log of the book is damaged: %s; nothing was "
		       "written; keep the book as it is and restore a backup "
		       "with `redress restore`",
		       why.text);
}
