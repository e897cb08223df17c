/*
 * journal.h: the append-only journal and its chain.
 *
 * Entries are packed into blocks; every SEGMENT_ENTRIES entries close a
 * segment with H(k) = SHA-256(hex H(k-1), LF, the chain lines of the
 * segment), H(0) = 64 zeros. The head is H of the last full segment, or the
 * same sum over the open segment when that has entries. So the head is a
 * pure function of the accepted events in their order, and `sha256sum`
 * recomputes it (BATCH.md section 3).
 *
 * Errors      those of the store; STATUS_CORRUPT names the block.
 */
#ifndef LEDGER_JOURNAL_H
#define LEDGER_JOURNAL_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/rules/entry.h"

struct store;
struct journal;

/* A writer behind `entries` entries; feeds the open segment again. */
MUST_CHECK enum status journal_open(struct store *store, uint32_t entries,
				    struct journal **journal, struct err *err);
void journal_close(struct journal *journal);

/*
 * Append the next entry; its number is journal_entries() afterwards. This
 * is the one door into the journal: STATUS_CORRUPT, and nothing is written,
 * when the lines do not balance per book, fund and currency.
 */
MUST_CHECK enum status journal_append(struct journal *journal,
				      const struct event *event,
				      const struct line *lines, size_t count,
				      struct err *err);

/* Write the open block, before a commit. */
MUST_CHECK enum status journal_flush(struct journal *journal, struct err *err);

/* One entry, written or still in the open block; borrows from the arena. */
MUST_CHECK enum status journal_entry(struct journal *journal, uint32_t seq,
				     struct arena *arena, struct entry *entry,
				     struct err *err);

/*
 * The running chain as it was behind entry `entries`: the entries of that
 * one segment are hashed again, those before it not.
 */
struct chain;
MUST_CHECK enum status journal_chain_at(struct store *store, uint32_t entries,
					struct chain *chain, struct err *err);

/* The head as it was behind entry `entries`. */
MUST_CHECK enum status journal_head_at(struct store *store, uint32_t entries,
				       char out[DIGEST_HEX_SIZE],
				       struct err *err);

uint32_t journal_entries(const struct journal *journal);
void journal_head(const struct journal *journal, char out[DIGEST_HEX_SIZE]);

/* Entries in order, from number `from` on. */
struct journal_cursor;
MUST_CHECK enum status journal_read(struct store *store, uint32_t from,
				    struct journal_cursor **cursor,
				    struct err *err);

/* The next entry, valid until the next call; STATUS_END behind the last. */
MUST_CHECK enum status journal_next(struct journal_cursor *cursor,
				    struct entry *entry, struct err *err);
void journal_done(struct journal_cursor *cursor);

/* Cut off what stands behind entry `entries`, within a transaction. */
MUST_CHECK enum status journal_cut(struct store *store, uint32_t entries,
				   struct err *err);

/* The running chain, for whoever reads entries from the first on. */
struct chain {
	struct digest *digest;
	uint32_t entries;
	char full[DIGEST_HEX_SIZE]; /* H of the last full segment */
	struct text line;
};

void chain_init(struct chain *chain);
void chain_release(struct chain *chain);

/* Begin behind `entries` entries, a multiple of SEGMENT_ENTRIES. */
void chain_start(struct chain *chain, uint32_t entries,
		 const char full[DIGEST_HEX_SIZE]);

/* Add the next entry; true when it closed a segment (H is chain->full). */
bool chain_add(struct chain *chain, const struct event *event,
	       const struct line *lines, size_t count);
void chain_head(const struct chain *chain, char out[DIGEST_HEX_SIZE]);

#endif /* LEDGER_JOURNAL_H */
