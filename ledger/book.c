/* book.c: open and close a book. */
#include "ledger/book.h"

#include "ledger/bookparts.h"
#include "ledger/store/anchor.h"
#include "ledger/store/ballast.h"
#include "ledger/store/cipher.h"
#include "ledger/store/lock.h"
#include "ledger/store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECOVERY_WAIT_SECONDS = 10 };

/* The book must not have lost what its anchor says was acknowledged. */
static enum status test_anchor(struct book *book, const struct anchor *anchor,
			       struct err *err)
{
	char head[DIGEST_HEX_SIZE];
	enum status status;

	if (book->standing.entries < anchor->entries ||
	    book->standing.runs < anchor->runs)
		return err_set(err, STATUS_CORRUPT,
			       "the book has %u entries, but %u were "
			       "acknowledged: a damaged log lost the rest; "
			       "keep the directory as it is and restore a "
			       "backup with `redress restore`",
			       (unsigned int)book->standing.entries,
			       (unsigned int)anchor->entries);
	if (book->standing.entries == anchor->entries)
		memcpy(head, book->standing.head, DIGEST_HEX_SIZE);
	else {
		status = journal_head_at(book->store, anchor->entries, head,
					 err);
		if (status != STATUS_OK)
			return status;
	}
	if (strcmp(head, anchor->head) != 0)
		return err_set(err, STATUS_CORRUPT,
			       "the journal head at entry %u is not the one "
			       "that was acknowledged; run `redress verify` "
			       "and restore a backup",
			       (unsigned int)anchor->entries);
	return STATUS_OK;
}

static enum status open_store(struct book *book, const struct anchor *anchor,
			      struct err *err)
{
	enum store_mode mode = STORE_READ;
	enum status status;

	if (book->mode == BOOK_WRITE)
		mode = anchor->clean ? STORE_WRITE : STORE_RECOVER;
	status = store_open(book->directory, mode, &book->store, err);
	if (status == STATUS_OK)
		status = standing_read(book->store, &book->standing, err);
	if (status == STATUS_OK)
		status = test_anchor(book, anchor, err);
	if (status == STATUS_OK && book->mode == BOOK_READ)
		status = totals_open(book->store, &book->totals, err);
	return status;
}

/* Give everything back without a checkpoint. */
static void drop_book(struct book *book)
{
	book_drop_parts(book);
	totals_close(book->totals);
	item_free(book->asked);
	text_release(&book->value);
	text_release(&book->config);
	arena_release(&book->arena);
	play_release(&book->play);
	play_release(&book->mirror);
	free(book->gone);
	store_drop(book->store);
	lock_release(book->lock);
	free(book);
}

static enum status open_locked(const char *directory, enum book_mode mode,
			       int lock, struct book **out, struct err *err)
{
	struct book *book = mem_alloc(sizeof *book);
	struct anchor anchor;
	enum status status;

	snprintf(book->directory, sizeof book->directory, "%s", directory);
	book->mode = mode;
	book->lock = lock;
	book->encrypted = cipher_there(directory);
	status = anchor_read(directory, &anchor, err);
	if (status == STATUS_OK && mode == BOOK_WRITE && anchor.clean) {
		struct anchor open = anchor;

		open.clean = false;
		status = store_test_log(directory, err);
		if (status == STATUS_OK)
			status = anchor_write(directory, &open, err);
	}
	if (status == STATUS_OK)
		status = open_store(book, &anchor, err);
	if (status == STATUS_OK)
		*out = book;
	else
		drop_book(book);
	return status;
}

/* A writer died: recover its log, so that readers can do without. */
static enum status recover(const char *directory, struct err *err)
{
	struct book *book;
	int lock;
	enum status status =
		lock_take(directory, true, RECOVERY_WAIT_SECONDS, &lock, err);

	if (status != STATUS_OK)
		return status;
	status = open_locked(directory, BOOK_WRITE, lock, &book, err);
	return status == STATUS_OK ? book_close(book, err) : status;
}

enum status book_open(const char *directory, enum book_mode mode,
		      int wait_seconds, struct book **book, struct err *err)
{
	struct anchor anchor;
	enum status status;
	int lock;

	if (strlen(directory) > LIMIT_PATH_BYTES - 64)
		return err_set(err, STATUS_INVALID,
			       "the path of the book is too long");
	status = lock_take(directory, mode == BOOK_WRITE, wait_seconds, &lock,
			   err);
	if (status != STATUS_OK)
		return status;
	status = anchor_read(directory, &anchor, err);
	if (status == STATUS_OK && mode == BOOK_READ && !anchor.clean) {
		lock_release(lock);
		status = recover(directory, err);
		if (status == STATUS_OK)
			status = lock_take(directory, false, wait_seconds,
					   &lock, err);
		if (status != STATUS_OK)
			return status;
	}
	if (status != STATUS_OK) {
		lock_release(lock);
		return status;
	}
	return open_locked(directory, mode, lock, book, err);
}

enum status book_close(struct book *book, struct err *err)
{
	struct store *store = book->store;
	enum status status;

	if (book->posting)
		book_abort(book);
	book_drop_parts(book);
	book->store = NULL;
	status = store_close(store, err);
	if (status == STATUS_OK && book->mode == BOOK_WRITE) {
		struct anchor anchor = {book->standing.entries,
					book->standing.runs, "", true,
					book->encrypted};

		memcpy(anchor.head, book->standing.head, DIGEST_HEX_SIZE);
		status = anchor_write(book->directory, &anchor, err);
	}
	drop_book(book);
	return status;
}

uint32_t book_entries(const struct book *book)
{
	return book->journal == NULL ? book->standing.entries
				     : journal_entries(book->journal);
}

uint32_t book_committed(const struct book *book)
{
	return book->standing.entries;
}

uint32_t book_runs(const struct book *book)
{
	return book->standing.runs;
}

void book_head(const struct book *book, char out[DIGEST_HEX_SIZE])
{
	if (book->journal == NULL)
		memcpy(out, book->standing.head, DIGEST_HEX_SIZE);
	else
		journal_head(book->journal, out);
}

enum status book_head_at(struct book *book, uint32_t entries,
			 char out[DIGEST_HEX_SIZE], struct err *err)
{
	if (entries > book->standing.entries)
		return err_set(err, STATUS_INVALID,
			       "the book has %u entries, not %u",
			       (unsigned int)book->standing.entries,
			       (unsigned int)entries);
	return journal_head_at(book->store, entries, out, err);
}

const char *book_directory(const struct book *book)
{
	return book->directory;
}

void book_ask_with(passphrase_fn ask)
{
	cipher_ask_with(ask);
}

void book_forget_passphrase(void)
{
	cipher_forget();
}

bool book_secret(void)
{
	return cipher_used();
}

void book_reserve(struct book *book, uint64_t bytes)
{
	ballast_keep(book->directory, bytes);
}
