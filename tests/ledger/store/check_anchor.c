/* check_anchor.c: what was last acknowledged. */
#include "ledger/store/anchor.h"

#include "tests/ledger/room.h"

#include <unistd.h>

static void write_anchor(const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s/anchor", temp.path);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

START_TEST(an_anchor_comes_back_as_written)
{
	struct anchor anchor = {4000000000u, 77, "", _i == 0, _i == 1};
	struct anchor back;

	memset(anchor.head, 'a', DIGEST_HEX_SIZE - 1);
	OKAY(anchor_write(temp.path, &anchor, &temp.err));
	OKAY(anchor_read(temp.path, &back, &temp.err));
	ck_assert_uint_eq(back.entries, 4000000000u);
	ck_assert_uint_eq(back.runs, 77);
	ck_assert_str_eq(back.head, anchor.head);
	ck_assert_int_eq(back.clean, _i == 0);
}
END_TEST

static const char *const damaged[] = {
	"",
	"entries=1\n",
	"entries=1\nhead=00\nruns=1\nstate=clean\n",
	"entries=x\nhead="
	"0000000000000000000000000000000000000000000000000000000000000000"
	"\nruns=1\nstate=clean\n",
	"entries=1\nhead="
	"00000000000000000000000000000000ZZ000000000000000000000000000000"
	"\nruns=1\nstate=clean\n",
};

START_TEST(a_damaged_anchor_is_told)
{
	struct anchor anchor;

	write_anchor(damaged[_i]);
	ck_assert_int_eq(anchor_read(temp.path, &anchor, &temp.err),
			 STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(temp.err.text, "restore"));
}
END_TEST

START_TEST(a_folder_without_anchor_is_no_book)
{
	struct anchor anchor = {0, 0, "", true, false};

	ck_assert_int_eq(anchor_read(temp.folder, &anchor, &temp.err),
			 STATUS_NOT_FOUND);
	ck_assert_int_eq(
		anchor_write("/tmp/no such folder", &anchor, &temp.err),
		STATUS_IO);
}
END_TEST

Suite *anchor_suite(void)
{
	Suite *suite = suite_create("ledger/store/anchor");
	TCase *tcase = tcase_create("anchor");

	tcase_add_checked_fixture(tcase, room_make, room_remove);
	tcase_add_loop_test(tcase, an_anchor_comes_back_as_written, 0, 2);
	tcase_add_loop_test(tcase, a_damaged_anchor_is_told, 0,
			    (int)COUNT_OF(damaged));
	tcase_add_test(tcase, a_folder_without_anchor_is_no_book);
	suite_add_tcase(suite, tcase);
	return suite;
}
