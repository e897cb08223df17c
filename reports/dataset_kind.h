/*
 * dataset_kind.h: what a dataset is made of; for reports/ only.
 *
 * A kind is a table row: its columns, what it ties to control accounts,
 * and how its rows come about. dataset.c holds the table of kinds and all
 * that is common: opening, counting, the controls.
 *
 * Controls    a *rule* names two figures per currency. The table side is
 *             added up from the cells of each row handed out, the ledger
 *             side from control accounts, once the last row is out.
 * Sums        wrap around like machine words: amounts of one sign whose
 *             total is a control account fit, and a difference shows.
 */
#ifndef REPORTS_DATASET_KIND_H
#define REPORTS_DATASET_KIND_H

#include "reports/cell.h"
#include "reports/dataset.h"
#include "reports/known.h"
#include "reports/published.h"
#include "reports/words.h"

struct dataset_column_row {
	const char *name;
	enum cell_kind kind;
};

struct dataset_rule {
	enum word label;
	const char *column;
	/* The ledger side; NULL: the rows add to both sides themselves. */
	int64_t (*ledger)(const struct known *known, uint8_t currency);
};

struct dataset_kind {
	const char *name;
	bool items; /* the form of it that --items or --explain asks for */
	enum report_by by; /* and the one that --by asks for */
	const struct dataset_column_row *columns;
	size_t column_count;
	const char *const *shown;  /* on a terminal; NULL: all columns */
	const char *const *summed; /* by bucket there; NULL: none */
	const struct dataset_rule *rules;
	size_t rule_count;
	/* Rows are states of one sum, or sums of others: never added up. */
	bool successive;
	bool totals_by_label; /* the labels, not the columns, tell them apart */
	enum status (*open)(struct dataset *dataset, struct err *err);
	enum status (*next)(struct dataset *dataset, struct cell *cells,
			    struct err *err);
	void (*tally)(struct dataset *dataset, const struct cell *cells);
	void (*end)(struct dataset *dataset); /* controls beyond the rules */
	void (*close)(void *state);
	/* Hide what the public may not see of all rows; NULL: no row at all. */
	void (*publish)(const struct dataset *dataset, struct published *rows);
	const char *const *public_columns; /* NULL: all of them */
};

struct dataset {
	const struct dataset_kind *kind;
	struct book *book;
	struct dataset_options options;
	struct moment moment;
	struct known *known;
	void *state; /* the kind's own */
	struct dataset_column columns[DATASET_COLUMNS_MAX];
	size_t column_count;
	struct published *published; /* the rows, in the public profile */
	int64_t *table;		     /* [rule][currency] */
	int64_t *ledger;	     /* likewise */
	struct dataset_control *controls;
	size_t control_count, control_room;
	bool ended;
};

extern const struct dataset_kind dataset_awards;
extern const struct dataset_kind dataset_waiting;
extern const struct dataset_kind dataset_outstanding;
extern const struct dataset_kind dataset_grants;
extern const struct dataset_kind dataset_assets;
extern const struct dataset_kind dataset_contributions;
extern const struct dataset_kind dataset_policies;
extern const struct dataset_kind dataset_figures;
extern const struct dataset_kind dataset_recoveries;
extern const struct dataset_kind dataset_offenders; /* recoveries, by them */
extern const struct dataset_kind dataset_fund;
extern const struct dataset_kind dataset_cohorts;
extern const struct dataset_kind dataset_statistics;
extern const struct dataset_kind dataset_exceptions;
extern const struct dataset_kind dataset_proofs;
extern const struct dataset_kind dataset_scenario;
extern const struct dataset_kind dataset_scenario_awards;
extern const struct dataset_kind dataset_balances;
extern const struct dataset_kind dataset_subledgers;
extern const struct dataset_kind dataset_journal;

/* Of the auditors' pack alone: no report of `redress report`. */
extern const struct dataset_kind dataset_trial;
extern const struct dataset_kind dataset_runs;

/* Add to one side of a rule. */
void dataset_add_table(struct dataset *dataset, size_t rule, uint8_t currency,
		       int64_t amount);
void dataset_add_ledger(struct dataset *dataset, size_t rule, uint8_t currency,
			int64_t amount);

/* A control that no rule describes; nothing when both sides are 0. */
void dataset_add_control(struct dataset *dataset,
			 const struct dataset_control *control);

/* Number of the column of this name in the dataset. */
size_t dataset_column_find(const struct dataset *dataset, const char *name);

#endif /* REPORTS_DATASET_KIND_H */
