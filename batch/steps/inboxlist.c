/* inboxlist.c: the names that wait in an inbox. */
#include "batch/steps/inbox.h"

#include "batch/steps/files.h"
#include "batch/steps/steps.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool ends(const char *name, const char *ending)
{
	size_t size = strlen(name);
	size_t tail = strlen(ending);

	return size > tail && strcmp(name + size - tail, ending) == 0;
}

static bool waits(const char *folder, const char *name)
{
	static const char *const endings[] = {".ctl", ".tmp", ".part",
					      ".filepart"};
	char path[LIMIT_PATH_BYTES];
	struct stat about;
	struct err err;
	size_t i;

	if (name[0] == '.' || name[0] == '~')
		return false;
	for (i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (ends(name, endings[i]))
			return false;
	return file_path(folder, name, path, &err) == STATUS_OK &&
	       lstat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

enum status inbox_list(const char *folder, struct inbox_list *list,
		       struct err *err)
{
	DIR *listing = opendir(folder);
	const struct dirent *entry;

	memset(list, 0, sizeof *list);
	if (listing == NULL)
		return errno == ENOENT ? STATUS_OK
				       : err_set(err, STATUS_IO,
						 "%s cannot be read: %s",
						 folder, strerror(errno));
	while ((entry = readdir(listing)) != NULL) {
		if (!waits(folder, entry->d_name))
			continue;
		list->names = mem_grow(list->names, &list->room,
				       list->count + 1, sizeof *list->names);
		list->names[list->count++] = arena_copy(
			&list->arena, entry->d_name, strlen(entry->d_name));
	}
	closedir(listing);
	if (list->count > 0)
		qsort(list->names, list->count, sizeof *list->names, by_name);
	return STATUS_OK;
}

void inbox_list_release(struct inbox_list *list)
{
	free(list->names);
	arena_release(&list->arena);
	memset(list, 0, sizeof *list);
}

/* Does the list hold this name without its ending? */
static bool has_stem(const struct inbox_list *list, const char *name,
		     const char *ending)
{
	size_t size = strlen(name) - strlen(ending);
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strlen(list->names[i]) == size &&
		    memcmp(list->names[i], name, size) == 0)
			return true;
	return false;
}

void inbox_forget_controls(const char *folder, const struct inbox_list *list)
{
	DIR *listing = opendir(folder);
	const struct dirent *entry;
	char path[LIMIT_PATH_BYTES];
	struct stat about;
	struct err err;

	while (listing != NULL && (entry = readdir(listing)) != NULL) {
		if (!ends(entry->d_name, ".ctl") ||
		    has_stem(list, entry->d_name, ".ctl") ||
		    file_path(folder, entry->d_name, path, &err) != STATUS_OK)
			continue;
		if (lstat(path, &about) == 0 && S_ISREG(about.st_mode) &&
		    about.st_nlink > 1)
			unlink(path);
	}
	if (listing != NULL)
		closedir(listing);
}

static bool list_of(const char *directory, const char *name,
		    struct inbox_list *list)
{
	char folder[LIMIT_PATH_BYTES];
	struct err err;

	return file_path(directory, name, folder, &err) == STATUS_OK &&
	       inbox_list(folder, list, &err) == STATUS_OK;
}

size_t inbox_count(const char *directory)
{
	struct inbox_list list;
	size_t count;

	if (!list_of(directory, "inbox", &list))
		return 0;
	count = list.count;
	inbox_list_release(&list);
	return count;
}

/* A file with its reject file and its errors is one. */
size_t rejected_count(const char *directory)
{
	struct inbox_list list;
	size_t count = 0;
	size_t i;

	if (!list_of(directory, "rejected", &list))
		return 0;
	for (i = 0; i < list.count; i++)
		count += !ends(list.names[i], ".errors.txt") &&
			 !(ends(list.names[i], ".rejects.csv") &&
			   has_stem(&list, list.names[i], ".rejects.csv"));
	inbox_list_release(&list);
	return count;
}
