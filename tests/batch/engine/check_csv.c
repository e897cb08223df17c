/* check_csv.c: records, their faults, and where reading goes on. */
#include "batch/engine/csv.h"

#include "batch/engine/inflow.h"
#include "tests/batch/engine/folder.h"

static struct inflow *in;
static struct csv *csv;
static struct csv_record record;

static void start(const void *bytes, size_t size)
{
	struct inflow_place place = {-1, folder, NULL};
	struct err err;

	folder_write("f.csv", bytes, size);
	ck_assert_int_eq(inflow_open(folder_path("f.csv"), &place, &in, &err),
			 STATUS_OK);
	csv = csv_new(in);
}

static void finish(void)
{
	struct err err;

	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_END);
	csv_free(csv);
	inflow_close(in);
}

/* The record as one line: its cells in brackets, or its fault's code. */
static const char *shown(void)
{
	static char line[512];
	size_t used = 0;
	size_t i;

	used = (size_t)snprintf(line, sizeof line,
				"%llu:", (unsigned long long)record.line);
	if (record.fault.code != REFUSAL_NONE) {
		snprintf(line + used, sizeof line - used, "%s",
			 refusal_name(record.fault.code));
		return line;
	}
	for (i = 0; i < record.count; i++)
		used += (size_t)snprintf(line + used, sizeof line - used,
					 "[%.*s]", (int)record.cell[i].size,
					 record.cell[i].bytes);
	return line;
}

static const struct {
	const char *text;
	const char *records; /* each as shown() tells it, and a bar */
} files[] = {
	{"a,b\nc,d\n", "1:[a][b]|2:[c][d]|"},
	{"a,b\r\nc,d\r\n", "1:[a][b]|2:[c][d]|"},
	{"a,b\nc,d", "1:[a][b]|2:[c][d]|"},
	{"\xef\xbb\xbf"
	 "a,b\n",
	 "1:[a][b]|"},
	{"", ""},
	{"\xef\xbb\xbf", ""},
	{"\n\r\n\na\n\n\nb\n\n", "4:[a]|7:[b]|"},
	{",\n", "1:[][]|"},
	{"a,", "1:[a][]|"},
	{"\"a\",\"b,c\"\n", "1:[a][b,c]|"},
	{"\"\",\"\"\"\",\"a\"\"b\"\"\"\n", "1:[][\"][a\"b\"]|"},
	{"\"two\nlines\",x\nnext,y\n", "1:[two\nlines][x]|3:[next][y]|"},
	{"\"two\r\nlines\"\r\nb\r\n", "1:[two\r\nlines]|3:[b]|"},
	{"a b-c.d/e'f(g)*,!#$%&\n", "1:[a b-c.d/e'f(g)*][!#$%&]|"},
	{"\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba,b\n",
	 "1:[\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba][b]|"},
	{"\"a\"", "1:[a]|"},
	/* faults */
	{"a\"b,c\nd,e\n", "1:bad-csv|2:[d][e]|"},
	{"\"a\"b,c\nd,e\n", "1:bad-csv|2:[d][e]|"},
	{"a,\"b\nc,d\ne,f\n", "1:bad-csv|2:[c][d]|3:[e][f]|"},
	{"a,\"b\nc,\"d\ne,f\n", "1:bad-csv|2:bad-csv|3:[e][f]|"},
	{"a,\"b\r\nc,d\"e\r\nf\r\n", "1:bad-csv|2:bad-csv|3:[f]|"},
	{"\"", "1:bad-csv|"},
	{"a\rb\rc\r", "1:bad-csv|"},
	{"a\rb\nc\n", "1:bad-csv|2:[c]|"},
	{"a\r", "1:bad-csv|"},
	{"\xff,b\nc,d\n", "1:bad-utf8|2:[c][d]|"},
	{"\"\xc0\xaf\"\nc,d\n", "1:bad-utf8|2:[c][d]|"},
	{"\"x\n\xed\xa0\x80\"\nc,d\n", "1:bad-utf8|3:[c][d]|"},
	{"abcdefgh\xe2\x82\nc\n", "1:bad-utf8|2:[c]|"},
	{"\"\xff\"x\nc\n", "1:bad-csv|2:[c]|"},
};

START_TEST(a_file_has_these_records)
{
	char all[512] = "";
	struct err err;

	start(files[_i].text, strlen(files[_i].text));
	while (csv_next(csv, &record, &err) == STATUS_OK) {
		size_t used = strlen(all);

		snprintf(all + used, sizeof all - used, "%s|", shown());
	}
	ck_assert_str_eq(all, files[_i].records);
	finish();
}
END_TEST

static const struct {
	const char *text;
	const char *place; /* what the sentence begins with */
	const char *word;  /* and what it says */
} places[] = {
	{"ab\"c\n", "line 1, character 3:", "not quoted"},
	{"\xd0\x9c\xd0\xb8\"c\n", "line 1, character 3:", "not quoted"},
	{"\"ab\"c\n", "line 1, character 5:", "closing quote"},
	{"\n\na,\"b\nc\"d\n", "line 4, character 3:", "closing quote"},
	{"a,b,\"c\nd", "line 1, character 5:", "never closed"},
	{"a\rb\n", "line 1, character 2:", "carriage return"},
};

START_TEST(a_fault_names_its_line_and_character)
{
	struct err err;

	start(places[_i].text, strlen(places[_i].text));
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_int_eq(record.fault.code, REFUSAL_BAD_CSV);
	ck_assert_uint_eq(record.count, 0);
	ck_assert_msg(strncmp(record.fault.text, places[_i].place,
			      strlen(places[_i].place)) == 0,
		      "%s", record.fault.text);
	ck_assert_ptr_nonnull(strstr(record.fault.text, places[_i].word));
	while (csv_next(csv, &record, &err) == STATUS_OK)
		;
	finish();
}
END_TEST

static void expect_raw(const char *raw)
{
	struct err err;

	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_uint_eq(record.raw.size, strlen(raw));
	ck_assert_mem_eq(record.raw.bytes, raw, strlen(raw));
}

START_TEST(raw_bytes_are_as_they_came)
{
	static const char text[] = "\xef\xbb\xbf"
				   "a,\"b\"\"c\"\r\n\"d\ne\"\n\"f\r\ng";

	start(text, sizeof text - 1);
	expect_raw("a,\"b\"\"c\"");
	expect_raw("\"d\ne\"");
	expect_raw("\"f");
	expect_raw("g");
	ck_assert(csv_has_bom(csv));
	finish();
}
END_TEST

START_TEST(a_row_of_another_width_is_bad)
{
	static const char text[] = "a,b\nc\nd,e,f\n\"g\nh\"\ni,j\n";
	struct err err;

	start(text, sizeof text - 1);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	csv_expect(csv, record.count);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_str_eq(shown(), "2:bad-csv");
	ck_assert_uint_eq(record.count, 1);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_str_eq(shown(), "3:bad-csv");
	ck_assert_ptr_nonnull(
		strstr(record.fault.text, "3 cells, the header has 2"));
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_str_eq(shown(), "4:bad-csv");
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_str_eq(shown(), "6:[i][j]");
	finish();
}
END_TEST

START_TEST(a_nul_is_left_to_its_field)
{
	static const char text[] = "a\0b,c\n\xd0\x9c\0,\xd0\n";
	struct err err;

	start(text, sizeof text - 1);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_int_eq(record.fault.code, REFUSAL_NONE);
	ck_assert_uint_eq(record.cell[0].size, 3);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_int_eq(record.fault.code, REFUSAL_BAD_UTF8);
	finish();
}
END_TEST

/* ---- limits -------------------------------------------------------------- */

enum { BIG_BYTES = 3 << 20 };

static const struct {
	char open;	/* what the long row begins with; 0: nothing */
	char fill;	/* what it is made of */
	size_t size;	/* how much of it */
	int comma_each; /* a comma after so many; 0: none */
	enum refusal_code code;
} lengths[] = {
	{0, 'x', LIMIT_FIELD_BYTES, 0, REFUSAL_NONE},
	{0, 'x', LIMIT_FIELD_BYTES + 1, 0, REFUSAL_TOO_LONG},
	{0, 'x', LIMIT_RECORD_BYTES, 4096, REFUSAL_NONE},
	{0, 'x', LIMIT_RECORD_BYTES + 1, 4096, REFUSAL_TOO_LONG},
	{0, 'x', LIMIT_RECORD_BYTES + 5, 4096, REFUSAL_TOO_LONG},
	{0, 'x', BIG_BYTES, 0, REFUSAL_TOO_LONG},
	{0, 'x', BIG_BYTES, 4000, REFUSAL_TOO_LONG},
	{'"', 'x', BIG_BYTES, 0, REFUSAL_TOO_LONG},
	{'"', '"', BIG_BYTES, 0, REFUSAL_TOO_LONG},
	{0, ' ', BIG_BYTES, 0, REFUSAL_TOO_LONG},
};

START_TEST(a_long_row_is_one_refusal)
{
	char *bytes = malloc(BIG_BYTES + 64);
	size_t size = lengths[_i].size;
	size_t each = (size_t)lengths[_i].comma_each;
	size_t at = 0;
	size_t i;
	struct err err;

	ck_assert_ptr_nonnull(bytes);
	if (lengths[_i].open != 0)
		bytes[at++] = lengths[_i].open;
	for (i = 0; i < size; i++)
		bytes[at++] = each > 0 && i % each == each - 1
				      ? ','
				      : lengths[_i].fill;
	memcpy(bytes + at, "\nnext\n", 6);
	start(bytes, at + 6);
	free(bytes);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_int_eq(record.fault.code, lengths[_i].code);
	if (record.count == 0)
		ck_assert_uint_eq(record.raw.size, LIMIT_RECORD_BYTES + 1);
	else
		ck_assert_uint_eq(record.raw.size, at);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_str_eq(shown(), "2:[next]");
	finish();
}
END_TEST

/* Rows that lie across every edge of the window come out whole. */
START_TEST(rows_cross_the_window)
{
	struct text all = TEXT_ZERO;
	struct err err;
	int row;

	for (row = 0; all.size < BIG_BYTES; row++)
		text_addf(&all, "%d,\"q\"\"%0*d\"\r\n", row, row % 997, row);
	start(all.bytes, all.size);
	for (row = 0; csv_next(csv, &record, &err) == STATUS_OK; row++) {
		char first[16];
		char second[1024];

		snprintf(first, sizeof first, "%d", row);
		snprintf(second, sizeof second, "q\"%0*d", row % 997, row);
		ck_assert_uint_eq(record.line, (uint64_t)row + 1);
		ck_assert_uint_eq(record.count, 2);
		ck_assert(slice_is(record.cell[0], first));
		ck_assert(slice_is(record.cell[1], second));
	}
	text_release(&all);
	finish();
}
END_TEST

START_TEST(cells_beyond_the_columns_are_counted)
{
	char commas[301];
	struct err err;

	memset(commas, ',', sizeof commas);
	commas[300] = '\n';
	start(commas, sizeof commas);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	ck_assert_uint_eq(record.count, 301);
	finish();
}
END_TEST

START_TEST(a_cell_ends_at_its_comma)
{
	static const char raw[] = "a,\"b,\"\"c\",,d";
	const char *end = raw + sizeof raw - 1;
	const char *at = csv_cell_end(raw, end);

	ck_assert_int_eq(at - raw, 1);
	at = csv_cell_end(at + 1, end);
	ck_assert_int_eq(at - raw, 9);
	at = csv_cell_end(at + 1, end);
	ck_assert_int_eq(at - raw, 10);
	ck_assert_ptr_eq(csv_cell_end(at + 1, end), end);
	ck_assert_ptr_eq(csv_cell_end(end, end), end);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *csv_suite(void)
{
	Suite *suite = suite_create("batch/engine/csv");
	TCase *tcase = tcase_create("records");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_loop_test(tcase, a_file_has_these_records, 0, COUNT(files));
	tcase_add_loop_test(tcase, a_fault_names_its_line_and_character, 0,
			    COUNT(places));
	tcase_add_test(tcase, raw_bytes_are_as_they_came);
	tcase_add_test(tcase, a_row_of_another_width_is_bad);
	tcase_add_test(tcase, a_nul_is_left_to_its_field);
	tcase_add_loop_test(tcase, a_long_row_is_one_refusal, 0,
			    COUNT(lengths));
	tcase_add_test(tcase, rows_cross_the_window);
	tcase_add_test(tcase, cells_beyond_the_columns_are_counted);
	tcase_add_test(tcase, a_cell_ends_at_its_comma);
	suite_add_tcase(suite, tcase);
	return suite;
}
