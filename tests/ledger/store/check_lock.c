/* check_lock.c: one writer, or many readers. */
#include "ledger/store/lock.h"

#include "tests/ledger/room.h"

#include <sys/stat.h>
#include <unistd.h>

START_TEST(readers_share_and_a_writer_is_alone)
{
	int one;
	int other;
	int writer;

	OKAY(lock_take(temp.path, false, 0, &one, &temp.err));
	OKAY(lock_take(temp.path, false, 0, &other, &temp.err));
	ck_assert_int_eq(lock_take(temp.path, true, 0, &writer, &temp.err),
			 STATUS_BUSY);
	lock_release(one);
	lock_release(other);
	OKAY(lock_take(temp.path, true, 0, &writer, &temp.err));
	ck_assert_int_eq(lock_take(temp.path, false, 0, &one, &temp.err),
			 STATUS_BUSY);
	ck_assert_int_eq(lock_take(temp.path, true, 0, &one, &temp.err),
			 STATUS_BUSY);
	lock_release(writer);
	lock_release(-1);
}
END_TEST

static const struct {
	mode_t mode;
	enum status expected;
} modes[] = {{0700, STATUS_OK},	    {0710, STATUS_DENIED},
	     {0740, STATUS_DENIED}, {0701, STATUS_DENIED},
	     {0777, STATUS_DENIED}, {0750, STATUS_DENIED}};

START_TEST(a_book_open_to_others_is_refused)
{
	enum status status;
	int fd;

	ck_assert_int_eq(chmod(temp.path, modes[_i].mode), 0);
	status = lock_take(temp.path, false, 0, &fd, &temp.err);
	ck_assert_int_eq(status, modes[_i].expected);
	if (status == STATUS_OK)
		lock_release(fd);
	else
		ck_assert_ptr_nonnull(strstr(temp.err.text, "chmod 700"));
	ck_assert_int_eq(chmod(temp.path, 0700), 0);
}
END_TEST

START_TEST(what_is_no_book_is_not_found)
{
	char path[128];
	int fd;

	ck_assert_int_eq(
		lock_take("/tmp/no such book", false, 0, &fd, &temp.err),
		STATUS_NOT_FOUND);
	snprintf(path, sizeof path, "%s/lock", temp.path);
	ck_assert_int_eq(lock_take(path, false, 0, &fd, &temp.err),
			 STATUS_NOT_FOUND);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(lock_take(temp.path, false, 0, &fd, &temp.err),
			 STATUS_NOT_FOUND);
}
END_TEST

Suite *lock_suite(void)
{
	Suite *suite = suite_create("ledger/store/lock");
	TCase *tcase = tcase_create("locks");

	tcase_add_checked_fixture(tcase, room_make, room_remove);
	tcase_add_test(tcase, readers_share_and_a_writer_is_alone);
	tcase_add_loop_test(tcase, a_book_open_to_others_is_refused, 0,
			    (int)COUNT_OF(modes));
	tcase_add_test(tcase, what_is_no_book_is_not_found);
	suite_add_tcase(suite, tcase);
	return suite;
}
