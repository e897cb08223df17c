/* workbook_formula.c: templates, filled in once for each sheet of rows. */
#include "reports/workbook_formula.h"

#include "ledger/base/currency.h"
#include "reports/sheet_subtotals.h"
#include "reports/workbook.h"

#include <assert.h>

/*
 * What stands in braces in a template:
 *
 *   c  the column's cells          n  their numbers on the sheet, from 1
 *   m  (1 where the currency is the one asked for)
 *   u  the currency column's cells, v  its code in quotes
 *   s  10^digits                   d  digits
 *   b  the section column's cells  q  the section asked for
 *   k  places in a text, from 1    l  how many
 */
struct slots {
	uint8_t column;
	uint8_t currency;
	const char *section;
	size_t places;
};

static const char sum_whole[] = "SUMPRODUCT({m}*{c})";
static const char sum_minor[] = "SUMPRODUCT({m}*ROUND({c}*{s},0))";
static const char total[] = "SUMIFS({c},{u},{v})";
static const char section_rows[] = "SUMPRODUCT(({b}={q})*{m})";
static const char section_whole[] = "SUMPRODUCT(({b}={q})*{m}*{c})";
static const char section_minor[] =
	"SUMPRODUCT(({b}={q})*{m}*ROUND({c}*{s},0))";
static const char filled[] = "COUNTA({c})";
static const char plain_sum[] = "SUM({c})";
static const char text_print[] =
	"SUMPRODUCT((LEN({c})>={k})*MOD(MOD("
	"_xlfn.UNICODE(MID({c}&REPT(\" \",{l}),{k},1))"
	"*MOD(({k}+1000)^3,1000003),1000003)*{n},1000003))";
static const char length_print[] = "SUMPRODUCT(MOD(LEN({c})*{n},1000003))";
static const char number_print[] =
	"SUMPRODUCT(MOD(MOD({c},1000003)*{n},1000003))";
static const char share_print[] =
	"SUMPRODUCT(MOD(MOD(ROUND({c}*1000,0),1000003)*{n},1000003)"
	"+({c}<>ROUND({c},3)))";
static const char tenths_print[] =
	"SUMPRODUCT(MOD(MOD(ROUND({c}*10,0),1000003)*{n},1000003)"
	"+({c}<>ROUND({c},1)))";
static const char money_print[] =
	"SUMPRODUCT({m}*(MOD(MOD(ROUND({c}*{s},0),1000003)*{n},1000003)"
	"+({c}<>ROUND({c},{d}))))";
_Static_assert(SUMS_PRIME == 1000003, "the templates name it");

void formula_column(struct text *out, uint32_t column)
{
	if (column >= 26)
		text_add_char(out, (char)('A' + column / 26 - 1));
	text_add_char(out, (char)('A' + column % 26));
}

void formula_cell(struct text *out, uint32_t row, uint32_t column)
{
	text_add_char(out, '$');
	formula_column(out, column);
	text_addf(out, "$%u", row + 1);
}

void formula_range(struct text *out, const struct part *part, size_t detail,
		   uint32_t column)
{
	char name[PART_NAME_SIZE];
	uint64_t rows = part_sheet_rows(part, detail);
	uint32_t first = part->head + 1;

	part_sheet_name(part, detail, name);
	text_addf(out, "'%s'!", name);
	formula_cell(out, first, column);
	text_add_char(out, ':');
	formula_cell(out, rows == 0 ? first : first + (uint32_t)rows - 1,
		     column);
}

static int64_t scale_of(uint8_t currency)
{
	int64_t scale = 1;
	int digits = currency_digits(currency);

	while (digits-- > 0)
		scale *= 10;
	return scale;
}

static void add_currency(struct text *out, const struct part *part,
			 size_t detail, uint8_t currency)
{
	if (part->sums.roles.currency == SUMS_NONE) {
		text_add_char(out, '1');
		return;
	}
	text_add_char(out, '(');
	formula_range(out, part, detail, part->sums.roles.currency);
	text_addf(out, "=\"%s\")", currency_code(currency));
}

static void add_slot(struct text *out, const struct part *part, size_t detail,
		     const struct slots *slots, char slot)
{
	switch (slot) {
	case 'c':
		formula_range(out, part, detail, slots->column);
		break;
	case 'n':
		text_add_string(out, "(ROW(");
		formula_range(out, part, detail, slots->column);
		text_addf(out, ")-%u)", part->head + 1);
		break;
	case 'm':
		add_currency(out, part, detail, slots->currency);
		break;
	case 'u':
		formula_range(out, part, detail, part->sums.roles.currency);
		break;
	case 'v':
		text_addf(out, "\"%s\"", currency_code(slots->currency));
		break;
	case 's':
		text_add_number(out, scale_of(slots->currency));
		break;
	case 'd':
		text_add_number(out, currency_digits(slots->currency));
		break;
	case 'b':
		formula_range(out, part, detail, part->sums.roles.section);
		break;
	case 'q':
		text_add_string(out, slots->section);
		break;
	case 'k':
		text_add_string(out, "COLUMN($A$1:$");
		formula_column(out, (uint32_t)slots->places - 1);
		text_add_string(out, "$1)");
		break;
	default:
		assert(slot == 'l');
		text_add_number(out, (int64_t)slots->places);
	}
}

/* The template for each sheet, with + between them. */
static void fill_in(struct text *out, const struct part *part,
		    const char *template, const struct slots *slots)
{
	const char *at;
	size_t i;

	for (i = 0; i < part->sheets; i++) {
		if (i > 0)
			text_add_char(out, '+');
		for (at = template; *at != '\0'; at++) {
			if (*at != '{') {
				text_add_char(out, *at);
				continue;
			}
			add_slot(out, part, i, slots, at[1]);
			at += 2;
			assert(*at == '}');
		}
	}
}

static void start(struct text *out)
{
	text_clear(out);
	text_add_char(out, '=');
}

/* Whole units as they are; minor units divided once, at the end. */
static void fill_money(struct text *out, const struct part *part,
		       const struct slots *slots, const char *whole,
		       const char *minor)
{
	int64_t scale = scale_of(slots->currency);

	start(out);
	if (scale == 1) {
		fill_in(out, part, whole, slots);
		return;
	}
	text_add_char(out, '(');
	fill_in(out, part, minor, slots);
	text_add_string(out, ")/");
	text_add_number(out, scale);
}

void formula_sum(struct text *out, const struct part *part, uint8_t column,
		 uint8_t currency)
{
	struct slots slots = {column, currency, NULL, 0};

	fill_money(out, part, &slots, sum_whole, sum_minor);
}

/* Doubles add up well enough only while there are few of them. */
void formula_total(struct text *out, const struct part *part, uint8_t column,
		   uint8_t currency)
{
	struct slots slots = {column, currency, NULL, 0};
	int digits = currency_digits(currency);

	if (part->sums.roles.currency == SUMS_NONE ||
	    (digits > 0 && part->sums.rows >= WORKBOOK_FLAT_ROWS)) {
		formula_sum(out, part, column, currency);
		return;
	}
	start(out);
	text_add_string(out, digits > 0 ? "ROUND(" : "");
	fill_in(out, part, total, &slots);
	if (digits > 0)
		text_addf(out, ",%d)", digits);
}

void formula_section(struct text *out, const struct part *part,
		     const char *section, uint8_t currency, uint8_t column)
{
	struct slots slots = {column, currency, section, 0};

	if (column != SUMS_NONE) {
		fill_money(out, part, &slots, section_whole, section_minor);
		return;
	}
	start(out);
	fill_in(out, part, section_rows, &slots);
}

void formula_filled(struct text *out, const struct part *part, uint8_t column)
{
	struct slots slots = {column, CURRENCY_NONE, NULL, 0};

	start(out);
	fill_in(out, part, filled, &slots);
}

void formula_plain_sum(struct text *out, const struct part *part,
		       uint8_t column)
{
	struct slots slots = {column, CURRENCY_NONE, NULL, 0};

	start(out);
	fill_in(out, part, plain_sum, &slots);
}

void formula_rows(struct text *out, const struct part *part)
{
	char name[PART_NAME_SIZE];
	size_t i;

	start(out);
	for (i = 0; i < part->sheets; i++) {
		part_sheet_name(part, i, name);
		text_addf(out, "%sCOUNTA('%s'!$A$%u:$A$1048576)",
			  i == 0 ? "" : "+", name, part->head + 2);
	}
	if (subtotals_rows(part) > 0)
		text_addf(out, "-%u", subtotals_rows(part));
}

void formula_text_print(struct text *out, const struct part *part,
			uint8_t column)
{
	/* One place more than the longest: a longer text shows, too. */
	struct slots slots = {column, CURRENCY_NONE, NULL,
			      part->sums.column[column].characters + 1};

	assert(slots.places <= 26 * 27);
	start(out);
	fill_in(out, part, text_print, &slots);
}

void formula_length_print(struct text *out, const struct part *part,
			  uint8_t column)
{
	struct slots slots = {column, CURRENCY_NONE, NULL, 0};

	start(out);
	fill_in(out, part, length_print, &slots);
}

void formula_number_print(struct text *out, const struct part *part,
			  uint8_t column)
{
	struct slots slots = {column, CURRENCY_NONE, NULL, 0};
	enum cell_kind kind = part->sums.columns[column].kind;

	start(out);
	fill_in(out, part,
		kind == CELL_SHARE    ? share_print
		: kind == CELL_TENTHS ? tenths_print
				      : number_print,
		&slots);
}

void formula_money_print(struct text *out, const struct part *part,
			 uint8_t column, uint8_t currency)
{
	struct slots slots = {column, currency, NULL, 0};

	start(out);
	fill_in(out, part, money_print, &slots);
}

static void add_side(struct text *out, const struct part *part, size_t detail,
		     const uint8_t columns[4])
{
	size_t i;

	for (i = 0; i < 4 && columns[i] != SUMS_NONE; i++) {
		text_add_string(out, i == 0 ? "" : "+");
		formula_range(out, part, detail, columns[i]);
	}
}

void formula_identity(struct text *out, const struct part *part,
		      size_t identity)
{
	const struct sums *sums = &part->sums;
	size_t i;

	start(out);
	for (i = 0; i < part->sheets; i++) {
		text_add_string(out, i == 0 ? "" : "+");
		text_add_string(out, "SUMPRODUCT(--(ROUND(");
		add_side(out, part, i, sums->left[identity]);
		text_add_string(out, "-(");
		add_side(out, part, i, sums->right[identity]);
		text_addf(out, "),%d)<>0))", sums->digits_max);
	}
}

static void add_row_side(struct text *out, uint32_t row,
			 const uint8_t columns[4])
{
	size_t i;

	for (i = 0; i < 4 && columns[i] != SUMS_NONE; i++) {
		text_add_string(out, i == 0 ? "$" : "+$");
		formula_column(out, columns[i]);
		text_addf(out, "%u", row + 1);
	}
}

void formula_identity_row(struct text *out, const struct part *part,
			  size_t identity)
{
	const struct sums *sums = &part->sums;

	start(out);
	text_add_string(out, "ROUND(");
	add_row_side(out, part->head + 1, sums->left[identity]);
	text_add_string(out, "-(");
	add_row_side(out, part->head + 1, sums->right[identity]);
	text_addf(out, "),%d)<>0", sums->digits_max);
}

void formula_zero(struct text *out, struct xl_box box)
{
	start(out);
	text_add_string(out, "AND(");
	formula_column(out, box.left);
	text_addf(out, "%u=0,", box.top + 1);
	formula_column(out, box.left);
	text_addf(out, "%u<>\"\")", box.top + 1);
}

void formula_block(struct text *out, const char *sheet, struct xl_box box,
		   int digits)
{
	int64_t scale = 1;
	int i;

	for (i = 0; i < digits; i++)
		scale *= 10;
	start(out);
	text_addf(out, "SUMPRODUCT(ROUND('%s'!", sheet);
	formula_cell(out, box.top, box.left);
	text_add_char(out, ':');
	formula_cell(out, box.bottom, box.right);
	text_addf(out, "*%lld,0))/%lld", (long long)scale, (long long)scale);
}
