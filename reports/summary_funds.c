/* summary_funds.c: funds by stage; project days lost while grants wait. */
#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/base/money.h"
#include "reports/summary.h"
#include "reports/workbook.h"
#include "reports/workbook_words.h"

#include <stdlib.h>

enum { FUNDS_MAX = 3, NAMES_MAX = 12, CHART_HEIGHT = 315 };

/* ---- funds ----------------------------------------------------------------
 */

static const char *const stages[] = {"proposed", "approved", "receivable",
				     "received", "cash"};
enum { STAGES = sizeof stages / sizeof stages[0] };

struct funds {
	size_t count;
	struct text name[FUNDS_MAX];
	int64_t amount[FUNDS_MAX][STAGES];
};

static void add_fund(struct funds *funds, const struct sums *sums,
		     const struct cell *cells)
{
	struct slice name = cells[0].text;
	size_t i;

	if (funds->count == FUNDS_MAX)
		return;
	text_add(&funds->name[funds->count], name.bytes, name.size);
	for (i = 0; i < STAGES; i++)
		funds->amount[funds->count][i] =
			cells[sums_column(sums, stages[i])].number;
	funds->count++;
}

static enum status read_funds(struct part *part, struct funds *funds,
			      struct err *err)
{
	const struct sums *sums = &part->sums;
	struct cell cells[DATASET_COLUMNS_MAX];
	enum status status = tape_rewind(part->tape, err);

	if (status != STATUS_OK)
		return status;
	while ((status = tape_next(part->tape, cells, err)) == STATUS_OK) {
		struct slice code = cells[sums->roles.currency].text;
		size_t i;

		for (i = 0; i < sums->currency_count; i++)
			if (slice_is(code,
				     currency_code(sums->currency[i].currency)))
				add_fund(&funds[i], sums, cells);
	}
	return status == STATUS_END ? tape_rewind(part->tape, err) : status;
}

static void chart_funds(struct board *board, const char *code)
{
	struct board_chart *chart = &board->chart;

	chart->wanted = true;
	chart->last = board->column_count - 1;
	chart->look.kind = XL_COLUMNS;
	chart->look.height = CHART_HEIGHT;
	text_addf(&chart->title, SAY_FUNDS_F, code);
	text_add_string(&chart->x_title, SAY_STAGE);
	text_addf(&chart->y_title, SAY_AMOUNT_F, code);
	text_addf(&chart->description, SAY_FUNDS_ALT_F, code);
}

static void fund_board(struct summary *summary, const struct part *part,
		       const struct sums_currency *sum,
		       const struct funds *funds)
{
	const struct sums *sums = &part->sums;
	struct board *board = summary_board(summary, STAGES, funds->count);
	const char *code = currency_code(sum->currency);
	size_t i, j;

	text_addf(&board->heading, SAY_FUNDS_F, code);
	text_add_string(&board->corner, SAY_STAGE);
	for (j = 0; j < STAGES; j++) {
		uint8_t column = sums_column(sums, stages[j]);
		struct summary_check *check;

		text_add_string(&board->rows[j].text,
				sums->columns[column].title);
		for (i = 0; i < funds->count; i++)
			board_money(board, j, i, funds->amount[i][j],
				    sum->currency);
		check = summary_check(summary, SAY_CHECK_FUNDS, board, 0,
				      sum->total[column]);
		check->first_row = check->last_row = j;
		check->last_column = funds->count - 1;
		check->safe = !(sum->unsafe[column] & SUMS_UNSAFE_TOTAL);
	}
	for (i = 0; i < funds->count; i++)
		text_add_string(&board->columns[i], funds->name[i].bytes);
	board->link = part->kind.sheet;
	chart_funds(board, code);
}

/* Said once: money that is proposed is not money. */
static void fund_finding(struct summary *summary, const struct sums *sums,
			 const struct sums_currency *sum)
{
	int64_t hoped = sum->total[sums_column(sums, "proposed")];
	int64_t had = sum->total[sums_column(sums, "cash")];
	struct text proposed = TEXT_ZERO;
	struct text cash = TEXT_ZERO;
	struct text *out;

	if ((hoped == 0 && had == 0) ||
	    (out = summary_finding(summary)) == NULL)
		return;
	workbook_money(&proposed, hoped, sum->currency);
	workbook_money(&cash, had, sum->currency);
	text_addf(out, SAY_FUNDS_FINDING_F, currency_code(sum->currency),
		  proposed.bytes, cash.bytes);
	text_release(&proposed);
	text_release(&cash);
}

enum status fund_boards(struct summary *summary, struct part *part,
			struct err *err)
{
	const struct sums *sums = &part->sums;
	struct funds *funds =
		mem_alloc((sums->currency_count + 1) * sizeof *funds);
	enum status status = read_funds(part, funds, err);
	size_t i, j;

	for (i = 0; i < sums->currency_count; i++) {
		if (status == STATUS_OK && i < SUMMARY_CHARTS_MAX &&
		    funds[i].count > 0) {
			fund_board(summary, part, &sums->currency[i],
				   &funds[i]);
			fund_finding(summary, sums, &sums->currency[i]);
		}
		for (j = 0; j < FUNDS_MAX; j++)
			text_release(&funds[i].name[j]);
	}
	free(funds);
	return status;
}

/* ---- grants ---------------------------------------------------------------
 */

struct name {
	struct text text;
	uint64_t grants;
	int64_t lost;
};

/* By days lost falling, then by name; the last takes all others. */
struct names {
	size_t count;
	struct name name[NAMES_MAX];
};

static void add_grant(struct names *names, struct slice text, int64_t lost)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		if (slice_is(text, names->name[i].text.bytes))
			break;
	if (i == NAMES_MAX)
		i = NAMES_MAX - 1;
	if (i == names->count) {
		names->count++;
		if (i == NAMES_MAX - 1)
			text_add_string(&names->name[i].text, SAY_OTHERS);
		else
			text_add(&names->name[i].text, text.bytes, text.size);
	}
	names->name[i].grants++;
	names->name[i].lost += lost;
}

static int most_lost(const void *a, const void *b)
{
	const struct name *left = a;
	const struct name *right = b;

	if (left->lost != right->lost)
		return left->lost > right->lost ? -1 : 1;
	return strcmp(left->text.bytes, right->text.bytes);
}

static enum status read_grants(struct part *part, struct names *names,
			       struct err *err)
{
	const struct sums *sums = &part->sums;
	uint8_t ngo = sums_column(sums, "ngo");
	uint8_t lost = sums_column(sums, "lost_days");
	struct cell cells[DATASET_COLUMNS_MAX];
	enum status status = tape_rewind(part->tape, err);

	if (status != STATUS_OK)
		return status;
	while ((status = tape_next(part->tape, cells, err)) == STATUS_OK)
		add_grant(names, cells[ngo].text,
			  cells[lost].empty ? 0 : cells[lost].number);
	return status == STATUS_END ? tape_rewind(part->tape, err) : status;
}

static void grant_words(struct summary *summary, struct board *board,
			const struct sums *sums)
{
	int64_t lost = sums->column[sums_column(sums, "lost_days")].total;
	struct board_chart *chart = &board->chart;
	struct text count = TEXT_ZERO;
	struct text days = TEXT_ZERO;
	struct text *out = summary_finding(summary);

	text_add_string(&board->heading, SAY_GRANTS);
	text_add_string(&board->corner, SAY_NGO);
	text_add_string(&board->columns[0], SAY_GRANTS_WAITING);
	text_add_string(&board->columns[1], SAY_LOST_DAYS);
	chart->wanted = true;
	chart->first = 1;
	chart->last = 1;
	chart->look.kind = XL_COLUMNS;
	chart->look.height = CHART_HEIGHT;
	text_add_string(&chart->title, SAY_GRANTS);
	text_add_string(&chart->x_title, SAY_NGO);
	text_add_string(&chart->y_title, SAY_LOST_DAYS);
	text_add_string(&chart->description, SAY_GRANTS_ALT);
	workbook_count(&count, (int64_t)sums->rows);
	workbook_count(&days, lost);
	if (out != NULL && sums->rows == 1)
		text_addf(out, SAY_GRANT_FINDING_F, days.bytes);
	else if (out != NULL)
		text_addf(out, SAY_GRANTS_FINDING_F, count.bytes, days.bytes);
	text_release(&count);
	text_release(&days);
}

static void put_grants(struct summary *summary, const struct part *part,
		       const struct names *names)
{
	const struct sums *sums = &part->sums;
	struct board *board = summary_board(summary, names->count, 2);
	size_t i;

	board->link = part->kind.sheet;

	for (i = 0; i < names->count; i++) {
		text_add_string(&board->rows[i].text,
				names->name[i].text.bytes);
		board_count(board, i, 0, names->name[i].grants);
		board_count(board, i, 1, (uint64_t)names->name[i].lost);
	}
	grant_words(summary, board, sums);
	summary_check(summary, SAY_CHECK_GRANTS, board, 0, (int64_t)sums->rows);
	summary_check(summary, SAY_CHECK_LOST, board, 1,
		      sums->column[sums_column(sums, "lost_days")].total);
}

enum status grant_board(struct summary *summary, struct part *part,
			struct err *err)
{
	struct names *names = mem_alloc(sizeof *names);
	enum status status = read_grants(part, names, err);
	size_t i;

	if (status == STATUS_OK && names->count > 0) {
		qsort(names->name, names->count, sizeof names->name[0],
		      most_lost);
		put_grants(summary, part, names);
	}
	for (i = 0; i < NAMES_MAX; i++)
		text_release(&names->name[i].text);
	free(names);
	return status;
}
