/* check_words.c: every word stands, and every column has a title. */
#include "reports/dataset_kind.h"

#include <check.h>

START_TEST(words_are_all_there)
{
	int word;

	for (word = 0; word < WORD_COUNT; word++)
		ck_assert_uint_gt(strlen(words_say((enum word)word)), 0);
}
END_TEST

START_TEST(words_give_every_column_a_title)
{
	static const struct dataset_kind *const kinds[] = {
		&dataset_awards,     &dataset_contributions, &dataset_balances,
		&dataset_subledgers, &dataset_journal,	     &dataset_proofs,
		&dataset_offenders};
	const struct dataset_kind *kind = kinds[_i];
	size_t i;

	for (i = 0; i < kind->column_count; i++) {
		const char *name = kind->columns[i].name;

		ck_assert_str_ne(words_title(name), name);
	}
}
END_TEST

Suite *words_suite(void)
{
	Suite *suite = suite_create("reports/words");
	TCase *tcase = tcase_create("table");

	tcase_add_test(tcase, words_are_all_there);
	tcase_add_loop_test(tcase, words_give_every_column_a_title, 0, 7);
	suite_add_tcase(suite, tcase);
	return suite;
}
