/* check_redenominating.c: a currency ends and another takes its place. */
#include "tests/ledger/room.h"

#define NEW_ROUBLE "currency=BYR,quote=BYN,factor=10000"

static void begin(void)
{
	room_make();
	room_begin();
}

/* Each story ends in a book that is proved. */
static void end(void)
{
	room_commit();
	room_sound();
	room_remove();
}

static const struct item *item_of(enum item_kind kind, const char *code)
{
	const struct item *item;

	room_commit();
	OKAY(book_item(temp.book, kind, slice_on(code), &item, &temp.err));
	room_begin();
	return item;
}

static int64_t holds(enum account account, const char *code,
		     const char *currency)
{
	return account_sign(account) * item_ending(item_of(ITEM_CLAIM, code),
						   account,
						   currency_find(currency, 3));
}

/* 100 old roubles are a kopeck: half a kopeck goes up, on the magnitude. */
static const struct {
	const char *old;
	int64_t fresh;
} sums[] = {
	{"1", 0},   {"49", 0},	    {"50", 1},
	{"149", 1}, {"150", 2},	    {"250", 3},
	{"349", 3}, {"10000", 100}, {"9223372036854775807", 92233720368547758},
};

START_TEST(half_is_rounded_away_from_zero)
{
	char fields[3][128];
	const struct step story[] = {
		{"case.opened", "case=K,article=1,province=Minsk", "2009-01-01",
		 POSTED},
		{"claim.raised", fields[0], "2009-01-01", POSTED},
		{"award.granted", fields[1], "2009-01-02", POSTED},
		{"award.final", "claim=C", "2009-01-03", POSTED},
		{"currency.redenominated", NEW_ROUBLE, "2016-07-01", POSTED},
	};

	snprintf(fields[0], sizeof fields[0],
		 "claim=C,case=K,victim=V,currency=BYR,amount=%s",
		 sums[_i].old);
	snprintf(fields[1], sizeof fields[1], "claim=C,amount=%s,offender=O",
		 sums[_i].old);
	ROOM_TELL(story);
	ck_assert_int_eq(holds(ACCOUNT_AWARDS_OWED, "C", "BYR"), 0);
	ck_assert_int_eq(holds(ACCOUNT_AWARDS_OWED, "C", "BYN"),
			 sums[_i].fresh);
	ck_assert_int_eq(holds(ACCOUNT_AWARDS_DUE, "C", "BYN"), sums[_i].fresh);
	ck_assert_int_eq(holds(SUM_PRINCIPAL, "C", "BYN"), sums[_i].fresh);
}
END_TEST

/* 50 owed and 50 held are 1 and 1: then 100 awarded must be 2. */
START_TEST(the_principal_is_what_the_identity_needs)
{
	static const struct step story[] = {
		{"case.opened", "case=K,article=1,province=Minsk", "2009-01-01",
		 POSTED},
		{"claim.raised",
		 "claim=C,case=K,victim=V,currency=BYR,amount=100",
		 "2009-01-01", POSTED},
		{"award.granted", "claim=C,amount=100,offender=O", "2009-01-02",
		 POSTED},
		{"award.final", "claim=C", "2009-01-03", POSTED},
		{"recovery.received",
		 "case=K,offender=O,amount=50,currency=BYR", "2009-01-04",
		 POSTED},
		{"currency.redenominated", NEW_ROUBLE, "2016-07-01", POSTED},
	};

	ROOM_TELL(story);
	ck_assert_int_eq(holds(ACCOUNT_AWARDS_OWED, "C", "BYN"), 1);
	ck_assert_int_eq(holds(ACCOUNT_TRUST_VICTIMS, "C", "BYN"), 1);
	ck_assert_int_eq(holds(SUM_PRINCIPAL, "C", "BYN"), 2);
}
END_TEST

START_TEST(the_whole_world_is_converted_and_proved)
{
	static const struct step story[] = {
		{"currency.redenominated", NEW_ROUBLE ",id=B-1", "2016-07-01",
		 POSTED},
	};
	struct entry entry;
	struct journal_cursor *entries;
	uint32_t first = (uint32_t)world_step_count + 1;
	const struct item *item;

	room_tell(world_steps, world_step_count);
	ROOM_TELL(story);
	ck_assert_uint_eq(temp.posting.seq, first);
	item = item_of(ITEM_CLAIM, "C-final");
	ck_assert_int_eq(item->currency, currency_find("BYN", 3));
	ck_assert_int_eq(item_currency_at(item, day_on("2016-06-30")),
			 currency_find("BYR", 3));
	OKAY(entries_open(temp.book, first, &entries, &temp.err));
	OKAY(entries_next(entries, &entry, &temp.err));
	ck_assert_uint_gt(entry.line_count, 0);
	while (entries_next(entries, &entry, &temp.err) == STATUS_OK)
		ck_assert_int_eq(entry.event.code,
				 EVENT_CURRENCY_REDENOMINATED);
	entries_close(entries);
}
END_TEST

START_TEST(rows_of_the_old_currency_are_refused_afterwards)
{
	static const struct step story[] = {
		{"rate.set", "currency=USD,quote=BYR,rate=9000,id=T-1",
		 "2010-01-01", POSTED},
		{"clock.stopped", "item=claim:C-final,reason=stay,id=T-2",
		 "2010-01-01", POSTED},
		{"currency.redenominated", NEW_ROUBLE, "2016-07-01", POSTED},
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=1,currency=BYR", "2016-07-02",
		 REFUSAL_DATE_ORDER},
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=1,currency=BYR", "2016-06-30",
		 REFUSAL_DATE_ORDER},
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=1,currency=BYN", "2016-06-30",
		 REFUSAL_DATE_ORDER},
		{"award.paid", "claim=C-final,amount=1,currency=BYR",
		 "2016-07-01", REFUSAL_CURRENCY_MISMATCH},
		{"award.paid", "claim=C-final,amount=0.01", "2016-06-30",
		 REFUSAL_DATE_ORDER},
		{"cash.exchanged",
		 "fund=grants,amount=0.01,currency=BYN,quote=BYR,"
		 "quote_amount=1",
		 "2016-07-01", REFUSAL_DATE_ORDER},
		{"currency.redenominated", NEW_ROUBLE, "2016-07-02",
		 REFUSAL_DATE_ORDER},
		{"rate.set", "currency=USD,quote=BYR,rate=20000", "2016-07-02",
		 POSTED},
		{"recovery.received",
		 "case=K-2,offender=O-2,amount=1,currency=USD", "2016-06-30",
		 POSTED},
		{"event.reversed", "target=T-1", "2016-07-02", POSTED},
		{"event.reversed", "target=T-2", "2016-07-02", REFUSAL_DEPENDS},
		{"award.paid", "claim=C-final,amount=0.01", "2016-07-01",
		 POSTED},
		{"award.paid-direct", "claim=C-final,amount=0.02", "2016-07-02",
		 POSTED},
	};

	room_tell(world_steps, world_step_count);
	ROOM_TELL(story);
}
END_TEST

static const struct step refused[] = {
	{"currency.redenominated", NEW_ROUBLE, "2009-04-30",
	 REFUSAL_DATE_ORDER},
	{"currency.redenominated", "currency=BYR,quote=BYR,factor=2",
	 "2016-07-01", REFUSAL_BAD_CURRENCY},
	{"currency.redenominated", "currency=BYR,quote=BYN,factor=0",
	 "2016-07-01", REFUSAL_BAD_VALUE},
	{"currency.redenominated",
	 "currency=BYR,quote=BYN,factor=0.00000000001", "2016-07-01",
	 REFUSAL_BAD_VALUE},
	{"currency.redenominated", "currency=BYR,quote=BYN", "2016-07-01",
	 REFUSAL_MISSING_FIELD},
	{"currency.redenominated", "currency=BYR,quote=CLF,factor=0.0000000001",
	 "2016-07-01", REFUSAL_OVERFLOW},
};

START_TEST(a_redenomination_is_refused)
{
	room_tell(world_steps, world_step_count);
	room_tell(&refused[_i], 1);
	ck_assert_uint_eq(book_entries(temp.book), world_step_count);
}
END_TEST

START_TEST(a_currency_without_balances_ends_in_one_entry)
{
	static const struct step story[] = {
		{"currency.redenominated",
		 "currency=TRY,quote=EUR,factor=1.5,id=B-1", "2009-07-01",
		 POSTED},
		{"event.reversed", "target=B-1", "2009-07-02",
		 REFUSAL_WRONG_STATE},
		{"cash.stated", "currency=TRY,amount=1,document=D",
		 "2009-07-02", REFUSAL_DATE_ORDER},
	};

	ROOM_TELL(story);
	ck_assert_uint_eq(book_entries(temp.book), 1);
}
END_TEST

/* The reversal itself names no currency; what it moves does. */
START_TEST(money_reversed_behind_the_day_stands_in_the_way)
{
	static const struct step story[] = {
		{"contribution.proposed",
		 "contribution=D-1,source=state,amount=100,currency=EUR,id=P-1",
		 "2009-01-01", POSTED},
		{"contribution.approved", "contribution=D-1,id=P-2",
		 "2009-02-01", POSTED},
		{"event.reversed", "target=P-2,id=P-3", "2009-03-05", POSTED},
		{"currency.redenominated", "currency=EUR,quote=USD,factor=2",
		 "2009-03-04", REFUSAL_DATE_ORDER},
		{"contribution.approved", "contribution=D-1,id=P-4",
		 "2009-04-01", POSTED},
		{"event.reversed", "target=P-4,id=P-5", "2009-04-01", POSTED},
		{"clock.stopped", "item=contribution:D-1,reason=stay",
		 "2009-04-05", POSTED},
		{"currency.redenominated", "currency=EUR,quote=USD,factor=2",
		 "2009-03-05", POSTED},
	};

	ROOM_TELL(story);
}
END_TEST

START_TEST(what_ended_is_known_after_a_reopening)
{
	static const struct step story[] = {
		{"currency.redenominated", NEW_ROUBLE, "2016-07-01", POSTED},
	};
	static const struct step later[] = {
		{"recovery.received",
		 "case=K-4,offender=O-2,amount=1,currency=BYR", "2016-07-02",
		 REFUSAL_DATE_ORDER},
	};

	room_tell(world_steps, world_step_count);
	ROOM_TELL(story);
	room_commit();
	OKAY(tempbook_close(&temp));
	room_begin();
	ROOM_TELL(later);
}
END_TEST

Suite *redenominating_suite(void)
{
	Suite *suite = suite_create("ledger/redenominating");
	TCase *tcase = tcase_create("currencies");

	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_loop_test(tcase, half_is_rounded_away_from_zero, 0,
			    (int)COUNT_OF(sums));
	tcase_add_test(tcase, the_principal_is_what_the_identity_needs);
	tcase_add_test(tcase, the_whole_world_is_converted_and_proved);
	tcase_add_test(tcase, rows_of_the_old_currency_are_refused_afterwards);
	tcase_add_loop_test(tcase, a_redenomination_is_refused, 0,
			    (int)COUNT_OF(refused));
	tcase_add_test(tcase, a_currency_without_balances_ends_in_one_entry);
	tcase_add_test(tcase, money_reversed_behind_the_day_stands_in_the_way);
	tcase_add_test(tcase, what_ended_is_known_after_a_reopening);
	suite_add_tcase(suite, tcase);
	return suite;
}
