/*
 * template_book.c: an empty event file as a workbook.
 *
 * Written under a temporary name in the same folder, read back, then
 * renamed. Unlike a report's workbook it needs no child: no book is open
 * that the library could take down with it.
 */
#include "reports/template.h"

#include "ledger/base/limits.h"
#include "reports/workbook_readback.h"
#include "reports/workbook_xlsx.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	ROWS = 10000, /* that have lists */
	HEAD_POINTS = 24,
	WIDTH_MIN = 12,
	WIDTH_TEXT = 28,
	DAY_SECONDS = 86400,
	SHEETS = 2
};

struct target {
	char folder[LIMIT_PATH_BYTES];
	char temporary[LIMIT_PATH_BYTES];
};

static enum status name_files(struct target *target, const char *path,
			      struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	int folder = slash == path ? 1 : (int)(slash - path);
	int size;

	if (slash == NULL)
		snprintf(target->folder, sizeof target->folder, ".");
	else
		snprintf(target->folder, sizeof target->folder, "%.*s", folder,
			 path);
	size = snprintf(target->temporary, sizeof target->temporary,
			"%s/.%s.tmp", target->folder, name);
	if (*name == '\0' || strlen(path) >= LIMIT_PATH_BYTES ||
	    size >= (int)sizeof target->temporary)
		return err_set(err, STATUS_OUTPUT,
			       "%s: it is no name for a file", path);
	return STATUS_OK;
}

static int width_of(enum column column)
{
	int width = (int)strlen(column_row(column)->name) + 4;

	if (column_row(column)->form == FORM_TEXT ||
	    column_row(column)->form == FORM_EVENT)
		return WIDTH_TEXT;
	return width < WIDTH_MIN ? WIDTH_MIN : width;
}

/* The columns that offer a list, each with its place on the sheet Lists. */
static size_t lists_of(const struct template *template,
		       const enum column *columns, size_t count, size_t *place)
{
	size_t lists = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		place[i] = COLUMN_COUNT;
		if (template_value(template, columns[i], 0) != NULL)
			place[i] = lists++;
	}
	return lists;
}

static uint32_t values_of(const struct template *template, enum column column)
{
	uint32_t count = 0;

	while (template_value(template, column, count) != NULL)
		count++;
	return count;
}

static void write_lists(const struct template *template, struct xl_sheet *sheet,
			const enum column *columns, size_t count,
			const size_t *place)
{
	uint32_t last = 0;
	uint32_t row;
	size_t i;

	for (i = 0; i < count; i++) {
		uint32_t values = values_of(template, columns[i]);

		if (place[i] == COLUMN_COUNT)
			continue;
		last = values > last ? values : last;
		xl_text_column(sheet, (uint32_t)place[i], width_of(columns[i]));
		xl_put(sheet, 0, (uint32_t)place[i],
		       column_row(columns[i])->name, XL_HEAD);
	}
	for (row = 0; row < last; row++)
		for (i = 0; i < count; i++) {
			const char *value =
				template_value(template, columns[i], row);

			if (place[i] != COLUMN_COUNT && value != NULL)
				xl_put(sheet, row + 1, (uint32_t)place[i],
				       value, XL_PLAIN);
		}
	xl_freeze(sheet, 1, 0);
}

static void write_events(const struct template *template,
			 struct xl_sheet *sheet, struct xl_sheet *lists,
			 const enum column *columns, const size_t *place)
{
	enum column all[COLUMN_COUNT];
	size_t count = template_columns(template, all);
	struct text note = TEXT_ZERO;
	uint32_t i;

	xl_height(sheet, 0, HEAD_POINTS);
	for (i = 0; i < count; i++) {
		struct xl_box cells = {1, i, ROWS, i};
		struct xl_box values = {1, (uint32_t)place[i],
					values_of(template, columns[i]),
					(uint32_t)place[i]};

		xl_text_column(sheet, i, width_of(columns[i]));
		xl_put(sheet, 0, i, column_row(columns[i])->name, XL_HEAD);
		text_clear(&note);
		template_note(template, columns[i], &note);
		xl_note(sheet, 0, i, note.bytes);
		if (place[i] != COLUMN_COUNT)
			xl_list(sheet, cells, lists, values);
	}
	xl_freeze(sheet, 1, 0);
	text_release(&note);
}

static enum status write_book(const struct template *template,
			      const struct target *target,
			      struct readback_sheet sheets[SHEETS],
			      struct err *err)
{
	enum column columns[COLUMN_COUNT];
	size_t place[COLUMN_COUNT];
	size_t count = template_columns(template, columns);
	struct xl_options options = {target->temporary,
				     target->folder,
				     "redress event file",
				     "empty",
				     (int64_t)DAY_FIRST * DAY_SECONDS,
				     false};
	struct xl *xl = xl_new(&options);
	struct xl_sheet *events = xl_sheet(xl, "Events");
	struct xl_sheet *lists = xl_sheet(xl, "Lists");
	enum status status;
	size_t i;

	lists_of(template, columns, count, place);
	write_events(template, events, lists, columns, place);
	write_lists(template, lists, columns, count, place);
	status = xl_close(xl, err);
	for (i = 0; i < SHEETS; i++) {
		sheets[i].rows = xl_counted(xl, i).rows;
		sheets[i].cells = xl_counted(xl, i).cells;
	}
	xl_free(xl);
	return status;
}

/* Read back, on the disk, and only then under its name. */
static enum status publish(const struct target *target, const char *path,
			   const struct readback_sheet sheets[SHEETS],
			   struct err *err)
{
	int file = open(target->temporary, O_RDONLY | O_CLOEXEC);
	enum status status;

	if (file < 0)
		return err_set(err, STATUS_OUTPUT, "%s: %s", target->temporary,
			       strerror(errno));
	status = readback_check(file, sheets, SHEETS, err);
	if (status == STATUS_OK && fsync(file) != 0)
		status = err_set(err, STATUS_IO, "%s: %s", target->temporary,
				 strerror(errno));
	close(file);
	if (status == STATUS_OK && rename(target->temporary, path) != 0)
		status = err_set(err, STATUS_OUTPUT, "%s: %s", path,
				 strerror(errno));
	return status;
}

enum status template_book(const struct template *template, const char *path,
			  struct err *err)
{
	struct readback_sheet sheets[SHEETS];
	struct target target;
	enum status status = name_files(&target, path, err);

	assert(template->count > 0);
	if (status != STATUS_OK)
		return status;
	status = write_book(template, &target, sheets, err);
	if (status == STATUS_OK)
		status = publish(&target, path, sheets, err);
	if (status == STATUS_OK)
		return status;
	unlink(target.temporary);
	return err_wrap(err, status, "%s", path);
}
