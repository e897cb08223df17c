/* query.c: what a book answers: items, entries, runs, balances. */
#include "ledger/bookparts.h"
#include "ledger/store/store.h"

#include <stdlib.h>

struct items {
	struct store_cursor *cursor;
	enum item_kind kind;
	struct item *item;
};

struct runs {
	struct store_cursor *cursor;
	struct text line;
};

static enum status item_damaged(enum item_kind kind, struct slice code,
				struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table items: the record of %s %.*s contradicts itself; "
		       "run `redress verify`",
		       item_kind_name(kind), (int)code.size, code.bytes);
}

enum status book_item(struct book *book, enum item_kind kind, struct slice code,
		      const struct item **item, struct err *err)
{
	enum status status;

	if (code.size == 0 || code.size > LIMIT_ITEM_CODE_BYTES)
		return STATUS_NOT_FOUND;
	status = store_get(book->store, (enum table)registers_table(kind), code,
			   &book->value, err);
	if (status != STATUS_OK)
		return status;
	item_free(book->asked);
	book->asked = item_new(kind, code);
	if (!item_unpack(book->asked, book->value.bytes, book->value.size))
		return item_damaged(kind, code, err);
	*item = book->asked;
	return STATUS_OK;
}

enum status items_open(struct book *book, enum item_kind kind,
		       struct items **out, struct err *err)
{
	struct items *items = mem_alloc(sizeof *items);
	struct slice from = {"", 0};
	enum status status = store_cursor_open(
		book->store, (enum table)registers_table(kind), from,
		&items->cursor, err);

	items->kind = kind;
	if (status == STATUS_OK)
		*out = items;
	else
		free(items);
	return status;
}

enum status items_next(struct items *items, const struct item **item,
		       struct err *err)
{
	struct slice value;
	struct slice code;
	enum status status =
		store_cursor_next(items->cursor, &code, &value, err);

	if (status != STATUS_OK)
		return status;
	if (code.size == 0 || code.size > LIMIT_ITEM_CODE_BYTES)
		return item_damaged(items->kind, code, err);
	if (items->item == NULL)
		items->item = item_new(items->kind, code);
	else
		item_reset(items->item, items->kind, code);
	if (!item_unpack(items->item, value.bytes, value.size))
		return item_damaged(items->kind, code, err);
	*item = items->item;
	return STATUS_OK;
}

void items_close(struct items *items)
{
	if (items == NULL)
		return;
	store_cursor_close(items->cursor);
	item_free(items->item);
	free(items);
}

enum status entries_open(struct book *book, uint32_t from,
			 struct journal_cursor **entries, struct err *err)
{
	return journal_read(book->store, from, entries, err);
}

enum status entries_next(struct journal_cursor *entries, struct entry *entry,
			 struct err *err)
{
	return journal_next(entries, entry, err);
}

void entries_close(struct journal_cursor *entries)
{
	journal_done(entries);
}

enum status book_event(struct book *book, struct slice id, uint32_t *seq,
		       struct err *err)
{
	struct ids *ids;
	enum status status = ids_open(book->store, &ids, err);

	if (status != STATUS_OK)
		return status;
	status = ids_find(ids, id, seq, err);
	ids_close(ids);
	return status;
}

enum status runs_open(struct book *book, uint32_t from, struct runs **out,
		      struct err *err)
{
	struct runs *runs = mem_alloc(sizeof *runs);
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	enum status status;

	put_u32(key, from);
	status = store_cursor_open(book->store, TABLE_RUNS, name, &runs->cursor,
				   err);
	if (status == STATUS_OK)
		*out = runs;
	else
		free(runs);
	return status;
}

enum status runs_next(struct runs *runs, struct run *run, struct err *err)
{
	struct slice key;
	struct slice value;
	enum status status = store_cursor_next(runs->cursor, &key, &value, err);

	if (status != STATUS_OK)
		return status;
	text_clear(&runs->line);
	text_add(&runs->line, value.bytes, value.size);
	value.bytes = runs->line.bytes;
	if (key.size != 4 || !run_parse(value, get_u32(key.bytes), run))
		return err_set(err, STATUS_CORRUPT,
			       "table runs: a run's line contradicts itself; "
			       "run `redress verify`");
	return STATUS_OK;
}

void runs_close(struct runs *runs)
{
	if (runs == NULL)
		return;
	store_cursor_close(runs->cursor);
	text_release(&runs->line);
	free(runs);
}

int64_t book_balance(const struct book *book, enum account account,
		     uint8_t currency, int32_t day)
{
	const struct series *series =
		totals_find(book->totals, account, currency);

	return series == NULL ? 0 : series_at(series, day);
}
