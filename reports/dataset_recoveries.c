/*
 * dataset_recoveries.c: recoveries: what the convicted owe the victims of a
 * case, and by which ways that grew and shrank, a row per case and currency
 * (REPORTS.md section 1, ways.h).
 *
 * A claim belongs to the case whose waterfall reaches it (of a civil action
 * that tops up another claim: the case of that one). Cases come by code;
 * for each its claims are looked up, so no memory grows with rows.
 */
#include "reports/ways.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

static const struct dataset_column_row columns[WAYS_ALL] = {
	[WAYS_NAME] = {"case", CELL_CODE},
	[WAYS_CURRENCY] = {"currency", CELL_CODE},
	WAYS_COLUMNS(WAYS_FIRST),
};

static const char *const shown[] = {
	"case",	  "currency",	 "awarded",	"voluntary", "bailiff", "wages",
	"prison", "from_assets", "paid_direct", "advanced",  "closing", NULL};

struct recoveries {
	struct items *cases;
	struct ways *ways;
	char *code; /* of the case at hand */
	size_t code_size;
	struct purses purses; /* of that case */
	size_t next;	      /* purse to hand out */
};

static void close_recoveries(void *state)
{
	struct recoveries *recoveries = state;

	items_close(recoveries->cases);
	ways_close(recoveries->ways);
	purses_release(&recoveries->purses);
	free(recoveries->code);
	free(recoveries);
}

static enum status open_recoveries(struct dataset *dataset, struct err *err)
{
	struct recoveries *recoveries = mem_alloc(sizeof *recoveries);
	enum status status;

	dataset->state = recoveries;
	recoveries->code = mem_alloc(LIMIT_ITEM_CODE_BYTES);
	status = ways_open(dataset->book, &recoveries->ways, err);
	if (status != STATUS_OK) {
		recoveries->ways = NULL;
		return status;
	}
	status = items_open(dataset->book, ITEM_CASE, &recoveries->cases, err);
	if (status != STATUS_OK)
		recoveries->cases = NULL;
	return status;
}

/* ---- the claims of a case ----------------------------------------------- */

/* A claim that came back to its case stands there more than once. */
static bool stands_before(const struct item *item, size_t at)
{
	const char *texts = item->texts.bytes;
	const struct fact *fact = &item->facts[at];
	struct slice code = {texts + fact->offset, fact->size};
	size_t i;

	for (i = 0; i < at; i++) {
		const struct fact *other = &item->facts[i];
		struct slice name = {texts + other->offset, other->size};

		if (other->column == FACT_MEMBER && slice_equal(name, code))
			return true;
	}
	return false;
}

static enum status add_member(struct dataset *dataset, const struct item *home,
			      const struct fact *fact, struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	struct slice code = {home->texts.bytes + fact->offset, fact->size};
	struct slice own = {home->code, home->code_size};
	const struct item *claim;
	enum status status =
		book_item(dataset->book, ITEM_CLAIM, code, &claim, err);

	if (status == STATUS_NOT_FOUND)
		return err_set(err, STATUS_CORRUPT,
			       "table items: claim %.*s of case %s is not "
			       "there; run `redress verify`",
			       (int)code.size, code.bytes, home->code);
	if (status == STATUS_OK &&
	    slice_equal(moment_text(claim, FACT_HOME, dataset->moment), own))
		ways_add_claim(recoveries->ways, claim, dataset->moment,
			       &recoveries->purses);
	return status;
}

static enum status add_case(struct dataset *dataset, const struct item *item,
			    struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	enum status status = STATUS_OK;
	size_t i;

	recoveries->purses.count = 0;
	recoveries->next = 0;
	recoveries->code_size = item->code_size;
	memcpy(recoveries->code, item->code, item->code_size);
	for (i = 0; i < item->fact_count && status == STATUS_OK; i++)
		if (item->facts[i].column == FACT_MEMBER &&
		    moment_sees(dataset->moment, item->facts[i].day,
				item->facts[i].seq) &&
		    !stands_before(item, i))
			status =
				add_member(dataset, item, &item->facts[i], err);
	return status;
}

/* ---- rows --------------------------------------------------------------- */

/* The next purse that holds something. */
static enum status find_purse(struct dataset *dataset,
			      const struct purse **purse, struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	const struct item *item;
	enum status status = STATUS_OK;

	while (status == STATUS_OK) {
		while (recoveries->next < recoveries->purses.count) {
			*purse = &recoveries->purses.list[recoveries->next++];
			if (!purse_is_empty(*purse))
				return STATUS_OK;
		}
		status = items_next(recoveries->cases, &item, err);
		if (status == STATUS_OK)
			status = add_case(dataset, item, err);
	}
	return status;
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct recoveries *recoveries = dataset->state;
	struct slice code = {recoveries->code, 0};
	const struct purse *purse = NULL;
	enum status status = find_purse(dataset, &purse, err);

	if (status != STATUS_OK)
		return status;
	assert(purse != NULL);
	code.size = recoveries->code_size;
	ways_fill(cells, code, purse);
	return STATUS_OK;
}

const struct dataset_kind dataset_recoveries = {
	.name = "recoveries",
	.columns = columns,
	.column_count = WAYS_ALL,
	.shown = shown,
	.rules = ways_rules,
	.rule_count = WAYS_RULES,
	.totals_by_label = true,
	.open = open_recoveries,
	.next = next,
	.tally = ways_tally,
	.close = close_recoveries,
};
