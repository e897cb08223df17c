/* workbook_checks.c: which controls a workbook has. */
#include "reports/workbook_checks.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "reports/sheet_subtotals.h"
#include "reports/workbook.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

#include <stdlib.h>

static struct check *add(struct checks *checks, const struct part *part,
			 const char *kind, const char *label)
{
	struct check *check;

	checks->list = mem_grow(checks->list, &checks->room, checks->count + 1,
				sizeof *checks->list);
	check = &checks->list[checks->count++];
	memset(check, 0, sizeof *check);
	check->sheet = part->kind.sheet;
	check->kind = kind;
	check->column = "";
	check->currency = CURRENCY_NONE;
	check->checked = true;
	text_add_string(&check->label, label);
	return check;
}

static struct check *add_money(struct checks *checks, const struct part *part,
			       const char *kind, const char *label,
			       uint8_t column, uint8_t currency)
{
	struct check *check = add(checks, part, kind, label);

	check->column = part->sums.columns[column].title;
	check->currency = currency;
	check->digits = currency_digits(currency);
	return check;
}

/* A figure that the program knows on both sides. */
static void settle(struct check *check, int64_t figure)
{
	check->stored = figure;
	check->live = figure;
}

/*
 * Against the control accounts. Where a control adds only some of the rows
 * its table figure stands as a number; the sums below cover the cells.
 */
static void list_ledger(struct checks *checks, const struct part *part)
{
	const struct sums *sums = &part->sums;
	size_t i;

	for (i = 0; i < part->control_count; i++) {
		const struct dataset_control *control = &part->controls[i];
		uint8_t column = sums_column(sums, control->column);
		const struct sums_currency *sum =
			sums_of(sums, control->currency);
		struct check *check =
			add(checks, part, SAY_KIND_LEDGER, control->label);

		check->currency = control->currency;
		check->digits = currency_digits(control->currency);
		check->stored = control->ledger;
		check->live = control->table;
		check->checked = !sums_too_large(control->ledger) &&
				 !sums_too_large(control->table);
		if (column == SUMS_NONE)
			continue;
		check->column = sums->columns[column].title;
		if ((sum == NULL ? 0 : sum->total[column]) != control->table)
			continue;
		if (sum != NULL && (sum->unsafe[column] & SUMS_UNSAFE_TOTAL))
			check->checked = false;
		formula_sum(&check->formula, part, column, control->currency);
	}
}

/* Can the rows of one currency be told apart by a formula? */
static bool has_currencies(const struct sums *sums)
{
	return sums->roles.currency != SUMS_NONE || sums->currency_count == 1;
}

static void mark_safe(struct check *check, int unsafe)
{
	check->checked = !(unsafe & SUMS_UNSAFE_TOTAL);
	check->unknown = (unsafe & SUMS_OVERFLOW) != 0;
}

static void list_sums(struct checks *checks, const struct part *part)
{
	const struct sums *sums = &part->sums;
	size_t i, j;

	if (!has_currencies(sums))
		return;
	for (i = 0; i < sums->currency_count; i++) {
		const struct sums_currency *sum = &sums->currency[i];

		for (j = 0; j < sums->column_count; j++) {
			struct check *check;

			if (sums->columns[j].kind != CELL_MONEY)
				continue;
			check = add_money(checks, part, SAY_KIND_SUM,
					  SAY_CHECK_SUM, (uint8_t)j,
					  sum->currency);
			settle(check, sum->total[j]);
			mark_safe(check, sum->unsafe[j]);
			formula_sum(&check->formula, part, (uint8_t)j,
				    sum->currency);
		}
	}
}

static void list_rows(struct checks *checks, const struct part *part)
{
	const struct sums *sums = &part->sums;
	struct text label = TEXT_ZERO;
	struct check *check;
	size_t i;

	check = add(checks, part, SAY_KIND_FILLED, SAY_CHECK_ROWS);
	settle(check, (int64_t)sums->column[0].filled);
	formula_rows(&check->formula, part);
	for (i = 0; i < SUMS_IDENTITIES; i++) {
		if (!sums->identity[i])
			continue;
		text_clear(&label);
		text_addf(&label, SAY_CHECK_ROW_F, sums_identities[i].label);
		check = add(checks, part, SAY_KIND_ROW, label.bytes);
		check->live = (int64_t)sums->broken[i];
		formula_identity(&check->formula, part, i);
	}
	text_release(&label);
}

static void list_text(struct checks *checks, const struct part *part,
		      uint8_t column)
{
	const struct sums_column *sum = &part->sums.column[column];
	struct check *check;

	if (sum->unsafe & SUMS_UNSAFE_VALUE)
		return;
	check = add(checks, part, SAY_KIND_COLUMN,
		    sum->by_length ? SAY_CHECK_LENGTH : SAY_CHECK_FINGER);
	check->column = part->sums.columns[column].title;
	if (sum->by_length) {
		settle(check, (int64_t)sum->lengths);
		formula_length_print(&check->formula, part, column);
		return;
	}
	settle(check, (int64_t)sum->fingerprint);
	formula_text_print(&check->formula, part, column);
}

static void list_number(struct checks *checks, const struct part *part,
			uint8_t column)
{
	const struct sums_column *sum = &part->sums.column[column];
	const struct dataset_column *about = &part->sums.columns[column];
	struct check *check;

	if (about->kind != CELL_SHARE && about->kind != CELL_TENTHS) {
		check = add(checks, part, SAY_KIND_SUM, SAY_CHECK_SUM);
		check->column = about->title;
		check->checked = sum->too_large == 0 &&
				 !(sum->unsafe & SUMS_UNSAFE_TOTAL);
		settle(check, sum->total);
		formula_plain_sum(&check->formula, part, column);
	}
	if (sum->unsafe & SUMS_UNSAFE_VALUE)
		return;
	check = add(checks, part, SAY_KIND_COLUMN, SAY_CHECK_FINGER);
	check->column = about->title;
	settle(check, (int64_t)sum->fingerprint);
	formula_number_print(&check->formula, part, column);
}

static void list_money(struct checks *checks, const struct part *part,
		       uint8_t column)
{
	const struct sums *sums = &part->sums;
	size_t i;

	if (!has_currencies(sums))
		return;
	for (i = 0; i < sums->currency_count; i++) {
		const struct sums_currency *sum = &sums->currency[i];
		struct check *check;

		if (sum->unsafe[column] != 0)
			continue;
		check = add_money(checks, part, SAY_KIND_COLUMN,
				  SAY_CHECK_FINGER, column, sum->currency);
		check->digits = 0;
		settle(check, (int64_t)sum->fingerprint[column]);
		formula_money_print(&check->formula, part, column,
				    sum->currency);
	}
}

static void list_columns(struct checks *checks, const struct part *part)
{
	const struct sums *sums = &part->sums;
	uint8_t i;

	for (i = 0; i < sums->column_count; i++) {
		struct check *check =
			add(checks, part, SAY_KIND_FILLED, SAY_CHECK_FILLED);
		enum cell_kind kind = sums->columns[i].kind;

		check->column = sums->columns[i].title;
		settle(check, (int64_t)sums->column[i].filled);
		formula_filled(&check->formula, part, i);
		if (kind == CELL_TEXT || kind == CELL_CODE)
			list_text(checks, part, i);
		else if (kind == CELL_MONEY)
			list_money(checks, part, i);
		else
			list_number(checks, part, i);
	}
}

static void list_subtotals(struct checks *checks, const struct part *part)
{
	const struct sums *sums = &part->sums;
	char name[PART_NAME_SIZE];
	size_t i;
	uint8_t j;

	if (subtotals_rows(part) == 0)
		return;
	part_sheet_name(part, part->sheets - 1, name);
	for (i = 0; i < part->totals; i++) {
		const struct sums_currency *sum = &sums->currency[i];
		struct xl_box box = subtotals_place(part, i);

		for (j = 0; j < sums->column_count; j++) {
			struct check *check;

			if (sums->columns[j].kind != CELL_MONEY ||
			    box.top > box.bottom)
				continue;
			box.left = j;
			box.right = j;
			check = add_money(checks, part, SAY_KIND_SUMMARY,
					  SAY_CHECK_PARTS, j, sum->currency);
			settle(check, sum->total[j]);
			mark_safe(check, sum->unsafe[j]);
			formula_block(&check->formula, name, box,
				      check->digits);
		}
	}
}

/* The totals above the table are cells, too: someone may type over them. */
static void list_shown(struct checks *checks, const struct part *part)
{
	const struct sums *sums = &part->sums;
	char name[PART_NAME_SIZE];
	size_t i;
	uint8_t j;

	part_sheet_name(part, 0, name);
	for (i = 0; i < part->totals; i++) {
		const struct sums_currency *sum = &sums->currency[i];
		uint32_t row = PART_TOTALS_ROW + (uint32_t)i;

		for (j = 0; j < sums->column_count; j++) {
			struct xl_box box = {row, j, row, j};
			struct check *check;

			if (sums->columns[j].kind != CELL_MONEY)
				continue;
			check = add_money(checks, part, SAY_KIND_SUMMARY,
					  SAY_CHECK_SHOWN, j, sum->currency);
			settle(check, sum->total[j]);
			mark_safe(check, sum->unsafe[j]);
			formula_block(&check->formula, name, box,
				      check->digits);
		}
	}
}

static void list_summary(struct checks *checks, const struct summary *summary,
			 const struct part *awards)
{
	size_t i;

	for (i = 0; i < summary->check_count; i++) {
		const struct summary_check *from = &summary->check[i];
		struct check *check =
			add(checks, awards, SAY_KIND_SUMMARY, from->label);
		struct xl_box box =
			board_box(from->board, from->first_row, from->column);

		box.bottom = board_box(from->board, from->last_row, 0).top;
		box.right = board_box(from->board, 0, from->last_column).left;
		check->sheet = SAY_SUMMARY;
		check->currency = from->currency;
		check->digits = currency_digits(from->currency);
		check->stored = from->stored;
		check->live = from->live;
		check->checked = from->safe;
		formula_block(&check->formula, SAY_SUMMARY, box, check->digits);
	}
}

void checks_list(struct workbook *workbook)
{
	struct checks *checks = &workbook->checks;
	size_t i;

	for (i = 0; i < workbook->part_count; i++)
		list_ledger(checks, &workbook->parts[i]);
	checks->ledger = checks->count;
	if (workbook->summary != NULL)
		list_summary(checks, workbook->summary, &workbook->parts[0]);
	for (i = 0; i < workbook->part_count; i++) {
		const struct part *part = &workbook->parts[i];

		list_sums(checks, part);
		list_rows(checks, part);
		list_columns(checks, part);
		list_shown(checks, part);
		list_subtotals(checks, part);
	}
}

void checks_release(struct checks *checks)
{
	size_t i;

	for (i = 0; i < checks->count; i++) {
		text_release(&checks->list[i].label);
		text_release(&checks->list[i].formula);
	}
	free(checks->list);
}

const char *check_result(const struct check *check)
{
	if (!check->checked)
		return SAY_NOT_CHECKED;
	return check->stored == check->live ? SAY_OK : SAY_FAIL;
}

bool checks_hold(const struct checks *checks)
{
	size_t i;

	for (i = 0; i < checks->count; i++) {
		const struct check *check = &checks->list[i];

		if (!check->checked || check->stored != check->live)
			return false;
	}
	return true;
}
