/* check_ids.c: sorted runs of ids, and their merging. */
#include "ledger/ids.h"

#include "ledger/idruns.h"
#include "tests/ledger/room.h"

static struct store *store;
static struct ids *ids;

static void begin(void)
{
	room_make();
	OKAY(store_open(temp.path, STORE_WRITE, &store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	OKAY(ids_open(store, &ids, &temp.err));
}

static void end(void)
{
	ids_close(ids);
	store_abort(store);
	store_drop(store);
	room_remove();
}

static void reopen(void)
{
	OKAY(ids_flush(ids, &temp.err));
	ids_close(ids);
	OKAY(ids_open(store, &ids, &temp.err));
}

/* Ids with a common beginning, not in order of numbers. */
static struct slice id_of(uint32_t number, char room[LIMIT_ID_BYTES])
{
	int size = snprintf(room, LIMIT_ID_BYTES, "court-of-minsk/%u/%u",
			    (unsigned int)(number * 7919 % 1000),
			    (unsigned int)number);

	return (struct slice){room, (size_t)size};
}

static void add(uint32_t number, uint32_t seq)
{
	char room[LIMIT_ID_BYTES];

	OKAY(ids_add(ids, id_of(number, room), seq, &temp.err));
}

static void expect(uint32_t number, uint32_t seq)
{
	char room[LIMIT_ID_BYTES];
	uint32_t found = 0;
	enum status status =
		ids_find(ids, id_of(number, room), &found, &temp.err);

	ck_assert_int_eq(status, seq == 0 ? STATUS_NOT_FOUND : STATUS_OK);
	if (seq != 0)
		ck_assert_uint_eq(found, seq);
}

static void count_one(void *owner, struct slice id, uint32_t seq)
{
	(void)id;
	(void)seq;
	++*(uint32_t *)owner;
}

static size_t runs_now(void)
{
	struct id_runs runs = {.store = store};
	size_t count;

	OKAY(id_runs_read(&runs, &temp.err));
	count = runs.count;
	id_runs_release(&runs);
	return count;
}

START_TEST(ids_are_found_in_memory_and_in_runs)
{
	expect(1, 0);
	add(1, 11);
	expect(1, 11);
	expect(2, 0);
	reopen();
	expect(1, 11);
	expect(2, 0);
	OKAY(ids_flush(ids, &temp.err));
	ck_assert_uint_eq(runs_now(), 1);
}
END_TEST

/* 30 runs of 100 ids: eight of like size become one, and again. */
START_TEST(runs_are_merged_and_lose_no_id)
{
	uint32_t number = 0;
	uint32_t each = 0;
	int run;

	for (run = 0; run < 30; run++) {
		int i;

		for (i = 0; i < 100; i++, number++)
			add(number, number + 1);
		reopen();
		ck_assert_uint_lt(runs_now(), 3 * IDS_FAN);
	}
	ck_assert_uint_lt(runs_now(), 30);
	for (number = 0; number < 3000; number++)
		expect(number, number + 1);
	expect(3000, 0);
	OKAY(ids_each(ids, count_one, &each, &temp.err));
	ck_assert_uint_eq(each, 3000);
}
END_TEST

/* Every word of up to eleven letters over two of them. */
static struct slice word_of(uint32_t number, char room[LIMIT_ID_BYTES])
{
	size_t size = 0;

	for (; number > 1; number /= 2)
		room[size++] = number % 2 == 0 ? 'a' : '\xfe';
	return (struct slice){room, size};
}

START_TEST(ids_that_begin_alike_are_told_apart)
{
	char room[LIMIT_ID_BYTES];
	uint32_t number;

	for (number = 2; number < 4096; number += 2)
		OKAY(ids_add(ids, word_of(number, room), number, &temp.err));
	reopen();
	for (number = 2; number < 4096; number++) {
		uint32_t seq = 0;
		enum status status =
			ids_find(ids, word_of(number, room), &seq, &temp.err);

		ck_assert_int_eq(status, number % 2 == 0 ? STATUS_OK
							 : STATUS_NOT_FOUND);
		ck_assert_uint_eq(seq, number % 2 == 0 ? number : 0);
	}
}
END_TEST

START_TEST(many_small_runs_stay_few)
{
	uint32_t number;

	for (number = 0; number < 200; number++) {
		add(number, number + 1);
		reopen();
		ck_assert_uint_lt(runs_now(), 2 * IDS_FAN);
	}
	for (number = 0; number < 200; number++)
		expect(number, number + 1);
}
END_TEST

/* A correction may bear the id of what it corrects: the latest counts. */
START_TEST(the_latest_entry_of_an_id_counts)
{
	uint32_t number;

	add(5, 50);
	add(5, 51);
	expect(5, 51);
	reopen();
	expect(5, 51);
	add(5, 52);
	expect(5, 52);
	for (number = 100; number < 120; number++) {
		add(number, number);
		if (number % 2 == 0)
			add(5, 1000 + number);
		reopen();
	}
	expect(5, 1118);
	expect(110, 110);
}
END_TEST

START_TEST(ids_of_every_length_and_order_are_kept)
{
	char id[LIMIT_ID_BYTES];
	uint32_t seq = 0;
	size_t size;
	int c;

	for (size = 1; size <= LIMIT_ID_BYTES; size++)
		for (c = '!'; c <= '~'; c += 31) {
			memset(id, c, size);
			OKAY(ids_add(ids, (struct slice){id, size}, ++seq,
				     &temp.err));
		}
	reopen();
	seq = 0;
	for (size = 1; size <= LIMIT_ID_BYTES; size++)
		for (c = '!'; c <= '~'; c += 31) {
			uint32_t found = 0;

			memset(id, c, size);
			OKAY(ids_find(ids, (struct slice){id, size}, &found,
				      &temp.err));
			ck_assert_uint_eq(found, ++seq);
		}
}
END_TEST

START_TEST(a_transaction_of_many_ids_is_one_run)
{
	uint32_t number;

	for (number = 0; number < 20000; number++)
		add(number, number + 1);
	reopen();
	ck_assert_uint_eq(runs_now(), 1);
	for (number = 0; number < 20000; number += 13)
		expect(number, number + 1);
	expect(20001, 0);
}
END_TEST

Suite *ids_suite(void)
{
	Suite *suite = suite_create("ledger/ids");
	TCase *tcase = tcase_create("runs");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, ids_are_found_in_memory_and_in_runs);
	tcase_add_test(tcase, runs_are_merged_and_lose_no_id);
	tcase_add_test(tcase, ids_that_begin_alike_are_told_apart);
	tcase_add_test(tcase, many_small_runs_stay_few);
	tcase_add_test(tcase, the_latest_entry_of_an_id_counts);
	tcase_add_test(tcase, ids_of_every_length_and_order_are_kept);
	tcase_add_test(tcase, a_transaction_of_many_ids_is_one_run);
	suite_add_tcase(suite, tcase);
	return suite;
}
