/*
 * dataset_proofs.c: proofs: what must be equal, and is it (REPORTS.md
 * section 2, reports/README.md): the award identity, sub-ledgers against
 * their control accounts, what the rounding of a redenomination left, cash
 * against the bank, what each import read against what became of it.
 *
 * An import is listed when it posted an entry that the moment sees: so the
 * rows are a function of the day and of what was known, like those of any
 * other report.
 */
#include "reports/award.h"
#include "reports/dataset_kind.h"
#include "reports/principals.h"
#include "reports/statements.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum {
	PROOF,
	ITEM,
	REFERENCE,
	DATE,
	CURRENCY,
	COUNT,
	LEFT,
	RIGHT,
	DIFFERENCE,
	RESULT,
	PARTS,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[PROOF] = {"proof", CELL_CODE},
	[ITEM] = {"item", CELL_CODE},
	[REFERENCE] = {"reference", CELL_TEXT},
	[DATE] = {"date", CELL_DAY},
	[CURRENCY] = {"currency", CELL_CODE},
	[COUNT] = {"count", CELL_NUMBER},
	[LEFT] = {"left", CELL_MONEY},
	[RIGHT] = {"right", CELL_MONEY},
	[DIFFERENCE] = {"difference", CELL_MONEY},
	[RESULT] = {"result", CELL_CODE},
	[PARTS] = {"parts", CELL_TEXT},
};

static const char *const shown[] = {"proof",	"item",	  "date",
				    "currency", "count",  "left",
				    "right",	"result", NULL};

/* The sums of the award identity in one currency; they wrap, and end right. */
enum part {
	AWARDED,
	EXCESS,
	UNCOLLECTED,
	HELD,
	UNCLAIMED,
	PAID,
	DIRECT,
	ADVANCED,
	AWARD_PARTS
};

static const char *const part_names[AWARD_PARTS] = {
	"awarded",   "excess", "uncollected", "held",
	"unclaimed", "paid",   "direct",      "advanced"};

struct identity {
	uint64_t part[AWARD_PARTS];
	int64_t awards;
};

/* The items of a control account in one currency. */
struct sub_ledger {
	uint64_t balance;
	int64_t items; /* with a balance */
};

enum phase { IDENTITIES, SUB_LEDGERS, RESIDUES, PRINCIPALS, CASH, IMPORTS };

struct proofs {
	enum phase phase;
	size_t next;			/* in the phase */
	struct identity *identities;	/* [currency] */
	struct sub_ledger *sub_ledgers; /* [account][currency] */
	struct principals *principals;
	struct statements *statements;
	struct runs *runs;
	struct run run;
	struct slice money; /* of the run, what is left to tell */
	bool at_money;
	struct text item;
	struct text parts;
};

static size_t place_of(enum account account, uint8_t currency)
{
	return (size_t)account * currency_count() + currency;
}

/* ---- what is added up from the items ------------------------------------ */

static void add_award(struct dataset *dataset, const struct item *claim)
{
	struct proofs *proofs = dataset->state;
	struct identity *identity;
	struct award award;

	award_read(claim, dataset->moment, &award);
	if (award.in_force == DAY_NONE)
		return;
	identity = &proofs->identities[award.currency];
	identity->awards++;
	identity->part[AWARDED] += (uint64_t)award.awarded;
	identity->part[EXCESS] += (uint64_t)award.excess;
	identity->part[UNCOLLECTED] += (uint64_t)award.uncollected;
	identity->part[HELD] += (uint64_t)award.held;
	identity->part[UNCLAIMED] += (uint64_t)award.unclaimed;
	identity->part[PAID] += (uint64_t)award.paid;
	identity->part[DIRECT] += (uint64_t)award.direct;
	identity->part[ADVANCED] += (uint64_t)award.advanced;
}

/* Each account and currency of the item, once. */
static void add_balances(struct dataset *dataset, const struct item *item)
{
	struct proofs *proofs = dataset->state;
	size_t i;

	for (i = 0; i < item->ending_count; i++) {
		enum account account = (enum account)item->endings[i].account;
		uint8_t currency = item->endings[i].currency;
		struct sub_ledger *sub_ledger;
		int64_t balance;

		if (account_is_sum(account))
			continue;
		balance = moment_balance(item, account, currency,
					 dataset->moment);
		sub_ledger = &proofs->sub_ledgers[place_of(account, currency)];
		sub_ledger->balance += (uint64_t)balance;
		sub_ledger->items += balance != 0;
	}
}

static enum status add_kind(struct dataset *dataset, enum item_kind kind,
			    struct err *err)
{
	struct principals *principals =
		((struct proofs *)dataset->state)->principals;
	const struct item *item;
	struct items *items;
	enum status status = items_open(dataset->book, kind, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK) {
		add_balances(dataset, item);
		if (kind != ITEM_CLAIM)
			continue;
		add_award(dataset, item);
		status = principals_add(principals, item, err);
		if (status != STATUS_OK)
			break;
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status open_proofs(struct dataset *dataset, struct err *err)
{
	struct proofs *proofs = mem_alloc(sizeof *proofs);
	enum status status;
	int kind;

	dataset->state = proofs;
	proofs->identities =
		mem_alloc(currency_count() * sizeof *proofs->identities);
	proofs->sub_ledgers = mem_alloc(place_of(ACCOUNT_COUNT, 0) *
					sizeof *proofs->sub_ledgers);
	proofs->principals = principals_new(dataset->book, dataset->moment);
	status = statements_open(dataset->book, dataset->moment,
				 &proofs->statements, err);
	if (status != STATUS_OK)
		proofs->statements = NULL;
	for (kind = ITEM_NONE + 1;
	     kind < ITEM_KIND_COUNT && status == STATUS_OK; kind++)
		status = add_kind(dataset, (enum item_kind)kind, err);
	if (status == STATUS_OK)
		status = runs_open(dataset->book, 1, &proofs->runs, err);
	return status;
}

static void close_proofs(void *state)
{
	struct proofs *proofs = state;

	principals_close(proofs->principals);
	statements_close(proofs->statements);
	runs_close(proofs->runs);
	text_release(&proofs->item);
	text_release(&proofs->parts);
	free(proofs->identities);
	free(proofs->sub_ledgers);
	free(proofs);
}

/* ---- rows --------------------------------------------------------------- */

static struct cell text_cell(const struct text *text)
{
	return cell_text((struct slice){text->bytes, text->size});
}

static void say_result(struct cell *cells, bool equal)
{
	cells[RESULT] = cell_string(words_say(equal ? WORD_OK : WORD_DIFFERS));
}

/* Both sides, which are summed by wrapping, and what is between them. */
static void fill_sides(struct cell *cells, uint64_t left, uint64_t right,
		       uint8_t currency)
{
	cells[CURRENCY] = cell_string(currency_code(currency));
	cells[LEFT] = cell_money((int64_t)left, currency);
	cells[RIGHT] = cell_money((int64_t)right, currency);
	cells[DIFFERENCE] = cell_money((int64_t)(left - right), currency);
	say_result(cells, left == right);
}

/* "awarded 12 + excess 0": one part behind the other. */
static void add_part(struct text *parts, const char *name, int64_t amount,
		     uint8_t currency)
{
	struct cell cell = cell_money(amount, currency);

	if (parts->size > 0 && parts->bytes[parts->size - 1] != ' ')
		text_add_string(parts, " + ");
	text_add_string(parts, name);
	text_add_char(parts, ' ');
	cell_plain(CELL_MONEY, &cell, parts);
}

static bool fill_identity(struct dataset *dataset, struct cell *cells)
{
	struct proofs *proofs = dataset->state;
	uint8_t currency = (uint8_t)proofs->next++;
	const struct identity *identity = &proofs->identities[currency];
	uint64_t sides[2] = {0, 0};
	int part;

	if (identity->awards == 0)
		return false;
	for (part = 0; part < AWARD_PARTS; part++) {
		sides[part > EXCESS] += identity->part[part];
		add_part(&proofs->parts, part_names[part],
			 (int64_t)identity->part[part], currency);
		if (part == EXCESS)
			text_add_string(&proofs->parts, " = ");
	}
	cells[PROOF] = cell_string("award-identity");
	cells[DATE] = cell_number(dataset->moment.day);
	cells[COUNT] = cell_number(identity->awards);
	fill_sides(cells, sides[0], sides[1], currency);
	return true;
}

static bool fill_sub_ledger(struct dataset *dataset, struct cell *cells)
{
	struct proofs *proofs = dataset->state;
	size_t number = proofs->next++;
	uint8_t currency = (uint8_t)(number % currency_count());
	enum account account = account_ranked(number / currency_count());
	const struct sub_ledger *items =
		&proofs->sub_ledgers[place_of(account, currency)];
	int64_t control = known_balance(dataset->known, account, currency);

	if (account_row(account)->item == ITEM_NONE ||
	    (control == 0 && items->balance == 0 && items->items == 0))
		return false;
	cells[PROOF] = cell_string("sub-ledger");
	cells[ITEM] = cell_string(account_row(account)->name);
	cells[DATE] = cell_number(dataset->moment.day);
	cells[COUNT] = cell_number(items->items);
	fill_sides(cells, (uint64_t)control, items->balance, currency);
	return true;
}

/* What rounding left on a conversion account, which nothing else moves. */
static bool fill_residue(struct dataset *dataset, struct cell *cells)
{
	struct proofs *proofs = dataset->state;
	size_t number = proofs->next++;
	uint8_t currency = (uint8_t)(number % currency_count());
	enum account account = account_ranked(number / currency_count());
	int64_t residue;

	if (account_conversion(account) != account)
		return false;
	residue = known_balance(dataset->known, account, currency);
	if (residue == 0)
		return false;
	cells[PROOF] = cell_string("residue");
	cells[ITEM] = cell_string(account_row(account)->name);
	cells[DATE] = cell_number(dataset->moment.day);
	fill_sides(cells, (uint64_t)residue, 0, currency);
	cells[RESULT] = cell_string(words_say(WORD_ROUNDED));
	return true;
}

static bool fill_principal(struct dataset *dataset, struct cell *cells)
{
	struct proofs *proofs = dataset->state;
	const struct principal *principal =
		principals_at(proofs->principals, proofs->next++);

	cells[PROOF] = cell_string("principal");
	cells[ITEM] = cell_text(principal->claim);
	cells[REFERENCE] = cell_text(principal->event);
	cells[DATE] = cell_number(principal->day);
	fill_sides(cells, (uint64_t)principal->needed,
		   (uint64_t)principal->converted, principal->currency);
	cells[RESULT] = cell_string(words_say(WORD_ROUNDED));
	return true;
}

static bool fill_cash(struct dataset *dataset, struct cell *cells)
{
	struct proofs *proofs = dataset->state;
	const struct statement *statement =
		statements_at(proofs->statements, proofs->next++);

	cells[PROOF] = cell_string("cash");
	cells[ITEM] = cell_string(account_row(statement->account)->name);
	cells[REFERENCE] = cell_text(statement->document);
	cells[DATE] = cell_number(statement->day);
	fill_sides(cells, (uint64_t)statement->balance,
		   (uint64_t)statement->stated, statement->currency);
	return true;
}

/* ---- imports ------------------------------------------------------------ */

/* Does the moment see an entry that the run posted? */
static enum status sees_run(struct dataset *dataset, const struct run *run,
			    bool *sees, struct err *err)
{
	uint32_t first = (uint32_t)run_count(run, RUN_FIRST);
	uint32_t last = (uint32_t)run_count(run, RUN_LAST);
	struct journal_cursor *entries;
	struct entry entry;
	enum status status;

	*sees = false;
	if (first == 0 || !slice_is(run->field[RUN_KIND], "import"))
		return STATUS_OK;
	status = entries_open(dataset->book, first, &entries, err);
	if (status != STATUS_OK)
		return status;
	while (!*sees &&
	       (status = entries_next(entries, &entry, err)) == STATUS_OK &&
	       entry.seq <= last)
		*sees = moment_sees(dataset->moment, entry.event.date,
				    entry.seq);
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status next_run(struct dataset *dataset, struct err *err)
{
	struct proofs *proofs = dataset->state;
	enum status status = STATUS_OK;
	bool sees = false;

	while (status == STATUS_OK && !sees) {
		status = runs_next(proofs->runs, &proofs->run, err);
		if (status == STATUS_OK)
			status = sees_run(dataset, &proofs->run, &sees, err);
	}
	return status;
}

static void fill_run(struct proofs *proofs, struct cell *cells)
{
	struct slice started = proofs->run.field[RUN_STARTED];
	int32_t day;

	text_clear(&proofs->item);
	text_add_number(&proofs->item, proofs->run.number);
	cells[ITEM] = text_cell(&proofs->item);
	cells[REFERENCE] = cell_text(proofs->run.field[RUN_FILE]);
	if (started.size >= DAY_TEXT_SIZE - 1 &&
	    day_parse(started.bytes, DAY_TEXT_SIZE - 1, &day))
		cells[DATE] = cell_number(day);
}

static void fill_rows(struct proofs *proofs, struct cell *cells)
{
	static const struct {
		enum run_field field;
		const char *before;
	} became[] = {{RUN_POSTED, " = posted "},
		      {RUN_DUPLICATE, " + duplicate "},
		      {RUN_REJECTED, " + rejected "}};
	uint64_t read = run_count(&proofs->run, RUN_READ);
	uint64_t sum = 0;
	size_t i;

	text_add_string(&proofs->parts, "read ");
	text_add_number(&proofs->parts, (int64_t)read);
	for (i = 0; i < sizeof became / sizeof became[0]; i++) {
		uint64_t rows = run_count(&proofs->run, became[i].field);

		text_add_string(&proofs->parts, became[i].before);
		text_add_number(&proofs->parts, (int64_t)rows);
		sum += rows;
	}
	cells[PROOF] = cell_string("import-rows");
	cells[COUNT] = cell_number((int64_t)read);
	say_result(cells, read == sum);
}

static void fill_money(struct proofs *proofs, const struct run_money *money,
		       struct cell *cells)
{
	static const char *const names[RUN_SUMS] = {"read", "posted",
						    "duplicate", "rejected"};
	uint64_t sum = 0;
	int i;

	cells[PROOF] = cell_string("import-money");
	cells[CURRENCY] = cell_string(currency_code(money->currency));
	if (money->overflow) {
		cells[RESULT] = cell_string(words_say(WORD_TOO_LARGE));
		return;
	}
	for (i = 0; i < RUN_SUMS; i++) {
		add_part(&proofs->parts, names[i], money->minor[i],
			 money->currency);
		if (i == 0)
			text_add_string(&proofs->parts, " = ");
		else
			sum += (uint64_t)money->minor[i];
	}
	fill_sides(cells, (uint64_t)money->minor[0], sum, money->currency);
}

/* A run's rows, then its money, a currency at a time. */
static enum status fill_import(struct dataset *dataset, struct cell *cells,
			       struct err *err)
{
	struct proofs *proofs = dataset->state;
	struct run_money money;
	enum status status;

	if (proofs->at_money && run_money_next(&proofs->money, &money)) {
		fill_run(proofs, cells);
		fill_money(proofs, &money, cells);
		return STATUS_OK;
	}
	status = next_run(dataset, err);
	if (status != STATUS_OK)
		return status;
	proofs->at_money = true;
	proofs->money = proofs->run.field[RUN_MONEY];
	fill_run(proofs, cells);
	fill_rows(proofs, cells);
	return STATUS_OK;
}

/* ---- one phase behind the other ----------------------------------------- */

typedef bool filler(struct dataset *dataset, struct cell *cells);

static filler *const fillers[IMPORTS] = {
	[IDENTITIES] = fill_identity, [SUB_LEDGERS] = fill_sub_ledger,
	[RESIDUES] = fill_residue,    [PRINCIPALS] = fill_principal,
	[CASH] = fill_cash,
};

/* How many rows the phase has, those that stay out included. */
static size_t phase_size(const struct proofs *proofs)
{
	if (proofs->phase == IDENTITIES)
		return currency_count();
	if (proofs->phase == SUB_LEDGERS || proofs->phase == RESIDUES)
		return account_ranks() * currency_count();
	if (proofs->phase == PRINCIPALS)
		return principals_count(proofs->principals);
	return statements_count(proofs->statements);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct proofs *proofs = dataset->state;
	enum status status;
	int i;

	for (i = 0; i < COLUMNS; i++)
		cells[i] = cell_empty();
	text_clear(&proofs->parts);
	for (; proofs->phase < IMPORTS; proofs->phase++, proofs->next = 0)
		while (proofs->next < phase_size(proofs))
			if (fillers[proofs->phase](dataset, cells)) {
				cells[PARTS] = text_cell(&proofs->parts);
				return STATUS_OK;
			}
	status = fill_import(dataset, cells, err);
	cells[PARTS] = text_cell(&proofs->parts);
	return status;
}

const struct dataset_kind dataset_proofs = {
	.name = "proofs",
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.open = open_proofs,
	.next = next,
	.close = close_proofs,
};
