/* check_posting.c: from row to entry, within one transaction. */
#include "tests/ledger/room.h"

static void begin(void)
{
	room_make();
	room_begin();
	room_tell(world_steps, world_step_count);
}

static void expect_outcome(const char *event, const char *fields,
			   const char *date, enum outcome outcome)
{
	struct step step = {event, fields, date, POSTED};

	OKAY(tempbook_post(&temp, &step));
	ck_assert_msg(temp.posting.outcome == outcome, "%s %s: outcome %d: %s",
		      event, fields, (int)temp.posting.outcome,
		      temp.posting.refusal.text);
}

START_TEST(the_same_content_again_is_a_duplicate)
{
	char before[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];

	book_head(temp.book, before);
	expect_outcome("award.advanced",
		       "claim=C-final,amount=0150,id=R-advance,"
		       "fund=compensation,currency=BYR",
		       "2009-04-12", OUTCOME_DUPLICATE);
	ck_assert(temp.posting.has_money);
	ck_assert_int_eq(temp.posting.amount, 150);
	ck_assert_uint_gt(temp.posting.seq, 0);
	book_head(temp.book, after);
	ck_assert_str_eq(before, after);
}
END_TEST

static const struct {
	const char *fields;
	const char *date;
	const char *column;
} others[] = {
	{"claim=C-final,amount=151,id=R-advance", "2009-04-12", "amount"},
	{"claim=C-final,amount=150,id=R-advance", "2009-04-13", "date"},
	{"claim=C-final,amount=150,id=R-advance,note=x", "2009-04-12", "note"},
	{"claim=C-raised,amount=150,id=R-advance", "2009-04-12", "claim"},
	{"claim=C-final,amount=150,id=R-advance,fund=grants", "2009-04-12",
	 "fund"},
	{"claim=C-final,amount=150,id=R-advance,since=2009-04-11", "2009-04-12",
	 "since"},
};

START_TEST(the_same_id_with_other_content_is_a_conflict)
{
	expect_outcome("award.advanced", others[_i].fields, others[_i].date,
		       OUTCOME_REFUSED);
	ck_assert_int_eq(temp.posting.refusal.code, REFUSAL_ID_CONFLICT);
	ck_assert_str_eq(column_row(temp.posting.refusal.column)->name,
			 others[_i].column);
}
END_TEST

START_TEST(the_same_id_of_another_event_is_a_conflict)
{
	expect_outcome("award.indexed", "claim=C-final,amount=150,id=R-advance",
		       "2009-04-12", OUTCOME_REFUSED);
	ck_assert_int_eq(temp.posting.refusal.code, REFUSAL_ID_CONFLICT);
	ck_assert_int_eq(temp.posting.refusal.column, COLUMN_EVENT);
}
END_TEST

START_TEST(duplicates_are_known_after_a_reopening)
{
	room_commit();
	OKAY(tempbook_close(&temp));
	room_begin();
	expect_outcome("award.advanced",
		       "claim=C-final,amount=150,id=R-advance", "2009-04-12",
		       OUTCOME_DUPLICATE);
	expect_outcome("case.opened",
		       "case=K-1,article=181,province=Minsk,id=E-1",
		       "2009-01-05", OUTCOME_DUPLICATE);
	ck_assert_uint_eq(temp.posting.seq, 1);
}
END_TEST

START_TEST(a_refused_row_leaves_no_trace)
{
	static const struct step refused[] = {
		{"award.paid", "claim=C-final,amount=401", "2009-07-01",
		 REFUSAL_EXCEEDS},
		{"recovery.refunded",
		 "case=K-1,offender=O-1,amount=30,currency=BYR", "2009-07-01",
		 REFUSAL_VICTIMS_FIRST},
		{"claim.raised",
		 "claim=C-9,case=K-9,victim=V,amount=1,currency=BYR",
		 "2009-07-01", REFUSAL_UNKNOWN_ITEM},
		{"award.paid", "claim=C-final", "2009-07-01",
		 REFUSAL_MISSING_FIELD},
		{"event.reversed", "target=R-final", "2009-07-01",
		 REFUSAL_DEPENDS},
		{"award.advanced",
		 "claim=C-final,amount=999,id=B-1,corrects=R-advance",
		 "2009-07-01", REFUSAL_EXCEEDS},
		{"currency.redenominated",
		 "currency=BYR,quote=BYN,factor=10000", "2009-04-01",
		 REFUSAL_DATE_ORDER},
	};
	char before[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];

	book_head(temp.book, before);
	ROOM_TELL(refused);
	book_head(temp.book, after);
	ck_assert_str_eq(before, after);
	room_commit();
	room_sound();
	ck_assert_uint_eq(temp.verdict.entries, world_step_count);
}
END_TEST

START_TEST(the_money_of_a_row_is_told_whatever_becomes_of_it)
{
	expect_outcome("award.paid", "claim=C-final,amount=401", "2009-07-01",
		       OUTCOME_REFUSED);
	ck_assert(temp.posting.has_money);
	ck_assert_int_eq(temp.posting.amount, 401);
	ck_assert_int_eq(temp.posting.currency, currency_find("BYR", 3));
	expect_outcome("award.paid", "claim=C-final,amount=x", "2009-07-01",
		       OUTCOME_REFUSED);
	ck_assert(!temp.posting.has_money);
	expect_outcome("award.final", "claim=C-granted", "2009-07-01",
		       OUTCOME_POSTED);
	ck_assert(!temp.posting.has_money);
}
END_TEST

START_TEST(a_file_and_its_source_are_remembered_by_the_commit)
{
	static const char sha[] = "00112233445566778899aabbccddeeff"
				  "00112233445566778899aabbccddeeff";
	struct run run = {0};
	char seen[DIGEST_HEX_SIZE];
	uint64_t sequence;
	uint32_t number;
	int field;

	ck_assert_int_eq(book_file_run(temp.book, sha, &number, &temp.err),
			 STATUS_NOT_FOUND);
	for (field = 0; field < RUN_FIELD_COUNT; field++)
		run_set(&run, (enum run_field)field, "");
	run_set(&run, RUN_SHA256, sha);
	run_set(&run, RUN_SOURCE, "court of Minsk");
	run_set(&run, RUN_SEQUENCE, "7");
	OKAY(book_commit(temp.book, &run, true, &temp.err));
	ck_assert_uint_eq(run.number, 1);
	OKAY(book_file_run(temp.book, sha, &number, &temp.err));
	ck_assert_uint_eq(number, 1);
	OKAY(book_source(temp.book, slice_on("court of Minsk"), &sequence, seen,
			 &temp.err));
	ck_assert_uint_eq(sequence, 7);
	ck_assert_str_eq(seen, sha);
	ck_assert_int_eq(book_source(temp.book, slice_on("another"), &sequence,
				     seen, &temp.err),
			 STATUS_NOT_FOUND);
}
END_TEST

/* Two books fed the same rows have one head, however they were cut. */
START_TEST(the_head_does_not_depend_on_transactions)
{
	char once[DIGEST_HEX_SIZE];
	char cut[DIGEST_HEX_SIZE];
	size_t i;

	book_head(temp.book, once);
	room_remove();
	room_make();
	for (i = 0; i < world_step_count; i += 17) {
		size_t count = world_step_count - i;

		room_begin();
		room_tell(world_steps + i, count < 17 ? count : 17);
		room_commit();
		if (i % 2 == 0)
			OKAY(tempbook_close(&temp));
	}
	if (temp.book == NULL)
		OKAY(tempbook_open(&temp, BOOK_READ));
	book_head(temp.book, cut);
	ck_assert_str_eq(once, cut);
	room_sound();
}
END_TEST

Suite *posting_suite(void)
{
	Suite *suite = suite_create("ledger/posting");
	TCase *tcase = tcase_create("rows");

	tcase_add_checked_fixture(tcase, begin, room_remove);
	tcase_add_test(tcase, the_same_content_again_is_a_duplicate);
	tcase_add_loop_test(tcase, the_same_id_with_other_content_is_a_conflict,
			    0, (int)COUNT_OF(others));
	tcase_add_test(tcase, the_same_id_of_another_event_is_a_conflict);
	tcase_add_test(tcase, duplicates_are_known_after_a_reopening);
	tcase_add_test(tcase, a_refused_row_leaves_no_trace);
	tcase_add_test(tcase,
		       the_money_of_a_row_is_told_whatever_becomes_of_it);
	tcase_add_test(tcase,
		       a_file_and_its_source_are_remembered_by_the_commit);
	tcase_add_test(tcase, the_head_does_not_depend_on_transactions);
	suite_add_tcase(suite, tcase);
	return suite;
}
