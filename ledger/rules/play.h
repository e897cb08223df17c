/*
 * play.h: one event played through the rules.
 *
 * The driver (play_event) tests what the event table says: that the items
 * stand, their states, currency and days; then the event's own function
 * adds lines, changes of state and facts; then the guard tests every line
 * against every day from the event's date on; and the seal, the one short
 * door, tests that debits equal credits. Until play_apply nothing has
 * touched any item, so a refused row leaves no trace.
 *
 * Storage     none: items come through the shelf that the caller gives.
 * Ownership   a play and its vectors are reused row after row; items are
 *             borrowed from the shelf until the row ends.
 */
#ifndef LEDGER_RULES_PLAY_H
#define LEDGER_RULES_PLAY_H

#include "ledger/base/arena.h"
#include "ledger/rules/account.h"
#include "ledger/rules/entry.h"
#include "ledger/rules/event.h"
#include "ledger/rules/item.h"
#include "ledger/rules/refusal.h"
#include "ledger/rules/series.h"

/* Where the rules find items and control accounts. */
struct shelf {
	void *owner;
	/* The item, or NULL when it is not on the book. */
	struct item *(*find)(void *owner, enum item_kind kind,
			     struct slice code);
	/* A new empty item. */
	struct item *(*make)(void *owner, enum item_kind kind,
			     struct slice code);
	/* The latest entry of an id, or an entry by its number. */
	bool (*by_id)(void *owner, struct slice id, struct entry *entry);
	bool (*by_number)(void *owner, uint32_t seq, struct entry *entry);
	/* The day series of a control account. */
	struct series *(*series)(void *owner, enum account account,
				 uint8_t currency);
	const struct redenomination *redenominations;
	size_t redenomination_count;
};

struct state_change {
	struct item *item;
	enum state state;
	int32_t day;
	int32_t since;
	uint32_t undoes; /* the entry whose change this takes back, or 0 */
};

/* Where a currency ended and another took its place. */
struct redenomination {
	uint8_t currency;
	uint8_t quote;
	int32_t day;
};

struct new_fact {
	struct item *item;
	uint8_t column;
	struct slice text;
};

struct play {
	struct event *event;
	const struct event_row *row;
	struct shelf *shelf;
	struct refusal *refusal;
	struct item *item;   /* that the event moves, or NULL */
	enum item_kind kind; /* its kind, the column that names it and the */
	enum column column;  /* states that allow the event: of the table, */
	uint32_t from;	     /* or of what the row itself names */
	struct arena *arena; /* of the row */
	struct line *lines;
	size_t line_count, line_room;
	struct line *sums;
	size_t sum_count, sum_room;
	struct state_change *changes;
	size_t change_count, change_room;
	struct new_fact *facts;
	size_t fact_count, fact_room;
};

void play_release(struct play *play);

/*
 * Test and play an event: true when it may be posted, and then the play
 * holds its lines; false with *play->refusal filled.
 */
bool play_event(struct play *play, struct event *event);

/*
 * Play the mirror of a target as an event of its own, without the guard:
 * the first half of a correction, which is tested once both are in.
 */
bool play_mirror(struct play *play, struct event *event);

/* Test every line of a play that was applied, on every day from `from`. */
bool guard_applied(struct play *play, int32_t from);

/* Take a play back out of the control accounts. */
void play_withdraw(struct play *play);

/*
 * The entry that an id names, if it can be reversed and nothing rests on
 * it; the column is the one that named it.
 */
bool reversal_target(struct play *play, enum column column, struct slice id,
		     struct entry *target);

/* redenomination.c: an item's open balances and sums into a new currency. */
void play_redenomination(struct play *play, struct item *item);

/* Would the amount fit 64 bits in the new currency? */
bool redenomination_fits(const struct event *event, int64_t amount);

/* False of rates and clocks: what became of a currency is nothing to them. */
bool play_moves_money(const struct event *event);

/* May a row in this currency still, or already, be dated as it is? */
bool play_living(struct play *play, uint8_t currency);

/* Give the items what was played, as entry `seq`. */
void play_apply(struct play *play, uint32_t seq);

/* Begin an event: no lines, no changes, no item yet. */
void play_start(struct play *play, struct event *event);

/* For the family files. A zero amount adds nothing. */
void play_line(struct play *play, enum account account, struct item *item,
	       int64_t amount);
void play_line_in(struct play *play, enum account account, struct item *item,
		  uint8_t currency, int64_t amount);
void play_pair(struct play *play, enum account debit, enum account credit,
	       struct item *item, int64_t amount);
void play_sum(struct play *play, enum account sum, struct item *item,
	      int64_t amount);
void play_state(struct play *play, struct item *item, enum state state);
void play_fact(struct play *play, struct item *item, uint8_t column,
	       struct slice text);
void play_keep(struct play *play, const enum column *columns, size_t count);

/*
 * A last row completed the item: it is in `state` from the latest day among
 * the rows of `event` (EVENT_NONE: of any event) on, this one included. What
 * was reversed does not count, nor what reversed it.
 */
void play_complete(struct play *play, enum state state, enum event_code event);
bool play_refuse(struct play *play, enum refusal_code code, enum column column,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The item that a column names, or NULL. */
struct item *play_named(struct play *play, enum column column);

/* Money of an offender in a case that is not yet owed to anyone. */
struct item *play_unapplied(struct play *play, struct slice home,
			    struct slice offender);

/* Smallest balance on any day from the event's date on, on its own side. */
int64_t play_least(const struct play *play, const struct item *item,
		   enum account account);

/* guard.c: every line against every day from the event's date on. */
bool guard_lines(struct play *play);

/* clocks.c: is the item's clock in the state that the row needs? */
bool clock_allows(struct play *play);

/* waterfall.c: EVENTS.md section 4. */
enum waterfall_from {
	WATERFALL_RECOVERY,
	WATERFALL_UNAPPLIED,
	WATERFALL_PROCEEDS
};

struct waterfall {
	enum waterfall_from from;
	struct item *home;     /* the case */
	struct slice offender; /* whose money it is */
	struct item *source;   /* the item that holds it; NULL: a recovery */
	int64_t amount;
};

/* Add the lines of a spread; returns what nobody could take. */
int64_t waterfall_spread(struct play *play, const struct waterfall *flow);

/*
 * Does a victim of the case still wait at the end of the row's date, this
 * row's own lines included? Then *who is the claim.
 */
bool victims_wait(struct play *play, const struct item *home,
		  struct slice offender, const struct item **who);

/* The families. */
bool play_fact_only(struct play *play);
bool play_case_opened(struct play *play);
bool play_claim_raised(struct play *play);
bool play_claim_withdrawn(struct play *play);
bool play_claim_rejected(struct play *play);
bool play_award_granted(struct play *play);
bool play_award_final(struct play *play);
bool play_award_varied(struct play *play);
bool play_award_indexed(struct play *play);
bool play_award_quashed(struct play *play);
bool play_award_paid(struct play *play);
bool play_award_paid_direct(struct play *play);
bool play_award_returned(struct play *play);
bool play_award_reclaimed(struct play *play);
bool play_award_advanced(struct play *play);
bool play_advance_returned(struct play *play);
bool play_advance_written_off(struct play *play);
bool play_recovery_received(struct play *play);
bool play_recovery_applied(struct play *play);
bool play_recovery_refunded(struct play *play);
bool play_contribution_proposed(struct play *play);
bool play_contribution_approved(struct play *play);
bool play_contribution_bound(struct play *play);
bool play_contribution_received(struct play *play);
bool play_contribution_withdrawn(struct play *play);
bool play_asset_seized(struct play *play);
bool play_asset_released(struct play *play);
bool play_asset_confiscated(struct play *play);
bool play_asset_valued(struct play *play);
bool play_asset_sold(struct play *play);
bool play_asset_charged(struct play *play);
bool play_asset_applied(struct play *play);
bool play_asset_returned(struct play *play);
bool play_asset_lost(struct play *play);
bool play_state_remitted(struct play *play);
bool play_grant_applied(struct play *play);
bool play_grant_authorised(struct play *play);
bool play_grant_refused(struct play *play);
bool play_grant_withdrawn(struct play *play);
bool play_grant_received(struct play *play);
bool play_grant_spent(struct play *play);
bool play_grant_returned(struct play *play);
bool play_grant_accepted(struct play *play);
bool play_relief_requested(struct play *play);
bool play_relief_granted(struct play *play);
bool play_relief_refused(struct play *play);
bool play_assistance_approved(struct play *play);
bool play_assistance_paid(struct play *play);
bool play_assistance_stopped(struct play *play);
bool play_cash_exchanged(struct play *play);
bool play_clock_stopped(struct play *play);
bool play_clock_started(struct play *play);
bool play_policy_stage(struct play *play);
bool play_nothing(struct play *play);
bool play_reversal(struct play *play);

#endif /* LEDGER_RULES_PLAY_H */
