/* check_itempack.c: items to bytes and back. */
#include "ledger/base/currency.h"
#include "tests/ledger/rules/rows.h"

static struct desk desk;
static uint64_t seed;

/* A small generator of the test's own (Lehmer, 1951). */
static uint32_t draw(uint32_t below)
{
	seed = seed * 48271 % 2147483647;
	return (uint32_t)(seed % below);
}

static void fill_moves(struct item *item, uint32_t many)
{
	static const char *const codes[] = {"BYR", "USD", "BYN", "JPY"};
	struct move move = {0};
	uint32_t i;

	for (i = 0; i < many; i++) {
		if (i == 0 || draw(3) == 0) { /* else of the same entry */
			move.seq = i + 1;
			move.day = DAY_FIRST + (int32_t)draw(40000);
			move.since = move.day -
				     (int32_t)draw((uint32_t)(move.day -
							      DAY_FIRST + 1));
			move.event = (uint8_t)(1 + draw(EVENT_COUNT - 1));
		}
		move.account =
			(uint8_t)(draw(2) == 0 ? 1 + draw(ACCOUNT_COUNT - 1)
					       : SUM_FIRST + draw(SUM_END -
								  SUM_FIRST));
		move.currency = currency_find(codes[draw(4)], 3);
		move.amount = (int64_t)draw(2000000000) - 1000000000;
		item_move(item, &move);
	}
}

static struct item *random_item(void)
{
	struct item *item = item_new(ITEM_CLAIM, slice_on("C-1"));
	int32_t day = DAY_FIRST;
	uint32_t i;

	for (i = draw(6); i > 0; i--) {
		struct change change;

		day += (int32_t)draw(1000);
		change.day = day;
		change.since =
			day - (int32_t)draw((uint32_t)(day - DAY_FIRST + 1));
		change.seq = draw(1000);
		change.undoes = draw(2) * draw(1000);
		change.event = (uint8_t)(1 + draw(EVENT_COUNT - 1));
		change.state = (uint8_t)draw(STATE_COUNT);
		item_change(item, &change);
	}
	for (i = draw(6); i > 0; i--)
		item_fact(item, (uint8_t)draw(COLUMN_COUNT),
			  DAY_FIRST + (int32_t)draw(1000), draw(1000),
			  slice_on(&"many words of a fact"[draw(20)]));
	fill_moves(item, draw(600));
	if (draw(2) == 0)
		item->currency = currency_find("EUR", 3);
	return item;
}

static void expect_same_move(const struct move *a, const struct move *b)
{
	ck_assert_int_eq(a->day, b->day);
	ck_assert_int_eq(a->since, b->since);
	ck_assert_uint_eq(a->seq, b->seq);
	ck_assert_uint_eq(a->event, b->event);
	ck_assert_uint_eq(a->account, b->account);
	ck_assert_uint_eq(a->currency, b->currency);
	ck_assert_int_eq(a->amount, b->amount);
}

static void expect_same_change(const struct change *a, const struct change *b)
{
	ck_assert_int_eq(a->day, b->day);
	ck_assert_int_eq(a->since, b->since);
	ck_assert_uint_eq(a->seq, b->seq);
	ck_assert_uint_eq(a->undoes, b->undoes);
	ck_assert_uint_eq(a->event, b->event);
	ck_assert_uint_eq(a->state, b->state);
}

static void expect_same_history(const struct item *a, const struct item *b)
{
	size_t i;

	ck_assert_uint_eq(a->move_count, b->move_count);
	ck_assert_uint_eq(a->change_count, b->change_count);
	ck_assert_uint_eq(a->fact_count, b->fact_count);
	for (i = 0; i < a->move_count; i++)
		expect_same_move(&a->moves[i], &b->moves[i]);
	for (i = 0; i < a->change_count; i++)
		expect_same_change(&a->changes[i], &b->changes[i]);
	for (i = 0; i < a->fact_count; i++) {
		const struct fact *x = &a->facts[i];
		const struct fact *y = &b->facts[i];

		ck_assert_int_eq(x->day, y->day);
		ck_assert_uint_eq(x->seq, y->seq);
		ck_assert_uint_eq(x->column, y->column);
		ck_assert_uint_eq(x->size, y->size);
		ck_assert_mem_eq(a->texts.bytes + x->offset,
				 b->texts.bytes + y->offset, x->size);
	}
}

static void expect_same(const struct item *item)
{
	struct item *back = item_new(item->kind, slice_on(item->code));
	struct text bytes = TEXT_ZERO;
	size_t i;

	item_pack(item, &bytes);
	ck_assert(item_unpack(back, bytes.bytes, bytes.size));
	ck_assert_int_eq(back->currency, item->currency);
	expect_same_history(item, back);
	for (i = 0; i < item->ending_count; i++)
		ck_assert_int_eq(
			item_ending(back,
				    (enum account)item->endings[i].account,
				    item->endings[i].currency),
			item->endings[i].amount);
	ck_assert(!back->dirty);
	item_free(back);
	text_release(&bytes);
}

START_TEST(a_random_item_comes_back)
{
	struct item *item;

	seed = 4000 + (uint64_t)_i;
	item = random_item();
	expect_same(item);
	item_free(item);
}
END_TEST

START_TEST(every_item_of_the_world_comes_back)
{
	size_t i;

	start_world(&desk);
	for (i = 0; i < desk.item_count; i++)
		expect_same(desk.items[i]);
	desk_close(&desk);
}
END_TEST

/* Cut anywhere, or with a byte behind, an item is refused. */
START_TEST(bytes_that_are_cut_are_refused)
{
	struct text bytes = TEXT_ZERO;
	struct item *item;
	struct item *back;
	size_t size;

	start_world(&desk);
	item_pack(desk_item(&desk, ITEM_CLAIM, "C-final"), &bytes);
	desk_close(&desk);
	item = item_new(ITEM_CLAIM, slice_on("C-final"));
	for (size = 0; size < bytes.size; size++) {
		back = item_new(ITEM_CLAIM, slice_on("C-final"));
		ck_assert(!item_unpack(back, bytes.bytes, size));
		item_free(back);
	}
	ck_assert(item_unpack(item, bytes.bytes, bytes.size));
	item_reset(item, ITEM_CLAIM, slice_on("C-final"));
	text_add_char(&bytes, 0);
	ck_assert(!item_unpack(item, bytes.bytes, bytes.size));
	item_free(item);
	text_release(&bytes);
}
END_TEST

static const struct {
	const char *bytes;
	size_t size;
} wrong[] = {
	{"\x11", 1},					  /* 17 currencies */
	{"\x01ZZZ\x01\x00\x00\x00", 8},			  /* no such currency */
	{"\x00\x00\x01\x00\x02\x00\x7f\x01\x00\x00", 10}, /* event 127 */
	{"\x00\x00\x01\x00\x02\x00\x01\x7f\x00\x00", 10}, /* state 127 */
	{"\x00\x00\x02\x0a\x02\x00\x01\x01"
	 "\x01\x02\x00\x01\x01\x00\x00",
	 15},						  /* changes back */
	{"\x00\x00\x01\x01\x02\x00\x01\x01\x00\x00", 10}, /* before 1990 */
	{"\x00\x00\x01\x00\x01\x00\x01\x01\x00\x00", 10}, /* entry -1 */
	{"\x01"
	 "BYR\x01\x00\x00\x01\x00\x02\x00\x01\x00",
	 13}, /* no moves */
	{"\x01"
	 "BYR\x01\x00\x00\x01\x00\x02\x00\x01\x01\xfe\x00\x02",
	 16}, /* account 254 */
	{"\x01"
	 "BYR\x01\x00\x00\x01\x00\x02\x00\x01\x01\x01\x04\x02",
	 16}, /* the second currency of one */
	{"\x01"
	 "BYR\x01\x00\x00\x01\x00\x02\x00\x01\x01\x01\x03\x02",
	 16}, /* an amount told in no way */
};

START_TEST(bytes_that_contradict_themselves_are_refused)
{
	struct item *item = item_new(ITEM_CLAIM, slice_on("C-1"));

	ck_assert(!item_unpack(item, wrong[_i].bytes, wrong[_i].size));
	item_free(item);
}
END_TEST

Suite *itempack_suite(void)
{
	Suite *suite = suite_create("ledger/rules/itempack");
	TCase *tcase = tcase_create("bytes");

	tcase_add_loop_test(tcase, a_random_item_comes_back, 0, 40);
	tcase_add_test(tcase, every_item_of_the_world_comes_back);
	tcase_add_test(tcase, bytes_that_are_cut_are_refused);
	tcase_add_loop_test(tcase, bytes_that_contradict_themselves_are_refused,
			    0, (int)COUNT_OF(wrong));
	suite_add_tcase(suite, tcase);
	return suite;
}
