/*
 * bench_cells.c: the floor under a workbook: libxlsxwriter alone.
 *
 *     bench_cells TABLE.csv OUT.xlsx
 *
 * Writes the cells of a CSV table (no quotes in it) in constant memory, typed
 * as a workbook of ours types them: numbers, days, texts; nothing else, no
 * widths, totals or controls. Prints cells, seconds and cells per second.
 */
#include <xlsxwriter.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct cells {
	lxw_worksheet *sheet;
	lxw_format *day, *number;
	unsigned long count;
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int is_day(const char *text)
{
	return strlen(text) == 10 && text[4] == '-' && text[7] == '-';
}

/* Digits, at most one point, at most one sign before them. */
static int is_number(const char *text, double *number)
{
	const char *at = text + (*text == '-');
	double scale = 0;
	double value = 0;

	for (; *at != '\0'; at++) {
		if (*at == '.' && scale == 0)
			scale = 1;
		else if (*at < '0' || *at > '9')
			return 0;
		else {
			value = value * 10 + (*at - '0');
			scale *= 10;
		}
	}
	*number = (*text == '-' ? -value : value) / (scale == 0 ? 1 : scale);
	return 1;
}

static int two(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

static void write_cell(struct cells *cells, lxw_row_t row, lxw_col_t column,
		       const char *text)
{
	double number;

	if (*text == '\0')
		return;
	cells->count++;
	if (is_day(text)) {
		lxw_datetime day = {two(text) * 100 + two(text + 2),
				    two(text + 5),
				    two(text + 8),
				    0,
				    0,
				    0};

		worksheet_write_datetime(cells->sheet, row, column, &day,
					 cells->day);
		return;
	}
	if (is_number(text, &number))
		worksheet_write_number(cells->sheet, row, column, number,
				       cells->number);
	else
		worksheet_write_string(cells->sheet, row, column, text, NULL);
}

static void write_row(struct cells *cells, lxw_row_t row, char *line)
{
	lxw_col_t column = 0;
	char *cell;

	line[strcspn(line, "\n")] = '\0';
	while ((cell = strsep(&line, ",")) != NULL)
		write_cell(cells, row, column++, cell);
}

int main(int argc, char **argv)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	struct cells cells = {0};
	lxw_workbook *book;
	lxw_row_t row = 0;
	char line[8192];
	double start = seconds();
	FILE *in;

	if (argc != 3 || (in = fopen(argv[1], "r")) == NULL) {
		puts("bench_cells TABLE.csv OUT.xlsx: run by bench_targets.py");
		return argc == 1 ? 0 : 64; /* alone there is nothing to do */
	}
	book = workbook_new_opt(argv[2], &options);
	cells.sheet = workbook_add_worksheet(book, NULL);
	cells.day = workbook_add_format(book);
	format_set_num_format(cells.day, "yyyy-mm-dd");
	cells.number = workbook_add_format(book);
	format_set_num_format(cells.number, "#,##0");
	while (fgets(line, sizeof line, in) != NULL && row < 1048576)
		write_row(&cells, row++, line);
	fclose(in);
	if (workbook_close(book) != LXW_NO_ERROR)
		return 1;
	start = seconds() - start;
	printf("%lu cells, %.3f s, %.0f cells/s\n", cells.count, start,
	       (double)cells.count / start);
	return 0;
}
