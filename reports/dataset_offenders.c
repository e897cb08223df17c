/*
 * dataset_offenders.c: recoveries --by offender: a row per convicted person
 * and currency, over all of their cases; a joint award stands under the
 * first-named alone, so that each sum is counted once (REPORTS.md).
 *
 * Memory      a purse for each offender and currency.
 */
#include "reports/ways.h"

#include "ledger/base/arena.h"
#include "ledger/base/hash.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 1 << 10 };

static const struct dataset_column_row columns[WAYS_ALL] = {
	[WAYS_NAME] = {"offender", CELL_CODE},
	[WAYS_CURRENCY] = {"currency", CELL_CODE},
	WAYS_COLUMNS(WAYS_FIRST),
};

static const char *const shown[] = {"offender",	 "currency",	"awarded",
				    "voluntary", "bailiff",	"wages",
				    "prison",	 "from_assets", "paid_direct",
				    "advanced",	 "closing",	NULL};

struct debtor {
	struct slice code;
	struct purse purse;
};

struct offenders {
	struct debtor *list;
	size_t count, room;
	uint32_t *slots;   /* place in the list + 1; 0: free */
	size_t slot_count; /* a power of two */
	struct arena codes;
	size_t next;
};

static uint32_t *find_slot(const struct offenders *offenders, struct slice code,
			   uint8_t currency)
{
	size_t at = hash_place(currency, code.bytes, code.size);

	for (;; at++) {
		uint32_t *slot =
			&offenders->slots[at & (offenders->slot_count - 1)];
		const struct debtor *debtor;

		if (*slot == 0)
			return slot;
		debtor = &offenders->list[*slot - 1];
		if (debtor->purse.currency == currency &&
		    slice_equal(debtor->code, code))
			return slot;
	}
}

static void grow_slots(struct offenders *offenders)
{
	size_t i;

	offenders->slot_count = offenders->slot_count == 0
					? SLOTS_FIRST
					: offenders->slot_count * 2;
	free(offenders->slots);
	offenders->slots =
		mem_alloc(offenders->slot_count * sizeof *offenders->slots);
	for (i = 0; i < offenders->count; i++) {
		const struct debtor *debtor = &offenders->list[i];

		*find_slot(offenders, debtor->code, debtor->purse.currency) =
			(uint32_t)i + 1;
	}
}

static struct purse *purse_of(struct offenders *offenders, struct slice code,
			      uint8_t currency)
{
	struct debtor *debtor;
	uint32_t *slot;

	if (offenders->count * 2 >= offenders->slot_count)
		grow_slots(offenders);
	slot = find_slot(offenders, code, currency);
	if (*slot != 0)
		return &offenders->list[*slot - 1].purse;
	offenders->list =
		mem_grow(offenders->list, &offenders->room,
			 offenders->count + 1, sizeof *offenders->list);
	debtor = &offenders->list[offenders->count++];
	memset(debtor, 0, sizeof *debtor);
	debtor->code.bytes =
		arena_copy(&offenders->codes, code.bytes, code.size);
	debtor->code.size = code.size;
	debtor->purse.currency = currency;
	*slot = (uint32_t)offenders->count;
	return &debtor->purse;
}

static void add_purse(struct offenders *offenders, struct slice code,
		      const struct purse *from)
{
	struct purse *to = purse_of(offenders, code, from->currency);
	int way;

	for (way = 0; way < WAY_COUNT; way++)
		to->sum[way] += from->sum[way];
}

static enum status read_claims(struct dataset *dataset, const struct ways *ways,
			       struct err *err)
{
	struct purses purses = {NULL, 0, 0};
	const struct item *claim;
	struct items *items;
	enum status status = items_open(dataset->book, ITEM_CLAIM, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &claim, err)) == STATUS_OK) {
		struct slice first = codes_first(
			moment_text(claim, COLUMN_OFFENDER, dataset->moment));
		size_t i;

		purses.count = 0;
		ways_add_claim(ways, claim, dataset->moment, &purses);
		for (i = 0; i < purses.count; i++)
			add_purse(dataset->state, first, &purses.list[i]);
	}
	items_close(items);
	purses_release(&purses);
	return status == STATUS_END ? STATUS_OK : status;
}

static int compare_debtors(const void *a, const void *b)
{
	const struct debtor *x = a;
	const struct debtor *y = b;
	int order = bytes_compare(x->code.bytes, x->code.size, y->code.bytes,
				  y->code.size);

	if (order == 0)
		order = (int)x->purse.currency - (int)y->purse.currency;
	return order;
}

static enum status open_offenders(struct dataset *dataset, struct err *err)
{
	struct offenders *offenders = mem_alloc(sizeof *offenders);
	struct ways *ways;
	enum status status;

	dataset->state = offenders;
	status = ways_open(dataset->book, &ways, err);
	if (status != STATUS_OK)
		return status;
	status = read_claims(dataset, ways, err);
	ways_close(ways);
	if (offenders->count > 0)
		qsort(offenders->list, offenders->count,
		      sizeof *offenders->list, compare_debtors);
	return status;
}

static void close_offenders(void *state)
{
	struct offenders *offenders = state;

	free(offenders->list);
	free(offenders->slots);
	arena_release(&offenders->codes);
	free(offenders);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct offenders *offenders = dataset->state;

	(void)err;
	while (offenders->next < offenders->count) {
		const struct debtor *debtor =
			&offenders->list[offenders->next++];

		if (purse_is_empty(&debtor->purse))
			continue;
		ways_fill(cells, debtor->code, &debtor->purse);
		return STATUS_OK;
	}
	return STATUS_END;
}

const struct dataset_kind dataset_offenders = {
	.name = "recoveries",
	.by = REPORT_BY_OFFENDER,
	.columns = columns,
	.column_count = WAYS_ALL,
	.shown = shown,
	.rules = ways_rules,
	.rule_count = WAYS_RULES,
	.totals_by_label = true,
	.open = open_offenders,
	.next = next,
	.tally = ways_tally,
	.close = close_offenders,
};
