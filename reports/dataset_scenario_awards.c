/*
 * dataset_scenario_awards.c: scenario --explain: what the fund would have
 * done for each award, and when; by code of the claim.
 */
#include "reports/dataset_scenario.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum {
	CLAIM,
	CASE,
	VICTIM,
	CURRENCY,
	IN_FORCE,
	DUE_ON,
	AWARDED,
	ADVANCED_ON,
	ADVANCED,
	LIMITED_BY,
	REPAID,
	LOST,
	SUBROGATED,
	REPAID_HELD,
	OUTSTANDING_REAL,
	OUTSTANDING_SCENARIO,
	FIRST_DAYS_SAVED,
	DAYS_SAVED,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[CLAIM] = {"claim", CELL_CODE},
	[CASE] = {"case", CELL_CODE},
	[VICTIM] = {"victim", CELL_CODE},
	[CURRENCY] = {"currency", CELL_CODE},
	[IN_FORCE] = {"in_force", CELL_DAY},
	[DUE_ON] = {"due_on", CELL_DAY},
	[AWARDED] = {"awarded", CELL_MONEY},
	[ADVANCED_ON] = {"advanced_on", CELL_DAY},
	[ADVANCED] = {"advanced", CELL_MONEY},
	[LIMITED_BY] = {"limited_by", CELL_CODE},
	[REPAID] = {"repaid", CELL_MONEY},
	[LOST] = {"lost", CELL_MONEY},
	[SUBROGATED] = {"subrogated", CELL_MONEY},
	[REPAID_HELD] = {"repaid_held", CELL_MONEY},
	[OUTSTANDING_REAL] = {"outstanding_real", CELL_MONEY},
	[OUTSTANDING_SCENARIO] = {"outstanding_scenario", CELL_MONEY},
	[FIRST_DAYS_SAVED] = {"first_days_saved", CELL_NUMBER},
	[DAYS_SAVED] = {"days_saved", CELL_NUMBER},
};

static const char *const shown[] = {"claim",
				    "victim",
				    "currency",
				    "in_force",
				    "due_on",
				    "advanced_on",
				    "advanced",
				    "limited_by",
				    "repaid",
				    "outstanding_real",
				    "outstanding_scenario",
				    "days_saved",
				    NULL};

/* ---- the pass, for both forms -------------------------------------------- */

enum status scenario_rows_open(struct dataset *dataset, struct err *err)
{
	struct scenario_rows *rows = mem_alloc(sizeof *rows);
	enum status status;

	dataset->state = rows;
	rows->terms = scenario_terms_settle(&dataset->options.scenario);
	status = scenario_replay_open(dataset->book, dataset->moment,
				      &rows->terms, &rows->replay, err);
	if (status != STATUS_OK) {
		rows->replay = NULL;
		return status;
	}
	status = items_open(dataset->book, ITEM_CLAIM, &rows->claims, err);
	if (status != STATUS_OK)
		rows->claims = NULL;
	return status;
}

void scenario_rows_close(void *state)
{
	struct scenario_rows *rows = state;

	if (rows->claims != NULL)
		items_close(rows->claims);
	scenario_replay_close(rows->replay);
	free(rows->own);
	free(rows);
}

enum status scenario_rows_next(struct dataset *dataset,
			       const struct item **claim, struct err *err)
{
	struct scenario_rows *rows = dataset->state;
	enum status status;

	do
		status = items_next(rows->claims, claim, err);
	while (status == STATUS_OK &&
	       !scenario_outcome_read(rows->replay, *claim, dataset->moment,
				      &rows->outcome));
	return status;
}

int64_t scenario_rows_ledger(const struct known *known, uint8_t currency)
{
	uint64_t sum =
		(uint64_t)known_balance(known, ACCOUNT_AWARDS_OWED, currency);

	sum -= (uint64_t)known_balance(known, ACCOUNT_TRUST_VICTIMS, currency);
	sum -= (uint64_t)known_balance(known, ACCOUNT_TRUST_UNCLAIMED,
				       currency);
	return (int64_t)sum;
}

/* ---- rows --------------------------------------------------------------- */

static void put_money(struct cell *cells,
		      const struct scenario_outcome *outcome)
{
	const struct scenario_result *result = &outcome->result;
	uint8_t currency = result->currency;

	cells[AWARDED] = cell_money(outcome->award.awarded, currency);
	cells[ADVANCED] = cell_money(outcome->advanced, currency);
	cells[REPAID] = cell_money(result->repaid, currency);
	cells[LOST] = cell_money(result->lost, currency);
	cells[SUBROGATED] = cell_money(result->subrogated, currency);
	cells[REPAID_HELD] = cell_money(result->repaid_held, currency);
	cells[OUTSTANDING_REAL] =
		cell_money(outcome->award.outstanding, currency);
	cells[OUTSTANDING_SCENARIO] =
		cell_money(outcome->outstanding, currency);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct scenario_rows *rows = dataset->state;
	const struct scenario_outcome *outcome = &rows->outcome;
	const struct item *claim;
	enum status status = scenario_rows_next(dataset, &claim, err);

	if (status != STATUS_OK)
		return status;
	cells[CLAIM] = cell_text((struct slice){claim->code, claim->code_size});
	cells[CASE] =
		cell_text(moment_text(claim, COLUMN_CASE, dataset->moment));
	cells[VICTIM] =
		cell_text(moment_text(claim, COLUMN_VICTIM, dataset->moment));
	cells[CURRENCY] = cell_string(currency_code(outcome->result.currency));
	cells[IN_FORCE] = cell_number(outcome->award.in_force);
	cells[DUE_ON] = cell_number(outcome->due);
	cells[ADVANCED_ON] = cell_number(outcome->result.advanced_on);
	cells[LIMITED_BY] = cell_string(scenario_outcome_limit(outcome));
	put_money(cells, outcome);
	cells[FIRST_DAYS_SAVED] = cell_number(outcome->first_days_saved);
	cells[DAYS_SAVED] = cell_number(outcome->days_saved);
	return STATUS_OK;
}

/* ---- controls ------------------------------------------------------------ */

enum { RULE_REAL, RULE_SCENARIO, RULES };

static const struct dataset_rule rules[RULES] = {
	[RULE_REAL] = {WORD_SCENARIO_REAL, "outstanding_real",
		       scenario_rows_ledger},
	[RULE_SCENARIO] = {WORD_SCENARIO_IDENTITY, "outstanding_scenario",
			   scenario_rows_ledger},
};

static void tally(struct dataset *dataset, const struct cell *cells)
{
	static const int parts[] = {OUTSTANDING_SCENARIO, SUBROGATED,
				    REPAID_HELD};
	uint8_t currency = cells[OUTSTANDING_REAL].currency;
	size_t i;

	dataset_add_table(dataset, RULE_REAL, currency,
			  cells[OUTSTANDING_REAL].number);
	for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
		dataset_add_table(dataset, RULE_SCENARIO, currency,
				  cells[parts[i]].number);
}

const struct dataset_kind dataset_scenario_awards = {
	.name = "scenario",
	.items = true,
	.columns = columns,
	.column_count = COLUMNS,
	.shown = shown,
	.rules = rules,
	.rule_count = RULES,
	.totals_by_label = true,
	.open = scenario_rows_open,
	.next = next,
	.tally = tally,
	.close = scenario_rows_close,
};
