/* reversals.c: a bit an entry, from the entries the book remembers. */
#include "reports/reversals.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum { BITS = 8, DECIMAL = 10 };

struct reversals {
	struct moment moment;
	uint32_t entries;
	unsigned char *bits;
};

/* The code of an entry that was reversed is # and its number. */
static uint32_t number_of(const struct item *item)
{
	uint32_t number = 0;
	size_t i;

	for (i = 1; i < item->code_size; i++)
		number = number * DECIMAL + (uint32_t)(item->code[i] - '0');
	return number;
}

static void mark(struct reversals *reversals, const struct item *item)
{
	uint32_t seq = number_of(item);

	if (seq <= reversals->entries &&
	    moment_undone(item, seq, reversals->moment))
		reversals->bits[seq / BITS] |=
			(unsigned char)(1u << seq % BITS);
}

static enum status read_all(struct reversals *reversals, struct book *book,
			    struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(book, ITEM_EVENT, &items, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &item, err);
		if (status == STATUS_OK)
			mark(reversals, item);
	} while (status == STATUS_OK);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status reversals_open(struct book *book, struct moment moment,
			   struct reversals **out, struct err *err)
{
	struct reversals *reversals = mem_alloc(sizeof *reversals);
	enum status status;

	reversals->moment = moment;
	reversals->entries = book_entries(book);
	reversals->bits = mem_alloc(reversals->entries / BITS + 1);
	status = read_all(reversals, book, err);
	if (status == STATUS_OK)
		*out = reversals;
	else
		reversals_close(reversals);
	return status;
}

void reversals_close(struct reversals *reversals)
{
	if (reversals == NULL)
		return;
	free(reversals->bits);
	free(reversals);
}

bool reversals_stands(const struct reversals *reversals,
		      const struct entry *entry)
{
	uint32_t seq = entry->seq;

	if (!moment_sees(reversals->moment, entry->event.date, seq) ||
	    entry->event.code == EVENT_REVERSED || seq > reversals->entries)
		return false;
	return (reversals->bits[seq / BITS] >> seq % BITS & 1) == 0;
}
