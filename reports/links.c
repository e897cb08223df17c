/* links.c: kind and code to a row. */
#include "reports/links.h"

#include "ledger/base/arena.h"
#include "reports/pool.h"

#include <stdlib.h>

struct links {
	struct pool pool; /* a kind and a code; number: of the row */
	struct text key;
};

static struct slice key_of(struct text *key, enum item_kind kind,
			   struct slice code)
{
	text_clear(key);
	pack_byte(key, (unsigned int)kind);
	text_add(key, code.bytes, code.size);
	return (struct slice){key->bytes, key->size};
}

/* What the items of an account are; ITEM_NONE when it has none. */
static enum item_kind kind_of(struct slice name)
{
	size_t i;

	for (i = 0; i < account_ranks(); i++) {
		const struct account_row *row = account_row(account_ranked(i));

		if (slice_is(name, row->name))
			return row->item;
	}
	return ITEM_NONE;
}

enum status links_open(struct part *journal, struct links **out,
		       struct err *err)
{
	struct links *links = mem_alloc(sizeof *links);
	struct cell cells[DATASET_COLUMNS_MAX];
	uint8_t account = sums_column(&journal->sums, "account");
	uint8_t item = sums_column(&journal->sums, "item");
	uint32_t row = journal->head + 1;
	enum status status = tape_rewind(journal->tape, err);

	while (status == STATUS_OK &&
	       (status = tape_next(journal->tape, cells, err)) == STATUS_OK) {
		if (cells[item].text.size > 0)
			pool_add(&links->pool,
				 key_of(&links->key,
					kind_of(cells[account].text),
					cells[item].text),
				 row);
		row++;
	}
	if (status == STATUS_END)
		status = tape_rewind(journal->tape, err);
	if (status == STATUS_OK)
		*out = links;
	else
		links_close(links);
	return status;
}

void links_close(struct links *links)
{
	if (links == NULL)
		return;
	pool_release(&links->pool);
	text_release(&links->key);
	free(links);
}

bool links_find(const struct links *links, enum item_kind kind,
		struct slice code, uint32_t *row)
{
	struct text key = TEXT_ZERO;
	uint32_t place;
	bool found = pool_find(&links->pool, key_of(&key, kind, code), &place);

	text_release(&key);
	if (found)
		*row = pool_value(&links->pool, place);
	return found;
}
