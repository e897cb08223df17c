/*
 * tempbook.h: a real book in a temporary folder, gone after the test.
 *
 * Use       tempbook_make, then tempbook_open, tempbook_begin and so on; a
 *           failed call leaves its sentence in book->err.
 * Ownership tempbook_remove closes what is open and takes the folder away.
 */
#ifndef TESTS_SUPPORT_TEMPBOOK_H
#define TESTS_SUPPORT_TEMPBOOK_H

#include "ledger/book.h"
#include "ledger/store/store.h"
#include "ledger/verify.h"
#include "tests/support/steps.h"

enum { TEMPBOOK_KINDS = 16 };

struct tempbook {
	char folder[64];
	char path[96]; /* of the book, in the folder */
	struct book *book;
	struct err err;
	struct posting posting; /* of the last row */
	unsigned int rows;
	struct verdict verdict;
	const char *kinds[TEMPBOOK_KINDS]; /* of findings, each once */
	size_t kind_count;
	char said[480]; /* the first finding */
};

/* Make the folder and an empty book in it, not yet open. */
enum status tempbook_make(struct tempbook *temp);
void tempbook_remove(struct tempbook *temp);

enum status tempbook_open(struct tempbook *temp, enum book_mode mode);
enum status tempbook_close(struct tempbook *temp);
enum status tempbook_begin(struct tempbook *temp);

/* Post one row; what became of it stands in temp->posting. */
enum status tempbook_post(struct tempbook *temp, const struct step *step);

/* Post a table of rows; the index of the first that went otherwise. */
size_t tempbook_post_all(struct tempbook *temp, const struct step *steps,
			 size_t count);

/* Commit with a run of no particular words, or of a kind and a month. */
enum status tempbook_commit(struct tempbook *temp);
enum status tempbook_commit_month(struct tempbook *temp, const char *kind,
				  const char *month);

/* Close, open to read, prove, and close again. */
enum status tempbook_verify(struct tempbook *temp);

/* The same from the last seal on. */
enum status tempbook_verify_since(struct tempbook *temp);

/* Was there a finding of this kind? */
bool tempbook_found(const struct tempbook *temp, const char *kind);

/* Balance in a currency at the end of a day, on the account's own side. */
int64_t tempbook_balance(const struct tempbook *temp, enum account account,
			 const char *currency, const char *date);

/*
 * Change what is stored, behind the book's back: the book must be closed.
 * The value of a key, or of the first key not below it, is copied to
 * *value (and *key, when the caller has one).
 */
enum status tempbook_peek(struct tempbook *temp, enum table table,
			  struct slice from, struct text *key,
			  struct text *value);
enum status tempbook_poke(struct tempbook *temp, enum table table,
			  struct slice key, struct slice value);
enum status tempbook_drop(struct tempbook *temp, enum table table,
			  struct slice key);

#endif /* TESTS_SUPPORT_TEMPBOOK_H */
