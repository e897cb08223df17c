/*
 * settings.h: an INI file, setting by setting; the one door to libinih.
 *
 * Shape       UTF-8, a BOM accepted; `[section]`, `name = value`, spaces
 *             around each taken off. A comment is a line of its own that
 *             begins with `#` or `;`: in a value both are text, so that
 *             `separator = ;` is what it says. `:` is text, too. In a
 *             section named to settings_read a line may be a name alone.
 * Limits      what libinih takes: SETTINGS_LINE_MAX bytes a line.
 * Errors      STATUS_NOT_FOUND: the file is missing or unreadable.
 *             STATUS_INVALID: a line breaks the shape, or was not taken;
 *             the sentence begins with FILE:LINE.
 * Ownership   a setting is borrowed for the call.
 */
#ifndef BATCH_ENGINE_SETTINGS_H
#define BATCH_ENGINE_SETTINGS_H

#include "ledger/base/err.h"

#include <stdbool.h>

enum { SETTINGS_LINE_MAX = 190 };

struct setting {
	const char *section; /* "" before the first */
	const char *name;
	const char *value;
	int line;
};

/* Take one; false: err says why, without file and line. */
typedef bool settings_take(void *owner, const struct setting *setting,
			   struct err *err);

/*
 * Hand over every setting of a file in its order; `names_alone` is the
 * section whose lines need no `=`, or NULL. Stops at the first mistake.
 */
MUST_CHECK enum status settings_read(const char *path, const char *names_alone,
				     settings_take *take, void *owner,
				     struct err *err);

#endif /* BATCH_ENGINE_SETTINGS_H */
