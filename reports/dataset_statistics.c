/*
 * dataset_statistics.c: statistics: what became of the claims raised, and
 * how long their victims waited, by year, province, article and venue
 * (REPORTS.md section 1).
 *
 * One pass over the claims; every row is about claims raised, so that rows
 * of one grouping add up to the row of all. Waiting counts every award that
 * ever came into force by then: paid, still unpaid, or quashed.
 *
 * Memory      grows with groups, not with claims (survival.h).
 */
#include "reports/award.h"
#include "reports/cases.h"
#include "reports/dataset_kind.h"
#include "reports/decision.h"
#include "reports/origin.h"
#include "reports/pool.h"
#include "reports/survival.h"
#include "reports/waits.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum {
	GROUP,
	VALUE,
	CLAIMS,
	IN_FULL, /* and on in the order of enum decision */
	IN_PART,
	REJECTED,
	PENDING,
	UNTRACED,
	WITHDRAWN,
	QUASHED,
	AWARDS,
	PAID_FIRST,
	UNPAID_FIRST,
	QUASHED_FIRST,
	MEDIAN_FIRST,
	NINETIETH_FIRST,
	PAID_FULL,
	UNPAID_FULL,
	QUASHED_FULL,
	MEDIAN_FULL,
	NINETIETH_FULL,
	COLUMNS
};

_Static_assert(QUASHED - IN_FULL + 1 == DECISION_COUNT,
	       "the columns of decisions stand in their order");

static const struct dataset_column_row columns[COLUMNS] = {
	[GROUP] = {"group", CELL_CODE},
	[VALUE] = {"value", CELL_TEXT},
	[CLAIMS] = {"claims", CELL_NUMBER},
	[IN_FULL] = {"in_full", CELL_NUMBER},
	[IN_PART] = {"in_part", CELL_NUMBER},
	[REJECTED] = {"rejected", CELL_NUMBER},
	[PENDING] = {"pending", CELL_NUMBER},
	[UNTRACED] = {"untraced", CELL_NUMBER},
	[WITHDRAWN] = {"withdrawn", CELL_NUMBER},
	[QUASHED] = {"quashed", CELL_NUMBER},
	[AWARDS] = {"awards", CELL_NUMBER},
	[PAID_FIRST] = {"paid_first", CELL_NUMBER},
	[UNPAID_FIRST] = {"unpaid_first", CELL_NUMBER},
	[QUASHED_FIRST] = {"quashed_first", CELL_NUMBER},
	[MEDIAN_FIRST] = {"median_first", CELL_TENTHS},
	[NINETIETH_FIRST] = {"p90_first", CELL_TENTHS},
	[PAID_FULL] = {"paid_full", CELL_NUMBER},
	[UNPAID_FULL] = {"unpaid_full", CELL_NUMBER},
	[QUASHED_FULL] = {"quashed_full", CELL_NUMBER},
	[MEDIAN_FULL] = {"median_full", CELL_TENTHS},
	[NINETIETH_FULL] = {"p90_full", CELL_TENTHS},
};

static const char *const shown[] = {
	"group",	"value",       "claims",      "in_full", "in_part",
	"rejected",	"pending",     "untraced",    "awards",	 "median_first",
	"unpaid_first", "median_full", "unpaid_full", NULL};

enum grouping { BY_ALL, BY_YEAR, BY_PROVINCE, BY_ARTICLE, BY_VENUE, GROUPINGS };

static const char *const grouping_names[GROUPINGS] = {
	[BY_ALL] = "all",	    [BY_YEAR] = "year",
	[BY_PROVINCE] = "province", [BY_ARTICLE] = "article",
	[BY_VENUE] = "venue",
};

struct waits {
	int64_t count[WAITS];
	struct survival survival;
};

struct group {
	enum grouping grouping;
	struct slice value;
	int64_t decided[DECISION_COUNT];
	struct waits waits[PAYMENTS];
};

struct statistics {
	struct pool names; /* a grouping and a value; number: of the group */
	struct text name;  /* the one at hand */
	struct group *groups;
	size_t group_count, group_room;
	size_t next; /* group to hand out */
};

/* One claim on its way into its groups. */
struct fate {
	enum decision decision;
	struct award_waits waits;
};

/* ---- its groups --------------------------------------------------------- */

static struct group *group_of(struct statistics *statistics,
			      enum grouping grouping, struct slice value)
{
	size_t count = statistics->group_count;
	struct group *group;
	uint32_t number;

	text_clear(&statistics->name);
	pack_byte(&statistics->name, (unsigned int)grouping);
	text_add(&statistics->name, value.bytes, value.size);
	number = pool_value(&statistics->names,
			    pool_add(&statistics->names,
				     (struct slice){statistics->name.bytes,
						    statistics->name.size},
				     (uint32_t)count));
	if (number < count)
		return &statistics->groups[number];
	statistics->groups =
		mem_grow(statistics->groups, &statistics->group_room, count + 1,
			 sizeof *statistics->groups);
	group = &statistics->groups[count];
	memset(group, 0, sizeof *group);
	group->grouping = grouping;
	statistics->group_count++;
	return group;
}

static void add_to(struct group *group, const struct fate *fate)
{
	int payment;

	group->decided[fate->decision]++;
	for (payment = 0; payment < PAYMENTS && fate->waits.in_force;
	     payment++) {
		struct waits *waits = &group->waits[payment];
		enum wait wait = fate->waits.wait[payment];

		waits->count[wait]++;
		survival_add(&waits->survival, fate->waits.days[payment],
			     wait == WAIT_PAID);
	}
}

static void add_fate(struct statistics *statistics,
		     const struct slice values[GROUPINGS],
		     const struct fate *fate)
{
	int grouping;

	for (grouping = 0; grouping < GROUPINGS; grouping++)
		add_to(group_of(statistics, (enum grouping)grouping,
				values[grouping]),
		       fate);
}

static enum status add_claim(struct dataset *dataset, struct cases *cases,
			     const struct item *claim, struct err *err)
{
	struct moment moment = dataset->moment;
	struct slice values[GROUPINGS] = {{"", 0}};
	struct fate fate;
	struct reader reader;
	struct slice texts;
	char raised[DAY_TEXT_SIZE];
	enum status status = decision_read(dataset->book, claim, moment,
					   &fate.decision, err);

	if (status != STATUS_OK || fate.decision == DECISION_NONE)
		return status;
	status = cases_find(cases, moment_text(claim, COLUMN_CASE, moment),
			    &texts, err);
	if (status != STATUS_OK)
		return status;
	day_format(origin_since(claim, EVENT_CLAIM_RAISED, moment), raised);
	values[BY_YEAR] = (struct slice){raised, 4};
	reader = reader_of(texts.bytes, texts.size);
	values[BY_PROVINCE] = read_string(&reader);
	(void)read_string(&reader); /* the court */
	values[BY_ARTICLE] = read_string(&reader);
	values[BY_VENUE] = moment_text(claim, COLUMN_VENUE, moment);
	waits_read(claim, moment, &fate.waits);
	add_fate(dataset->state, values, &fate);
	return STATUS_OK;
}

/* ---- opening ------------------------------------------------------------ */

static void close_statistics(void *state)
{
	struct statistics *statistics = state;
	size_t i;
	int payment;

	for (i = 0; i < statistics->group_count; i++)
		for (payment = 0; payment < PAYMENTS; payment++)
			survival_release(
				&statistics->groups[i].waits[payment].survival);
	free(statistics->groups);
	pool_release(&statistics->names);
	text_release(&statistics->name);
	free(statistics);
}

static enum status add_all(struct dataset *dataset, struct cases *cases,
			   struct err *err)
{
	const struct item *claim;
	struct items *items;
	enum status status = items_open(dataset->book, ITEM_CLAIM, &items, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &claim, err);
		if (status == STATUS_OK)
			status = add_claim(dataset, cases, claim, err);
	} while (status == STATUS_OK);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static int compare(struct slice left, struct slice right)
{
	size_t shared = left.size < right.size ? left.size : right.size;
	int order = memcmp(left.bytes, right.bytes, shared);

	if (order != 0)
		return order;
	return (left.size > right.size) - (left.size < right.size);
}

static int by_value(const void *a, const void *b)
{
	const struct group *left = a;
	const struct group *right = b;

	if (left->grouping != right->grouping)
		return left->grouping < right->grouping ? -1 : 1;
	return compare(left->value, right->value);
}

/* No group comes after this: their names can be borrowed from the pool. */
static void sort_groups(struct statistics *statistics)
{
	size_t place = 0;
	size_t i;

	for (i = 0; i < statistics->group_count; i++) {
		struct slice name = pool_next(&statistics->names, &place);

		statistics->groups[i].value =
			(struct slice){name.bytes + 1, name.size - 1};
	}
	if (statistics->group_count > 1)
		qsort(statistics->groups, statistics->group_count,
		      sizeof *statistics->groups, by_value);
}

static enum status open_statistics(struct dataset *dataset, struct err *err)
{
	struct statistics *statistics = mem_alloc(sizeof *statistics);
	struct cases *cases;
	enum status status;

	dataset->state = statistics;
	status = cases_open(dataset->book, dataset->moment, &cases, err);
	if (status != STATUS_OK)
		return status;
	status = add_all(dataset, cases, err);
	cases_close(cases);
	if (status == STATUS_OK)
		sort_groups(statistics);
	return status;
}

/* ---- rows --------------------------------------------------------------- */

static struct cell percentile(struct waits *waits, int thousandths)
{
	int64_t tenths;

	if (!survival_percentile(&waits->survival, thousandths, &tenths))
		return cell_empty();
	return cell_number(tenths);
}

static void put_waits(struct cell *cells, struct waits *waits)
{
	int wait;

	for (wait = 0; wait < WAITS; wait++)
		cells[wait] = cell_number(waits->count[wait]);
	cells[WAITS] = percentile(waits, SURVIVAL_MEDIAN);
	cells[WAITS + 1] = percentile(waits, SURVIVAL_NINETIETH);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct statistics *statistics = dataset->state;
	struct group *group;
	int64_t claims = 0;
	int i;

	(void)err;
	if (statistics->next == statistics->group_count)
		return STATUS_END;
	group = &statistics->groups[statistics->next++];
	cells[GROUP] = cell_string(grouping_names[group->grouping]);
	cells[VALUE] = cell_text(group->value);
	for (i = 0; i < DECISION_COUNT; i++) {
		cells[IN_FULL + i] = cell_number(group->decided[i]);
		claims += group->decided[i];
	}
	cells[CLAIMS] = cell_number(claims);
	cells[AWARDS] =
		cell_number(group->waits[PAYMENT_FIRST].count[WAIT_PAID] +
			    group->waits[PAYMENT_FIRST].count[WAIT_UNPAID] +
			    group->waits[PAYMENT_FIRST].count[WAIT_QUASHED]);
	put_waits(&cells[PAID_FIRST], &group->waits[PAYMENT_FIRST]);
	put_waits(&cells[PAID_FULL], &group->waits[PAYMENT_FULL]);
	return STATUS_OK;
}

/* ---- for the public ------------------------------------------------------ */

/*
 * Without the numbers of awards: beside those that wait (waiting) they would
 * tell how few were paid; and without provinces, for what is decided there
 * would bound what waits there. A median says nothing of one of eleven awards,
 * a 90th percentile hardly more of one of thirty.
 */
static const char *const public_columns[] = {
	"group",	"value",     "claims",	    "in_full",	 "in_part",
	"rejected",	"pending",   "untraced",    "withdrawn", "quashed",
	"median_first", "p90_first", "median_full", "p90_full",	 NULL};

enum { NINETIETH_MIN = 30 };

static void hide_percentiles(struct published *rows, size_t row)
{
	int64_t awards = published_cell(rows, row, AWARDS)->number;

	if (awards <= SUPPRESS_COUNT_MAX) {
		published_hide(rows, row, MEDIAN_FIRST);
		published_hide(rows, row, MEDIAN_FULL);
	}
	if (awards < NINETIETH_MIN) {
		published_hide(rows, row, NINETIETH_FIRST);
		published_hide(rows, row, NINETIETH_FULL);
	}
}

/* The rows of each grouping add up to the first, that of all. */
static void publish(const struct dataset *dataset, struct published *rows)
{
	const struct statistics *statistics = dataset->state;
	size_t row = 0;

	for (; row < statistics->group_count; row++)
		hide_percentiles(rows, row);
	for (row = 1; row < statistics->group_count;) {
		struct published_block block = {
			row, 0, IN_FULL, DECISION_COUNT, 0, CLAIMS};
		enum grouping grouping = statistics->groups[row].grouping;

		while (row < statistics->group_count &&
		       statistics->groups[row].grouping == grouping)
			row++;
		block.count = row - block.first;
		published_suppress(rows, &block, false);
		for (; grouping == BY_PROVINCE && block.count > 0;
		     block.count--)
			published_leave_out(rows,
					    block.first + block.count - 1);
	}
}

const struct dataset_kind dataset_statistics = {
	.name = "statistics",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.open = open_statistics,
	.next = next,
	.close = close_statistics,
	.publish = publish,
	.public_columns = public_columns,
};
