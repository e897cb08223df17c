/*
 * export.c: entries chosen, declared, sorted and handed to a format.
 *
 * A format that declares what it uses needs two passes: the first packs the
 * entries into the sorter and notes what they use; then the accounts of
 * items are read from the registers, whose moves are the lines of the
 * journal (verify proves it); the second takes the entries out by date.
 */
#include "reports/export.h"
#include "reports/export_kind.h"
#include "reports/outlet.h"
#include "reports/rowsort.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <string.h>

enum { SEQ_BYTES = 4 };

_Static_assert(DAY_LAST - DAY_FIRST <= ROWSORT_KEY_MAX,
	       "a date must be a key of the sorter");

static const struct export_kind *const kinds[] = {
	&export_hledger, &export_ledger, &export_beancount,
	&export_csv,	 &export_chain,
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct outgoing {
	const struct export_kind *kind;
	struct book *book;
	struct export_scope scope;
	struct rowsort *sorter;
	struct text row;
	struct outlet out;
};

const struct export_kind *export_find(const char *name)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}

const char *const *export_names(void)
{
	static const char *names[KINDS + 1]; /* filled once */
	size_t i;

	for (i = 0; i < KINDS; i++)
		names[i] = kinds[i]->name;
	return names;
}

bool export_is_whole(const struct export_kind *kind)
{
	return kind->whole;
}

/* ---- what the formats share -------------------------------------------- */

enum export_root export_root(enum account account)
{
	const struct account_row *row = account_row(account);

	if (row->book == BOOK_MEMO)
		return ROOT_EQUITY;
	if (strstr(row->name, ":income:") != NULL)
		return ROOT_INCOME;
	if (strstr(row->name, ":expense:") != NULL)
		return ROOT_EXPENSES;
	if (row->side == SIDE_DEBIT)
		return ROOT_ASSETS;
	return row->side == SIDE_CREDIT ? ROOT_LIABILITIES : ROOT_EQUITY;
}

void export_preamble(const struct export_scope *scope, struct text *out)
{
	text_addf(out, "; redress: %u entries", scope->entries);
	if (scope->as_of < DAY_LAST) {
		text_add_string(out, " dated by ");
		export_day(scope->as_of, out);
	}
	text_addf(out, "\n; journal head at entry %u: %s\n\n",
		  scope->book_entries, scope->head);
}

void export_day(int32_t day, struct text *out)
{
	char room[DAY_TEXT_SIZE];

	day_format(day, room);
	text_add(out, room, DAY_TEXT_SIZE - 1);
}

void export_amount(int64_t amount, uint8_t currency, struct text *out)
{
	char room[MONEY_TEXT_SIZE];
	size_t size = money_format(amount, currency_digits(currency), room);

	text_add(out, room, size);
	text_add_char(out, ' ');
	text_add_string(out, currency_code(currency));
}

uint64_t export_tags(const struct event *event)
{
	return event->filled &
	       ~(COLUMN_BIT(COLUMN_EVENT) | COLUMN_BIT(COLUMN_DATE));
}

/* ---- first pass --------------------------------------------------------- */

static void note_use(struct export_scope *scope, const struct entry *entry)
{
	size_t i;

	scope->entries++;
	scope->events[entry->event.code] = true;
	scope->columns |= export_tags(&entry->event);
	if (entry->line_count == 0)
		scope->facts = true;
	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];

		scope->currencies[line->currency] = true;
		if (line->item.size == 0)
			scope->accounts[line->account] = true;
	}
}

static enum status put_by(struct outgoing *going, const struct entry *entry,
			  struct err *err)
{
	int32_t key = ROWSORT_KEY_MAX - (entry->event.date - DAY_FIRST);
	unsigned char seq[SEQ_BYTES];
	struct slice row;

	put_u32(seq, entry->seq);
	text_clear(&going->row);
	text_add(&going->row, (const char *)seq, sizeof seq);
	entry_pack(&entry->event, entry->lines, entry->line_count, &going->row);
	row.bytes = going->row.bytes;
	row.size = going->row.size;
	return rowsort_add(going->sorter, key, row, err);
}

/* Hand an entry to the format now, or put it by until all are known. */
static enum status take(struct outgoing *going, const struct entry *entry,
			struct err *err)
{
	if (entry->event.date > going->scope.as_of)
		return STATUS_OK;
	if (going->kind->declares) {
		note_use(&going->scope, entry);
		return put_by(going, entry, err);
	}
	going->kind->entry(entry, &going->out.text);
	return outlet_check(&going->out);
}

static enum status each_entry(struct outgoing *going, struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(going->book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK) {
		status = entries_next(entries, &entry, err);
		if (status == STATUS_OK)
			status = take(going, &entry, err);
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- accounts ------------------------------------------------------------ */

static void declare_plain(struct outgoing *going)
{
	size_t rank;

	for (rank = 0; rank < account_ranks(); rank++) {
		struct slice none = {"", 0};
		enum account account = account_ranked(rank);

		if (going->scope.accounts[account])
			going->kind->account(account, none, &going->out.text);
	}
}

/* Declare the accounts on which an item was moved by the day. */
static void declare_item(struct outgoing *going, const struct item *item)
{
	bool used[ACCOUNT_COUNT] = {false};
	struct slice code = {item->code, item->code_size};
	size_t rank;
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->day <= going->scope.as_of &&
		    !account_is_sum((enum account)move->account))
			used[move->account] = true;
	}
	for (rank = 0; rank < account_ranks(); rank++) {
		enum account account = account_ranked(rank);

		if (used[account])
			going->kind->account(account, code, &going->out.text);
	}
}

static enum status declare_kind(struct outgoing *going, enum item_kind kind,
				struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(going->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK) {
		declare_item(going, item);
		status = outlet_check(&going->out);
		if (status != STATUS_OK)
			break;
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status declare_accounts(struct outgoing *going, struct err *err)
{
	bool carries[ITEM_KIND_COUNT] = {false};
	enum status status = STATUS_OK;
	size_t rank;
	int kind;

	declare_plain(going);
	for (rank = 0; rank < account_ranks(); rank++)
		carries[account_row(account_ranked(rank))->item] = true;
	for (kind = ITEM_NONE + 1;
	     kind < ITEM_KIND_COUNT && status == STATUS_OK; kind++)
		if (carries[kind])
			status = declare_kind(going, (enum item_kind)kind, err);
	return status;
}

/* ---- second pass --------------------------------------------------------- */

static enum status sorted_entries(struct outgoing *going, struct err *err)
{
	struct arena arena = ARENA_ZERO;
	struct entry entry;
	struct slice row;
	enum status status = rowsort_finish(going->sorter, err);

	while (status == STATUS_OK) {
		status = rowsort_next(going->sorter, &row, err);
		if (status != STATUS_OK)
			break;
		arena_reset(&arena);
		if (!entry_unpack(row.bytes + SEQ_BYTES, row.size - SEQ_BYTES,
				  get_u32(row.bytes), &arena, &entry)) {
			status = err_set(err, STATUS_IO,
					 "the temporary file of the export "
					 "changed; run the same command again");
			break;
		}
		going->kind->entry(&entry, &going->out.text);
		status = outlet_check(&going->out);
	}
	arena_release(&arena);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status write_declared(struct outgoing *going, struct err *err)
{
	enum status status = each_entry(going, err);

	if (status != STATUS_OK)
		return status;
	going->kind->open(&going->scope, &going->out.text);
	status = declare_accounts(going, err);
	if (status != STATUS_OK)
		return status;
	text_add_char(&going->out.text, '\n');
	return sorted_entries(going, err);
}

enum status export_write(struct book *book, const struct export_kind *kind,
			 int32_t as_of, struct sink *sink, struct err *err)
{
	struct outgoing going;
	enum status status;

	assert(!kind->whole || as_of == DAY_LAST);
	memset(&going, 0, sizeof going);
	going.kind = kind;
	going.book = book;
	going.scope.as_of = as_of;
	going.scope.book_entries = book_entries(book);
	book_head(book, going.scope.head);
	outlet_start(&going.out, sink);
	if (kind->declares) {
		going.sorter = rowsort_new();
		status = write_declared(&going, err);
		rowsort_free(going.sorter);
		text_release(&going.row);
	} else {
		kind->open(&going.scope, &going.out.text);
		status = each_entry(&going, err);
	}
	return outlet_end(&going.out, status, err);
}
