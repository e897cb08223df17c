/*
 * dataset_exceptions.c: exceptions: work lists, each row something that
 * somebody should see to (REPORTS.md section 1, reports/README.md).
 *
 * One pass a kind of item fills a sorter a list; the lists come out one
 * behind the other, in each the most urgent first.
 */
#include "reports/aged.h"
#include "reports/award.h"
#include "reports/delay.h"
#include "reports/origin.h"
#include "reports/statements.h"
#include "reports/waiting.h"

#include "ledger/base/arena.h"
#include "ledger/debts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIST, ITEM, DAYS, AMOUNT, CURRENCY, WHAT_TO_DO, COLUMNS };

static const struct dataset_column_row columns[COLUMNS] = {
	[LIST] = {"list", CELL_CODE},
	[ITEM] = {"item", CELL_CODE},
	[DAYS] = {"days", CELL_NUMBER},
	[AMOUNT] = {"amount", CELL_MONEY},
	[CURRENCY] = {"currency", CELL_CODE},
	[WHAT_TO_DO] = {"what_to_do", CELL_TEXT},
};

enum list {
	LIST_WRIT,
	LIST_HELD,
	LIST_UNAPPLIED,
	LIST_PAST_DUE,
	LIST_UNSOLD,
	LIST_NEVER_PAID,
	LIST_EXCESS,
	LIST_CASH,
	LIST_REJECT,
	LISTS
};

static const struct {
	const char *name;
	enum word what_to_do;
} lists[LISTS] = {
	[LIST_WRIT] = {"writ-expires", WORD_DO_WRIT},
	[LIST_HELD] = {"held", WORD_DO_HELD},
	[LIST_UNAPPLIED] = {"unapplied", WORD_DO_UNAPPLIED},
	[LIST_PAST_DUE] = {"past-due", WORD_DO_PAST_DUE},
	[LIST_UNSOLD] = {"unsold", WORD_DO_UNSOLD},
	[LIST_NEVER_PAID] = {"never-paid", WORD_DO_NEVER_PAID},
	[LIST_EXCESS] = {"excess", WORD_DO_EXCESS},
	[LIST_CASH] = {"cash-differs", WORD_DO_CASH},
	[LIST_REJECT] = {"open-reject", WORD_DO_REJECT},
};

struct exceptions {
	struct rowsort *sorters[LISTS];
	struct text row;
	int list;      /* that is being handed out */
	bool finished; /* its sorter takes no more */
};

struct finding {
	enum list list;
	int32_t days;
	int32_t urgency; /* rows of a list come by this, falling */
	int64_t amount;
	uint8_t currency;
};

static enum status add_row(struct dataset *dataset, struct slice code,
			   const struct finding *finding, struct err *err)
{
	struct exceptions *exceptions = dataset->state;
	struct text *row = &exceptions->row;

	text_clear(row);
	aged_put_text(row, code);
	pack_varint(row, (uint64_t)finding->days);
	pack_zigzag(row, finding->amount);
	pack_byte(row, finding->currency);
	return rowsort_add(exceptions->sorters[finding->list], finding->urgency,
			   (struct slice){row->bytes, row->size}, err);
}

static enum status add(struct dataset *dataset, const struct item *item,
		       const struct finding *finding, struct err *err)
{
	struct slice code = {item->code, item->code_size};

	return add_row(dataset, code, finding, err);
}

/* What makes an item stand on a list, and since when. */
struct cause {
	int32_t since;
	int64_t amount;
	uint8_t currency;
};

/* A row that is the more urgent the older it is. */
static enum status add_old(struct dataset *dataset, const struct item *item,
			   enum list list, struct cause cause, struct err *err)
{
	int32_t days = delay_days(cause.since, dataset->moment.day);
	struct finding finding = {list, days, days, cause.amount,
				  cause.currency};

	return add(dataset, item, &finding, err);
}

/* ---- awards ------------------------------------------------------------- */

static enum status find_writ(struct dataset *dataset, const struct item *item,
			     const struct award *award, struct err *err)
{
	int32_t soon = dataset->options.terms->writ_days;
	int32_t left =
		delay_writ_expires(award->in_force) - dataset->moment.day;
	struct finding finding = {LIST_WRIT, left, soon - left,
				  award->uncollected, award->currency};

	if (award->uncollected == 0 || left < 0 || left > soon)
		return STATUS_OK;
	return add(dataset, item, &finding, err);
}

static enum status find_held(struct dataset *dataset, const struct item *item,
			     const struct award *award, struct err *err)
{
	struct cause cause = {waiting_since(item, ACCOUNT_TRUST_VICTIMS,
					    award->currency, dataset->moment),
			      award->held, award->currency};

	if (cause.since == DAY_NONE ||
	    delay_days(cause.since, dataset->moment.day) <=
		    dataset->options.terms->held_days)
		return STATUS_OK;
	return add_old(dataset, item, LIST_HELD, cause, err);
}

static enum status find_never_paid(struct dataset *dataset,
				   const struct item *item,
				   const struct award *award, struct err *err)
{
	struct cause cause = {award->in_force, award->outstanding,
			      award->currency};

	if (award->outstanding == 0 || award->first_paid != DAY_NONE ||
	    delay_days(award->in_force, dataset->moment.day) <
		    dataset->options.terms->never_paid_days)
		return STATUS_OK;
	return add_old(dataset, item, LIST_NEVER_PAID, cause, err);
}

static enum status find_excess(struct dataset *dataset, const struct item *item,
			       const struct award *award, struct err *err)
{
	struct cause cause = {waiting_since(item, ACCOUNT_AWARDS_EXCESS,
					    award->currency, dataset->moment),
			      award->excess, award->currency};

	if (cause.since == DAY_NONE)
		return STATUS_OK;
	return add_old(dataset, item, LIST_EXCESS, cause, err);
}

static enum status find_in_claim(struct dataset *dataset,
				 const struct item *item, struct err *err)
{
	struct award award;
	enum status status;

	award_read(item, dataset->moment, &award);
	if (award.in_force == DAY_NONE)
		return STATUS_OK;
	status = find_writ(dataset, item, &award, err);
	if (status == STATUS_OK)
		status = find_held(dataset, item, &award, err);
	if (status == STATUS_OK)
		status = find_never_paid(dataset, item, &award, err);
	if (status == STATUS_OK)
		status = find_excess(dataset, item, &award, err);
	return status;
}

/* ---- money unapplied, grants, property ---------------------------------- */

/* It may lie in more than one currency. */
static enum status find_unapplied(struct dataset *dataset,
				  const struct item *item, struct err *err)
{
	struct moment moment = dataset->moment;
	enum status status = STATUS_OK;
	uint8_t currency;

	for (currency = 0; currency < currency_count(); currency++) {
		struct cause cause = {waiting_since(item,
						    ACCOUNT_TRUST_UNAPPLIED,
						    currency, moment),
				      0, currency};

		if (cause.since == DAY_NONE)
			continue;
		cause.amount = -moment_balance(item, ACCOUNT_TRUST_UNAPPLIED,
					       currency, moment);
		status = add_old(dataset, item, LIST_UNAPPLIED, cause, err);
		if (status != STATUS_OK)
			break;
	}
	return status;
}

static enum status find_past_due(struct dataset *dataset,
				 const struct item *item, struct err *err)
{
	struct moment moment = dataset->moment;
	const struct change *stage = moment_change(item, moment);
	const struct change *applied =
		origin_change(item, EVENT_GRANT_APPLIED, moment);
	struct cause cause = {DAY_NONE, 0, moment_currency(item, moment)};

	if (stage == NULL || stage->state != STATE_APPLIED || applied == NULL)
		return STATUS_OK;
	cause.since = origin_day(item, applied->seq, COLUMN_DUE);
	if (cause.since == DAY_NONE || cause.since >= moment.day)
		return STATUS_OK;
	cause.amount = moment_balance(item, ACCOUNT_GRANTS_APPLIED,
				      cause.currency, moment);
	return add_old(dataset, item, LIST_PAST_DUE, cause, err);
}

static enum status find_unsold(struct dataset *dataset, const struct item *item,
			       struct err *err)
{
	struct moment moment = dataset->moment;
	const struct change *stage = moment_change(item, moment);
	struct cause cause = {DAY_NONE, 0, moment_currency(item, moment)};

	if (stage == NULL || stage->state != STATE_CONFISCATED ||
	    moment.day <
		    delay_after(stage->since, dataset->options.terms->unsold))
		return STATUS_OK;
	cause.since = stage->since;
	cause.amount = moment_balance(item, ACCOUNT_TRUST_PROPERTY,
				      cause.currency, moment);
	return add_old(dataset, item, LIST_UNSOLD, cause, err);
}

/* ---- cash: the last statement of each account, if it differs --------------
 */

static enum status find_cash(struct dataset *dataset, struct err *err)
{
	struct statements *statements;
	enum status status = statements_open(dataset->book, dataset->moment,
					     &statements, err);
	size_t i;

	if (status != STATUS_OK)
		return status;
	for (i = 0; i < statements_count(statements) && status == STATUS_OK;
	     i++) {
		const struct statement *statement =
			statements_at(statements, i);
		const char *name = account_row(statement->account)->name;
		struct slice code = {name, strlen(name)};
		int32_t days = delay_days(statement->day, dataset->moment.day);
		struct finding finding = {LIST_CASH, days, days,
					  statement->balance -
						  statement->stated,
					  statement->currency};

		if (statement->latest && finding.amount != 0)
			status = add_row(dataset, code, &finding, err);
	}
	statements_close(statements);
	return status;
}

/* ---- rows that were refused, and are still owed to the book -------------- */

/* By its id; where none could be read, by run and line. */
static enum status add_debt(struct dataset *dataset, const struct debt *debt,
			    struct err *err)
{
	int32_t days = delay_days(debt->day, dataset->moment.day);
	struct finding finding = {
		LIST_REJECT, days, days, debt->has_money ? debt->amount : 0,
		debt->has_money ? debt->currency : CURRENCY_NONE};
	struct slice code = debt->id;
	char place[64];

	if (days < dataset->options.terms->open_reject_days)
		return STATUS_OK;
	if (code.size == 0) {
		code.bytes = place;
		code.size = (size_t)snprintf(place, sizeof place, "%u:%llu",
					     (unsigned int)debt->run,
					     (unsigned long long)debt->line);
	}
	return add_row(dataset, code, &finding, err);
}

static enum status find_debts(struct dataset *dataset, struct err *err)
{
	struct debts *debts;
	struct debt debt;
	uint32_t run;
	enum status status =
		book_run_at(dataset->book, dataset->moment.known_at, &run, err);

	if (status == STATUS_OK)
		status = debts_open(dataset->book, 0, &debts, err);
	if (status != STATUS_OK)
		return status;
	while ((status = debts_next(debts, &debt, err)) == STATUS_OK) {
		if (!debt_stood(&debt, dataset->moment.day, run))
			continue;
		status = add_debt(dataset, &debt, err);
		if (status != STATUS_OK)
			break;
	}
	debts_close(debts);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- passes ------------------------------------------------------------- */

typedef enum status finder(struct dataset *dataset, const struct item *item,
			   struct err *err);

static enum status pass(struct dataset *dataset, enum item_kind kind,
			finder *find, struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(dataset->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	do {
		status = items_next(items, &item, err);
		if (status == STATUS_OK)
			status = find(dataset, item, err);
	} while (status == STATUS_OK);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status open_exceptions(struct dataset *dataset, struct err *err)
{
	static const struct {
		enum item_kind kind;
		finder *find;
	} passes[] = {
		{ITEM_CLAIM, find_in_claim},
		{ITEM_UNAPPLIED, find_unapplied},
		{ITEM_GRANT, find_past_due},
		{ITEM_ASSET, find_unsold},
	};
	struct exceptions *exceptions = mem_alloc(sizeof *exceptions);
	enum status status = STATUS_OK;
	size_t i;

	dataset->state = exceptions;
	for (i = 0; i < LISTS; i++)
		exceptions->sorters[i] = rowsort_new();
	for (i = 0; i < sizeof passes / sizeof passes[0]; i++) {
		status = pass(dataset, passes[i].kind, passes[i].find, err);
		if (status != STATUS_OK)
			break;
	}
	if (status == STATUS_OK)
		status = find_cash(dataset, err);
	return status == STATUS_OK ? find_debts(dataset, err) : status;
}

static void close_exceptions(void *state)
{
	struct exceptions *exceptions = state;
	size_t i;

	for (i = 0; i < LISTS; i++)
		rowsort_free(exceptions->sorters[i]);
	text_release(&exceptions->row);
	free(exceptions);
}

/* ---- rows --------------------------------------------------------------- */

/* The next row of the list at hand, or of the first behind it with one. */
static enum status next_row(struct exceptions *exceptions, struct slice *row,
			    struct err *err)
{
	enum status status = STATUS_END;

	while (exceptions->list < LISTS) {
		struct rowsort **sorter =
			&exceptions->sorters[exceptions->list];

		status = STATUS_OK;
		if (!exceptions->finished)
			status = rowsort_finish(*sorter, err);
		exceptions->finished = true;
		if (status == STATUS_OK)
			status = rowsort_next(*sorter, row, err);
		if (status != STATUS_END)
			break;
		rowsort_free(*sorter); /* what it holds, before the next */
		*sorter = NULL;
		exceptions->finished = false;
		exceptions->list++;
	}
	return status;
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct exceptions *exceptions = dataset->state;
	struct slice row;
	struct reader reader;
	uint8_t currency;
	int64_t amount;
	enum status status = next_row(exceptions, &row, err);

	if (status != STATUS_OK)
		return status;
	reader = reader_of(row.bytes, row.size);
	cells[LIST] = cell_string(lists[exceptions->list].name);
	cells[ITEM] = cell_text(read_string(&reader));
	cells[DAYS] = cell_number((int64_t)read_varint(&reader));
	amount = read_zigzag(&reader);
	currency = (uint8_t)read_byte(&reader);
	cells[AMOUNT] = currency == CURRENCY_NONE
				? cell_empty()
				: cell_money(amount, currency);
	cells[CURRENCY] = currency == CURRENCY_NONE
				  ? cell_empty()
				  : cell_string(currency_code(currency));
	cells[WHAT_TO_DO] =
		cell_string(words_say(lists[exceptions->list].what_to_do));
	assert(!reader.bad && reader.at == reader.end);
	return STATUS_OK;
}

/* ---- controls: the two lists that an account stands behind as a whole --- */

static int64_t unapplied(const struct known *known, uint8_t currency)
{
	return -known_balance(known, ACCOUNT_TRUST_UNAPPLIED, currency);
}

static int64_t excess(const struct known *known, uint8_t currency)
{
	return known_balance(known, ACCOUNT_AWARDS_EXCESS, currency);
}

enum { RULE_UNAPPLIED, RULE_EXCESS, RULES };

static const struct dataset_rule rules[RULES] = {
	[RULE_UNAPPLIED] = {WORD_EXCEPTIONS_UNAPPLIED, "amount", unapplied},
	[RULE_EXCESS] = {WORD_EXCEPTIONS_EXCESS, "amount", excess},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	const struct exceptions *exceptions = dataset->state;

	if (exceptions->list == LIST_UNAPPLIED)
		dataset_add_table(dataset, RULE_UNAPPLIED,
				  cells[AMOUNT].currency, cells[AMOUNT].number);
	else if (exceptions->list == LIST_EXCESS)
		dataset_add_table(dataset, RULE_EXCESS, cells[AMOUNT].currency,
				  cells[AMOUNT].number);
}

const struct dataset_kind dataset_exceptions = {
	.name = "exceptions",
	.columns = columns,
	.column_count = COLUMNS,
	.rules = rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = open_exceptions,
	.next = next,
	.tally = tally,
	.close = close_exceptions,
};
