/* check_control.c: control files, and the totals that they demand. */
#include "batch/engine/control.h"

#include "batch/engine/tally.h"
#include "tests/batch/engine/folder.h"

#define HEX "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static struct control control;

static enum status parse(const char *text, struct err *err)
{
	struct slice slice = {text, strlen(text)};

	return control_parse(slice, &control, err);
}

START_TEST(a_whole_control_file_is_read)
{
	struct err err;
	uint8_t byr = currency_find("BYR", 3);
	uint8_t usd = currency_find("USD", 3);

	ck_assert_int_eq(parse("\xef\xbb\xbf# of May\r\n\r\n"
			       " rows = 12\r\nsum.BYR=500000\n"
			       "sum.USD=1.5\nsource=Court of Brest\n"
			       "sequence=7\nsha256=" HEX,
			       &err),
			 STATUS_OK);
	ck_assert(control.has_rows && control.has_sum[byr]);
	ck_assert_uint_eq(control.rows, 12);
	ck_assert_int_eq(control.sum[byr], 500000);
	ck_assert_int_eq(control.sum[usd], 150);
	ck_assert_str_eq(control.source, "Court of Brest");
	ck_assert_uint_eq(control.sequence, 7);
	ck_assert_str_eq(control.sha256, HEX);
}
END_TEST

static const struct {
	const char *text;
	uint32_t line;
	const char *word;
	enum status status;
} rows[] = {
	{"", 0, "", STATUS_OK},
	{"# rows=1\n\n", 0, "", STATUS_OK},
	{"sum.BYR=0\n", 0, "", STATUS_OK},
	{"source=x\n", 0, "", STATUS_OK},
	{"rows=1\nrows=1\n", 2, "twice", STATUS_INVALID},
	{"sum.BYR=1\n\nsum.BYR=1\n", 3, "sum.BYR stands twice", STATUS_INVALID},
	{"source=a\nsource=a\n", 2, "twice", STATUS_INVALID},
	{"source=a\nsequence=1\nsequence=2\n", 3, "twice", STATUS_INVALID},
	{"sha256=" HEX "\nsha256=" HEX "\n", 2, "twice", STATUS_INVALID},
	{"rows\n", 1, "key=value", STATUS_INVALID},
	{"Rows=1\n", 1, "no such key", STATUS_INVALID},
	{"=1\n", 1, "no such key", STATUS_INVALID},
	{"sum.=1\n", 1, "no such key", STATUS_INVALID},
	{"rows=\n", 1, "whole number", STATUS_INVALID},
	{"rows=-1\n", 1, "whole number", STATUS_INVALID},
	{"rows=1.0\n", 1, "whole number", STATUS_INVALID},
	{"rows=1000000000000000000\n", 1, "whole number", STATUS_INVALID},
	{"sum.ZZZ=1\n", 1, "ISO 4217", STATUS_INVALID},
	{"sum.byr=1\n", 1, "ISO 4217", STATUS_INVALID},
	{"sum.BYR=1.5\n", 1, "at most 0", STATUS_INVALID},
	{"sum.USD=1,50\n", 1, "at most 2", STATUS_INVALID},
	{"sum.USD=99999999999999999999\n", 1, "at most 2", STATUS_INVALID},
	{"sha256=abc\n", 1, "64 hexadecimal", STATUS_INVALID},
	{"sha256=" HEX "0\n", 1, "64 hexadecimal", STATUS_INVALID},
	{"\nsha256=z" HEX "\n", 2, "64 hexadecimal", STATUS_INVALID},
	{"source=\n", 1, "1 to 100", STATUS_INVALID},
	{"source=a\x01\n", 1, "1 to 100", STATUS_INVALID},
	{"source=\xff\n", 1, "1 to 100", STATUS_INVALID},
	{"source=a\nsequence=0\n", 2, "from 1", STATUS_INVALID},
	{"source=a\nsequence=x\n", 2, "from 1", STATUS_INVALID},
	{"sequence=1\n", 0, "needs source", STATUS_INVALID},
};

START_TEST(a_control_file_is_read_or_its_line_named)
{
	struct err err;
	enum status status = parse(rows[_i].text, &err);

	ck_assert_int_eq(status, rows[_i].status);
	ck_assert_uint_eq(control.line, rows[_i].line);
	if (status != STATUS_OK)
		ck_assert_msg(strstr(err.text, rows[_i].word) != NULL, "%s",
			      err.text);
}
END_TEST

START_TEST(files_are_read_missed_or_too_long)
{
	char *long_text = malloc(CONTROL_BYTES_MAX + 1);
	struct err err;

	ck_assert_ptr_nonnull(long_text);
	memset(long_text, '\n', CONTROL_BYTES_MAX + 1);
	folder_write_text("f.ctl", "rows=3\n");
	ck_assert_int_eq(control_read(folder_path("f.ctl"), &control, &err),
			 STATUS_OK);
	ck_assert_uint_eq(control.rows, 3);
	folder_write_text("f.ctl", "");
	ck_assert_int_eq(control_read(folder_path("f.ctl"), &control, &err),
			 STATUS_OK);
	ck_assert_int_eq(control_read(folder_path("no"), &control, &err),
			 STATUS_NOT_FOUND);
	ck_assert_int_eq(control_read(folder, &control, &err),
			 STATUS_NOT_FOUND);
	folder_write("f.ctl", long_text, CONTROL_BYTES_MAX + 1);
	ck_assert_int_eq(control_read(folder_path("f.ctl"), &control, &err),
			 STATUS_INVALID);
	free(long_text);
}
END_TEST

static char said[512];

static void say(void *owner, const char *key, const char *sentence)
{
	ck_assert_ptr_eq(owner, said);
	ck_assert_ptr_nonnull(strstr(sentence, key));
	snprintf(said + strlen(said), sizeof said - strlen(said), "%s ", key);
}

/* Two rows: 500000 BYR posted, one without an amount rejected. */
static const struct {
	const char *text;
	const char *keys; /* that are not met */
} totals[] = {
	{"", ""},
	{"rows=2\nsum.BYR=500000\nsum.USD=0.00\n", ""},
	{"rows=1\n", "rows "},
	{"sum.BYR=500001\n", "sum.BYR "},
	{"sum.USD=1\nrows=3\nsum.BYR=1\n", "rows sum.BYR sum.USD "},
	{"sum.BYN=0\n", "sum.BYN "},
};

START_TEST(totals_are_met_or_named)
{
	struct tally tally;
	struct err err;
	int missed;

	tally_init(&tally);
	tally_add_money(&tally, TALLY_POSTED, currency_find("BYR", 3), 500000);
	tally_add(&tally, TALLY_REJECTED);
	tally.money[currency_find("BYN", 3)].overflow = true;
	ck_assert_int_eq(parse(totals[_i].text, &err), STATUS_OK);
	missed = control_compare(&control, &tally, say, said);
	ck_assert_str_eq(said, totals[_i].keys);
	ck_assert_int_eq(missed > 0, said[0] != '\0');
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *control_suite(void)
{
	Suite *suite = suite_create("batch/engine/control");
	TCase *tcase = tcase_create("control");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_test(tcase, a_whole_control_file_is_read);
	tcase_add_loop_test(tcase, a_control_file_is_read_or_its_line_named, 0,
			    COUNT(rows));
	tcase_add_test(tcase, files_are_read_missed_or_too_long);
	tcase_add_loop_test(tcase, totals_are_met_or_named, 0, COUNT(totals));
	suite_add_tcase(suite, tcase);
	return suite;
}
