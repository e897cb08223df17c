/* mapcells.c: encodings, dates and numbers of an office's own file. */
#include "batch/engine/mapcells.h"

#include "batch/engine/csv.h"

#include <assert.h>
#include <string.h>

enum { GROUP_DIGITS = 3, YEAR_DIGITS = 4, SHOWN_BYTES = 60 };

/* ---- encodings ----------------------------------------------------------- */

static bool is_ascii(struct slice cell)
{
	size_t i;

	for (i = 0; i < cell.size; i++)
		if ((unsigned char)cell.bytes[i] >= MAP_HIGH)
			return false;
	return true;
}

/* One cell to UTF-8; the byte that is no character, or 0. */
static unsigned char decode_cell(const struct map *map, struct slice *cell,
				 struct text *room)
{
	struct slice out = {room->bytes + room->size, room->size};
	size_t i;

	for (i = 0; i < cell->size; i++) {
		unsigned char byte = (unsigned char)cell->bytes[i];

		if (byte < MAP_HIGH) {
			text_add_char(room, cell->bytes[i]);
			continue;
		}
		if (map->point[byte - MAP_HIGH][0] == '\0')
			return byte;
		text_add_string(room, map->point[byte - MAP_HIGH]);
	}
	out.size = room->size - out.size;
	*cell = out;
	return 0;
}

void map_decode(const struct map *map, struct csv_record *record,
		struct text *room)
{
	size_t count =
		record->count < LIMIT_COLUMNS ? record->count : LIMIT_COLUMNS;
	size_t i;

	if (map->utf8)
		return;
	text_clear(room);
	/* What was handed out does not move. */
	text_reserve(room, record->raw.size * (MAP_POINT_SIZE - 1) + 1);
	for (i = 0; i < count; i++) {
		unsigned char bad = 0;

		if (!is_ascii(record->cell[i]))
			bad = decode_cell(map, &record->cell[i], room);
		if (bad == 0)
			continue;
		refuse(&record->fault, REFUSAL_BAD_UTF8, COLUMN_NONE,
		       "cell %zu has the byte %02X, which is no character of "
		       "%s; is the map's encoding right?",
		       i + 1, (unsigned int)bad, map->encoding);
		return;
	}
}

/* The byte of a character beyond ASCII; `?` when there is none. */
static char byte_of(const struct map *map, const char *at, size_t size)
{
	size_t i;

	for (i = 0; i < MAP_HIGH; i++)
		if (strlen(map->point[i]) == size &&
		    memcmp(map->point[i], at, size) == 0)
			return (char)(unsigned char)(MAP_HIGH + i);
	return '?';
}

void map_encode(const struct map *map, const char *string, struct text *out)
{
	if (map->utf8) {
		text_add_string(out, string);
		return;
	}
	while (*string != '\0') {
		size_t size = 1;

		while (((unsigned char)string[size] & 0xc0u) == 0x80u)
			size++;
		if (size == 1)
			text_add_char(out, *string);
		else
			text_add_char(out, byte_of(map, string, size));
		string += size;
	}
}

/* ---- dates --------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Two digits of a day or month (one is enough), or four of a year. */
static size_t read_part(const char *at, size_t left, char letter, int *number)
{
	size_t size = 0;

	*number = 0;
	while (size < left && size <= YEAR_DIGITS && is_digit(at[size]))
		*number = *number * 10 + (at[size++] - '0');
	if (letter == 'y')
		return size == YEAR_DIGITS ? size : 0;
	return size <= 2 ? size : 0;
}

static bool convert_day(const struct map *map, struct slice cell,
			struct text *out)
{
	int year = 0;
	int month = 0;
	int day = 0;
	int32_t found;
	size_t at = 0;
	size_t i;

	for (i = 0; i < sizeof map->order; i++) {
		char letter = map->order[i];
		int *number =
			letter == 'y' ? &year : (letter == 'm' ? &month : &day);
		size_t size;

		if (i > 0 &&
		    (at == cell.size || cell.bytes[at++] != map->joint))
			return false;
		size = read_part(cell.bytes + at, cell.size - at, letter,
				 number);
		if (size == 0)
			return false;
		at += size;
	}
	if (at != cell.size)
		return false;
	at = out->size;
	text_addf(out, "%04d-%02d-%02d", year, month, day);
	return day_parse(out->bytes + at, out->size - at, &found);
}

/* ---- numbers ------------------------------------------------------------- */

/* Bytes of the mark between groups of digits that stands here, or 0. */
static size_t group_mark(const struct map *map, const char *at, size_t left)
{
	/* space, no-break space, thin space, narrow no-break space */
	static const char *const spaces[] = {" ", "\xc2\xa0", "\xe2\x80\x89",
					     "\xe2\x80\xaf"};
	size_t i;

	if (map->grouping == '\0' || left == 0)
		return 0;
	if (map->grouping != ' ')
		return *at == map->grouping;
	for (i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
		size_t size = strlen(spaces[i]);

		if (size <= left && memcmp(at, spaces[i], size) == 0)
			return size;
	}
	return 0;
}

/* The digits before the decimals; how far they go, or 0. */
static size_t convert_whole(const struct map *map, struct slice cell,
			    struct text *out)
{
	size_t at = 0;
	size_t run = 0;
	size_t groups = 0;

	while (at < cell.size) {
		size_t mark = group_mark(map, cell.bytes + at, cell.size - at);

		if (mark > 0) {
			if (run == 0 || run > GROUP_DIGITS ||
			    (groups > 0 && run != GROUP_DIGITS))
				return 0;
			groups++;
			run = 0;
			at += mark;
			continue;
		}
		if (!is_digit(cell.bytes[at]))
			break;
		text_add_char(out, cell.bytes[at++]);
		run++;
	}
	if (run == 0 || (groups > 0 && run != GROUP_DIGITS))
		return 0;
	return at;
}

static bool convert_number(const struct map *map, struct slice cell,
			   struct text *out)
{
	size_t at;

	if (cell.size > 0 && *cell.bytes == '-') {
		text_add_char(out, '-');
		cell.bytes++;
		cell.size--;
	}
	at = convert_whole(map, cell, out);
	if (at == 0 || at == cell.size)
		return at != 0;
	if (cell.bytes[at++] != map->decimal || at == cell.size)
		return false;
	text_add_char(out, '.');
	for (; at < cell.size; at++) {
		if (!is_digit(cell.bytes[at]))
			return false;
		text_add_char(out, cell.bytes[at]);
	}
	return true;
}

/* ---- rows ---------------------------------------------------------------- */

static bool is_number(enum column column)
{
	enum column_form form = column_row(column)->form;

	return form == FORM_AMOUNT || form == FORM_RATE || form == FORM_VALUE;
}

/* Is the file's form of a column another one than the canonical? */
static bool converts(const struct map *map, enum column column)
{
	if (column_row(column)->form == FORM_DATE)
		return !map->plain_day;
	return is_number(column) &&
	       (map->decimal != '.' || map->grouping != '\0');
}

bool map_cell(const struct map *map, enum column column, struct slice cell,
	      struct text *out)
{
	if (!converts(map, column)) {
		text_add(out, cell.bytes, cell.size);
		return true;
	}
	return is_number(column) ? convert_number(map, cell, out)
				 : convert_day(map, cell, out);
}

/* The columns that the row's event takes, beside its name. */
static uint64_t taken(const struct map *map, const struct row *row)
{
	struct slice name = (row->filled & COLUMN_BIT(COLUMN_EVENT)) != 0
				    ? row->cell[COLUMN_EVENT]
				    : map->preset[COLUMN_EVENT];
	enum event_code event =
		name.size == 0 ? EVENT_NONE : event_find(name.bytes, name.size);

	return event == EVENT_NONE ? COLUMN_BIT(COLUMN_EVENT)
				   : event_columns(event);
}

static void fill_defaults(const struct map *map, struct row *row)
{
	uint64_t left = map->defaults & ~row->filled;

	if (left == 0)
		return;
	for (left &= taken(map, row); left != 0; left &= left - 1) {
		int column = __builtin_ctzll(left);

		row->cell[column] = map->preset[column];
		row->filled |= COLUMN_BIT(column);
	}
}

uint64_t map_row(const struct map *map, struct row *row, struct text *room)
{
	uint64_t bad = 0;
	uint64_t left = row->filled;
	size_t size = 0;

	for (; left != 0; left &= left - 1)
		size += row->cell[__builtin_ctzll(left)].size + DAY_TEXT_SIZE +
			MONEY_TEXT_SIZE;
	text_clear(room);
	/* What was handed out does not move. */
	text_reserve(room, size);
	for (left = row->filled; left != 0; left &= left - 1) {
		enum column column = (enum column)__builtin_ctzll(left);
		struct slice cell = row->cell[column];
		size_t start = room->size;

		if (!converts(map, column))
			continue;
		if (!map_cell(map, column, cell, room)) {
			room->size = start;
			text_add_char(room, '?');
			text_add(room, cell.bytes, cell.size);
			bad |= COLUMN_BIT(column);
		}
		row->cell[column].bytes = room->bytes + start;
		row->cell[column].size = room->size - start;
	}
	fill_defaults(map, row);
	return bad;
}

static void describe_number(const struct map *map, struct text *out)
{
	text_addf(out, "a number with the decimal %s",
		  map->decimal == ',' ? "comma" : "point");
	if (map->grouping == ' ')
		text_add_string(out, " and spaces between thousands");
	else if (map->grouping != '\0')
		text_addf(out, " and %c between thousands", map->grouping);
	else
		text_add_string(out, " and nothing between thousands");
}

static void describe_day(const struct map *map, struct text *out)
{
	size_t i;

	text_add_string(out, "a day ");
	for (i = 0; i < sizeof map->order; i++) {
		if (i > 0)
			text_add_char(out, map->joint);
		text_add_string(out, map->order[i] == 'y'   ? "yyyy"
				     : map->order[i] == 'm' ? "mm"
							    : "dd");
	}
	text_add_string(out, " from 1990 to 2099");
}

void map_explain(const struct map *map, uint64_t bad, const struct row *row,
		 struct refusal *refusal)
{
	enum refusal_code code = refusal->code;
	enum column column = refusal->column;
	struct text form = TEXT_ZERO;
	struct slice cell;

	if (column >= COLUMN_COUNT || (bad & COLUMN_BIT(column)) == 0 ||
	    (code != REFUSAL_BAD_DATE && code != REFUSAL_BAD_AMOUNT &&
	     code != REFUSAL_BAD_VALUE))
		return;
	cell = row->cell[column];
	assert(cell.size > 0 && cell.bytes[0] == '?');
	cell.bytes++;
	cell.size--;
	if (is_number(column))
		describe_number(map, &form);
	else
		describe_day(map, &form);
	refuse(refusal, code, column,
	       "%s \"%.*s\" is not %s, as the map says the file has it",
	       column_row(column)->name,
	       (int)(cell.size > SHOWN_BYTES ? SHOWN_BYTES : cell.size),
	       cell.bytes, form.bytes);
	text_release(&form);
}
