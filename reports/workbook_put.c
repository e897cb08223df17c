/* workbook_put.c: cells by way of other cells; the library is not met. */
#include "reports/workbook_xlsx.h"

#include <assert.h>
#include <math.h>

enum { SERIAL_1970 = 25569 }; /* in the 1900 date system */

double xl_decimal(int64_t number, int digits)
{
	double scale = 1;
	double value;

	while (digits-- > 0)
		scale *= 10;
	value = (double)number / scale;
	assert(isfinite(value));
	return value;
}

void xl_put(struct xl_sheet *sheet, uint32_t row, uint32_t column,
	    const char *text, int style)
{
	struct slice slice = {text, strlen(text)};

	xl_put_slice(sheet, row, column, slice, style);
}

void xl_put_number(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		   int64_t number, int style)
{
	struct xl_box at = {row, column, row, column};

	xl_put_decimal(sheet, at, number, 0, style);
}

void xl_put_day(struct xl_sheet *sheet, uint32_t row, uint32_t column,
		int32_t day)
{
	xl_put_number(sheet, row, column, (int64_t)day + SERIAL_1970, XL_DAY);
}
