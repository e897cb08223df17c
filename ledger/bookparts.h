/*
 * bookparts.h: what a book is made of; for the files of this room alone.
 */
#ifndef LEDGER_BOOKPARTS_H
#define LEDGER_BOOKPARTS_H

#include "ledger/base/limits.h"
#include "ledger/book.h"
#include "ledger/ids.h"
#include "ledger/journal.h"
#include "ledger/owed.h"
#include "ledger/registers.h"
#include "ledger/rules/play.h"
#include "ledger/totals.h"

struct store;

/*
 * What the last closing left: where `verify --since-seal` begins. Derived:
 * a full verify recomputes every part of it.
 */
struct seal {
	uint32_t run; /* that closed a month; 0: none did */
	uint32_t entries;
	char head[DIGEST_HEX_SIZE];	/* of the journal */
	char run_head[DIGEST_HEX_SIZE]; /* of the run chain, with that run */
	char totals[DIGEST_HEX_SIZE];	/* totals_digest */
};

/* Where the book stands; kept in meta. */
struct standing {
	uint32_t entries;
	uint32_t runs;
	char head[DIGEST_HEX_SIZE];
	char run_head[DIGEST_HEX_SIZE];
	int32_t closed; /* last day of the last closed month; 0: none */
	struct seal seal;
};

struct book {
	char directory[LIMIT_PATH_BYTES];
	enum book_mode mode;
	int lock;
	bool encrypted;
	struct store *store;
	struct standing standing; /* as committed */
	struct totals *totals;

	/* Of a writer, made when a transaction begins. */
	bool posting;
	bool late;	 /* rows of closed months move to the first open day */
	int32_t closing; /* what `closed` becomes with the commit */
	bool sealing;	 /* the transaction closes a month */
	struct registers *registers;
	struct ids *ids;
	struct journal *journal;
	struct owed *owed;
	struct shelf shelf;
	struct play play;
	struct play mirror;	     /* of the event that a row corrects */
	struct redenomination *gone; /* currencies that ended */
	size_t gone_count, gone_room;
	uint32_t gone_seq;  /* first entry of the redenomination under way */
	enum status broken; /* a failure that a callback met */
	struct err why;
	struct arena arena;

	/* What the runs are made with (configs.h). */
	bool configured;
	struct text config;
	char config_sha256[DIGEST_HEX_SIZE];

	/* Of a reader: what book_item handed out last. */
	struct item *asked;
	struct text value;
};

/* Forget what a transaction gathered. */
void book_drop_parts(struct book *book);

/* Append what was played and give it to the items. */
MUST_CHECK enum status book_enter(struct book *book, struct play *play,
				  uint32_t *seq, struct err *err);

/* The last sequence of a source is the one that this run had. */
MUST_CHECK enum status
book_remember_source(struct book *book, const struct run *run, struct err *err);

/* correcting.c: a row that replaces an earlier one. */
MUST_CHECK enum status book_correct(struct book *book, struct event *event,
				    struct posting *posting, struct err *err);

/* redenominating.c: one row, an entry an item. */
MUST_CHECK enum status book_redenominate(struct book *book, struct event *event,
					 struct posting *posting,
					 struct err *err);
MUST_CHECK enum status book_read_gone(struct book *book, struct err *err);

/* A seal of nothing: number 0, heads of 64 zeros. */
void seal_zero(struct seal *seal);

/* configs.c: keep the configuration of a run, if it is a new one. */
MUST_CHECK enum status book_keep_config(struct book *book, uint32_t run,
					struct err *err);

/* meta: read and write the standing. */
MUST_CHECK enum status
standing_read(struct store *store, struct standing *standing, struct err *err);
MUST_CHECK enum status standing_write(struct store *store,
				      const struct standing *standing,
				      struct err *err);

#endif /* LEDGER_BOOKPARTS_H */
