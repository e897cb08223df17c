/* check_rejects.c: the reject file, made and sent again. */
#include "batch/engine/rejects.h"

#include "batch/engine/csv.h"
#include "batch/engine/header.h"
#include "batch/engine/inflow.h"
#include "tests/batch/engine/folder.h"

static struct inflow *in;
static struct csv *csv;
static struct csv_record record;
static struct header header;

/* Reject every row of a file that the scanner or the table refuses. */
static struct rejects *reject_all(const char *name, const char *to)
{
	struct inflow_place place = {-1, folder, NULL};
	struct refusal refusal;
	struct rejects *rejects;
	struct err err;

	ck_assert_int_eq(inflow_open(folder_path(name), &place, &in, &err),
			 STATUS_OK);
	csv = csv_new(in);
	header_init(&header);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert(header_read(&header, &record, &refusal));
	csv_expect(csv, header.count);
	ck_assert_int_eq(rejects_open(folder_path(to), &header,
				      csv_has_bom(csv), &rejects, &err),
			 STATUS_OK);
	while (csv_next(csv, &record, &err) == STATUS_OK) {
		refuse(&refusal, REFUSAL_BAD_DATE, COLUMN_DATE,
		       "say \"when\", please");
		if (record.fault.code != REFUSAL_NONE)
			refuse(&refusal, record.fault.code, COLUMN_NONE, "why");
		ck_assert_int_eq(rejects_add(rejects, &record, &refusal, &err),
				 STATUS_OK);
	}
	return rejects;
}

static void finish(struct rejects *rejects)
{
	rejects_close(rejects);
	header_release(&header);
	csv_free(csv);
	inflow_close(in);
}

static const struct {
	const char *input;
	const char *rejects;
} files[] = {
	{"event,id,date\r\na,b,c\r\n\"x\"\"\ny\",,\r\n",
	 "event,id,date,error,detail,line\n"
	 "a,b,c,bad-date,\"say \"\"when\"\", please\",2\n"
	 "\"x\"\"\ny\",,,bad-date,\"say \"\"when\"\", please\",3\n"},
	{"\xef\xbb\xbf"
	 "event,id,date\na,b\n\"c\n",
	 "\xef\xbb\xbf"
	 "event,id,date,error,detail,line\n"
	 "a,b,bad-csv,\"why\",2\n"
	 "\"c,bad-csv,\"why\",3\n"},
	/* what an earlier reject file added goes again */
	{"event,id,date,error,detail,line\n"
	 "a,b,c,old,\"o,\"\"ld\",9\n"
	 "a,b,bad-csv,\"o\"\"ld\",9\n"
	 "a,b,c,d,bad-csv,\"old\",9\n"
	 "a\n"
	 "a,b,c,d,e\n",
	 "event,id,date,error,detail,line\n"
	 "a,b,c,bad-date,\"say \"\"when\"\", please\",2\n"
	 "a,b,bad-csv,\"why\",3\n"
	 "a,b,c,d,bad-csv,\"why\",4\n"
	 "a,bad-csv,\"why\",5\n"
	 "a,b,c,d,e,bad-csv,\"why\",6\n"},
	{"line,event,error,id,\"date\"\n9,a,old,\"b,b\",c\n1,2\n",
	 "event,id,\"date\",error,detail,line\n"
	 "a,\"b,b\",c,bad-date,\"say \"\"when\"\", please\",2\n"
	 "1,2,bad-csv,\"why\",3\n"},
};

START_TEST(rows_come_as_they_came)
{
	struct rejects *rejects;
	struct err err;
	char *bytes;
	size_t size;

	folder_write_text("f.csv", files[_i].input);
	rejects = reject_all("f.csv", "r.csv");
	ck_assert(!folder_has("r.csv"));
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OK);
	finish(rejects);
	bytes = folder_read("r.csv", &size);
	ck_assert_str_eq(bytes, files[_i].rejects);
	free(bytes);
}
END_TEST

/* A reject file that is sent again unchanged makes itself but for lines. */
START_TEST(a_reject_file_does_not_grow)
{
	struct rejects *rejects;
	struct err err;
	char *first;
	char *second;
	size_t size;

	folder_write_text("f.csv", "event,id,date\na,b,c\na,b\na,b,c,d\n");
	rejects = reject_all("f.csv", "r1.csv");
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OK);
	finish(rejects);
	rejects = reject_all("r1.csv", "r2.csv");
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OK);
	finish(rejects);
	first = folder_read("r1.csv", &size);
	second = folder_read("r2.csv", &size);
	ck_assert_str_eq(first, second);
	free(first);
	free(second);
}
END_TEST

START_TEST(another_file_is_never_replaced)
{
	struct rejects *rejects;
	struct err err;
	char *bytes;
	size_t size;

	folder_write_text("f.csv", "event,id,date\na,b,c\n");
	folder_write_text("r.csv", "mine\n");
	rejects = reject_all("f.csv", "r.csv");
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OUTPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "is there already"));
	finish(rejects);
	bytes = folder_read("r.csv", &size);
	ck_assert_str_eq(bytes, "mine\n");
	free(bytes);
}
END_TEST

/* A run killed after it had published leaves such a file. */
START_TEST(the_same_bytes_are_taken_as_ours)
{
	struct rejects *rejects;
	struct err err;

	folder_write_text("f.csv", "event,id,date\na,b,c\n");
	rejects = reject_all("f.csv", "r.csv");
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OK);
	finish(rejects);
	rejects = reject_all("f.csv", "r.csv");
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OK);
	rejects_withdraw(rejects);
	finish(rejects);
	ck_assert(!folder_has("r.csv"));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
	struct rejects *rejects;
	struct err err;
	struct text raw = TEXT_ZERO;

	header_init(&header);
	header.raw = raw;
	ck_assert_int_eq(rejects_open(folder_path("no/r.csv"), &header, false,
				      &rejects, &err),
			 STATUS_OUTPUT);
}
END_TEST

START_TEST(many_rows_are_all_there)
{
	struct text all = TEXT_ZERO;
	struct rejects *rejects;
	struct err err;
	char *bytes;
	size_t lines = 0;
	size_t size;
	size_t i;

	text_add_string(&all, "event,id,date\n");
	for (i = 0; i < 10000; i++)
		text_add_string(&all, "a,b,c\n");
	folder_write("f.csv", all.bytes, all.size);
	text_release(&all);
	rejects = reject_all("f.csv", "r.csv");
	ck_assert_int_eq(rejects_publish(rejects, &err), STATUS_OK);
	finish(rejects);
	bytes = folder_read("r.csv", &size);
	for (i = 0; i < size; i++)
		lines += bytes[i] == '\n';
	ck_assert_uint_eq(lines, 10001);
	free(bytes);
}
END_TEST

Suite *rejects_suite(void)
{
	Suite *suite = suite_create("batch/engine/rejects");
	TCase *tcase = tcase_create("rejects");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_loop_test(tcase, rows_come_as_they_came, 0,
			    (int)(sizeof files / sizeof files[0]));
	tcase_add_test(tcase, a_reject_file_does_not_grow);
	tcase_add_test(tcase, another_file_is_never_replaced);
	tcase_add_test(tcase, the_same_bytes_are_taken_as_ours);
	tcase_add_test(tcase, a_folder_that_is_not_there_is_named);
	tcase_add_test(tcase, many_rows_are_all_there);
	suite_add_tcase(suite, tcase);
	return suite;
}
