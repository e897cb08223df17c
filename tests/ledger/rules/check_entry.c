/* check_entry.c: an entry to bytes and back, and its chain line. */
#include "tests/ledger/rules/rows.h"

static struct desk desk;

static void open_world(void)
{
	start_world(&desk);
}

static void close_world(void)
{
	desk_close(&desk);
}

static void chain_of(uint32_t seq, struct text *line)
{
	struct entry entry;

	ck_assert(desk.shelf.by_number(&desk, seq, &entry));
	text_clear(line);
	entry_chain(seq, &entry.event, entry.lines, entry.line_count, line);
}

START_TEST(every_entry_of_the_world_comes_back)
{
	struct text again = TEXT_ZERO;
	uint32_t seq;

	for (seq = 1; seq <= desk.entry_count; seq++) {
		const struct text *packed = &desk.entries[seq - 1];
		struct entry entry;

		ck_assert(desk.shelf.by_number(&desk, seq, &entry));
		ck_assert_uint_eq(entry.seq, seq);
		text_clear(&again);
		entry_pack(&entry.event, entry.lines, entry.line_count, &again);
		ck_assert_uint_eq(again.size, packed->size);
		ck_assert_mem_eq(again.bytes, packed->bytes, packed->size);
	}
	text_release(&again);
}
END_TEST

/* What was read from the row and what is read from the bytes are one. */
START_TEST(a_stored_event_has_the_content_of_its_row)
{
	struct entry entry;
	char id[STEP_ID_SIZE];
	struct refusal refusal;
	struct event event;
	struct row row;
	size_t i;

	for (i = 0; i < world_step_count; i++) {
		ck_assert(step_row(&world_steps[i], (unsigned int)i + 1, id,
				   &row));
		ck_assert(event_read(&row, DESK_TODAY, &event, &refusal));
		ck_assert(desk.shelf.by_number(&desk, (uint32_t)i + 1, &entry));
		ck_assert_int_eq(event_differs(&event, &entry.event),
				 COLUMN_NONE);
	}
}
END_TEST

START_TEST(a_chain_line_is_what_an_auditor_reads)
{
	static const struct step story[] = {
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=250,currency=BYR,"
		 "channel=bailiff,since=2009-06-30,note=two words",
		 "2009-07-01", POSTED},
	};
	struct text line = TEXT_ZERO;
	char expected[512];

	TELL(&desk, story);
	chain_of((uint32_t)desk.entry_count, &line);
	snprintf(expected, sizeof expected,
		 "%u\trecovery.received\tE-%u\t2009-07-01\tsince=2009-06-30\t"
		 "case=K-2\toffender=O-2\tamount=250\tcurrency=BYR\t"
		 "channel=bailiff\tnote=two words\t"
		 "trust:cash - BYR 200\ttrust:victims C-final BYR -200\t"
		 "memo:awards:due C-final BYR 200\t"
		 "memo:awards:owed C-final BYR -200\t"
		 "fund:compensation:cash - BYR 50\t"
		 "fund:compensation:subrogated C-final BYR -50\n",
		 (unsigned int)desk.entry_count, desk.rows);
	ck_assert_str_eq(line.bytes, expected);
	text_release(&line);
}
END_TEST

START_TEST(a_currency_has_its_digits_in_the_chain_line)
{
	static const struct step story[] = {
		{"cash.exchanged",
		 "fund=grants,amount=750,currency=BYR,quote=USD,"
		 "quote_amount=0.5",
		 "2009-07-01", POSTED},
	};
	struct text line = TEXT_ZERO;

	TELL(&desk, story);
	chain_of((uint32_t)desk.entry_count, &line);
	ck_assert_ptr_nonnull(strstr(line.bytes, "\tquote_amount=0.50\t"));
	ck_assert_ptr_nonnull(
		strstr(line.bytes, "\tfund:grants:cash - USD 0.50\t"));
	ck_assert_ptr_nonnull(
		strstr(line.bytes, "\tfund:grants:exchange - BYR 750\t"));
	text_release(&line);
}
END_TEST

START_TEST(bytes_that_are_cut_are_refused)
{
	uint32_t seq;

	for (seq = 1; seq <= desk.entry_count; seq++) {
		const struct text *packed = &desk.entries[seq - 1];
		struct arena arena = ARENA_ZERO;
		struct entry entry;
		size_t size;

		for (size = 0; size < packed->size; size++)
			ck_assert(!entry_unpack(packed->bytes, size, seq,
						&arena, &entry));
		arena_release(&arena);
	}
}
END_TEST

/* Whatever a byte is turned into, reading ends, one way or the other. */
START_TEST(any_byte_may_be_any_other)
{
	struct text bytes = TEXT_ZERO;
	struct arena arena = ARENA_ZERO;
	struct entry entry;
	size_t i;
	int value;

	text_add(&bytes, desk.entries[_i].bytes, desk.entries[_i].size);
	for (i = 0; i < bytes.size; i++) {
		char before = bytes.bytes[i];

		for (value = 0; value < 256; value++) {
			bytes.bytes[i] = (char)value;
			arena_reset(&arena);
			(void)entry_unpack(bytes.bytes, bytes.size, 1, &arena,
					   &entry);
		}
		bytes.bytes[i] = before;
	}
	arena_release(&arena);
	text_release(&bytes);
}
END_TEST

Suite *entry_suite(void)
{
	Suite *suite = suite_create("ledger/rules/entry");
	TCase *tcase = tcase_create("entries");

	tcase_add_checked_fixture(tcase, open_world, close_world);
	tcase_add_test(tcase, every_entry_of_the_world_comes_back);
	tcase_add_test(tcase, a_stored_event_has_the_content_of_its_row);
	tcase_add_test(tcase, a_chain_line_is_what_an_auditor_reads);
	tcase_add_test(tcase, a_currency_has_its_digits_in_the_chain_line);
	tcase_add_test(tcase, bytes_that_are_cut_are_refused);
	tcase_add_loop_test(tcase, any_byte_may_be_any_other, 30, 50);
	suite_add_tcase(suite, tcase);
	return suite;
}
