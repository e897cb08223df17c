/*
 * item.h: one item of a register: a case, a claim with its award, money
 * unapplied, a contribution.
 *
 * An item is nothing but its history: changes of state, moves of money, and
 * facts (texts of its events), each with the effective day, the day on
 * which it happened and the entry that brought it. So every past day can be
 * read from the item alone, and a later row never disturbs an earlier day.
 *
 * Invariants  moves stand in order of (day, seq); changes likewise, and a
 *             change is never dated before the one before it; `endings`
 *             hold the sum of all moves per (account, currency).
 * Units       amounts in minor units, debit positive; days as in day.h.
 * Ownership   item_new's handle owns all its vectors; what the functions
 *             return by pointer or slice is borrowed until the next change.
 */
#ifndef LEDGER_RULES_ITEM_H
#define LEDGER_RULES_ITEM_H

#include "ledger/base/day.h"
#include "ledger/base/limits.h"
#include "ledger/base/pack.h"
#include "ledger/rules/account.h"
#include "ledger/rules/vocabulary.h"

/* Facts that no column holds stand behind the columns. */
enum {
	FACT_HOME = 64,	   /* of a claim: the case whose waterfall reaches it */
	FACT_MEMBER = 65,  /* of a case: a claim at home there; one a claim */
	FACT_STOPPED = 66, /* the clock was stopped; text: its `since` */
	FACT_STARTED = 67, /* and started again */
	FACT_VALUED = 68,  /* of an asset: a valuation; text: the event's id */
	FACT_CHILD = 69,   /* of a claim: one that tops it up */
	FACT_NAMED = 70,   /* an event named it and changed nothing */
	FACT_REVERSED = 71 /* an entry was reversed; text: its number, day */
};

/* Of a claim: a variation to the same sum. No item keeps an amount's text. */
#define FACT_UNVARIED COLUMN_AMOUNT

struct move {
	int32_t day;
	int32_t since;
	uint32_t seq;
	uint8_t event;
	uint8_t account; /* or a sum */
	uint8_t currency;
	int64_t amount;
};

struct change {
	int32_t day;
	int32_t since;
	uint32_t seq;
	uint32_t undoes; /* the entry whose change this takes back, or 0 */
	uint8_t event;
	uint8_t state;
};

struct fact {
	int32_t day;
	uint32_t seq;
	uint32_t offset; /* into item->texts */
	uint16_t size;
	uint8_t column;
};

struct ending {
	uint8_t account;
	uint8_t currency;
	int64_t amount;
};

struct item_texts {
	char *bytes;
	size_t size;
};

/* What a look-up reads stands first: it is often all that is read. */
struct item {
	struct item *chain; /* this line and the next belong to the register */
	uint32_t hash;
	bool touched;
	bool dirty;
	uint8_t currency; /* of its first event; CURRENCY_NONE for a case */
	uint8_t code_size;
	enum item_kind kind;
	char code[LIMIT_ITEM_CODE_BYTES + 1];
	struct item *newer, *older; /* and this and the next */
	size_t memory;
	struct move *moves; /* this and the next three stand in one block */
	struct ending *endings;
	struct change *changes;
	struct fact *facts;
	struct item_texts texts;
	size_t move_count, ending_count, change_count, fact_count;
	struct item_block *block; /* item.c */
};

struct item *item_new(enum item_kind kind, struct slice code);
void item_free(struct item *item);

/* Make it another empty item, with the memory it has. */
void item_reset(struct item *item, enum item_kind kind, struct slice code);

/* Bytes of memory that it holds. */
size_t item_memory(const struct item *item);

/* The present state, or that at the end of a day; STATE_NONE before. */
enum state item_state(const struct item *item);
enum state item_state_at(const struct item *item, int32_t day);

/*
 * The last change to `state` dated by `day` that was not taken back by
 * then, or NULL.
 */
const struct change *item_reached(const struct item *item, enum state state,
				  int32_t day);

/* The change that gave the item its state at the end of a day, or NULL. */
const struct change *item_change_at(const struct item *item, int32_t day);

/* Both, as they were known before entry `before` was posted. */
#define ITEM_ALL_KNOWN UINT32_MAX
const struct change *item_change_known(const struct item *item, int32_t day,
				       uint32_t before);
const struct change *item_reached_known(const struct item *item,
					enum state state, int32_t day,
					uint32_t before);

/* First day of the item's present life on the book; DAY_NONE: not there. */
int32_t item_began_on(const struct item *item);

/* Was what entry `seq` did here reversed by the end of `day`? */
bool item_undone(const struct item *item, uint32_t seq, int32_t day);

/* Was entry `seq` reversed, or is it a reversal, within one day? */
bool item_cancelled(const struct item *item, uint32_t seq);

/* The item's currency at the end of a day. */
uint8_t item_currency_at(const struct item *item, int32_t day);

/* Day of the last change of state; DAY_NONE when it has none. */
int32_t item_changed_on(const struct item *item);

/* Balance after everything, and at the end of a day. */
int64_t item_ending(const struct item *item, enum account account,
		    uint8_t currency);
int64_t item_at(const struct item *item, enum account account, uint8_t currency,
		int32_t day);

/*
 * The smallest balance at the end of `from` or of any day after it, counted
 * on the account's own side (a credit account's credit is positive).
 */
int64_t item_least(const struct item *item, enum account account,
		   uint8_t currency, int32_t from);

/*
 * The first day-end on or after `from` on which the balance on its own side
 * would fall below 0 if `less` were taken away from that day on; DAY_NONE
 * when there is none.
 */
int32_t item_short_on(const struct item *item, enum account account,
		      uint8_t currency, int32_t from, int64_t less);

/* Add to the history. The caller has checked every rule. */
void item_move(struct item *item, const struct move *move);
void item_change(struct item *item, const struct change *change);
void item_fact(struct item *item, uint8_t column, int32_t day, uint32_t seq,
	       struct slice text);

/* The latest text of a column, or the latest dated by `day`; size 0: none. */
struct slice item_text(const struct item *item, uint8_t column);
struct slice item_text_at(const struct item *item, uint8_t column, int32_t day);

/* Is `code` one of the `;`-separated codes of a list? First one of it. */
bool codes_hold(struct slice list, struct slice code);
struct slice codes_first(struct slice list);

/* To bytes, and back; false when the bytes contradict themselves. */
void item_pack(const struct item *item, struct text *out);
bool item_unpack(struct item *item, const void *bytes, size_t size);

#endif /* LEDGER_RULES_ITEM_H */
