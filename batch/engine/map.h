/*
 * map.h: how an office's own spreadsheet is to be read: a map file.
 *
 * Shape       an INI file (settings.h). Before the first section, or under
 *             [file]:
 *                 separator = ,       or ; | tab
 *                 decimal = .         or ,
 *                 grouping = none     or space . , '
 *                 date = yyyy-mm-dd   dd, mm and yyyy in any order, joined
 *                                     by . / or -
 *                 encoding = utf-8    or one of map_encodings
 *             [columns]: own name = column of the vocabulary. A column that
 *             is not named there may bear its vocabulary name.
 *             [ignore]: own names, one a line, that are not read.
 *             [defaults]: column = value, for a column that the file lacks;
 *             as the file would have it. It stands on the rows whose event
 *             takes the column.
 * Invariant   defaults have their canonical form; no column has both an own
 *             name and a default.
 * Errors      STATUS_NOT_FOUND: missing or unreadable. STATUS_INVALID: a
 *             mistake, FILE:LINE and the remedy.
 * Ownership   the handle is the caller's until map_free; nothing changes
 *             in it, so several imports may share it.
 */
#ifndef BATCH_ENGINE_MAP_H
#define BATCH_ENGINE_MAP_H

#include "ledger/base/arena.h"
#include "ledger/base/err.h"
#include "ledger/base/pack.h"
#include "ledger/book.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	MAP_NAMES_MAX = 256,
	MAP_HIGH = 128, /* bytes of an encoding beyond ASCII */
	MAP_POINT_SIZE = 5
};

struct map_name {
	struct slice own;
	uint8_t column; /* enum column; COLUMN_IGNORED: not read */
};

struct map {
	char separator;
	char decimal;
	char grouping;	/* NUL: none; ' ': any space */
	char order[3];	/* d, m and y, as they follow in a date */
	char joint;	/* what joins them */
	bool plain_day; /* dates are YYYY-MM-DD */
	bool utf8;
	const char *encoding;
	char point[MAP_HIGH][MAP_POINT_SIZE]; /* UTF-8; "": no character */
	struct map_name names[MAP_NAMES_MAX];
	size_t name_count;
	uint64_t defaults; /* set of columns */
	struct slice preset[COLUMN_COUNT];
	struct arena arena;
};

MUST_CHECK enum status map_read(const char *path, struct map **map,
				struct err *err);
void map_free(struct map *map);

/* The encodings that a map may name, for its manual; ended by NULL. */
extern const char *const map_encodings[];

/* What a column of the file is: its own name first, then the vocabulary. */
enum column map_column(const struct map *map, struct slice name);

/* Does the map itself say that the column is not read? */
bool map_ignores(const struct map *map, struct slice name);

/* The name that the map gives a column, or an empty slice. */
struct slice map_own_name(const struct map *map, enum column column);

#endif /* BATCH_ENGINE_MAP_H */
