/*
 * event.h: one row of an event file, read and normalised.
 *
 * Shape       `filled` has a bit for each column that stands; the field of
 *             a column without its bit is not to be read. Dates and amounts
 *             stand decoded beside their texts.
 * Normalised  `since` defaults to `date`, `venue` to criminal, `residue` to
 *             state, `fund` to compensation (grants for grants of track
 *             tender and subsidy; none where cash of the trust is meant);
 *             an amount is minor units of `currency` once
 *             that is known (event_settle).
 * Ownership   the fields are borrowed from the row or the stored entry. A
 *             stored event has no text of its dates and amounts: ask
 *             event_text for any of them.
 */
#ifndef LEDGER_RULES_EVENT_H
#define LEDGER_RULES_EVENT_H

#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "ledger/base/money.h"
#include "ledger/base/pack.h"
#include "ledger/rules/refusal.h"
#include "ledger/rules/vocabulary.h"

/* A record of an event file whose cells were matched to the columns. */
struct row {
	uint64_t filled;
	struct slice cell[COLUMN_COUNT];
};

struct event {
	enum event_code code;
	uint64_t filled;
	struct slice field[COLUMN_COUNT];
	int32_t date, since, start, end, due;
	uint8_t currency; /* CURRENCY_NONE until known */
	bool settled;	  /* amount is known in minor units */
	struct decimal decimal;
	int64_t amount;
	uint8_t quote; /* the other currency of an exchange or a rate */
	int64_t quote_amount;
};

static inline bool event_has(const struct event *event, enum column column)
{
	return (event->filled & COLUMN_BIT(column)) != 0;
}

/* The field, or an empty slice. */
static inline struct slice event_field(const struct event *event,
				       enum column column)
{
	static const struct slice none = {"", 0};

	return event_has(event, column) ? event->field[column] : none;
}

/* The choice that stands in a column; -1 when it is empty. */
int event_choice(const struct event *event, enum column column);

/*
 * Test the form of a row, from too-long to unexpected-field, and read it.
 * `today` is the day of the run. False: *refusal says why.
 */
bool event_read(const struct row *row, int32_t today, struct event *event,
		struct refusal *refusal);

/* Give the event its item's currency and its amount in minor units. */
bool event_settle(struct event *event, uint8_t currency,
		  struct refusal *refusal);

/*
 * The first column in which a row that was read differs from a stored
 * event of the same id; COLUMN_NONE when the content is the same.
 */
enum column event_differs(const struct event *fresh,
			  const struct event *stored);

/*
 * The normalised text of a column of an event that is settled or stored;
 * size 0 when it is not filled. May point into `room`.
 */
struct slice event_text(const struct event *event, enum column column,
			char room[MONEY_TEXT_SIZE]);

/*
 * The magnitude of an amount as currency.redenominated converts it: at
 * 1/factor, half up; UINT64_MAX when it does not fit.
 */
uint64_t event_redenominate(const struct event *event, int64_t amount);

/* The days of the date columns, for a column of FORM_DATE. */
int32_t event_day(const struct event *event, enum column column);
void event_set_day(struct event *event, enum column column, int32_t day);

#endif /* LEDGER_RULES_EVENT_H */
