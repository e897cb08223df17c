/* check_exceptions.c: refused rows stand on the work list until cleared. */
#include "ledger/debts.h"
#include "reports/dataset.h"
#include "tests/ledger/room.h"

enum { RECORDED = 14040, COLUMNS = 6, DAYS = 2, AMOUNT = 3, CURRENCY = 4 };

static void owe(const char *id, bool money)
{
	struct debt debt;
	bool fresh;

	memset(&debt, 0, sizeof debt);
	debt.line = 7;
	debt.code = REFUSAL_EXCEEDS;
	debt.id = slice_on(id);
	debt.print = slice_on("0123456789abcdef");
	debt.has_money = money;
	debt.currency = currency_find("BYR", 3);
	debt.amount = 250;
	OKAY(book_owe(temp.book, &debt, RECORDED, &fresh, &temp.err));
}

/* The world in run 1; in run 2 three rows were refused and one was posted. */
static void begin(void)
{
	static const struct step posted[] = {
		{"award.paid", "claim=C-final,amount=1,id=S-2", "2009-06-01",
		 POSTED},
	};

	room_make();
	room_begin();
	room_tell(world_steps, world_step_count);
	room_commit();
	room_begin();
	ROOM_TELL(posted);
	owe("S-3", true);
	owe("S-4", false);
	owe("", true);
	room_commit();
	OKAY(tempbook_close(&temp));
	OKAY(tempbook_open(&temp, BOOK_READ));
}

static void end(void)
{
	room_remove();
}

/* The n-th open reject of a moment; false when there are fewer. */
static bool reject(int32_t as_of, uint32_t known_at, int number,
		   struct cell cells[COLUMNS], struct dataset **dataset)
{
	struct dataset_options options;
	enum status status = STATUS_OK;

	memset(&options, 0, sizeof options);
	options.as_of = as_of;
	options.known_at = known_at;
	OKAY(dataset_open("exceptions", temp.book, &options, dataset,
			  &temp.err));
	while (number > 0 && status == STATUS_OK) {
		status = dataset_next(*dataset, cells, &temp.err);
		if (status == STATUS_OK &&
		    slice_is(cells[0].text, "open-reject"))
			number--;
	}
	return status == STATUS_OK;
}

static const struct {
	const char *item;
	bool money;
} wanted[] = {{"S-3", true}, {"S-4", false}, {"2:7", true}};

START_TEST(a_refused_row_stands_by_its_id_or_its_place)
{
	struct cell cells[COLUMNS];
	struct dataset *dataset;

	ck_assert(reject(RECORDED + 5, 0, _i + 1, cells, &dataset));
	ck_assert(slice_is(cells[1].text, wanted[_i].item));
	ck_assert_int_eq(cells[DAYS].number, 5);
	ck_assert(cells[AMOUNT].empty != wanted[_i].money);
	ck_assert(cells[CURRENCY].empty != wanted[_i].money);
	if (wanted[_i].money)
		ck_assert_int_eq(cells[AMOUNT].number, 250);
	dataset_close(dataset);
}
END_TEST

START_TEST(not_on_a_day_before_nor_as_known_before)
{
	struct cell cells[COLUMNS];
	struct dataset *dataset;

	ck_assert(!reject(RECORDED - 1, 0, 1, cells, &dataset));
	dataset_close(dataset);
	ck_assert(!reject(RECORDED, (uint32_t)world_step_count + 1, 1, cells,
			  &dataset));
	dataset_close(dataset);
	ck_assert(!reject(RECORDED, 0, 4, cells, &dataset));
	dataset_close(dataset);
}
END_TEST

Suite *exceptions_suite(void)
{
	Suite *suite = suite_create("reports/exceptions");
	TCase *tcase = tcase_create("open rejects");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_loop_test(tcase, a_refused_row_stands_by_its_id_or_its_place,
			    0, (int)COUNT_OF(wanted));
	tcase_add_test(tcase, not_on_a_day_before_nor_as_known_before);
	suite_add_tcase(suite, tcase);
	return suite;
}
