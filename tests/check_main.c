/*
 * check_main.c: runs every unit-test suite.
 *
 * The list of suites is made by make from the names of the files
 * tests/.../check_<module>.c; each exports `Suite *<module>_suite(void)`.
 * CK_RUN_SUITE and CK_RUN_CASE in the environment narrow the run (Check).
 */
#include <check.h>
#include <stdio.h>

#define SUITE(module) Suite *module##_suite(void);
#include "suites.h"
#undef SUITE

static Suite *(*const suites[])(void) = {
#define SUITE(module) module##_suite,
#include "suites.h"
#undef SUITE
	NULL,
};

int main(void)
{
	SRunner *runner = srunner_create(NULL);
	int failed;
	int ran;

	for (size_t i = 0; suites[i] != NULL; i++)
		srunner_add_suite(runner, suites[i]());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	ran = srunner_ntests_run(runner);
	srunner_free(runner);
	printf("%d passed, %d failed\n", ran - failed, failed);
	return failed == 0 ? 0 : 1;
}
