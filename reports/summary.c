/* summary.c: which boards there are, and where. */
#include "reports/summary.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "reports/reversals.h"
#include "reports/workbook.h"
#include "reports/workbook_findings.h"

#include <assert.h>
#include <stdlib.h>

bool summary_fits(const struct sums *sums)
{
	const struct sums_roles *roles = &sums->roles;

	return roles->currency != SUMS_NONE && roles->bucket != SUMS_NONE &&
	       roles->amount != SUMS_NONE && roles->group != SUMS_NONE &&
	       roles->days != SUMS_NONE;
}

size_t summary_currencies(const struct sums *sums)
{
	size_t count = 0;

	while (count < sums->currency_count && count < SUMMARY_CURRENCIES_MAX &&
	       !sums->currency[count].outside)
		count++;
	return count;
}

struct board *summary_board(struct summary *summary, size_t rows,
			    size_t columns)
{
	struct board *board = &summary->board[summary->board_count++];

	assert(summary->board_count <= SUMMARY_BOARDS_MAX);
	board_init(board, rows, columns);
	return board;
}

struct text *summary_finding(struct summary *summary)
{
	if (summary->finding_count == SUMMARY_FINDINGS_MAX)
		return NULL;
	return &summary->finding[summary->finding_count++];
}

struct summary_check *summary_check(struct summary *summary, const char *label,
				    const struct board *board, size_t column,
				    int64_t stored)
{
	struct summary_check *check = &summary->check[summary->check_count++];
	const struct board_cell *cell = board_at(board, 0, column);

	assert(summary->check_count <= SUMMARY_CHECKS_MAX);
	check->label = label;
	check->board = board;
	check->last_row = board->row_count - (board->total ? 2 : 1);
	check->column = column;
	check->last_column = column;
	check->currency =
		cell->kind == BOARD_MONEY ? cell->currency : CURRENCY_NONE;
	check->stored = stored;
	check->live = stored;
	check->safe = true;
	return check;
}

/* What a pass over the journal is made for. */
struct pass {
	struct summary *summary;
	struct trend trend;
	struct payments payments;
	struct rates *rates;
	struct reversals *reversals;
};

static enum status read_entries(struct pass *pass,
				struct journal_cursor *entries, struct err *err)
{
	struct moment moment = pass->trend.moment;
	struct entry entry;
	enum status status;

	while ((status = entries_next(entries, &entry, err)) == STATUS_OK) {
		if (moment.known_at != 0 && entry.seq >= moment.known_at)
			return STATUS_OK;
		pass->summary->entries++;
		if (entry.event.date > moment.day)
			continue;
		pass->summary->dated++;
		pass->summary->with_money += entry.line_count > 0 ? 1 : 0;
		trend_entry(&pass->trend, &entry);
		if (reversals_stands(pass->reversals, &entry))
			rates_look(pass->rates, &entry);
	}
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status read_journal(struct pass *pass, struct book *book,
				struct err *err)
{
	struct journal_cursor *entries;
	enum status status =
		reversals_open(book, pass->trend.moment, &pass->reversals, err);

	if (status != STATUS_OK)
		return status;
	status = entries_open(book, 1, &entries, err);
	if (status == STATUS_OK) {
		status = read_entries(pass, entries, err);
		entries_close(entries);
	}
	reversals_close(pass->reversals);
	rates_ready(pass->rates);
	return status;
}

static enum status read_claims(struct pass *pass, struct book *book,
			       struct err *err)
{
	const struct item *claim;
	struct items *items;
	enum status status = items_open(book, ITEM_CLAIM, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &claim, err)) == STATUS_OK) {
		trend_claim(&pass->trend, claim);
		payments_claim(&pass->payments, claim, pass->trend.moment);
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status compute(struct workbook *workbook, struct pass *pass,
			   struct book *book, struct err *err)
{
	struct part *awards = &workbook->parts[0];
	struct part *fund = workbook_part(workbook, "fund");
	struct part *grants = workbook_part(workbook, "aged-grants");
	enum status status = read_claims(pass, book, err);

	if (status == STATUS_OK)
		status = read_journal(pass, book, err);
	if (status != STATUS_OK)
		return status;
	trend_boards(pass->summary, &pass->trend, &awards->sums);
	payments_board(pass->summary, &pass->payments);
	status = cost_board(pass->summary, awards, pass->rates,
			    workbook_reporting(workbook), err);
	if (status == STATUS_OK && fund != NULL)
		status = fund_boards(pass->summary, fund, err);
	if (status == STATUS_OK && grants != NULL)
		status = grant_board(pass->summary, grants, err);
	return status;
}

/* Of a pack, also what no single report shows. */
static enum status compute_pack(struct workbook *workbook, struct book *book,
				struct err *err)
{
	struct pass *pass = mem_alloc(sizeof *pass);
	struct moment moment = {workbook->options->as_of,
				workbook->options->known_at};
	enum status status;

	pass->summary = workbook->summary;
	pass->rates = rates_new();
	trend_init(&pass->trend, moment);
	status = compute(workbook, pass, book, err);
	rates_free(pass->rates);
	payments_release(&pass->payments);
	free(pass);
	return status;
}

enum status summary_compute(struct workbook *workbook, struct book *book,
			    struct err *err)
{
	const struct part *awards = &workbook->parts[0];

	if (!summary_fits(&awards->sums))
		return STATUS_OK;
	workbook->summary = mem_alloc(sizeof *workbook->summary);
	findings_write(workbook->summary, &awards->sums);
	ageing_boards(workbook->summary, awards, workbook->as_of);
	return workbook->pack ? compute_pack(workbook, book, err) : STATUS_OK;
}

void summary_place(struct summary *summary)
{
	uint32_t top =
		SUMMARY_FINDINGS_ROW + (uint32_t)summary->finding_count + 1;
	size_t i;

	for (i = 0; i < summary->board_count; i++) {
		board_place(&summary->board[i], top);
		top = summary->board[i].end;
	}
}

void summary_release(struct summary *summary)
{
	size_t i;

	if (summary == NULL)
		return;
	for (i = 0; i < summary->board_count; i++)
		board_release(&summary->board[i]);
	for (i = 0; i < summary->finding_count; i++)
		text_release(&summary->finding[i]);
	free(summary);
}
