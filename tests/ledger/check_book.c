/* check_book.c: make, open and close a book. */
#include "ledger/store/anchor.h"
#include "tests/ledger/room.h"

#include <sys/stat.h>
#include <unistd.h>

static const char zeros[] =
	"0000000000000000000000000000000000000000000000000000000000000000";

static const struct step one_case[] = {
	{"case.opened", "case=K-9,article=181,province=Minsk", "2009-01-05",
	 POSTED},
};

START_TEST(a_new_book_is_empty_and_proved)
{
	char head[DIGEST_HEX_SIZE];

	OKAY(tempbook_open(&temp, BOOK_READ));
	ck_assert_uint_eq(book_entries(temp.book), 0);
	ck_assert_uint_eq(book_runs(temp.book), 0);
	book_head(temp.book, head);
	ck_assert_str_eq(head, zeros);
	ck_assert_str_eq(book_directory(temp.book), temp.path);
	room_sound();
}
END_TEST

START_TEST(a_book_is_made_in_an_empty_folder_alone)
{
	char path[128];

	ck_assert_int_eq(book_init(temp.path, &temp.err), STATUS_EXISTS);
	snprintf(path, sizeof path, "%s/empty", temp.folder);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	OKAY(book_init(path, &temp.err));
	snprintf(path, sizeof path, "%s/none/book", temp.folder);
	ck_assert_int_eq(book_init(path, &temp.err), STATUS_OUTPUT);
}
END_TEST

START_TEST(a_book_and_its_files_are_its_owners)
{
	static const char *const files[] = {"lock", "anchor", "journal.db",
					    "items.db"};
	struct stat status;
	char path[128];
	size_t i;

	ck_assert_int_eq(stat(temp.path, &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0700);
	for (i = 0; i < COUNT_OF(files); i++) {
		snprintf(path, sizeof path, "%s/%s", temp.path, files[i]);
		if (stat(path, &status) == 0)
			ck_assert_uint_eq(status.st_mode & 0077, 0);
	}
}
END_TEST

START_TEST(a_book_open_to_others_is_denied)
{
	ck_assert_int_eq(chmod(temp.path, 0750), 0);
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_DENIED);
	ck_assert_int_eq(tempbook_open(&temp, BOOK_WRITE), STATUS_DENIED);
	ck_assert_int_eq(chmod(temp.path, 0700), 0);
	OKAY(tempbook_open(&temp, BOOK_READ));
}
END_TEST

START_TEST(what_is_no_book_is_not_opened)
{
	struct book *book;
	char path[LIMIT_PATH_BYTES];

	ck_assert_int_eq(
		book_open("/tmp/no such book", BOOK_READ, 0, &book, &temp.err),
		STATUS_NOT_FOUND);
	ck_assert_int_eq(book_open(temp.folder, BOOK_READ, 0, &book, &temp.err),
			 STATUS_NOT_FOUND);
	memset(path, 'x', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	ck_assert_int_eq(book_open(path, BOOK_READ, 0, &book, &temp.err),
			 STATUS_INVALID);
}
END_TEST

START_TEST(a_writer_is_alone)
{
	struct book *other;

	OKAY(tempbook_open(&temp, BOOK_WRITE));
	ck_assert_int_eq(book_open(temp.path, BOOK_READ, 0, &other, &temp.err),
			 STATUS_BUSY);
	OKAY(tempbook_close(&temp));
	OKAY(tempbook_open(&temp, BOOK_READ));
	OKAY(book_open(temp.path, BOOK_READ, 0, &other, &temp.err));
	OKAY(book_close(other, &temp.err));
}
END_TEST

START_TEST(what_is_committed_is_there_after_a_reopening)
{
	char before[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];

	room_begin();
	room_tell(world_steps, world_step_count);
	room_commit();
	book_head(temp.book, before);
	OKAY(tempbook_close(&temp));
	OKAY(tempbook_open(&temp, BOOK_READ));
	book_head(temp.book, after);
	ck_assert_str_eq(before, after);
	ck_assert_uint_eq(book_entries(temp.book), world_step_count);
	ck_assert_uint_eq(book_runs(temp.book), 1);
	ck_assert_int_eq(tempbook_balance(&temp, ACCOUNT_AWARDS_OWED, "BYR",
					  "2009-06-01"),
			 200);
	room_sound();
	ck_assert_uint_eq(temp.verdict.entries, world_step_count);
}
END_TEST

START_TEST(an_abort_leaves_the_head_as_it_was)
{
	char before[DIGEST_HEX_SIZE];
	char within[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];

	room_begin();
	room_tell(world_steps, 40);
	room_commit();
	book_head(temp.book, before);
	room_begin();
	room_tell(world_steps + 40, world_step_count - 40);
	book_head(temp.book, within);
	ck_assert_str_ne(before, within);
	book_abort(temp.book);
	book_head(temp.book, after);
	ck_assert_str_eq(before, after);
	ck_assert_uint_eq(book_entries(temp.book), 40);
	room_sound();
}
END_TEST

START_TEST(what_was_aborted_can_be_posted_again)
{
	char once[DIGEST_HEX_SIZE];
	char again[DIGEST_HEX_SIZE];

	room_begin();
	room_tell(world_steps, world_step_count);
	book_head(temp.book, once);
	book_abort(temp.book);
	temp.rows = 0;
	room_begin();
	room_tell(world_steps, world_step_count);
	room_commit();
	book_head(temp.book, again);
	ck_assert_str_eq(once, again);
	room_sound();
}
END_TEST

START_TEST(closing_within_a_transaction_aborts_it)
{
	room_begin();
	ROOM_TELL(one_case);
	OKAY(tempbook_close(&temp));
	OKAY(tempbook_open(&temp, BOOK_READ));
	ck_assert_uint_eq(book_entries(temp.book), 0);
}
END_TEST

static void move_anchor(int entries, char digit)
{
	struct anchor anchor;

	OKAY(anchor_read(temp.path, &anchor, &temp.err));
	anchor.entries = (uint32_t)((int)anchor.entries + entries);
	if (digit != '\0')
		anchor.head[63] = digit;
	OKAY(anchor_write(temp.path, &anchor, &temp.err));
}

START_TEST(a_book_behind_its_anchor_is_refused)
{
	room_begin();
	ROOM_TELL(one_case);
	room_commit();
	OKAY(tempbook_close(&temp));
	move_anchor(1, '\0');
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(temp.err.text, "restore"));
	ck_assert_int_eq(tempbook_open(&temp, BOOK_WRITE), STATUS_CORRUPT);
}
END_TEST

START_TEST(a_book_of_another_head_than_its_anchor_is_refused)
{
	room_begin();
	ROOM_TELL(one_case);
	room_commit();
	OKAY(tempbook_close(&temp));

	move_anchor(0, '0');
	if (tempbook_open(&temp, BOOK_READ) == STATUS_OK) { /* it was a 0 */
		OKAY(tempbook_close(&temp));
		move_anchor(0, '1');
	}
	ck_assert_int_eq(tempbook_open(&temp, BOOK_READ), STATUS_CORRUPT);
}
END_TEST

/* Killed between the commit and the anchor: the book is ahead of it. */
START_TEST(a_book_ahead_of_its_anchor_is_opened)
{
	struct anchor before;

	room_begin();
	ROOM_TELL(one_case);
	room_commit();
	OKAY(tempbook_close(&temp));
	OKAY(anchor_read(temp.path, &before, &temp.err));
	room_begin();
	room_tell(world_steps, 4);
	room_commit();
	OKAY(tempbook_close(&temp));
	before.clean = false;
	OKAY(anchor_write(temp.path, &before, &temp.err));
	OKAY(tempbook_open(&temp, BOOK_READ));
	ck_assert_uint_eq(book_entries(temp.book), 5);
	room_sound();
}
END_TEST

Suite *book_suite(void)
{
	Suite *suite = suite_create("ledger/book");
	TCase *tcase = tcase_create("book");

	tcase_add_checked_fixture(tcase, room_make, room_remove);
	tcase_add_test(tcase, a_new_book_is_empty_and_proved);
	tcase_add_test(tcase, a_book_is_made_in_an_empty_folder_alone);
	tcase_add_test(tcase, a_book_and_its_files_are_its_owners);
	tcase_add_test(tcase, a_book_open_to_others_is_denied);
	tcase_add_test(tcase, what_is_no_book_is_not_opened);
	tcase_add_test(tcase, a_writer_is_alone);
	tcase_add_test(tcase, what_is_committed_is_there_after_a_reopening);
	tcase_add_test(tcase, an_abort_leaves_the_head_as_it_was);
	tcase_add_test(tcase, what_was_aborted_can_be_posted_again);
	tcase_add_test(tcase, closing_within_a_transaction_aborts_it);
	tcase_add_test(tcase, a_book_behind_its_anchor_is_refused);
	tcase_add_test(tcase,
		       a_book_of_another_head_than_its_anchor_is_refused);
	tcase_add_test(tcase, a_book_ahead_of_its_anchor_is_opened);
	suite_add_tcase(suite, tcase);
	return suite;
}
