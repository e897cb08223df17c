/* check_arena.c: memory that is freed whole. */
#include "ledger/base/arena.h"

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

START_TEST(memory_is_zeroed_aligned_and_apart)
{
	struct arena arena = ARENA_ZERO;
	unsigned char *before = NULL;
	size_t size;

	for (size = 0; size < 3000; size += 7) {
		unsigned char *block = arena_alloc(&arena, size);
		unsigned char any = 0;
		size_t i;

		ck_assert_uint_eq((uintptr_t)block % 16, 0);
		for (i = 0; i < size; i++)
			any |= block[i];
		ck_assert_uint_eq(any, 0);
		memset(block, 0xa5, size);
		if (before != NULL && size > 7)
			ck_assert_int_eq(before[size - 8], 0xa5);
		before = block;
	}
	arena_release(&arena);
	ck_assert_ptr_null(arena.chunk);
}
END_TEST

START_TEST(a_block_may_be_larger_than_a_chunk)
{
	struct arena arena = ARENA_ZERO;
	char *large = arena_alloc(&arena, 1 << 20);
	char *small = arena_alloc(&arena, 8);

	large[(1 << 20) - 1] = 'x';
	small[0] = 'y';
	arena_reset(&arena);
	large = arena_alloc(&arena, 1 << 20);
	ck_assert_int_eq(large[(1 << 20) - 1], 0);
	arena_release(&arena);
}
END_TEST

START_TEST(a_copy_ends_with_a_nul)
{
	struct arena arena = ARENA_ZERO;
	char *copy = arena_copy(&arena, "abcdef", 3);

	ck_assert_str_eq(copy, "abc");
	ck_assert_str_eq(arena_copy(&arena, "", 0), "");
	arena_reset(&arena);
	arena_release(&arena);
}
END_TEST

START_TEST(a_growing_block_keeps_what_it_holds)
{
	size_t room = 0;
	int *list = NULL;
	int i;

	for (i = 0; i < 1000; i++) {
		list = mem_grow(list, &room, (size_t)i + 1, sizeof *list);
		ck_assert_uint_gt(room, (size_t)i);
		list[i] = i;
	}
	for (i = 0; i < 1000; i++)
		ck_assert_int_eq(list[i], i);
	free(list);
	list = mem_resize(mem_alloc(0), 0);
	ck_assert_ptr_nonnull(list);
	free(list);
}
END_TEST

#ifndef __SANITIZE_ADDRESS__ /* which ends the process in its own way */
START_TEST(out_of_memory_ends_with_71)
{
	void *block = mem_alloc((size_t)1 << 62);

	free(block);
}
END_TEST
#endif

Suite *arena_suite(void)
{
	Suite *suite = suite_create("ledger/base/arena");
	TCase *tcase = tcase_create("memory");

	tcase_add_test(tcase, memory_is_zeroed_aligned_and_apart);
	tcase_add_test(tcase, a_block_may_be_larger_than_a_chunk);
	tcase_add_test(tcase, a_copy_ends_with_a_nul);
	tcase_add_test(tcase, a_growing_block_keeps_what_it_holds);
#ifndef __SANITIZE_ADDRESS__
	tcase_add_exit_test(tcase, out_of_memory_ends_with_71, 71);
#endif
	suite_add_tcase(suite, tcase);
	return suite;
}
