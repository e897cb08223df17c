/* scratchbook.c: remove what mkdtemp and book_init made. */
#include "batch/cli/scratchbook.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

void scratchbook_remove(const char *directory)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;

	if (listing == NULL)
		return;
	while ((entry = readdir(listing)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(listing), entry->d_name, 0);
	closedir(listing);
	rmdir(directory);
}
