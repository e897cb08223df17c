/*
 * check_eventtable.c: the table of events against the tables of the tests:
 * no event, code or state goes untested.
 */
#include "tests/ledger/rules/rows.h"

#include <stdlib.h>

static struct desk desk;

static const struct rows *const all_rows[] = {
	&claims_rows, &awards_rows,	   &recoveries_rows,
	&assets_rows, &contributions_rows, &grants_rows,
	&clocks_rows, &reversal_rows,	   &event_rows,
};

/* A redenomination needs a real book: tests/ledger/check_redenominating.c. */
static bool elsewhere(enum event_code event)
{
	return event == EVENT_CURRENCY_REDENOMINATED;
}

/* How often the tables meet this outcome; event EVENT_NONE: any event. */
static size_t count_rows(enum event_code event, enum refusal_code code)
{
	size_t count = 0;
	size_t i;
	size_t j;

	for (i = 0; i < COUNT_OF(all_rows); i++)
		for (j = 0; j < all_rows[i]->count; j++) {
			const struct step *row = &all_rows[i]->list[j];
			const char *name = event == EVENT_NONE
						   ? row->event
						   : event_row(event)->name;

			count += strcmp(name, row->event) == 0 &&
				 row->expected == code;
		}
	return count;
}

START_TEST(every_event_is_accepted_and_refused_by_a_row)
{
	int event;

	for (event = 1; event < EVENT_COUNT; event++) {
		const char *name = event_row((enum event_code)event)->name;
		size_t refused = 0;
		int code;

		if (elsewhere((enum event_code)event))
			continue;
		for (code = 1; code < REFUSAL_COUNT; code++)
			refused += count_rows((enum event_code)event,
					      (enum refusal_code)code);
		ck_assert_msg(count_rows((enum event_code)event, POSTED) > 0,
			      "no row has %s accepted", name);
		ck_assert_msg(refused > 0, "no row has %s refused", name);
	}
}
END_TEST

/* Codes that come from elsewhere, and where they are tested. */
static const enum refusal_code not_of_the_rules[] = {
	REFUSAL_BAD_CSV,	  /* batch/engine */
	REFUSAL_BAD_UTF8,	  /* batch/engine */
	REFUSAL_BAD_HEADER,	  /* batch/engine */
	REFUSAL_UNKNOWN_COLUMN,	  /* batch/engine */
	REFUSAL_CONTROL_MISMATCH, /* batch/engine */
	REFUSAL_ID_CONFLICT,	  /* tests/ledger/check_posting.c */
	REFUSAL_PERIOD_CLOSED,	  /* tests/ledger/check_periods.c */
};

START_TEST(every_code_of_the_rules_is_reached)
{
	int code;
	size_t i;

	for (code = 1; code < REFUSAL_COUNT; code++) {
		bool other = false;

		for (i = 0; i < COUNT_OF(not_of_the_rules); i++)
			other = other || code == (int)not_of_the_rules[i];
		ck_assert_msg(other || count_rows(EVENT_NONE,
						  (enum refusal_code)code) > 0,
			      "no row reaches %s",
			      refusal_name((enum refusal_code)code));
	}
}
END_TEST

/*
 * The others are reached by files: fixtures/hostile/expected.tsv says which,
 * and tests/fixtures posts them. Id and month need a book with a past.
 */
START_TEST(the_other_codes_are_reached_by_hostile_files)
{
	static char text[1 << 16];
	char path[4096];
	const char *fixtures = getenv("FIXTURES");
	FILE *file;
	size_t size;
	size_t i;

	snprintf(path, sizeof path, "%s/hostile/expected.tsv",
		 fixtures == NULL ? "fixtures" : fixtures);
	file = fopen(path, "r");
	ck_assert_msg(file != NULL, "%s cannot be read", path);
	size = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[size] = '\0';
	for (i = 0; i < COUNT_OF(not_of_the_rules); i++) {
		char cell[40];

		if (not_of_the_rules[i] == REFUSAL_PERIOD_CLOSED)
			continue;
		snprintf(cell, sizeof cell, "\t%s\t",
			 refusal_name(not_of_the_rules[i]));
		ck_assert_msg(strstr(text, cell) != NULL, "no file meets%s",
			      cell);
	}
}
END_TEST

/* Which states the table, and the families beyond it, give to a kind. */
static void expect_states(bool wanted[ITEM_KIND_COUNT][STATE_COUNT])
{
	int event;
	int state;

	for (event = 1; event < EVENT_COUNT; event++) {
		const struct event_row *row = event_row((enum event_code)event);

		if (row->item == ITEM_NONE)
			continue;
		for (state = 1; state < STATE_COUNT; state++)
			if (row->to == (enum state)state ||
			    (row->from < FROM_ANY &&
			     (row->from & STATE_BIT(state)) != 0))
				wanted[row->item][state] = true;
	}
	wanted[ITEM_ASSET][STATE_APPLIED] = true;
	wanted[ITEM_CONTRIBUTION][STATE_RECEIVED] = true;
	wanted[ITEM_ASSISTANCE][STATE_PAID] = true;
	wanted[ITEM_GRANT][STATE_CLOSED] = true;
	wanted[ITEM_EVENT][STATE_REVERSED] = true;
}

static void see(const struct desk *seen,
		bool reached[ITEM_KIND_COUNT][STATE_COUNT])
{
	size_t i;
	size_t j;

	for (i = 0; i < seen->item_count; i++)
		for (j = 0; j < seen->items[i]->change_count; j++)
			reached[seen->items[i]->kind]
			       [seen->items[i]->changes[j].state] = true;
}

/* The rows of all tables, each on the standard world. */
static void see_rows(bool reached[ITEM_KIND_COUNT][STATE_COUNT])
{
	size_t i;
	size_t j;

	for (i = 0; i < COUNT_OF(all_rows); i++)
		for (j = 0; j < all_rows[i]->count; j++) {
			if (all_rows[i]->list[j].expected != POSTED)
				continue;
			start_world(&desk);
			expect_step(&desk, &all_rows[i]->list[j]);
			see(&desk, reached);
			desk_close(&desk);
		}
}

START_TEST(every_state_of_every_kind_is_reached)
{
	static bool reached[ITEM_KIND_COUNT][STATE_COUNT];
	static bool wanted[ITEM_KIND_COUNT][STATE_COUNT];
	size_t count = 0;
	int kind;
	int state;

	expect_states(wanted);
	see_rows(reached);
	for (kind = 1; kind < ITEM_KIND_COUNT; kind++)
		for (state = 1; state < STATE_COUNT; state++) {
			count += wanted[kind][state];
			ck_assert_msg(!wanted[kind][state] ||
					      reached[kind][state],
				      "no %s is ever %s",
				      item_kind_name((enum item_kind)kind),
				      state_name((enum state)state));
		}
	printf("reached: %d events, %zu states of items, %d codes\n",
	       EVENT_COUNT - 1, count, REFUSAL_COUNT - 1);
}
END_TEST

START_TEST(every_event_is_found_by_its_name)
{
	int event;

	for (event = 1; event < EVENT_COUNT; event++) {
		const char *name = event_row((enum event_code)event)->name;

		ck_assert_int_eq(event_find(name, strlen(name)), event);
		ck_assert_int_eq(event_find(name, strlen(name) - 1),
				 EVENT_NONE);
	}
	ck_assert_int_eq(event_find("", 0), EVENT_NONE);
}
END_TEST

START_TEST(an_event_takes_what_it_needs)
{
	int event;

	for (event = 1; event < EVENT_COUNT; event++) {
		const struct event_row *row = event_row((enum event_code)event);
		uint64_t taken = event_columns((enum event_code)event);

		ck_assert_uint_eq(row->required & row->optional, 0);
		ck_assert_uint_eq(row->required & ~taken, 0);
		ck_assert_uint_eq(row->references & ~taken, 0);
		ck_assert(row->item_column == COLUMN_NONE ||
			  (row->required & COLUMN_BIT(row->item_column)) != 0);
		ck_assert(row->play != NULL);
	}
}
END_TEST

Suite *eventtable_suite(void)
{
	Suite *suite = suite_create("ledger/rules/eventtable");
	TCase *tcase = tcase_create("table");

	tcase_add_test(tcase, every_event_is_accepted_and_refused_by_a_row);
	tcase_add_test(tcase, every_code_of_the_rules_is_reached);
	tcase_add_test(tcase, the_other_codes_are_reached_by_hostile_files);
	tcase_add_test(tcase, every_state_of_every_kind_is_reached);
	tcase_add_test(tcase, every_event_is_found_by_its_name);
	tcase_add_test(tcase, an_event_takes_what_it_needs);
	suite_add_tcase(suite, tcase);
	return suite;
}
