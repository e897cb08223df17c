/* check_scratch.c: a file that gets its name once, and never another's. */
#include "batch/engine/scratch.h"

#include "tests/batch/engine/folder.h"

#include <dirent.h>

static int names_in_folder(void)
{
	DIR *listing = opendir(folder);
	int count = 0;

	ck_assert_ptr_nonnull(listing);
	while (readdir(listing) != NULL)
		count++;
	closedir(listing);
	return count - 2;
}

START_TEST(a_published_file_stands_whole)
{
	struct scratch scratch;
	struct err err;
	char *bytes;
	size_t size;

	ck_assert_int_eq(scratch_open(&scratch, folder, &err), STATUS_OK);
	ck_assert_int_eq(scratch_write(&scratch, "abc", 3, &err), STATUS_OK);
	ck_assert_int_eq(scratch_publish(&scratch, folder_path("f"), &err),
			 STATUS_OK);
	scratch_drop(&scratch);
	bytes = folder_read("f", &size);
	ck_assert_str_eq(bytes, "abc");
	ck_assert_int_eq(names_in_folder(), 1);
	free(bytes);
}
END_TEST

START_TEST(what_is_dropped_leaves_nothing)
{
	struct scratch scratch;
	struct err err;

	ck_assert_int_eq(scratch_open(&scratch, folder, &err), STATUS_OK);
	ck_assert_int_eq(scratch_write(&scratch, "abc", 3, &err), STATUS_OK);
	scratch_drop(&scratch);
	ck_assert_int_eq(names_in_folder(), 0);
	scratch_drop(&scratch);
}
END_TEST

START_TEST(a_file_that_is_there_is_not_replaced)
{
	struct scratch scratch;
	struct err err;
	char *bytes;
	size_t size;

	folder_write_text("f", "first");
	ck_assert_int_eq(scratch_open(&scratch, folder, &err), STATUS_OK);
	ck_assert_int_eq(scratch_write(&scratch, "abc", 3, &err), STATUS_OK);
	ck_assert_int_eq(scratch_publish(&scratch, folder_path("f"), &err),
			 STATUS_EXISTS);
	scratch_drop(&scratch);
	bytes = folder_read("f", &size);
	ck_assert_str_eq(bytes, "first");
	free(bytes);
}
END_TEST

START_TEST(a_directory_that_is_not_there_is_named)
{
	struct scratch scratch;
	struct err err;

	ck_assert_int_eq(scratch_open(&scratch, "/nowhere/at/all", &err),
			 STATUS_OUTPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/at/all"));
	scratch_drop(&scratch);
}
END_TEST

static const struct {
	const char *path;
	const char *directory;
} directories[] = {
	{"f", "."}, {"/f", "/"}, {"a/f", "a"}, {"/a/b/f", "/a/b"}, {"a/", "a"},
};

START_TEST(a_path_has_its_directory)
{
	char out[LIMIT_PATH_BYTES];
	struct err err;

	ck_assert_int_eq(directory_of(directories[_i].path, out, &err),
			 STATUS_OK);
	ck_assert_str_eq(out, directories[_i].directory);
}
END_TEST

START_TEST(a_path_has_a_limit)
{
	char path[LIMIT_PATH_BYTES + 1];
	char out[LIMIT_PATH_BYTES];
	struct err err;

	memset(path, 'x', sizeof path);
	path[LIMIT_PATH_BYTES] = '\0';
	ck_assert_int_eq(directory_of(path, out, &err), STATUS_OUTPUT);
}
END_TEST

Suite *scratch_suite(void)
{
	Suite *suite = suite_create("batch/engine/scratch");
	TCase *tcase = tcase_create("scratch");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_test(tcase, a_published_file_stands_whole);
	tcase_add_test(tcase, what_is_dropped_leaves_nothing);
	tcase_add_test(tcase, a_file_that_is_there_is_not_replaced);
	tcase_add_test(tcase, a_directory_that_is_not_there_is_named);
	tcase_add_loop_test(tcase, a_path_has_its_directory, 0, 5);
	tcase_add_test(tcase, a_path_has_a_limit);
	suite_add_tcase(suite, tcase);
	return suite;
}
