/* anchor.c: the anchor file, replaced whole. */
#include "ledger/store/anchor.h"

#include "ledger/store/smallfile.h"

#include <stdio.h>
#include <string.h>

static enum status missing(const char *directory, struct err *err)
{
	return err_set(err, STATUS_NOT_FOUND,
		       "%s has no anchor: it is no book, or a damaged one; for "
		       "a new book give `redress init` an empty directory, "
		       "else leave it as it is and restore a backup",
		       directory);
}

enum status anchor_read(const char *directory, struct anchor *anchor,
			struct err *err)
{
	char text[SMALLFILE_BYTES];
	char state[8];
	unsigned int entries;
	unsigned int runs;
	enum status status = smallfile_read(directory, "anchor", text, err);

	if (status == STATUS_NOT_FOUND)
		return missing(directory, err);
	if (status != STATUS_OK)
		return status;
	if (sscanf(text, "entries=%u\nhead=%64[0-9a-f]\nruns=%u\nstate=%7s",
		   &entries, anchor->head, &runs, state) != 4 ||
	    strlen(anchor->head) != DIGEST_HEX_SIZE - 1)
		return err_set(err, STATUS_CORRUPT,
			       "the anchor of the book is damaged; restore a "
			       "backup with `redress restore`");
	anchor->entries = entries;
	anchor->runs = runs;
	anchor->clean = strcmp(state, "clean") == 0;
	anchor->encrypted = strstr(text, "\nencrypted=yes\n") != NULL;
	return STATUS_OK;
}

static enum status write_as(const char *directory, const char *name,
			    const struct anchor *anchor, struct err *err)
{
	char text[SMALLFILE_BYTES];

	snprintf(text, sizeof text,
		 "entries=%u\nhead=%s\nruns=%u\nstate=%s\n%s",
		 (unsigned int)anchor->entries, anchor->head,
		 (unsigned int)anchor->runs, anchor->clean ? "clean" : "open",
		 anchor->encrypted ? "encrypted=yes\n" : "");
	return smallfile_write(directory, name, text, err);
}

enum status anchor_write(const char *directory, const struct anchor *anchor,
			 struct err *err)
{
	return write_as(directory, "anchor", anchor, err);
}

enum status anchor_begin(const char *directory, struct err *err)
{
	return smallfile_make(directory, "unfinished", err);
}

enum status anchor_finish(const char *directory, const struct anchor *anchor,
			  struct err *err)
{
	enum status status = write_as(directory, "unfinished", anchor, err);

	return status == STATUS_OK ? smallfile_rename(directory, "unfinished",
						      "anchor", err)
				   : status;
}

bool anchor_unfinished(const char *directory)
{
	return smallfile_there(directory, "unfinished") &&
	       !smallfile_there(directory, "anchor");
}
