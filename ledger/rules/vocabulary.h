/*
 * vocabulary.h: the columns and events of EVENTS.md as two tables.
 *
 * The tables are what drives reading, refusing, storing and exporting; the
 * functions in the family files only add what no table can say. A column's,
 * choice's, event's or state's number is part of the stored format: new
 * ones go behind the old ones.
 */
#ifndef LEDGER_RULES_VOCABULARY_H
#define LEDGER_RULES_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum column {
	COLUMN_EVENT,
	COLUMN_ID,
	COLUMN_DATE,
	COLUMN_SINCE,
	COLUMN_CASE,
	COLUMN_CLAIM,
	COLUMN_PARENT,
	COLUMN_VICTIM,
	COLUMN_OFFENDER,
	COLUMN_PAYEE,
	COLUMN_ASSET,
	COLUMN_CONTRIBUTION,
	COLUMN_GRANT,
	COLUMN_RELIEF,
	COLUMN_ASSISTANCE,
	COLUMN_NGO,
	COLUMN_DONOR,
	COLUMN_POLICY,
	COLUMN_SERIES,
	COLUMN_ITEM,
	COLUMN_TARGET,
	COLUMN_CORRECTS,
	COLUMN_AMOUNT,
	COLUMN_CURRENCY,
	COLUMN_QUOTE_AMOUNT,
	COLUMN_QUOTE,
	COLUMN_RATE,
	COLUMN_FACTOR,
	COLUMN_VALUE,
	COLUMN_VENUE,
	COLUMN_CHANNEL,
	COLUMN_KIND,
	COLUMN_BASIS,
	COLUMN_RESIDUE,
	COLUMN_SOURCE,
	COLUMN_FUND,
	COLUMN_TRACK,
	COLUMN_PROVINCE,
	COLUMN_COURT,
	COLUMN_ARTICLE,
	COLUMN_PURPOSE,
	COLUMN_REASON,
	COLUMN_STAGE,
	COLUMN_PERIOD,
	COLUMN_UNIT,
	COLUMN_INDEX,
	COLUMN_START,
	COLUMN_END,
	COLUMN_DUE,
	COLUMN_DOCUMENT,
	COLUMN_NOTE,
	COLUMN_COUNT,
	COLUMN_IGNORED = 254, /* error, detail, line of a reject file */
	COLUMN_NONE = 255
};

enum column_form {
	FORM_EVENT,    /* the name of an event */
	FORM_ID,       /* 1-64 printable ASCII, no space at either end */
	FORM_DATE,     /* YYYY-MM-DD */
	FORM_CODE,     /* [A-Za-z0-9][A-Za-z0-9._/-]{0,39} */
	FORM_ITEM,     /* kind:code */
	FORM_AMOUNT,   /* decimal, no sign */
	FORM_RATE,     /* decimal, up to 10 fraction digits, > 0 */
	FORM_VALUE,    /* decimal, up to 6 fraction digits, may be < 0 */
	FORM_CURRENCY, /* ISO 4217 letters */
	FORM_CHOICE,   /* one of the values listed with the event */
	FORM_TEXT      /* UTF-8 without control characters */
};

/* A set of columns, one bit each. */
#define COLUMN_BIT(column) ((uint64_t)1 << (column))

enum item_kind {
	ITEM_NONE,
	ITEM_CASE,
	ITEM_CLAIM,
	ITEM_UNAPPLIED, /* CASE+OFFENDER: money collected, not yet owed */
	ITEM_CONTRIBUTION,
	ITEM_ASSET,
	ITEM_GRANT,
	ITEM_RELIEF,
	ITEM_ASSISTANCE,
	ITEM_POLICY,
	ITEM_EVENT,    /* an entry that was reversed; its code is #number */
	ITEM_CURRENCY, /* a currency that was redenominated */
	ITEM_KIND_COUNT
};

enum state {
	STATE_NONE, /* not on the book */
	STATE_OPEN,
	STATE_RAISED,
	STATE_WITHDRAWN,
	STATE_REJECTED,
	STATE_UNTRACED,
	STATE_GRANTED,
	STATE_FINAL,
	STATE_QUASHED,
	STATE_PROPOSED,
	STATE_APPROVED,
	STATE_BOUND,
	STATE_RECEIVED,
	STATE_SEIZED,
	STATE_RELEASED,
	STATE_CONFISCATED,
	STATE_SOLD,
	STATE_APPLIED,
	STATE_RETURNED,
	STATE_LOST,
	STATE_AUTHORISED,
	STATE_REFUSED,
	STATE_CLOSED,
	STATE_REQUESTED,
	STATE_PAID,
	STATE_STOPPED,
	STATE_REVERSED,
	STATE_COUNT
};

#define STATE_BIT(state) ((uint32_t)1 << (state))

enum event_code {
	EVENT_NONE,
	EVENT_CASE_OPENED,
	EVENT_CLAIM_RAISED,
	EVENT_CLAIM_WITHDRAWN,
	EVENT_CLAIM_REJECTED,
	EVENT_CLAIM_UNTRACED,
	EVENT_AWARD_GRANTED,
	EVENT_AWARD_FINAL,
	EVENT_AWARD_VARIED,
	EVENT_AWARD_INDEXED,
	EVENT_AWARD_QUASHED,
	EVENT_AWARD_PAID,
	EVENT_AWARD_PAID_DIRECT,
	EVENT_AWARD_RETURNED,
	EVENT_AWARD_RECLAIMED,
	EVENT_AWARD_ADVANCED,
	EVENT_ADVANCE_RETURNED,
	EVENT_ADVANCE_WRITTEN_OFF,
	EVENT_RECOVERY_RECEIVED,
	EVENT_RECOVERY_APPLIED,
	EVENT_RECOVERY_REFUNDED,
	EVENT_CONTRIBUTION_PROPOSED,
	EVENT_CONTRIBUTION_APPROVED,
	EVENT_CONTRIBUTION_BOUND,
	EVENT_CONTRIBUTION_RECEIVED,
	EVENT_CONTRIBUTION_WITHDRAWN,
	EVENT_ASSET_SEIZED,
	EVENT_ASSET_RELEASED,
	EVENT_ASSET_CONFISCATED,
	EVENT_ASSET_VALUED,
	EVENT_ASSET_SOLD,
	EVENT_ASSET_CHARGED,
	EVENT_ASSET_APPLIED,
	EVENT_ASSET_RETURNED,
	EVENT_ASSET_LOST,
	EVENT_STATE_REMITTED,
	EVENT_GRANT_APPLIED,
	EVENT_GRANT_AUTHORISED,
	EVENT_GRANT_REFUSED,
	EVENT_GRANT_WITHDRAWN,
	EVENT_GRANT_RECEIVED,
	EVENT_GRANT_SPENT,
	EVENT_GRANT_RETURNED,
	EVENT_GRANT_ACCEPTED,
	EVENT_RELIEF_REQUESTED,
	EVENT_RELIEF_GRANTED,
	EVENT_RELIEF_REFUSED,
	EVENT_ASSISTANCE_APPROVED,
	EVENT_ASSISTANCE_PAID,
	EVENT_ASSISTANCE_STOPPED,
	EVENT_CASH_EXCHANGED,
	EVENT_CASH_STATED,
	EVENT_CLOCK_STOPPED,
	EVENT_CLOCK_STARTED,
	EVENT_RATE_SET,
	EVENT_INDEX_SET,
	EVENT_FIGURE_REPORTED,
	EVENT_POLICY_STAGE,
	EVENT_CURRENCY_REDENOMINATED,
	EVENT_REVERSED,
	EVENT_COUNT
};

/* The funds, in byte order of their names (EVENTS.md section 2). */
enum fund { FUND_COMPENSATION, FUND_GRANTS, FUND_LEGAL_AID, FUND_COUNT };

/* Where a contribution comes from. */
enum source {
	SOURCE_STATE,
	SOURCE_PROCEEDS,
	SOURCE_DONOR,
	SOURCE_LEVY,
	SOURCE_OTHER,
	SOURCE_COUNT
};

/* Instead of a set of states. */
#define FROM_NEW    0u		    /* the item must not be on the book yet */
#define FROM_EITHER 1u		    /* it may be new: STATE_NONE allows it */
#define FROM_ANY    ((uint32_t)~1u) /* on the book, in whatever state */

struct column_row {
	const char *name;
	enum column_form form;
	uint16_t limit; /* characters of a text, else bytes */
};

struct play;

struct event_row {
	const char *name;
	enum item_kind item;	 /* the item that it moves */
	enum column item_column; /* and the column that names it */
	uint32_t from;		 /* states that allow it, or a FROM_ */
	enum state to;		 /* state after it; STATE_NONE: the same */
	uint64_t required;	 /* columns, beside event, id, date */
	uint64_t optional;	 /* columns, beside the general ones */
	uint64_t references;	 /* columns naming other items, must exist */
	bool zero_allowed;	 /* amount may be 0 */
	bool (*play)(struct play *play); /* its lines; false: refused */
};

/* The rows of the tables; an event's number is its row. */
const struct column_row *column_row(enum column column);
const struct event_row *event_row(enum event_code event);

/* Column of a header cell; COLUMN_NONE: not in the vocabulary. */
enum column column_find(const char *name, size_t size);

/* Event of a name; EVENT_NONE when there is none. */
enum event_code event_find(const char *name, size_t size);

/* All columns that may be filled on a row of this event. */
uint64_t event_columns(enum event_code event);

/*
 * The value of a choice column as its number in the column's list, or -1;
 * choice_name is the way back. choice_allowed: does this event take it?
 */
int choice_find(enum column column, const char *text, size_t size);
const char *choice_name(enum column column, int choice);
int choice_count(enum column column);
bool choice_allowed(enum event_code event, enum column column, int choice);

/* Name of a state as reports print it. */
const char *state_name(enum state state);

/* Name of a kind of item: claim, contribution ... */
const char *item_kind_name(enum item_kind kind);

/* The kind of item that a column names, ITEM_NONE if none. */
enum item_kind column_item(enum column column);

/* The kind that stands before the colon of an `item`, ITEM_NONE if none. */
enum item_kind item_kind_find(const char *name, size_t size);

#endif /* LEDGER_RULES_VOCABULARY_H */
