/*
 * workbook_chart.c: charts. What tells series apart is never colour alone:
 * buckets go from light to dark in their order, lines have marks of
 * different forms, and the figures stand in a table beside.
 */
#include "reports/workbook_door.h"

enum { HEADS = 1, SERIES_LOOKS = 4, DAYS_SLANT = -45 };

/* Of series that are no buckets: from dark to light. */
static const uint32_t fills[SERIES_LOOKS] = {XL_NAVY, 0x9DC3E6, 0x5B6675,
					     0xE8EEF5};
static const uint8_t marks[SERIES_LOOKS] = {
	LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE,
	LXW_CHART_MARKER_TRIANGLE, LXW_CHART_MARKER_DIAMOND};
static const uint8_t dashes[SERIES_LOOKS] = {
	LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH,
	LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_LINE_DASH_LONG_DASH};

static void look_like_line(lxw_chart_series *series, size_t number)
{
	lxw_chart_line line = {0};
	lxw_chart_line edge = {0};
	lxw_chart_fill fill = {0};

	number %= SERIES_LOOKS;
	line.color = number == 1 ? XL_BLUE : fills[number];
	line.width = 2.0F;
	line.dash_type = dashes[number];
	edge.color = line.color;
	fill.color = line.color;
	chart_series_set_line(series, &line);
	chart_series_set_marker_type(series, marks[number]);
	chart_series_set_marker_size(series, 6);
	chart_series_set_marker_fill(series, &fill);
	chart_series_set_marker_line(series, &edge);
}

static void look_like_column(lxw_chart_series *series, uint32_t color)
{
	lxw_chart_line line = {0};
	lxw_chart_fill fill = {0};

	fill.color = color;
	line.color = XL_FAINT;
	line.width = 0.5F;
	chart_series_set_fill(series, &fill);
	chart_series_set_line(series, &line);
}

static void add_series(struct xl_sheet *sheet, lxw_chart *chart,
		       const struct xl_chart *about, uint32_t column)
{
	struct xl_box rows = about->values;
	struct xl_box left = about->values;
	size_t number = column - about->values.left;
	struct text names = TEXT_ZERO;
	struct text numbers = TEXT_ZERO;
	lxw_chart_series *series;

	rows.left = column;
	rows.right = column;
	left.left = 0;
	left.right = 0;
	xl_reference(&names, sheet, left);
	xl_reference(&numbers, sheet, rows);
	series = xl_have(chart_add_series(chart, names.bytes, numbers.bytes));
	chart_series_set_name_range(series, sheet->name,
				    about->values.top - HEADS,
				    (lxw_col_t)column);
	if (about->kind == XL_LINES)
		look_like_line(series, number);
	else if (about->buckets)
		look_like_column(series, xl_look(XL_BUCKET + (int)number).fill);
	else
		look_like_column(series, fills[number % SERIES_LOOKS]);
	text_release(&names);
	text_release(&numbers);
}

static void set_titles(lxw_chart *look, const struct xl_chart *chart)
{
	lxw_chart_font big = {0};
	lxw_chart_font small = {0};
	lxw_chart_line grid = {0};
	char font[] = "Arial";

	big.name = font;
	small.name = font;
	big.size = 11;
	big.bold = LXW_TRUE;
	small.size = 9;
	small.bold = LXW_EXPLICIT_FALSE;
	chart_title_set_name(look, chart->title);
	chart_title_set_name_font(look, &big);
	chart_axis_set_name(look->x_axis, chart->x_title);
	chart_axis_set_name(look->y_axis, chart->y_title);
	chart_axis_set_name_font(look->x_axis, &small);
	chart_axis_set_name_font(look->y_axis, &small);
	chart_axis_set_min(look->y_axis, 0); /* a cut axis exaggerates */
	chart_axis_set_num_font(look->y_axis, &small);
	chart_legend_set_position(look,
				  chart->values.left == chart->values.right
					  ? LXW_CHART_LEGEND_NONE
					  : LXW_CHART_LEGEND_RIGHT);
	chart_axis_set_num_format(look->y_axis,
				  chart->percent ? "0%" : "#,##0");
	chart_legend_set_font(look, &small);
	if (chart->kind == XL_LINES)
		small.rotation = DAYS_SLANT;
	chart_axis_set_num_font(look->x_axis, &small);
	chart_set_series_gap(look, 60);
	grid.color = XL_LINE;
	grid.width = 0.5F;
	chart_axis_major_gridlines_set_line(look->y_axis, &grid);
}

void xl_chart(struct xl_sheet *sheet, const struct xl_chart *chart)
{
	static const uint8_t kinds[] = {[XL_STACKED] = LXW_CHART_COLUMN_STACKED,
					[XL_COLUMNS] = LXW_CHART_COLUMN,
					[XL_LINES] = LXW_CHART_LINE};
	lxw_chart *look = xl_have(
		workbook_add_chart(sheet->xl->book, kinds[chart->kind]));
	lxw_chart_options options = {0};
	struct text description = TEXT_ZERO;
	uint32_t column;

	for (column = chart->values.left; column <= chart->values.right;
	     column++)
		add_series(sheet, look, chart, column);
	set_titles(look, chart);
	text_add_string(&description, chart->description);
	options.x_offset = chart->gap;
	options.y_offset = 4;
	options.x_scale = chart->width / 480.0;
	options.y_scale = chart->height / 288.0;
	options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
	options.description = description.bytes;
	xl_note_answer(sheet->xl,
		       worksheet_insert_chart_opt(sheet->sheet, chart->at.top,
						  (lxw_col_t)chart->at.left,
						  look, &options));
	text_release(&description);
}
