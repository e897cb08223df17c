/* check_replay.c: the journal played again, and what it mends. */
#include "tests/ledger/room.h"

static const enum table claims = (enum table)(TABLE_ITEMS + (int)ITEM_CLAIM);

static uint64_t findings;

static void hear(void *owner, const struct finding *finding)
{
	(void)owner;
	snprintf(temp.said, sizeof temp.said, "%s: %s", finding->kind,
		 finding->text);
}

static void replay(bool rebuild)
{
	char scratch[96];
	struct replay_options options = {scratch, rebuild};

	snprintf(scratch, sizeof scratch, "%s/scratch%u", temp.folder,
		 temp.rows++);
	if (temp.book == NULL)
		OKAY(tempbook_open(&temp, BOOK_WRITE));
	findings = 0;
	OKAY(verify_replay(temp.book, &options, hear, NULL, &findings,
			   &temp.err));
	OKAY(tempbook_close(&temp));
}

START_TEST(a_book_replays_to_its_own_head)
{
	replay(false);
	ck_assert_msg(findings == 0, "%s", temp.said);
}
END_TEST

START_TEST(corrections_and_redenominations_replay)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-1,corrects=R-advance",
		 "2009-07-01", POSTED},
		{"award.advanced",
		 "claim=C-final,amount=90,id=B-1,corrects=B-1", "2009-07-01",
		 POSTED},
		{"event.reversed", "target=R-quashed,id=B-2", "2009-07-02",
		 POSTED},
		{"currency.redenominated",
		 "currency=BYR,quote=BYN,factor=10000,id=B-3", "2016-07-01",
		 POSTED},
		{"award.paid", "claim=C-final,amount=0.01", "2016-07-02",
		 POSTED},
	};

	room_begin();
	ROOM_TELL(story);
	room_commit();
	replay(false);
	ck_assert_msg(findings == 0, "%s", temp.said);
	room_sound();
}
END_TEST

/* The date of the mirror tells that its month was closed by then. */
START_TEST(a_correction_of_a_closed_month_replays)
{
	static const struct step story[] = {
		{"award.advanced",
		 "claim=C-final,amount=100,id=B-1,corrects=R-advance",
		 "2009-07-05", POSTED},
	};

	room_begin();
	OKAY(book_seal(temp.book, day_on("2009-06-15"), &temp.err));
	OKAY(tempbook_commit_month(&temp, "close", "2009-06"));
	room_begin();
	ROOM_TELL(story);
	room_commit();
	replay(false);
	ck_assert_msg(findings == 0, "%s", temp.said);
}
END_TEST

static void spoil(void)
{
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;

	OKAY(tempbook_close(&temp));
	OKAY(tempbook_drop(&temp, claims, slice_on("C-final")));
	OKAY(tempbook_peek(&temp, TABLE_TOTALS, slice_on(""), &key, &value));
	OKAY(tempbook_drop(&temp, TABLE_TOTALS, room_slice(&key)));
	text_release(&key);
	text_release(&value);
}

START_TEST(registers_and_totals_are_rebuilt_from_the_journal)
{
	spoil();
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
	replay(true);
	room_sound();
	replay(false);
	ck_assert_msg(findings == 0, "%s", temp.said);
}
END_TEST

Suite *replay_suite(void)
{
	Suite *suite = suite_create("ledger/replay");
	TCase *tcase = tcase_create("replay");

	tcase_add_checked_fixture(tcase, room_world, room_remove);
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_book_replays_to_its_own_head);
	tcase_add_test(tcase, corrections_and_redenominations_replay);
	tcase_add_test(tcase, a_correction_of_a_closed_month_replays);
	tcase_add_test(tcase,
		       registers_and_totals_are_rebuilt_from_the_journal);
	suite_add_tcase(suite, tcase);
	return suite;
}
