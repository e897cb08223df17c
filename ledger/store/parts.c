/* parts.c: the names of a book's files. */
#include "ledger/store/parts.h"

#include <stddef.h>
#include <string.h>

static bool among(const char *name, const char *const *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool is_store(const char *name)
{
	size_t size = strlen(name);

	return strncmp(name, "log.", 4) == 0 ||
	       (strncmp(name, "__db", 4) != 0 && size > 3 &&
		strcmp(name + size - 3, ".db") == 0);
}

bool parts_of_book(const char *name)
{
	static const char *const passing[] = {
		"anchor",     "anchor.tmp", "unfinished", "unfinished.tmp",
		"logend.tmp", "cipher.tmp", "ballast",	  "backup",
		"backup.tmp", "jobs.lock"};

	/* Berkeley DB makes a file as __db.* before it has its name */
	return parts_to_copy(name) || strncmp(name, "__db", 4) == 0 ||
	       among(name, passing, sizeof passing / sizeof *passing);
}

bool parts_to_copy(const char *name)
{
	static const char *const kept[] = {"lock", "logend", "cipher",
					   "redress.conf"};

	return is_store(name) || among(name, kept, sizeof kept / sizeof *kept);
}
