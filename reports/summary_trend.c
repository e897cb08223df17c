/* summary_trend.c: thirteen days: how many waited, and for how much. */
#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "reports/summary.h"
#include "reports/workbook.h"
#include "reports/workbook_words.h"

enum { CURRENCIES_MAX = 3, CHART_HEIGHT = 315 };

static void label_days(struct board *board, const struct trend *trend)
{
	char day[DAY_TEXT_SIZE];
	size_t i;

	text_add_string(&board->corner, SAY_END_OF);
	for (i = 0; i < TREND_DAYS; i++) {
		day_format(trend->day[i], day);
		text_add_string(&board->rows[i].text, day);
	}
}

static void add_waiting(struct summary *summary, const struct trend *trend)
{
	struct board *board = summary_board(summary, TREND_DAYS, 1);
	struct board_chart *chart = &board->chart;
	size_t i;

	label_days(board, trend);
	text_add_string(&board->heading, SAY_TREND_COUNT);
	text_add_string(&board->columns[0], SAY_AWARDS);
	for (i = 0; i < TREND_DAYS; i++)
		board_count(board, i, 0, trend->waiting[i]);
	chart->wanted = true;
	chart->look.kind = XL_LINES;
	chart->look.height = CHART_HEIGHT;
	text_add_string(&chart->title, SAY_TREND_COUNT);
	text_add_string(&chart->x_title, SAY_END_OF);
	text_add_string(&chart->y_title, SAY_AWARDS);
	text_add_string(&chart->description, SAY_TREND_COUNT_ALT);
}

static bool met(const struct trend *trend, uint8_t currency)
{
	size_t i;

	for (i = 0; i < TREND_DAYS; i++)
		if (trend->due[currency][i] != 0 ||
		    trend->control[currency][i] != 0)
			return true;
	return false;
}

/* Those of today first, in their order on the sheet; then others. */
static size_t choose(const struct trend *trend, const struct sums *awards,
		     uint8_t chosen[CURRENCIES_MAX])
{
	size_t count = 0, i, j;
	uint8_t currency;

	for (i = 0; i < summary_currencies(awards) && count < CURRENCIES_MAX;
	     i++)
		if (met(trend, awards->currency[i].currency))
			chosen[count++] = awards->currency[i].currency;
	for (currency = 0; currency < currency_count(); currency++) {
		for (j = 0; j < count && chosen[j] != currency; j++)
			continue;
		if (j == count && count < CURRENCIES_MAX &&
		    met(trend, currency))
			chosen[count++] = currency;
	}
	return count;
}

/* The sum of a column that the lines of the journal lead to. */
static void add_control(struct summary *summary, const struct board *board,
			const struct trend *trend, size_t column,
			uint8_t currency)
{
	uint64_t rows = 0, control = 0;
	struct summary_check *check;
	size_t i;

	for (i = 0; i < TREND_DAYS; i++) {
		rows += trend->due[currency][i];
		control += trend->control[currency][i];
	}
	check = summary_check(summary, SAY_CHECK_TREND, board, column,
			      (int64_t)control);
	check->live = (int64_t)rows;
	check->safe = !sums_too_large((int64_t)rows) &&
		      !sums_too_large((int64_t)control);
}

static void add_due(struct summary *summary, const struct trend *trend,
		    const uint8_t *chosen, size_t count)
{
	struct board *board = summary_board(summary, TREND_DAYS, count);
	struct board_chart *chart = &board->chart;
	const char *code = currency_code(chosen[0]);
	size_t i, j;

	label_days(board, trend);
	text_add_string(&board->heading, SAY_TREND_DUE);
	for (j = 0; j < count; j++) {
		text_add_string(&board->columns[j], currency_code(chosen[j]));
		for (i = 0; i < TREND_DAYS; i++)
			board_money(board, i, j,
				    (int64_t)trend->due[chosen[j]][i],
				    chosen[j]);
		add_control(summary, board, trend, j, chosen[j]);
	}
	chart->wanted = true;
	chart->look.kind = XL_LINES;
	chart->look.height = CHART_HEIGHT;
	text_addf(&chart->title, SAY_TREND_DUE_F, code);
	text_add_string(&chart->x_title, SAY_END_OF);
	text_addf(&chart->y_title, SAY_CHART_Y_F, code);
	text_addf(&chart->description, SAY_TREND_DUE_ALT_F, code);
}

static void add_finding(struct summary *summary, const struct trend *trend)
{
	struct text now = TEXT_ZERO;
	struct text then = TEXT_ZERO;
	struct text *out = summary_finding(summary);

	if (out == NULL)
		return;
	workbook_count(&now, (int64_t)trend->waiting[TREND_DAYS - 1]);
	workbook_count(&then, (int64_t)trend->waiting[0]);
	text_addf(out, SAY_TREND_F, then.bytes, now.bytes);
	text_release(&now);
	text_release(&then);
}

void trend_boards(struct summary *summary, const struct trend *trend,
		  const struct sums *awards)
{
	uint8_t chosen[CURRENCIES_MAX];
	size_t count = choose(trend, awards, chosen);

	add_waiting(summary, trend);
	if (count > 0)
		add_due(summary, trend, chosen, count);
	add_finding(summary, trend);
}
