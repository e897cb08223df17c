/*
 * book.h: the face of the ledger: open a book, post to it, ask it.
 *
 * A book is a directory (ledger/store/format.h). One process writes, or
 * many read. A writer posts within one transaction: book_begin, book_post
 * row by row, then book_commit with the run that did it, or book_abort and
 * the book is what it was, head and all. Killed at any instant, the book is
 * as before or as after the transaction.
 *
 * Dates       effective (`date`) decides what a balance of a day holds;
 *             DAY_* and units as in ledger/base/day.h and money.h.
 * Errors      enum status with a sentence in err; a refused row is not an
 *             error but an outcome.
 * Ownership   handles are the caller's until book_close, items_close,
 *             entries_close, runs_close; what they hand out by pointer or
 *             slice is borrowed until the next call on the same handle.
 */
#ifndef LEDGER_BOOK_H
#define LEDGER_BOOK_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/base/passphrase.h"
#include "ledger/rules/account.h"
#include "ledger/rules/entry.h"
#include "ledger/rules/event.h"
#include "ledger/rules/item.h"
#include "ledger/rules/refusal.h"
#include "ledger/rules/series.h"
#include "ledger/rules/vocabulary.h"
#include "ledger/runs.h"

struct book;

enum book_mode { BOOK_READ, BOOK_WRITE };

/*
 * Make an empty book: the directory must not exist, or be empty. What an
 * earlier call began and did not finish is made anew. An encrypted one asks
 * for its passphrase.
 */
MUST_CHECK enum status book_init(const char *directory, struct err *err);
MUST_CHECK enum status book_init_encrypted(const char *directory,
					   struct err *err);

/*
 * Make an empty book for content of the book that this process opened last:
 * encrypted with the same key, if that is encrypted.
 */
MUST_CHECK enum status book_init_scratch(const char *directory,
					 struct err *err);

/*
 * Who is asked for the passphrase of an encrypted book, and how what was
 * learned is wiped. Given once, before a book is opened.
 */
void book_ask_with(passphrase_fn ask);
void book_forget_passphrase(void);

/*
 * Has this process opened an encrypted book? Then what it knows must not
 * reach a disk in clear: temporary files live in memory.
 */
bool book_secret(void);

MUST_CHECK enum status book_open(const char *directory, enum book_mode mode,
				 int wait_seconds, struct book **book,
				 struct err *err);

/* A writer's close makes the book readable without recovery. */
MUST_CHECK enum status book_close(struct book *book, struct err *err);

/* Where the book stands; within a transaction, as if it were committed. */
uint32_t book_entries(const struct book *book);
uint32_t book_runs(const struct book *book);

/* Entries as committed, whatever a transaction has added. */
uint32_t book_committed(const struct book *book);

void book_head(const struct book *book, char out[DIGEST_HEX_SIZE]);

/* The journal head as it was behind entry `entries`. */
MUST_CHECK enum status book_head_at(struct book *book, uint32_t entries,
				    char out[DIGEST_HEX_SIZE], struct err *err);
const char *book_directory(const struct book *book);

/* Posting. */

enum outcome { OUTCOME_POSTED, OUTCOME_DUPLICATE, OUTCOME_REFUSED };

struct posting {
	enum outcome outcome;
	struct refusal refusal; /* when refused */
	uint32_t seq;		/* the entry: new, or that of the duplicate */
	bool late;		/* it was moved to the first open day */
	int32_t date;		/* as sent; DAY_NONE: it could not be read */
	bool has_money;		/* the row's amount could be read */
	uint8_t currency;
	int64_t amount;
};

MUST_CHECK enum status book_begin(struct book *book, struct err *err);

/*
 * So many bytes of events are about to be posted: keep that much of the
 * disk back for a recovery, should it get full meanwhile.
 */
void book_reserve(struct book *book, uint64_t bytes);

/*
 * Play one row through every rule and post it, or say why not. `today` is
 * the day of the run. A refused or duplicate row leaves no trace.
 */
MUST_CHECK enum status book_post(struct book *book, const struct row *row,
				 int32_t today, struct posting *posting,
				 struct err *err);

/*
 * Record the run and make all of it durable. The fields RUN_FIRST,
 * RUN_LAST, RUN_HEAD_BEFORE and RUN_HEAD_AFTER are filled here; the number
 * of the run is handed out in run->number. `whole` says that every row of
 * the file was posted or a duplicate: then its content is remembered.
 */
MUST_CHECK enum status book_commit(struct book *book, struct run *run,
				   bool whole, struct err *err);
void book_abort(struct book *book);

/*
 * The period lock. A closed month takes no more events: closing seals the
 * journal head in the run chain and closes every month before it; reopening
 * goes from the last closed month back. Both are called between book_begin
 * and book_commit; `day` is any day of the month.
 */
MUST_CHECK enum status book_seal(struct book *book, int32_t day,
				 struct err *err);
MUST_CHECK enum status book_unseal(struct book *book, int32_t day,
				   struct err *err);

/* The first day that takes events. */
int32_t book_first_open(const struct book *book);

/*
 * From now on a row of a closed month is posted on the first open day and
 * keeps the day on which it happened as its `since`.
 */
void book_take_late(struct book *book, bool late);

/* The run that posted all of this content; STATUS_NOT_FOUND when none. */
MUST_CHECK enum status book_file_run(struct book *book, const char *sha256,
				     uint32_t *run, struct err *err);

/* Last sequence of a source and the content that had it. */
MUST_CHECK enum status book_source(struct book *book, struct slice source,
				   uint64_t *sequence,
				   char sha256[DIGEST_HEX_SIZE],
				   struct err *err);

/* Asking. */

/* One item; STATUS_NOT_FOUND when it is not on the book. */
MUST_CHECK enum status book_item(struct book *book, enum item_kind kind,
				 struct slice code, const struct item **item,
				 struct err *err);

/* All items of a kind, by code. */
struct items;
MUST_CHECK enum status items_open(struct book *book, enum item_kind kind,
				  struct items **items, struct err *err);
MUST_CHECK enum status items_next(struct items *items, const struct item **item,
				  struct err *err);
void items_close(struct items *items);

/* Entries in order, from number `from` on. */
struct journal_cursor;
MUST_CHECK enum status entries_open(struct book *book, uint32_t from,
				    struct journal_cursor **entries,
				    struct err *err);
MUST_CHECK enum status entries_next(struct journal_cursor *entries,
				    struct entry *entry, struct err *err);
void entries_close(struct journal_cursor *entries);

/* One entry of the transaction under way, or before it; borrowed. */
MUST_CHECK enum status book_entry(struct book *book, uint32_t seq,
				  struct entry *entry, struct err *err);

/* The entry of an event id; STATUS_NOT_FOUND when it is not on the book. */
MUST_CHECK enum status book_event(struct book *book, struct slice id,
				  uint32_t *seq, struct err *err);

/* Runs in order, from number `from` on. */
struct runs;
MUST_CHECK enum status runs_open(struct book *book, uint32_t from,
				 struct runs **runs, struct err *err);
MUST_CHECK enum status runs_next(struct runs *runs, struct run *run,
				 struct err *err);
void runs_close(struct runs *runs);

/* Balance of a control account at the end of a day, debit positive. */
int64_t book_balance(const struct book *book, enum account account,
		     uint8_t currency, int32_t day);

#endif /* LEDGER_BOOK_H */
