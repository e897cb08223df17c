/*
 * summary.h: the figures of the sheet Summary, before they are written:
 * boards (board.h) in their order, and what they show, in sentences.
 *
 * Order       computed from the parts (summary_compute), put in their
 *             places (summary_place), given their formulas, and only then
 *             listed among the controls and written. Whoever hides figures
 *             does it behind summary_compute; then no formula is filled in.
 * Ownership   summary_release frees all of it.
 */
#ifndef REPORTS_SUMMARY_H
#define REPORTS_SUMMARY_H

#include "reports/board.h"
#include "reports/rates.h"
#include "reports/survival.h"
#include "reports/trend.h"
#include "reports/waits.h"
#include "reports/workbook_part.h"

struct workbook;

enum {
	SUMMARY_BOARDS_MAX = 48,
	SUMMARY_FINDINGS_MAX = 24,
	SUMMARY_CHECKS_MAX = 256,
	SUMMARY_CURRENCIES_MAX = 8,
	SUMMARY_CHARTS_MAX = 4,
	SUMMARY_FINDINGS_ROW = 4
};

/* The cells of a board from one to another add up to a stored figure. */
struct summary_check {
	const char *label;
	const struct board *board;
	size_t first_row, last_row, column, last_column;
	uint8_t currency;
	int64_t stored, live;
	bool safe; /* a spreadsheet can add it up */
};

struct summary {
	struct board board[SUMMARY_BOARDS_MAX];
	size_t board_count;
	size_t ageing; /* boards at the front that have formulas */
	struct text finding[SUMMARY_FINDINGS_MAX];
	size_t finding_count;
	struct summary_check check[SUMMARY_CHECKS_MAX];
	size_t check_count;
	/* What a pass over the journal saw. */
	uint32_t entries;    /* known */
	uint32_t dated;	     /* of them dated by the as-of date */
	uint32_t with_money; /* of these, with lines */
};

/* Has the dataset what a summary is made of? */
bool summary_fits(const struct sums *sums);

/* The boards and findings of a workbook whose parts are gathered. */
MUST_CHECK enum status summary_compute(struct workbook *workbook,
				       struct book *book, struct err *err);
void summary_place(struct summary *summary);
void summary_release(struct summary *summary);

/* A further board, or NULL when there is no room. */
struct board *summary_board(struct summary *summary, size_t rows,
			    size_t columns);

/* A further sentence to write, or NULL likewise. */
struct text *summary_finding(struct summary *summary);

/* A further control over a column of a board, all rows but a total. */
struct summary_check *summary_check(struct summary *summary, const char *label,
				    const struct board *board, size_t column,
				    int64_t stored);

/* How many currencies, from the first on, have boards of their own. */
size_t summary_currencies(const struct sums *sums);

/* ---- what it is made of, a file each ------------------------------------ */

/* summary_ageing.c: per currency the buckets, and provinces by bucket. */
void ageing_boards(struct summary *summary, const struct part *part,
		   const char *as_of);
void ageing_formulas(struct summary *summary, const struct part *part);

/* summary_trend.c */
void trend_boards(struct summary *summary, const struct trend *trend,
		  const struct sums *awards);

/* summary_payments.c: of every claim that had an award in force. */
struct payments {
	struct survival survival[PAYMENTS];
	int32_t longest; /* days that anybody was seen to wait */
};
void payments_claim(struct payments *payments, const struct item *claim,
		    struct moment moment);
void payments_board(struct summary *summary, struct payments *payments);
void payments_release(struct payments *payments);

/* summary_cost.c: what is outstanding, told in another currency. */
MUST_CHECK enum status cost_board(struct summary *summary, struct part *awards,
				  const struct rates *rates, uint8_t currency,
				  struct err *err);

/* summary_funds.c: funds by stage; project days lost while grants wait. */
MUST_CHECK enum status fund_boards(struct summary *summary, struct part *fund,
				   struct err *err);
MUST_CHECK enum status grant_board(struct summary *summary, struct part *grants,
				   struct err *err);

#endif /* REPORTS_SUMMARY_H */
