/*
 * summary_payments.c: time to payment: what part of the awards was paid
 * within how long, those counted that still wait (Kaplan-Meier).
 */
#include "reports/summary.h"
#include "reports/workbook.h"
#include "reports/workbook_words.h"

enum { CHART_HEIGHT = 315 };

static const struct {
	const char *name;
	int32_t days;
} spans[] = {{SAY_SPAN_90D, 90},  {SAY_SPAN_HALF, 182}, {SAY_SPAN_1Y, 365},
	     {SAY_SPAN_2Y, 730},  {SAY_SPAN_3Y, 1095},	{SAY_SPAN_5Y, 1826},
	     {SAY_SPAN_10Y, 3652}};
enum { SPANS = sizeof spans / sizeof spans[0] };

void payments_claim(struct payments *payments, const struct item *claim,
		    struct moment moment)
{
	struct award_waits waits;
	int i;

	waits_read(claim, moment, &waits);
	for (i = 0; i < PAYMENTS && waits.in_force; i++) {
		survival_add(&payments->survival[i], waits.days[i],
			     waits.wait[i] == WAIT_PAID);
		if (waits.days[i] > payments->longest)
			payments->longest = waits.days[i];
	}
}

void payments_release(struct payments *payments)
{
	int i;

	for (i = 0; i < PAYMENTS; i++)
		survival_release(&payments->survival[i]);
}

/* Nothing is said of a span that no award has been seen for. */
static size_t count_spans(const struct payments *payments)
{
	size_t count = 0;

	while (count < SPANS && spans[count].days <= payments->longest)
		count++;
	return count;
}

static void add_words(struct board *board, const struct payments *payments)
{
	const struct survival *full = &payments->survival[PAYMENT_FULL];
	struct board_chart *chart = &board->chart;
	struct text all = TEXT_ZERO;
	struct text paid = TEXT_ZERO;

	workbook_count(&all, (int64_t)full->ended + full->censored);
	workbook_count(&paid, full->ended);
	text_add_string(&board->heading, SAY_PAYMENTS);
	text_add_string(&board->corner, SAY_WITHIN);
	text_add_string(&board->columns[PAYMENT_FIRST], SAY_FIRST_MONEY);
	text_add_string(&board->columns[PAYMENT_FULL], SAY_ALL_MONEY);
	text_addf(&board->note, SAY_PAYMENTS_NOTE_F, all.bytes, paid.bytes);
	chart->wanted = true;
	chart->last = PAYMENT_FULL;
	chart->look.kind = XL_LINES;
	chart->look.percent = true;
	chart->look.height = CHART_HEIGHT;
	text_add_string(&chart->title, SAY_PAYMENTS);
	text_add_string(&chart->x_title, SAY_WITHIN);
	text_add_string(&chart->y_title, SAY_PAID_SHARE);
	text_add_string(&chart->description, SAY_PAYMENTS_ALT);
	text_release(&all);
	text_release(&paid);
}

void payments_board(struct summary *summary, struct payments *payments)
{
	size_t rows = count_spans(payments);
	struct board *board;
	size_t i;
	int j;

	if (rows == 0)
		return;
	board = summary_board(summary, rows, PAYMENTS);
	for (i = 0; i < rows; i++) {
		text_add_string(&board->rows[i].text, spans[i].name);
		for (j = 0; j < PAYMENTS; j++) {
			struct board_cell *cell = board_at(board, i, (size_t)j);

			cell->kind = BOARD_SHARE;
			cell->filled = true;
			cell->number = survival_reached(&payments->survival[j],
							spans[i].days);
		}
	}
	add_words(board, payments);
}
