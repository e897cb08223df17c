/*
 * desk.h: a book in memory, for tests of the rules.
 *
 * The rules touch no storage: a desk is a shelf over plain lists. It posts
 * a row as a book does, without corrections and redenominations, which need
 * a real book (tempbook.h).
 *
 * Ownership   desk_open takes memory that desk_close gives back; items and
 *             the refusal are borrowed until then, or until the next row.
 */
#ifndef TESTS_SUPPORT_DESK_H
#define TESTS_SUPPORT_DESK_H

#include "ledger/rules/play.h"
#include "tests/support/steps.h"

enum { DESK_TODAY = 20454 /* 2026-01-01 */ };

struct desk_series {
	enum account account;
	uint8_t currency;
	struct series *series;
};

struct desk {
	struct item **items;
	size_t item_count, item_room;
	struct text *entries; /* packed, by number - 1 */
	size_t entry_count, entry_room;
	struct desk_series *series; /* of accounts that a row came near */
	size_t series_count, series_room;
	struct arena arena;
	struct shelf shelf;
	struct play play;
	struct refusal refusal;
	struct event event; /* of the last row */
	unsigned int rows;
	bool traced; /* did a refused row change anything? */
	char wrong[400];
};

void desk_open(struct desk *desk);
void desk_close(struct desk *desk);

/* Post one row, or say why not: the code, and the words in desk->refusal. */
enum refusal_code desk_post(struct desk *desk, const struct step *step);

/* The same of a row. */
enum refusal_code desk_post_row(struct desk *desk, const struct row *row);

/* Post a table of rows; the index of the first that went otherwise. */
size_t desk_post_all(struct desk *desk, const struct step *steps, size_t count);

/* An item that is on the book, or NULL. */
const struct item *desk_item(struct desk *desk, enum item_kind kind,
			     const char *code);

/* Its balance in BYR after all rows, on the account's own side. */
int64_t desk_holds(struct desk *desk, enum account account, const char *code);

/* Balance of a control account after all rows, debit positive. */
int64_t desk_ending(struct desk *desk, enum account account,
		    const char *currency);

/* Balance of a control account in BYR after all rows, on its own side. */
int64_t desk_total(struct desk *desk, enum account account);

/*
 * Every rule of EVENTS.md section 5, by brute force over all items and days:
 * NULL when all hold, else a sentence.
 */
const char *desk_wrong(struct desk *desk);

/* tests/support/world.c: items of every kind in every state, by name. */
extern const struct step world_steps[];
extern const size_t world_step_count;

#endif /* TESTS_SUPPORT_DESK_H */
