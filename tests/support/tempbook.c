/* tempbook.c: a real book, and ways to damage it. */
#include "tests/support/tempbook.h"

#include "tests/support/desk.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum status tempbook_make(struct tempbook *temp)
{
	memset(temp, 0, sizeof *temp);
	snprintf(temp->folder, sizeof temp->folder, "/tmp/redress-book-XXXXXX");
	if (mkdtemp(temp->folder) == NULL)
		return STATUS_IO;
	snprintf(temp->path, sizeof temp->path, "%s/book", temp->folder);
	return book_init(temp->path, &temp->err);
}

static int remove_one(const char *path, const struct stat *status, int kind,
		      struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

void tempbook_remove(struct tempbook *temp)
{
	(void)tempbook_close(temp);
	nftw(temp->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

enum status tempbook_open(struct tempbook *temp, enum book_mode mode)
{
	return book_open(temp->path, mode, 0, &temp->book, &temp->err);
}

enum status tempbook_close(struct tempbook *temp)
{
	enum status status = STATUS_OK;

	if (temp->book != NULL)
		status = book_close(temp->book, &temp->err);
	temp->book = NULL;
	return status;
}

enum status tempbook_begin(struct tempbook *temp)
{
	return book_begin(temp->book, &temp->err);
}

enum status tempbook_post(struct tempbook *temp, const struct step *step)
{
	char id[STEP_ID_SIZE];
	struct row row;

	temp->posting.refusal.code = REFUSAL_NONE;
	if (!step_row(step, ++temp->rows, id, &row))
		return STATUS_INVALID;
	return book_post(temp->book, &row, DESK_TODAY, &temp->posting,
			 &temp->err);
}

size_t tempbook_post_all(struct tempbook *temp, const struct step *steps,
			 size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (tempbook_post(temp, &steps[i]) != STATUS_OK)
			break;
		if (temp->posting.outcome == OUTCOME_REFUSED
			    ? temp->posting.refusal.code != steps[i].expected
			    : steps[i].expected != POSTED)
			break;
	}
	return i;
}

enum status tempbook_commit(struct tempbook *temp)
{
	return tempbook_commit_month(temp, "import", "");
}

enum status tempbook_commit_month(struct tempbook *temp, const char *kind,
				  const char *month)
{
	struct run run = {0};
	int field;

	for (field = 0; field < RUN_FIELD_COUNT; field++)
		run_set(&run, (enum run_field)field, "");
	run_set(&run, RUN_KIND, kind);
	run_set(&run, RUN_PERIOD, month);
	return book_commit(temp->book, &run, false, &temp->err);
}

static void hear(void *owner, const struct finding *finding)
{
	struct tempbook *temp = owner;

	if (temp->said[0] == '\0')
		snprintf(temp->said, sizeof temp->said, "%s: %s", finding->kind,
			 finding->text);
	if (temp->kind_count < TEMPBOOK_KINDS &&
	    !tempbook_found(temp, finding->kind))
		temp->kinds[temp->kind_count++] = finding->kind;
}

typedef enum status prover(struct book *book, finding_fn tell, void *owner,
			   struct verdict *verdict, struct err *err);

static enum status verify_by(struct tempbook *temp, prover *prove)
{
	enum status status = tempbook_close(temp);

	temp->kind_count = 0;
	temp->said[0] = '\0';
	if (status == STATUS_OK)
		status = tempbook_open(temp, BOOK_READ);
	if (status != STATUS_OK)
		return status;
	status = prove(temp->book, hear, temp, &temp->verdict, &temp->err);
	return status == STATUS_OK ? tempbook_close(temp) : status;
}

enum status tempbook_verify(struct tempbook *temp)
{
	return verify_by(temp, verify_book);
}

enum status tempbook_verify_since(struct tempbook *temp)
{
	return verify_by(temp, verify_since_seal);
}

bool tempbook_found(const struct tempbook *temp, const char *kind)
{
	size_t i;

	for (i = 0; i < temp->kind_count; i++)
		if (strcmp(temp->kinds[i], kind) == 0)
			return true;
	return false;
}

int64_t tempbook_balance(const struct tempbook *temp, enum account account,
			 const char *currency, const char *date)
{
	return account_sign(account) * book_balance(temp->book, account,
						    currency_find(currency, 3),
						    day_on(date));
}

enum status tempbook_peek(struct tempbook *temp, enum table table,
			  struct slice from, struct text *key,
			  struct text *value)
{
	struct store *store;
	struct store_cursor *cursor;
	struct slice found;
	struct slice bytes;
	enum status status =
		store_open(temp->path, STORE_READ, &store, &temp->err);

	if (status != STATUS_OK)
		return status;
	status = store_cursor_open(store, table, from, &cursor, &temp->err);
	if (status == STATUS_OK) {
		status = store_cursor_next(cursor, &found, &bytes, &temp->err);
		text_clear(value);
		if (status == STATUS_OK)
			text_add(value, bytes.bytes, bytes.size);
		if (status == STATUS_OK && key != NULL) {
			text_clear(key);
			text_add(key, found.bytes, found.size);
		}
		store_cursor_close(cursor);
	}
	store_drop(store);
	return status;
}

static enum status change(struct tempbook *temp, enum table table,
			  struct slice key, const struct slice *value)
{
	struct store *store;
	enum status status =
		store_open(temp->path, STORE_WRITE, &store, &temp->err);

	if (status != STATUS_OK)
		return status;
	status = store_begin(store, &temp->err);
	if (status == STATUS_OK && value != NULL)
		status = store_put(store, table, key, *value, &temp->err);
	else if (status == STATUS_OK)
		status = store_delete(store, table, key, &temp->err);
	if (status == STATUS_OK)
		status = store_commit(store, &temp->err);
	if (status == STATUS_OK)
		return store_close(store, &temp->err);
	store_drop(store);
	return status;
}

enum status tempbook_poke(struct tempbook *temp, enum table table,
			  struct slice key, struct slice value)
{
	return change(temp, table, key, &value);
}

enum status tempbook_drop(struct tempbook *temp, enum table table,
			  struct slice key)
{
	return change(temp, table, key, NULL);
}
