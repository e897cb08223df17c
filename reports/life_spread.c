/* life_spread.c: the waterfall once more, from the register's history. */
#include "reports/life_spread.h"

#include "ledger/base/currency.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- an item as it was --------------------------------------------------- */

static struct slice fact_text(const struct item *item, const struct fact *fact)
{
	struct slice text = {item->texts.bytes + fact->offset, fact->size};

	return text;
}

/*
 * A change of currency leaves two facts: the first one ever says what the
 * currency was before.
 */
static uint8_t currency_before(const struct item *item, uint32_t seq)
{
	struct slice code = {"", 0};
	size_t i;

	for (i = 0; i < item->fact_count; i++)
		if (item->facts[i].column == COLUMN_CURRENCY &&
		    (code.size == 0 || item->facts[i].seq < seq))
			code = fact_text(item, &item->facts[i]);
	return code.size == 0 ? item->currency
			      : currency_find(code.bytes, code.size);
}

struct item *item_before(const struct item *item, uint32_t seq)
{
	struct slice code = {item->code, item->code_size};
	struct item *before = item_new(item->kind, code);
	size_t i;

	before->currency = currency_before(item, seq);
	for (i = 0; i < item->move_count; i++)
		if (item->moves[i].seq < seq)
			item_move(before, &item->moves[i]);
	for (i = 0; i < item->change_count; i++)
		if (item->changes[i].seq < seq)
			item_change(before, &item->changes[i]);
	for (i = 0; i < item->fact_count; i++) {
		const struct fact *fact = &item->facts[i];

		if (fact->seq < seq)
			item_fact(before, fact->column, fact->day, fact->seq,
				  fact_text(item, fact));
	}
	return before;
}

/* ---- one step ------------------------------------------------------------ */

static int by_remainder(const void *a, const void *b)
{
	const struct spread_share *x = *(struct spread_share *const *)a;
	const struct spread_share *y = *(struct spread_share *const *)b;

	if (x->remainder != y->remainder)
		return x->remainder > y->remainder ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* The units that rounding down left, to the largest remainders. */
static void hand_out(struct spread_step *step)
{
	struct spread_share **order =
		mem_alloc(step->count * sizeof(struct spread_share *));
	size_t units = (size_t)step->left;
	size_t i;

	for (i = 0; i < step->count; i++)
		order[i] = &step->shares[i];
	qsort(order, step->count, sizeof *order, by_remainder);
	assert(units < step->count);
	for (i = 0; i < step->count; i++) {
		order[i]->rank = i + 1;
		order[i]->part += i < units;
		order[i]->tie =
			order[i]->remainder == order[units - 1]->remainder &&
			order[i]->remainder == order[units]->remainder;
	}
	free(order);
}

int64_t spread_out(struct spread_step *step, int64_t money)
{
	int64_t given = 0;
	size_t i;

	step->money = money;
	step->sum = step->left = 0;
	for (i = 0; i < step->count; i++)
		step->sum += step->shares[i].most;
	for (i = 0; i < step->count; i++) {
		struct spread_share *share = &step->shares[i];

		share->rank = 0;
		share->tie = false;
		share->remainder = 0;
		share->floor = share->most;
		if (money < step->sum)
			share->floor =
				money_share(share->most, money, step->sum,
					    &share->remainder);
		share->part = share->floor;
		given += share->part;
	}
	if (money >= step->sum)
		return money - step->sum;
	step->left = money - given;
	if (step->left > 0)
		hand_out(step);
	return 0;
}

/* ---- the entry ----------------------------------------------------------- */

/* What the search for awards shares. */
struct search {
	struct book *book;
	const struct entry *entry;
	struct arena *arena;
	struct spread *spread;
	struct item **awards; /* as they were before the entry */
	size_t count, room;
};

bool spread_happens(enum event_code event)
{
	return event == EVENT_RECOVERY_RECEIVED ||
	       event == EVENT_RECOVERY_APPLIED || event == EVENT_ASSET_APPLIED;
}

/* An item before the entry; NULL when it was not on the book. */
static enum status find_before(struct search *search, enum item_kind kind,
			       struct slice code, struct item **out,
			       struct err *err)
{
	const struct item *item;
	enum status status = book_item(search->book, kind, code, &item, err);

	*out = NULL;
	if (status == STATUS_OK)
		*out = item_before(item, search->entry->seq);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* waterfall.c: final on the row's date and on every day since. */
static bool reached(const struct search *search, const struct item *award)
{
	const struct spread *spread = search->spread;

	return item_state(award) == STATE_FINAL &&
	       slice_equal(item_text(award, FACT_HOME), spread->home) &&
	       item_changed_on(award) <= search->entry->event.date &&
	       award->currency == spread->currency &&
	       codes_hold(item_text(award, COLUMN_OFFENDER), spread->offender);
}

static int by_code(const void *a, const void *b)
{
	const struct item *x = *(struct item *const *)a;
	const struct item *y = *(struct item *const *)b;

	return bytes_compare(x->code, x->code_size, y->code, y->code_size);
}

static bool listed(const struct search *search, struct slice code)
{
	size_t i;

	for (i = 0; i < search->count; i++)
		if (slice_is(code, search->awards[i]->code))
			return true;
	return false;
}

static enum status find_awards(struct search *search, const struct item *home,
			       struct err *err)
{
	enum status status = STATUS_OK;
	struct item *award;
	size_t i;

	for (i = 0; i < home->fact_count && status == STATUS_OK; i++) {
		struct slice code = fact_text(home, &home->facts[i]);

		if (home->facts[i].column != FACT_MEMBER ||
		    listed(search, code))
			continue;
		status = find_before(search, ITEM_CLAIM, code, &award, err);
		if (status != STATUS_OK || award == NULL)
			continue;
		if (!reached(search, award)) {
			item_free(award);
			continue;
		}
		search->awards =
			mem_grow(search->awards, &search->room,
				 search->count + 1, sizeof *search->awards);
		search->awards[search->count++] = award;
	}
	if (search->count > 1)
		qsort(search->awards, search->count, sizeof *search->awards,
		      by_code);
	return status;
}

static void fill_step(const struct search *search, size_t number,
		      enum account account, size_t funds)
{
	struct spread_step *step = &search->spread->steps[number];
	size_t i;

	step->count = search->count * funds;
	step->shares = arena_alloc(search->arena,
				   (step->count + 1) * sizeof *step->shares);
	for (i = 0; i < step->count; i++) {
		const struct item *award = search->awards[i / funds];
		struct spread_share *share = &step->shares[i];

		share->fund = (enum fund)(i % funds);
		share->claim.bytes = arena_copy(search->arena, award->code,
						award->code_size);
		share->claim.size = award->code_size;
		share->most = item_least(
			award, account_of(account, (enum fund)(i % funds)),
			search->spread->currency, search->entry->event.date);
		if (share->most < 0)
			share->most = 0;
	}
}

/* What an entry's lines say of one account and claim, debit positive. */
static int64_t entered(const struct entry *entry, enum account account,
		       struct slice claim)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < entry->line_count; i++)
		if (entry->lines[i].account == account &&
		    slice_equal(entry->lines[i].item, claim))
			sum += entry->lines[i].amount;
	return sum;
}

static bool agrees(const struct entry *entry, const struct spread *spread)
{
	static const enum account accounts[SPREAD_STEPS] = {
		ACCOUNT_TRUST_VICTIMS, ACCOUNT_FUND_SUBROGATED,
		ACCOUNT_ADVANCES_WRITTEN_OFF};
	size_t number;
	size_t i;

	for (number = 0; number < SPREAD_STEPS; number++)
		for (i = 0; i < spread->steps[number].count; i++) {
			const struct spread_share *share =
				&spread->steps[number].shares[i];

			if (entered(entry,
				    account_of(accounts[number], share->fund),
				    share->claim) != -share->part)
				return false;
		}
	return true;
}

/* Whose money it is, where, and how much of it there was. */
static enum status find_source(struct search *search, struct err *err)
{
	const struct event *event = &search->entry->event;
	struct spread *spread = search->spread;
	enum item_kind kind = ITEM_UNAPPLIED;
	enum account account = ACCOUNT_TRUST_UNAPPLIED;
	struct text code = TEXT_ZERO;
	struct slice name;
	struct item *source;
	enum status status;

	spread->currency = event->currency;
	spread->home = event_field(event, COLUMN_CASE);
	spread->offender = event_field(event, COLUMN_OFFENDER);
	spread->amount = event->amount;
	if (event->code == EVENT_RECOVERY_RECEIVED)
		return STATUS_OK;
	text_addf(&code, "%.*s+%.*s", (int)spread->home.size,
		  spread->home.bytes, (int)spread->offender.size,
		  spread->offender.bytes);
	name.bytes = code.bytes;
	name.size = code.size;
	if (event->code == EVENT_ASSET_APPLIED) {
		kind = ITEM_ASSET;
		account = ACCOUNT_TRUST_PROCEEDS;
		name = event_field(event, COLUMN_ASSET);
	}
	spread->amount = 0;
	status = find_before(search, kind, name, &source, err);
	text_release(&code);
	if (status != STATUS_OK || source == NULL)
		return status;
	if (kind == ITEM_ASSET) {
		struct slice home = item_text(source, COLUMN_CASE);
		struct slice who = item_text(source, COLUMN_OFFENDER);

		spread->home.bytes =
			arena_copy(search->arena, home.bytes, home.size);
		spread->home.size = home.size;
		spread->offender.bytes =
			arena_copy(search->arena, who.bytes, who.size);
		spread->offender.size = who.size;
	}
	spread->amount =
		item_least(source, account, spread->currency, event->date);
	if (spread->amount < 0)
		spread->amount = 0;
	item_free(source);
	return STATUS_OK;
}

static void spread_all(struct search *search)
{
	struct spread *spread = search->spread;
	size_t number;

	fill_step(search, 0, ACCOUNT_AWARDS_OWED, 1);
	fill_step(search, 1, ACCOUNT_FUND_SUBROGATED, FUND_COUNT);
	fill_step(search, 2, ACCOUNT_ADVANCES_WRITTEN_OFF, FUND_COUNT);
	spread->rest = spread->amount;
	for (number = 0; number < SPREAD_STEPS; number++)
		spread->rest = spread_out(&spread->steps[number], spread->rest);
	spread->as_entered = agrees(search->entry, spread);
}

enum status spread_read(struct book *book, const struct entry *entry,
			struct arena *arena, struct spread *spread,
			struct err *err)
{
	struct search search = {book, entry, arena, spread, NULL, 0, 0};
	struct item *home = NULL;
	enum status status;
	size_t i;

	assert(spread_happens(entry->event.code));
	memset(spread, 0, sizeof *spread);
	status = find_source(&search, err);
	if (status == STATUS_OK)
		status = find_before(&search, ITEM_CASE, spread->home, &home,
				     err);
	if (status == STATUS_OK && home != NULL)
		status = find_awards(&search, home, err);
	if (status == STATUS_OK)
		spread_all(&search);
	for (i = 0; i < search.count; i++)
		item_free(search.awards[i]);
	free(search.awards);
	item_free(home);
	return status;
}
