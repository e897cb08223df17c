/* check_registers.c: a bounded cache of items over the store. */
#include "ledger/registers.h"

#include "tests/ledger/room.h"

static struct store *store;
static struct registers *registers;

static void begin(void)
{
	room_make();
	OKAY(store_open(temp.path, STORE_WRITE, &store, &temp.err));
	OKAY(store_begin(store, &temp.err));
	registers = registers_new(store);
}

static void end(void)
{
	registers_free(registers);
	store_abort(store);
	store_drop(store);
	room_remove();
}

static struct slice code_of(uint32_t number, char room[16])
{
	int size = snprintf(room, 16, "C-%u", (unsigned int)number);

	return (struct slice){room, (size_t)size};
}

/* A claim that is on the book, with a text of some size. */
static void raise_claim(uint32_t number, const char *text, size_t size)
{
	struct change change = {day_on("2009-01-10"), day_on("2009-01-10"),
				number + 1,	      0,
				EVENT_CLAIM_RAISED,   STATE_RAISED};
	char room[16];
	struct item *item =
		registers_make(registers, ITEM_CLAIM, code_of(number, room));

	item_change(item, &change);
	item_fact(item, COLUMN_NOTE, change.day, number + 1,
		  (struct slice){text, size});
	OKAY(registers_settle(registers, &temp.err));
}

static void expect_claim(uint32_t number, size_t size)
{
	char room[16];
	const struct item *item =
		registers_find(registers, ITEM_CLAIM, code_of(number, room));

	ck_assert_msg(item != NULL, "%s", room);
	ck_assert_uint_eq(item_text(item, COLUMN_NOTE).size, size);
	OKAY(registers_settle(registers, &temp.err));
}

START_TEST(an_item_is_found_once_it_is_on_the_book)
{
	struct slice code = slice_on("C-1");
	struct item *made;

	ck_assert_ptr_null(registers_find(registers, ITEM_CLAIM, code));
	made = registers_make(registers, ITEM_CLAIM, code);
	ck_assert_ptr_nonnull(made);
	ck_assert_ptr_eq(registers_make(registers, ITEM_CLAIM, code), made);
	ck_assert_ptr_null(registers_find(registers, ITEM_CLAIM, code));
	OKAY(registers_settle(registers, &temp.err));
	raise_claim(1, "x", 1);
	ck_assert_ptr_eq(registers_find(registers, ITEM_CLAIM, code), made);
	ck_assert_ptr_null(registers_find(registers, ITEM_ASSET, code));
	ck_assert_ptr_null(
		registers_find(registers, ITEM_CLAIM, slice_on("C-11")));
	ck_assert_ptr_null(registers_find(registers, ITEM_CLAIM, slice_on("")));
}
END_TEST

START_TEST(what_is_flushed_is_read_back)
{
	uint32_t number;

	for (number = 0; number < 9000; number++)
		raise_claim(number, "note", number % 5);
	OKAY(registers_flush(registers, &temp.err));
	registers_clear(registers);
	for (number = 0; number < 9000; number++)
		expect_claim(number, number % 5);
	ck_assert_ptr_null(
		registers_find(registers, ITEM_CLAIM, slice_on("C-9000")));
}
END_TEST

START_TEST(what_is_cleared_is_forgotten)
{
	raise_claim(1, "x", 1);
	registers_clear(registers);
	ck_assert_ptr_null(
		registers_find(registers, ITEM_CLAIM, slice_on("C-1")));
}
END_TEST

/* More than the limit of memory: the oldest go to the store and come back. */
START_TEST(a_full_register_writes_and_drops_the_oldest)
{
	static char text[60000];
	const uint32_t many = 2 * (REGISTERS_BYTES / sizeof text);
	uint32_t number;

	memset(text, 't', sizeof text);
	for (number = 0; number < many; number++)
		raise_claim(number, text, sizeof text - number % 7);
	for (number = 0; number < many; number += 9)
		expect_claim(number, sizeof text - number % 7);
	raise_claim(3, "later", 5);
	for (number = 4; number < many; number += 9)
		expect_claim(number, sizeof text - number % 7);
	expect_claim(3, 5);
}
END_TEST

START_TEST(a_damaged_record_is_told_when_the_row_settles)
{
	enum table claims = (enum table)(TABLE_ITEMS + (int)ITEM_CLAIM);

	OKAY(store_put(store, claims, slice_on("C-5"), slice_on("\x11nonsense"),
		       &temp.err));
	ck_assert_ptr_null(
		registers_find(registers, ITEM_CLAIM, slice_on("C-5")));
	ck_assert_int_eq(registers_settle(registers, &temp.err),
			 STATUS_CORRUPT);
	ck_assert_ptr_nonnull(strstr(temp.err.text, "C-5"));
}
END_TEST

Suite *registers_suite(void)
{
	Suite *suite = suite_create("ledger/registers");
	TCase *tcase = tcase_create("items");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, an_item_is_found_once_it_is_on_the_book);
	tcase_add_test(tcase, what_is_flushed_is_read_back);
	tcase_add_test(tcase, what_is_cleared_is_forgotten);
	tcase_add_test(tcase, a_full_register_writes_and_drops_the_oldest);
	tcase_add_test(tcase, a_damaged_record_is_told_when_the_row_settles);
	suite_add_tcase(suite, tcase);
	return suite;
}
