/* workbook_build.c: rows in, sheets out; runs in the forked child. */
#include "reports/workbook.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "ledger/base/money.h"
#include "reports/sheet_controls.h"
#include "reports/sheet_cover.h"
#include "reports/sheet_detail.h"
#include "reports/sheet_summary.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_text.h"
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

/* "aged-awards" as "Aged awards": letters and spaces, never a cell's name. */
static void name_detail(struct workbook *workbook)
{
	const char *report = workbook->facts->report;
	size_t i;

	for (i = 0; i < sizeof workbook->detail - 1 && report[i] != '\0'; i++) {
		char c = report[i];

		workbook->detail[i] = c;
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			workbook->detail[i] = ' ';
	}
	workbook->detail[i] = '\0';
	if (workbook->detail[0] >= 'a' && workbook->detail[0] <= 'z')
		workbook->detail[0] = (char)(workbook->detail[0] - 'a' + 'A');
}

/* Texts are made fit here, so that what is summed is what is written. */
static enum status pull(struct workbook *workbook, struct dataset *dataset,
			struct err *err)
{
	struct cell cells[DATASET_COLUMNS_MAX];
	struct text fit[DATASET_COLUMNS_MAX] = {TEXT_ZERO};
	struct sums *sums = &workbook->sums;
	enum status status;
	size_t i;

	memset(cells, 0, sizeof cells);
	while ((status = dataset_next(dataset, cells, err)) == STATUS_OK) {
		for (i = 0; i < sums->column_count; i++) {
			if (sums->columns[i].kind != CELL_TEXT &&
			    sums->columns[i].kind != CELL_CODE) {
				cells[i].text = (struct slice){"", 0};
				continue;
			}
			xl_text(&fit[i], cells[i].text);
			cells[i].text.bytes = fit[i].bytes;
			cells[i].text.size = fit[i].size;
		}
		sums_add(sums, cells);
		status = tape_add(workbook->tape, cells, err);
		if (status != STATUS_OK)
			break;
	}
	for (i = 0; i < DATASET_COLUMNS_MAX; i++)
		text_release(&fit[i]);
	return status == STATUS_END ? STATUS_OK : status;
}

static void lay_out(struct workbook *workbook)
{
	const struct sums *sums = &workbook->sums;
	bool money = false;
	size_t i;

	for (i = 0; i < sums->column_count; i++)
		money = money || sums->columns[i].kind == CELL_MONEY;
	workbook->totals = sums->currency_count < WORKBOOK_TOTALS_MAX
				   ? sums->currency_count
				   : WORKBOOK_TOTALS_MAX;
	if (!money ||
	    (sums->roles.currency == SUMS_NONE && sums->currency_count > 1))
		workbook->totals = 0;
	workbook->head = DETAIL_TOTALS_ROW + (uint32_t)workbook->totals + 1;
	workbook->summary = summary_fits(sums);
	workbook->details =
		(size_t)((sums->rows + SUMS_SHEET_ROWS - 1) / SUMS_SHEET_ROWS);
	if (workbook->details == 0)
		workbook->details = 1;
}

enum status workbook_gather(struct workbook *workbook, struct dataset *dataset,
			    const char *folder, struct err *err)
{
	struct sums *sums = &workbook->sums;
	enum status status;

	day_format(workbook->facts->as_of, workbook->as_of);
	name_detail(workbook);
	sums->columns = dataset_columns(dataset, &sums->column_count);
	sums_init(sums, workbook->facts->report, workbook->facts->as_of);
	status = tape_new(folder, sums->column_count, &workbook->tape, err);
	if (status == STATUS_OK)
		status = pull(workbook, dataset, err);
	if (status == STATUS_OK)
		status = tape_rewind(workbook->tape, err);
	if (status != STATUS_OK)
		return status;
	sums_finish(sums);
	workbook->controls =
		dataset_controls(dataset, &workbook->control_count);
	lay_out(workbook);
	if (workbook->details > WORKBOOK_DETAILS_MAX)
		return err_set(err, STATUS_OVERFLOW,
			       "%llu rows are too many for a workbook of %d "
			       "sheets; use --format csv",
			       (unsigned long long)sums->rows,
			       WORKBOOK_DETAILS_MAX);
	checks_list(workbook);
	return STATUS_OK;
}

void workbook_release(struct workbook *workbook)
{
	xl_free(workbook->xl);
	tape_free(workbook->tape);
	sums_release(&workbook->sums);
	checks_release(&workbook->checks);
}

void workbook_detail_name(const struct workbook *workbook, size_t detail,
			  char name[WORKBOOK_NAME_SIZE])
{
	if (detail == 0)
		snprintf(name, WORKBOOK_NAME_SIZE, "%s", workbook->detail);
	else
		snprintf(name, WORKBOOK_NAME_SIZE, "%s %u", workbook->detail,
			 (unsigned int)(detail + 1) % 100);
}

uint64_t workbook_detail_rows(const struct workbook *workbook, size_t detail)
{
	uint64_t before = (uint64_t)detail * SUMS_SHEET_ROWS;
	uint64_t left = workbook->sums.rows - before;

	return left < SUMS_SHEET_ROWS ? left : SUMS_SHEET_ROWS;
}

void workbook_page(const struct workbook *workbook, struct xl_sheet *sheet)
{
	struct text right = TEXT_ZERO;
	struct text foot = TEXT_ZERO;

	text_addf(&right, SAY_AS_OF_F, workbook->as_of);
	text_addf(&foot, SAY_FOOT_F, workbook->facts->head);
	xl_page(sheet, workbook->detail, right.bytes, foot.bytes);
	text_release(&right);
	text_release(&foot);
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
	uint64_t bytes =
		workbook->sums.rows * workbook->sums.column_count * CELL_BYTES;
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

static enum status write_sheets(struct workbook *workbook, struct err *err)
{
	char name[WORKBOOK_NAME_SIZE];
	struct xl_sheet *sheet;
	enum status status;
	size_t i;

	sheet_cover_write(workbook, xl_sheet(workbook->xl, SAY_COVER));
	if (workbook->summary)
		sheet_summary_write(workbook,
				    xl_sheet(workbook->xl, SAY_SUMMARY));
	for (i = 0; i < workbook->details; i++) {
		workbook_detail_name(workbook, i, name);
		sheet = xl_sheet(workbook->xl, name);
		status = sheet_detail_write(workbook, sheet, i, err);
		if (status != STATUS_OK)
			return status;
	}
	sheet = xl_sheet(workbook->xl, SAY_CONTROLS);
	sheet_controls_write(workbook, sheet);
	return STATUS_OK;
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
	bool flat = workbook->sums.rows >= WORKBOOK_FLAT_ROWS;
	struct text subject = TEXT_ZERO;
	struct xl_options options = {0};
	enum status status = check_space(workbook, folder, flat, err);

	if (status != STATUS_OK)
		return status;
	text_addf(&subject, SAY_SUBTITLE_F, workbook->as_of,
		  workbook->facts->known_at);
	options.path = path;
	options.folder = folder;
	options.title = workbook->detail;
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
