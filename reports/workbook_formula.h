/*
 * workbook_formula.h: formulas over the rows of a workbook.
 *
 * Each is written out in full, over exactly the rows there are, on every
 * sheet that they continue on; `=` stands at the front. Text is compared by
 * `=` within SUMPRODUCT, never by the criteria of SUMIFS: a bucket named
 * `>10y` or `11-30` would be taken for a comparison or a date.
 *
 * Exactness   money is added in whole minor units and divided once, so the
 *             result is the double nearest to the decimal: the one that
 *             the program stores (xl_put_computed).
 */
#ifndef REPORTS_WORKBOOK_FORMULA_H
#define REPORTS_WORKBOOK_FORMULA_H

#include "ledger/base/text.h"
#include "reports/workbook_sums.h"
#include "reports/workbook_xlsx.h"

struct part;

/* A1-style: "K", "$K$8". */
void formula_column(struct text *out, uint32_t column);
void formula_cell(struct text *out, uint32_t row, uint32_t column);

/* 'Aged awards'!$K$8:$K$30 */
void formula_range(struct text *out, const struct part *part, size_t detail,
		   uint32_t column);

/* Sum of a column in one currency. */
void formula_sum(struct text *out, const struct part *part, uint8_t column,
		 uint8_t currency);

/* The same as a reader would write it, for the eye: SUMIFS. */
void formula_total(struct text *out, const struct part *part, uint8_t column,
		   uint8_t currency);

/*
 * Sum of a column, or with SUMS_NONE the number of rows, of the section
 * that is named in a cell.
 */
void formula_section(struct text *out, const struct part *part,
		     const char *section, uint8_t currency, uint8_t column);

/* Cells of a column that hold something; plain sum of its numbers. */
void formula_filled(struct text *out, const struct part *part, uint8_t column);
void formula_plain_sum(struct text *out, const struct part *part,
		       uint8_t column);

/*
 * What stands in the first column from the first row to the sheet's end,
 * without the subtotals.
 */
void formula_rows(struct text *out, const struct part *part);

/* Fingerprints as in workbook_sums.h. */
void formula_text_print(struct text *out, const struct part *part,
			uint8_t column);
void formula_length_print(struct text *out, const struct part *part,
			  uint8_t column);
void formula_number_print(struct text *out, const struct part *part,
			  uint8_t column);
void formula_money_print(struct text *out, const struct part *part,
			 uint8_t column, uint8_t currency);

/* How many rows break an identity; and, of one row, whether it does. */
void formula_identity(struct text *out, const struct part *part,
		      size_t identity);
void formula_identity_row(struct text *out, const struct part *part,
			  size_t identity);

/* Is the cell at the top left of a range zero, for a rule over it. */
void formula_zero(struct text *out, struct xl_box box);

/* Sum of a rectangle of money on a sheet, exact. */
void formula_block(struct text *out, const char *sheet, struct xl_box box,
		   int digits);

#endif /* REPORTS_WORKBOOK_FORMULA_H */
