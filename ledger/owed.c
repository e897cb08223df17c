/* owed.c: recording debts, and clearing them as rows are posted. */
#include "ledger/owed.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"
#include "ledger/bookparts.h"
#include "ledger/store/store.h"

#include <assert.h>
#include <stdlib.h>

/* An open debt, by the hash of its id or print. */
struct place {
	uint64_t hash;
	uint32_t number; /* 0: nothing stands here */
};

struct owed {
	struct store *store;
	struct place *places; /* open addressing; a power of two */
	size_t room;
	size_t used;
	uint32_t last; /* number of the last debt recorded */
	uint32_t run;  /* under way */
	struct digest *digest;
	bool digested;
	struct text value;
	struct text other;
};

enum { ROOM_FIRST = 64, NAME_BYTES = LIMIT_ID_BYTES + 2 };

/* ---- bytes --------------------------------------------------------------- */

static void pack_day(struct text *out, int32_t day)
{
	pack_varint(out, (uint64_t)(day - DAY_FIRST));
}

void debt_pack(const struct debt *debt, struct text *out)
{
	const char *code = refusal_name(debt->code);

	pack_varint(out, debt->run);
	pack_varint(out, debt->line);
	pack_day(out, debt->day);
	pack_string(out, debt->id.bytes, debt->id.size);
	pack_string(out, debt->print.bytes, debt->print.size);
	pack_string(out, code, strlen(code));
	pack_byte(out, debt->has_money);
	if (debt->has_money) {
		text_add(out, currency_code(debt->currency), 3);
		pack_zigzag(out, debt->amount);
	}
	pack_varint(out, debt->cleared_run);
	if (debt->cleared_run == 0)
		return;
	pack_varint(out, debt->cleared_entry);
	pack_day(out, debt->cleared_day);
}

static int32_t read_day(struct reader *reader)
{
	uint64_t days = read_varint(reader);

	if (days > DAY_LAST - DAY_FIRST)
		reader->bad = true;
	return reader->bad ? DAY_FIRST : DAY_FIRST + (int32_t)days;
}

static enum refusal_code read_code(struct reader *reader)
{
	struct slice name = read_string(reader);
	int code;

	for (code = REFUSAL_NONE + 1; code < REFUSAL_COUNT; code++)
		if (slice_is(name, refusal_name((enum refusal_code)code)))
			return (enum refusal_code)code;
	reader->bad = true;
	return REFUSAL_NONE;
}

static void read_money(struct reader *reader, struct debt *debt)
{
	struct slice letters = read_bytes(reader, 3);

	debt->currency = CURRENCY_NONE;
	if (!reader->bad)
		debt->currency = currency_find(letters.bytes, letters.size);
	if (debt->currency == CURRENCY_NONE)
		reader->bad = true;
	debt->amount = read_zigzag(reader);
}

bool debt_unpack(struct slice key, struct slice value, struct debt *debt)
{
	struct reader reader = reader_of(value.bytes, value.size);

	memset(debt, 0, sizeof *debt);
	if (key.size != 4)
		return false;
	debt->number = get_u32(key.bytes);
	debt->run = (uint32_t)read_varint(&reader);
	debt->line = read_varint(&reader);
	debt->day = read_day(&reader);
	debt->id = read_string(&reader);
	debt->print = read_string(&reader);
	debt->code = read_code(&reader);
	debt->has_money = read_byte(&reader) == 1;
	if (debt->has_money)
		read_money(&reader, debt);
	debt->cleared_run = (uint32_t)read_varint(&reader);
	if (debt->cleared_run != 0) {
		debt->cleared_entry = (uint32_t)read_varint(&reader);
		debt->cleared_day = read_day(&reader);
	}
	return !reader.bad && reader.at == reader.end && debt->run > 0 &&
	       debt->id.size <= LIMIT_ID_BYTES;
}

static enum status damaged(struct err *err)
{
	return err_set(err, STATUS_CORRUPT,
		       "table debts: a record contradicts itself; restore a "
		       "backup with `redress restore`");
}

static enum status put(struct owed *owed, const struct debt *debt,
		       struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct slice value;

	put_u32(key, debt->number);
	text_clear(&owed->value);
	debt_pack(debt, &owed->value);
	value.bytes = owed->value.bytes;
	value.size = owed->value.size;
	return store_put(owed->store, TABLE_DEBTS, name, value, err);
}

/* The debt of a number; its texts lie in owed->other. */
static enum status get(struct owed *owed, uint32_t number, struct debt *debt,
		       struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct slice value;
	enum status status;

	memset(debt, 0, sizeof *debt);
	put_u32(key, number);
	status = store_get(owed->store, TABLE_DEBTS, name, &owed->other, err);
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? damaged(err) : status;
	value.bytes = owed->other.bytes;
	value.size = owed->other.size;
	return debt_unpack(name, value, debt) ? STATUS_OK : damaged(err);
}

/* ---- the open ones in memory --------------------------------------------- */

static uint64_t hash_of(struct slice id, struct slice print)
{
	return id.size > 0 ? hash_bytes(0, id.bytes, id.size)
			   : hash_bytes(1, print.bytes, print.size);
}

static void place_in(struct place *places, size_t room, uint64_t hash,
		     uint32_t number)
{
	size_t at = (size_t)(hash ^ (hash >> 32)) & (room - 1);

	while (places[at].number != 0)
		at = (at + 1) & (room - 1);
	places[at].hash = hash;
	places[at].number = number;
}

static void note(struct owed *owed, uint64_t hash, uint32_t number)
{
	size_t room = owed->room == 0 ? ROOM_FIRST : owed->room * 2;
	struct place *places;
	size_t i;

	if ((owed->used + 1) * 2 > owed->room) {
		places = mem_alloc(room * sizeof *places);
		for (i = 0; i < owed->room; i++)
			if (owed->places[i].number != 0)
				place_in(places, room, owed->places[i].hash,
					 owed->places[i].number);
		free(owed->places);
		owed->places = places;
		owed->room = room;
	}
	place_in(owed->places, owed->room, hash, number);
	owed->used++;
}

/*
 * The next open debt of an id or print from place *at on; STATUS_NOT_FOUND
 * when there is none. What was cleared since keeps its place.
 */
static enum status find(struct owed *owed, struct slice id, struct slice print,
			struct debt *debt, struct err *err)
{
	uint64_t hash = hash_of(id, print);
	size_t at = (size_t)(hash ^ (hash >> 32)) & (owed->room - 1);
	enum status status;

	if (owed->room == 0)
		return STATUS_NOT_FOUND;
	for (; owed->places[at].number != 0; at = (at + 1) & (owed->room - 1)) {
		if (owed->places[at].hash != hash)
			continue;
		status = get(owed, owed->places[at].number, debt, err);
		if (status != STATUS_OK)
			return status;
		if (debt->cleared_run == 0 && slice_equal(debt->id, id) &&
		    (id.size > 0 || slice_equal(debt->print, print)))
			return STATUS_OK;
	}
	return STATUS_NOT_FOUND;
}

static enum status load(struct owed *owed, struct err *err)
{
	struct slice start = {"", 0};
	struct store_cursor *cursor;
	struct slice key;
	struct slice value;
	struct debt debt;
	enum status status;

	if (!store_has(owed->store, TABLE_DEBTS))
		return STATUS_OK;
	status = store_cursor_open(owed->store, TABLE_DEBTS, start, &cursor,
				   err);
	if (status != STATUS_OK)
		return status;
	while ((status = store_cursor_next(cursor, &key, &value, err)) ==
	       STATUS_OK) {
		if (!debt_unpack(key, value, &debt)) {
			status = damaged(err);
			break;
		}
		owed->last = debt.number;
		if (debt.cleared_run == 0)
			note(owed, hash_of(debt.id, debt.print), debt.number);
	}
	store_cursor_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status owed_open(struct store *store, struct owed **out, struct err *err)
{
	struct owed *owed = mem_alloc(sizeof *owed);
	enum status status;

	owed->store = store;
	owed->digest = digest_new();
	status = load(owed, err);
	if (status == STATUS_OK)
		*out = owed;
	else
		owed_close(owed);
	return status;
}

void owed_close(struct owed *owed)
{
	if (owed == NULL)
		return;
	digest_free(owed->digest);
	text_release(&owed->value);
	text_release(&owed->other);
	free(owed->places);
	free(owed);
}

/* ---- a run --------------------------------------------------------------- */

void owed_begin(struct owed *owed, uint32_t run)
{
	owed->run = run;
	digest_restart(owed->digest);
	owed->digested = false;
}

void owed_digest(const struct owed *owed, char out[DIGEST_HEX_SIZE])
{
	out[0] = '\0';
	if (owed->digested)
		digest_hex(owed->digest, out);
}

enum status owed_clear(struct owed *owed, struct slice id, uint32_t entry,
		       int32_t today, struct err *err)
{
	struct slice none = {"", 0};
	struct debt debt;
	enum status status;

	if (owed->used == 0)
		return STATUS_OK;
	status = find(owed, id, none, &debt, err);
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	debt.cleared_run = owed->run;
	debt.cleared_entry = entry;
	debt.cleared_day = today;
	return put(owed, &debt, err);
}

void debt_line(const struct debt *debt, struct text *out)
{
	struct slice name = debt->id.size > 0 ? debt->id : debt->print;

	text_add_number(out, (int64_t)debt->line);
	text_add_char(out, '\t');
	text_add(out, name.bytes, name.size);
	text_addf(out, "\t%s\t", refusal_name(debt->code));
	if (debt->has_money) {
		text_add_string(out, currency_code(debt->currency));
		text_add_number(out, debt->amount);
	}
	text_add_char(out, '\n');
}

enum status book_owe(struct book *book, const struct debt *row, int32_t today,
		     bool *fresh, struct err *err)
{
	struct owed *owed = book->owed;
	struct debt debt;
	enum status status;

	assert(book->posting && row->code != REFUSAL_NONE);
	assert(row->id.size <= LIMIT_ID_BYTES);
	assert(row->id.size > 0 || row->print.size > 0);
	*fresh = false;
	status = find(owed, row->id, row->print, &debt, err);
	if (status != STATUS_NOT_FOUND)
		return status;
	*fresh = true;
	debt = *row;
	debt.number = ++owed->last;
	debt.run = owed->run;
	debt.day = today;
	debt.cleared_run = 0;
	note(owed, hash_of(debt.id, debt.print), debt.number);
	text_clear(&owed->value);
	debt_line(&debt, &owed->value);
	digest_add(owed->digest, owed->value.bytes, owed->value.size);
	owed->digested = true;
	return put(owed, &debt, err);
}

enum status book_dismiss(struct book *book, uint32_t run, uint64_t line,
			 int32_t today, uint32_t *count, struct err *err)
{
	struct owed *owed = book->owed;
	struct debt debt;
	enum status status = STATUS_OK;
	uint32_t number;

	assert(book->posting);
	*count = 0;
	for (number = 1; number <= owed->last; number++) {
		status = get(owed, number, &debt, err);
		if (status != STATUS_OK)
			return status;
		if (debt.run != run || debt.cleared_run != 0 ||
		    (line != 0 && debt.line != line))
			continue;
		debt.cleared_run = owed->run;
		debt.cleared_day = today;
		status = put(owed, &debt, err);
		if (status != STATUS_OK)
			return status;
		++*count;
	}
	if (*count == 0)
		return err_set(err, STATUS_NOT_FOUND,
			       "nothing of that is open; `redress runs %u` "
			       "lists what run %u refused",
			       (unsigned int)run, (unsigned int)run);
	return STATUS_OK;
}
