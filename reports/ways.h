/*
 * ways.h: by which ways what is owed to victims grew and shrank
 * (memo:awards:owed), for the two forms of the report `recoveries`.
 *
 * Sums        what was reversed by the moment, and the reversal, count
 *             nothing: the two are mirrors. They wrap, and end right.
 * Memory      a byte an entry: the channel of each recovery.
 */
#ifndef REPORTS_WAYS_H
#define REPORTS_WAYS_H

#include "reports/dataset_kind.h"

/* The money columns of both forms, in their order. */
enum way {
	WAY_OPENING, /* 0: the rows begin with the book */
	WAY_AWARDED,
	WAY_VARIED,
	WAY_INDEXED,
	WAY_QUASHED,
	WAY_VOLUNTARY,
	WAY_BAILIFF,
	WAY_WAGES,
	WAY_PRISON,
	WAY_OTHER,
	WAY_FROM_ASSETS,
	WAY_PAID_DIRECT,
	WAY_ADVANCED,
	WAY_RETURNED,
	WAY_REDENOMINATED,
	WAY_CLOSING,
	WAY_COUNT
};

/* Behind the name of the row and its currency, in a table of columns. */
#define WAYS_COLUMNS(first)                                                    \
	[(first) + WAY_OPENING] = {"opening", CELL_MONEY},                     \
		   [(first) + WAY_AWARDED] = {"awarded", CELL_MONEY},          \
		   [(first) + WAY_VARIED] = {"varied", CELL_MONEY},            \
		   [(first) + WAY_INDEXED] = {"indexed", CELL_MONEY},          \
		   [(first) + WAY_QUASHED] = {"quashed", CELL_MONEY},          \
		   [(first) + WAY_VOLUNTARY] = {"voluntary", CELL_MONEY},      \
		   [(first) + WAY_BAILIFF] = {"bailiff", CELL_MONEY},          \
		   [(first) + WAY_WAGES] = {"wages", CELL_MONEY},              \
		   [(first) + WAY_PRISON] = {"prison", CELL_MONEY},            \
		   [(first) + WAY_OTHER] = {"other", CELL_MONEY},              \
		   [(first) + WAY_FROM_ASSETS] = {"from_assets", CELL_MONEY},  \
		   [(first) + WAY_PAID_DIRECT] = {"paid_direct", CELL_MONEY},  \
		   [(first) + WAY_ADVANCED] = {"advanced", CELL_MONEY},        \
		   [(first) + WAY_RETURNED] = {"returned", CELL_MONEY},        \
		   [(first) +                                                  \
			   WAY_REDENOMINATED] = {"redenominated", CELL_MONEY}, \
		   [(first) + WAY_CLOSING] = {"closing", CELL_MONEY}

enum {
	WAYS_NAME,
	WAYS_CURRENCY,
	WAYS_FIRST,
	WAYS_ALL = WAYS_FIRST + WAY_COUNT
};

/* The sums in one currency. */
struct purse {
	uint8_t currency;
	uint64_t sum[WAY_COUNT];
};

/* By currency; zeroed at first. */
struct purses {
	struct purse *list;
	size_t count, room;
};

struct ways;

/* One pass over the journal. */
MUST_CHECK enum status ways_open(struct book *book, struct ways **ways,
				 struct err *err);
void ways_close(struct ways *ways);

/* Add what a claim saw by the moment. */
void ways_add_claim(const struct ways *ways, const struct item *claim,
		    struct moment moment, struct purses *purses);
void purses_release(struct purses *purses);
bool purse_is_empty(const struct purse *purse);

/* A row: its name, its currency, the sums; and the controls of the rows. */
void ways_fill(struct cell *cells, struct slice name,
	       const struct purse *purse);

enum { WAYS_RULE_PARTS, WAYS_RULE_OWED, WAYS_RULES };
extern const struct dataset_rule ways_rules[WAYS_RULES];
void ways_tally(struct dataset *dataset, const struct cell *cells);

#endif /* REPORTS_WAYS_H */
