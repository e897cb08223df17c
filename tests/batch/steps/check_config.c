/* check_config.c: configurations right and wrong. */
#include "batch/steps/config.h"

#include "ledger/base/currency.h"
#include "tests/batch/engine/folder.h"

#include <check.h>
#include <string.h>

static struct config config;
static struct err err;

struct told {
	int count;
	int line[8];
	char sentence[8][300];
};

static void note(void *owner, int line, const char *sentence)
{
	struct told *told = owner;

	ck_assert_int_lt(told->count, 8);
	told->line[told->count] = line;
	snprintf(told->sentence[told->count], 300, "%s", sentence);
	told->count++;
}

static enum status parse(const char *text)
{
	struct slice slice = {text, strlen(text)};

	return config_parse(slice, "c.conf", NULL, NULL, &config, &err);
}

START_TEST(without_a_file_the_contract_holds)
{
	config_default(&config);
	ck_assert_mem_eq(&config.terms, &terms_default, sizeof terms_default);
	ck_assert_str_eq(config.sha256, "");
	ck_assert_int_eq(config.first_month, DAY_NONE);
	ck_assert_int_eq(config.grace_days, 5);
	ck_assert_str_eq(config.outdir, "reports");
	ck_assert(!config.close);
	ck_assert_str_eq(config.backup, "");
	ck_assert(config.public_too);
	ck_assert_int_eq(config.max_rejects.kind, REJECT_LIMIT_NONE);
	ck_assert(!config.late);
	ck_assert_int_eq(config.backups, 12);
	ck_assert_int_eq(config.look_alike_days, 31);
}
END_TEST

START_TEST(every_setting_is_read)
{
	ck_assert_int_eq(parse("[ageing]\nlong = 30d 1y\nshort = 7\n"
			       "[deadlines]\nwrit = 60d\nheld = 10\n"
			       "unsold = 200d\nnever-paid = 2\n"
			       "open-reject = 3d\n"
			       "[reporting]\ncurrency = BYN\n"
			       "[calendar]\nfirst = 2008-01\ngrace = 9\n"
			       "[monthly]\noutdir = /srv/x y\nclose = yes\n"
			       "backup = copies\npublic = no\n"
			       "[inbox]\nmax-rejects = 2%\nlate = first-open\n"
			       "[retention]\nbackups = 0\n"
			       "[import]\nlook-alike = 0\n"),
			 STATUS_OK);
	ck_assert_uint_eq(config.terms.longs.count, 3);
	ck_assert_str_eq(config.terms.longs.name[1], "31d-1y");
	ck_assert_str_eq(config.terms.shorts.name[1], ">7");
	ck_assert_int_eq(config.terms.writ_days, 60);
	ck_assert_int_eq(config.terms.held_days, 10);
	ck_assert_int_eq(config.terms.unsold.days, 200);
	ck_assert_int_eq(config.terms.unsold.years, 0);
	ck_assert_int_eq(config.terms.never_paid_days, 2);
	ck_assert_int_eq(config.terms.open_reject_days, 3);
	ck_assert_str_eq(currency_code(config.terms.currency), "BYN");
	ck_assert_int_eq(config.first_month, day_of(2008, 1, 1));
	ck_assert_int_eq(config.grace_days, 9);
	ck_assert_str_eq(config.outdir, "/srv/x y");
	ck_assert(config.close);
	ck_assert_str_eq(config.backup, "copies");
	ck_assert(!config.public_too);
	ck_assert_int_eq(config.max_rejects.kind, REJECT_LIMIT_PERCENT);
	ck_assert_int_eq((int)config.max_rejects.value, 200);
	ck_assert(config.late);
	ck_assert_int_eq(config.backups, 0);
	ck_assert_int_eq(config.look_alike_days, 0);
}
END_TEST

static const struct {
	const char *text;
	const char *sentence;
} wrongs[] = {
	{"grace = 5\n", "c.conf:1: `grace` stands before the first section"},
	{"[colour]\na = b\n", "c.conf:2: there is no section [colour]; there "
			      "are ageing, deadlines"},
	{"[ageing]\nmiddle = 1\n", "c.conf:2: there is no setting `middle` in "
				   "[ageing]; there are long, short"},
	{"[ageing]\nlong =\n", "c.conf:2: long takes limits that grow"},
	{"[ageing]\nlong = 90d 80d\n", "not `90d 80d`"},
	{"[ageing]\nlong = 1y 90d\n", "not `1y 90d`"},
	{"[ageing]\nlong = 364d 1y\n", "not `364d 1y`"},
	{"[ageing]\nshort = 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n",
	 "c.conf:2: short takes"},
	{"[ageing]\nshort = 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n",
	 "c.conf:2: short takes"},
	{"[deadlines]\nwrit = 1y\n", "writ takes days"},
	{"[deadlines]\nwrit = -1\n", "writ takes days"},
	{"[deadlines]\nunsold = 0y\n", "unsold takes days or years"},
	{"[reporting]\ncurrency = rouble\n", "currency takes none"},
	{"[calendar]\nfirst = 2008-13\n", "first takes none, or a month"},
	{"[calendar]\nfirst = 2008-01-01-01-01-01-01\n", "first takes none"},
	{"[monthly]\nclose = true\n", "close takes yes or no, not `true`"},
	{"[inbox]\nmax-rejects = 101%\n", "max-rejects takes none"},
	{"[retention]\nbackups = 100001\n", "backups takes a number"},
	{"[retention]\nbackups = 3\nbackups = 3\n",
	 "c.conf:3: backups stands twice in [retention]"},
	{"[retention]\nbackups\n", "c.conf:2: the line is neither"},
	{"[retention\nbackups = 3\n", "c.conf:1: the line is neither"},
};

START_TEST(a_mistake_is_named_with_its_line_and_the_remedy)
{
	ck_assert_int_eq(parse(wrongs[_i].text), STATUS_INVALID);
	ck_assert_msg(strstr(err.text, wrongs[_i].sentence) != NULL, "%s",
		      err.text);
}
END_TEST

START_TEST(every_mistake_is_told_and_the_rest_is_read)
{
	static const char text[] = "[monthly]\nclose = perhaps\n\x01\n"
				   "= 5\npublic = no\n[x\nlost = 1\n[import]\n"
				   "look-alike = soon\nlook-alike = 5\n";
	struct slice slice = {text, strlen(text)};
	struct told told = {0, {0}, {{0}}};

	ck_assert_int_eq(config_parse(slice, "c", note, &told, &config, &err),
			 STATUS_INVALID);
	ck_assert_int_eq(told.count, 6);
	ck_assert_int_eq(told.line[0], 2);
	ck_assert_int_eq(told.line[1], 3);
	ck_assert_int_eq(told.line[2], 4);
	ck_assert_int_eq(told.line[3], 6);
	ck_assert_int_eq(told.line[4], 9);
	ck_assert_int_eq(told.line[5], 10);
	ck_assert(!config.close);
	ck_assert(!config.public_too);
	ck_assert_int_eq(config.look_alike_days, 31);
	ck_assert_ptr_nonnull(strstr(err.text, "6 mistakes"));
}
END_TEST

START_TEST(the_sample_changes_nothing_and_names_every_setting)
{
	struct text sample = TEXT_ZERO;
	struct config plain;
	char *at;

	config_default(&plain);
	config_sample(&sample);
	ck_assert_int_eq(parse(sample.bytes), STATUS_OK);
	ck_assert_str_eq(config.terms.sha256, config.sha256);
	memset(config.terms.sha256, 0, sizeof config.terms.sha256);
	ck_assert_mem_eq(&config.terms, &plain.terms, sizeof plain.terms);
	ck_assert_str_eq(config.outdir, plain.outdir);
	/* each default, said aloud, is a value */
	for (at = sample.bytes; (at = strstr(at, "\n#")) != NULL; at++)
		if (at[2] != ' ')
			at[1] = ' ';
	ck_assert_msg(parse(sample.bytes) == STATUS_OK, "%s", err.text);
	memset(config.terms.sha256, 0, sizeof config.terms.sha256);
	ck_assert_mem_eq(&config.terms, &plain.terms, sizeof plain.terms);
	text_release(&sample);
}
END_TEST

START_TEST(a_book_has_its_file_or_the_defaults)
{
	ck_assert_int_eq(config_of_book(folder, &config, &err), STATUS_OK);
	ck_assert_str_eq(config.sha256, "");
	folder_write_text(CONFIG_FILE, "[calendar]\ngrace = 3\n");
	ck_assert_int_eq(config_of_book(folder, &config, &err), STATUS_OK);
	ck_assert_int_eq(config.grace_days, 3);
	ck_assert_uint_eq(config.text_size, 21);
	ck_assert_str_eq(config.sha256,
			 "e017c234f9f6886685f3ca3aa3aab7cc006713baa8a73e41123b"
			 "3bcf2f6a0585");
}
END_TEST

START_TEST(a_file_that_is_no_configuration_is_refused)
{
	static char big[CONFIG_BYTES_MAX + 2];

	memset(big, '\n', sizeof big - 1);
	folder_write_text(CONFIG_FILE, big);
	ck_assert_int_eq(config_of_book(folder, &config, &err), STATUS_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "longer than 16384 bytes"));
	ck_assert_int_eq(
		config_read(folder_path("none"), NULL, NULL, &config, &err),
		STATUS_NOT_FOUND);
}
END_TEST

START_TEST(a_relative_path_begins_in_the_book)
{
	char path[LIMIT_PATH_BYTES];

	ck_assert_int_eq(config_path("b", "out", path, &err), STATUS_OK);
	ck_assert_str_eq(path, "b/out");
	ck_assert_int_eq(config_path("b", "/srv", path, &err), STATUS_OK);
	ck_assert_str_eq(path, "/srv");
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof(table)[0]))

Suite *config_suite(void)
{
	Suite *suite = suite_create("batch/steps/config");
	TCase *tcase = tcase_create("configurations");

	tcase_add_checked_fixture(tcase, folder_make, folder_remove);
	tcase_add_test(tcase, without_a_file_the_contract_holds);
	tcase_add_test(tcase, every_setting_is_read);
	tcase_add_loop_test(tcase,
			    a_mistake_is_named_with_its_line_and_the_remedy, 0,
			    ROWS(wrongs));
	tcase_add_test(tcase, every_mistake_is_told_and_the_rest_is_read);
	tcase_add_test(tcase,
		       the_sample_changes_nothing_and_names_every_setting);
	tcase_add_test(tcase, a_book_has_its_file_or_the_defaults);
	tcase_add_test(tcase, a_file_that_is_no_configuration_is_refused);
	tcase_add_test(tcase, a_relative_path_begins_in_the_book);
	suite_add_tcase(suite, tcase);
	return suite;
}
