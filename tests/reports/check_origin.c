/* check_origin.c: what one event said, and not what an earlier one did. */
#include "reports/origin.h"

#include <check.h>
#include <string.h>

static struct slice words(const char *text)
{
	return (struct slice){text, strlen(text)};
}

/*
 * A policy: entry 1, due; entry 2, without due; entry 3 reverses entry 2;
 * entry 4, due again.
 */
static struct item *make_policy(void)
{
	static const struct change changes[] = {
		{100, 90, 1, 0, EVENT_POLICY_STAGE, STATE_OPEN},
		{110, 105, 2, 0, EVENT_POLICY_STAGE, STATE_OPEN},
		{120, 90, 3, 2, EVENT_REVERSED, STATE_OPEN},
		{130, 125, 4, 0, EVENT_POLICY_STAGE, STATE_OPEN},
	};
	struct item *item = item_new(ITEM_POLICY, words("P-1"));
	size_t i;

	for (i = 0; i < sizeof changes / sizeof changes[0]; i++)
		item_change(item, &changes[i]);
	item_fact(item, COLUMN_STAGE, 100, 1, words("drafted"));
	item_fact(item, COLUMN_DUE, 100, 1, words("1991-01-01"));
	item_fact(item, COLUMN_STAGE, 110, 2, words("submitted"));
	item_fact(item, FACT_REVERSED, 120, 3, words("2 1970-04-21"));
	item_fact(item, COLUMN_STAGE, 130, 4, words("adopted"));
	return item;
}

static const struct {
	int32_t as_of;
	uint32_t known_at;
	int32_t since;
	const char *stage;
	const char *due;
} moments[] = {
	{99, 0, DAY_NONE, "", ""},
	{100, 0, 90, "drafted", "1991-01-01"},
	{110, 0, 105, "submitted", ""}, /* not the due of entry 1 */
	{119, 0, 105, "submitted", ""},
	{120, 0, 90, "drafted", "1991-01-01"}, /* reversed on that day */
	{120, 3, 105, "submitted", ""},	       /* not known yet */
	{130, 0, 125, "adopted", ""},
	{130, 2, 90, "drafted", "1991-01-01"},
};

START_TEST(origin_is_the_last_event_that_stands)
{
	struct moment moment = {moments[_i].as_of, moments[_i].known_at};
	struct item *item = make_policy();
	const struct change *change =
		origin_change(item, EVENT_POLICY_STAGE, moment);
	struct slice stage = {"", 0};
	int32_t due = DAY_NONE;
	char text[DAY_TEXT_SIZE];

	if (change != NULL) {
		stage = origin_text(item, change->seq, COLUMN_STAGE);
		due = origin_day(item, change->seq, COLUMN_DUE);
	}
	day_format(due, text);
	ck_assert_int_eq(origin_since(item, EVENT_POLICY_STAGE, moment),
			 moments[_i].since);
	ck_assert(slice_is(stage, moments[_i].stage));
	ck_assert_str_eq(text, moments[_i].due);
	item_free(item);
}
END_TEST

Suite *origin_suite(void)
{
	Suite *suite = suite_create("reports/origin");
	TCase *tcase = tcase_create("events");

	tcase_add_loop_test(tcase, origin_is_the_last_event_that_stands, 0,
			    (int)(sizeof moments / sizeof moments[0]));
	suite_add_tcase(suite, tcase);
	return suite;
}
