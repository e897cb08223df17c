/* check_journal.c: packed blocks, segments, and the one door. */
#include "ledger/journal.h"

#include "ledger/store/format.h"
#include "tests/ledger/room.h"

static struct store *store;
static struct journal *journal;

static void begin(void)
{
	room_make();
	OKAY(store_open(temp.path, STORE_WRITE, &store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	OKAY(journal_open(store, 0, &journal, &temp.err));
}

static void end(void)
{
	journal_close(journal);
	store_abort(store);
	store_drop(store);
	room_remove();
}

/* A fact without money, with an id and a note of some length. */
static void append(uint32_t number, int note)
{
	static char text[6000];
	struct event event = {0};
	char id[16];

	memset(text, 'n', sizeof text);
	event.code = EVENT_CASE_OPENED;
	event.date = event.since = day_on("2009-01-05") + (int32_t)number % 900;
	event.currency = event.quote = CURRENCY_NONE;
	snprintf(id, sizeof id, "E-%u", (unsigned int)number);
	event.filled = COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_ID) |
		       COLUMN_BIT(COLUMN_DATE) | COLUMN_BIT(COLUMN_SINCE) |
		       COLUMN_BIT(COLUMN_NOTE);
	event.field[COLUMN_ID] = slice_on(id);
	event.field[COLUMN_NOTE] = (struct slice){text, (size_t)note};
	OKAY(journal_append(journal, &event, NULL, 0, &temp.err));
}

/* Commit, and go on with a fresh writer in a fresh transaction. */
static void reopen(void)
{
	uint32_t entries = journal_entries(journal);

	OKAY(journal_flush(journal, &temp.err));
	journal_close(journal);
	OKAY(store_commit(store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	OKAY(journal_open(store, entries, &journal, &temp.err));
}

static void expect_entry(uint32_t number, int note)
{
	struct arena arena = ARENA_ZERO;
	struct entry entry;
	char id[16];

	OKAY(journal_entry(journal, number, &arena, &entry, &temp.err));
	snprintf(id, sizeof id, "E-%u", (unsigned int)number);
	ck_assert(slice_is(entry.event.field[COLUMN_ID], id));
	ck_assert_uint_eq(entry.seq, number);
	ck_assert_uint_eq(entry.event.field[COLUMN_NOTE].size, (size_t)note);
	arena_release(&arena);
}

static uint32_t count_from(uint32_t from)
{
	struct journal_cursor *cursor;
	struct entry entry;
	uint32_t next = from;
	enum status status;

	OKAY(journal_flush(journal, &temp.err));
	OKAY(journal_read(store, from, &cursor, &temp.err));
	while ((status = journal_next(cursor, &entry, &temp.err)) == STATUS_OK)
		ck_assert_uint_eq(entry.seq, next++);
	ck_assert_int_eq(status, STATUS_END);
	journal_done(cursor);
	return next - from;
}

START_TEST(entries_come_back_from_many_blocks)
{
	uint32_t number;

	for (number = 1; number <= 700; number++)
		append(number, (int)(number % 97));
	expect_entry(1, 1);
	expect_entry(350, 350 % 97);
	expect_entry(700, 700 % 97);
	ck_assert_uint_eq(count_from(1), 700);
	ck_assert_uint_eq(count_from(333), 368);
	ck_assert_uint_eq(count_from(701), 0);
}
END_TEST

START_TEST(an_entry_may_be_longer_than_a_block)
{
	append(1, 10);
	append(2, 6000);
	append(3, 10);
	append(4, 3990);
	reopen();
	append(5, 10);
	expect_entry(2, 6000);
	expect_entry(4, 3990);
	expect_entry(5, 10);
	ck_assert_uint_eq(count_from(1), 5);
}
END_TEST

/* Small transactions go on with the last block instead of making more. */
START_TEST(a_block_with_room_is_gone_on_with)
{
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	uint32_t number;
	uint32_t blocks = 0;

	for (number = 1; number <= 60; number++) {
		append(number, 100);
		reopen();
	}
	OKAY(store_cursor_open(store, TABLE_JOURNAL, slice_on(""), &cursor,
			       &temp.err));
	while (store_cursor_next(cursor, &key, &value, &temp.err) ==
	       STATUS_OK) {
		ck_assert_uint_le(value.size, BLOCK_BYTES + 8);
		blocks++;
	}
	store_cursor_close(cursor);
	ck_assert_uint_ge(blocks, 2);
	ck_assert_uint_le(blocks, 8);
	ck_assert_uint_eq(count_from(1), 60);
}
END_TEST

/* The chain as the page of instructions for an auditor says it. */
static void recompute(uint32_t upto, char head[DIGEST_HEX_SIZE])
{
	struct digest *digest = digest_new();
	struct text line = TEXT_ZERO;
	struct journal_cursor *cursor;
	struct entry entry;
	uint32_t seq = 0;

	memset(head, '0', DIGEST_HEX_SIZE - 1);
	head[DIGEST_HEX_SIZE - 1] = '\0';
	OKAY(journal_read(store, 1, &cursor, &temp.err));
	while (seq < upto) {
		if (seq % SEGMENT_ENTRIES == 0) {
			if (seq > 0)
				digest_hex(digest, head);
			digest_restart(digest);
			digest_add(digest, head, DIGEST_HEX_SIZE - 1);
			digest_add(digest, "\n", 1);
		}
		OKAY(journal_next(cursor, &entry, &temp.err));
		seq = entry.seq;
		text_clear(&line);
		entry_chain(seq, &entry.event, entry.lines, entry.line_count,
			    &line);
		digest_add(digest, line.bytes, line.size);
	}
	if (upto > 0)
		digest_hex(digest, head);
	journal_done(cursor);
	text_release(&line);
	digest_free(digest);
}

static void expect_head(uint32_t upto)
{
	char kept[DIGEST_HEX_SIZE];
	char summed[DIGEST_HEX_SIZE];

	OKAY(journal_head_at(store, upto, kept, &temp.err));
	recompute(upto, summed);
	ck_assert_msg(strcmp(kept, summed) == 0, "head at %u", upto);
}

START_TEST(heads_are_recomputed_over_three_segments)
{
	static const uint32_t points[] = {0,
					  1,
					  SEGMENT_ENTRIES - 1,
					  SEGMENT_ENTRIES,
					  SEGMENT_ENTRIES + 1,
					  5000,
					  2 * SEGMENT_ENTRIES,
					  2 * SEGMENT_ENTRIES + 77};
	char head[DIGEST_HEX_SIZE];
	char last[DIGEST_HEX_SIZE];
	uint32_t number;
	size_t i;

	for (number = 1; number <= 2 * SEGMENT_ENTRIES + 77; number++) {
		append(number, 3);
		if (number % 3001 == 0 || number == SEGMENT_ENTRIES)
			reopen();
	}
	OKAY(journal_flush(journal, &temp.err));
	for (i = 0; i < COUNT_OF(points); i++)
		expect_head(points[i]);
	journal_head(journal, head);
	recompute(2 * SEGMENT_ENTRIES + 77, last);
	ck_assert_str_eq(head, last);
}
END_TEST

START_TEST(an_unbalanced_entry_does_not_pass_the_door)
{
	char before[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];
	struct event event = {0};
	struct line lines[2] = {
		{.account = ACCOUNT_TRUST_CASH,
		 .currency = currency_find("BYR", 3),
		 .amount = 5},
		{.account = ACCOUNT_TRUST_STATE,
		 .currency = currency_find("BYR", 3),
		 .amount = -4},
	};

	append(1, 3);
	journal_head(journal, before);
	event.code = EVENT_STATE_REMITTED;
	event.date = event.since = day_on("2009-01-05");
	event.field[COLUMN_ID] = slice_on("B-1");
	event.filled = COLUMN_BIT(COLUMN_ID);
	ck_assert_int_eq(journal_append(journal, &event, lines, 2, &temp.err),
			 STATUS_CORRUPT);
	journal_head(journal, after);
	ck_assert_str_eq(before, after);
	ck_assert_uint_eq(journal_entries(journal), 1);
	lines[1].amount = -5;
	event.currency = event.quote = CURRENCY_NONE;
	OKAY(journal_append(journal, &event, lines, 2, &temp.err));
}
END_TEST

Suite *journal_suite(void)
{
	Suite *suite = suite_create("ledger/journal");
	TCase *tcase = tcase_create("blocks");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, entries_come_back_from_many_blocks);
	tcase_add_test(tcase, an_entry_may_be_longer_than_a_block);
	tcase_add_test(tcase, a_block_with_room_is_gone_on_with);
	tcase_add_test(tcase, heads_are_recomputed_over_three_segments);
	tcase_add_test(tcase, an_unbalanced_entry_does_not_pass_the_door);
	suite_add_tcase(suite, tcase);
	return suite;
}
