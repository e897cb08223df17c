/*
 * dataset_cohorts.c: cohorts: what was collected on the awards that came
 * into force in a quarter, and how much of it reached the victims, as they
 * grew older quarter by quarter (REPORTS.md section 1).
 *
 * Each award is walked once: what its moves changed is put in order of age,
 * and goes into the triangle of its currency. A move counts from the
 * quarter in which it happened (`since`), a redenomination from its date.
 * What was reversed by the day, and the reversal, count nothing.
 *
 * Memory      that of triangle.h: none of it grows with awards.
 */
#include "reports/dataset_kind.h"
#include "reports/triangle.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum {
	QUARTER,
	AGE,
	CURRENCY,
	AWARDS,
	AWARDED,
	COLLECTED,
	REACHED,
	SHARE_COLLECTED,
	SHARE_REACHED,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[QUARTER] = {"quarter", CELL_CODE},
	[AGE] = {"age", CELL_NUMBER},
	[CURRENCY] = {"currency", CELL_CODE},
	[AWARDS] = {"awards", CELL_NUMBER},
	[AWARDED] = {"awarded", CELL_MONEY},
	[COLLECTED] = {"collected", CELL_MONEY},
	[REACHED] = {"reached", CELL_MONEY},
	[SHARE_COLLECTED] = {"share_collected", CELL_SHARE},
	[SHARE_REACHED] = {"share_reached", CELL_SHARE},
};

/* The figures of a triangle. */
enum {
	FIGURE_AWARDS,
	FIGURE_AWARDED,
	FIGURE_COLLECTED,
	FIGURE_REACHED,
	FIGURES
};

_Static_assert((int)FIGURES == (int)TRIANGLE_FIGURES, "a triangle holds these");

/* Since when, in its ages, an award is kept in a currency. */
struct period {
	uint8_t currency;
	int32_t age;
};

/* What one award's moves changed in one quarter, in one currency. */
struct change_at {
	uint8_t currency;
	int32_t age;
	int64_t figures[FIGURES]; /* collected: before it is held in bounds */
};

struct cohorts {
	struct triangle *triangle;
	struct triangle_row row; /* handed out last */
	char name[TRIANGLE_TEXT_SIZE];
	int32_t quarter; /* of the award at hand */
	struct period *periods;
	size_t period_count, period_room;
	struct change_at *changes; /* by currency, then age */
	size_t change_count, change_room;
};

/* ---- one award ---------------------------------------------------------- */

static int32_t age_on(const struct cohorts *cohorts, int32_t day)
{
	int32_t age = triangle_quarter(day) - cohorts->quarter;

	return age < 0 ? 0 : age;
}

static void add_period(struct cohorts *cohorts, uint8_t currency, int32_t age)
{
	cohorts->periods =
		mem_grow(cohorts->periods, &cohorts->period_room,
			 cohorts->period_count + 1, sizeof *cohorts->periods);
	cohorts->periods[cohorts->period_count].currency = currency;
	cohorts->periods[cohorts->period_count++].age = age;
}

/* The currencies that it was kept in: the first from its first day on. */
static void read_periods(struct cohorts *cohorts, const struct item *claim,
			 struct moment moment)
{
	const char *texts = claim->texts.bytes;
	size_t i;

	cohorts->period_count = 0;
	for (i = 0; i < claim->fact_count; i++) {
		const struct fact *fact = &claim->facts[i];

		if (fact->column == COLUMN_CURRENCY &&
		    moment_sees(moment, fact->day, fact->seq))
			add_period(
				cohorts,
				currency_find(texts + fact->offset, fact->size),
				age_on(cohorts, fact->day));
	}
	if (cohorts->period_count == 0)
		add_period(cohorts, moment_currency(claim, moment), 0);
	cohorts->periods[0].age = 0;
}

/* What a debit of 1 adds to each figure; the awards are counted apart. */
static const signed char weights[UINT8_MAX + 1][FIGURES] = {
	[SUM_PRINCIPAL] = {0, 1, 0, 0},
	[SUM_INDEXATION] = {0, 1, 0, 0},
	[ACCOUNT_TRUST_VICTIMS] = {0, 0, -1, 0},
	[ACCOUNT_TRUST_UNCLAIMED] = {0, 0, -1, 0},
	[SUM_PAID] = {0, 0, 1, 1},
	[SUM_DIRECT] = {0, 0, 1, 1},
	[SUM_ADVANCED] = {0, 0, 1, 1},
	[ACCOUNT_AWARDS_EXCESS] = {0, 0, 0, -1},
	/* advanced, and not yet collected: one a fund */
	[ACCOUNT_FUND_SUBROGATED] = {0, 0, -1, 0},
	[ACCOUNT_FUND_SUBROGATED + 1] = {0, 0, -1, 0},
	[ACCOUNT_FUND_SUBROGATED + 2] = {0, 0, -1, 0},
	[ACCOUNT_ADVANCES_WRITTEN_OFF] = {0, 0, -1, 0},
	[ACCOUNT_ADVANCES_WRITTEN_OFF + 1] = {0, 0, -1, 0},
	[ACCOUNT_ADVANCES_WRITTEN_OFF + 2] = {0, 0, -1, 0},
};

_Static_assert(FUND_COUNT == 3, "one weight a fund");

static bool counts(const signed char weight[FIGURES])
{
	int i;

	for (i = 0; i < FIGURES; i++)
		if (weight[i] != 0)
			return true;
	return false;
}

static int32_t age_of(const struct cohorts *cohorts, const struct move *move)
{
	bool dated = move->event == EVENT_CURRENCY_REDENOMINATED;
	int32_t age = age_on(cohorts, dated ? move->day : move->since);
	size_t i;

	/* never before the award was kept in that currency */
	for (i = cohorts->period_count; i > 0; i--) {
		const struct period *period = &cohorts->periods[i - 1];

		if (period->currency == move->currency)
			return age < period->age ? period->age : age;
	}
	return age;
}

static bool stands_behind(const struct change_at *change, uint8_t currency,
			  int32_t age)
{
	if (change->currency != currency)
		return change->currency > currency;
	return change->age > age;
}

static struct change_at *change_of(struct cohorts *cohorts, uint8_t currency,
				   int32_t age)
{
	size_t at = cohorts->change_count;
	struct change_at *change;

	while (at > 0 &&
	       stands_behind(&cohorts->changes[at - 1], currency, age))
		at--;
	if (at > 0 && cohorts->changes[at - 1].currency == currency &&
	    cohorts->changes[at - 1].age == age)
		return &cohorts->changes[at - 1];
	cohorts->changes =
		mem_grow(cohorts->changes, &cohorts->change_room,
			 cohorts->change_count + 1, sizeof *cohorts->changes);
	change = &cohorts->changes[at];
	memmove(change + 1, change,
		(cohorts->change_count++ - at) * sizeof *change);
	memset(change, 0, sizeof *change);
	change->currency = currency;
	change->age = age;
	return change;
}

/* One award's sums fit, for its balances do; they wrap on the way there. */
static void add_move(struct cohorts *cohorts, const struct move *move)
{
	struct change_at *change =
		change_of(cohorts, move->currency, age_of(cohorts, move));
	int i;

	for (i = 0; i < FIGURES; i++)
		change->figures[i] =
			(int64_t)((uint64_t)change->figures[i] +
				  (uint64_t)move->amount *
					  (uint64_t)weights[move->account][i]);
}

static void add_moves(struct cohorts *cohorts, const struct item *claim,
		      struct moment moment)
{
	size_t i;

	cohorts->change_count = 0;
	for (i = 0; i < claim->move_count; i++) {
		const struct move *move = &claim->moves[i];

		if (move->day > moment.day)
			break;
		if (counts(weights[move->account]) &&
		    move->event != EVENT_REVERSED &&
		    moment_sees(moment, move->day, move->seq) &&
		    !moment_undone(claim, move->seq, moment))
			add_move(cohorts, move);
	}
}

/* One more award in each currency from where it was kept in it. */
static void add_counts(struct cohorts *cohorts)
{
	size_t i;

	for (i = 0; i < cohorts->period_count; i++) {
		struct period period = cohorts->periods[i];

		change_of(cohorts, period.currency, period.age)
			->figures[FIGURE_AWARDS]++;
		if (i > 0)
			change_of(cohorts, cohorts->periods[i - 1].currency,
				  period.age)
				->figures[FIGURE_AWARDS]--;
	}
}

/* ---- into the triangle -------------------------------------------------- */

/* No award counts for more than what stands of it. */
static int64_t bounded(int64_t collected, int64_t awarded)
{
	if (collected > awarded)
		collected = awarded;
	return collected < 0 ? 0 : collected;
}

static bool add_changes(struct cohorts *cohorts)
{
	int64_t awarded = 0;
	int64_t gross = 0;
	int64_t collected = 0;
	size_t i;

	for (i = 0; i < cohorts->change_count; i++) {
		const struct change_at *change = &cohorts->changes[i];
		struct triangle_row row = {
			cohorts->quarter, change->age, change->currency, {0}};

		if (i == 0 || change[-1].currency != change->currency)
			awarded = gross = collected = 0;
		awarded += change->figures[FIGURE_AWARDED];
		gross += change->figures[FIGURE_COLLECTED];
		memcpy(row.figures, change->figures, sizeof row.figures);
		row.figures[FIGURE_COLLECTED] =
			bounded(gross, awarded) - collected;
		collected = bounded(gross, awarded);
		if (!triangle_add(cohorts->triangle, &row))
			return false;
	}
	return true;
}

static enum status too_large(struct err *err)
{
	return err_set(err, STATUS_OVERFLOW,
		       "the awards of one quarter add up to more than a sum "
		       "can hold; look at the largest in aged-awards");
}

static enum status add_award(struct dataset *dataset, const struct item *claim,
			     struct err *err)
{
	struct cohorts *cohorts = dataset->state;
	struct moment moment = dataset->moment;
	int32_t in_force = moment_since(claim, STATE_FINAL, moment);

	if (in_force == DAY_NONE)
		return STATUS_OK;
	cohorts->quarter = triangle_quarter(in_force);
	read_periods(cohorts, claim, moment);
	add_moves(cohorts, claim, moment);
	add_counts(cohorts);
	return add_changes(cohorts) ? STATUS_OK : too_large(err);
}

static void close_cohorts(void *state)
{
	struct cohorts *cohorts = state;

	triangle_free(cohorts->triangle);
	free(cohorts->periods);
	free(cohorts->changes);
	free(cohorts);
}

static enum status open_cohorts(struct dataset *dataset, struct err *err)
{
	struct cohorts *cohorts = mem_alloc(sizeof *cohorts);
	const struct item *claim;
	struct items *items;
	enum status status;

	dataset->state = cohorts;
	cohorts->triangle = triangle_new(dataset->moment.day);
	status = items_open(dataset->book, ITEM_CLAIM, &items, err);
	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &claim, err);
		if (status == STATUS_OK)
			status = add_award(dataset, claim, err);
	} while (status == STATUS_OK);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- rows --------------------------------------------------------------- */

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct cohorts *cohorts = dataset->state;
	struct triangle_row *row = &cohorts->row;
	bool large;
	int i;

	if (!triangle_next(cohorts->triangle, row, &large))
		return large ? too_large(err) : STATUS_END;
	triangle_name(row->quarter, cohorts->name);
	cells[QUARTER] = cell_string(cohorts->name);
	cells[AGE] = cell_number(row->age);
	cells[CURRENCY] = cell_string(currency_code(row->currency));
	cells[AWARDS] = cell_number(row->figures[FIGURE_AWARDS]);
	for (i = FIGURE_AWARDED; i < FIGURES; i++)
		cells[AWARDS + i] = cell_money(row->figures[i], row->currency);
	cells[SHARE_COLLECTED] = cell_share(row->figures[FIGURE_COLLECTED],
					    row->figures[FIGURE_AWARDED]);
	cells[SHARE_REACHED] = cell_share(row->figures[FIGURE_REACHED],
					  row->figures[FIGURE_AWARDED]);
	return STATUS_OK;
}

/* ---- controls ----------------------------------------------------------- */

static int64_t waiting(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_AWARDS_OWED, currency) -
	       known_balance(known, ACCOUNT_TRUST_VICTIMS, currency) -
	       known_balance(known, ACCOUNT_TRUST_UNCLAIMED, currency);
}

static const struct dataset_rule rules[] = {
	{WORD_COHORTS_WAITING, "awarded", waiting},
};

/* The last age of each quarter is what stands on the day. */
static void tally(struct dataset *dataset, const struct cell *cells)
{
	struct cohorts *cohorts = dataset->state;

	if (!triangle_is_last(cohorts->triangle, &cohorts->row))
		return;
	dataset_add_table(dataset, 0, cells[AWARDED].currency,
			  cells[AWARDED].number);
	dataset_add_table(dataset, 0, cells[REACHED].currency,
			  (int64_t)(0 - (uint64_t)cells[REACHED].number));
}

/* ---- for the public ------------------------------------------------------ */

static const char *const public_columns[] = {
	"quarter",	   "age",	    "currency", "awards",
	"share_collected", "share_reached", NULL};

static bool same_quarter(struct published *rows, size_t a, size_t b)
{
	struct slice left = published_cell(rows, a, QUARTER)->text;
	struct slice right = published_cell(rows, b, QUARTER)->text;

	return left.size == right.size &&
	       memcmp(left.bytes, right.bytes, left.size) == 0;
}

/* Row behind the last of the quarter that begins at `first`. */
static size_t quarter_end(struct published *rows, size_t first)
{
	size_t row = first;

	while (row < published_count(rows) && same_quarter(rows, first, row))
		row++;
	return row;
}

/* The awards of a quarter: those of its last age, in whatever currency. */
static int64_t awards_of(struct published *rows, size_t first, size_t end)
{
	int64_t age = published_cell(rows, end - 1, AGE)->number;
	int64_t awards = 0;

	for (; first < end; first++)
		if (published_cell(rows, first, AGE)->number == age)
			awards += published_cell(rows, first, AWARDS)->number;
	return awards;
}

static bool any_small(struct published *rows, size_t first, size_t end)
{
	for (; first < end; first++)
		if (suppress_small(published_cell(rows, first, AWARDS)->number))
			return true;
	return false;
}

static void hide_quarter(struct published *rows, size_t first, size_t end)
{
	for (; first < end; first++) {
		published_hide(rows, first, AWARDS);
		published_hide(rows, first, SHARE_COLLECTED);
		published_hide(rows, first, SHARE_REACHED);
	}
}

/*
 * A quarter is shown whole or not at all: not, where a count of it is small
 * at any age, or where it would betray another.
 */
static void publish(const struct dataset *dataset, struct published *rows)
{
	int64_t values[2 * (SUPPRESS_LINES_MAX + 1)] = {0};
	bool hidden[2 * (SUPPRESS_LINES_MAX + 1)] = {false};
	struct suppress table = {0, 1, false, false, values, hidden};
	size_t first, end, i;

	(void)dataset;
	for (first = 0; first < published_count(rows); first = end) {
		end = quarter_end(rows, first);
		i = table.rows++;
		if (table.rows > SUPPRESS_LINES_MAX)
			continue;
		values[2 * i] = awards_of(rows, first, end);
		hidden[2 * i] = any_small(rows, first, end);
	}
	if (table.rows == 0)
		return;
	if (table.rows <= SUPPRESS_LINES_MAX) {
		for (i = 0; i < table.rows; i++)
			values[2 * table.rows] += values[2 * i];
		suppress_counts(&table);
	}
	i = 0;
	for (first = 0; first < published_count(rows); first = end, i++) {
		end = quarter_end(rows, first);
		if (table.rows > SUPPRESS_LINES_MAX || hidden[2 * i])
			hide_quarter(rows, first, end);
	}
}

const struct dataset_kind dataset_cohorts = {
	.name = "cohorts",
	.columns = columns,
	.column_count = COLUMNS,
	.rules = rules,
	.rule_count = sizeof rules / sizeof rules[0],
	.successive = true,
	.open = open_cohorts,
	.next = next,
	.tally = tally,
	.close = close_cohorts,
	.publish = publish,
	.public_columns = public_columns,
};
