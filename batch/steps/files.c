/* files.c: folders, moves and hashes. */
#include "batch/steps/files.h"

#include "batch/engine/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 1 << 16 };

static enum status trouble(const char *path, const char *what, struct err *err)
{
	bool full = errno == ENOSPC || errno == EDQUOT;

	return err_set(err, full ? STATUS_FULL : STATUS_OUTPUT, "%s %s: %s",
		       path, what, strerror(errno));
}

enum status file_path(const char *folder, const char *name,
		      char out[LIMIT_PATH_BYTES], struct err *err)
{
	if (snprintf(out, LIMIT_PATH_BYTES, "%s/%s", folder, name) >=
	    LIMIT_PATH_BYTES)
		return err_set(err, STATUS_INVALID,
			       "the path %.60s... is too long", folder);
	return STATUS_OK;
}

enum status folder_make(const char *path, struct err *err)
{
	struct stat about;

	if (mkdir(path, 0700) == 0 ||
	    (errno == EEXIST && stat(path, &about) == 0 &&
	     S_ISDIR(about.st_mode)))
		return STATUS_OK;
	return trouble(path, "cannot be made", err);
}

enum status file_sha256(const char *path, char hex[DIGEST_HEX_SIZE],
			struct err *err)
{
	static char bytes[CHUNK_BYTES];
	struct digest *digest;
	FILE *file = fopen(path, "rb");
	size_t got;
	bool failed;

	if (file == NULL && errno == ENOENT)
		return STATUS_NOT_FOUND;
	if (file == NULL)
		return err_set(err, STATUS_IO, "%s cannot be read: %s", path,
			       strerror(errno));
	digest = digest_new();
	while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
		digest_add(digest, bytes, got);
	failed = ferror(file) != 0;
	fclose(file);
	digest_hex(digest, hex);
	digest_free(digest);
	if (failed)
		return err_set(err, STATUS_IO, "%s cannot be read", path);
	return STATUS_OK;
}

static enum status sync_around(const char *path, struct err *err)
{
	char folder[LIMIT_PATH_BYTES];
	enum status status = directory_of(path, folder, err);

	return status == STATUS_OK ? directory_sync(folder, err) : status;
}

enum status file_move(const char *from, const char *to, struct err *err)
{
	enum status status;

	if (rename(from, to) != 0)
		return trouble(to, "cannot take its place", err);
	status = sync_around(to, err);
	return status == STATUS_OK ? sync_around(from, err) : status;
}

enum status folder_remove(const char *path, struct err *err)
{
	char inside[LIMIT_PATH_BYTES];
	DIR *listing = opendir(path);
	const struct dirent *entry;
	enum status status = STATUS_OK;

	if (listing == NULL)
		return errno == ENOENT ? STATUS_OK
				       : trouble(path, "cannot be read", err);
	while (status == STATUS_OK && (entry = readdir(listing)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		status = file_path(path, entry->d_name, inside, err);
		if (status == STATUS_OK && unlink(inside) != 0)
			status = trouble(inside, "cannot be removed", err);
	}
	closedir(listing);
	if (status == STATUS_OK && rmdir(path) != 0)
		return trouble(path, "cannot be removed", err);
	return status;
}

bool file_there(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0;
}
