/* check_importalike.c: which files look like one that was posted. */
#include "batch/engine/import.h"

#include "tests/batch/engine/folder.h"

#define HEADER "event,id,date,case,offender,amount,currency,channel,note\n"
#define WORLD                                                                  \
	"event,id,date,case,article,province,claim,victim,offender,amount,"    \
	"currency\n"                                                           \
	"case.opened,W-1,2010-01-04,K-1,181,Minsk,,,,,\n"                      \
	"case.opened,W-2,2010-01-04,K-2,181,Minsk,,,,,\n"

static struct book *book;
static struct import_options options;
static struct import_result result;
static struct err err;

static void say_nothing(void *owner, char out[IMPORT_TIME_SIZE])
{
	(void)owner;
	snprintf(out, IMPORT_TIME_SIZE, "2026-01-01T12:00:01Z");
}

static enum import_outcome send(const char *name, const char *text)
{
	folder_write_text(name, text);
	ck_assert_msg(import_file(book, folder_path(name), &options, &result,
				  &err) == STATUS_OK,
		      "%s", err.text);
	return result.outcome;
}

static void begin(void)
{
	folder_make();
	ck_assert_int_eq(book_init(folder_path("book"), &err), STATUS_OK);
	ck_assert_int_eq(
		book_open(folder_path("book"), BOOK_WRITE, 0, &book, &err),
		STATUS_OK);
	memset(&options, 0, sizeof options);
	ck_assert(day_parse("2026-01-31", 10, &options.today));
	options.stdin_fd = -1;
	options.now = say_nothing;
	options.started = "2026-01-01T12:00:00Z";
	options.look_alike_days = 31;
	ck_assert_int_eq(send("w.csv", WORLD), IMPORT_POSTED);
	ck_assert_int_eq(
		send("first.csv", HEADER
		     "recovery.received,A-1,2011-03-01,K-1,O-1,500,BYR,,x\n"
		     "recovery.received,A-2,2011-03-02,K-1,O-1,500,BYR,,\n"
		     "recovery.received,A-3,2011-03-02,K-2,O-2,70,BYR,,\n"),
		IMPORT_POSTED);
}

static void end(void)
{
	ck_assert_int_eq(book_close(book, &err), STATUS_OK);
	folder_remove();
}

static const struct {
	const char *what;
	const char *rows;
	enum import_outcome outcome;
} files[] = {
	{"new ids, another order, another note",
	 "recovery.received,B-3,2011-03-02,K-2,O-2,70,BYR,,y\n"
	 "recovery.received,B-1,2011-03-01,K-1,O-1,500,BYR,,y\n"
	 "recovery.received,B-2,2011-03-02,K-1,O-1,500,BYR,,y\n",
	 IMPORT_HELD},
	{"new ids, one payer corrected",
	 "recovery.received,B-1,2011-03-01,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-2,2011-03-02,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-3,2011-03-02,K-2,O-9,70,BYR,,\n",
	 IMPORT_HELD},
	{"one row under a new id, the others as they were",
	 "recovery.received,A-1,2011-03-01,K-1,O-1,500,BYR,,x\n"
	 "recovery.received,A-2,2011-03-02,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-3,2011-03-02,K-2,O-2,70,BYR,,\n",
	 IMPORT_HELD},
	{"the same sums and days in other cases, from other payers",
	 "recovery.received,B-1,2011-03-01,K-2,O-1,500,BYR,,\n"
	 "recovery.received,B-2,2011-03-02,K-2,O-3,500,BYR,,\n"
	 "recovery.received,B-3,2011-03-02,K-1,O-4,70,BYR,,\n",
	 IMPORT_POSTED},
	{"a month later",
	 "recovery.received,B-1,2011-04-01,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-2,2011-04-02,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-3,2011-04-02,K-2,O-2,70,BYR,,\n",
	 IMPORT_POSTED},
	{"one rouble more",
	 "recovery.received,B-1,2011-03-01,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-2,2011-03-02,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-3,2011-03-02,K-2,O-2,71,BYR,,\n",
	 IMPORT_POSTED},
	{"the same sum in another currency",
	 "recovery.received,B-1,2011-03-01,K-1,O-1,500,USD,,\n"
	 "recovery.received,B-2,2011-03-02,K-1,O-1,500,USD,,\n"
	 "recovery.received,B-3,2011-03-02,K-2,O-2,70,USD,,\n",
	 IMPORT_POSTED},
	{"a row more",
	 "recovery.received,B-1,2011-03-01,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-2,2011-03-02,K-1,O-1,500,BYR,,\n"
	 "recovery.received,B-3,2011-03-02,K-2,O-2,30,BYR,,\n"
	 "recovery.received,B-4,2011-03-02,K-2,O-2,40,BYR,,\n",
	 IMPORT_POSTED},
	{"rows as they were, in another order",
	 "recovery.received,A-2,2011-03-02,K-1,O-1,500,BYR,,\n"
	 "recovery.received,A-1,2011-03-01,K-1,O-1,500,BYR,,x\n"
	 "recovery.received,A-3,2011-03-02,K-2,O-2,70,BYR,,\n",
	 IMPORT_NOTHING_NEW},
	{"no money: too little to go by",
	 "event,id,date,case,article,province\n", IMPORT_NOTHING_NEW},
};

START_TEST(a_file_is_held_when_it_says_the_same_under_other_ids)
{
	char text[1000];

	snprintf(text, sizeof text, "%s%s",
		 strncmp(files[_i].rows, "event", 5) == 0 ? "" : HEADER,
		 files[_i].rows);
	ck_assert_msg(send("second.csv", text) == files[_i].outcome,
		      "%s: outcome %d", files[_i].what, (int)result.outcome);
	if (files[_i].outcome == IMPORT_HELD)
		ck_assert_uint_eq(result.run, 2);
}
END_TEST

START_TEST(a_held_file_leaves_the_book_as_it_was_and_goes_in_by_force)
{
	uint32_t entries = book_entries(book);
	char text[1000];
	char *at;

	snprintf(text, sizeof text, "%s%s", HEADER, files[0].rows);
	ck_assert_int_eq(send("second.csv", text), IMPORT_HELD);
	ck_assert_uint_eq(book_entries(book), entries);
	ck_assert_str_eq(result.head_before, result.head_after);
	options.force_reason = "two instalments a day";
	ck_assert_int_eq(send("second.csv", text), IMPORT_POSTED);
	ck_assert_uint_eq(result.like, 2);
	ck_assert_uint_eq(result.run, 3);
	/* a file that resembles none records no reason */
	snprintf(text, sizeof text, "%s%s", HEADER, files[4].rows);
	for (at = text; (at = strstr(at, ",B-")) != NULL;)
		at[1] = 'C';
	ck_assert_int_eq(send("third.csv", text), IMPORT_POSTED);
	ck_assert_uint_eq(result.like, 0);
}
END_TEST

START_TEST(an_old_file_or_no_window_holds_nothing)
{
	char text[1000];

	snprintf(text, sizeof text, "%s%s", HEADER, files[0].rows);
	options.dry_run = true;
	ck_assert_int_eq(send("second.csv", text), IMPORT_HELD);
	options.look_alike_days = 29;
	ck_assert_int_eq(send("second.csv", text), IMPORT_POSTED);
	options.look_alike_days = 0;
	ck_assert_int_eq(send("second.csv", text), IMPORT_POSTED);
}
END_TEST

START_TEST(two_named_sources_are_two_lists)
{
	char text[1000];

	snprintf(text, sizeof text, "%s%s", HEADER, files[0].rows);
	folder_write_text("a.csv.ctl", "source=prison\nsequence=1\n");
	options.force_reason = "the first of its source";
	ck_assert_int_eq(send("a.csv", text), IMPORT_POSTED);
	ck_assert_uint_eq(result.like, 2);
	options.force_reason = NULL;
	text[sizeof HEADER + 17] = 'X'; /* the id of its first row */
	options.look_alike_days = 31;
	folder_write_text("b.csv.ctl", "source=bailiff\nsequence=1\n");
	ck_assert_int_eq(send("b.csv", text), IMPORT_HELD);
	ck_assert_uint_eq(result.run, 2); /* not run 3, of another source */
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof(table)[0]))

Suite *importalike_suite(void)
{
	Suite *suite = suite_create("batch/engine/importalike");
	TCase *tcase = tcase_create("look-alikes");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_loop_test(
		tcase, a_file_is_held_when_it_says_the_same_under_other_ids, 0,
		ROWS(files));
	tcase_add_test(
		tcase,
		a_held_file_leaves_the_book_as_it_was_and_goes_in_by_force);
	tcase_add_test(tcase, an_old_file_or_no_window_holds_nothing);
	tcase_add_test(tcase, two_named_sources_are_two_lists);
	suite_add_tcase(suite, tcase);
	return suite;
}
