/* check_configs.c: a configuration is kept with the first run that had it. */
#include "ledger/configs.h"

#include "ledger/debts.h"
#include "tests/ledger/room.h"

static void run_with(const char *text)
{
	room_begin();
	if (text != NULL)
		book_configure(temp.book, slice_on(text));
	room_commit();
	OKAY(tempbook_close(&temp));
}

static void governs(uint32_t run, uint32_t number, const char *expected)
{
	struct config_version version;
	struct text text = TEXT_ZERO;

	OKAY(book_config(temp.book, run, &version, &text, &temp.err));
	ck_assert_uint_eq(version.number, number);
	ck_assert_str_eq(text.size == 0 ? "" : text.bytes, expected);
	ck_assert_int_eq(version.sha256[0] == '\0', expected[0] == '\0');
	text_release(&text);
}

START_TEST(each_change_is_a_version_and_every_run_says_its_own)
{
	static const char *const texts[] = {
		NULL, "", "a = 1\n", "a = 1\n", NULL, "a = 2\n", "", "a = 1\n"};
	char hex[8][DIGEST_HEX_SIZE];
	struct config_version version;
	struct runs *runs;
	struct run run;
	size_t i;

	room_make();
	for (i = 0; i < COUNT_OF(texts); i++)
		run_with(texts[i]);
	OKAY(tempbook_open(&temp, BOOK_READ));
	ck_assert_int_eq(book_config(temp.book, 2, &version, NULL, &temp.err),
			 STATUS_NOT_FOUND);
	governs(3, 1, "a = 1\n");
	governs(5, 1, "a = 1\n");
	governs(6, 2, "a = 2\n");
	governs(7, 3, "");
	governs(8, 4, "a = 1\n");
	governs(RUN_NEWEST, 4, "a = 1\n");
	OKAY(runs_open(temp.book, 1, &runs, &temp.err));
	for (i = 0; i < COUNT_OF(texts); i++) {
		OKAY(runs_next(runs, &run, &temp.err));
		snprintf(hex[i], DIGEST_HEX_SIZE, "%.*s",
			 (int)run.field[RUN_CONFIG].size,
			 run.field[RUN_CONFIG].bytes);
	}
	runs_close(runs);
	ck_assert_str_eq(hex[0], "");
	ck_assert_str_eq(hex[1], "");
	ck_assert_uint_eq(strlen(hex[2]), 64);
	ck_assert_str_eq(hex[2], hex[3]);
	ck_assert_str_eq(hex[2], hex[7]);
	ck_assert_str_ne(hex[2], hex[5]);
	ck_assert_str_eq(hex[6], "");
	room_remove();
}
END_TEST

START_TEST(an_aborted_run_keeps_no_configuration)
{
	struct config_version version;

	room_make();
	room_begin();
	book_configure(temp.book, slice_on("a = 1\n"));
	book_abort(temp.book);
	ck_assert_int_eq(
		book_config(temp.book, RUN_NEWEST, &version, NULL, &temp.err),
		STATUS_NOT_FOUND);
	room_remove();
}
END_TEST

Suite *configs_suite(void)
{
	Suite *suite = suite_create("ledger/configs");
	TCase *tcase = tcase_create("versions");

	tcase_add_test(tcase,
		       each_change_is_a_version_and_every_run_says_its_own);
	tcase_add_test(tcase, an_aborted_run_keeps_no_configuration);
	suite_add_tcase(suite, tcase);
	return suite;
}
