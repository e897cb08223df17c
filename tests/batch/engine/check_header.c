/* check_header.c: the first record against the vocabulary. */
#include "batch/engine/header.h"

#include "batch/engine/csv.h"
#include "batch/engine/inflow.h"
#include "tests/batch/engine/folder.h"

static struct inflow *in;
static struct csv *csv;
static struct csv_record record;
static struct header header;
static struct refusal refusal;

static bool read_text(const char *text)
{
	struct inflow_place place = {-1, folder, NULL};
	struct err err;

	folder_write_text("f.csv", text);
	ck_assert_int_eq(inflow_open(folder_path("f.csv"), &place, &in, &err),
			 STATUS_OK);
	csv = csv_new(in);
	header_init(&header);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	return header_read(&header, &record, &refusal);
}

static void finish(void)
{
	header_release(&header);
	csv_free(csv);
	inflow_close(in);
}

static const struct {
	const char *text;
	const char *word; /* of the sentence */
	enum refusal_code code;
} faults[] = {
	{"event,id,date,case,case\n", "case stands twice", REFUSAL_BAD_HEADER},
	{"event,id,id\n", "id stands twice", REFUSAL_BAD_HEADER},
	{"id,date\n", "event", REFUSAL_BAD_HEADER},
	{"event,date\n", "seen is a comma, and id", REFUSAL_BAD_HEADER},
	{"event,id\n", "date", REFUSAL_BAD_HEADER},
	{"event;id;date\n", "seen is a semicolon", REFUSAL_BAD_HEADER},
	{"event\tid\tdate\n", "seen is a tab", REFUSAL_BAD_HEADER},
	{"event|id|date\n", "seen is a bar", REFUSAL_BAD_HEADER},
	{"hello\n", "no separator", REFUSAL_BAD_HEADER},
	{"Event,ID,Date\n", "event is lacking", REFUSAL_BAD_HEADER},
	{"colour,event\n", "id is lacking", REFUSAL_BAD_HEADER},
	{"event,id,date,colour\n", "\"colour\" (column 4)",
	 REFUSAL_UNKNOWN_COLUMN},
	{"event,id,date, case\n", "\" case\"", REFUSAL_UNKNOWN_COLUMN},
	{"event,id,date,\n", "column 4 has no name", REFUSAL_UNKNOWN_COLUMN},
	{"event,id,da\"te\n", "not quoted", REFUSAL_BAD_CSV},
	{"event,id,date,\xff\n", "UTF-8", REFUSAL_BAD_UTF8},
};

START_TEST(a_bad_header_is_refused)
{
	ck_assert(!read_text(faults[_i].text));
	ck_assert_int_eq(refusal.code, faults[_i].code);
	ck_assert_msg(strstr(refusal.text, faults[_i].word) != NULL, "%s",
		      refusal.text);
	if (faults[_i].code == REFUSAL_UNKNOWN_COLUMN &&
	    strstr(faults[_i].text, "colour") != NULL)
		ck_assert_str_eq(header.fault.bytes, "colour");
	finish();
}
END_TEST

START_TEST(too_many_columns_are_refused)
{
	char text[LIMIT_COLUMNS + 2];

	memset(text, ',', sizeof text);
	text[LIMIT_COLUMNS] = '\n';
	text[LIMIT_COLUMNS + 1] = '\0';
	ck_assert(!read_text(text));
	ck_assert_int_eq(refusal.code, REFUSAL_BAD_HEADER);
	finish();
}
END_TEST

START_TEST(cells_find_their_columns_in_any_order)
{
	struct row row;
	struct err err;

	ck_assert(read_text("date,line,\"case\",error,event,detail,note,id\n"
			    "2009-01-05,7,K-1,bad,case.opened,why,,E-1\n"));
	ck_assert_uint_eq(header.count, 8);
	ck_assert_uint_eq(header.ignored, 3);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	header_row(&header, &record, &row);
	ck_assert_uint_eq(row.filled, COLUMN_BIT(COLUMN_EVENT) |
					      COLUMN_BIT(COLUMN_ID) |
					      COLUMN_BIT(COLUMN_DATE) |
					      COLUMN_BIT(COLUMN_CASE));
	ck_assert(slice_is(row.cell[COLUMN_EVENT], "case.opened"));
	ck_assert(slice_is(row.cell[COLUMN_ID], "E-1"));
	ck_assert(slice_is(row.cell[COLUMN_DATE], "2009-01-05"));
	ck_assert(slice_is(row.cell[COLUMN_CASE], "K-1"));
	finish();
}
END_TEST

Suite *header_suite(void)
{
	Suite *suite = suite_create("batch/engine/header");
	TCase *tcase = tcase_create("header");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_loop_test(tcase, a_bad_header_is_refused, 0,
			    (int)(sizeof faults / sizeof faults[0]));
	tcase_add_test(tcase, too_many_columns_are_refused);
	tcase_add_test(tcase, cells_find_their_columns_in_any_order);
	suite_add_tcase(suite, tcase);
	return suite;
}
