/*
 * settings.c: what libinih reads, and what it would read differently.
 *
 * The library takes ` ;` for a comment, `:` for `=`, an indented line for
 * more of the one before, and cuts a long line in two without a word: each
 * line is made plain, or refused, before it sees it.
 */
#include "batch/engine/settings.h"

#include "ledger/base/text.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

/* Bytes that no line may hold stand in for the two that mean something. */
enum { SEMICOLON = 1, COLON = 2, SECTION_SIZE = 50 };

struct reading {
	FILE *file;
	const char *names_alone;
	settings_take *take;
	void *owner;
	struct err *err;
	int line;
	bool alone; /* in the section whose lines need no `=` */
	bool failed;
};

static bool fail(struct reading *reading, const char *why)
{
	if (!reading->failed)
		err_set(reading->err, STATUS_INVALID, "%s", why);
	reading->failed = true;
	return false;
}

/* The line in `room` bytes, or a sentence. */
static bool read_line(struct reading *reading, char *line, int room)
{
	size_t size;

	if (fgets(line, room, reading->file) == NULL)
		return false;
	reading->line++;
	size = strlen(line);
	if (size + 1 == (size_t)room && line[size - 1] != '\n')
		return fail(reading, "the line is too long, or has no end; "
				     "make it shorter than 190 bytes");
	while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
		line[--size] = '\0';
	if (!utf8_valid(line, size))
		return fail(reading, "the line is not UTF-8; save this file "
				     "as UTF-8");
	for (; *line != '\0'; line++)
		if ((unsigned char)*line < ' ' && *line != '\t')
			return fail(reading, "the line has a control "
					     "character; take it out");
	return true;
}

static void note_section(struct reading *reading, const char *line)
{
	size_t size = strcspn(line + 1, "]");

	reading->alone = reading->names_alone != NULL &&
			 strlen(reading->names_alone) == size &&
			 strncmp(line + 1, reading->names_alone, size) == 0;
	if (size >= SECTION_SIZE)
		fail(reading, "the name of the section is too long");
}

/* One line as the library is to see it: from its first visible byte on. */
static char *plain_line(char *out, int room, void *stream)
{
	struct reading *reading = stream;
	char *at = out;
	size_t skip;

	if (reading->failed || !read_line(reading, out, room - 2))
		return NULL;
	if (reading->line == 1 && strncmp(out, "\xef\xbb\xbf", 3) == 0)
		memmove(out, out + 3, strlen(out + 3) + 1);
	skip = strspn(out, " \t");
	memmove(out, out + skip, strlen(out + skip) + 1);
	if (*at == '#' || *at == ';')
		*at = '\0';
	if (*at == '[') {
		note_section(reading, at);
		return out;
	}
	if (*at != '\0' && reading->alone && strchr(at, '=') == NULL)
		memcpy(at + strlen(at), "=", 2);
	for (; *at != '\0'; at++) {
		if (*at == ';')
			*at = SEMICOLON;
		else if (*at == ':')
			*at = COLON;
	}
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

	if (reading->failed)
		return 1;
	restore(own_name, sizeof own_name, name);
	restore(own_value, sizeof own_value, value);
	if (own_name[0] == '\0')
		fail(reading, "nothing stands before =");
	else if (!reading->take(reading->owner, &setting, reading->err))
		reading->failed = true;
	return 1;
}

enum status settings_read(const char *path, const char *names_alone,
			  settings_take *take, void *owner, struct err *err)
{
	struct reading reading = {fopen(path, "re"),
				  names_alone,
				  take,
				  owner,
				  err,
				  0,
				  false,
				  false};
	int line;

	if (reading.file == NULL)
		return err_set(err, STATUS_NOT_FOUND, "%s cannot be read: %s",
			       path, strerror(errno));
	line = ini_parse_stream(plain_line, &reading, hand_over, &reading);
	if (ferror(reading.file) != 0 && !reading.failed) {
		fclose(reading.file);
		return err_set(err, STATUS_NOT_FOUND, "%s cannot be read: %s",
			       path, strerror(errno));
	}
	fclose(reading.file);
	if (reading.failed && (line <= 0 || line >= reading.line))
		return err_wrap(err, STATUS_INVALID, "%s:%d", path,
				reading.line);
	if (line > 0)
		return err_set(err, STATUS_INVALID,
			       "%s:%d: the line is neither [section] nor "
			       "name = value",
			       path, line);
	return STATUS_OK;
}
