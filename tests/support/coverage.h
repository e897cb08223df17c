/*
 * coverage.h: MODE=cov reads this before every file. A child that ends with
 * _exit, as the writer of a workbook does, leaves its counters behind.
 */
#ifndef TESTS_SUPPORT_COVERAGE_H
#define TESTS_SUPPORT_COVERAGE_H

void __gcov_dump(void);
_Noreturn void process_exit(int code) __asm__("_exit");

#define _exit coverage_exit

static inline _Noreturn void coverage_exit(int code)
{
	__gcov_dump();
	process_exit(code);
}

#endif /* TESTS_SUPPORT_COVERAGE_H */
