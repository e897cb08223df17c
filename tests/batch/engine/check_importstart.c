/*
 * check_importstart.c: free disk is looked at before the first row. The
 * figure is this file's own: its statvfs stands in for that of the system.
 */
#include "batch/engine/import.h"

#include "tests/batch/engine/folder.h"

#include <dlfcn.h>
#include <sys/statvfs.h>

static bool pretended;
static uint64_t free_bytes;

int statvfs(const char *path, struct statvfs *disk)
{
	static int (*own)(const char *path, struct statvfs *disk);

	if (own == NULL)
		*(void **)&own = dlsym(RTLD_NEXT, "statvfs");
	if (!pretended)
		return own(path, disk);
	memset(disk, 0, sizeof *disk);
	disk->f_frsize = 1;
	disk->f_bavail = (fsblkcnt_t)free_bytes;
	return 0;
}

static const struct {
	long content_bytes;
	long free_bytes; /* beyond the 64 MiB that are spared */
	enum status expected;
} disks[] = {
	{100, 400, STATUS_OK},		 {100, 399, STATUS_FULL},
	{5000, 20000, STATUS_OK},	 {5000, 19999, STATUS_FULL},
	{100, -(64 << 20), STATUS_FULL},
};

START_TEST(an_import_needs_four_times_its_content_and_64_MiB)
{
	static const char header[] = "event,id,date,case,article,province\n";
	struct import_options options;
	struct import_result result;
	struct book *book;
	struct err err;
	char text[6000];

	folder_make();
	memset(&options, 0, sizeof options);
	options.stdin_fd = -1;
	memset(text, '\n', sizeof text);
	memcpy(text, header, sizeof header - 1);
	folder_write("f.csv", text, (size_t)disks[_i].content_bytes);
	ck_assert_int_eq(book_init(folder_path("book"), &err), STATUS_OK);
	ck_assert_int_eq(
		book_open(folder_path("book"), BOOK_WRITE, 0, &book, &err),
		STATUS_OK);
	pretended = true;
	free_bytes = (uint64_t)((64 << 20) + disks[_i].free_bytes);
	ck_assert_int_eq(import_file(book, folder_path("f.csv"), &options,
				     &result, &err),
			 disks[_i].expected);
	pretended = false;
	if (disks[_i].expected == STATUS_FULL)
		ck_assert_msg(strstr(err.text, "MiB free and the import needs "
					       "64 MiB; make room") != NULL,
			      "%s", err.text);
	ck_assert_uint_eq(book_runs(book), 0);
	ck_assert_int_eq(book_close(book, &err), STATUS_OK);
	folder_remove();
}
END_TEST

Suite *importstart_suite(void)
{
	Suite *suite = suite_create("batch/engine/importstart");
	TCase *tcase = tcase_create("free disk");

	tcase_add_loop_test(tcase,
			    an_import_needs_four_times_its_content_and_64_MiB,
			    0, (int)(sizeof disks / sizeof *disks));
	suite_add_tcase(suite, tcase);
	return suite;
}
