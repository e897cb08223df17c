/* desk.c: a shelf over plain lists, and the daily rules by brute force. */
#include "tests/support/desk.h"

#include "ledger/base/digest.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct item *look_up(const struct desk *desk, enum item_kind kind,
			    struct slice code)
{
	size_t i;

	for (i = 0; i < desk->item_count; i++) {
		struct item *item = desk->items[i];

		if (item->kind == kind && slice_is(code, item->code))
			return item;
	}
	return NULL;
}

static struct item *find(void *owner, enum item_kind kind, struct slice code)
{
	struct item *item = look_up(owner, kind, code);

	if (item == NULL)
		return NULL;
	if (kind == ITEM_UNAPPLIED)
		return item->move_count == 0 ? NULL : item;
	return item_state(item) == STATE_NONE ? NULL : item;
}

static struct item *make(void *owner, enum item_kind kind, struct slice code)
{
	struct desk *desk = owner;
	struct item *item = look_up(desk, kind, code);

	if (item != NULL)
		return item;
	desk->items = mem_grow(desk->items, &desk->item_room,
			       desk->item_count + 1, sizeof(struct item *));
	item = item_new(kind, code);
	desk->items[desk->item_count++] = item;
	return item;
}

static bool by_number(void *owner, uint32_t seq, struct entry *entry)
{
	struct desk *desk = owner;
	const struct text *packed;
	bool read;

	if (seq == 0 || seq > desk->entry_count)
		return false;
	packed = &desk->entries[seq - 1];
	read = entry_unpack(packed->bytes, packed->size, seq, &desk->arena,
			    entry);
	assert(read);
	return true;
}

static bool by_id(void *owner, struct slice id, struct entry *entry)
{
	const struct desk *desk = owner;
	uint32_t seq;

	for (seq = (uint32_t)desk->entry_count; seq > 0; seq--)
		if (by_number(owner, seq, entry) &&
		    slice_equal(entry->event.field[COLUMN_ID], id))
			return true;
	return false;
}

static struct series *series_of(void *owner, enum account account,
				uint8_t currency)
{
	struct desk *desk = owner;
	struct desk_series *last;
	size_t i;

	for (i = 0; i < desk->series_count; i++)
		if (desk->series[i].account == account &&
		    desk->series[i].currency == currency)
			return desk->series[i].series;
	desk->series = mem_grow(desk->series, &desk->series_room,
				desk->series_count + 1, sizeof *desk->series);
	last = &desk->series[desk->series_count++];
	last->account = account;
	last->currency = currency;
	last->series = mem_alloc(sizeof *last->series);
	return last->series;
}

void desk_open(struct desk *desk)
{
	memset(desk, 0, sizeof *desk);
	desk->shelf.owner = desk;
	desk->shelf.find = find;
	desk->shelf.make = make;
	desk->shelf.by_id = by_id;
	desk->shelf.by_number = by_number;
	desk->shelf.series = series_of;
	desk->play.shelf = &desk->shelf;
	desk->play.arena = &desk->arena;
	desk->play.refusal = &desk->refusal;
}

void desk_close(struct desk *desk)
{
	size_t i;

	for (i = 0; i < desk->item_count; i++)
		item_free(desk->items[i]);
	for (i = 0; i < desk->entry_count; i++)
		text_release(&desk->entries[i]);
	for (i = 0; i < desk->series_count; i++) {
		series_release(desk->series[i].series);
		free(desk->series[i].series);
	}
	free(desk->series);
	free(desk->items);
	free(desk->entries);
	arena_release(&desk->arena);
	play_release(&desk->play);
}

/* The digest of everything that a row may change. */
static void fingerprint(const struct desk *desk, char out[DIGEST_HEX_SIZE])
{
	struct digest *digest = digest_new();
	struct text packed = TEXT_ZERO;
	size_t i;

	for (i = 0; i < desk->item_count; i++) {
		const struct item *item = desk->items[i];

		if (item->move_count + item->change_count + item->fact_count ==
		    0)
			continue; /* made and left empty */
		text_clear(&packed);
		item_pack(item, &packed);
		digest_add(digest, item->code, item->code_size);
		digest_add(digest, packed.bytes, packed.size);
	}
	for (i = 0; i < desk->series_count; i++)
		if (desk->series[i].series->last_day != 0)
			digest_add(digest, &desk->series[i].series->ending,
				   sizeof(int64_t));
	digest_hex(digest, out);
	digest_free(digest);
	text_release(&packed);
}

static void enter(struct desk *desk)
{
	struct text packed = TEXT_ZERO;
	const struct play *play = &desk->play;
	bool balanced = seal_balances(play->lines, play->line_count);

	assert(balanced);
	entry_pack(play->event, play->lines, play->line_count, &packed);
	desk->entries = mem_grow(desk->entries, &desk->entry_room,
				 desk->entry_count + 1, sizeof packed);
	desk->entries[desk->entry_count++] = packed;
	play_apply(&desk->play, (uint32_t)desk->entry_count);
}

enum refusal_code desk_post_row(struct desk *desk, const struct row *row)
{
	char before[DIGEST_HEX_SIZE];
	char after[DIGEST_HEX_SIZE];

	arena_reset(&desk->arena);
	fingerprint(desk, before);
	if (event_read(row, DESK_TODAY, &desk->event, &desk->refusal) &&
	    play_event(&desk->play, &desk->event)) {
		enter(desk);
		return REFUSAL_NONE;
	}
	fingerprint(desk, after);
	desk->traced = desk->traced || strcmp(before, after) != 0;
	assert(desk->refusal.code != REFUSAL_NONE);
	return desk->refusal.code;
}

enum refusal_code desk_post(struct desk *desk, const struct step *step)
{
	char id[STEP_ID_SIZE];
	struct row row;
	bool read = step_row(step, ++desk->rows, id, &row);

	assert(read);
	return desk_post_row(desk, &row);
}

size_t desk_post_all(struct desk *desk, const struct step *steps, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (desk_post(desk, &steps[i]) != steps[i].expected)
			break;
	return i;
}

const struct item *desk_item(struct desk *desk, enum item_kind kind,
			     const char *code)
{
	return find(desk, kind, slice_on(code));
}

int64_t desk_holds(struct desk *desk, enum account account, const char *code)
{
	static const enum item_kind kinds[] = {
		ITEM_CLAIM, ITEM_UNAPPLIED, ITEM_CONTRIBUTION, ITEM_ASSET,
		ITEM_GRANT, ITEM_RELIEF,    ITEM_ASSISTANCE};
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const struct item *item =
			look_up(desk, kinds[i], slice_on(code));

		if (item != NULL)
			sum += item_ending(item, account,
					   currency_find("BYR", 3));
	}
	return account_sign(account) * sum;
}

int64_t desk_ending(struct desk *desk, enum account account,
		    const char *currency)
{
	return series_of(desk, account, currency_find(currency, 3))->ending;
}

int64_t desk_total(struct desk *desk, enum account account)
{
	return account_sign(account) * desk_ending(desk, account, "BYR");
}

static const char *wrong(struct desk *desk, const char *what, const char *whom,
			 int32_t day)
{
	char date[DAY_TEXT_SIZE];

	day_format(day, date);
	snprintf(desk->wrong, sizeof desk->wrong, "on %s %s: %s", date, whom,
		 what);
	return desk->wrong;
}

/* One account of an item at the end of a day, summed from its moves. */
static int64_t summed(const struct item *item, enum account account,
		      uint8_t currency, int32_t day)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < item->move_count; i++)
		if (item->moves[i].account == (uint8_t)account &&
		    item->moves[i].currency == currency &&
		    item->moves[i].day <= day)
			sum += item->moves[i].amount;
	return sum;
}

static int64_t award_gap(const struct item *item, uint8_t currency, int32_t day)
{
	static const struct {
		enum account account;
		int sign;
	} parts[] = {{SUM_PRINCIPAL, 1},
		     {SUM_INDEXATION, 1},
		     {ACCOUNT_AWARDS_EXCESS, 1},
		     {ACCOUNT_AWARDS_OWED, -1},
		     {ACCOUNT_TRUST_VICTIMS, 1},
		     {ACCOUNT_TRUST_UNCLAIMED, 1},
		     {SUM_PAID, -1},
		     {SUM_DIRECT, -1},
		     {SUM_ADVANCED, -1}};
	int64_t gap = 0;
	size_t i;

	for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
		gap += parts[i].sign *
		       summed(item, parts[i].account, currency, day);
	return gap;
}

static const char *item_wrong_on(struct desk *desk, const struct item *item,
				 uint8_t currency, int32_t day)
{
	enum state state = item_state_at(item, day);
	int account;

	for (account = 1; account < SUM_END; account++) {
		enum account a = (enum account)account;
		int64_t sum;

		if (account >= ACCOUNT_COUNT && account < SUM_FIRST)
			continue;
		sum = summed(item, a, currency, day);
		if (sum != item_at(item, a, currency, day))
			return wrong(desk, "item_at differs", item->code, day);
		if (account_side(a) != SIDE_FREE && account_sign(a) * sum < 0)
			return wrong(desk, "wrong side", item->code, day);
	}
	if (item->kind == ITEM_CLAIM &&
	    summed(item, ACCOUNT_AWARDS_OWED, currency, day) +
			    summed(item, ACCOUNT_AWARDS_DUE, currency, day) !=
		    0)
		return wrong(desk, "owed + due is not 0", item->code, day);
	if ((state == STATE_FINAL || state == STATE_QUASHED) &&
	    award_gap(item, currency, day) != 0)
		return wrong(desk, "the award's parts differ", item->code, day);
	if (item->kind == ITEM_ASSET &&
	    -summed(item, ACCOUNT_TRUST_PROCEEDS, currency, day) <
		    summed(item, ACCOUNT_TRUST_PROPERTY, currency, day))
		return wrong(desk, "property over proceeds", item->code, day);
	return NULL;
}

/* A control account against its items and its side, on one day. */
static const char *control_wrong_on(struct desk *desk,
				    const struct desk_series *control,
				    int32_t day)
{
	enum account account = control->account;
	uint8_t currency = control->currency;
	const struct account_row *row = account_row(account);
	int64_t kept = series_at(control->series, day);
	int64_t sum = 0;
	size_t i;

	if (account_side(account) != SIDE_FREE &&
	    account_sign(account) * kept < 0)
		return wrong(desk, "wrong side", row->name, day);
	if (row->item == ITEM_NONE)
		return NULL;
	for (i = 0; i < desk->item_count; i++)
		sum += summed(desk->items[i], account, currency, day);
	return sum == kept ? NULL
			   : wrong(desk, "is not its items'", row->name, day);
}

static const char *day_wrong(struct desk *desk, int32_t day)
{
	const char *said = NULL;
	size_t i;

	for (i = 0; i < desk->series_count && said == NULL; i++)
		said = control_wrong_on(desk, &desk->series[i], day);
	for (i = 0; i < desk->item_count && said == NULL; i++) {
		const struct item *item = desk->items[i];
		size_t j;

		for (j = 0; j < item->ending_count && said == NULL; j++)
			if (j == 0 || item->endings[j].currency !=
					      item->endings[0].currency)
				said = item_wrong_on(desk, item,
						     item->endings[j].currency,
						     day);
	}
	return said;
}

const char *desk_wrong(struct desk *desk)
{
	static bool moved[DAY_LAST + 1];
	const char *said = NULL;
	size_t i;
	size_t j;

	if (desk->traced)
		return "a refused row left a trace";
	memset(moved, 0, sizeof moved);
	for (i = 0; i < desk->item_count; i++)
		for (j = 0; j < desk->items[i]->move_count; j++) {
			int32_t day = desk->items[i]->moves[j].day;

			if (said == NULL && !moved[day])
				said = day_wrong(desk, day);
			moved[day] = true;
		}
	return said;
}
