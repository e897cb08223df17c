/* dataset.c: the table of datasets and what all of them share. */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

static const struct dataset_kind *const kinds[] = {
	&dataset_awards,	  &dataset_grants,
	&dataset_assets,	  &dataset_contributions,
	&dataset_policies,	  &dataset_figures,
	&dataset_recoveries,	  &dataset_fund,
	&dataset_cohorts,	  &dataset_offenders,
	&dataset_proofs,	  &dataset_statistics,
	&dataset_waiting,	  &dataset_outstanding,
	&dataset_exceptions,	  &dataset_scenario,
	&dataset_scenario_awards, &dataset_balances,
	&dataset_subledgers,	  &dataset_journal,
	&dataset_trial,		  &dataset_runs,
};

static const char *const names[] = {
	"aged-awards", "aged-grants", "aged-assets", "aged-contributions",
	"policies",    "figures",     "recoveries",  "fund",
	"waiting",     "outstanding", "cohorts",     "statistics",
	"exceptions",  "scenario",    "proofs",	     "balances",
	"journal",     NULL};

const char *const *dataset_names(void)
{
	return names;
}

/* The form asked for, or the only one. */
static const struct dataset_kind *
find_kind(const char *name, const struct dataset_options *options)
{
	const struct dataset_kind *found = NULL;
	bool items = options->items || options->scenario.explain;
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(kinds[i]->name, name) != 0)
			continue;
		if (found == NULL ||
		    (kinds[i]->items == items && kinds[i]->by == options->by))
			found = kinds[i];
	}
	return found;
}

static enum status unknown_name(const char *name, struct err *err)
{
	struct text list = TEXT_ZERO;
	size_t i;

	for (i = 0; names[i] != NULL; i++) {
		text_add_string(&list, i == 0 ? "" : ", ");
		text_add_string(&list, names[i]);
	}
	err_set(err, STATUS_INVALID, "there is no report %s; there are %s",
		name, list.bytes);
	text_release(&list);
	return STATUS_INVALID;
}

static size_t matrix_size(const struct dataset *dataset)
{
	return (dataset->kind->rule_count + 1) * currency_count();
}

static void name_columns(struct dataset *dataset)
{
	size_t i;

	dataset->column_count = dataset->kind->column_count;
	assert(dataset->column_count <= DATASET_COLUMNS_MAX);
	for (i = 0; i < dataset->column_count; i++) {
		const struct dataset_column_row *row =
			&dataset->kind->columns[i];
		struct dataset_column *column = &dataset->columns[i];

		column->name = row->name;
		column->title = words_title(row->name);
		column->kind = row->kind;
	}
}

static struct dataset *make(const struct dataset_kind *kind, struct book *book,
			    const struct dataset_options *options)
{
	struct dataset *dataset = mem_alloc(sizeof *dataset);

	dataset->kind = kind;
	dataset->book = book;
	dataset->options = *options;
	dataset->options.terms = terms_or_default(options->terms);
	dataset->moment.day = options->as_of;
	dataset->moment.known_at = options->known_at;
	dataset->table =
		mem_alloc(matrix_size(dataset) * sizeof *dataset->table);
	dataset->ledger =
		mem_alloc(matrix_size(dataset) * sizeof *dataset->ledger);
	name_columns(dataset);
	return dataset;
}

enum status dataset_open(const char *name, struct book *book,
			 const struct dataset_options *options,
			 struct dataset **out, struct err *err)
{
	const struct dataset_kind *kind = find_kind(name, options);
	struct dataset *dataset;
	enum status status;

	if (kind == NULL)
		return unknown_name(name, err);
	if (options->open_to_all && kind->publish == NULL)
		return err_set(err, STATUS_INVALID,
			       "%s tells of single cases and is not for the "
			       "public; waiting, outstanding, statistics and "
			       "cohorts are",
			       name);
	dataset = make(kind, book, options);
	status = known_open(book, dataset->moment, &dataset->known, err);
	if (status == STATUS_OK)
		status = kind->open(dataset, err);
	if (status == STATUS_OK && options->open_to_all)
		status = published_open(dataset, &dataset->published, err);
	if (status == STATUS_OK)
		*out = dataset;
	else
		dataset_close(dataset);
	return status;
}

const struct dataset_column *dataset_columns(const struct dataset *dataset,
					     size_t *count)
{
	*count = dataset->column_count;
	return dataset->columns;
}

bool dataset_adds_up(const struct dataset *dataset)
{
	return !dataset->kind->successive;
}

size_t dataset_column_find(const struct dataset *dataset, const char *name)
{
	size_t i = 0;

	while (strcmp(dataset->columns[i].name, name) != 0) {
		i++;
		assert(i < dataset->column_count);
	}
	return i;
}

static void add(int64_t *sum, int64_t amount)
{
	*sum = (int64_t)((uint64_t)*sum + (uint64_t)amount);
}

void dataset_add_table(struct dataset *dataset, size_t rule, uint8_t currency,
		       int64_t amount)
{
	assert(rule < dataset->kind->rule_count);
	add(&dataset->table[rule * currency_count() + currency], amount);
}

void dataset_add_ledger(struct dataset *dataset, size_t rule, uint8_t currency,
			int64_t amount)
{
	assert(rule < dataset->kind->rule_count);
	add(&dataset->ledger[rule * currency_count() + currency], amount);
}

void dataset_add_control(struct dataset *dataset,
			 const struct dataset_control *control)
{
	if (control->table == 0 && control->ledger == 0)
		return;
	dataset->controls =
		mem_grow(dataset->controls, &dataset->control_room,
			 dataset->control_count + 1, sizeof *dataset->controls);
	dataset->controls[dataset->control_count++] = *control;
}

static void tie(struct dataset *dataset, size_t number, uint8_t currency)
{
	const struct dataset_rule *rule = &dataset->kind->rules[number];
	size_t place = number * currency_count() + currency;
	struct dataset_control control;

	if (rule->ledger != NULL)
		dataset->ledger[place] = rule->ledger(dataset->known, currency);
	control.label = words_say(rule->label);
	control.column = rule->column;
	control.currency = currency;
	control.table = dataset->table[place];
	control.ledger = dataset->ledger[place];
	dataset_add_control(dataset, &control);
}

/* The last row is out: read the control accounts. */
static void end(struct dataset *dataset)
{
	size_t rule;
	uint8_t currency;

	dataset->ended = true;
	for (rule = 0; rule < dataset->kind->rule_count; rule++)
		for (currency = 0; currency < currency_count(); currency++)
			tie(dataset, rule, currency);
	if (dataset->kind->end != NULL)
		dataset->kind->end(dataset);
}

enum status dataset_next(struct dataset *dataset, struct cell *cells,
			 struct err *err)
{
	enum status status = STATUS_END;

	if (dataset->published != NULL)
		return published_next(dataset->published, cells);
	if (!dataset->ended)
		status = dataset->kind->next(dataset, cells, err);
	if (status == STATUS_OK && dataset->kind->tally != NULL)
		dataset->kind->tally(dataset, cells);
	if (status == STATUS_END && !dataset->ended)
		end(dataset);
	return status;
}

const struct dataset_control *dataset_controls(const struct dataset *dataset,
					       size_t *count)
{
	*count = dataset->control_count;
	return dataset->controls;
}

void dataset_close(struct dataset *dataset)
{
	if (dataset == NULL)
		return;
	if (dataset->state != NULL)
		dataset->kind->close(dataset->state);
	published_close(dataset->published);
	known_close(dataset->known);
	free(dataset->table);
	free(dataset->ledger);
	free(dataset->controls);
	free(dataset);
}
