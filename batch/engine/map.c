/* map.c: read a map file, setting by setting. */
#include "batch/engine/map.h"

#include "batch/engine/mapcells.h"
#include "batch/engine/settings.h"
#include "ledger/base/currency.h"

#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const map_encodings[] = {"utf-8",	   "cp1251",	 "windows-1251",
				     "cp866",	   "iso-8859-5", "koi8-r",
				     "koi8-u",	   "cp1252",	 "windows-1252",
				     "iso-8859-1", NULL};

/* A map being read; defaults wait until all of the file is known. */
struct draft {
	struct map *map;
	const char *path;
	struct slice preset[COLUMN_COUNT];
	int preset_line[COLUMN_COUNT];
	const char *seen[8]; /* settings of the file that stood */
	size_t seen_count;
};

static bool wrong(struct err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool wrong(struct err *err, const char *format, ...)
{
	char line[ERR_TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	err_set(err, STATUS_INVALID, "%s", line);
	return false;
}

/* ---- the file ------------------------------------------------------------ */

static bool take_separator(struct draft *draft, const char *value,
			   struct err *err)
{
	if (strcmp(value, "tab") == 0)
		draft->map->separator = '\t';
	else if (strlen(value) == 1 && strchr(",;|", *value) != NULL)
		draft->map->separator = *value;
	else
		return wrong(err, "separator is `%s`; write , ; | or tab",
			     value);
	return true;
}

static bool take_decimal(struct draft *draft, const char *value,
			 struct err *err)
{
	if (strcmp(value, ".") != 0 && strcmp(value, ",") != 0)
		return wrong(err, "decimal is `%s`; write . or ,", value);
	draft->map->decimal = *value;
	return true;
}

static bool take_grouping(struct draft *draft, const char *value,
			  struct err *err)
{
	static const struct {
		const char *name;
		char mark;
	} marks[] = {{"none", '\0'},
		     {"space", ' '},
		     {".", '.'},
		     {",", ','},
		     {"'", '\''}};
	size_t i;

	for (i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (strcmp(value, marks[i].name) == 0)
			break;
	if (i == sizeof marks / sizeof marks[0])
		return wrong(err,
			     "grouping is `%s`; write none, space, . , or '",
			     value);
	draft->map->grouping = marks[i].mark;
	return true;
}

/* dd.mm.yyyy and its like: each part once, one joint. */
static bool take_date(struct draft *draft, const char *value, struct err *err)
{
	static const struct {
		const char *text;
		char letter;
	} parts[] = {{"dd", 'd'}, {"mm", 'm'}, {"yyyy", 'y'}};
	struct map *map = draft->map;
	const char *at = value;
	char joint = '\0';
	size_t count;
	size_t i;

	for (count = 0; count < 3; count++) {
		for (i = 0; i < 3; i++)
			if (strncmp(at, parts[i].text, strlen(parts[i].text)) ==
				    0 &&
			    memchr(map->order, parts[i].letter, count) == NULL)
				break;
		if (i == 3)
			break;
		map->order[count] = parts[i].letter;
		at += strlen(parts[i].text);
		if (count == 2 || *at == '\0' || strchr("./-", *at) == NULL ||
		    (joint != '\0' && *at != joint))
			continue;
		joint = *at++;
	}
	map->joint = joint;
	map->plain_day = strcmp(value, "yyyy-mm-dd") == 0;
	if (count == 3 && *at == '\0' && strlen(value) == 10)
		return true;
	return wrong(err,
		     "date is `%s`; write dd, mm and yyyy in their order, "
		     "joined by one of . / - such as dd.mm.yyyy",
		     value);
}

/* The UTF-8 of each byte beyond ASCII. */
static bool fill_points(struct map *map, struct err *err)
{
	iconv_t table = iconv_open("UTF-8", map->encoding);
	size_t i;

	if (table == (iconv_t)-1)
		return wrong(err,
			     "this machine has no table of the encoding %s; "
			     "save the file as UTF-8",
			     map->encoding);
	for (i = 0; i < MAP_HIGH; i++) {
		char byte = (char)(unsigned char)(MAP_HIGH + i);
		char *from = &byte;
		char *to = map->point[i];
		size_t from_left = 1;
		size_t to_left = MAP_POINT_SIZE - 1;

		if (iconv(table, &from, &from_left, &to, &to_left) ==
		    (size_t)-1)
			map->point[i][0] = '\0';
		iconv(table, NULL, NULL, NULL, NULL);
	}
	iconv_close(table);
	return true;
}

static bool take_encoding(struct draft *draft, const char *value,
			  struct err *err)
{
	struct map *map = draft->map;
	struct text names = TEXT_ZERO;
	size_t i;

	for (i = 0; map_encodings[i] != NULL; i++)
		if (strcasecmp(value, map_encodings[i]) == 0)
			break;
	if (map_encodings[i] == NULL) {
		for (i = 0; map_encodings[i] != NULL; i++)
			text_addf(&names, "%s%s", i == 0 ? "" : ", ",
				  map_encodings[i]);
		wrong(err, "encoding is `%s`; there are %s", value,
		      names.bytes);
		text_release(&names);
		return false;
	}
	map->encoding = map_encodings[i];
	map->utf8 = i == 0;
	return map->utf8 || fill_points(map, err);
}

static bool take_file(struct draft *draft, const struct setting *setting,
		      struct err *err)
{
	static const struct {
		const char *name;
		bool (*take)(struct draft *draft, const char *value,
			     struct err *err);
	} takes[] = {{"separator", take_separator},
		     {"decimal", take_decimal},
		     {"grouping", take_grouping},
		     {"date", take_date},
		     {"encoding", take_encoding}};
	size_t count = sizeof takes / sizeof takes[0];
	size_t i;
	size_t j;

	for (i = 0; i < count; i++)
		if (strcmp(setting->name, takes[i].name) == 0)
			break;
	if (i == count)
		return wrong(err,
			     "there is no setting `%s` here; there are "
			     "separator, decimal, grouping, date and encoding, "
			     "then [columns], [ignore] and [defaults]",
			     setting->name);
	for (j = 0; j < draft->seen_count; j++)
		if (draft->seen[j] == takes[i].name)
			return wrong(err, "%s stands twice; take one out",
				     takes[i].name);
	draft->seen[draft->seen_count++] = takes[i].name;
	return takes[i].take(draft, setting->value, err);
}

/* ---- columns ------------------------------------------------------------- */

static struct slice slice_of(const char *string)
{
	struct slice slice = {string, strlen(string)};

	return slice;
}

static const struct map_name *find_name(const struct map *map,
					struct slice name)
{
	size_t i;

	for (i = 0; i < map->name_count; i++)
		if (slice_equal(map->names[i].own, name))
			return &map->names[i];
	return NULL;
}

static bool add_name(struct map *map, const char *own, enum column column,
		     struct err *err)
{
	struct map_name *name;

	if (find_name(map, slice_of(own)) != NULL)
		return wrong(err, "`%s` stands twice; take one out", own);
	if (map->name_count == MAP_NAMES_MAX)
		return wrong(err, "a map may name %d columns", MAP_NAMES_MAX);
	name = &map->names[map->name_count++];
	name->own.size = strlen(own);
	name->own.bytes = arena_copy(&map->arena, own, name->own.size);
	name->column = (uint8_t)column;
	return true;
}

static bool known_column(const char *name, enum column *column, struct err *err)
{
	*column = column_find(name, strlen(name));
	if (*column != COLUMN_NONE && *column != COLUMN_IGNORED)
		return true;
	return wrong(err,
		     "there is no column `%s`; `redress template` lists the "
		     "columns of each event",
		     name);
}

static bool take_column(struct draft *draft, const struct setting *setting,
			struct err *err)
{
	enum column column;

	if (setting->value[0] == '\0')
		return wrong(err,
			     "`%s` is no column of the vocabulary yet: write "
			     "its name behind =, or move the line to [ignore]",
			     setting->name);
	return known_column(setting->value, &column, err) &&
	       add_name(draft->map, setting->name, column, err);
}

static bool take_ignored(struct draft *draft, const struct setting *setting,
			 struct err *err)
{
	if (setting->value[0] != '\0')
		return wrong(err,
			     "under [ignore] stand names alone; take out "
			     "`= %s`, or move the line to [columns]",
			     setting->value);
	return add_name(draft->map, setting->name, COLUMN_IGNORED, err);
}

static bool take_default(struct draft *draft, const struct setting *setting,
			 struct err *err)
{
	enum column column;
	struct slice *preset;

	if (!known_column(setting->name, &column, err))
		return false;
	preset = &draft->preset[column];
	if (column == COLUMN_ID)
		return wrong(err, "id differs from row to row; name the "
				  "file's own column under [columns]");
	if (setting->value[0] == '\0')
		return wrong(err,
			     "%s has no value; write one, or take the "
			     "line out",
			     setting->name);
	if (preset->size > 0)
		return wrong(err, "%s stands twice; take one out",
			     setting->name);
	preset->size = strlen(setting->value);
	preset->bytes =
		arena_copy(&draft->map->arena, setting->value, preset->size);
	draft->preset_line[column] = setting->line;
	return true;
}

static bool take(void *owner, const struct setting *setting, struct err *err)
{
	if (setting->section[0] == '\0' ||
	    strcmp(setting->section, "file") == 0)
		return take_file(owner, setting, err);
	if (strcmp(setting->section, "columns") == 0)
		return take_column(owner, setting, err);
	if (strcmp(setting->section, "ignore") == 0)
		return take_ignored(owner, setting, err);
	if (strcmp(setting->section, "defaults") == 0)
		return take_default(owner, setting, err);
	return wrong(err,
		     "there is no section [%s]; there are [file], [columns], "
		     "[ignore] and [defaults]",
		     setting->section);
}

/* ---- all of it ----------------------------------------------------------- */

/* Is a default one of the values that its column takes? */
static bool valid_preset(const struct map *map, enum column column,
			 struct err *err)
{
	struct slice text = map->preset[column];
	const char *name = column_row(column)->name;
	int32_t day;

	switch (column_row(column)->form) {
	case FORM_EVENT:
		if (event_find(text.bytes, text.size) == EVENT_NONE)
			return wrong(err,
				     "there is no event `%s`; `redress "
				     "template` lists the events",
				     text.bytes);
		return true;
	case FORM_CURRENCY:
		if (currency_find(text.bytes, text.size) == CURRENCY_NONE)
			return wrong(err,
				     "%s is `%s`, not an ISO 4217 code such "
				     "as BYR",
				     name, text.bytes);
		return true;
	case FORM_CHOICE:
		if (choice_find(column, text.bytes, text.size) < 0)
			return wrong(err,
				     "%s does not take `%s`; `redress template "
				     "EVENT` shows what it takes",
				     name, text.bytes);
		return true;
	case FORM_DATE:
		if (!day_parse(text.bytes, text.size, &day))
			return wrong(err,
				     "%s is `%s`, not a day from 1990 to 2099",
				     name, text.bytes);
		return true;
	default:
		return true;
	}
}

static bool settle_default(struct draft *draft, enum column column,
			   struct err *err)
{
	struct map *map = draft->map;
	struct slice given = draft->preset[column];
	struct text text = TEXT_ZERO;
	bool formed;

	if (map_own_name(map, column).size > 0)
		return wrong(err,
			     "%s stands under [columns] and here; a default "
			     "is for a column that the file lacks",
			     column_row(column)->name);
	formed = map_cell(map, column, given, &text);
	if (formed) {
		map->preset[column].bytes =
			arena_copy(&map->arena, text.bytes, text.size);
		map->preset[column].size = text.size;
		map->defaults |= COLUMN_BIT(column);
	}
	text_release(&text);
	if (!formed)
		return wrong(err,
			     "%s is `%s`; write it as the file would, in the "
			     "form that this map says",
			     column_row(column)->name, given.bytes);
	return valid_preset(map, column, err);
}

static enum status settle(struct draft *draft, struct err *err)
{
	struct map *map = draft->map;
	int column;

	if (map->grouping == map->decimal)
		return err_set(err, STATUS_INVALID,
			       "%s: decimal and grouping are both `%c`; say "
			       "which one separates the decimals",
			       draft->path, map->decimal);
	for (column = 0; column < COLUMN_COUNT; column++)
		if (draft->preset[column].size > 0 &&
		    !settle_default(draft, (enum column)column, err))
			return err_wrap(err, STATUS_INVALID, "%s:%d",
					draft->path,
					draft->preset_line[column]);
	return STATUS_OK;
}

enum status map_read(const char *path, struct map **out, struct err *err)
{
	struct map *map = mem_alloc(sizeof *map);
	struct draft draft;
	enum status status;

	memset(&draft, 0, sizeof draft);
	draft.map = map;
	draft.path = path;
	map->separator = ',';
	map->decimal = '.';
	memcpy(map->order, "ymd", sizeof map->order);
	map->joint = '-';
	map->plain_day = true;
	map->utf8 = true;
	map->encoding = map_encodings[0];
	status = settings_read(path, "ignore", take, &draft, err);
	if (status == STATUS_OK)
		status = settle(&draft, err);
	if (status == STATUS_OK)
		*out = map;
	else
		map_free(map);
	return status;
}

void map_free(struct map *map)
{
	if (map == NULL)
		return;
	arena_release(&map->arena);
	free(map);
}

/* ---- asking -------------------------------------------------------------- */

enum column map_column(const struct map *map, struct slice name)
{
	const struct map_name *found = find_name(map, name);

	return found == NULL ? column_find(name.bytes, name.size)
			     : (enum column)found->column;
}

bool map_ignores(const struct map *map, struct slice name)
{
	const struct map_name *found = find_name(map, name);

	return found != NULL && found->column == COLUMN_IGNORED;
}

struct slice map_own_name(const struct map *map, enum column column)
{
	struct slice none = {"", 0};
	size_t i;

	for (i = 0; i < map->name_count; i++)
		if (map->names[i].column == (uint8_t)column)
			return map->names[i].own;
	return none;
}
