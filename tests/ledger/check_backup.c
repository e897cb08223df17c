/* check_backup.c: a whole copy of a book. */
#include "ledger/backup.h"

#include "tests/ledger/room.h"

#include <sys/stat.h>

static char copy[96];

static void begin(void)
{
	room_world();
	snprintf(copy, sizeof copy, "%s/copy", temp.folder);
}

START_TEST(a_copy_has_the_head_of_its_book_and_is_proved)
{
	char here[DIGEST_HEX_SIZE];
	char there[DIGEST_HEX_SIZE];

	OKAY(tempbook_open(&temp, BOOK_READ));
	book_head(temp.book, here);
	OKAY(tempbook_close(&temp));
	OKAY(backup_copy(temp.path, copy, 0, &temp.err));
	snprintf(temp.path, sizeof temp.path, "%s", copy);
	OKAY(tempbook_open(&temp, BOOK_READ));
	book_head(temp.book, there);
	ck_assert_str_eq(here, there);
	room_sound();
}
END_TEST

START_TEST(a_copy_can_be_posted_to)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-07-01", POSTED},
	};

	OKAY(backup_copy(temp.path, copy, 0, &temp.err));
	snprintf(temp.path, sizeof temp.path, "%s", copy);
	room_begin();
	ROOM_TELL(story);
	room_commit();
	room_sound();
}
END_TEST

START_TEST(a_copy_replaces_nothing)
{
	char path[128];

	ck_assert_int_eq(backup_copy(temp.path, temp.folder, 0, &temp.err),
			 STATUS_EXISTS);
	OKAY(backup_copy(temp.path, copy, 0, &temp.err));
	ck_assert_int_eq(backup_copy(temp.path, copy, 0, &temp.err),
			 STATUS_EXISTS);
	snprintf(path, sizeof path, "%s/none/copy", temp.folder);
	ck_assert_int_eq(backup_copy(temp.path, path, 0, &temp.err),
			 STATUS_OUTPUT);
	snprintf(path, sizeof path, "%s/none", temp.folder);
	ck_assert_int_eq(backup_copy(path, copy, 0, &temp.err),
			 STATUS_NOT_FOUND);
}
END_TEST

START_TEST(a_copy_waits_for_the_writer)
{
	struct stat status;

	OKAY(tempbook_open(&temp, BOOK_WRITE));
	ck_assert_int_eq(backup_copy(temp.path, copy, 0, &temp.err),
			 STATUS_BUSY);
	ck_assert_int_ne(stat(copy, &status), 0);
}
END_TEST

Suite *backup_suite(void)
{
	Suite *suite = suite_create("ledger/backup");
	TCase *tcase = tcase_create("copies");

	tcase_add_checked_fixture(tcase, begin, room_remove);
	tcase_add_test(tcase, a_copy_has_the_head_of_its_book_and_is_proved);
	tcase_add_test(tcase, a_copy_can_be_posted_to);
	tcase_add_test(tcase, a_copy_replaces_nothing);
	tcase_add_test(tcase, a_copy_waits_for_the_writer);
	suite_add_tcase(suite, tcase);
	return suite;
}
