/* check_runs.c: the line of a run and its chain. */
#include "ledger/runs.h"

#include "tests/ledger/room.h"

static void fill(struct run *run)
{
	int field;

	memset(run, 0, sizeof *run);
	for (field = 0; field < RUN_FIELD_COUNT; field++)
		run_set(run, (enum run_field)field, "");
}

START_TEST(a_line_comes_back_field_by_field)
{
	struct text line = TEXT_ZERO;
	struct run run;
	struct run back;
	int field;

	fill(&run);
	run_set(&run, RUN_KIND, "import");
	run_set(&run, RUN_FILE, "a=b.csv");
	run_set(&run, RUN_OPERATOR, "\xd0\xb4\xd0\xb0");
	run_set(&run, RUN_POSTED, "42");
	run_line(&run, &line);
	ck_assert(run_parse(room_slice(&line), 7, &back));
	ck_assert_uint_eq(back.number, 7);
	for (field = 0; field < RUN_FIELD_COUNT; field++)
		ck_assert_msg(slice_equal(run.field[field], back.field[field]),
			      "%s", run_field_name((enum run_field)field));
	ck_assert_uint_eq(run_count(&back, RUN_POSTED), 42);
	ck_assert_uint_eq(run_count(&back, RUN_READ), 0);
	ck_assert_uint_eq(run_count(&back, RUN_FILE), 0);
	text_release(&line);
}
END_TEST

START_TEST(a_value_holds_no_tab_or_line_end)
{
	struct text line = TEXT_ZERO;
	struct run run;
	struct run back;

	fill(&run);
	run_set(&run, RUN_REASON, "a\tb\nc\x7f");
	run_line(&run, &line);
	ck_assert_ptr_null(strchr(line.bytes, '\n'));
	ck_assert(run_parse(room_slice(&line), 1, &back));
	ck_assert(slice_is(back.field[RUN_REASON], "a b c "));
	text_release(&line);
}
END_TEST

START_TEST(a_line_that_lacks_a_field_is_not_read)
{
	struct text line = TEXT_ZERO;
	struct run run;
	struct run back;
	size_t later;
	size_t size;

	fill(&run);
	run_line(&run, &line);
	later = (size_t)(strstr(line.bytes, "\tlogin=") - line.bytes);
	for (size = 0; size < later; size++)
		ck_assert(
			!run_parse((struct slice){line.bytes, size}, 1, &back));
	text_add_char(&line, '\t');
	ck_assert(!run_parse(room_slice(&line), 1, &back));
	line.bytes[0] = 'X';
	ck_assert(!run_parse(room_slice(&line), 1, &back));
	text_release(&line);
}
END_TEST

START_TEST(a_line_of_an_older_program_is_read)
{
	struct text line = TEXT_ZERO;
	struct run run;
	struct run back;
	size_t older;

	fill(&run);
	run_set(&run, RUN_HEAD_AFTER, "feed");
	run_line(&run, &line);
	older = (size_t)(strstr(line.bytes, "\tlogin=") - line.bytes);
	ck_assert(run_parse((struct slice){line.bytes, older}, 1, &back));
	ck_assert(slice_is(back.field[RUN_HEAD_AFTER], "feed"));
	ck_assert_uint_eq(back.field[RUN_DEBTS].size, 0);
	older = (size_t)(strstr(line.bytes, "\tdates=") - line.bytes);
	ck_assert(run_parse((struct slice){line.bytes, older}, 1, &back));
	ck_assert_uint_eq(back.field[RUN_LOGIN].size, 0);
	text_release(&line);
}
END_TEST

/* sha256 of 64 zeros, a line end, "line", a line end. */
START_TEST(the_chain_is_a_sha256_of_lines)
{
	static const char again[] =
		"0000000000000000000000000000000000000000000000000000000000000000"
		"\nline\n";
	struct digest *digest = digest_new();
	char before[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];
	char expected[DIGEST_HEX_SIZE];

	memcpy(before, again, DIGEST_HEX_SIZE - 1);
	before[DIGEST_HEX_SIZE - 1] = '\0';
	run_chain(before, slice_on("line"), after);
	digest_add(digest, again, sizeof again - 1);
	digest_hex(digest, expected);
	ck_assert_str_eq(after, expected);
	digest_free(digest);
}
END_TEST

START_TEST(runs_of_a_book_name_their_entries_and_heads)
{
	struct runs *runs;
	struct run run;
	char head[DIGEST_HEX_SIZE];

	room_make();
	room_begin();
	room_tell(world_steps, 50);
	room_commit();
	book_head(temp.book, head);
	room_begin();
	room_commit();
	room_begin();
	room_tell(world_steps + 50, 3);
	room_commit();
	OKAY(runs_open(temp.book, 1, &runs, &temp.err));
	OKAY(runs_next(runs, &run, &temp.err));
	ck_assert_uint_eq(run_count(&run, RUN_FIRST), 1);
	ck_assert_uint_eq(run_count(&run, RUN_LAST), 50);
	ck_assert(slice_is(run.field[RUN_HEAD_AFTER], head));
	OKAY(runs_next(runs, &run, &temp.err));
	ck_assert_uint_eq(run_count(&run, RUN_FIRST), 0);
	ck_assert(slice_is(run.field[RUN_HEAD_BEFORE], head));
	ck_assert(slice_is(run.field[RUN_HEAD_AFTER], head));
	OKAY(runs_next(runs, &run, &temp.err));
	ck_assert_uint_eq(run.number, 3);
	ck_assert_uint_eq(run_count(&run, RUN_FIRST), 51);
	ck_assert_uint_eq(run_count(&run, RUN_LAST), 53);
	ck_assert_int_eq(runs_next(runs, &run, &temp.err), STATUS_END);
	runs_close(runs);
	runs_close(NULL);
	room_sound();
	ck_assert_uint_eq(temp.verdict.runs, 3);
	room_remove();
}
END_TEST

Suite *runs_suite(void)
{
	Suite *suite = suite_create("ledger/runs");
	TCase *tcase = tcase_create("runs");

	tcase_add_test(tcase, a_line_comes_back_field_by_field);
	tcase_add_test(tcase, a_value_holds_no_tab_or_line_end);
	tcase_add_test(tcase, a_line_that_lacks_a_field_is_not_read);
	tcase_add_test(tcase, a_line_of_an_older_program_is_read);
	tcase_add_test(tcase, the_chain_is_a_sha256_of_lines);
	tcase_add_test(tcase, runs_of_a_book_name_their_entries_and_heads);
	suite_add_tcase(suite, tcase);
	return suite;
}
