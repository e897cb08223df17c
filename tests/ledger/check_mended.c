/* check_mended.c: what once ended the program, bent money, or passed verify. */
#include "ledger/store/format.h"
#include "tests/ledger/room.h"

#define BYR_OF(c, a) ",currency=BYR,amount=" a

static void begin(void)
{
	room_make();
	room_begin();
}

static void sound(void)
{
	room_commit();
	room_sound();
}

/* 1: crash (itempack.c number_of) */
START_TEST(a_seventeenth_currency_of_an_item_is_accepted_or_refused)
{
	static const char *const codes[] = {
		"AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG",
		"AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD"};
	static const struct step opened[] = {{"case.opened",
					      "case=K,article=1,province=P",
					      "2009-01-01", POSTED}};
	char fields[64];
	struct step step = {"recovery.received", fields, "2009-01-02", POSTED};
	size_t i;

	ROOM_TELL(opened);
	for (i = 0; i < COUNT_OF(codes); i++) {
		snprintf(fields, sizeof fields,
			 "case=K,offender=O,amount=1,currency=%s", codes[i]);
		OKAY(tempbook_post(&temp, &step));
	}
	sound();
}
END_TEST

/* 2: crash (item.c item_change) */
START_TEST(a_state_may_be_dated_before_one_undone_on_its_day)
{
	static const struct step story[] = {
		{"contribution.proposed",
		 "contribution=N,source=state,amount=9,currency=USD",
		 "2009-01-01", POSTED},
		{"contribution.approved", "contribution=N,id=B-1", "2009-02-01",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-02-01", POSTED},
		{"contribution.approved", "contribution=N", "2009-01-15",
		 POSTED},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

/* 3: crash (play.c play_pair) */
START_TEST(a_correction_into_a_waterfall_is_overdrawn)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=P", "2009-01-01",
		 POSTED},
		{"claim.raised",
		 "claim=C,case=K,victim=V,amount=7,currency=BYR", "2009-01-01",
		 POSTED},
		{"award.granted", "claim=C,amount=7,offender=O", "2009-01-01",
		 POSTED},
		{"award.final", "claim=C", "2009-01-01", POSTED},
		{"award.paid-direct", "claim=C,amount=7", "2009-01-01", POSTED},
		{"award.indexed", "claim=C,amount=100,id=B-1", "2009-01-10",
		 POSTED},
		{"award.paid-direct", "claim=C,amount=100,id=B-2", "2009-01-20",
		 POSTED},
		{"event.reversed", "target=B-2", "2009-01-30", POSTED},
		{"recovery.received",
		 "case=K,offender=O,amount=50,currency=BYR,corrects=B-1",
		 "2009-01-10", REFUSAL_OVERDRAWN},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

/* 4: one row takes the whole file down with STATUS_CORRUPT */
START_TEST(a_correction_into_recovery_applied_is_overdrawn)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=P", "2009-01-01",
		 POSTED},
		{"recovery.received",
		 "case=K,offender=O-2,amount=100000,currency=BYR", "2009-01-01",
		 POSTED},
		{"recovery.received",
		 "case=K,offender=O,amount=100,currency=BYR,id=B-1",
		 "2009-01-10", POSTED},
		{"recovery.refunded",
		 "case=K,offender=O,amount=100,currency=BYR,id=B-2",
		 "2009-01-20", POSTED},
		{"event.reversed", "target=B-2", "2009-01-30", POSTED},
		{"recovery.applied",
		 "case=K,offender=O,currency=BYR,corrects=B-1", "2009-01-10",
		 REFUSAL_OVERDRAWN},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

#define M "9000000000000000000"
#define FULL(n, f)                                                             \
	{"contribution.proposed",                                              \
	 "contribution=" n ",source=state,currency=BYR,fund=" f ",amount=" M,  \
	 "2009-01-01", POSTED},                                                \
		{"contribution.approved", "contribution=" n, "2009-01-01",     \
		 POSTED},                                                      \
		{"contribution.bound", "contribution=" n, "2009-01-01",        \
		 POSTED},                                                      \
	{                                                                      \
		"contribution.received", "contribution=" n ",amount=" M,       \
			"2009-01-01", POSTED                                   \
	}
#define AWARD(c, f)                                                            \
	{"claim.raised", "claim=" c ",case=K,victim=V,currency=BYR,amount=" M, \
	 "2009-01-01", POSTED},                                                \
		{"award.granted", "claim=" c ",offender=O,amount=" M,          \
		 "2009-01-01", POSTED},                                        \
		{"award.final", "claim=" c, "2009-01-01", POSTED},             \
	{                                                                      \
		"award.advanced", "claim=" c ",fund=" f ",amount=" M,          \
			"2009-01-01", POSTED                                   \
	}

/* 5: ten roubles become 18 quintillions of fund cash (waterfall.c) */
START_TEST(what_funds_may_take_together_can_pass_64_bits)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=P", "2009-01-01",
		 POSTED},
		FULL("N-1", "compensation"),
		FULL("N-2", "grants"),
		AWARD("C-1", "compensation"),
		AWARD("C-2", "grants"),
		{"recovery.received",
		 "case=K,offender=O,amount=10,currency=BYR", "2009-01-02",
		 POSTED},
	};
	int64_t unapplied;

	ROOM_TELL(story);
	sound();
	OKAY(tempbook_open(&temp, BOOK_READ));
	unapplied = tempbook_balance(&temp, ACCOUNT_TRUST_UNAPPLIED, "BYR",
				     "2099-12-31");
	ck_assert_int_eq(unapplied, 0);
}
END_TEST

/* 6, 7: reversal blocked for good */
START_TEST(a_case_can_be_reversed_once_its_claims_are)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=P,id=B-1",
		 "2009-07-01", POSTED},
		{"claim.raised",
		 "claim=C,case=K,victim=V-1,amount=7,currency=BYR,id=B-2",
		 "2009-07-01", POSTED},
		{"event.reversed", "target=B-2", "2009-07-02", POSTED},
		{"event.reversed", "target=B-1", "2009-07-02", POSTED},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

START_TEST(a_parent_can_be_reversed_once_its_child_is)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=P", "2009-07-01",
		 POSTED},
		{"claim.raised",
		 "claim=C,case=K,victim=V,amount=7,currency=BYR,id=B-1",
		 "2009-07-01", POSTED},
		{"claim.raised",
		 "claim=D,case=K,parent=C,victim=V,amount=7,currency=BYR,"
		 "id=B-2",
		 "2009-07-01", POSTED},
		{"event.reversed", "target=B-2", "2009-07-02", POSTED},
		{"event.reversed", "target=B-1", "2009-07-02", POSTED},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

/* 8 */
START_TEST(a_code_that_is_free_again_may_take_another_currency)
{
	static const struct step story[] = {
		{"contribution.proposed",
		 "contribution=N,source=state,amount=9,currency=USD,id=B-1",
		 "2009-01-01", POSTED},
		{"event.reversed", "target=B-1", "2009-01-01", POSTED},
		{"contribution.proposed",
		 "contribution=N,source=state,amount=9,currency=BYR",
		 "2009-01-01", POSTED},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

/* 9: the contract's "a row in the old currency" afterwards */
START_TEST(no_reversal_posts_in_a_currency_that_ended)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=P", "2009-01-01",
		 POSTED},
		{"asset.seized",
		 "asset=A,case=K,offender=O,kind=cash,amount=90000,"
		 "currency=BYR",
		 "2009-01-10", POSTED},
		{"asset.confiscated", "asset=A,amount=90000", "2009-01-11",
		 POSTED},
		{"asset.applied", "asset=A", "2009-01-12", POSTED},
		{"state.remitted", "amount=50000,currency=BYR,id=B-1",
		 "2009-01-13", POSTED},
		{"currency.redenominated",
		 "currency=BYR,quote=BYN,factor=10000", "2016-07-01", POSTED},
		{"event.reversed", "target=B-1", "2016-07-02",
		 REFUSAL_DATE_ORDER},
	};
	ROOM_TELL(story);
	sound();
}
END_TEST

/* 10-13: verify */
static void world(void)
{
	room_tell(world_steps, world_step_count);
	room_commit();
	OKAY(tempbook_close(&temp));
}

static const enum table claims = (enum table)(TABLE_ITEMS + (int)ITEM_CLAIM);

/* Forge what the register says of a claim, without touching its money. */
static void forge_state(const char *code, enum state from, enum state to)
{
	struct item *item = item_new(ITEM_CLAIM, slice_on(code));
	struct text value = TEXT_ZERO;
	size_t i;

	OKAY(tempbook_peek(&temp, claims, slice_on(code), NULL, &value));
	ck_assert(item_unpack(item, value.bytes, value.size));
	for (i = 0; i < item->change_count; i++)
		if (item->changes[i].state == (uint8_t)from)
			item->changes[i].state = (uint8_t)to;
	text_clear(&value);
	item_pack(item, &value);
	OKAY(tempbook_poke(&temp, claims, slice_on(code), room_slice(&value)));
	item_free(item);
	text_release(&value);
}

START_TEST(a_changed_state)
{
	world();
	forge_state("C-untraced", STATE_UNTRACED, STATE_WITHDRAWN);
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
}
END_TEST

static void hear(void *owner, const struct finding *finding)
{
	(void)owner;
	ck_assert_uint_gt(strlen(finding->text), 0);
}

/* Play the book again beside itself: how much was found? */
static uint64_t replayed(void)
{
	char scratch[300];
	struct replay_options options = {scratch, false};
	uint64_t findings = 0;

	snprintf(scratch, sizeof scratch, "%s/scratch", temp.folder);
	OKAY(tempbook_open(&temp, BOOK_WRITE));
	OKAY(verify_replay(temp.book, &options, hear, NULL, &findings,
			   &temp.err));
	return findings;
}

START_TEST(a_lost_register_is_found_by_replay)
{
	world();
	OKAY(tempbook_drop(&temp, claims, slice_on("C-final")));
	ck_assert_uint_gt(replayed(), 0);
}
END_TEST

START_TEST(a_changed_offender_is_found_by_replay)
{
	struct text value = TEXT_ZERO;
	char *at;

	world();
	OKAY(tempbook_peek(&temp, claims, slice_on("C-final"), NULL, &value));
	at = memmem(value.bytes, value.size, "O-2", 3);
	ck_assert_ptr_nonnull(at);
	at[2] = '7';
	OKAY(tempbook_poke(&temp, claims, slice_on("C-final"),
			   room_slice(&value)));
	text_release(&value);
	ck_assert_uint_gt(replayed(), 0);
}
END_TEST

/* trust:cash of 2009: one unit from the first day to the second */
START_TEST(a_total_moved_within_a_month_is_found)
{
	struct text value = TEXT_ZERO;
	struct text fresh = TEXT_ZERO;
	char key[6] = {(char)ACCOUNT_TRUST_CASH, 'B', 'Y', 'R', 7, (char)0xd9};
	struct reader reader;
	int64_t off = 0;
	uint64_t before = 999;

	world();
	OKAY(tempbook_peek(&temp, TABLE_TOTALS, (struct slice){key, 6}, NULL,
			   &value));
	reader = reader_of(value.bytes, value.size);
	while (reader.at < reader.end) {
		uint64_t day = read_varint(&reader);
		int64_t amount = read_zigzag(&reader);

		/* 04-01 (90) and 04-05 (94) lie in April */
		if (day == 90)
			amount += off = 1;
		else if (day == 94 && before == 90)
			amount -= off;
		before = day;
		pack_varint(&fresh, day);
		pack_zigzag(&fresh, amount);
	}
	ck_assert_int_eq(off, 1);
	OKAY(tempbook_poke(&temp, TABLE_TOTALS, (struct slice){key, 6},
			   room_slice(&fresh)));
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
	text_release(&value);
	text_release(&fresh);
}
END_TEST

/* the head of a sorted run says that no id lies within */
/* memory: the head of a run with a first id of 200 bytes */
START_TEST(a_long_id_in_the_head_of_a_run_is_corrupt)
{
	struct text value = TEXT_ZERO;
	struct text key = TEXT_ZERO;
	char longer[200];

	world();
	memset(longer, 'x', sizeof longer);
	OKAY(tempbook_peek(&temp, TABLE_IDS, slice_on(""), &key, &value));
	text_clear(&value);
	pack_varint(&value, 7);
	pack_string(&value, longer, sizeof longer);
	pack_string(&value, longer, sizeof longer);
	OKAY(tempbook_poke(&temp, TABLE_IDS, room_slice(&key),
			   room_slice(&value)));
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
	text_release(&value);
	text_release(&key);
}
END_TEST

START_TEST(a_stored_day_out_of_range_is_a_finding)
{
	struct text key = TEXT_ZERO, value = TEXT_ZERO, fresh = TEXT_ZERO;
	struct text packed = TEXT_ZERO;
	struct arena arena = ARENA_ZERO;
	struct reader reader;
	size_t i, count;

	world();
	OKAY(tempbook_peek(&temp, TABLE_JOURNAL, slice_on(""), &key, &value));
	reader = reader_of(value.bytes, value.size);
	pack_byte(&fresh, read_byte(&reader));
	count = (size_t)read_varint(&reader);
	pack_varint(&fresh, count);
	for (i = 0; i < count; i++) {
		struct slice one = read_string(&reader);
		struct entry entry;

		ck_assert(entry_unpack(one.bytes, one.size, (uint32_t)i + 1,
				       &arena, &entry));
		if (i + 1 == count)
			entry.event.date = entry.event.since = DAY_LAST + 366;
		text_clear(&packed);
		entry_pack(&entry.event, entry.lines, entry.line_count,
			   &packed);
		pack_string(&fresh, packed.bytes, packed.size);
	}
	OKAY(tempbook_poke(&temp, TABLE_JOURNAL, room_slice(&key),
			   room_slice(&fresh)));
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
	text_release(&key);
	text_release(&value);
	text_release(&fresh);
	text_release(&packed);
	arena_release(&arena);
}
END_TEST

/* 17: the same in the register */
START_TEST(a_stored_move_out_of_range_is_a_finding)
{
	struct item *item = item_new(ITEM_CLAIM, slice_on("C-final"));
	struct text value = TEXT_ZERO;

	world();
	OKAY(tempbook_peek(&temp, claims, slice_on("C-final"), NULL, &value));
	ck_assert(item_unpack(item, value.bytes, value.size));
	for (size_t i = 0; i < item->move_count; i++)
		if (item->moves[i].seq == item->moves[item->move_count - 1].seq)
			item->moves[i].day = item->moves[i].since =
				DAY_LAST + 366;
	text_clear(&value);
	item_pack(item, &value);
	OKAY(tempbook_poke(&temp, claims, slice_on("C-final"),
			   room_slice(&value)));
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
	item_free(item);
	text_release(&value);
}
END_TEST

/* 18: undefined behaviour: DAY_FIRST + (int32_t)varint */
START_TEST(a_huge_stored_day_does_not_overflow)
{
	static const char bytes[] = "\x01\xff\xff\xff\xff\x07\x01x\xff\x00";
	struct arena arena = ARENA_ZERO;
	struct entry entry;

	ck_assert(!entry_unpack(bytes, sizeof bytes - 1, 1, &arena, &entry));
	arena_release(&arena);
}
END_TEST

Suite *mended_suite(void)
{
	Suite *suite = suite_create("ledger/mended");
	TCase *tcase = tcase_create("mended");

	tcase_add_checked_fixture(tcase, begin, room_remove);
	tcase_add_test(
		tcase,
		a_seventeenth_currency_of_an_item_is_accepted_or_refused);
	tcase_add_test(tcase,
		       a_state_may_be_dated_before_one_undone_on_its_day);
	tcase_add_test(tcase, a_correction_into_a_waterfall_is_overdrawn);
	tcase_add_test(tcase, a_correction_into_recovery_applied_is_overdrawn);
	tcase_add_test(tcase, what_funds_may_take_together_can_pass_64_bits);
	tcase_add_test(tcase, a_case_can_be_reversed_once_its_claims_are);
	tcase_add_test(tcase, a_parent_can_be_reversed_once_its_child_is);
	tcase_add_test(tcase,
		       a_code_that_is_free_again_may_take_another_currency);
	tcase_add_test(tcase, no_reversal_posts_in_a_currency_that_ended);
	tcase_add_test(tcase, a_changed_state);
	tcase_add_test(tcase, a_lost_register_is_found_by_replay);
	tcase_add_test(tcase, a_changed_offender_is_found_by_replay);
	tcase_add_test(tcase, a_total_moved_within_a_month_is_found);
	tcase_add_test(tcase, a_long_id_in_the_head_of_a_run_is_corrupt);
	tcase_add_test(tcase, a_stored_day_out_of_range_is_a_finding);
	tcase_add_test(tcase, a_stored_move_out_of_range_is_a_finding);
	tcase_add_test(tcase, a_huge_stored_day_does_not_overflow);
	suite_add_tcase(suite, tcase);
	return suite;
}
