/*
 * rows.h: tables of rows on the standard world, and stories of rows.
 *
 * Each family exports its rows: one row posted on tests/support/world.c,
 * with the code it must meet. check_eventtable.c asks of all of them
 * together that no event and no code is missing.
 */
#ifndef TESTS_LEDGER_RULES_ROWS_H
#define TESTS_LEDGER_RULES_ROWS_H

#include "tests/support/desk.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

struct rows {
	const struct step *list;
	size_t count;
};

extern const struct rows claims_rows, awards_rows, recoveries_rows, assets_rows,
	contributions_rows, grants_rows, clocks_rows, reversal_rows, event_rows;

static inline void expect_sound(struct desk *desk)
{
	const char *said = desk_wrong(desk);

	ck_assert_msg(said == NULL, "%s", said);
}

static inline void expect_step(struct desk *desk, const struct step *step)
{
	enum refusal_code code = desk_post(desk, step);

	ck_assert_msg(code == step->expected,
		      "%s %s on %s: expected \"%s\", met \"%s\": %s",
		      step->event, step->fields, step->date,
		      refusal_name(step->expected), refusal_name(code),
		      code == REFUSAL_NONE ? "" : desk->refusal.text);
}

/* Post a story, row by row. */
static inline void tell(struct desk *desk, const struct step *steps,
			size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_step(desk, &steps[i]);
	expect_sound(desk);
}

#define TELL(desk, steps) tell(desk, steps, COUNT_OF(steps))

/* The standard world, item by item; balances are read by these names. */
static inline void start_world(struct desk *desk)
{
	desk_open(desk);
	ck_assert_uint_eq(desk_post_all(desk, world_steps, world_step_count),
			  world_step_count);
}

/* One row on the standard world. */
static inline void expect_row(struct desk *desk, const struct step *row)
{
	start_world(desk);
	expect_step(desk, row);
	expect_sound(desk);
	if (row->expected != POSTED)
		ck_assert(desk->refusal.text[0] != '\0');
	desk_close(desk);
}

/* The table that a suite runs row by row, each on a world of its own. */
static const struct rows *rows_run;

START_TEST(each_row_meets_its_code)
{
	static struct desk rows_desk;

	expect_row(&rows_desk, &rows_run->list[_i]);
}
END_TEST

static inline void rows_add(Suite *suite, const struct rows *rows)
{
	TCase *table = tcase_create("rows");

	rows_run = rows;
	tcase_add_loop_test(table, each_row_meets_its_code, 0,
			    (int)rows->count);
	suite_add_tcase(suite, table);
}

static inline void expect_holds(struct desk *desk, enum account account,
				const char *code, int64_t amount)
{
	int64_t held = desk_holds(desk, account, code);

	ck_assert_msg(held == amount, "%s: account %d holds %lld, not %lld",
		      code, (int)account, (long long)held, (long long)amount);
}

static inline void expect_total(struct desk *desk, enum account account,
				int64_t amount)
{
	int64_t held = desk_total(desk, account);

	ck_assert_msg(held == amount, "%s holds %lld, not %lld",
		      account_row(account)->name, (long long)held,
		      (long long)amount);
}

static inline void expect_state(struct desk *desk, enum item_kind kind,
				const char *code, enum state state)
{
	const struct item *item = desk_item(desk, kind, code);

	ck_assert_ptr_nonnull(item);
	ck_assert_str_eq(state_name(item_state(item)), state_name(state));
}

#endif /* TESTS_LEDGER_RULES_ROWS_H */
