/*
 * settings.h: an INI file, setting by setting; the one door to libinih.
 *
 * Shape       UTF-8, a BOM accepted; `[section]`, `name = value`, spaces
 *             around each taken off. A comment is a line of its own that
 *             begins with `#` or `;`: in a value both are text, so that
 *             `separator = ;` is what it says. `:` is text, too. In a
 *             section named to settings_read a line may be a name alone.
 * Limits      what libinih takes: SETTINGS_LINE_MAX bytes a line
 *             and SETTINGS_BYTES_MAX a file.
 * Errors      STATUS_NOT_FOUND: the file is missing or unreadable.
 *             STATUS_INVALID: a line breaks the shape, or was not taken;
 *             the sentence begins with FILE:LINE. settings_parse goes on
 *             and tells every mistake by its line.
 * Ownership   a setting is borrowed for the call.
 */
#ifndef BATCH_ENGINE_SETTINGS_H
#define BATCH_ENGINE_SETTINGS_H

#include "ledger/base/err.h"
#include "ledger/base/pack.h"

#include <stdbool.h>

enum { SETTINGS_LINE_MAX = 190, SETTINGS_BYTES_MAX = 1 << 20 };

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

/* A mistake: its line and the sentence that names the remedy. */
typedef void settings_tell(void *owner, int line, const char *sentence);

/*
 * The same of a text that is in memory; every mistake is told, and the
 * lines that are right are taken. How many mistakes there were.
 */
int settings_parse(struct slice text, settings_take *take, settings_tell *tell,
		   void *owner);

#endif /* BATCH_ENGINE_SETTINGS_H */
