/* check_import.c: whole files into a book, and what refuses them. */
#include "batch/engine/import.h"

#include "tests/batch/engine/folder.h"

#define HEADER                                                                 \
	"event,id,date,case,article,province,claim,victim,amount,currency\n"
#define CASE	 "case.opened,E-1,2009-01-05,K-1,181,Minsk,,,,\n"
#define CLAIM	 "claim.raised,E-2,2009-01-06,K-1,,,C-1,V-1,500000,BYR\n"
#define BAD_DATE "claim.raised,E-3,2009-13-06,K-1,,,C-2,V-1,700,BYR\n"
#define ORPHAN	 "claim.raised,E-4,2009-01-06,K-9,,,C-3,V-1,1.50,USD\n"

static struct book *book;
static struct import_options options;
static struct import_result result;
static struct err err;
static struct text told; /* each message as one line */

static void collect(void *owner, const struct import_message *message)
{
	const char *name = strrchr(message->file, '/');

	ck_assert_ptr_eq(owner, &told);
	text_addf(&told, "%s:%llu:%s:%s\n",
		  name == NULL ? message->file : name + 1,
		  (unsigned long long)message->line,
		  message->column == NULL ? "-" : message->column,
		  refusal_name(message->code));
	ck_assert(message->sentence[0] != '\0');
}

static void name_end(void *owner, char out[IMPORT_TIME_SIZE])
{
	(void)owner;
	snprintf(out, IMPORT_TIME_SIZE, "2026-01-01T12:00:01Z");
}

static void open_book(void)
{
	ck_assert_msg(book_open(folder_path("book"), BOOK_WRITE, 0, &book,
				&err) == STATUS_OK,
		      "%s", err.text);
}

static void begin(void)
{
	folder_make();
	ck_assert_msg(book_init(folder_path("book"), &err) == STATUS_OK, "%s",
		      err.text);
	open_book();
	memset(&options, 0, sizeof options);
	ck_assert(day_parse("2026-01-01", 10, &options.today));
	options.stdin_fd = -1;
	options.owner = &told;
	options.tell = collect;
	options.now = name_end;
	options.user = "redress";
	options.started = "2026-01-01T12:00:00Z";
}

static void end(void)
{
	ck_assert_int_eq(book_close(book, &err), STATUS_OK);
	text_release(&told);
	folder_remove();
}

static enum status import_name(const char *name)
{
	text_clear(&told);
	return import_file(book, folder_path(name), &options, &result, &err);
}

/* Write this file and import it: the outcome, and all that was told. */
static void expect(const char *name, const char *text,
		   enum import_outcome outcome, const char *messages)
{
	enum status status;

	folder_write_text(name, text);
	status = import_name(name);
	ck_assert_msg(status == STATUS_OK, "%s", err.text);
	ck_assert_str_eq(told.size == 0 ? "" : told.bytes, messages);
	ck_assert_int_eq(result.outcome, outcome);
}

static void expect_rows(uint64_t read, uint64_t posted, uint64_t duplicate,
			uint64_t rejected)
{
	ck_assert_uint_eq(result.tally.rows[TALLY_READ], read);
	ck_assert_uint_eq(result.tally.rows[TALLY_POSTED], posted);
	ck_assert_uint_eq(result.tally.rows[TALLY_DUPLICATE], duplicate);
	ck_assert_uint_eq(result.tally.rows[TALLY_REJECTED], rejected);
}

/* ---- one file ------------------------------------------------------------ */

START_TEST(a_good_file_is_posted_with_its_proof)
{
	uint8_t byr = currency_find("BYR", 3);
	char head[DIGEST_HEX_SIZE];

	expect("f.csv", HEADER CASE CLAIM, IMPORT_POSTED, "");
	expect_rows(2, 2, 0, 0);
	ck_assert_int_eq(result.tally.money[byr].minor[TALLY_POSTED], 500000);
	ck_assert_uint_eq(result.tally.moneyless[TALLY_READ], 1);
	ck_assert_uint_eq(result.run, 1);
	ck_assert_str_ne(result.head_before, result.head_after);
	book_head(book, head);
	ck_assert_str_eq(result.head_after, head);
	ck_assert_str_eq(result.rejects, "");
	ck_assert_uint_eq(book_entries(book), 2);
}
END_TEST

START_TEST(the_run_is_recorded)
{
	struct runs *runs;
	struct run run;

	folder_write_text("f.csv.ctl", "source=Brest\nsequence=1\nrows=2\n");
	expect("f.csv", HEADER CASE CLAIM, IMPORT_POSTED, "");
	ck_assert_int_eq(runs_open(book, 1, &runs, &err), STATUS_OK);
	ck_assert_int_eq(runs_next(runs, &run, &err), STATUS_OK);
	ck_assert(slice_is(run.field[RUN_KIND], "import"));
	ck_assert(slice_is(run.field[RUN_STARTED], "2026-01-01T12:00:00Z"));
	ck_assert(slice_is(run.field[RUN_ENDED], "2026-01-01T12:00:01Z"));
	ck_assert(slice_is(run.field[RUN_USER], "redress"));
	ck_assert(slice_is(run.field[RUN_OPERATOR], ""));
	ck_assert(slice_is(run.field[RUN_SHA256], result.sha256));
	ck_assert(slice_is(run.field[RUN_SOURCE], "Brest"));
	ck_assert(slice_is(run.field[RUN_SEQUENCE], "1"));
	ck_assert(slice_is(run.field[RUN_MONEY], "BYR:500000:500000:0:0"));
	ck_assert_uint_eq(run_count(&run, RUN_READ), 2);
	ck_assert_uint_eq(run_count(&run, RUN_LAST), 2);
	runs_close(runs);
}
END_TEST

START_TEST(the_same_content_again_names_its_run)
{
	char head[DIGEST_HEX_SIZE];

	expect("f.csv", HEADER CASE, IMPORT_POSTED, "");
	book_head(book, head);
	expect("other.csv", HEADER CASE, IMPORT_ALREADY_POSTED, "");
	ck_assert_uint_eq(result.run, 1);
	ck_assert_str_eq(result.head_before, head);
	ck_assert_str_eq(result.head_after, head);
	ck_assert_uint_eq(book_runs(book), 1);
}
END_TEST

START_TEST(only_duplicates_make_no_run)
{
	expect("f.csv", HEADER CASE CLAIM, IMPORT_POSTED, "");
	expect("g.csv", HEADER CASE "\n" CLAIM, IMPORT_NOTHING_NEW, "");
	expect_rows(2, 0, 2, 0);
	ck_assert_uint_eq(result.run, 0);
	expect("h.csv", HEADER, IMPORT_NOTHING_NEW, "");
	ck_assert_uint_eq(book_runs(book), 1);
}
END_TEST

START_TEST(gzip_is_imported_and_damage_refused)
{
	char *bytes;
	size_t size;

	folder_gzip("f.csv.gz", HEADER CASE, strlen(HEADER CASE));
	ck_assert_int_eq(import_name("f.csv.gz"), STATUS_OK);
	ck_assert_int_eq(result.outcome, IMPORT_POSTED);
	bytes = folder_read("f.csv.gz", &size);
	folder_write("g.csv.gz", bytes, size - 1);
	free(bytes);
	ck_assert_int_eq(import_name("g.csv.gz"), STATUS_OK);
	ck_assert_int_eq(result.outcome, IMPORT_REFUSED);
	ck_assert_str_eq(told.bytes, "g.csv.gz:0:-:bad-csv\n");
}
END_TEST

START_TEST(a_pipe_is_imported)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], HEADER CASE, strlen(HEADER CASE)),
			 (ssize_t)strlen(HEADER CASE));
	close(ends[1]);
	options.stdin_fd = ends[0];
	ck_assert_int_eq(import_file(book, "-", &options, &result, &err),
			 STATUS_OK);
	ck_assert_int_eq(result.outcome, IMPORT_POSTED);
	close(ends[0]);
}
END_TEST

/* ---- refusals ------------------------------------------------------------ */

static const struct {
	const char *text;
	const char *messages;
} refused[] = {
	{"", "f.csv:1:-:bad-header\n"},
	{"event;id;date\n", "f.csv:1:-:bad-header\n"},
	{"\nevent,id,date,id\n", "f.csv:2:id:bad-header\n"},
	{"event,id,date,col\tour\n" CASE, "f.csv:1:col?our:unknown-column\n"},
	{"event,id,\xff\n", "f.csv:1:-:bad-utf8\n"},
	{HEADER CASE BAD_DATE ORPHAN, "f.csv:3:date:bad-date\n"
				      "f.csv:4:case:unknown-item\n"},
	{HEADER "x,y\n" CASE "\"", "f.csv:2:-:bad-csv\nf.csv:4:-:bad-csv\n"},
};

START_TEST(a_refused_file_changes_nothing)
{
	options.max_rejects.kind = REJECT_LIMIT_ROWS;
	options.max_rejects.value = (uint64_t)(_i < 5 ? 100 : 0);
	expect("f.csv", refused[_i].text, IMPORT_REFUSED, refused[_i].messages);
	ck_assert_str_eq(result.head_before, result.head_after);
	ck_assert_uint_eq(book_entries(book), 0);
	ck_assert_uint_eq(book_runs(book), 0);
	ck_assert(!folder_has("f.csv.rejects.csv"));
	expect("g.csv", HEADER CASE, IMPORT_POSTED, "");
}
END_TEST

/* Rows: five, of which two are refused. */
static const struct {
	const char *limit;
	enum import_outcome outcome;
} limits[] = {
	{"0", IMPORT_REFUSED},
	{"1", IMPORT_REFUSED},
	{"2", IMPORT_POSTED_WITH_REJECTS},
	{"0%", IMPORT_REFUSED},
	{"39.99%", IMPORT_REFUSED},
	{"40%", IMPORT_POSTED_WITH_REJECTS},
	{"100%", IMPORT_POSTED_WITH_REJECTS},
};

START_TEST(rejects_are_judged_at_the_end)
{
	bool posted = limits[_i].outcome == IMPORT_POSTED_WITH_REJECTS;

	ck_assert(reject_limit_parse(limits[_i].limit, &options.max_rejects));
	expect("f.csv", HEADER BAD_DATE ORPHAN CASE CLAIM CASE,
	       limits[_i].outcome,
	       "f.csv:2:date:bad-date\nf.csv:3:case:unknown-item\n");
	expect_rows(5, 2, 1, 2);
	ck_assert_uint_eq(book_entries(book), posted ? 2 : 0);
	ck_assert_int_eq(folder_has("f.csv.rejects.csv"), posted);
	ck_assert_int_eq(result.rejects[0] != '\0', posted);
}
END_TEST

static const struct {
	const char *text;
	bool right;
} limit_texts[] = {
	{"0", true},	 {"12", true}, {"5%", true},	  {"0.25%", true},
	{"", false},	 {"%", false}, {"-1", false},	  {"1.5", false},
	{"101%", false}, {"x", false}, {"0.001%", false},
};

START_TEST(a_limit_is_rows_or_percent)
{
	struct reject_limit limit;

	ck_assert_int_eq(reject_limit_parse(limit_texts[_i].text, &limit),
			 limit_texts[_i].right);
}
END_TEST

START_TEST(a_partly_rejected_file_is_tried_again)
{
	char *bytes;
	size_t size;

	options.max_rejects.kind = REJECT_LIMIT_PERCENT;
	options.max_rejects.value = 10000;
	expect("f.csv", HEADER CASE BAD_DATE, IMPORT_POSTED_WITH_REJECTS,
	       "f.csv:3:date:bad-date\n");
	bytes = folder_read("f.csv.rejects.csv", &size);
	ck_assert_ptr_nonnull(strstr(bytes, "claim.raised,E-3,2009-13-06"));
	ck_assert_ptr_nonnull(strstr(bytes, ",bad-date,\""));
	free(bytes);
	expect("f.csv", HEADER CASE BAD_DATE, IMPORT_POSTED_WITH_REJECTS,
	       "f.csv:3:date:bad-date\n");
	expect_rows(2, 0, 1, 1);
	ck_assert_uint_eq(result.run, 0);
	ck_assert_uint_eq(book_runs(book), 1);
}
END_TEST

START_TEST(another_reject_file_stops_the_import)
{
	options.max_rejects.kind = REJECT_LIMIT_ROWS;
	options.max_rejects.value = 5;
	folder_write_text("f.csv", HEADER CASE BAD_DATE);
	folder_write_text("f.csv.rejects.csv", "mine\n");
	ck_assert_int_eq(import_name("f.csv"), STATUS_OUTPUT);
	ck_assert_uint_eq(book_entries(book), 0);
	ck_assert_int_eq(remove(folder_path("f.csv.rejects.csv")), 0);
	ck_assert_int_eq(import_name("f.csv"), STATUS_OK);
	ck_assert_uint_eq(book_entries(book), 1);
}
END_TEST

START_TEST(a_named_reject_file_is_made_even_when_refused)
{
	char path[256];

	snprintf(path, sizeof path, "%s", folder_path("r.csv"));
	options.rejects = path;
	expect("f.csv", HEADER CASE BAD_DATE, IMPORT_REFUSED,
	       "f.csv:3:date:bad-date\n");
	ck_assert(folder_has("r.csv"));
	ck_assert_uint_eq(book_entries(book), 0);
}
END_TEST

START_TEST(standard_input_needs_a_named_reject_file)
{
	options.max_rejects.kind = REJECT_LIMIT_ROWS;
	options.max_rejects.value = 5;
	ck_assert_int_eq(import_file(book, "-", &options, &result, &err),
			 STATUS_INVALID);
}
END_TEST

START_TEST(a_dry_run_writes_nothing)
{
	options.dry_run = true;
	options.max_rejects.kind = REJECT_LIMIT_ROWS;
	options.max_rejects.value = 5;
	expect("f.csv", HEADER CASE BAD_DATE, IMPORT_POSTED_WITH_REJECTS,
	       "f.csv:3:date:bad-date\n");
	ck_assert_str_ne(result.head_before, result.head_after);
	ck_assert_uint_eq(book_entries(book), 0);
	ck_assert_uint_eq(book_runs(book), 0);
	ck_assert(!folder_has("f.csv.rejects.csv"));
}
END_TEST

/* ---- control files ------------------------------------------------------- */

static const struct {
	const char *control;
	const char *messages;
	enum import_outcome outcome;
} controls[] = {
	{"rows=2\nsum.BYR=500000\n", "", IMPORT_POSTED},
	{"rows=3\n", "f.csv:0:-:control-mismatch\n", IMPORT_CONTROL_MISMATCH},
	{"rows=1\nsum.BYR=1\n",
	 "f.csv:0:-:control-mismatch\nf.csv:0:-:control-mismatch\n",
	 IMPORT_CONTROL_MISMATCH},
	{"sum.USD=1.00\n", "f.csv:0:-:control-mismatch\n",
	 IMPORT_CONTROL_MISMATCH},
	{"sha256=00000000000000000000000000000000"
	 "00000000000000000000000000000000\n",
	 "f.csv:0:-:control-mismatch\n", IMPORT_CONTROL_MISMATCH},
	{"\nrow=2\n", "f.csv.ctl:2:-:control-mismatch\n",
	 IMPORT_CONTROL_MISMATCH},
	{"source=A\nsequence=2\n", "f.csv:0:-:control-mismatch\n",
	 IMPORT_CONTROL_MISMATCH},
	{"source=A\n", "", IMPORT_POSTED},
};

START_TEST(control_totals_are_met_or_the_file_refused)
{
	folder_write_text("f.csv.ctl", controls[_i].control);
	expect("f.csv", HEADER CASE CLAIM, controls[_i].outcome,
	       controls[_i].messages);
	ck_assert_uint_eq(book_entries(book),
			  controls[_i].outcome == IMPORT_POSTED ? 2 : 0);
}
END_TEST

START_TEST(a_repeat_must_meet_its_control_file_too)
{
	expect("f.csv", HEADER CASE CLAIM, IMPORT_POSTED, "");
	folder_write_text("f.csv.ctl", "rows=2\nsum.BYR=500000\n");
	expect("f.csv", HEADER CASE CLAIM, IMPORT_ALREADY_POSTED, "");
	folder_write_text("f.csv.ctl", "rows=9\n");
	expect("f.csv", HEADER CASE CLAIM, IMPORT_CONTROL_MISMATCH,
	       "f.csv:0:-:control-mismatch\n");
}
END_TEST

static void send(const char *sequence, const char *text,
		 enum import_outcome outcome)
{
	char control[64];
	const char *messages = "f.csv:0:-:control-mismatch\n";

	if (outcome != IMPORT_CONTROL_MISMATCH &&
	    outcome != IMPORT_SEQUENCE_CONFLICT)
		messages = "";
	snprintf(control, sizeof control, "source=A\nsequence=%s\n", sequence);
	folder_write_text("f.csv.ctl", control);
	expect("f.csv", text, outcome, messages);
}

START_TEST(sequences_have_no_gaps_and_no_second_content)
{
	send("1", HEADER CASE, IMPORT_POSTED);
	send("1", HEADER CASE, IMPORT_ALREADY_POSTED);
	send("1", HEADER CLAIM, IMPORT_SEQUENCE_CONFLICT);
	send("3", HEADER CLAIM, IMPORT_CONTROL_MISMATCH);
	send("2", HEADER CLAIM, IMPORT_POSTED);
	send("1", HEADER CLAIM, IMPORT_SEQUENCE_CONFLICT);
	send("1", HEADER CASE, IMPORT_ALREADY_POSTED);
	/* a list without rows looks the same each time, and still counts */
	send("3", HEADER, IMPORT_POSTED);
	send("4", HEADER, IMPORT_POSTED);
	send("5", HEADER CASE, IMPORT_POSTED);
	expect_rows(1, 0, 1, 0);
	ck_assert_uint_eq(book_runs(book), 5);
	ck_assert_uint_eq(book_entries(book), 2);
}
END_TEST

START_TEST(an_older_sequence_may_be_tried_again)
{
	options.max_rejects.kind = REJECT_LIMIT_ROWS;
	options.max_rejects.value = 1;
	folder_write_text("f.csv.ctl", "source=A\nsequence=1\n");
	expect("f.csv", HEADER CASE ORPHAN, IMPORT_POSTED_WITH_REJECTS,
	       "f.csv:3:case:unknown-item\n");
	send("2", HEADER "case.opened,E-9,2009-01-01,K-9,1,Brest,,,,\n",
	     IMPORT_POSTED);
	send("1", HEADER CASE ORPHAN, IMPORT_POSTED);
	expect_rows(2, 1, 1, 0);
	send("3", HEADER, IMPORT_POSTED);
}
END_TEST

START_TEST(a_named_control_file_must_be_there)
{
	char path[256];

	snprintf(path, sizeof path, "%s", folder_path("no.ctl"));
	options.control = path;
	folder_write_text("f.csv", HEADER CASE);
	ck_assert_int_eq(import_name("f.csv"), STATUS_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.text, "no.ctl"));
}
END_TEST

/* ---- errors -------------------------------------------------------------- */

START_TEST(a_missing_file_is_not_found)
{
	ck_assert_int_eq(import_name("no.csv"), STATUS_NOT_FOUND);
	ck_assert_int_eq(result.outcome, IMPORT_UNDECIDED);
}
END_TEST

static volatile sig_atomic_t stop;
static uint64_t seen_rows;

static void stop_soon(void *owner, uint64_t rows, uint64_t done, uint64_t total)
{
	(void)owner;
	ck_assert_uint_le(done, total);
	seen_rows = rows;
	stop = 1;
}

START_TEST(a_stop_leaves_the_book_as_it_was)
{
	struct text text = TEXT_ZERO;
	int row;

	text_add_string(&text, HEADER);
	for (row = 0; row < 2500; row++)
		text_addf(&text,
			  "case.opened,E-%d,2009-01-05,K-%d,1,Minsk,,,,\n", row,
			  row);
	folder_write("f.csv", text.bytes, text.size);
	text_release(&text);
	options.stop = &stop;
	options.progress = stop_soon;
	ck_assert_int_eq(import_name("f.csv"), STATUS_STOPPED);
	ck_assert_uint_eq(seen_rows, 1000);
	ck_assert_uint_eq(book_entries(book), 0);
	stop = 0;
	options.progress = NULL;
	ck_assert_int_eq(import_name("f.csv"), STATUS_OK);
	ck_assert_uint_eq(book_entries(book), 2500);
}
END_TEST

START_TEST(what_was_posted_is_there_after_reopening)
{
	expect("f.csv", HEADER CASE, IMPORT_POSTED, "");
	ck_assert_int_eq(book_close(book, &err), STATUS_OK);
	open_book();
	ck_assert_uint_eq(book_entries(book), 1);
	expect("f.csv", HEADER CASE, IMPORT_ALREADY_POSTED, "");
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static void add_files(Suite *suite)
{
	TCase *tcase = tcase_create("files");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(tcase, a_good_file_is_posted_with_its_proof);
	tcase_add_test(tcase, the_run_is_recorded);
	tcase_add_test(tcase, the_same_content_again_names_its_run);
	tcase_add_test(tcase, only_duplicates_make_no_run);
	tcase_add_test(tcase, gzip_is_imported_and_damage_refused);
	tcase_add_test(tcase, a_pipe_is_imported);
	tcase_add_test(tcase, a_missing_file_is_not_found);
	tcase_add_test(tcase, a_stop_leaves_the_book_as_it_was);
	tcase_add_test(tcase, what_was_posted_is_there_after_reopening);
	suite_add_tcase(suite, tcase);
}

static void add_refusals(Suite *suite)
{
	TCase *tcase = tcase_create("refusals");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_loop_test(tcase, a_refused_file_changes_nothing, 0,
			    COUNT(refused));
	tcase_add_loop_test(tcase, rejects_are_judged_at_the_end, 0,
			    COUNT(limits));
	tcase_add_loop_test(tcase, a_limit_is_rows_or_percent, 0,
			    COUNT(limit_texts));
	tcase_add_test(tcase, a_partly_rejected_file_is_tried_again);
	tcase_add_test(tcase, another_reject_file_stops_the_import);
	tcase_add_test(tcase, a_named_reject_file_is_made_even_when_refused);
	tcase_add_test(tcase, standard_input_needs_a_named_reject_file);
	tcase_add_test(tcase, a_dry_run_writes_nothing);
	suite_add_tcase(suite, tcase);
}

static void add_controls(Suite *suite)
{
	TCase *tcase = tcase_create("controls");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_loop_test(tcase, control_totals_are_met_or_the_file_refused,
			    0, COUNT(controls));
	tcase_add_test(tcase, a_repeat_must_meet_its_control_file_too);
	tcase_add_test(tcase, sequences_have_no_gaps_and_no_second_content);
	tcase_add_test(tcase, an_older_sequence_may_be_tried_again);
	tcase_add_test(tcase, a_named_control_file_must_be_there);
	suite_add_tcase(suite, tcase);
}

Suite *import_suite(void)
{
	Suite *suite = suite_create("batch/engine/import");

	add_files(suite);
	add_refusals(suite);
	add_controls(suite);
	return suite;
}
