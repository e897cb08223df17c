/* proofitems.c: every item, on every day of its life. */
#include "ledger/proof.h"

#include <string.h>

static struct slice code_of(const struct item *item)
{
	struct slice code = {item->code, item->code_size};

	return code;
}

/* No account of an item is on its wrong side at the end of any day. */
static void test_sides(struct proof *proof, const struct item *item)
{
	char text[DAY_TEXT_SIZE];
	size_t i;

	for (i = 0; i < item->ending_count; i++) {
		enum account account = (enum account)item->endings[i].account;
		uint8_t currency = item->endings[i].currency;
		int32_t day;

		if (account_side(account) == SIDE_FREE)
			continue;
		day = item_short_on(item, account, currency, DAY_FIRST, 0);
		if (day == DAY_NONE)
			continue;
		day_format(day, text);
		proof_finding(proof, "side",
			      "%s %s: on %s account or sum %d in %s is on its "
			      "wrong side",
			      item_kind_name(item->kind), item->code, text,
			      (int)account, currency_code(currency));
	}
}

/* The identity of one award at the end of a day; 0 when it holds. */
static int64_t identity_gap(const struct item *item, uint8_t c, int32_t day)
{
	return item_at(item, SUM_PRINCIPAL, c, day) +
	       item_at(item, SUM_INDEXATION, c, day) +
	       item_at(item, ACCOUNT_AWARDS_EXCESS, c, day) -
	       item_at(item, ACCOUNT_AWARDS_OWED, c, day) +
	       item_at(item, ACCOUNT_TRUST_VICTIMS, c, day) +
	       item_at(item, ACCOUNT_TRUST_UNCLAIMED, c, day) -
	       item_at(item, SUM_PAID, c, day) -
	       item_at(item, SUM_DIRECT, c, day) -
	       item_at(item, SUM_ADVANCED, c, day);
}

static void test_identity_on(struct proof *proof, const struct item *item,
			     uint8_t currency, int32_t day)
{
	enum state state = item_state_at(item, day);
	int64_t owed = item_at(item, ACCOUNT_AWARDS_OWED, currency, day);
	int64_t due = item_at(item, ACCOUNT_AWARDS_DUE, currency, day);
	int64_t gap = 0;
	char text[DAY_TEXT_SIZE];

	if (state == STATE_FINAL || state == STATE_QUASHED)
		gap = identity_gap(item, currency, day);
	if (gap == 0 && owed + due == 0)
		return;
	day_format(day, text);
	proof_finding(proof, "identity",
		      "claim %s: on %s awarded + excess differs from its parts "
		      "by %lld minor units of %s, or owed from due",
		      item->code, text, (long long)gap,
		      currency_code(currency));
}

/* Each day-end on which something moved, in each currency it was kept in. */
static void test_identity(struct proof *proof, const struct item *item)
{
	size_t i;
	size_t j;

	for (i = 0; i < item->move_count; i++) {
		int32_t day = item->moves[i].day;

		if (i + 1 < item->move_count && item->moves[i + 1].day == day)
			continue;
		for (j = 0; j < item->ending_count; j++)
			if (item->endings[j].account == SUM_PRINCIPAL)
				test_identity_on(proof, item,
						 item->endings[j].currency,
						 day);
	}
}

/* Does the move say what an event of the award's sums left? */
static bool tells_sum(const struct move *move)
{
	return move->event == EVENT_AWARD_GRANTED ||
	       move->event == EVENT_AWARD_VARIED ||
	       move->event == EVENT_AWARD_INDEXED;
}

/* The principal in one currency behind entry `seq`. */
static int64_t principal_behind(const struct item *item, uint8_t currency,
				uint32_t seq)
{
	int64_t principal = 0;
	size_t i;

	for (i = 0; i < item->move_count; i++)
		if (item->moves[i].account == SUM_PRINCIPAL &&
		    item->moves[i].currency == currency &&
		    item->moves[i].seq <= seq)
			principal += item->moves[i].amount;
	return principal;
}

/* What each event left as the principal, and what each indexation added. */
static void add_principals(struct proof *proof, const struct item *item)
{
	struct set_sum *sums = &proof->item_principals;
	size_t i;

	for (i = 0; i < item->change_count; i++)
		if (item->changes[i].event == EVENT_AWARD_QUASHED &&
		    proof_since(proof, item->changes[i].seq))
			set_add_sum(sums, code_of(item), item->changes[i].seq,
				    SUM_PRINCIPAL, 0);
	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (!tells_sum(move) || !proof_since(proof, move->seq))
			continue;
		if (move->account == SUM_PRINCIPAL)
			set_add_sum(sums, code_of(item), move->seq,
				    SUM_PRINCIPAL,
				    principal_behind(item, move->currency,
						     move->seq));
		else if (move->account == SUM_INDEXATION)
			set_add_sum(sums, code_of(item), move->seq,
				    SUM_INDEXATION, move->amount);
	}
	/* a variation to the same sum leaves a fact instead of a move */
	for (i = 0; i < item->fact_count; i++)
		if (item->facts[i].column == FACT_UNVARIED &&
		    proof_since(proof, item->facts[i].seq))
			set_add_sum(sums, code_of(item), item->facts[i].seq,
				    SUM_PRINCIPAL,
				    principal_behind(
					    item,
					    item_currency_at(
						    item, item->facts[i].day),
					    item->facts[i].seq));
}

static void add_moves(struct proof *proof, const struct item *item)
{
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];
		enum account account = (enum account)move->account;
		struct series *series;

		if (account_is_sum(account) || !proof_since(proof, move->seq))
			continue;
		set_add_move(&proof->moves, code_of(item), move);
		series = totals_series(proof->item_totals, account,
				       move->currency);
		series_add(series, move->day, move->amount);
	}
}

static void add_states(struct proof *proof, const struct item *item)
{
	size_t i;

	for (i = 0; i < item->change_count; i++) {
		const struct change *change = &item->changes[i];
		struct move move = {change->day,
				    change->since,
				    change->seq,
				    change->event,
				    0,
				    0,
				    change->state};

		if (change->event != EVENT_NONE &&
		    proof_since(proof, change->seq) &&
		    event_row((enum event_code)change->event)->to != STATE_NONE)
			set_add_move(&proof->item_states, code_of(item), &move);
	}
}

static void prove_item(struct proof *proof, const struct item *item)
{
	proof->verdict->items++;
	add_moves(proof, item);
	add_states(proof, item);
	test_sides(proof, item);
	if (item->kind == ITEM_CLAIM) {
		add_principals(proof, item);
		test_identity(proof, item);
	}
}

static enum status prove_kind(struct proof *proof, enum item_kind kind,
			      struct err *err)
{
	struct items *items;
	const struct item *item;
	enum status status = items_open(proof->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK)
		prove_item(proof, item);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* An item that an entry since the seal names. */
static enum status prove_touched(void *owner, enum item_kind kind,
				 struct slice code, struct err *err)
{
	struct proof *proof = owner;
	const struct item *item;
	enum status status = book_item(proof->book, kind, code, &item, err);

	if (status == STATUS_OK)
		prove_item(proof, item);
	else if (status == STATUS_NOT_FOUND)
		proof_finding(proof, "item",
			      "%s %.*s is named by an entry and not in its "
			      "register; rebuild it with `redress verify "
			      "--rebuild`",
			      item_kind_name(kind), (int)code.size, code.bytes);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status proof_items(struct proof *proof, struct err *err)
{
	enum status status = STATUS_OK;
	int kind;

	if (proof->touched != NULL)
		return touched_each(proof->touched, prove_touched, proof, err);
	for (kind = ITEM_NONE + 1;
	     kind < ITEM_KIND_COUNT && status == STATUS_OK; kind++)
		status = prove_kind(proof, (enum item_kind)kind, err);
	return status;
}

static bool has_move(const struct item *item, const struct entry *entry,
		     const struct line *line)
{
	size_t i;

	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (move->seq == entry->seq &&
		    move->account == (uint8_t)line->account &&
		    move->currency == line->currency &&
		    move->amount == line->amount &&
		    move->day == entry->event.date)
			return true;
	}
	return false;
}

static enum status test_lines(struct proof *proof, const struct entry *entry,
			      bool *found, struct err *err)
{
	size_t i;

	for (i = 0; i < entry->line_count && !*found; i++) {
		const struct line *line = &entry->lines[i];
		enum item_kind kind = account_row(line->account)->item;
		const struct item *item;
		enum status status;

		if (line->item.size == 0)
			continue;
		status = book_item(proof->book, kind, line->item, &item, err);
		if (status != STATUS_OK && status != STATUS_NOT_FOUND)
			return status;
		if (status == STATUS_OK && has_move(item, entry, line))
			continue;
		*found = true;
		proof_finding(proof, "item",
			      "entry %u has a line on %s for %s %.*s that the "
			      "register does not have; rebuild it with "
			      "`redress verify --rebuild`",
			      (unsigned int)entry->seq,
			      account_row(line->account)->name,
			      item_kind_name(kind), (int)line->item.size,
			      line->item.bytes);
	}
	return STATUS_OK;
}

enum status proof_find_line(struct proof *proof, struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	bool found = false;
	enum status status = entries_open(proof->book, proof->from.entries + 1,
					  &cursor, err);

	if (status != STATUS_OK)
		return status;
	while (!found &&
	       (status = entries_next(cursor, &entry, err)) == STATUS_OK)
		status = test_lines(proof, &entry, &found, err);
	entries_close(cursor);
	if (!found)
		proof_finding(proof, "item",
			      "the registers hold moves that no entry has; "
			      "rebuild them with `redress verify --rebuild`");
	return status == STATUS_END ? STATUS_OK : status;
}
