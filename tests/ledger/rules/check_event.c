/* check_event.c: the form of a row, its defaults, and what differs. */
#include "tests/ledger/rules/rows.h"

#define CLAIM	"claim=C-9,case=K-1,victim=V-1,"
#define FIFTY	"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee"
#define HUNDRED FIFTY FIFTY

static const struct step rows[] = {
	{"award.paid-late", "claim=C-final,amount=1", "2009-07-01",
	 REFUSAL_UNKNOWN_EVENT},
	{"Award.paid", "claim=C-final,amount=1", "2009-07-01",
	 REFUSAL_UNKNOWN_EVENT},
	{"award.paid", "claim=C-final", "2009-07-01", REFUSAL_MISSING_FIELD},
	/* dates */
	{"award.final", "claim=C-granted", "2009-13-01", REFUSAL_BAD_DATE},
	{"award.final", "claim=C-granted", "2009-02-29", REFUSAL_BAD_DATE},
	{"award.final", "claim=C-granted", "2009-7-01", REFUSAL_BAD_DATE},
	{"award.final", "claim=C-granted", "1989-12-31", REFUSAL_BAD_DATE},
	{"award.final", "claim=C-granted", "2026-01-02", REFUSAL_BAD_DATE},
	{"award.final", "claim=C-granted", "2026-01-01", POSTED},
	{"award.final", "claim=C-granted,since=2009-07-02", "2009-07-01",
	 REFUSAL_BAD_DATE},
	{"award.final", "claim=C-granted,since=1990-01-01", "2009-07-01",
	 POSTED},
	/* codes and ids */
	{"claim.raised", "claim=-C,case=K-1,victim=V-1,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_BAD_CODE},
	{"claim.raised", "claim=C 9,case=K-1,victim=V-1,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_BAD_CODE},
	{"claim.raised",
	 "claim=a.b_c/d-9,case=K-1,victim=V-1,amount=1,currency=BYR",
	 "2009-07-01", POSTED},
	{"claim.raised",
	 "claim=aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd,case=K-1,"
	 "victim=V-1,amount=1,currency=BYR",
	 "2009-07-01", POSTED},
	{"claim.raised",
	 "claim=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddE,case=K-1,"
	 "victim=V-1,amount=1,currency=BYR",
	 "2009-07-01", REFUSAL_BAD_CODE},
	{"award.final", "claim=C-granted,id= B", "2009-07-01",
	 REFUSAL_BAD_CODE},
	{"award.final", "claim=C-granted,id=B\x7f", "2009-07-01",
	 REFUSAL_BAD_CODE},
	{"award.final", "claim=C-granted,id=B #1!", "2009-07-01", POSTED},
	{"award.granted", "claim=C-raised,amount=1,offender=O-1;", "2009-07-01",
	 REFUSAL_BAD_CODE},
	{"award.granted", "claim=C-raised,amount=1,offender=O-1;O-2;O-1",
	 "2009-07-01", REFUSAL_BAD_CODE},
	{"award.granted", "claim=C-raised,amount=1,offender=O-1;O-11",
	 "2009-07-01", POSTED},
	/* amounts */
	{"claim.raised", CLAIM "amount=-1,currency=BYR", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"claim.raised", CLAIM "amount=+1,currency=BYR", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"claim.raised", CLAIM "amount=1.,currency=USD", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"claim.raised", CLAIM "amount=1.0,currency=BYR", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"claim.raised", CLAIM "amount=1.005,currency=USD", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"claim.raised", CLAIM "amount=0001.50,currency=USD", "2009-07-01",
	 POSTED},
	{"claim.raised", CLAIM "amount=92233720368547758.07,currency=USD",
	 "2009-07-01", POSTED},
	{"claim.raised", CLAIM "amount=92233720368547758.08,currency=USD",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"claim.raised", CLAIM "amount=99999999999999999999,currency=BYR",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"award.granted",
	 "claim=C-raised,offender=O-1,amount=99999999999999999999",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"claim.raised", CLAIM "amount=1,currency=byr", "2009-07-01",
	 REFUSAL_BAD_CURRENCY},
	{"claim.raised", CLAIM "amount=1,currency=XAU", "2009-07-01",
	 REFUSAL_BAD_CURRENCY},
	/* texts */
	{"award.final", "claim=C-granted,note=\xd0\xb4\xd0\xb0", "2009-07-01",
	 POSTED},
	{"award.final", "claim=C-granted,document=" HUNDRED, "2009-07-01",
	 POSTED},
	{"award.final", "claim=C-granted,document=" HUNDRED "f", "2009-07-01",
	 REFUSAL_TOO_LONG},
	{"award.final",
	 "claim=C-granted,note=" HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED "f",
	 "2009-07-01", REFUSAL_TOO_LONG},
	{"award.final", "claim=C-granted,note=a\tb", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"award.final", "claim=C-granted,note=a\xc2\x85z", "2009-07-01",
	 REFUSAL_BAD_VALUE},
	{"award.final", "claim=C-granted,venue=civil", "2009-07-01",
	 REFUSAL_UNEXPECTED_FIELD},
	{"case.opened", "case=K-9,article=1,province=Brest,currency=BYR",
	 "2009-07-01", REFUSAL_UNEXPECTED_FIELD},
	/* the first group of tests that is breached gives the code */
	{"award.none", "since=late", "late", REFUSAL_UNKNOWN_EVENT},
	{"award.final", "claim=C granted,currency=QQQ", "late",
	 REFUSAL_BAD_DATE},
	{"award.final", "claim=C granted,currency=QQQ", "2009-07-01",
	 REFUSAL_BAD_CODE},
	{"award.final", "claim=C-granted,currency=QQQ,amount=-1", "2009-07-01",
	 REFUSAL_BAD_CURRENCY},
	{"award.final", "claim=C-granted,amount=-1,note=a\tb", "2009-07-01",
	 REFUSAL_BAD_AMOUNT},
	{"award.final", "claim=C-granted,amount=99999999999999999999",
	 "2009-07-01", REFUSAL_OVERFLOW},
	{"award.final", "claim=C-none,amount=1", "2009-07-01",
	 REFUSAL_UNEXPECTED_FIELD},
	{"claim.raised",
	 "claim=C-final,case=K-9,victim=V,amount=1,currency=BYR", "2009-07-01",
	 REFUSAL_UNKNOWN_ITEM},
	{"award.paid", "claim=C-granted,amount=1,currency=USD", "2009-01-01",
	 REFUSAL_WRONG_STATE},
	{"award.paid", "claim=C-final,amount=1,currency=USD", "2009-01-01",
	 REFUSAL_CURRENCY_MISMATCH},
	{"award.paid", "claim=C-final,amount=9999", "2009-01-01",
	 REFUSAL_DATE_ORDER},
};

const struct rows event_rows = {rows, COUNT_OF(rows)};

static struct event read_step(const struct step *step)
{
	static char id[STEP_ID_SIZE];
	struct refusal refusal;
	struct event event;
	struct row row;

	memset(&event, 0, sizeof event);
	ck_assert(step_row(step, 1, id, &row));
	ck_assert_msg(event_read(&row, DESK_TODAY, &event, &refusal), "%s",
		      refusal.text);
	return event;
}

static void expect_field(const struct event *event, enum column column,
			 const char *text)
{
	struct slice field = event_field(event, column);

	ck_assert_msg(slice_is(field, text), "%s is %.*s, not %s",
		      column_row(column)->name, (int)field.size, field.bytes,
		      text);
}

START_TEST(empty_cells_mean_their_defaults)
{
	struct event event = read_step(
		&(struct step){"claim.raised", CLAIM "amount=1,currency=BYR",
			       "2009-07-01", POSTED});

	expect_field(&event, COLUMN_VENUE, "criminal");
	ck_assert_int_eq(event.since, event.date);
	event = read_step(&(struct step){"award.advanced",
					 "claim=C-final,amount=1", "2009-07-01",
					 POSTED});
	expect_field(&event, COLUMN_FUND, "compensation");
	event = read_step(&(struct step){"asset.applied", "asset=A-sold",
					 "2009-07-01", POSTED});
	expect_field(&event, COLUMN_RESIDUE, "state");
	expect_field(&event, COLUMN_FUND, "");
	event = read_step(&(struct step){"cash.stated",
					 "currency=BYR,amount=1,document=D",
					 "2009-07-01", POSTED});
	expect_field(&event, COLUMN_FUND, "");
}
END_TEST

START_TEST(the_fund_of_a_grant_follows_its_track)
{
	static const struct {
		const char *fields;
		const char *fund;
	} tracks[] = {
		{"track=aid", "compensation"},
		{"track=assistance", "compensation"},
		{"track=tender", "grants"},
		{"track=subsidy", "grants"},
		{"track=subsidy,fund=legal-aid", "legal-aid"},
	};
	char fields[160];
	struct event event;

	snprintf(fields, sizeof fields,
		 "grant=G-9,ngo=N,amount=1,currency=BYR,start=2009-08-01,"
		 "end=2009-08-01,%s",
		 tracks[_i].fields);
	event = read_step(
		&(struct step){"grant.applied", fields, "2009-07-01", POSTED});
	expect_field(&event, COLUMN_FUND, tracks[_i].fund);
}
END_TEST

/* The same content, written otherwise, or the first column that differs. */
START_TEST(the_first_differing_column_is_named)
{
	static const struct {
		const char *event;
		const char *one;
		const char *other;
		enum column differs;
	} pairs[] = {
		{"claim.raised", CLAIM "amount=1.5,currency=USD",
		 CLAIM "amount=01.50,currency=USD,venue=criminal", COLUMN_NONE},
		{"claim.raised", CLAIM "amount=1.5,currency=USD",
		 CLAIM "amount=1.51,currency=USD", COLUMN_AMOUNT},
		{"claim.raised", CLAIM "amount=1,currency=USD",
		 CLAIM "amount=1,currency=EUR", COLUMN_AMOUNT},
		{"claim.raised", CLAIM "amount=1,currency=USD",
		 CLAIM "amount=1,currency=USD,since=2009-06-30", COLUMN_SINCE},
		{"claim.raised", CLAIM "amount=1,currency=USD",
		 CLAIM "amount=1,currency=USD,note=x", COLUMN_NOTE},
		{"rate.set", "currency=USD,quote=BYR,rate=2815.50",
		 "currency=USD,quote=BYR,rate=02815.5", COLUMN_NONE},
		{"rate.set", "currency=USD,quote=BYR,rate=2815.50",
		 "currency=USD,quote=BYR,rate=2815.51", COLUMN_RATE},
		{"index.set", "index=i,value=-0.50,unit=u",
		 "index=i,value=-0.5,unit=u", COLUMN_NONE},
		{"index.set", "index=i,value=-0.50,unit=u",
		 "index=i,value=0.5,unit=u", COLUMN_VALUE},
	};
	struct event one = read_step(&(struct step){
		pairs[_i].event, pairs[_i].one, "2009-07-01", POSTED});
	struct event other = read_step(&(struct step){
		pairs[_i].event, pairs[_i].other, "2009-07-01", POSTED});

	ck_assert_int_eq(event_differs(&other, &one), pairs[_i].differs);
}
END_TEST

START_TEST(an_amount_waits_for_the_currency_of_its_item)
{
	struct refusal refusal;
	struct event event = read_step(
		&(struct step){"award.paid", "claim=C-final,amount=1.50",
			       "2009-07-01", POSTED});

	ck_assert(!event.settled);
	ck_assert(event_settle(&event, currency_find("USD", 3), &refusal));
	ck_assert_int_eq(event.amount, 150);
	expect_field(&event, COLUMN_CURRENCY, "USD");
}
END_TEST

Suite *event_suite(void)
{
	Suite *suite = suite_create("ledger/rules/event");
	TCase *reading = tcase_create("reading");

	rows_add(suite, &event_rows);
	tcase_add_test(reading, empty_cells_mean_their_defaults);
	tcase_add_loop_test(reading, the_fund_of_a_grant_follows_its_track, 0,
			    5);
	tcase_add_loop_test(reading, the_first_differing_column_is_named, 0, 9);
	tcase_add_test(reading, an_amount_waits_for_the_currency_of_its_item);
	suite_add_tcase(suite, reading);
	return suite;
}
