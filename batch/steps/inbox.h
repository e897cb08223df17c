/*
 * inbox.h: which files of a folder are event files that wait.
 *
 * A file waits when it is a regular file, its name begins with neither a
 * point nor a tilde, and ends in none of .ctl (goes with its file), .tmp,
 * .part, .filepart (still being written). Who puts a file there writes it
 * under such a name and renames it.
 *
 * Ownership   a list owns its names until inbox_list_release.
 */
#ifndef BATCH_STEPS_INBOX_H
#define BATCH_STEPS_INBOX_H

#include "ledger/base/arena.h"
#include "ledger/base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct inbox_list {
	char **names; /* in byte order */
	size_t count;
	size_t room;
	struct arena arena;
};

/* The names that wait; a folder that is not there holds none. */
MUST_CHECK enum status inbox_list(const char *folder, struct inbox_list *list,
				  struct err *err);
void inbox_list_release(struct inbox_list *list);

/*
 * Take away control files whose file was put away with them by a run that
 * was then killed: they have a second name where the file now is.
 */
void inbox_forget_controls(const char *folder, const struct inbox_list *list);

#endif /* BATCH_STEPS_INBOX_H */
