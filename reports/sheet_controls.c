/* sheet_controls.c: stored figure, live formula, difference, result. */
#include "reports/sheet_controls.h"

#include "ledger/base/currency.h"
#include "reports/workbook_formula.h"
#include "reports/workbook_words.h"

enum { LINE_CHARACTERS = 170 };

static struct xl_box at(uint32_t row, uint32_t column)
{
	struct xl_box box = {row, column, row, column};

	return box;
}

/* Money as in its currency; too large a figure as text. */
static void put_figure(struct xl_sheet *sheet, struct xl_box place,
		       const struct check *check, int64_t figure)
{
	struct text shown = TEXT_ZERO;

	if (check->unknown) {
		xl_put(sheet, place.top, place.left, SAY_OVERFLOW,
		       XL_TOO_LARGE);
		return;
	}
	if (!sums_too_large(figure)) {
		xl_put_decimal(sheet, place, figure, check->digits,
			       XL_MONEY + check->digits);
		return;
	}
	workbook_money(&shown, figure, check->currency);
	xl_put(sheet, place.top, place.left, shown.bytes, XL_TOO_LARGE);
	text_release(&shown);
}

static void put_difference(struct xl_sheet *sheet, uint32_t row,
			   uint32_t column, const struct check *check)
{
	struct text formula = TEXT_ZERO;

	text_add_string(&formula, "=ROUND(");
	formula_cell(&formula, row, column + 1);
	text_add_char(&formula, '-');
	formula_cell(&formula, row, column);
	text_addf(&formula, ",%d)", check->digits);
	xl_put_computed(sheet, at(row, column + 2), formula.bytes,
			check->live - check->stored, check->digits,
			XL_MONEY + check->digits);
	text_clear(&formula);
	text_add_string(&formula, "=IF(ISERROR(");
	formula_cell(&formula, row, column + 1);
	text_addf(&formula, "),\"%s\",IF(", SAY_FAIL);
	formula_cell(&formula, row, column + 1);
	text_add_char(&formula, '=');
	formula_cell(&formula, row, column);
	text_addf(&formula, ",\"%s\",\"%s\"))", SAY_OK, SAY_FAIL);
	xl_put_formula(sheet, at(row, column + 3), formula.bytes,
		       check_result(check), XL_RESULT);
	text_release(&formula);
}

void controls_put_figures(struct xl_sheet *sheet, uint32_t row, uint32_t column,
			  const struct check *check)
{
	put_figure(sheet, at(row, column), check, check->stored);
	if (!check->checked || check->formula.size == 0)
		put_figure(sheet, at(row, column + 1), check, check->live);
	else
		xl_put_computed(sheet, at(row, column + 1),
				check->formula.bytes, check->live,
				check->digits, XL_MONEY + check->digits);
	if (check->checked) {
		put_difference(sheet, row, column, check);
		return;
	}
	xl_put(sheet, row, column + 2, "", XL_TEXT);
	xl_put(sheet, row, column + 3, SAY_NOT_CHECKED, XL_RESULT);
}

void controls_put_rules(struct xl_sheet *sheet, struct xl_box results)
{
	struct text formula = TEXT_ZERO;

	text_add_string(&formula, "=$");
	formula_column(&formula, results.left);
	text_addf(&formula, "%u=\"%s\"", results.top + 1, SAY_OK);
	xl_rule(sheet, results, formula.bytes, XL_GOOD);
	text_clear(&formula);
	text_add_string(&formula, "=$");
	formula_column(&formula, results.left);
	text_addf(&formula, "%u<>\"%s\"", results.top + 1, SAY_OK);
	xl_rule(sheet, results, formula.bytes, XL_BAD);
	text_release(&formula);
}

static void write_heads(struct xl_sheet *sheet)
{
	static const struct {
		const char *title;
		int style;
		double width;
	} heads[] = {
		{SAY_SHEET, XL_HEAD, 18},
		{SAY_KIND, XL_HEAD, 13},
		{SAY_CONTROL, XL_HEAD, 52},
		{SAY_COLUMN, XL_HEAD, 17},
		{SAY_CURRENCY, XL_HEAD, 10},
		{SAY_STORED, XL_HEAD_RIGHT, 21},
		{SAY_LIVE, XL_HEAD_RIGHT, 21},
		{SAY_DIFFERENCE, XL_HEAD_RIGHT, 16},
		{SAY_RESULT, XL_HEAD_CENTER, 15},
	};
	uint32_t i;

	for (i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		xl_width(sheet, i, heads[i].width);
		xl_put(sheet, CONTROLS_HEAD_ROW, i, heads[i].title,
		       heads[i].style);
	}
}

static void write_notes(const struct workbook *workbook, struct xl_sheet *sheet,
			uint32_t row)
{
	static const char *const notes[] = {SAY_CHECKS_LEDGER, SAY_CHECKS_SUM,
					    SAY_CHECKS_FINGER,
					    SAY_CHECKS_LIMIT};
	uint32_t i;

	xl_put(sheet, row++, 0, SAY_ABOUT_CHECKS, XL_HEADING);
	for (i = 0; i < sizeof notes / sizeof notes[0]; i++) {
		struct xl_box box = {row, 0, row, CONTROLS_RESULT_COLUMN};

		xl_put_across(sheet, box, notes[i],
			      (int)(strlen(notes[i]) / LINE_CHARACTERS) + 1,
			      XL_PARAGRAPH);
		row++;
	}
	for (i = 0; i < workbook->checks.count; i++) {
		struct xl_box box = {row, 0, row, CONTROLS_RESULT_COLUMN};

		if (workbook->checks.list[i].checked)
			continue;
		xl_put_across(sheet, box, SAY_CHECKS_LARGE, 2, XL_PARAGRAPH);
		break;
	}
}

static void write_check(struct xl_sheet *sheet, uint32_t row,
			const struct check *check)
{
	xl_put(sheet, row, 0, check->sheet, XL_TEXT);
	xl_put(sheet, row, 1, check->kind, XL_TEXT);
	xl_put(sheet, row, 2, check->label.bytes, XL_TEXT);
	xl_put(sheet, row, 3, check->column, XL_TEXT);
	xl_put(sheet, row, 4, currency_code(check->currency), XL_TEXT);
	controls_put_figures(sheet, row, 5, check);
}

void sheet_controls_write(struct workbook *workbook, struct xl_sheet *sheet)
{
	const struct checks *checks = &workbook->checks;
	uint32_t last = CONTROLS_FIRST_ROW + (uint32_t)checks->count - 1;
	struct xl_box table = {CONTROLS_HEAD_ROW, 0, last,
			       CONTROLS_RESULT_COLUMN};
	struct xl_box results = {CONTROLS_FIRST_ROW, CONTROLS_RESULT_COLUMN,
				 last, CONTROLS_RESULT_COLUMN};
	struct xl_box differences = {CONTROLS_FIRST_ROW,
				     CONTROLS_RESULT_COLUMN - 1, last,
				     CONTROLS_RESULT_COLUMN - 1};
	struct xl_box master = {1, CONTROLS_RESULT_COLUMN, 1,
				CONTROLS_RESULT_COLUMN};
	struct text line = TEXT_ZERO;
	uint32_t i;

	workbook_page(workbook, sheet);
	xl_filter(sheet, table);
	xl_freeze(sheet, CONTROLS_FIRST_ROW, 0);
	xl_repeat(sheet, CONTROLS_HEAD_ROW, CONTROLS_HEAD_ROW);
	xl_height(sheet, 0, 28);
	text_addf(&line, "%s: %s", workbook->title, SAY_CONTROLS);
	xl_put(sheet, 0, 0, line.bytes, XL_TITLE);
	text_clear(&line);
	text_addf(&line, SAY_SUBTITLE_F, workbook->as_of,
		  workbook->facts->known_at);
	xl_put(sheet, 1, 0, line.bytes, XL_SUBTITLE);
	workbook_master(workbook, &line);
	xl_put(sheet, 1, CONTROLS_RESULT_COLUMN - 1, SAY_MASTER, XL_LABEL);
	xl_put_formula(sheet, master, line.bytes,
		       checks_hold(checks) ? SAY_OK : SAY_FAIL, XL_MASTER);
	write_heads(sheet);
	for (i = 0; i < checks->count; i++)
		write_check(sheet, CONTROLS_FIRST_ROW + i, &checks->list[i]);
	write_notes(workbook, sheet, last + 2);
	formula_zero(&line, differences);
	xl_rule(sheet, differences, line.bytes, XL_FADED);
	controls_put_rules(sheet, results);
	controls_put_rules(sheet, master);
	text_release(&line);
}
