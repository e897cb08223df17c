/* check_sinceseal.c: what came since the last closing is proved, cheaply. */
#include "ledger/store/format.h"
#include "tests/ledger/room.h"

static const struct step since[] = {
	{"award.paid", "claim=C-final,amount=100,id=S-1", "2009-07-02", POSTED},
	{"recovery.received",
	 "case=K-2,offender=O-2,amount=50,currency=BYR,id=S-2", "2009-07-03",
	 POSTED},
	{"claim.withdrawn", "claim=C-raised,id=S-3", "2009-07-04", POSTED},
	{"award.indexed", "claim=C-final,amount=9,id=S-4", "2009-07-05",
	 POSTED},
};

enum { SEAL_RUN = 2 };

/* The world, closed for June 2009, and four rows since. */
static void begin(void)
{
	room_make();
	room_begin();
	room_tell(world_steps, world_step_count);
	room_commit();
	room_begin();
	OKAY(book_seal(temp.book, day_on("2009-06-15"), &temp.err));
	OKAY(tempbook_commit_month(&temp, "close", "2009-06"));
	room_begin();
	ROOM_TELL(since);
	room_commit();
	OKAY(tempbook_close(&temp));
}

static void end(void)
{
	room_remove();
}

static void found(const char *kind)
{
	OKAY(tempbook_verify_since(&temp));
	ck_assert_msg(tempbook_found(&temp, kind),
		      "no finding \"%s\" among %zu; the first is \"%s\"", kind,
		      temp.kind_count, temp.said);
}

static void sound(void)
{
	OKAY(tempbook_verify_since(&temp));
	ck_assert_msg(temp.verdict.findings == 0, "%s", temp.said);
}

START_TEST(only_what_came_since_is_looked_at)
{
	sound();
	ck_assert_uint_eq(temp.verdict.sealed_run, SEAL_RUN);
	ck_assert_uint_eq(temp.verdict.sealed_entries, world_step_count);
	ck_assert_uint_eq(temp.verdict.entries,
			  world_step_count + COUNT_OF(since));
	/* the two claims and the case */
	ck_assert_uint_eq(temp.verdict.items, 3);
	room_sound();
	ck_assert_uint_eq(temp.verdict.sealed_run, 0);
}
END_TEST

START_TEST(without_a_closing_all_is_looked_at)
{
	room_remove();
	room_world();
	sound();
	ck_assert_uint_eq(temp.verdict.sealed_run, 0);
	ck_assert_uint_gt(temp.verdict.items, 30);
}
END_TEST

START_TEST(a_seal_stands_when_its_month_is_reopened_and_back_dated_into)
{
	static const struct step late[] = {
		{"award.paid", "claim=C-final,amount=1", "2009-06-05", POSTED},
	};

	room_begin();
	OKAY(book_unseal(temp.book, day_on("2009-06-15"), &temp.err));
	OKAY(tempbook_commit_month(&temp, "reopen", "2009-06"));
	room_begin();
	ROOM_TELL(late);
	room_commit();
	sound();
	ck_assert_uint_eq(temp.verdict.sealed_run, SEAL_RUN);
	room_sound();
}
END_TEST

START_TEST(the_next_closing_seals_anew)
{
	room_begin();
	OKAY(book_seal(temp.book, day_on("2009-07-15"), &temp.err));
	OKAY(tempbook_commit_month(&temp, "close", "2009-07"));
	sound();
	ck_assert_uint_eq(temp.verdict.sealed_run, SEAL_RUN + 2);
	ck_assert_uint_eq(temp.verdict.items, 0);
	room_sound();
}
END_TEST

/* ---- forgeries behind the seal ------------------------------------------ */

/* Change the last move of an award by one unit. */
static void forge_last_move(const char *code)
{
	enum table claims = (enum table)(TABLE_ITEMS + (int)ITEM_CLAIM);
	struct slice key = slice_on(code);
	struct item *item = item_new(ITEM_CLAIM, key);
	struct text value = TEXT_ZERO;

	OKAY(tempbook_peek(&temp, claims, key, NULL, &value));
	ck_assert(item_unpack(item, value.bytes, value.size));
	item->moves[item->move_count - 1].amount++;
	text_clear(&value);
	item_pack(item, &value);
	OKAY(tempbook_poke(&temp, claims, key, room_slice(&value)));
	item_free(item);
	text_release(&value);
}

START_TEST(a_changed_item_is_found)
{
	forge_last_move("C-raised");
	found("item");
}
END_TEST

START_TEST(a_changed_sum_of_an_award_is_found)
{
	forge_last_move("C-final");
	found("identity");
}
END_TEST

START_TEST(a_missing_item_is_found)
{
	OKAY(tempbook_drop(&temp, (enum table)(TABLE_ITEMS + (int)ITEM_CLAIM),
			   slice_on("C-raised")));
	found("item");
}
END_TEST

START_TEST(what_lies_before_is_left_to_the_whole_verify)
{
	forge_last_move("C-granted");
	sound();
	OKAY(tempbook_verify(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
}
END_TEST

START_TEST(a_changed_total_is_found_on_any_day)
{
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;
	struct reader reader;
	uint64_t day;
	int64_t amount;

	OKAY(tempbook_peek(&temp, TABLE_TOTALS, slice_on(""), &key, &value));
	reader = reader_of(value.bytes, value.size);
	day = read_varint(&reader);
	amount = read_zigzag(&reader);
	text_clear(&value);
	pack_varint(&value, day + 1);
	pack_zigzag(&value, amount);
	OKAY(tempbook_poke(&temp, TABLE_TOTALS, room_slice(&key),
			   room_slice(&value)));
	text_release(&key);
	text_release(&value);
	found("total");
}
END_TEST

static const struct {
	uint32_t run;
	const char *from;
	const char *to;
	const char *kind;
} words[] = {
	{SEAL_RUN, "kind=close", "kind=cloze", "seal"},
	{SEAL_RUN + 1, "kind=import", "kind=imporT", "runs"},
};

START_TEST(a_changed_run_is_found)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct text value = TEXT_ZERO;
	char *at;

	put_u32(key, words[_i].run);
	OKAY(tempbook_peek(&temp, TABLE_RUNS, name, NULL, &value));
	at = strstr(value.bytes, words[_i].from);
	ck_assert_ptr_nonnull(at);
	memcpy(at, words[_i].to, strlen(words[_i].to));
	OKAY(tempbook_poke(&temp, TABLE_RUNS, name, room_slice(&value)));
	text_release(&value);
	found(words[_i].kind);
}
END_TEST

START_TEST(a_missing_id_is_found)
{
	static const unsigned char head[5] = {0, 0, 0, 2, '!'};
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;

	OKAY(tempbook_peek(&temp, TABLE_IDS,
			   (struct slice){(const char *)head, 5}, &key,
			   &value));
	OKAY(tempbook_drop(&temp, TABLE_IDS, room_slice(&key)));
	text_release(&key);
	text_release(&value);
	found("ids");
}
END_TEST

/* Each of its parts: run, entries, and three times 64 digits. */
static const size_t places[] = {3, 7, 8, 8 + 64, 8 + 2 * 64};

START_TEST(a_changed_seal_is_found_by_both)
{
	struct text value = TEXT_ZERO;

	OKAY(tempbook_peek(&temp, TABLE_META, slice_on("seal"), NULL, &value));
	value.bytes[places[_i]] = (char)(value.bytes[places[_i]] ^ 1);
	OKAY(tempbook_poke(&temp, TABLE_META, slice_on("seal"),
			   room_slice(&value)));
	text_release(&value);
	OKAY(tempbook_verify_since(&temp));
	ck_assert_uint_gt(temp.verdict.findings, 0);
	room_found("seal");
}
END_TEST

/* Any byte of the last block of the journal: sealed entries and later ones. */
START_TEST(a_flipped_byte_of_the_last_block_is_found)
{
	unsigned char from[4];
	struct slice name = {(const char *)from, sizeof from};
	struct text key = TEXT_ZERO;
	struct text value = TEXT_ZERO;
	enum status status;
	size_t at;

	put_u32(from, (uint32_t)world_step_count + 1);
	OKAY(tempbook_peek(&temp, TABLE_JOURNAL, name, &key, &value));
	at = value.size * (size_t)_i / 20;
	value.bytes[at] = (char)(value.bytes[at] ^ 4);
	OKAY(tempbook_poke(&temp, TABLE_JOURNAL, room_slice(&key),
			   room_slice(&value)));
	text_release(&key);
	text_release(&value);
	status = tempbook_verify_since(&temp);
	ck_assert_msg(status == STATUS_CORRUPT || (status == STATUS_OK &&
						   temp.verdict.findings > 0),
		      "byte %zu: %s", at, temp.err.text);
}
END_TEST

static void add_forgeries(TCase *tcase)
{
	tcase_add_test(tcase, a_changed_item_is_found);
	tcase_add_test(tcase, a_changed_sum_of_an_award_is_found);
	tcase_add_test(tcase, a_missing_item_is_found);
	tcase_add_test(tcase, what_lies_before_is_left_to_the_whole_verify);
	tcase_add_test(tcase, a_changed_total_is_found_on_any_day);
	tcase_add_loop_test(tcase, a_changed_run_is_found, 0,
			    (int)COUNT_OF(words));
	tcase_add_test(tcase, a_missing_id_is_found);
	tcase_add_loop_test(tcase, a_changed_seal_is_found_by_both, 0,
			    (int)COUNT_OF(places));
	tcase_add_loop_test(tcase, a_flipped_byte_of_the_last_block_is_found, 0,
			    20);
}

Suite *sinceseal_suite(void)
{
	Suite *suite = suite_create("ledger/sinceseal");
	TCase *tcase = tcase_create("since the seal");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, only_what_came_since_is_looked_at);
	tcase_add_test(tcase, without_a_closing_all_is_looked_at);
	tcase_add_test(
		tcase,
		a_seal_stands_when_its_month_is_reopened_and_back_dated_into);
	tcase_add_test(tcase, the_next_closing_seals_anew);
	add_forgeries(tcase);
	suite_add_tcase(suite, tcase);
	return suite;
}
