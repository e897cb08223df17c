/* check_verifypages.c: a damaged page is told before a book is opened. */
#include "ledger/store/format.h"
#include "tests/ledger/room.h"

static uint64_t findings;
static char said[480];

static void hear(void *owner, const struct finding *finding)
{
	(void)owner;
	ck_assert_str_eq(finding->kind, "page");
	snprintf(said, sizeof said, "%s", finding->text);
}

static void scan(void)
{
	OKAY(verify_pages(temp.path, 0, hear, NULL, &findings, &temp.err));
}

START_TEST(a_sound_book_has_no_damaged_page)
{
	scan();
	ck_assert_uint_eq(findings, 0);
}
END_TEST

/* Turn over one bit of a file, near its end or in its first page. */
static void flip(const char *name, long at, int from)
{
	char path[128];
	FILE *file;
	int byte;

	snprintf(path, sizeof path, "%s/%s", temp.path, name);
	file = fopen(path, "r+b");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fseek(file, at, from), 0);
	byte = fgetc(file);
	ck_assert_int_eq(fseek(file, -1, SEEK_CUR), 0);
	ck_assert_int_ne(fputc(byte ^ 4, file), EOF);
	ck_assert_int_eq(fclose(file), 0);
}

static const struct {
	const char *name;
	long at;
	int from;
} places[] = {
	{"journal.db", -5, SEEK_END},  {"journal.db", 100, SEEK_SET},
	{"journal.db", 700, SEEK_SET}, {"totals.db", -3000, SEEK_END},
	{"ids.db", -1, SEEK_END},      {"meta.db", 40, SEEK_SET},
};

START_TEST(one_bit_of_a_page_is_found)
{
	flip(places[_i].name, places[_i].at, places[_i].from);
	scan();
	ck_assert_uint_gt(findings, 0);
	ck_assert_ptr_nonnull(strstr(said, places[_i].name));
	ck_assert_ptr_nonnull(strstr(said, "restore"));
}
END_TEST

START_TEST(what_is_no_book_is_not_scanned)
{
	ck_assert_int_eq(verify_pages("/tmp/no such book", 0, hear, NULL,
				      &findings, &temp.err),
			 STATUS_NOT_FOUND);
}
END_TEST

Suite *verifypages_suite(void)
{
	Suite *suite = suite_create("ledger/verifypages");
	TCase *tcase = tcase_create("pages");

	tcase_add_checked_fixture(tcase, room_world, room_remove);
	tcase_add_test(tcase, a_sound_book_has_no_damaged_page);
	tcase_add_loop_test(tcase, one_bit_of_a_page_is_found, 0,
			    (int)COUNT_OF(places));
	tcase_add_test(tcase, what_is_no_book_is_not_scanned);
	suite_add_tcase(suite, tcase);
	return suite;
}
