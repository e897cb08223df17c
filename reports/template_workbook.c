/*
 * template_workbook.c: an empty event file as a workbook.
 *
 * Written by a child under a temporary name in the same folder, read back,
 * then renamed: the library dies where memory runs out, and loses the
 * memory of each list (measured with version 1.1.4).
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
#include <sys/wait.h>
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
	int folder = slash == NULL   ? 0
		     : slash == path ? 1
				     : (int)(slash - path);
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

/* The library would say on the screen that it cannot make the file. */
static enum status make_file(const struct target *target, struct err *err)
{
	int file = open(target->temporary,
			O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
			0666);

	if (file < 0)
		return err_set(err, STATUS_OUTPUT, "%s: %s", target->temporary,
			       strerror(errno));
	close(file);
	return STATUS_OK;
}

/* What the child says. */
struct told {
	enum status status;
	struct err err;
	struct readback_sheet sheets[SHEETS];
};

static void write_book(const struct template *template,
		       const struct target *target, struct told *told)
{
	enum column columns[COLUMN_COUNT];
	size_t place[COLUMN_COUNT] = {0};
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
	size_t i;

	lists_of(template, columns, count, place);
	write_events(template, events, lists, columns, place);
	write_lists(template, lists, columns, count, place);
	told->status = xl_close(xl, &told->err);
	for (i = 0; i < SHEETS; i++) {
		told->sheets[i].rows = xl_counted(xl, i).rows;
		told->sheets[i].cells = xl_counted(xl, i).cells;
	}
}

/* What is told fits a pipe: the child never waits for the parent. */
static enum status run_child(const struct template *template,
			     const struct target *target, struct told *told,
			     struct err *err)
{
	int ends[2];
	int how = 0;
	pid_t child;
	bool heard;

	memset(told, 0, sizeof *told);
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, STATUS_IO, "no pipe can be made: %s",
			       strerror(errno));
	child = fork();
	if (child == 0) {
		write_book(template, target, told);
		_exit(write(ends[1], told, sizeof *told) ==
				      (ssize_t)sizeof *told
			      ? 0
			      : 1);
	}
	close(ends[1]);
	heard = child > 0 &&
		read(ends[0], told, sizeof *told) == (ssize_t)sizeof *told;
	close(ends[0]);
	while (child > 0 && waitpid(child, &how, 0) < 0 && errno == EINTR)
		continue;
	if (!heard || how != 0)
		return err_set(err, STATUS_IO,
			       "the writer of the workbook gave up; memory "
			       "may be short");
	return told->status == STATUS_OK
		       ? STATUS_OK
		       : err_set(err, told->status, "%s", told->err.text);
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
	struct told told;
	struct target target;
	enum status status = name_files(&target, path, err);

	assert(template->count > 0);
	if (status != STATUS_OK)
		return status;
	status = make_file(&target, err);
	if (status != STATUS_OK)
		return status;
	status = run_child(template, &target, &told, err);
	if (status == STATUS_OK)
		status = publish(&target, path, told.sheets, err);
	if (status == STATUS_OK)
		return status;
	unlink(target.temporary);
	return err_wrap(err, status, "%s", path);
}
