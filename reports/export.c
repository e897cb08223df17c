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

struct export {
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

static enum status put_by(struct export *export, const struct entry *entry,
			  struct err *err)
{
	int32_t key = ROWSORT_KEY_MAX - (entry->event.date - DAY_FIRST);
	unsigned char seq[SEQ_BYTES];
	struct slice row;

	put_u32(seq, entry->seq);
	text_clear(&export->row);
	text_add(&export->row, (const char *)seq, sizeof seq);
	entry_pack(entry->seq, &entry->event, entry->lines, entry->line_count,
		   &export->row);
	row.bytes = export->row.bytes;
	row.size = export->row.size;
	return rowsort_add(export->sorter, key, row, err);
}

/* Hand an entry to the format now, or put it by until all are known. */
static enum status take(struct export *export, const struct entry *entry,
			struct err *err)
{
	if (entry->event.date > export->scope.as_of)
		return STATUS_OK;
	if (export->kind->declares) {
		note_use(&export->scope, entry);
		return put_by(export, entry, err);
	}
	export->kind->entry(entry, &export->out.text);
	return outlet_check(&export->out);
}

static enum status each_entry(struct export *export, struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(export->book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK) {
		status = entries_next(entries, &entry, err);
		if (status == STATUS_OK)
			status = take(export, &entry, err);
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- accounts ------------------------------------------------------------ */

static void declare_plain(struct export *export)
{
	size_t rank;

	for (rank = 0; rank < account_ranks(); rank++) {
		struct slice none = {"", 0};
		enum account account = account_ranked(rank);

		if (export->scope.accounts[account])
			export->kind->account(account, none, &export->out.text);
	}
}

/* Declare the accounts on which an item was moved by the day. */
static void declare_item(struct export *export, const struct item *item)
{
	bool used[ACCOUNT_COUNT] = {false};
	struct slice code = {item->code, item->code_size};
	size_t rank;
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->day <= export->scope.as_of &&
		    !account_is_sum((enum account)move->account))
			used[move->account] = true;
	}
	for (rank = 0; rank < account_ranks(); rank++) {
		enum account account = account_ranked(rank);

		if (used[account])
			export->kind->account(account, code, &export->out.text);
	}
}

static enum status declare_kind(struct export *export, enum item_kind kind,
				struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(export->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK) {
		declare_item(export, item);
		status = outlet_check(&export->out);
		if (status != STATUS_OK)
			break;
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status declare_accounts(struct export *export, struct err *err)
{
	bool carries[ITEM_KIND_COUNT] = {false};
	enum status status = STATUS_OK;
	size_t rank;
	int kind;

	declare_plain(export);
	for (rank = 0; rank < account_ranks(); rank++)
		carries[account_row(account_ranked(rank))->item] = true;
	for (kind = ITEM_NONE + 1;
	     kind < ITEM_KIND_COUNT && status == STATUS_OK; kind++)
		if (carries[kind])
			status = declare_kind(export, (enum item_kind)kind,
					      err);
	return status;
}

/* ---- second pass --------------------------------------------------------- */

static enum status sorted_entries(struct export *export, struct err *err)
{
	struct arena arena = ARENA_ZERO;
	struct entry entry;
	struct slice row;
	enum status status = rowsort_finish(export->sorter, err);

	while (status == STATUS_OK) {
		status = rowsort_next(export->sorter, &row, err);
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
		export->kind->entry(&entry, &export->out.text);
		status = outlet_check(&export->out);
	}
	arena_release(&arena);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status write_declared(struct export *export, struct err *err)
{
	enum status status = each_entry(export, err);

	if (status != STATUS_OK)
		return status;
	export->kind->open(&export->scope, &export->out.text);
	status = declare_accounts(export, err);
	if (status != STATUS_OK)
		return status;
	text_add_char(&export->out.text, '\n');
	return sorted_entries(export, err);
}

enum status export_write(struct book *book, const struct export_kind *kind,
			 int32_t as_of, struct sink *sink, struct err *err)
{
	struct export export;
	enum status status;

	assert(!kind->whole || as_of == DAY_LAST);
	memset(&export, 0, sizeof export);
	export.kind = kind;
	export.book = book;
	export.scope.as_of = as_of;
	export.scope.book_entries = book_entries(book);
	book_head(book, export.scope.head);
	outlet_start(&export.out, sink);
	if (kind->declares) {
		export.sorter = rowsort_new();
		status = write_declared(&export, err);
		rowsort_free(export.sorter);
		text_release(&export.row);
	} else {
		kind->open(&export.scope, &export.out.text);
		status = each_entry(&export, err);
	}
	return outlet_end(&export.out, status, err);
}
