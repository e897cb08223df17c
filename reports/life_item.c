/* life_item.c: an item of a register, from its first day to its last. */
#include "reports/life_parts.h"

#include "ledger/base/currency.h"
#include "reports/award.h"
#include "reports/cell.h"

#include <stdlib.h>
#include <string.h>

enum { ACCOUNT_WIDTH = 38 };

static const char *const sum_names[SUM_END - SUM_FIRST] = {
	"principal",  "indexation", "paid",  "paid directly", "advanced",
	"proposed",   "approved",   "bound", "received",      "estimate",
	"valuation",  "proceeds",   "costs", "spread",	      "applied for",
	"authorised", "received",   "spent", "returned"};

static struct slice slice_of(const char *string)
{
	struct slice slice = {string, strlen(string)};

	return slice;
}

/* ---- what it is ---------------------------------------------------------- */

static void add_state(struct life *life, const struct item *item)
{
	const struct change *change = item_change_at(item, INT32_MAX);

	if (change == NULL)
		return;
	text_addf(&life->out.text, "%s on ",
		  change->state == STATE_NONE
			  ? "reversed"
			  : state_name((enum state)change->state));
	life_day(life, change->day, change->since);
	text_add_char(&life->out.text, '\n');
}

/* The latest text of a column that was not taken back. */
static bool latest(const struct item *item, uint8_t column, struct slice *text)
{
	size_t i;

	for (i = item->fact_count; i > 0; i--) {
		const struct fact *fact = &item->facts[i - 1];

		if (fact->column != column ||
		    item_undone(item, fact->seq, INT32_MAX))
			continue;
		text->bytes = item->texts.bytes + fact->offset;
		text->size = fact->size;
		return true;
	}
	return false;
}

static void add_facts(struct life *life, const struct item *item)
{
	struct slice text;
	struct slice other;
	int number;

	if (item->currency != CURRENCY_NONE)
		life_fact(life, "currency",
			  slice_of(currency_code(item->currency)));
	for (number = 0; number < COLUMN_COUNT; number++) {
		uint8_t column = (uint8_t)number;

		if (column != COLUMN_CURRENCY && column != FACT_UNVARIED &&
		    latest(item, column, &text))
			life_fact(life, column_row((enum column)column)->name,
				  text);
	}
	if (latest(item, FACT_HOME, &text) &&
	    (!latest(item, COLUMN_CASE, &other) || !slice_equal(text, other)))
		life_fact(life, "recovered in", text);
	if (latest(item, FACT_CHILD, &text))
		life_fact(life, "topped up by", text);
}

/* Of an award: what the victim still waits for, and how long. */
static void add_award(struct life *life, const struct item *claim)
{
	struct moment moment = {life->options->today, 0};
	struct text *out = &life->out.text;
	struct award award;

	award_read(claim, moment, &award);
	if (award.in_force == DAY_NONE)
		return;
	text_addf(out, "  %-14s  ", "outstanding");
	life_money(life, award.outstanding, award.currency);
	text_addf(out, "\n  %-14s  %d (", "days waited",
		  (int)award_days(&award));
	life_day(life, award.in_force, award.in_force);
	text_add_string(out, " to ");
	life_day(life, award.stop, award.stop);
	text_add_char(out, ')');
	if (award.net_days != award_days(&award))
		text_addf(out, ", net of stopped clocks %d",
			  (int)award.net_days);
	text_add_char(out, '\n');
}

/* ---- states and balances ------------------------------------------------- */

static void add_states(struct life *life, const struct item *item)
{
	size_t i;

	if (item->change_count == 0)
		return;
	text_add_string(&life->out.text, "states\n");
	for (i = 0; i < item->change_count; i++) {
		const struct change *change = &item->changes[i];

		text_add_string(&life->out.text, "  ");
		life_day(life, change->day, change->since);
		text_addf(&life->out.text, "  %s, entry %u%s\n",
			  change->state == STATE_NONE
				  ? "not on the book"
				  : state_name((enum state)change->state),
			  (unsigned int)change->seq,
			  change->undoes == 0 ? "" : ", went back");
	}
}

static int by_account(const void *a, const void *b)
{
	const struct ending *x = a;
	const struct ending *y = b;

	if (x->account != y->account)
		return x->account < y->account ? -1 : 1;
	return x->currency < y->currency ? -1 : x->currency > y->currency;
}

/* Balances of accounts, or sums, that are not 0. */
static void add_endings(struct life *life, const struct item *item, bool sums)
{
	struct ending *endings =
		mem_alloc((item->ending_count + 1) * sizeof *endings);
	bool first = true;
	size_t i;

	if (item->ending_count > 0)
		memcpy(endings, item->endings,
		       item->ending_count * sizeof *endings);
	qsort(endings, item->ending_count, sizeof *endings, by_account);
	for (i = 0; i < item->ending_count; i++) {
		enum account account = (enum account)endings[i].account;

		if (endings[i].amount == 0 || account_is_sum(account) != sums)
			continue;
		if (first)
			text_add_string(&life->out.text,
					sums ? "sums\n" : "balances now\n");
		first = false;
		text_addf(&life->out.text, "  %-*s  ", ACCOUNT_WIDTH,
			  sums ? sum_names[account - SUM_FIRST]
			       : account_row(account)->name);
		life_column(life, endings[i].amount, endings[i].currency);
		text_add_char(&life->out.text, '\n');
	}
	free(endings);
}

/* ---- its life ------------------------------------------------------------ */

struct touch {
	int32_t day;
	uint32_t seq;
};

struct touches {
	struct touch *list;
	size_t count, room;
};

static void add_touch(struct touches *touches, int32_t day, uint32_t seq)
{
	touches->list = mem_grow(touches->list, &touches->room,
				 touches->count + 1, sizeof *touches->list);
	touches->list[touches->count].day = day;
	touches->list[touches->count++].seq = seq;
}

static int by_seq(const void *a, const void *b)
{
	const struct touch *x = a;
	const struct touch *y = b;

	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static int by_day(const void *a, const void *b)
{
	const struct touch *x = a;
	const struct touch *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return by_seq(a, b);
}

/* Each entry once, with the date of its event. */
static enum status date_touches(struct life *life, struct touches *touches,
				struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	size_t kept = 0;
	size_t i;

	if (touches->count == 0)
		return STATUS_OK;
	qsort(touches->list, touches->count, sizeof *touches->list, by_seq);
	for (i = 0; i < touches->count; i++) {
		enum status status;

		if (kept > 0 &&
		    touches->list[kept - 1].seq == touches->list[i].seq)
			continue;
		status = life_read(life, touches->list[i].seq, &cursor, &entry,
				   err);
		if (status != STATUS_OK)
			return status;
		touches->list[kept].seq = entry.seq;
		touches->list[kept++].day = entry.event.date;
		entries_close(cursor);
	}
	touches->count = kept;
	qsort(touches->list, kept, sizeof *touches->list, by_day);
	return STATUS_OK;
}

static void find_touches(const struct item *item, struct touches *touches)
{
	size_t i;

	for (i = 0; i < item->move_count; i++)
		add_touch(touches, item->moves[i].day, item->moves[i].seq);
	for (i = 0; i < item->change_count; i++)
		add_touch(touches, item->changes[i].day, item->changes[i].seq);
	for (i = 0; i < item->fact_count; i++)
		add_touch(touches, item->facts[i].day, item->facts[i].seq);
}

/* The entries by which the item's money moved, of all or of some kinds. */
void life_touch(struct touches *touches, const struct item *item,
		bool (*fits)(const struct move *move))
{
	size_t i;

	for (i = 0; i < item->move_count; i++)
		if (fits(&item->moves[i]))
			add_touch(touches, item->moves[i].day,
				  item->moves[i].seq);
}

static enum status add_life(struct life *life, const struct item *item,
			    struct err *err)
{
	struct touches touches = {NULL, 0, 0};
	enum status status = STATUS_OK;
	size_t i;

	find_touches(item, &touches);
	if (item->kind == ITEM_CASE)
		status = life_case_touches(life, item, &touches, err);
	if (status == STATUS_OK)
		status = date_touches(life, &touches, err);
	text_add_string(&life->out.text, "life\n");
	for (i = 0; i < touches.count && status == STATUS_OK; i++)
		status = life_entry(life, touches.list[i].seq, item, err);
	free(touches.list);
	return status;
}

enum status life_item(struct life *life, enum item_kind kind, struct err *err)
{
	struct item *item;
	enum status status =
		life_fetch(life, kind, life->options->code, &item, err);

	if (status != STATUS_OK || item == NULL)
		return status;
	life_heading(life,
		     kind == ITEM_UNAPPLIED ? "money unapplied"
					    : item_kind_name(kind),
		     life->options->code);
	add_state(life, item);
	add_facts(life, item);
	if (kind == ITEM_CLAIM)
		add_award(life, item);
	if (kind == ITEM_CASE)
		status = life_case(life, item, err);
	add_states(life, item);
	add_endings(life, item, false);
	add_endings(life, item, true);
	if (status == STATUS_OK)
		status = add_life(life, item, err);
	item_free(item);
	return status;
}
