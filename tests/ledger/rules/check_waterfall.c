/* check_waterfall.c: EVENTS.md section 4, worked out by hand. */
#include "tests/ledger/rules/rows.h"

#define CASE(code)                                                             \
	{                                                                      \
		"case.opened", "case=" code ",article=181,province=Minsk",     \
			"2009-01-01", POSTED                                   \
	}
/* A final award of `amount` against `offenders`, in case K. */
#define AWARD(code, amount, offenders)                                         \
	{"claim.raised",                                                       \
	 "claim=" code ",case=K,victim=V,currency=BYR,amount=" amount,         \
	 "2009-01-02", POSTED},                                                \
		{"award.granted",                                              \
		 "claim=" code ",amount=" amount ",offender=" offenders,       \
		 "2009-01-03", POSTED},                                        \
	{                                                                      \
		"award.final", "claim=" code, "2009-01-04", POSTED             \
	}
#define FUND(code, fund, amount)                                               \
	{"contribution.proposed",                                              \
	 "contribution=" code ",source=state,currency=BYR,fund=" fund          \
	 ",amount=" amount,                                                    \
	 "2009-01-01", POSTED},                                                \
		{"contribution.approved", "contribution=" code, "2009-01-01",  \
		 POSTED},                                                      \
		{"contribution.bound", "contribution=" code, "2009-01-01",     \
		 POSTED},                                                      \
	{                                                                      \
		"contribution.received",                                       \
			"contribution=" code ",amount=" amount, "2009-01-01",  \
			POSTED                                                 \
	}
#define RECOVERY(offender, amount, date)                                       \
	{                                                                      \
		"recovery.received",                                           \
			"case=K,currency=BYR,offender=" offender               \
			",amount=" amount,                                     \
			date, POSTED                                           \
	}

static struct desk desk;

static void open_desk(void)
{
	desk_open(&desk);
}

static void close_desk(void)
{
	expect_sound(&desk);
	desk_close(&desk);
}

static void expect_held(const char *claim, int64_t amount)
{
	expect_holds(&desk, ACCOUNT_TRUST_VICTIMS, claim, amount);
}

/* 100 / 3 = 33 and a third each: the unit left goes to the first code. */
START_TEST(equal_remainders_go_by_claim_code)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-3", "100", "O"),
		AWARD("C-1", "100", "O"),
		AWARD("C-2", "100", "O"),
		RECOVERY("O", "100", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-1", 34);
	expect_held("C-2", 33);
	expect_held("C-3", 33);
}
END_TEST

/* Byte order: C-10 comes before C-9. */
START_TEST(codes_are_compared_byte_by_byte)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-9", "10", "O"),
		AWARD("C-10", "10", "O"),
		RECOVERY("O", "1", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-10", 1);
	expect_held("C-9", 0);
}
END_TEST

/* 7 over 50, 30, 20: 3.5, 2.1, 1.4; the unit left goes to the 0.5. */
START_TEST(the_largest_remainder_gets_the_unit_left)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "20", "O"),
		AWARD("C-2", "30", "O"),
		AWARD("C-3", "50", "O"),
		RECOVERY("O", "7", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-1", 1);
	expect_held("C-2", 2);
	expect_held("C-3", 4);
}
END_TEST

/* 5 over 1, 1, 1, 7: 0.5, 0.5, 0.5, 3.5; two units, four equal halves. */
START_TEST(several_units_left_go_round_by_code)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "1", "O"),
		AWARD("C-2", "1", "O"),
		AWARD("C-3", "1", "O"),
		AWARD("C-4", "7", "O"),
		RECOVERY("O", "5", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-1", 1);
	expect_held("C-2", 1);
	expect_held("C-3", 0);
	expect_held("C-4", 3);
}
END_TEST

START_TEST(no_award_takes_more_than_its_sum)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "100", "O"),
		AWARD("C-2", "1", "O"),
		RECOVERY("O", "150", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-1", 100);
	expect_held("C-2", 1);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O", 49);
	expect_total(&desk, ACCOUNT_TRUST_CASH, 150);
}
END_TEST

START_TEST(each_of_several_offenders_answers_for_the_whole)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "100", "O-1;O-2"),
		AWARD("C-2", "100", "O-2"),
		RECOVERY("O-1", "40", "2009-02-01"),
		RECOVERY("O-2", "80", "2009-02-02"),
		RECOVERY("O-3", "5", "2009-02-03"),
		RECOVERY("O", "5", "2009-02-03"),
	};

	/* 80 over 60 and 100: 30 and 50 */
	TELL(&desk, story);
	expect_held("C-1", 70);
	expect_held("C-2", 50);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O-3", 5);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O", 5);
}
END_TEST

START_TEST(a_civil_claim_is_reached_in_its_parents_case_alone)
{
	static const struct step story[] = {
		CASE("K"),
		CASE("K-civil"),
		AWARD("C-1", "100", "O"),
		{"claim.raised",
		 "claim=C-2,case=K-civil,parent=C-1,venue=civil,victim=V,"
		 "amount=100,currency=BYR",
		 "2009-01-05", POSTED},
		{"award.granted", "claim=C-2,amount=100,offender=O",
		 "2009-01-06", POSTED},
		{"award.final", "claim=C-2", "2009-01-07", POSTED},
		{"recovery.received",
		 "case=K-civil,offender=O,amount=9,currency=BYR", "2009-02-01",
		 POSTED},
		RECOVERY("O", "20", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-1", 10);
	expect_held("C-2", 10);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K-civil+O", 9);
}
END_TEST

/* 1000 owed, 300 and 100 advanced: victims 600, then 200 as 3 to 1. */
START_TEST(funds_come_after_the_victims)
{
	static const struct step story[] = {
		CASE("K"),
		FUND("N-1", "compensation", "300"),
		FUND("N-2", "grants", "100"),
		AWARD("C-1", "1000", "O"),
		{"award.advanced", "claim=C-1,amount=300", "2009-01-10",
		 POSTED},
		{"award.advanced", "claim=C-1,amount=100,fund=grants",
		 "2009-01-10", POSTED},
		RECOVERY("O", "800", "2009-02-01"),
	};

	TELL(&desk, story);
	expect_held("C-1", 600);
	expect_total(&desk, ACCOUNT_FUND_CASH, 150);
	expect_total(&desk, account_of(ACCOUNT_FUND_CASH, FUND_GRANTS), 50);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-1", 150);
	expect_total(&desk, ACCOUNT_TRUST_CASH, 600);
	expect_holds(&desk, SUM_ADVANCED, "C-1", 400);
}
END_TEST

/* 40 still subrogated, 60 given up: of 70 the funds get 40, then 30. */
START_TEST(written_off_advances_come_last_and_are_income)
{
	static const struct step story[] = {
		CASE("K"),
		FUND("N-1", "compensation", "100"),
		AWARD("C-1", "100", "O"),
		{"award.advanced", "claim=C-1,amount=100", "2009-01-10",
		 POSTED},
		{"advance.written-off", "claim=C-1,amount=60", "2009-01-11",
		 POSTED},
		RECOVERY("O", "70", "2009-02-01"),
		RECOVERY("O", "70", "2009-02-02"),
	};

	tell(&desk, story, COUNT_OF(story) - 1);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-1", 0);
	expect_holds(&desk, ACCOUNT_ADVANCES_WRITTEN_OFF, "C-1", 30);
	expect_total(&desk, ACCOUNT_INCOME_RECOVERED, -30);
	expect_total(&desk, ACCOUNT_FUND_CASH, 70);
	expect_total(&desk, ACCOUNT_TRUST_CASH, 0);
	tell(&desk, story + COUNT_OF(story) - 1, 1);
	expect_holds(&desk, ACCOUNT_ADVANCES_WRITTEN_OFF, "C-1", 0);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O", 40);
}
END_TEST

START_TEST(equal_claims_of_funds_go_by_claim_then_fund)
{
	static const struct step story[] = {
		CASE("K"),
		FUND("N-1", "compensation", "10"),
		FUND("N-2", "grants", "10"),
		AWARD("C-1", "10", "O"),
		AWARD("C-2", "5", "O"),
		{"award.advanced", "claim=C-1,amount=5,fund=grants",
		 "2009-01-10", POSTED},
		{"award.advanced", "claim=C-1,amount=5", "2009-01-10", POSTED},
		{"award.advanced", "claim=C-2,amount=5", "2009-01-10", POSTED},
		RECOVERY("O", "2", "2009-02-01"),
	};

	/* 2 over 5, 5, 5: both units to C-1, compensation before grants */
	TELL(&desk, story);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-1", 4);
	expect_holds(&desk, account_of(ACCOUNT_FUND_SUBROGATED, FUND_GRANTS),
		     "C-1", 4);
	expect_holds(&desk, ACCOUNT_FUND_SUBROGATED, "C-2", 5);
}
END_TEST

/* Money of the trust that goes to a fund leaves trust:cash. */
START_TEST(unapplied_money_leaves_the_trust_for_a_fund)
{
	static const struct step story[] = {
		CASE("K"),
		FUND("N-1", "compensation", "10"),
		RECOVERY("O", "25", "2009-01-01"),
		AWARD("C-1", "30", "O"),
		{"award.advanced", "claim=C-1,amount=10", "2009-01-10", POSTED},
		{"recovery.applied", "case=K,offender=O,currency=BYR",
		 "2009-02-01", POSTED},
	};

	TELL(&desk, story);
	expect_held("C-1", 20);
	expect_total(&desk, ACCOUNT_TRUST_CASH, 20);
	expect_total(&desk, ACCOUNT_FUND_CASH, 5);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O", 0);
}
END_TEST

/* Uncollected was 100, then 40, then 90: a row of January takes 40. */
START_TEST(a_back_dated_recovery_takes_the_least_of_all_later_days)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "100", "O"),
		{"award.paid-direct", "claim=C-1,amount=60", "2009-02-01",
		 POSTED},
		{"award.indexed", "claim=C-1,amount=50", "2009-03-01", POSTED},
		RECOVERY("O", "100", "2009-01-15"),
	};

	TELL(&desk, story);
	expect_held("C-1", 40);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O", 60);
	expect_holds(&desk, ACCOUNT_AWARDS_OWED, "C-1", 50);
}
END_TEST

START_TEST(an_award_is_reached_only_if_final_then_and_ever_since)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "100", "O"),
		AWARD("C-2", "100", "O"),
		{"award.quashed", "claim=C-2", "2009-03-01", POSTED},
		RECOVERY("O", "10", "2009-02-01"),
		RECOVERY("O", "10", "2009-01-03"),
	};

	TELL(&desk, story);
	expect_held("C-1", 10);
	expect_held("C-2", 0);
	expect_holds(&desk, ACCOUNT_TRUST_UNAPPLIED, "K+O", 10);
}
END_TEST

START_TEST(a_currency_reaches_awards_in_it_alone)
{
	static const struct step story[] = {
		CASE("K"),
		AWARD("C-1", "100", "O"),
		{"recovery.received",
		 "case=K,offender=O,amount=10.00,currency=USD", "2009-02-01",
		 POSTED},
	};

	TELL(&desk, story);
	expect_held("C-1", 0);
	ck_assert_int_eq(desk_ending(&desk, ACCOUNT_TRUST_UNAPPLIED, "USD"),
			 -1000);
}
END_TEST

/* A small generator of the test's own (Lehmer, 1951). */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 48271 % 2147483647;
	return (uint32_t)(*seed % below);
}

static void post_award(int number, uint32_t amount)
{
	char fields[4][96];
	struct step story[] = {
		{"claim.raised", fields[0], "2009-01-02", POSTED},
		{"award.granted", fields[1], "2009-01-03", POSTED},
		{"award.final", fields[2], "2009-01-04", POSTED}};

	snprintf(fields[0], sizeof fields[0],
		 "claim=C-%d,case=K,victim=V,currency=BYR,amount=%u", number,
		 amount);
	snprintf(fields[1], sizeof fields[1], "claim=C-%d,amount=%u,offender=O",
		 number, amount);
	snprintf(fields[2], sizeof fields[2], "claim=C-%d", number);
	TELL(&desk, story);
}

/* Each part is its exact share rounded down or up, and none is unfair. */
START_TEST(random_spreads_are_by_largest_remainder)
{
	static const struct step opened[] = {CASE("K")};
	uint64_t seed = (uint64_t)_i + 1;
	uint64_t owed[5];
	uint64_t sum = 0;
	uint64_t money;
	uint64_t given = 0;
	char fields[64];
	char code[16];
	struct step step = {"recovery.received", fields, "2009-02-01", POSTED};
	int i;

	TELL(&desk, opened);
	for (i = 0; i < 5; i++) {
		owed[i] = 1 + draw(&seed, 1000000);
		sum += owed[i];
		post_award(i, (uint32_t)owed[i]);
	}
	money = 1 + draw(&seed, (uint32_t)sum);
	snprintf(fields, sizeof fields,
		 "case=K,currency=BYR,offender=O,amount=%llu",
		 (unsigned long long)money);
	tell(&desk, &step, 1);
	for (i = 0; i < 5; i++) {
		uint64_t exact = owed[i] * money / sum;
		uint64_t part;

		snprintf(code, sizeof code, "C-%d", i);
		part = (uint64_t)desk_holds(&desk, ACCOUNT_TRUST_VICTIMS, code);
		ck_assert_uint_ge(part, exact);
		ck_assert_uint_le(part, exact + (owed[i] * money % sum != 0));
		ck_assert_uint_le(part, owed[i]);
		given += part;
	}
	ck_assert_uint_eq(given, money);
}
END_TEST

static void add_stories(TCase *tcase)
{
	tcase_add_test(tcase, equal_remainders_go_by_claim_code);
	tcase_add_test(tcase, codes_are_compared_byte_by_byte);
	tcase_add_test(tcase, the_largest_remainder_gets_the_unit_left);
	tcase_add_test(tcase, several_units_left_go_round_by_code);
	tcase_add_test(tcase, no_award_takes_more_than_its_sum);
	tcase_add_test(tcase, each_of_several_offenders_answers_for_the_whole);
	tcase_add_test(tcase,
		       a_civil_claim_is_reached_in_its_parents_case_alone);
	tcase_add_test(tcase, funds_come_after_the_victims);
	tcase_add_test(tcase, written_off_advances_come_last_and_are_income);
	tcase_add_test(tcase, equal_claims_of_funds_go_by_claim_then_fund);
	tcase_add_test(tcase, unapplied_money_leaves_the_trust_for_a_fund);
	tcase_add_test(tcase,
		       a_back_dated_recovery_takes_the_least_of_all_later_days);
	tcase_add_test(tcase,
		       an_award_is_reached_only_if_final_then_and_ever_since);
	tcase_add_test(tcase, a_currency_reaches_awards_in_it_alone);
}

Suite *waterfall_suite(void)
{
	Suite *suite = suite_create("ledger/rules/waterfall");
	TCase *tcase = tcase_create("spreads");

	tcase_add_checked_fixture(tcase, open_desk, close_desk);
	add_stories(tcase);
	tcase_add_loop_test(tcase, random_spreads_are_by_largest_remainder, 0,
			    30);
	suite_add_tcase(suite, tcase);
	return suite;
}
