/* check_backup.c: whole copies of a book. */
#include "ledger/backup.h"

#include "ledger/store/lock.h"
#include "tests/ledger/room.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char copy[96];
static struct verdict proved;

static void tell(void *owner, const struct finding *finding)
{
	(void)owner;
	(void)finding;
}

static void begin(void)
{
	room_world();
	snprintf(copy, sizeof copy, "%s/copy", temp.folder);
}

static enum status make(const char *to, const char *made, const char *until)
{
	struct backup backup = {temp.path, to, made, until, 0, tell, NULL};

	return backup_make(&backup, &proved, &temp.err);
}

static bool there(const char *name)
{
	char path[192];
	struct stat status;

	snprintf(path, sizeof path, "%s/%s", temp.folder, name);
	return stat(path, &status) == 0;
}

START_TEST(a_copy_has_the_head_of_its_book_and_is_proved)
{
	char here[DIGEST_HEX_SIZE];
	char head[DIGEST_HEX_SIZE];

	OKAY(tempbook_open(&temp, BOOK_READ));
	book_head(temp.book, here);
	OKAY(tempbook_close(&temp));
	OKAY(make(copy, NULL, NULL));
	ck_assert_str_eq(proved.head, here);
	snprintf(temp.path, sizeof temp.path, "%s", copy);
	OKAY(tempbook_open(&temp, BOOK_READ));
	book_head(temp.book, head);
	ck_assert_str_eq(here, head);
	room_sound();
}
END_TEST

START_TEST(a_copy_can_be_posted_to)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-07-01", POSTED},
	};

	OKAY(make(copy, NULL, NULL));
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

	ck_assert_int_eq(make(temp.folder, NULL, NULL), STATUS_EXISTS);
	ck_assert_int_eq(backup_copy(temp.path, temp.folder, 0, &temp.err),
			 STATUS_EXISTS);
	OKAY(make(copy, NULL, NULL));
	ck_assert_int_eq(make(copy, NULL, NULL), STATUS_EXISTS);
	snprintf(path, sizeof path, "%s/none/copy", temp.folder);
	ck_assert_int_eq(make(path, NULL, NULL), STATUS_OUTPUT);
	snprintf(path, sizeof path, "%s/none", temp.folder);
	ck_assert_int_eq(backup_copy(path, copy, 0, &temp.err),
			 STATUS_NOT_FOUND);
}
END_TEST

START_TEST(a_copy_waits_for_the_writer)
{
	OKAY(tempbook_open(&temp, BOOK_WRITE));
	ck_assert_int_eq(make(copy, NULL, NULL), STATUS_BUSY);
	ck_assert(!there("copy"));
	ck_assert(!there("copy.unfinished"));
}
END_TEST

START_TEST(a_copy_is_made_while_readers_read)
{
	OKAY(tempbook_open(&temp, BOOK_READ));
	OKAY(make(copy, NULL, NULL));
}
END_TEST

START_TEST(what_a_killed_copy_left_is_replaced)
{
	char aside[128];
	char part[160];

	snprintf(aside, sizeof aside, "%s.unfinished", copy);
	ck_assert_int_eq(mkdir(aside, 0700), 0);
	snprintf(part, sizeof part, "%s/journal.db", aside);
	close(open(part, O_WRONLY | O_CREAT, 0600));
	ck_assert_int_eq(make(copy, NULL, NULL), STATUS_OUTPUT);
	snprintf(part, sizeof part, "%s/unfinished", aside);
	close(open(part, O_WRONLY | O_CREAT, 0600));
	OKAY(make(copy, NULL, NULL));
	ck_assert(!there("copy.unfinished"));
}
END_TEST

START_TEST(two_do_not_make_the_same_copy)
{
	char aside[128];
	char part[160];
	int lock;

	snprintf(aside, sizeof aside, "%s.unfinished", copy);
	snprintf(part, sizeof part, "%s/lock", aside);
	ck_assert_int_eq(mkdir(aside, 0700), 0);
	close(open(part, O_WRONLY | O_CREAT, 0600));
	OKAY(lock_take(aside, false, 0, &lock, &temp.err));
	ck_assert_int_eq(make(copy, NULL, NULL), STATUS_BUSY);
	lock_release(lock);
	snprintf(part, sizeof part, "%s/unfinished", aside);
	close(open(part, O_WRONLY | O_CREAT, 0600));
	OKAY(make(copy, NULL, NULL));
}
END_TEST

static void keep(uint32_t count, uint32_t expected)
{
	uint32_t removed = 77;

	OKAY(backup_keep(temp.folder, count, &removed, &temp.err));
	ck_assert_uint_eq(removed, expected);
}

static void make_three(void)
{
	char name[128];

	snprintf(name, sizeof name, "%s/b", temp.folder);
	OKAY(make(name, "2026-03-01T00:00:00Z", NULL));
	snprintf(name, sizeof name, "%s/a", temp.folder);
	OKAY(make(name, "2026-02-01T00:00:00Z", NULL));
	snprintf(name, sizeof name, "%s/c", temp.folder);
	OKAY(make(name, "2026-01-01T00:00:00Z", NULL));
}

START_TEST(the_newest_backups_of_a_folder_are_kept)
{
	make_three();
	keep(3, 0);
	keep(2, 1);
	ck_assert(!there("c"));
	keep(1, 1);
	ck_assert(there("b") && !there("a"));
	room_sound(); /* the book itself lies in that folder */
}
END_TEST

START_TEST(a_backup_that_was_posted_to_is_a_book_and_stays)
{
	static const struct step story[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-07-01", POSTED},
	};

	make_three();
	snprintf(temp.path, sizeof temp.path, "%s/c", temp.folder);
	room_begin();
	ROOM_TELL(story);
	room_commit();
	OKAY(tempbook_close(&temp));
	keep(1, 1);
	ck_assert(there("c"));
}
END_TEST

START_TEST(what_was_half_removed_goes)
{
	char path[128];

	snprintf(path, sizeof path, "%s/x.removed", temp.folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	keep(1, 0);
	ck_assert(!there("x.removed"));
}
END_TEST

START_TEST(a_moment_is_a_run_or_a_time)
{
	ck_assert_int_eq(make(copy, NULL, "run:0"), STATUS_INVALID);
	ck_assert_int_eq(make(copy, NULL, "run:1x"), STATUS_INVALID);
	ck_assert_int_eq(make(copy, NULL, "2026-01-01"), STATUS_INVALID);
	ck_assert(!there("copy"));
	ck_assert(!there("copy.unfinished"));
	OKAY(make(copy, NULL, "run:1"));
	ck_assert_uint_eq(proved.runs, 1);
}
END_TEST

/* Behind each run of a book of many: the head that the run recorded. */
START_TEST(each_run_gives_its_own_head_back)
{
	static const struct step one[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-07-01", POSTED},
	};
	char heads[3][DIGEST_HEX_SIZE];
	char until[16];
	uint32_t first;
	int i;

	OKAY(tempbook_open(&temp, BOOK_READ));
	first = book_runs(temp.book);
	OKAY(tempbook_close(&temp));
	for (i = 0; i < 3; i++) {
		room_begin();
		ROOM_TELL(one);
		room_commit();
		book_head(temp.book, heads[i]);
		OKAY(tempbook_close(&temp));
	}
	for (i = 0; i < 3; i++) {
		snprintf(until, sizeof until, "run:%u",
			 (unsigned int)first + 1 + (unsigned int)i);
		snprintf(copy, sizeof copy, "%s/to-%d", temp.folder, i);
		OKAY(make(copy, NULL, until));
		ck_assert_uint_eq(proved.findings, 0);
		ck_assert_str_eq(proved.head, heads[i]);
	}
}
END_TEST

Suite *backup_suite(void)
{
	Suite *suite = suite_create("ledger/backup");
	TCase *tcase = tcase_create("copies");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, begin, room_remove);
	tcase_add_test(tcase, a_copy_has_the_head_of_its_book_and_is_proved);
	tcase_add_test(tcase, a_copy_can_be_posted_to);
	tcase_add_test(tcase, a_copy_replaces_nothing);
	tcase_add_test(tcase, a_copy_waits_for_the_writer);
	tcase_add_test(tcase, a_copy_is_made_while_readers_read);
	tcase_add_test(tcase, what_a_killed_copy_left_is_replaced);
	tcase_add_test(tcase, two_do_not_make_the_same_copy);
	tcase_add_test(tcase, the_newest_backups_of_a_folder_are_kept);
	tcase_add_test(tcase, a_backup_that_was_posted_to_is_a_book_and_stays);
	tcase_add_test(tcase, what_was_half_removed_goes);
	tcase_add_test(tcase, a_moment_is_a_run_or_a_time);
	tcase_add_test(tcase, each_run_gives_its_own_head_back);
	suite_add_tcase(suite, tcase);
	return suite;
}
