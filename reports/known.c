/* known.c: control accounts from the face, or from the journal. */
#include "reports/known.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

struct known {
	const struct book *book;
	struct moment moment;
	int64_t *balances; /* [account][currency]; NULL: the face answers */
};

static size_t place_of(enum account account, uint8_t currency)
{
	return (size_t)account * currency_count() + currency;
}

/*
 * Balances fit 64 bits at the end of a day, not always in between: so they
 * are added as words that wrap around, and end right.
 */
static void add_entry(struct known *known, const struct entry *entry)
{
	size_t i;

	if (entry->event.date > known->moment.day)
		return;
	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];
		int64_t *balance = &known->balances[place_of(line->account,
							     line->currency)];

		*balance =
			(int64_t)((uint64_t)*balance + (uint64_t)line->amount);
	}
}

static enum status add_journal(struct known *known, struct book *book,
			       struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	for (;;) {
		status = entries_next(entries, &entry, err);
		if (status != STATUS_OK || entry.seq >= known->moment.known_at)
			break;
		add_entry(known, &entry);
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status known_open(struct book *book, struct moment moment,
		       struct known **out, struct err *err)
{
	struct known *known = mem_alloc(sizeof *known);
	enum status status = STATUS_OK;

	known->book = book;
	known->moment = moment;
	if (moment.known_at != 0) {
		known->balances = mem_alloc(place_of(ACCOUNT_COUNT, 0) *
					    sizeof *known->balances);
		status = add_journal(known, book, err);
	}
	if (status == STATUS_OK)
		*out = known;
	else
		known_close(known);
	return status;
}

void known_close(struct known *known)
{
	if (known == NULL)
		return;
	free(known->balances);
	free(known);
}

int64_t known_balance(const struct known *known, enum account account,
		      uint8_t currency)
{
	if (known->balances == NULL)
		return book_balance(known->book, account, currency,
				    known->moment.day);
	return known->balances[place_of(account, currency)];
}
