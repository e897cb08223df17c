/* check_workbook_readback.c: a damaged workbook is never taken for whole. */
#include "reports/workbook_readback.h"
#include "reports/workbook_xlsx.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROWS = 200, COLUMNS = 5, BYTES_MAX = 1 << 20 };

static char folder[64];
static char path[96];
static unsigned char bytes[BYTES_MAX];
static size_t size;
static struct readback_sheet sheets[2];

static void write_sheet(struct xl_sheet *sheet)
{
	uint32_t row, column;

	xl_page(sheet, "A & B", "right", "foot");
	for (row = 0; row < ROWS; row++)
		for (column = 0; column < COLUMNS; column++)
			xl_put_number(sheet, row, column,
				      (int64_t)row * column * 7919, XL_NUMBER);
	xl_put(sheet, ROWS, 0, "<&>\"' =1+1", XL_TEXT);
}

/* A workbook of two sheets, and its bytes in memory. */
static void make_workbook(bool flat)
{
	struct xl_options options = {0};
	struct err err = {""};
	struct xl *xl;
	FILE *file;
	size_t i;

	snprintf(folder, sizeof folder, "/tmp/readback.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/book.xlsx", folder);
	options.path = path;
	options.folder = folder;
	options.title = "title";
	options.subject = "subject";
	options.created = 1;
	options.flat = flat;
	xl = xl_new(&options);
	write_sheet(xl_sheet(xl, "One"));
	write_sheet(xl_sheet(xl, "Two"));
	ck_assert_msg(xl_close(xl, &err) == STATUS_OK, "%s", err.text);
	for (i = 0; i < 2; i++) {
		sheets[i].rows = xl_counted(xl, i).rows;
		sheets[i].cells = xl_counted(xl, i).cells;
	}
	xl_free(xl);
	file = fopen(path, "rb");
	ck_assert_ptr_nonnull(file);
	size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	ck_assert_uint_lt(size, sizeof bytes);
}

static void set_up(void)
{
	make_workbook(false);
}

static void tear_down(void)
{
	unlink(path);
	rmdir(folder);
}

static enum status check_bytes(const unsigned char *at, size_t count,
			       struct err *err)
{
	int file = open(path, O_RDWR | O_TRUNC);
	enum status status;

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(write(file, at, count), (ssize_t)count);
	status = readback_check(file, sheets, 2, err);
	close(file);
	return status;
}

START_TEST(a_whole_workbook_is_whole)
{
	struct err err = {""};

	ck_assert_uint_eq(sheets[0].rows, ROWS + 1);
	ck_assert_uint_eq(sheets[0].cells, ROWS * COLUMNS + 1);
	ck_assert_msg(check_bytes(bytes, size, &err) == STATUS_OK, "%s",
		      err.text);
}
END_TEST

START_TEST(so_is_one_written_with_flat_memory)
{
	struct err err = {""};

	tear_down();
	make_workbook(true);
	ck_assert_uint_eq(sheets[1].cells, ROWS * COLUMNS + 1);
	ck_assert_msg(check_bytes(bytes, size, &err) == STATUS_OK, "%s",
		      err.text);
}
END_TEST

START_TEST(a_cut_workbook_is_found_at_any_length)
{
	size_t length;

	for (length = 0; length < size; length += 61)
		ck_assert_int_eq(check_bytes(bytes, length, NULL), STATUS_FULL);
	ck_assert_int_eq(check_bytes(bytes, size - 1, NULL), STATUS_FULL);
}
END_TEST

static const struct {
	int rows, cells;
} wrong[] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

START_TEST(a_missing_row_or_cell_is_found)
{
	struct err err = {""};

	sheets[1].rows += (uint64_t)wrong[_i].rows;
	sheets[1].cells += (uint64_t)wrong[_i].cells;
	ck_assert_int_eq(check_bytes(bytes, size, &err), STATUS_FULL);
	ck_assert_ptr_nonnull(strstr(err.text, "sheet2.xml"));
}
END_TEST

START_TEST(a_missing_sheet_is_found)
{
	int file = open(path, O_RDONLY);

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(readback_check(file, sheets, 1, NULL), STATUS_FULL);
	ck_assert_int_eq(readback_check(file, sheets, 3, NULL), STATUS_FULL);
	close(file);
}
END_TEST

/* Within the compressed bytes of the first sheet, every 37th. */
START_TEST(a_flipped_bit_in_a_sheet_is_found)
{
	static const char name[] = "xl/worksheets/sheet1.xml";
	unsigned char *start = memmem(bytes, size, name, sizeof name - 1);
	size_t at, first;

	ck_assert_ptr_nonnull(start);
	first = (size_t)(start - bytes) + sizeof name - 1;
	for (at = first; at < first + 1500; at += 37) {
		bytes[at] ^= 0x10;
		ck_assert_int_ne(check_bytes(bytes, size, NULL), STATUS_OK);
		bytes[at] ^= 0x10;
	}
	ck_assert_int_eq(check_bytes(bytes, size, NULL), STATUS_OK);
}
END_TEST

Suite *workbook_readback_suite(void)
{
	Suite *suite = suite_create("reports/workbook_readback");
	TCase *tcase = tcase_create("damage");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_whole_workbook_is_whole);
	tcase_add_test(tcase, so_is_one_written_with_flat_memory);
	tcase_add_test(tcase, a_cut_workbook_is_found_at_any_length);
	tcase_add_loop_test(tcase, a_missing_row_or_cell_is_found, 0,
			    sizeof wrong / sizeof wrong[0]);
	tcase_add_test(tcase, a_missing_sheet_is_found);
	tcase_add_test(tcase, a_flipped_bit_in_a_sheet_is_found);
	suite_add_tcase(suite, tcase);
	return suite;
}
