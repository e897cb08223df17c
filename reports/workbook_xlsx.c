/*
 * workbook_xlsx.c: calls into libxlsxwriter; those for charts are in
 * workbook_chart.c.
 *
 * What the library does wrong or does not check (version 1.1.4), and where
 * it is met: it prints numbers through the locale (xl_new asserts a decimal
 * point), stamps the clock unless told otherwise (created), and answers 0
 * for cells that it dropped (every answer goes through note()).
 */
#include "reports/workbook_door.h"

#include "ledger/base/arena.h"
#include "ledger/spool.h"
#include "reports/workbook_text.h"

#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	EXIT_NO_MEMORY = 71, /* of arena.c */
	NOTE_WIDTH = 300     /* pixels */
};

/*
 * Every answer of the library passes here. Where memory runs out it may
 * leave a part away and answer 0: errno, cleared in xl_new, tells.
 */
void xl_note_answer(struct xl *xl, lxw_error code)
{
	if (errno == ENOMEM)
		code = LXW_ERROR_MEMORY_MALLOC_FAILED;
	if (code != LXW_NO_ERROR && xl->errors++ == 0)
		xl->first_error = (int)code;
}

/* What the library made, or the end of this child: memory is short. */
void *xl_have(void *made)
{
	if (made == NULL)
		_exit(EXIT_NO_MEMORY);
	return made;
}

/* By enum xl_align. */
static const uint8_t alignments[] = {LXW_ALIGN_NONE, LXW_ALIGN_LEFT,
				     LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT};

static void set_edge(lxw_format *format, const struct xl_look *look)
{
	if (look->edge == EDGE_BOX) {
		format_set_border(format, LXW_BORDER_THIN);
		format_set_border_color(format, XL_FAINT);
	} else if (look->edge == EDGE_BOTTOM) {
		format_set_bottom(format, LXW_BORDER_THIN);
		format_set_bottom_color(format, XL_LINE);
	} else if (look->edge == EDGE_TOP) {
		format_set_top(format, LXW_BORDER_THIN);
		format_set_top_color(format, XL_NAVY);
	}
}

static void set_look(lxw_format *format, const struct xl_look *look)
{
	format_set_font_name(format, "Arial");
	format_set_font_size(format, look->size);
	format_set_font_color(format, look->ink);
	format_set_num_format(format, look->number);
	format_set_align(format, alignments[look->align]);
	format_set_align(format, look->middle ? LXW_ALIGN_VERTICAL_CENTER
					      : LXW_ALIGN_VERTICAL_TOP);
	if (look->indent > 0)
		format_set_indent(format, look->indent);
	if (look->bold)
		format_set_bold(format);
	if (look->wrap)
		format_set_text_wrap(format);
	if (look->fill != XL_WHITE)
		format_set_bg_color(format, look->fill);
	set_edge(format, look);
}

static lxw_format *style_format(struct xl *xl, int style)
{
	struct xl_look look;
	lxw_format *format;

	if (xl->formats[style] != NULL)
		return xl->formats[style];
	look = xl_look(style);
	format = xl_have(workbook_add_format(xl->book));
	set_look(format, &look);
	if (style == XL_HASH)
		format_set_font_name(format, "Courier New");
	if (style == XL_LINK || style == XL_CODE_LINK)
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
	xl->formats[style] = format;
	return format;
}

static void make_marks(struct xl *xl)
{
	size_t i;

	for (i = 0; i <= XL_FADED; i++)
		xl->marks[i] = xl_have(workbook_add_format(xl->book));
	format_set_font_color(xl->marks[XL_GOOD], XL_GOOD_INK);
	format_set_bg_color(xl->marks[XL_GOOD], XL_GOOD_FILL);
	format_set_font_color(xl->marks[XL_BAD], XL_BAD_INK);
	format_set_bg_color(xl->marks[XL_BAD], XL_BAD_FILL);
	format_set_bold(xl->marks[XL_BAD]);
	format_set_font_color(xl->marks[XL_FADED], XL_PALE_INK);
}

/* The properties are copied by the library; its fields are not const. */
static void set_properties(struct xl *xl, const struct xl_options *options)
{
	lxw_doc_properties properties = {0};
	struct text title = TEXT_ZERO;
	struct text subject = TEXT_ZERO;
	char author[] = "redress";

	xl_text(&title, (struct slice){options->title, strlen(options->title)});
	xl_text(&subject,
		(struct slice){options->subject, strlen(options->subject)});
	properties.title = title.bytes;
	properties.subject = subject.bytes;
	properties.author = author;
	properties.created = (time_t)options->created;
	xl_note_answer(xl, workbook_set_properties(xl->book, &properties));
	text_release(&title);
	text_release(&subject);
}

/*
 * Column widths count digits of the default font. Calibri is not on every
 * machine, and its stand-ins are wider: then nothing fits as it was made.
 */
static void set_default_font(struct xl *xl)
{
	lxw_format *format = STAILQ_FIRST(xl->book->formats);

	format_set_font_name(xl_have(format), "Arial");
	format_set_font_size(format, 10);
}

struct xl *xl_new(const struct xl_options *options)
{
	struct text folder = TEXT_ZERO;
	lxw_workbook_options library = {0};
	struct xl *xl;

	assert(strcmp(localeconv()->decimal_point, ".") == 0);
	assert(options->created != 0);
	text_add_string(&folder, spool_folder(options->folder));
	library.constant_memory = options->flat ? LXW_TRUE : LXW_FALSE;
	library.tmpdir = folder.bytes;
	xl = mem_alloc(sizeof *xl);
	errno = 0;
	xl->book = xl_have(workbook_new_opt(options->path, &library));
	text_release(&folder);
	set_default_font(xl);
	set_properties(xl, options);
	make_marks(xl);
	return xl;
}

void xl_free(struct xl *xl)
{
	size_t i;

	if (xl == NULL)
		return;
	lxw_workbook_free(xl->book);
	for (i = 0; i < xl->sheet_count; i++)
		free(xl->sheets[i]);
	free(xl->sheets);
	text_release(&xl->clean);
	free(xl);
}

static enum status status_of(int code)
{
	if (code == LXW_ERROR_CREATING_XLSX_FILE ||
	    code == LXW_ERROR_CREATING_TMPFILE)
		return STATUS_OUTPUT;
	if (code >= LXW_ERROR_READING_TMPFILE && code <= LXW_ERROR_ZIP_CLOSE)
		return STATUS_FULL;
	return STATUS_IO;
}

enum status xl_close(struct xl *xl, struct err *err)
{
	if (xl->errors == 0) {
		xl_note_answer(xl, workbook_close(xl->book));
		xl->book = NULL;
	}
	if (xl->errors == 0)
		return STATUS_OK;
	return err_set(err, status_of(xl->first_error),
		       "the workbook cannot be written: %s",
		       lxw_strerror((lxw_error)xl->first_error));
}

struct xl_sheet *xl_sheet(struct xl *xl, const char *name)
{
	struct xl_sheet *sheet = mem_alloc(sizeof *sheet);

	sheet->xl = xl;
	xl_note_answer(xl, workbook_validate_sheet_name(xl->book, name));
	sheet->sheet = xl_have(workbook_add_worksheet(xl->book, name));
	snprintf(sheet->name, sizeof sheet->name, "%s", name);
	xl->sheets = mem_grow(xl->sheets, &xl->sheet_room, xl->sheet_count + 1,
			      sizeof(struct xl_sheet *));
	xl->sheets[xl->sheet_count++] = sheet;
	return sheet;
}

size_t xl_sheets(const struct xl *xl)
{
	return xl->sheet_count;
}

struct xl_count xl_counted(const struct xl *xl, size_t sheet)
{
	assert(sheet < xl->sheet_count);
	return xl->sheets[sheet]->count;
}

/* A row is about to get something; false when nothing can be written. */
static bool touch(struct xl_sheet *sheet, uint32_t row, uint32_t cells)
{
	if (row + 1 < sheet->next_row) {
		xl_note_answer(sheet->xl,
			       LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
		return false;
	}
	if (row + 1 > sheet->next_row) {
		sheet->next_row = row + 1;
		sheet->count.rows++;
	}
	sheet->count.cells += cells;
	return true;
}

void xl_put_slice(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		  struct slice text, int style)
{
	struct xl *xl = sheet->xl;
	lxw_format *format = style_format(xl, style);

	if (!touch(sheet, row, 1))
		return;
	xl_text(&xl->clean, text);
	if (xl->clean.size == 0)
		xl_note_answer(xl, worksheet_write_blank(sheet->sheet, row,
							 (lxw_col_t)column,
							 format));
	else
		xl_note_answer(xl, worksheet_write_string(
					   sheet->sheet, row, (lxw_col_t)column,
					   xl->clean.bytes, format));
}

void xl_put_decimal(struct xl_sheet *sheet, struct xl_box at, int64_t number,
		    int digits, int style)
{
	lxw_format *format = style_format(sheet->xl, style);

	if (!touch(sheet, at.top, 1))
		return;
	xl_note_answer(
		sheet->xl,
		worksheet_write_number(sheet->sheet, at.top, (lxw_col_t)at.left,
				       xl_decimal(number, digits), format));
}

static void put_link(struct xl_sheet *sheet, struct xl_box at, const char *url,
		     struct slice text, int style)
{
	lxw_format *format = style_format(sheet->xl, style);

	if (!touch(sheet, at.top, 1))
		return;
	xl_text(&sheet->xl->clean, text);
	xl_note_answer(sheet->xl,
		       worksheet_write_url_opt(sheet->sheet, at.top,
					       (lxw_col_t)at.left, url, format,
					       sheet->xl->clean.bytes, NULL));
}

void xl_put_link_row(struct xl_sheet *sheet, struct xl_box at,
		     const char *target, uint32_t row, struct slice text)
{
	struct text url = TEXT_ZERO;

	text_addf(&url, "internal:'%s'!A%u", target, row + 1);
	put_link(sheet, at, url.bytes, text, XL_CODE_LINK);
	text_release(&url);
}

void xl_put_link(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		 const char *target, const char *text)
{
	struct xl_box at = {row, column, row, column};
	struct text url = TEXT_ZERO;

	text_addf(&url, "internal:'%s'!A1", target);
	put_link(sheet, at, url.bytes, (struct slice){text, strlen(text)},
		 XL_LINK);
	text_release(&url);
}

void xl_put_formula(struct xl_sheet *sheet, struct xl_box at,
		    const char *formula, const char *result, int style)
{
	lxw_format *format = style_format(sheet->xl, style);

	if (!touch(sheet, at.top, 1))
		return;
	xl_note_answer(sheet->xl,
		       worksheet_write_formula_str(sheet->sheet, at.top,
						   (lxw_col_t)at.left, formula,
						   format, result));
}

void xl_put_computed(struct xl_sheet *sheet, struct xl_box at,
		     const char *formula, int64_t result, int digits, int style)
{
	lxw_format *format = style_format(sheet->xl, style);

	if (!touch(sheet, at.top, 1))
		return;
	xl_note_answer(sheet->xl,
		       worksheet_write_formula_num(
			       sheet->sheet, at.top, (lxw_col_t)at.left,
			       formula, format, xl_decimal(result, digits)));
}

void xl_put_across(struct xl_sheet *sheet, struct xl_box at, const char *text,
		   int lines, int style)
{
	lxw_format *format = style_format(sheet->xl, style);
	struct slice slice = {text, strlen(text)};

	assert(at.top == at.bottom && at.left < at.right);
	xl_height(sheet, at.top, 2 + 13 * lines);
	if (!touch(sheet, at.top, at.right - at.left + 1))
		return;
	xl_text(&sheet->xl->clean, slice);
	xl_note_answer(sheet->xl,
		       worksheet_merge_range(sheet->sheet, at.top,
					     (lxw_col_t)at.left, at.bottom,
					     (lxw_col_t)at.right,
					     sheet->xl->clean.bytes, format));
}

void xl_width(struct xl_sheet *sheet, uint32_t column, double characters)
{
	xl_note_answer(sheet->xl, worksheet_set_column(
					  sheet->sheet, (lxw_col_t)column,
					  (lxw_col_t)column, characters, NULL));
}

void xl_text_column(struct xl_sheet *sheet, uint32_t column, int characters)
{
	xl_note_answer(sheet->xl,
		       worksheet_set_column(sheet->sheet, (lxw_col_t)column,
					    (lxw_col_t)column, characters,
					    style_format(sheet->xl, XL_PLAIN)));
}

void xl_height(struct xl_sheet *sheet, uint32_t row, int points)
{
	if (!touch(sheet, row, 0))
		return;
	xl_note_answer(sheet->xl,
		       worksheet_set_row(sheet->sheet, row, points, NULL));
}

void xl_freeze(struct xl_sheet *sheet, uint32_t row, uint32_t column)
{
	worksheet_freeze_panes(sheet->sheet, row, (lxw_col_t)column);
}

void xl_filter(struct xl_sheet *sheet, struct xl_box box)
{
	xl_note_answer(sheet->xl,
		       worksheet_autofilter(sheet->sheet, box.top,
					    (lxw_col_t)box.left, box.bottom,
					    (lxw_col_t)box.right));
}

static void add_rule(struct xl_sheet *sheet, struct xl_box box,
		     lxw_conditional_format *rule)
{
	xl_note_answer(sheet->xl,
		       worksheet_conditional_format_range(
			       sheet->sheet, box.top, (lxw_col_t)box.left,
			       box.bottom, (lxw_col_t)box.right, rule));
}

void xl_bars(struct xl_sheet *sheet, struct xl_box box)
{
	lxw_conditional_format rule = {0};

	rule.type = LXW_CONDITIONAL_DATA_BAR;
	rule.data_bar_2010 = LXW_TRUE;
	rule.bar_solid = LXW_TRUE;
	rule.bar_no_border = LXW_TRUE;
	rule.bar_color = XL_BAR;
	rule.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
	rule.min_value = 0;
	add_rule(sheet, box, &rule);
}

void xl_rule(struct xl_sheet *sheet, struct xl_box box, const char *formula,
	     enum xl_mark mark)
{
	lxw_conditional_format rule = {0};
	struct text copy = TEXT_ZERO;

	text_add_string(&copy, formula);
	rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
	rule.value_string = copy.bytes;
	rule.format = sheet->xl->marks[mark];
	add_rule(sheet, box, &rule);
	text_release(&copy);
}

void xl_repeat(struct xl_sheet *sheet, uint32_t first, uint32_t last)
{
	xl_note_answer(sheet->xl,
		       worksheet_repeat_rows(sheet->sheet, first, last));
}

void xl_page(struct xl_sheet *sheet, const char *title, const char *right,
	     const char *foot)
{
	struct text line = TEXT_ZERO;
	struct text part = TEXT_ZERO;

	worksheet_gridlines(sheet->sheet, LXW_HIDE_ALL_GRIDLINES);
	worksheet_set_landscape(sheet->sheet);
	worksheet_set_paper(sheet->sheet, 9); /* A4 */
	worksheet_fit_to_pages(sheet->sheet, 1, 0);
	worksheet_set_margins(sheet->sheet, 0.4, 0.4, 0.8, 0.7);
	xl_text_page(&part, title);
	text_addf(&line, "&L%s", part.bytes);
	xl_text_page(&part, sheet->name);
	text_addf(&line, "&C%s", part.bytes);
	xl_text_page(&part, right);
	text_addf(&line, "&R%s", part.bytes);
	xl_note_answer(sheet->xl,
		       worksheet_set_header(sheet->sheet, line.bytes));
	xl_text_page(&part, foot);
	text_clear(&line);
	text_addf(&line, "&L%s&RPage &P of &N", part.bytes);
	xl_note_answer(sheet->xl,
		       worksheet_set_footer(sheet->sheet, line.bytes));
	text_release(&line);
	text_release(&part);
}

void xl_one_page(struct xl_sheet *sheet)
{
	worksheet_fit_to_pages(sheet->sheet, 1, 1);
}

void xl_breaks(struct xl_sheet *sheet, int percent, const uint32_t *rows,
	       size_t count)
{
	lxw_row_t breaks[XL_BREAKS_MAX + 1] = {0};
	size_t i;

	assert(count <= XL_BREAKS_MAX);
	for (i = 0; i < count; i++)
		breaks[i] = rows[i];
	/* Excel ignores breaks where it fits a width. */
	worksheet_set_print_scale(sheet->sheet, (uint16_t)percent);
	if (count > 0)
		xl_note_answer(sheet->xl, worksheet_set_h_pagebreaks(
						  sheet->sheet, breaks));
}

void xl_tab(struct xl_sheet *sheet, bool prominent)
{
	worksheet_set_tab_color(sheet->sheet, prominent ? XL_NAVY : XL_LINE);
}

/* 'Sheet'!$A$1:$A$9 with a leading =, as the library takes it. */
void xl_reference(struct text *out, const struct xl_sheet *sheet,
		  struct xl_box box)
{
	char range[LXW_MAX_CELL_RANGE_LENGTH];

	lxw_rowcol_to_range_abs(range, box.top, (lxw_col_t)box.left, box.bottom,
				(lxw_col_t)box.right);
	text_clear(out);
	text_addf(out, "='%s'!%s", sheet->name, range);
}

void xl_note(struct xl_sheet *sheet, uint32_t row, uint32_t column,
	     const char *text)
{
	lxw_comment_options look = {.width = NOTE_WIDTH};

	xl_text(&sheet->xl->clean, (struct slice){text, strlen(text)});
	xl_note_answer(sheet->xl, worksheet_write_comment_opt(
					  sheet->sheet, row, (lxw_col_t)column,
					  sheet->xl->clean.bytes, &look));
}

void xl_list(struct xl_sheet *sheet, struct xl_box box,
	     const struct xl_sheet *from, struct xl_box values)
{
	lxw_data_validation rule = {.validate =
					    LXW_VALIDATION_TYPE_LIST_FORMULA};
	struct text range = TEXT_ZERO;

	xl_reference(&range, from, values);
	rule.value_formula = range.bytes;
	xl_note_answer(sheet->xl,
		       worksheet_data_validation_range(
			       sheet->sheet, box.top, (lxw_col_t)box.left,
			       box.bottom, (lxw_col_t)box.right, &rule));
	text_release(&range);
}
