/* workbook_build.c: rows in, sheets out; runs in the forked child. */
#include "reports/workbook.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/base/money.h"
#include "reports/notes_words.h"
#include "reports/sheet_controls.h"
#include "reports/sheet_cover.h"
#include "reports/sheet_detail.h"
#include "reports/sheet_notes.h"
#include "reports/sheet_summary.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>

enum {
	DAY_SECONDS = 86400,
	RESERVE_BYTES = 4 << 20,
	CELL_BYTES = 55,	 /* of XML, measured */
	SPARE_BYTES = 256 * 1024 /* styles, cover, directory */
};

void workbook_page(const struct workbook *workbook, struct xl_sheet *sheet)
{
	struct text right = TEXT_ZERO;
	struct text foot = TEXT_ZERO;

	text_addf(&right, SAY_AS_OF_F, workbook->as_of);
	text_addf(&foot, SAY_FOOT_F, workbook->facts->head);
	xl_page(sheet, workbook->title, right.bytes, foot.bytes);
	text_release(&right);
	text_release(&foot);
}

uint64_t workbook_rows(const struct workbook *workbook)
{
	uint64_t rows = 0;
	size_t i;

	for (i = 0; i < workbook->part_count; i++)
		rows += workbook->parts[i].sums.rows;
	return rows;
}

struct part *workbook_part(const struct workbook *workbook, const char *report)
{
	size_t i;

	for (i = 0; i < workbook->part_count; i++)
		if (strcmp(workbook->parts[i].kind.report, report) == 0)
			return &workbook->parts[i];
	return NULL;
}

uint8_t workbook_reporting(const struct workbook *workbook)
{
	const struct report_terms *terms =
		terms_or_default(workbook->options->terms);

	return terms->currency != CURRENCY_NONE
		       ? terms->currency
		       : currency_find(SAY_REPORTING_DEFAULT, 3);
}

static uint64_t workbook_cells(const struct workbook *workbook)
{
	uint64_t cells = 0;
	size_t i;

	for (i = 0; i < workbook->part_count; i++)
		cells += workbook->parts[i].sums.rows *
			 workbook->parts[i].sums.column_count;
	return cells;
}

/* Copy digits, a comma before each third from the end of the whole part. */
static void add_grouped(struct text *out, const char *digits, size_t size)
{
	size_t whole = 0, i;

	while (whole < size && digits[whole] != '.')
		whole++;
	for (i = 0; i < size; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0 &&
		    digits[i - 1] != '-')
			text_add_char(out, ',');
		text_add_char(out, digits[i]);
	}
}

void workbook_count(struct text *out, int64_t number)
{
	char digits[MONEY_TEXT_SIZE];
	size_t size = money_format(number, 0, digits);

	add_grouped(out, digits, size);
}

void workbook_money(struct text *out, int64_t minor, uint8_t currency)
{
	char digits[MONEY_TEXT_SIZE];
	size_t size = money_format(minor, currency_digits(currency), digits);

	add_grouped(out, digits, size);
}

int64_t workbook_ratio(int64_t part, int64_t whole, int64_t scale)
{
	int64_t ratio, rest;

	if (part <= 0 || part > whole)
		return 0;
	if (whole < scale) { /* both are small then */
		ratio = part * scale / whole;
		rest = part * scale % whole;
	} else {
		ratio = money_share(scale, part, whole, &rest);
	}
	return rest >= whole - rest ? ratio + 1 : ratio;
}

void workbook_share(struct text *out, int64_t part, int64_t whole)
{
	int64_t tenths = workbook_ratio(part, whole, 1000);

	text_addf(out, "%lld.%lld %%", (long long)(tenths / 10),
		  (long long)(tenths % 10));
}

void workbook_master(const struct workbook *workbook, struct text *out)
{
	struct text range = TEXT_ZERO;
	uint32_t last =
		CONTROLS_FIRST_ROW + (uint32_t)workbook->checks.count - 1;

	text_add_string(&range, "'" SAY_CONTROLS "'!");
	formula_cell(&range, CONTROLS_FIRST_ROW, CONTROLS_RESULT_COLUMN);
	text_add_char(&range, ':');
	formula_cell(&range, last, CONTROLS_RESULT_COLUMN);
	text_clear(out);
	text_addf(out,
		  "=IF(COUNTIF(%s,\"" SAY_OK "\")=ROWS(%s),\"" SAY_OK
		  "\",\"" SAY_FAIL "\")",
		  range.bytes, range.bytes);
	text_release(&range);
}

/* The library does not notice that its temporary files are cut short. */
static enum status check_space(const struct workbook *workbook,
			       const char *folder, bool flat, struct err *err)
{
	uint64_t bytes = workbook_cells(workbook) * CELL_BYTES;
	uint64_t wanted = (flat ? bytes * 5 / 2 : bytes * 3 / 2) + SPARE_BYTES;
	struct statvfs disk;

	if (statvfs(folder, &disk) != 0)
		return STATUS_OK; /* it is read back anyway */
	if ((uint64_t)disk.f_bavail * disk.f_frsize >= wanted)
		return STATUS_OK;
	return err_set(err, STATUS_FULL,
		       "%s has no room for the workbook: about %llu KiB are "
		       "wanted",
		       folder, (unsigned long long)(wanted / 1024));
}

static enum status write_part(const struct workbook *workbook,
			      struct part *part, struct err *err)
{
	char name[PART_NAME_SIZE];
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < part->sheets && status == STATUS_OK; i++) {
		part_sheet_name(part, i, name);
		status = sheet_detail_write(
			workbook, part, xl_sheet(workbook->xl, name), i, err);
	}
	return status;
}

static enum status write_sheets(struct workbook *workbook, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	sheet_cover_write(workbook, xl_sheet(workbook->xl, SAY_COVER));
	if (workbook->summary != NULL)
		sheet_summary_write(workbook,
				    xl_sheet(workbook->xl, SAY_SUMMARY));
	for (i = 0; i < workbook->part_count && status == STATUS_OK; i++)
		status = write_part(workbook, &workbook->parts[i], err);
	if (workbook->pack)
		sheet_notes_write(workbook,
				  xl_sheet(workbook->xl, SAY_NOTES_TITLE));
	sheet_controls_write(workbook, xl_sheet(workbook->xl, SAY_CONTROLS));
	return status;
}

/*
 * Have that much free when the library closes: what it fails to allocate
 * then (colours, a chart's values) it leaves away, and answers 0.
 */
static void reserve_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, 2 * RESERVE_BYTES);
	mallopt(M_TRIM_THRESHOLD, 2 * RESERVE_BYTES);
	free(mem_alloc(RESERVE_BYTES));
}

enum status workbook_build(struct workbook *workbook, const char *path,
			   const char *folder, struct err *err)
{
	bool flat = workbook_rows(workbook) >= WORKBOOK_FLAT_ROWS;
	struct text subject = TEXT_ZERO;
	struct xl_options options = {0};
	enum status status = check_space(workbook, folder, flat, err);

	if (status != STATUS_OK)
		return status;
	text_addf(&subject, SAY_SUBTITLE_F, workbook->as_of,
		  workbook->facts->known_at);
	options.path = path;
	options.folder = folder;
	options.title = workbook->title;
	options.subject = subject.bytes;
	options.created =
		((int64_t)workbook->facts->as_of + 1) * DAY_SECONDS - 1;
	options.flat = flat;
	workbook->xl = xl_new(&options);
	text_release(&subject);
	status = write_sheets(workbook, err);
	if (status != STATUS_OK)
		return status;
	reserve_memory();
	return xl_close(workbook->xl, err);
}
