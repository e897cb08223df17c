/*
 * settings.c: what libinih reads, and what it would read differently.
 *
 * The library takes ` ;` for a comment, `:` for `=`, an indented line for
 * more of the one before, and cuts a long line in two without a word: each
 * line is made plain, or refused, before it sees it.
 */
#include "batch/engine/settings.h"

#include "batch/engine/whole.h"
#include "ledger/base/text.h"

#include <assert.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

/* Bytes that no line may hold stand in for the two that mean something. */
enum { SEMICOLON = 1, COLON = 2, SECTION_SIZE = 50 };

struct reading {
	const char *at; /* what was not read yet */
	const char *end;
	const char *names_alone;
	settings_take *take;
	settings_tell *tell; /* NULL: the first mistake ends it */
	void *owner;
	struct err err; /* of the first mistake, or of the one at hand */
	int line;
	int mistakes;
	bool alone; /* in the section whose lines need no `=` */
	bool lost;  /* in a section whose name nobody could read */
};

/* A mistake in the line at hand; false, for `return mistake(`. */
static bool mistake(struct reading *reading, const char *sentence)
{
	reading->mistakes++;
	if (reading->tell != NULL)
		reading->tell(reading->owner, reading->line, sentence);
	else if (sentence != reading->err.text)
		err_set(&reading->err, STATUS_INVALID, "%s", sentence);
	return false;
}

static bool is_over(const struct reading *reading)
{
	return reading->tell == NULL && reading->mistakes > 0;
}

/* May these bytes be shown to the library and to a reader? */
static bool legible(struct reading *reading, const char *line, size_t size)
{
	size_t i;

	if (size + 1 >= SETTINGS_LINE_MAX)
		return mistake(reading, "the line is too long, or has no end; "
					"make it shorter than 190 bytes");
	if (!utf8_valid(line, size))
		return mistake(reading, "the line is not UTF-8; save this file "
					"as UTF-8");
	for (i = 0; i < size; i++)
		if ((unsigned char)line[i] < ' ' && line[i] != '\t')
			return mistake(reading, "the line has a control "
						"character; take it out");
	return true;
}

/* The next line into `line`, empty if it is no line; false: the end. */
static bool read_line(struct reading *reading, char line[SETTINGS_LINE_MAX])
{
	const char *at = reading->at;
	size_t left = (size_t)(reading->end - at);
	const char *stop = left == 0 ? NULL : memchr(at, '\n', left);
	size_t size = stop == NULL ? left : (size_t)(stop - at);

	if (left == 0)
		return false;
	reading->at += size + (stop != NULL);
	reading->line++;
	while (size > 0 && at[size - 1] == '\r')
		size--;
	if (reading->line == 1 && size >= 3 &&
	    memcmp(at, "\xef\xbb\xbf", 3) == 0) {
		at += 3;
		size -= 3;
	}
	line[0] = '\0';
	if (legible(reading, at, size)) {
		memcpy(line, at, size);
		line[size] = '\0';
	}
	return true;
}

/* A section's line; what cannot be one is taken out. */
static void note_section(struct reading *reading, char *line)
{
	size_t size = strcspn(line + 1, "]");

	reading->alone = reading->names_alone != NULL &&
			 strlen(reading->names_alone) == size &&
			 strncmp(line + 1, reading->names_alone, size) == 0;
	reading->lost = line[size + 1] != ']' || size >= SECTION_SIZE;
	if (line[size + 1] != ']')
		mistake(reading, "the line is neither [section] nor name = "
				 "value");
	else if (size >= SECTION_SIZE)
		mistake(reading, "the name of the section is too long");
	if (reading->lost)
		line[0] = '\0';
}

/* A setting's line, with bytes that the library takes for text. */
static void note_setting(struct reading *reading, char *line)
{
	char *at = strchr(line, '=');

	if (reading->lost) {
		line[0] = '\0'; /* its section was told already */
	} else if (at == NULL && !reading->alone) {
		mistake(reading, "the line is neither [section] nor name = "
				 "value");
		line[0] = '\0';
	} else if (at == line) {
		mistake(reading, "nothing stands before =");
		line[0] = '\0';
	} else if (at == NULL) {
		memcpy(line + strlen(line), "=", 2);
	}
	for (at = line; *at != '\0'; at++) {
		if (*at == ';')
			*at = SEMICOLON;
		else if (*at == ':')
			*at = COLON;
	}
}

/* One line as the library is to see it: from its first visible byte on. */
static char *plain_line(char *out, int room, void *stream)
{
	struct reading *reading = stream;
	char line[SETTINGS_LINE_MAX + 1];
	char *at = line;

	assert(room > SETTINGS_LINE_MAX + 1);
	if (is_over(reading) || !read_line(reading, line))
		return NULL;
	at += strspn(at, " \t");
	if (*at == '#' || *at == ';')
		*at = '\0';
	if (*at == '[')
		note_section(reading, at);
	else if (*at != '\0')
		note_setting(reading, at);
	memcpy(out, at, strlen(at) + 1);
	return out;
}

static void restore(char *out, size_t room, const char *text)
{
	snprintf(out, room, "%s", text);
	for (; *out != '\0'; out++) {
		if (*out == SEMICOLON)
			*out = ';';
		else if (*out == COLON)
			*out = ':';
	}
}

/* 1: go on; the library is told nothing of failures, its reader ends. */
static int hand_over(void *user, const char *section, const char *name,
		     const char *value)
{
	struct reading *reading = user;
	char own_name[SETTINGS_LINE_MAX + 1];
	char own_value[SETTINGS_LINE_MAX + 1];
	struct setting setting = {section, own_name, own_value, reading->line};

	if (is_over(reading))
		return 1;
	restore(own_name, sizeof own_name, name);
	restore(own_value, sizeof own_value, value);
	if (!reading->take(reading->owner, &setting, &reading->err))
		mistake(reading, reading->err.text);
	return 1;
}

static void parse(struct reading *reading, struct slice text)
{
	reading->at = text.bytes;
	reading->end = text.bytes + text.size;
	(void)ini_parse_stream(plain_line, reading, hand_over, reading);
}

int settings_parse(struct slice text, settings_take *take, settings_tell *tell,
		   void *owner)
{
	struct reading reading;

	memset(&reading, 0, sizeof reading);
	reading.take = take;
	reading.tell = tell;
	reading.owner = owner;
	parse(&reading, text);
	return reading.mistakes;
}

enum status settings_read(const char *path, const char *names_alone,
			  settings_take *take, void *owner, struct err *err)
{
	struct text text = TEXT_ZERO;
	struct reading reading;
	enum status status = whole_read(path, SETTINGS_BYTES_MAX, &text, err);

	memset(&reading, 0, sizeof reading);
	reading.names_alone = names_alone;
	reading.take = take;
	reading.owner = owner;
	if (status == STATUS_OK)
		parse(&reading, whole_slice(&text));
	else if (status == STATUS_INVALID)
		err_wrap(err, status, "%s", path);
	text_release(&text);
	if (status == STATUS_OK && reading.mistakes > 0)
		status = err_set(err, STATUS_INVALID, "%s:%d: %s", path,
				 reading.line, reading.err.text);
	return status;
}
