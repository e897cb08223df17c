/* verify.c: the passes one after the other, and what they add up to. */
#include "ledger/verify.h"

#include "ledger/proof.h"

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

void proof_finding(struct proof *proof, const char *kind, const char *format,
		   ...)
{
	struct finding finding;
	va_list args;

	finding.kind = kind;
	va_start(args, format);
	vsnprintf(finding.text, sizeof finding.text, format, args);
	va_end(args);
	proof->verdict->findings++;
	proof->tell(proof->owner, &finding);
}

/* The finisher of splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

/* Eight bytes a step: this is most of what a proof computes. */
static uint64_t mix_all(const unsigned char *at, size_t size)
{
	uint64_t mixed = size;
	uint64_t word;

	for (; size >= sizeof word; size -= sizeof word, at += sizeof word) {
		memcpy(&word, at, sizeof word);
		mixed = mix(mixed + 0x9e3779b97f4a7c15u) ^ word;
	}
	word = 0;
	memcpy(&word, at, size);
	return mix(mixed + 0x9e3779b97f4a7c15u) ^ word;
}

void set_add(struct set_sum *set, const void *bytes, size_t size)
{
	uint64_t a = mix_all(bytes, size);

	set->a += mix(a);
	set->b += mix(a ^ 0x9e3779b97f4a7c15u) * 3 + 1;
	set->count++;
}

bool set_equal(const struct set_sum *a, const struct set_sum *b)
{
	return a->a == b->a && a->b == b->b && a->count == b->count;
}

struct fact_key {
	int64_t amount;
	int32_t day;
	int32_t since;
	uint32_t seq;
	uint8_t event;
	uint8_t account;
	uint8_t currency;
	uint8_t item_size;
	char item[LIMIT_ITEM_CODE_BYTES + 7];
};

void set_add_move(struct set_sum *set, struct slice item,
		  const struct move *move)
{
	struct fact_key key;

	memset(&key, 0, offsetof(struct fact_key, item));
	key.amount = move->amount;
	key.day = move->day;
	key.since = move->since;
	key.seq = move->seq;
	key.event = move->event;
	key.account = move->account;
	key.currency = move->currency;
	key.item_size = (uint8_t)item.size;
	memcpy(key.item, item.bytes, item.size);
	set_add(set, &key, offsetof(struct fact_key, item) + item.size);
}

void set_add_sum(struct set_sum *set, struct slice claim, uint32_t seq,
		 enum account sum, int64_t amount)
{
	struct move move = {0, 0, seq, 0, (uint8_t)sum, 0, amount};

	set_add_move(set, claim, &move);
}

static void count_id(void *owner, struct slice id, uint32_t seq)
{
	struct proof *proof = owner;
	struct move move = {0, 0, seq, 0, 0, 0, 0};

	set_add_move(&proof->stored_ids, id, &move);
}

/* Each id since the seal leads to its entry, or to a later one of its own. */
static enum status find_ids(struct proof *proof, struct ids *ids,
			    struct err *err)
{
	struct journal_cursor *cursor = NULL;
	struct entry entry;
	enum status status = entries_open(proof->book, proof->from.entries + 1,
					  &cursor, err);

	while (status == STATUS_OK) {
		uint32_t seq = 0;

		status = entries_next(cursor, &entry, err);
		if (status != STATUS_OK || !proof_indexed(proof, &entry))
			continue;
		status = ids_find(ids, entry.event.field[COLUMN_ID], &seq, err);
		if (status == STATUS_NOT_FOUND ||
		    (status == STATUS_OK && seq < entry.seq)) {
			proof_finding(
				proof, "ids",
				"the index does not lead from the id of "
				"entry %u to it; rebuild it with `redress "
				"verify --rebuild`",
				(unsigned int)entry.seq);
			status = STATUS_OK;
		}
	}
	entries_close(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status proof_ids(struct proof *proof, struct err *err)
{
	struct ids *ids;
	enum status status = ids_open(proof->book->store, &ids, err);

	if (status != STATUS_OK)
		return status;
	if (proof->touched != NULL) {
		status = find_ids(proof, ids, err);
		ids_close(ids);
		return status;
	}
	status = ids_each(ids, count_id, proof, err);
	ids_close(ids);
	if (status == STATUS_CORRUPT) {
		proof_finding(proof, "ids", "%s", err->text);
		return STATUS_OK;
	}
	if (status == STATUS_OK &&
	    !set_equal(&proof->entry_ids, &proof->stored_ids))
		proof_finding(proof, "ids",
			      "the index of ids holds %llu ids, the journal "
			      "%llu, or they name other entries; rebuild it "
			      "with `redress verify --rebuild`",
			      (unsigned long long)proof->stored_ids.count,
			      (unsigned long long)proof->entry_ids.count);
	return status;
}

static int64_t balance_on(const struct series *series, int32_t day)
{
	return series == NULL ? 0 : series_at(series, day);
}

static int64_t moved_on(const struct series *series, int year, int day)
{
	if (series == NULL || series->years[year] == NULL)
		return 0;
	return series->years[year]->delta[day];
}

/* The first day on which two series moved differently, or DAY_NONE. */
static int32_t first_difference(const struct series *a, const struct series *b)
{
	int year;
	int day;

	for (year = 0; year < SERIES_YEARS; year++)
		for (day = 0; day < SERIES_DAYS; day++)
			if (moved_on(a, year, day) != moved_on(b, year, day))
				return day_of(SERIES_YEAR_FIRST + year, 1, 1) +
				       day;
	return DAY_NONE;
}

static void compare_kept(struct proof *proof, enum account account,
			 uint8_t currency)
{
	const struct series *kept =
		totals_find(proof->book->totals, account, currency);
	const struct series *summed =
		totals_find(proof->journal_totals, account, currency);
	int32_t day = first_difference(kept, summed);
	char text[DAY_TEXT_SIZE];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	proof_finding(proof, "total",
		      "on %s the kept total of %s in %s is %lld minor units, "
		      "its entries add up to %lld; rebuild it with `redress "
		      "verify --rebuild`",
		      text, account_row(account)->name, currency_code(currency),
		      (long long)balance_on(kept, day),
		      (long long)balance_on(summed, day));
}

static void compare_items(struct proof *proof, enum account account,
			  uint8_t currency)
{
	const struct series *summed =
		totals_find(proof->journal_totals, account, currency);
	const struct series *from_items =
		totals_find(proof->item_totals, account, currency);
	const char *name = account_row(account)->name;
	int64_t ledger = summed == NULL ? 0 : summed->ending;

	if (account_row(account)->item != ITEM_NONE &&
	    (from_items == NULL ? 0 : from_items->ending) != ledger)
		proof_finding(proof, "sub-ledger",
			      "the items of %s in %s add up to %lld minor "
			      "units, the control account holds %lld",
			      name, currency_code(currency),
			      (long long)(from_items == NULL
						  ? 0
						  : from_items->ending),
			      (long long)ledger);
}

static void test_control(struct proof *proof, enum account account,
			 uint8_t currency)
{
	struct series *series =
		totals_series(proof->book->totals, account, currency);
	int sign = account_sign(account);
	char text[DAY_TEXT_SIZE];

	if (account_row(account)->item != ITEM_NONE ||
	    account_side(account) == SIDE_FREE ||
	    series_least(series, sign, DAY_FIRST) >= 0)
		return;
	day_format(series_short_on(series, sign, DAY_FIRST, 0), text);
	proof_finding(proof, "side", "on %s %s in %s is on its wrong side",
		      text, account_row(account)->name,
		      currency_code(currency));
}

/* Without what came since, the kept totals are those that were sealed. */
static enum status compare_sealed(struct proof *proof, struct err *err)
{
	struct totals *totals;
	char digest[DIGEST_HEX_SIZE];
	enum status status = totals_open(proof->book->store, &totals, err);

	if (status != STATUS_OK)
		return status;
	totals_take(totals, proof->journal_totals);
	totals_digest(totals, digest);
	totals_close(totals);
	if (strcmp(digest, proof->from.totals) != 0)
		proof_finding(proof, "total",
			      "the kept totals are not those of the last seal "
			      "(run %u) and the entries since; `redress "
			      "verify` names the account and the day",
			      (unsigned int)proof->from.run);
	return STATUS_OK;
}

enum status proof_totals(struct proof *proof, struct err *err)
{
	int account;
	int currency;

	for (account = 1; account < ACCOUNT_COUNT; account++)
		for (currency = 0; currency < currency_count(); currency++) {
			enum account a = (enum account)account;
			uint8_t c = (uint8_t)currency;

			if (totals_find(proof->book->totals, a, c) == NULL &&
			    totals_find(proof->journal_totals, a, c) == NULL &&
			    totals_find(proof->item_totals, a, c) == NULL)
				continue;
			if (proof->touched == NULL)
				compare_kept(proof, a, c);
			compare_items(proof, a, c);
			test_control(proof, a, c);
		}
	return proof->touched == NULL ? STATUS_OK : compare_sealed(proof, err);
}

static enum status run_passes(struct proof *proof, struct err *err)
{
	enum status status = proof_journal(proof, err);

	if (status == STATUS_OK)
		status = proof_items(proof, err);
	if (status == STATUS_OK)
		status = proof_ids(proof, err);
	if (status == STATUS_OK && proof->touched == NULL)
		status = proof_files(proof, err);
	if (status == STATUS_OK && proof->touched == NULL)
		status = proof_debts(proof, err);
	if (status == STATUS_OK)
		status = proof_totals(proof, err);
	if (status != STATUS_OK)
		return status;
	if (!set_equal(&proof->lines, &proof->moves))
		status = proof_find_line(proof, err);
	if (!set_equal(&proof->states, &proof->item_states))
		proof_finding(proof, "state",
			      "the states of the registers are not those that "
			      "the events made; rebuild them with `redress "
			      "verify --rebuild`");
	if (!set_equal(&proof->principals, &proof->item_principals))
		proof_finding(proof, "identity",
			      "the sums of the awards are not those of their "
			      "events; rebuild the registers with `redress "
			      "verify --rebuild`");
	return status;
}

static enum status prove(struct book *book, const struct proof *how,
			 struct verdict *verdict, struct err *err)
{
	struct proof proof = *how;
	enum status status = STATUS_OK;

	assert(!book->posting);
	if (book->totals == NULL)
		status = totals_open(book->store, &book->totals, err);
	if (status != STATUS_OK)
		return status;
	memset(verdict, 0, offsetof(struct verdict, wanted));
	verdict->wanted_run = 0;
	verdict->sealed_run = proof.from.run;
	verdict->sealed_entries = proof.from.entries;
	proof.book = book;
	proof.verdict = verdict;
	proof.journal_totals = totals_new();
	proof.item_totals = totals_new();
	memcpy(verdict->head, book->standing.head, DIGEST_HEX_SIZE);
	status = run_passes(&proof, err);
	totals_close(proof.journal_totals);
	totals_close(proof.item_totals);
	if (status != STATUS_CORRUPT)
		return status;
	proof_finding(&proof, "store", "%s", err->text);
	return STATUS_OK;
}

enum status verify_book(struct book *book, finding_fn tell, void *owner,
			struct verdict *verdict, struct err *err)
{
	struct proof proof;

	memset(&proof, 0, sizeof proof);
	proof.tell = tell;
	proof.owner = owner;
	seal_zero(&proof.from);
	return prove(book, &proof, verdict, err);
}

enum status verify_since_seal(struct book *book, finding_fn tell, void *owner,
			      struct verdict *verdict, struct err *err)
{
	struct proof proof;
	enum status status;

	if (book->standing.seal.run == 0)
		return verify_book(book, tell, owner, verdict, err);
	memset(&proof, 0, sizeof proof);
	proof.tell = tell;
	proof.owner = owner;
	proof.from = book->standing.seal;
	proof.touched = touched_new();
	status = prove(book, &proof, verdict, err);
	touched_free(proof.touched);
	return status;
}
