/* check_map.c: map files right and wrong, and cells by them. */
#include "batch/engine/map.h"

#include "batch/engine/csv.h"
#include "batch/engine/header.h"
#include "batch/engine/inflow.h"
#include "batch/engine/mapcells.h"
#include "tests/batch/engine/folder.h"

static struct map *map;
static struct err err;

static enum status read_text(const char *text)
{
	folder_write_text("m.ini", text);
	return map_read(folder_path("m.ini"), &map, &err);
}

static void read_good(const char *text)
{
	enum status status = read_text(text);

	ck_assert_msg(status == STATUS_OK, "%s", err.text);
}

/* ---- map files ----------------------------------------------------------- */

/* What is wrong in each, where it is told, and a word of the remedy. */
static const struct {
	const char *text;
	int line;
	const char *word;
} wrongs[] = {
	{"separator = :\n", 1, "write , ; | or tab"},
	{"separator = ;;\n", 1, "write , ; | or tab"},
	{"separator =\n", 1, "write , ; | or tab"},
	{"decimal = comma\n", 1, "write . or ,"},
	{"grouping = _\n", 1, "write none, space"},
	{"decimal = ,\ngrouping = ,\n", 0, "both `,`"},
	{"grouping = .\n", 0, "both `.`"},
	{"date = dd.mm.yy\n", 1, "such as dd.mm.yyyy"},
	{"date = ddmmyyyy\n", 1, "such as dd.mm.yyyy"},
	{"date = dd.mm/yyyy\n", 1, "such as dd.mm.yyyy"},
	{"date = dd.dd.yyyy\n", 1, "such as dd.mm.yyyy"},
	{"date = dd mm yyyy\n", 1, "such as dd.mm.yyyy"},
	{"date = dd.mm.yyyy.\n", 1, "such as dd.mm.yyyy"},
	{"encoding = utf-16\n", 1, "there are utf-8, cp1251"},
	{"colour = red\n", 1, "there is no setting `colour`"},
	{"# a\ndecimal = ,\ndecimal = .\n", 3, "decimal stands twice"},
	{"[colums]\nA = id\n", 2, "there is no section [colums]"},
	{"[columns]\nA = ident\n", 2, "there is no column `ident`"},
	{"[columns]\nA = error\n", 2, "there is no column `error`"},
	{"[columns]\nA =\n", 2, "move the line to [ignore]"},
	{"[columns]\nA = id\nA = case\n", 3, "`A` stands twice"},
	{"[columns]\nA = id\n[ignore]\nA\n", 4, "`A` stands twice"},
	{"[columns]\nA\n", 2, "neither [section] nor name = value"},
	{"[ignore]\nA = id\n", 2, "under [ignore] stand names alone"},
	{"[defaults]\nid = E-1\n", 2, "differs from row to row"},
	{"[defaults]\nsum = 5\n", 2, "there is no column `sum`"},
	{"[defaults]\ncurrency = ROUBLE\n", 2, "ISO 4217"},
	{"[defaults]\ncurrency =\n", 2, "has no value"},
	{"[defaults]\ncurrency = BYR\ncurrency = BYN\n", 3, "stands twice"},
	{"[defaults]\nevent = claim.rised\n", 2, "there is no event"},
	{"[defaults]\nvenue = martial\n", 2, "venue does not take"},
	{"[defaults]\ndate = 2017-02-30\n", 2, "not a day"},
	{"date = dd.mm.yyyy\n[defaults]\ndate = 2017-02-03\n", 3,
	 "write it as the file would"},
	{"decimal = ,\n[defaults]\namount = 1.5\n", 3,
	 "write it as the file would"},
	{"[columns]\nA = case\n[defaults]\ncase = K-1\n", 4,
	 "stands under [columns] and here"},
	{"[columns\n", 1, "neither"},
	{"decimal = ,\n[columns]\n\xc4\xe0\xf2\xe0 = date\n", 3, "not UTF-8"},
	{"[columns]\n= date\n", 2, "nothing stands before ="},
	{"[columns]\nA\x01 = date\n", 2, "control character"},
};

START_TEST(a_mistake_is_told_with_its_line_and_the_remedy)
{
	char place[300];

	ck_assert_int_eq(read_text(wrongs[_i].text), STATUS_INVALID);
	snprintf(place, sizeof place, "%s:", folder_path("m.ini"));
	if (wrongs[_i].line > 0)
		snprintf(place, sizeof place, "%s:%d: ", folder_path("m.ini"),
			 wrongs[_i].line);
	ck_assert_msg(strncmp(err.text, place, strlen(place)) == 0, "%s",
		      err.text);
	ck_assert_msg(strstr(err.text, wrongs[_i].word) != NULL, "%s",
		      err.text);
}
END_TEST

START_TEST(a_line_that_is_too_long_is_told)
{
	char text[400];

	memset(text, 'x', sizeof text);
	memcpy(text, "[columns]\n", 10);
	text[sizeof text - 1] = '\0';
	ck_assert_int_eq(read_text(text), STATUS_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "m.ini:2: the line is too "
					       "long"));
}
END_TEST

START_TEST(a_map_that_is_not_there_is_not_found)
{
	ck_assert_int_eq(map_read(folder_path("no.ini"), &map, &err),
			 STATUS_NOT_FOUND);
	ck_assert_int_eq(map_read(folder, &map, &err), STATUS_NOT_FOUND);
}
END_TEST

START_TEST(an_empty_map_is_the_canonical_form)
{
	read_good("\xef\xbb\xbf# nothing\r\n\r\n");
	ck_assert_int_eq(map->separator, ',');
	ck_assert_int_eq(map->decimal, '.');
	ck_assert_int_eq(map->grouping, '\0');
	ck_assert(map->plain_day);
	ck_assert(map->utf8);
	ck_assert_int_eq(map_column(map, (struct slice){"case", 4}),
			 COLUMN_CASE);
	map_free(map);
}
END_TEST

START_TEST(every_setting_is_taken)
{
	read_good("[file]\n  separator = ;\nencoding = CP1251\n"
		  "decimal=,\ngrouping = space\ndate = dd/mm/yyyy\n"
		  "; a comment\n[columns]\nA: b; c = id\n d = note\n"
		  "[ignore]\nx y\nz =\n[defaults]\ncurrency = BYR\n");
	ck_assert_int_eq(map->separator, ';');
	ck_assert_int_eq(map->decimal, ',');
	ck_assert_int_eq(map->grouping, ' ');
	ck_assert_int_eq(map->joint, '/');
	ck_assert(!map->utf8 && !map->plain_day);
	ck_assert_int_eq(map_column(map, (struct slice){"A: b; c", 7}),
			 COLUMN_ID);
	ck_assert_int_eq(map_column(map, (struct slice){"x y", 3}),
			 COLUMN_IGNORED);
	ck_assert(map_ignores(map, (struct slice){"z", 1}));
	ck_assert(!map_ignores(map, (struct slice){"line", 4}));
	ck_assert_int_eq(map_column(map, (struct slice){"q", 1}), COLUMN_NONE);
	ck_assert(slice_is(map_own_name(map, COLUMN_NOTE), "d"));
	ck_assert(slice_is(map->preset[COLUMN_CURRENCY], "BYR"));
	map_free(map);
	read_good("separator = tab\n");
	ck_assert_int_eq(map->separator, '\t');
	map_free(map);
}
END_TEST

/* Each encoding, the byte that it has for one letter, and that letter. */
static const struct {
	const char *name;
	unsigned char byte;
	const char *letter;
} letters[] = {
	{"cp1251", 0xc6, "Ж"},	   {"windows-1251", 0xa1, "Ў"},
	{"cp866", 0x86, "Ж"},	   {"iso-8859-5", 0xb6, "Ж"},
	{"koi8-r", 0xf6, "Ж"},	   {"koi8-u", 0xa6, "і"},
	{"cp1252", 0xe9, "é"},	   {"windows-1252", 0x80, "€"},
	{"iso-8859-1", 0xe9, "é"},
};

START_TEST(an_encoding_is_read_and_written)
{
	struct text text = TEXT_ZERO;

	text_addf(&text, "encoding = %s\n", letters[_i].name);
	read_good(text.bytes);
	ck_assert_str_eq(map->point[letters[_i].byte - MAP_HIGH],
			 letters[_i].letter);
	text_clear(&text);
	text_add_string(&text, "");
	map_encode(map, letters[_i].letter, &text);
	map_encode(map, "a漢", &text);
	ck_assert_uint_eq(text.size, 3);
	ck_assert_int_eq((unsigned char)text.bytes[0], letters[_i].byte);
	ck_assert_int_eq(text.bytes[1], 'a');
	ck_assert_int_eq(text.bytes[2], '?');
	text_release(&text);
	map_free(map);
}
END_TEST

/* ---- cells --------------------------------------------------------------- */

#define COMMA "decimal = ,\n"
#define WIDE  COMMA "grouping = space\n"
#define DOTS  COMMA "grouping = .\n"
#define DAYS  "date = dd.mm.yyyy\n"

/* A cell by a map: what comes of it; NULL: it has not the form. */
static const struct {
	const char *map;
	enum column column;
	const char *cell;
	const char *made;
} cells[] = {
	{"", COLUMN_AMOUNT, "1,5", "1,5"},
	{"", COLUMN_DATE, "5.1.2017", "5.1.2017"},
	{COMMA, COLUMN_AMOUNT, "1500", "1500"},
	{COMMA, COLUMN_AMOUNT, "1500,50", "1500.50"},
	{COMMA, COLUMN_AMOUNT, "1.500", NULL},
	{COMMA, COLUMN_AMOUNT, "1 500", NULL},
	{COMMA, COLUMN_AMOUNT, "1,5,0", NULL},
	{COMMA, COLUMN_AMOUNT, "1,", NULL},
	{COMMA, COLUMN_AMOUNT, ",5", NULL},
	{COMMA, COLUMN_AMOUNT, "", NULL},
	{COMMA, COLUMN_AMOUNT, "-1,5", "-1.5"},
	{COMMA, COLUMN_VALUE, "-0,25", "-0.25"},
	{COMMA, COLUMN_RATE, "2,1529", "2.1529"},
	{COMMA, COLUMN_FACTOR, "10000", "10000"},
	{COMMA, COLUMN_QUOTE_AMOUNT, "7,10", "7.10"},
	{COMMA, COLUMN_NOTE, "1,5", "1,5"},
	{COMMA, COLUMN_PERIOD, "1,5", "1,5"},
	{WIDE, COLUMN_AMOUNT, "1 500 000,5", "1500000.5"},
	{WIDE, COLUMN_AMOUNT,
	 "1\xc2\xa0"
	 "500",
	 "1500"},
	{WIDE, COLUMN_AMOUNT,
	 "1\xe2\x80\xaf"
	 "500",
	 "1500"},
	{WIDE, COLUMN_AMOUNT,
	 "1\xe2\x80\x89"
	 "500",
	 "1500"},
	{WIDE, COLUMN_AMOUNT, "1500", "1500"},
	{WIDE, COLUMN_AMOUNT, "1 50", NULL},
	{WIDE, COLUMN_AMOUNT, "1500 000", NULL},
	{WIDE, COLUMN_AMOUNT, " 500", NULL},
	{WIDE, COLUMN_AMOUNT, "500 ", NULL},
	{WIDE, COLUMN_AMOUNT, "1  500", NULL},
	{WIDE, COLUMN_AMOUNT, "1 500,5 0", NULL},
	{DOTS, COLUMN_AMOUNT, "1.500", "1500"},
	{DOTS, COLUMN_AMOUNT, "1.500.000,25", "1500000.25"},
	{DOTS, COLUMN_AMOUNT, "1.5", NULL},
	{"grouping = '\n", COLUMN_AMOUNT, "1'500.25", "1500.25"},
	{"grouping = ,\n", COLUMN_AMOUNT, "1,500.25", "1500.25"},
	{DAYS, COLUMN_DATE, "05.01.2017", "2017-01-05"},
	{DAYS, COLUMN_DATE, "5.1.2017", "2017-01-05"},
	{DAYS, COLUMN_SINCE, "29.02.2016", "2016-02-29"},
	{DAYS, COLUMN_DATE, "29.02.2017", NULL},
	{DAYS, COLUMN_DATE, "2017-01-05", NULL},
	{DAYS, COLUMN_DATE, "05/01/2017", NULL},
	{DAYS, COLUMN_DATE, "05.01.17", NULL},
	{DAYS, COLUMN_DATE, "05.01.20170", NULL},
	{DAYS, COLUMN_DATE, "005.01.2017", NULL},
	{DAYS, COLUMN_DATE, "05.01.2017 ", NULL},
	{DAYS, COLUMN_DATE, "05.01.2017 0:00", NULL},
	{DAYS, COLUMN_DATE, "05.01", NULL},
	{DAYS, COLUMN_DATE, "01.13.2017", NULL},
	{DAYS, COLUMN_PERIOD, "05.01.2017", "05.01.2017"},
	{"date = mm/dd/yyyy\n", COLUMN_END, "01/13/2017", "2017-01-13"},
	{"date = yyyy/mm/dd\n", COLUMN_DUE, "2017/1/13", "2017-01-13"},
	{"date = yyyy-mm-dd\n", COLUMN_DATE, "13.1.2017", "13.1.2017"},
};

START_TEST(a_cell_has_the_form_of_the_map_or_is_refused)
{
	struct slice cell = {cells[_i].cell, strlen(cells[_i].cell)};
	struct text made = TEXT_ZERO;

	read_good(cells[_i].map);
	if (cells[_i].made == NULL) {
		ck_assert(!map_cell(map, cells[_i].column, cell, &made));
	} else {
		ck_assert(map_cell(map, cells[_i].column, cell, &made));
		ck_assert_str_eq(made.bytes, cells[_i].made);
	}
	text_release(&made);
	map_free(map);
}
END_TEST

static void fill(struct row *row, enum column column, const char *text)
{
	row->cell[column].bytes = text;
	row->cell[column].size = strlen(text);
	row->filled |= COLUMN_BIT(column);
}

START_TEST(a_default_stands_where_the_event_takes_it)
{
	struct text room = TEXT_ZERO;
	struct row row;

	read_good("decimal = ,\n[defaults]\ncurrency = BYR\n"
		  "event = claim.raised\nvenue = civil\namount = 2,50\n");
	memset(&row, 0, sizeof row);
	ck_assert_uint_eq(map_row(map, &row, &room), 0);
	ck_assert(slice_is(row.cell[COLUMN_EVENT], "claim.raised"));
	ck_assert(slice_is(row.cell[COLUMN_VENUE], "civil"));
	ck_assert(slice_is(row.cell[COLUMN_AMOUNT], "2.50"));
	memset(&row, 0, sizeof row);
	fill(&row, COLUMN_EVENT, "case.opened");
	ck_assert_uint_eq(map_row(map, &row, &room), 0);
	ck_assert_uint_eq(row.filled, COLUMN_BIT(COLUMN_EVENT));
	memset(&row, 0, sizeof row);
	fill(&row, COLUMN_EVENT, "no.event");
	ck_assert_uint_eq(map_row(map, &row, &room), 0);
	ck_assert_uint_eq(row.filled, COLUMN_BIT(COLUMN_EVENT));
	text_release(&room);
	map_free(map);
}
END_TEST

START_TEST(a_bad_cell_is_told_as_it_came)
{
	struct text room = TEXT_ZERO;
	struct refusal refusal;
	struct event event;
	struct row row;
	uint64_t bad;

	read_good("decimal = ,\ndate = dd.mm.yyyy\n");
	memset(&row, 0, sizeof row);
	fill(&row, COLUMN_EVENT, "state.remitted");
	fill(&row, COLUMN_ID, "E-1");
	fill(&row, COLUMN_DATE, "05.01.2017");
	fill(&row, COLUMN_AMOUNT, "1.500");
	fill(&row, COLUMN_CURRENCY, "BYN");
	bad = map_row(map, &row, &room);
	ck_assert_uint_eq(bad, COLUMN_BIT(COLUMN_AMOUNT));
	ck_assert(!event_read(&row, DAY_LAST, &event, &refusal));
	ck_assert_int_eq(refusal.code, REFUSAL_BAD_AMOUNT);
	map_explain(map, bad, &row, &refusal);
	ck_assert_ptr_nonnull(strstr(refusal.text, "amount \"1.500\" is not a "
						   "number with the decimal "
						   "comma"));
	refusal.code = REFUSAL_MISSING_FIELD;
	refusal.text[0] = '\0';
	map_explain(map, bad, &row, &refusal);
	ck_assert_str_eq(refusal.text, "");
	text_release(&room);
	map_free(map);
}
END_TEST

/* ---- first rows ---------------------------------------------------------- */

#define NAMES "[columns]\nA = event\nB = id\nC = date\n[ignore]\nX\n"

static const struct {
	const char *map;
	const char *first;
	enum refusal_code code;
	const char *word;
} firsts[] = {
	{NAMES, "A,B,C,X,note", REFUSAL_NONE, ""},
	{NAMES, " A ,B,C", REFUSAL_NONE, ""},
	{NAMES, "A,B,C,error,detail,line", REFUSAL_NONE, ""},
	{NAMES, "A,B", REFUSAL_BAD_HEADER, "the column \"C\", which is date"},
	{NAMES, "A,B,C,date", REFUSAL_BAD_HEADER, "as another column is"},
	{NAMES, "A,B,C,D", REFUSAL_UNKNOWN_COLUMN, "[columns] or [ignore]"},
	{NAMES, "A,B,C,", REFUSAL_UNKNOWN_COLUMN, "has no name"},
	{"separator = ;\n" NAMES, "A,B,C", REFUSAL_BAD_HEADER,
	 "separated by a semicolon"},
	{"separator = |\n" NAMES, "A|B|C", REFUSAL_NONE, ""},
	{"", "event,id", REFUSAL_BAD_HEADER, "no column is date"},
	{NAMES "[defaults]\nnote = n\n", "A,B,C,note", REFUSAL_BAD_HEADER,
	 "take it out of [defaults]"},
	{"[defaults]\nevent = award.final\n", "id,date,claim", REFUSAL_NONE,
	 ""},
};

START_TEST(the_first_row_is_matched_by_the_map)
{
	struct inflow_place place = {-1, folder, NULL};
	struct csv_record record;
	struct refusal refusal = {REFUSAL_NONE, COLUMN_NONE, ""};
	struct header header;
	struct inflow *in;
	struct csv *csv;
	bool good;

	read_good(firsts[_i].map);
	folder_write_text("f.csv", firsts[_i].first);
	ck_assert_int_eq(inflow_open(folder_path("f.csv"), &place, &in, &err),
			 STATUS_OK);
	csv = csv_new(in);
	header_init(&header);
	header.map = map;
	csv_read_as(csv, map->separator, false);
	ck_assert_int_eq(csv_next(csv, &record, &err), STATUS_OK);
	good = header_read(&header, &record, &refusal);
	ck_assert_int_eq(good, firsts[_i].code == REFUSAL_NONE);
	ck_assert_int_eq(good ? REFUSAL_NONE : refusal.code, firsts[_i].code);
	ck_assert_msg(good || strstr(refusal.text, firsts[_i].word) != NULL,
		      "%s", refusal.text);
	if (good && strncmp(firsts[_i].map, NAMES, strlen(NAMES)) == 0)
		ck_assert_str_eq(header_name(&header, COLUMN_ID), "B");
	header_release(&header);
	csv_free(csv);
	inflow_close(in);
	map_free(map);
}
END_TEST

#define LOOP(tcase, test, table)                                               \
	tcase_add_loop_test(tcase, test, 0,                                    \
			    (int)(sizeof(table) / sizeof(table)[0]))

Suite *map_suite(void)
{
	Suite *suite = suite_create("batch/engine/map");
	TCase *tcase = tcase_create("map");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	LOOP(tcase, a_mistake_is_told_with_its_line_and_the_remedy, wrongs);
	tcase_add_test(tcase, a_line_that_is_too_long_is_told);
	tcase_add_test(tcase, a_map_that_is_not_there_is_not_found);
	tcase_add_test(tcase, an_empty_map_is_the_canonical_form);
	tcase_add_test(tcase, every_setting_is_taken);
	LOOP(tcase, an_encoding_is_read_and_written, letters);
	LOOP(tcase, a_cell_has_the_form_of_the_map_or_is_refused, cells);
	tcase_add_test(tcase, a_default_stands_where_the_event_takes_it);
	tcase_add_test(tcase, a_bad_cell_is_told_as_it_came);
	LOOP(tcase, the_first_row_is_matched_by_the_map, firsts);
	suite_add_tcase(suite, tcase);
	return suite;
}
