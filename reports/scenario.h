/*
 * scenario.h: what a fund would have advanced, day by day, beside what
 * really happened: pure, without a ledger (REPORTS.md section 3).
 *
 * An award is told as its days: what the convicted still owed at the end of
 * each, what the trust held for the victim, what was collected on it. On
 * the same days, once it was due, the fund advances. What the rules mean
 * stands in reports/README.md, "The scenario"; in one line each:
 *
 * Wanted      what is uncollected and not advanced yet; no more than the
 *             cap and the share leave of all that was advanced before.
 * Order       awards due first come first, then those entered first; who
 *             is first gets what there is, the rest waits.
 * Repaid      an advance never exceeds what is uncollected: what the
 *             convicted pay beyond the victim's own rest is the fund's.
 * Lost        what a court takes from the award beyond that rest. The
 *             victim keeps it; a later raise makes it good first.
 * Invariant   0 <= subrogated <= uncollected; 0 <= repaid_held <= held;
 *             what is out never exceeds the fund's spare money of the day,
 *             but where two currencies of its own became one.
 * Memory      88 bytes an award, 8 more while it waits; the days lie in a
 * rowsort. Errors      STATUS_OVERFLOW; those of rowsort.h.
 */
#ifndef REPORTS_SCENARIO_H
#define REPORTS_SCENARIO_H

#include "ledger/base/err.h"
#include "reports/scenario_fund.h"

/* What kept the fund from advancing more. */
enum scenario_limit {
	SCENARIO_LIMIT_NONE,	    /* nothing was told of the award */
	SCENARIO_LIMIT_UNCOLLECTED, /* nothing more is uncollected */
	SCENARIO_LIMIT_CAP,
	SCENARIO_LIMIT_SHARE,
	SCENARIO_LIMIT_MONEY
};

/* A day of an award on which something moved: levels are of its end. */
struct scenario_day {
	int32_t day;
	uint8_t currency;
	int64_t uncollected;
	int64_t held; /* for the victim: trust:victims and trust:unclaimed */
	int64_t awarded;
	int64_t collected; /* of the convicted on that day, through the trust */
	int64_t direct;	   /* past it: to the victim, or by a real advance */
	int32_t since;	   /* when the victim got money, or lost the claim */
};

/* At the end of the as-of day, in the currency of that day. */
struct scenario_result {
	uint8_t currency;
	enum scenario_limit limit;
	int32_t advanced_on; /* first; DAY_NONE: never */
	int32_t paid_up;     /* since when she waits for nothing; DAY_NONE */
	int64_t subrogated, repaid, lost; /* together: advanced */
	int64_t repaid_held; /* repaid, but the real book holds it for her */
	int64_t wanted;	     /* and not advanced, for want of money */
};

/* The fund's side, likewise; a row a currency. */
struct scenario_purse {
	int64_t out; /* advanced and not repaid */
	int64_t repaid;
	int64_t owing; /* by awards, and lost: out, but for rounding */
	int64_t peak;  /* the most that was ever out at a day's end */
	int32_t peak_on;
	int32_t short_on; /* first day on which an award waited for money */
	int32_t short_days;
};

struct scenario;

struct scenario *scenario_new(const struct scenario_changes *changes,
			      const struct scenario_fund *fund, int32_t as_of,
			      int share_percent);
void scenario_free(struct scenario *scenario);

/* A further award: its number counts from 0; `cap` in its first currency. */
void scenario_enter(struct scenario *scenario, int32_t due, int64_t cap);

/*
 * A day of the last award entered, not before the one told before; the
 * first one is the day from which on it can be advanced.
 */
MUST_CHECK enum status scenario_tell(struct scenario *scenario,
				     const struct scenario_day *day,
				     struct err *err);

/* All awards are in: play the days. */
MUST_CHECK enum status scenario_run(struct scenario *scenario, struct err *err);

struct scenario_result scenario_result(const struct scenario *scenario,
				       size_t award);
const struct scenario_purse *scenario_purse(const struct scenario *scenario,
					    uint8_t currency);

#endif /* REPORTS_SCENARIO_H */
