/* principals.c: the moves of a redenomination against its factor. */
#include "reports/principals.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

/* A redenomination, kept open: each award asks for its factor again. */
struct turn {
	struct journal_cursor *entries;
	struct entry entry;
};

struct principals {
	struct book *book;
	struct moment moment;
	struct turn *turns; /* asked for so far: one a redenomination */
	size_t turn_count, turn_room;
	struct principal *list;
	size_t count, room;
	struct arena texts;
};

struct principals *principals_new(struct book *book, struct moment moment)
{
	struct principals *principals = mem_alloc(sizeof *principals);

	principals->book = book;
	principals->moment = moment;
	return principals;
}

void principals_close(struct principals *principals)
{
	size_t i;

	if (principals == NULL)
		return;
	for (i = 0; i < principals->turn_count; i++)
		entries_close(principals->turns[i].entries);
	arena_release(&principals->texts);
	free(principals->turns);
	free(principals->list);
	free(principals);
}

/* The turn that the move belongs to, if it was asked for. */
static const struct turn *known_turn(const struct principals *principals,
				     const struct move *move)
{
	size_t i;

	for (i = 0; i < principals->turn_count; i++) {
		const struct event *event = &principals->turns[i].entry.event;

		if (event->date == move->day &&
		    (event->currency == move->currency ||
		     event->quote == move->currency))
			return &principals->turns[i];
	}
	return NULL;
}

static enum status open_turn(struct principals *principals, uint32_t seq,
			     const struct turn **out, struct err *err)
{
	struct turn turn;
	enum status status =
		entries_open(principals->book, seq, &turn.entries, err);

	if (status != STATUS_OK)
		return status;
	status = entries_next(turn.entries, &turn.entry, err);
	if (status != STATUS_OK) {
		entries_close(turn.entries);
		return status;
	}
	principals->turns =
		mem_grow(principals->turns, &principals->turn_room,
			 principals->turn_count + 1, sizeof *principals->turns);
	principals->turns[principals->turn_count] = turn;
	*out = &principals->turns[principals->turn_count++];
	return STATUS_OK;
}

static struct slice keep(struct principals *principals, struct slice text)
{
	return (struct slice){
		arena_copy(&principals->texts, text.bytes, text.size),
		text.size};
}

static void list(struct principals *principals, const struct item *claim,
		 const struct event *event, int64_t needed, int64_t converted)
{
	struct principal *principal;

	principals->list =
		mem_grow(principals->list, &principals->room,
			 principals->count + 1, sizeof *principals->list);
	principal = &principals->list[principals->count++];
	principal->claim =
		keep(principals, (struct slice){claim->code, claim->code_size});
	principal->event = keep(principals, event_field(event, COLUMN_ID));
	principal->day = event->date;
	principal->currency = event->quote;
	principal->needed = needed;
	principal->converted = converted;
}

/* What entry `seq` added to the principal in a currency. */
static int64_t moved(const struct item *claim, uint32_t seq, uint8_t currency)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < claim->move_count; i++)
		if (claim->moves[i].seq == seq &&
		    claim->moves[i].account == SUM_PRINCIPAL &&
		    claim->moves[i].currency == currency)
			sum += claim->moves[i].amount;
	return sum;
}

static enum status compare(struct principals *principals,
			   const struct item *claim, const struct move *move,
			   struct err *err)
{
	const struct turn *turn = known_turn(principals, move);
	const struct event *event;
	int64_t needed, converted;
	enum status status = STATUS_OK;

	if (turn == NULL)
		status = open_turn(principals, move->seq, &turn, err);
	if (status != STATUS_OK)
		return status;
	event = &turn->entry.event;
	needed = moved(claim, move->seq, event->quote);
	converted = (int64_t)event_redenominate(
		event, moved(claim, move->seq, event->currency));
	if (needed != converted)
		list(principals, claim, event, needed, converted);
	return STATUS_OK;
}

enum status principals_add(struct principals *principals,
			   const struct item *claim, struct err *err)
{
	enum status status = STATUS_OK;
	uint32_t last = 0;
	size_t i;

	for (i = 0; i < claim->move_count && status == STATUS_OK; i++) {
		const struct move *move = &claim->moves[i];

		if (move->event != EVENT_CURRENCY_REDENOMINATED ||
		    move->account != SUM_PRINCIPAL || move->seq == last ||
		    !moment_sees(principals->moment, move->day, move->seq))
			continue;
		last = move->seq;
		status = compare(principals, claim, move, err);
	}
	return status;
}

size_t principals_count(const struct principals *principals)
{
	return principals->count;
}

const struct principal *principals_at(const struct principals *principals,
				      size_t i)
{
	return &principals->list[i];
}
