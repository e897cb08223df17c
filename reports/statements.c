/* statements.c: one pass for the statements and for the cash beside them. */
#include "reports/statements.h"

#include "ledger/base/arena.h"
#include "reports/reversals.h"

#include <stdlib.h>

struct statements {
	struct moment moment;
	struct reversals *reversals;
	struct statement *list;
	size_t count, room;
	struct arena texts;
	struct series **cash; /* [account][currency], made when it is moved */
	uint8_t *heir;	      /* by currency: itself, or what took its place */
};

static size_t place_of(enum account account, uint8_t currency)
{
	return (size_t)account * currency_count() + currency;
}

static void add_cash(struct statements *statements, const struct entry *entry)
{
	size_t i;

	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];
		struct series **series;

		if (!account_row(line->account)->cash)
			continue;
		series = &statements->cash[place_of(line->account,
						    line->currency)];
		if (*series == NULL)
			*series = mem_alloc(sizeof **series);
		series_add(*series, entry->event.date, line->amount);
	}
}

static void add_statement(struct statements *statements,
			  const struct entry *entry)
{
	const struct event *event = &entry->event;
	int fund = event_choice(event, COLUMN_FUND);
	struct slice document = event_field(event, COLUMN_DOCUMENT);
	struct statement *statement;

	statements->list =
		mem_grow(statements->list, &statements->room,
			 statements->count + 1, sizeof *statements->list);
	statement = &statements->list[statements->count++];
	memset(statement, 0, sizeof *statement);
	statement->seq = entry->seq;
	statement->day = event->date;
	statement->account =
		fund < 0 ? ACCOUNT_TRUST_CASH
			 : account_of(ACCOUNT_FUND_CASH, (enum fund)fund);
	statement->currency = event->currency;
	statement->stated = event->amount;
	statement->document.size = document.size;
	statement->document.bytes =
		arena_copy(&statements->texts, document.bytes, document.size);
}

static void follow_currency(struct statements *statements,
			    const struct event *event)
{
	size_t i;

	for (i = 0; i < currency_count(); i++)
		if (statements->heir[i] == event->currency)
			statements->heir[i] = event->quote;
}

static void take_entry(struct statements *statements, const struct entry *entry)
{
	if (!moment_sees(statements->moment, entry->event.date, entry->seq))
		return;
	add_cash(statements, entry);
	if (entry->event.code == EVENT_CURRENCY_REDENOMINATED)
		follow_currency(statements, &entry->event);
	if (entry->event.code == EVENT_CASH_STATED &&
	    reversals_stands(statements->reversals, entry))
		add_statement(statements, entry);
}

static enum status read_journal(struct statements *statements,
				struct book *book, struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	while ((status = entries_next(entries, &entry, err)) == STATUS_OK)
		take_entry(statements, &entry);
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_statements(const void *a, const void *b)
{
	const struct statement *x = a;
	const struct statement *y = b;
	int order = compare_numbers(x->day, y->day);

	if (order == 0)
		order = strcmp(account_row(x->account)->name,
			       account_row(y->account)->name);
	if (order == 0)
		order = compare_numbers(x->currency, y->currency);
	return order != 0 ? order : compare_numbers(x->seq, y->seq);
}

/* From the last back: the first of an account and currency is the latest. */
static void mark_latest(struct statements *statements)
{
	bool *seen = mem_alloc(place_of(ACCOUNT_COUNT, 0) * sizeof *seen);
	size_t i;

	for (i = statements->count; i > 0; i--) {
		struct statement *statement = &statements->list[i - 1];
		size_t place = place_of(statement->account,
					statements->heir[statement->currency]);

		statement->latest = !seen[place];
		seen[place] = true;
	}
	free(seen);
}

static void finish(struct statements *statements)
{
	size_t i;

	if (statements->count == 0)
		return;
	for (i = 0; i < statements->count; i++) {
		struct statement *statement = &statements->list[i];
		const struct series *series = statements->cash[place_of(
			statement->account, statement->currency)];

		statement->balance =
			series == NULL ? 0 : series_at(series, statement->day);
	}
	qsort(statements->list, statements->count, sizeof *statements->list,
	      compare_statements);
	mark_latest(statements);
}

enum status statements_open(struct book *book, struct moment moment,
			    struct statements **out, struct err *err)
{
	struct statements *statements = mem_alloc(sizeof *statements);
	enum status status;
	size_t i;

	statements->moment = moment;
	statements->cash = mem_alloc(place_of(ACCOUNT_COUNT, 0) *
				     sizeof *statements->cash);
	statements->heir = mem_alloc(currency_count());
	for (i = 0; i < currency_count(); i++)
		statements->heir[i] = (uint8_t)i;
	status = reversals_open(book, moment, &statements->reversals, err);
	if (status != STATUS_OK)
		statements->reversals = NULL;
	else
		status = read_journal(statements, book, err);
	if (status == STATUS_OK) {
		finish(statements);
		*out = statements;
	} else {
		statements_close(statements);
	}
	return status;
}

void statements_close(struct statements *statements)
{
	size_t i;

	if (statements == NULL)
		return;
	for (i = 0; i < place_of(ACCOUNT_COUNT, 0); i++)
		if (statements->cash[i] != NULL) {
			series_release(statements->cash[i]);
			free(statements->cash[i]);
		}
	reversals_close(statements->reversals);
	arena_release(&statements->texts);
	free(statements->cash);
	free(statements->heir);
	free(statements->list);
	free(statements);
}

size_t statements_count(const struct statements *statements)
{
	return statements->count;
}

const struct statement *statements_at(const struct statements *statements,
				      size_t i)
{
	return &statements->list[i];
}
