/* subtotals.c: a few groups, found by looking at each. */
#include "reports/subtotals.h"

#include "reports/cell.h"
#include "reports/grid.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum { SUMS_MAX = 8, BUCKET_BYTES = 16, TOTAL_ORDER = INT32_MAX };

struct group {
	int order; /* of its bucket; TOTAL_ORDER for all of them */
	char bucket[BUCKET_BYTES];
	uint8_t currency;
	int64_t count;
	int64_t sums[SUMS_MAX];
	bool too_large[SUMS_MAX];
};

struct subtotals {
	const struct dataset *dataset;
	size_t bucket; /* columns of the dataset */
	size_t summed[SUMS_MAX];
	size_t sum_count;
	struct group *groups;
	size_t group_count, group_room;
	int buckets;
};

struct subtotals *subtotals_new(const struct dataset *dataset)
{
	const char *const *summed = dataset->kind->summed;
	struct subtotals *subtotals;

	if (summed == NULL)
		return NULL;
	subtotals = mem_alloc(sizeof *subtotals);
	subtotals->dataset = dataset;
	subtotals->bucket = dataset_column_find(dataset, "bucket");
	for (; *summed != NULL; summed++)
		subtotals->summed[subtotals->sum_count++] =
			dataset_column_find(dataset, *summed);
	return subtotals;
}

void subtotals_free(struct subtotals *subtotals)
{
	if (subtotals == NULL)
		return;
	free(subtotals->groups);
	free(subtotals);
}

static struct group *add_group(struct subtotals *subtotals, const char *bucket,
			       int order, uint8_t currency)
{
	struct group *group;

	subtotals->groups =
		mem_grow(subtotals->groups, &subtotals->group_room,
			 subtotals->group_count + 1, sizeof *subtotals->groups);
	group = &subtotals->groups[subtotals->group_count++];
	memset(group, 0, sizeof *group);
	memcpy(group->bucket, bucket, strnlen(bucket, BUCKET_BYTES - 1));
	group->order = order;
	group->currency = currency;
	return group;
}

/* The group of a bucket and a currency; a new bucket is the next one. */
static struct group *find_group(struct subtotals *subtotals, const char *bucket,
				bool total, uint8_t currency)
{
	int order = total ? TOTAL_ORDER : -1;
	size_t i;

	for (i = 0; i < subtotals->group_count; i++) {
		struct group *group = &subtotals->groups[i];

		if (strcmp(group->bucket, bucket) != 0)
			continue;
		if (group->currency == currency)
			return group;
		order = group->order;
	}
	if (order < 0)
		order = subtotals->buckets++;
	return add_group(subtotals, bucket, order, currency);
}

static void add_cells(const struct subtotals *subtotals, struct group *group,
		      const struct cell *cells)
{
	size_t i;

	group->count++;
	for (i = 0; i < subtotals->sum_count; i++)
		if (!money_add(group->sums[i],
			       cells[subtotals->summed[i]].number,
			       &group->sums[i]))
			group->too_large[i] = true;
}

void subtotals_add(struct subtotals *subtotals, const struct cell *cells)
{
	struct slice name = cells[subtotals->bucket].text;
	uint8_t currency = cells[subtotals->summed[0]].currency;
	char bucket[BUCKET_BYTES] = "";

	memcpy(bucket, name.bytes,
	       name.size < BUCKET_BYTES ? name.size : BUCKET_BYTES - 1);
	add_cells(subtotals, find_group(subtotals, bucket, false, currency),
		  cells);
	add_cells(subtotals,
		  find_group(subtotals, words_say(WORD_TOTAL), true, currency),
		  cells);
}

static int by_order(const void *a, const void *b)
{
	const struct group *x = a;
	const struct group *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (int)x->currency - (int)y->currency;
}

static struct grid *head_grid(const struct subtotals *subtotals)
{
	const struct dataset_column *columns = subtotals->dataset->columns;
	struct grid *grid = grid_new(3 + subtotals->sum_count);
	size_t i;

	grid_head(grid, 0, columns[subtotals->bucket].title, false);
	grid_head(grid, 1, words_say(WORD_CURRENCY), false);
	grid_head(grid, 2, words_say(WORD_ROWS_TITLE), true);
	for (i = 0; i < subtotals->sum_count; i++)
		grid_head(grid, 3 + i, columns[subtotals->summed[i]].title,
			  true);
	return grid;
}

static void add_sum(struct grid *grid, const struct group *group, size_t number)
{
	struct text text = TEXT_ZERO;

	if (group->too_large[number])
		text_add_string(&text, words_say(WORD_TOO_LARGE));
	else
		cell_amount(group->sums[number], group->currency, &text);
	grid_cell(grid, text.bytes, text.size);
	text_release(&text);
}

static enum status add_line(struct grid *grid, const struct group *group,
			    size_t sum_count, struct err *err)
{
	const char *currency = currency_code(group->currency);
	char count[MONEY_TEXT_SIZE];
	size_t i;

	grid_cell(grid, group->bucket, strlen(group->bucket));
	grid_cell(grid, currency, strlen(currency));
	grid_cell(grid, count, money_format(group->count, 0, count));
	for (i = 0; i < sum_count; i++)
		add_sum(grid, group, i);
	return grid_row(grid, err);
}

enum status subtotals_write(struct subtotals *subtotals, struct outlet *out,
			    struct err *err)
{
	enum status status = STATUS_OK;
	struct grid *grid;
	size_t i;

	if (subtotals->group_count == 0)
		return STATUS_OK;
	qsort(subtotals->groups, subtotals->group_count,
	      sizeof *subtotals->groups, by_order);
	grid = head_grid(subtotals);
	for (i = 0; i < subtotals->group_count && status == STATUS_OK; i++)
		status = add_line(grid, &subtotals->groups[i],
				  subtotals->sum_count, err);
	if (status != STATUS_OK) {
		grid_free(grid);
		return status;
	}
	text_add_char(&out->text, '\n');
	return grid_write(grid, out, err);
}
