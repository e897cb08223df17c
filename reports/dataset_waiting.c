/*
 * dataset_waiting.c: waiting and outstanding: how many awards wait for
 * money, and for how much, by province and by how long.
 *
 * Both are added up from the rows of aged-awards, so that no number has two
 * origins. A column a bucket, and one for their sum; a line a province
 * (outstanding: and currency), and one for all of them.
 *
 * Memory      grows with provinces, not with awards.
 * Public      counts and sums are hidden as suppress.h says; a sum also
 *             where the count of its awards is.
 */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { FIGURES = DELAY_BUCKETS_MAX + 1 };

/* Figures of one province in one currency; those behind the last: sums. */
struct waiting_line {
	char *province;
	size_t province_size;
	uint8_t currency; /* CURRENCY_NONE: of all, awards only */
	int64_t awards[FIGURES];
	int64_t outstanding[FIGURES];
	int64_t greatest[FIGURES]; /* of one award */
};

struct waiting {
	struct arena names;
	struct waiting_line *lines; /* by currency, then province */
	size_t line_count, line_room;
	size_t buckets;
	size_t next;
};

static int compare(const struct waiting_line *line, uint8_t currency,
		   struct slice province)
{
	if (line->currency != currency)
		return line->currency < currency ? -1 : 1;
	return bytes_compare(line->province, line->province_size,
			     province.bytes, province.size);
}

/* The line, made where it is missing; borrowed until the next call. */
static struct waiting_line *line_of(struct waiting *waiting, uint8_t currency,
				    struct slice province)
{
	size_t low = 0;
	size_t high = waiting->line_count;
	struct waiting_line *line;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare(&waiting->lines[middle], currency, province) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < waiting->line_count &&
	    compare(&waiting->lines[low], currency, province) == 0)
		return &waiting->lines[low];
	waiting->lines =
		mem_grow(waiting->lines, &waiting->line_room,
			 waiting->line_count + 1, sizeof *waiting->lines);
	line = &waiting->lines[low];
	memmove(line + 1, line, (waiting->line_count - low) * sizeof *line);
	memset(line, 0, sizeof *line);
	line->province =
		arena_copy(&waiting->names, province.bytes, province.size);
	line->province_size = province.size;
	line->currency = currency;
	waiting->line_count++;
	return line;
}

static void count_in(struct waiting_line *line, size_t bucket, int64_t amount)
{
	line->awards[bucket]++;
	line->outstanding[bucket] += amount;
	if (amount > line->greatest[bucket])
		line->greatest[bucket] = amount;
}

/* The columns of aged-awards that are read. */
struct waiting_source {
	struct dataset *awards;
	size_t province, outstanding, bucket;
};

static size_t bucket_of(const struct dataset *dataset, struct slice name)
{
	const struct delay_scale *scale = &dataset->options.terms->longs;
	size_t i = 0;

	while (strlen(scale->name[i]) != name.size ||
	       memcmp(scale->name[i], name.bytes, name.size) != 0) {
		i++;
		assert(i < scale->count);
	}
	return i;
}

static void take(const struct dataset *dataset, struct waiting *waiting,
		 const struct waiting_source *source, const struct cell *cells)
{
	const struct cell *money = &cells[source->outstanding];
	uint8_t currency = money->currency;
	size_t bucket = bucket_of(dataset, cells[source->bucket].text);
	struct slice place = cells[source->province].text;
	uint8_t kept =
		dataset->kind == &dataset_waiting ? CURRENCY_NONE : currency;
	struct waiting_line *line = line_of(waiting, kept, place);

	count_in(line, bucket, money->number);
	count_in(line, waiting->buckets, money->number);
}

static enum status gather(struct dataset *dataset, struct waiting *waiting,
			  struct err *err)
{
	struct dataset_options options = dataset->options;
	struct cell cells[DATASET_COLUMNS_MAX];
	struct waiting_source source;
	enum status status;

	options.open_to_all = options.all = false;
	status = dataset_open(dataset_awards.name, dataset->book, &options,
			      &source.awards, err);
	if (status != STATUS_OK)
		return status;
	source.province = dataset_column_find(source.awards, "province");
	source.outstanding = dataset_column_find(source.awards, "outstanding");
	source.bucket = dataset_column_find(source.awards, "bucket");
	while ((status = dataset_next(source.awards, cells, err)) == STATUS_OK)
		take(dataset, waiting, &source, cells);
	dataset_close(source.awards);
	return status == STATUS_END ? STATUS_OK : status;
}

/* A column a bucket, behind `first`, and one for their sum. */
static void name_buckets(struct dataset *dataset, size_t first)
{
	const struct delay_scale *scale = &dataset->options.terms->longs;
	struct dataset_column last =
		dataset->columns[dataset->kind->column_count - 1];
	size_t i;

	for (i = 0; i < scale->count; i++) {
		dataset->columns[first + i].name = scale->name[i];
		dataset->columns[first + i].title = scale->name[i];
	}
	dataset->columns[first + i] = last;
	dataset->column_count = first + i + 1;
}

/* The line of all provinces behind those of each currency. */
static void add_up(struct waiting *waiting, struct waiting *sums)
{
	static const struct slice all = {"", 0};
	size_t i, bucket;

	for (i = 0; i < waiting->line_count; i++) {
		const struct waiting_line *line = &waiting->lines[i];
		struct waiting_line *sum = line_of(sums, line->currency, all);

		for (bucket = 0; bucket <= waiting->buckets; bucket++) {
			sum->awards[bucket] += line->awards[bucket];
			sum->outstanding[bucket] += line->outstanding[bucket];
			if (line->greatest[bucket] > sum->greatest[bucket])
				sum->greatest[bucket] = line->greatest[bucket];
		}
	}
}

/* Put each sum behind the lines of its currency. */
static void merge(struct waiting *waiting, const struct waiting *sums)
{
	size_t count = waiting->line_count + sums->line_count;
	struct waiting_line *merged = mem_alloc((count + 1) * sizeof *merged);
	size_t i, sum = 0, at = 0;

	for (i = 0; i < waiting->line_count; i++) {
		merged[at++] = waiting->lines[i];
		if (i + 1 == waiting->line_count ||
		    waiting->lines[i + 1].currency !=
			    waiting->lines[i].currency) {
			merged[at] = sums->lines[sum++];
			merged[at++].province = NULL;
		}
	}
	assert(at == count && sum == sums->line_count);
	free(waiting->lines);
	waiting->lines = merged;
	waiting->line_count = count;
}

static enum status open(struct dataset *dataset, struct err *err)
{
	struct waiting *waiting = mem_alloc(sizeof *waiting);
	struct waiting sums = {ARENA_ZERO, NULL, 0, 0, 0, 0};
	enum status status;

	dataset->state = waiting;
	waiting->buckets = dataset->options.terms->longs.count;
	name_buckets(dataset, dataset->kind == &dataset_waiting ? 1 : 2);
	status = gather(dataset, waiting, err);
	if (status != STATUS_OK)
		return status;
	add_up(waiting, &sums);
	merge(waiting, &sums);
	free(sums.lines);
	arena_release(&sums.names);
	return STATUS_OK;
}

static void close(void *state)
{
	struct waiting *waiting = state;

	arena_release(&waiting->names);
	free(waiting->lines);
	free(waiting);
}

static struct cell place_of(const struct waiting_line *line)
{
	if (line->province == NULL)
		return cell_string(words_say(WORD_ALL));
	return cell_text((struct slice){line->province, line->province_size});
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct waiting *waiting = dataset->state;
	const struct waiting_line *line;
	bool counts = dataset->kind == &dataset_waiting;
	size_t bucket;

	(void)err;
	if (waiting->next == waiting->line_count)
		return STATUS_END;
	line = &waiting->lines[waiting->next++];
	if (!counts)
		*cells++ = cell_string(currency_code(line->currency));
	*cells++ = place_of(line);
	for (bucket = 0; bucket <= waiting->buckets; bucket++)
		*cells++ = counts ? cell_number(line->awards[bucket])
				  : cell_money(line->outstanding[bucket],
					       line->currency);
	return STATUS_OK;
}

/* The lines of one currency: rows from `first` to the row of their sums. */
static size_t block_end(const struct waiting *waiting, size_t first)
{
	while (waiting->lines[first].province != NULL)
		first++;
	return first;
}

/*
 * Those who wait were decided for, in full or in part: where the public is
 * not told how many were, it is not told how many wait.
 */
static bool decisions_shown(const struct dataset *dataset)
{
	struct dataset_options options = dataset->options;
	struct cell cells[DATASET_COLUMNS_MAX];
	struct dataset *statistics;
	struct err err;
	bool shown;

	options.open_to_all = true;
	if (dataset_open("statistics", dataset->book, &options, &statistics,
			 &err) != STATUS_OK)
		return false;
	shown = dataset_next(statistics, cells, &err) == STATUS_OK &&
		!cells[dataset_column_find(statistics, "in_full")].hidden &&
		!cells[dataset_column_find(statistics, "in_part")].hidden;
	dataset_close(statistics);
	return shown;
}

static void hide_line(struct published *rows, size_t row, size_t buckets)
{
	size_t bucket;

	for (bucket = 0; bucket <= buckets; bucket++)
		published_hide(rows, row, 1 + bucket);
}

static void publish_counts(const struct dataset *dataset,
			   struct published *rows)
{
	const struct waiting *waiting = dataset->state;
	struct published_block block = {
		0, 0, 1, waiting->buckets, 0, 1 + waiting->buckets};
	size_t row;

	if (waiting->line_count == 0)
		return;
	if (!decisions_shown(dataset))
		for (row = 0; row < waiting->line_count; row++)
			hide_line(rows, row, waiting->buckets);
	block.sums = block_end(waiting, 0);
	block.count = block.sums;
	published_suppress(rows, &block, false);
}

/* Hide the sums of few awards, or of one above all, in a row. */
static void hide_sums(const struct waiting_line *line, size_t buckets,
		      struct published *rows, size_t row)
{
	size_t bucket;

	for (bucket = 0; bucket <= buckets; bucket++)
		if (suppress_small(line->awards[bucket]) ||
		    suppress_sum(line->outstanding[bucket],
				 line->greatest[bucket], line->awards[bucket]))
			published_hide(rows, row, 2 + bucket);
}

static void publish_sums(const struct dataset *dataset, struct published *rows)
{
	const struct waiting *waiting = dataset->state;
	size_t first, row;

	for (first = 0; first < waiting->line_count;) {
		struct published_block block = {first,
						0,
						2,
						waiting->buckets,
						block_end(waiting, first),
						2 + waiting->buckets};

		block.count = block.sums - first;
		for (row = first; row <= block.sums; row++)
			hide_sums(&waiting->lines[row], waiting->buckets, rows,
				  row);
		published_suppress(rows, &block, true);
		first = block.sums + 1;
	}
}

/* Sixteen buckets at most; their names are those of the terms. */
#define BUCKETS(kind)                                                          \
	{"", kind}, {"", kind}, {"", kind}, {"", kind}, {"", kind},            \
		{"", kind}, {"", kind}, {"", kind}, {"", kind}, {"", kind},    \
		{"", kind}, {"", kind}, {"", kind}, {"", kind}, {"", kind},    \
	{                                                                      \
		"", kind                                                       \
	}

static const struct dataset_column_row count_columns[] = {
	{"province", CELL_TEXT},
	BUCKETS(CELL_NUMBER),
	{"awards", CELL_NUMBER},
};

static const struct dataset_column_row sum_columns[] = {
	{"currency", CELL_CODE},
	{"province", CELL_TEXT},
	BUCKETS(CELL_MONEY),
	{"outstanding", CELL_MONEY},
};

const struct dataset_kind dataset_waiting = {
	.name = "waiting",
	.columns = count_columns,
	.column_count = sizeof count_columns / sizeof *count_columns,
	.successive = true,
	.open = open,
	.next = next,
	.close = close,
	.publish = publish_counts,
};

const struct dataset_kind dataset_outstanding = {
	.name = "outstanding",
	.columns = sum_columns,
	.column_count = sizeof sum_columns / sizeof *sum_columns,
	.successive = true,
	.open = open,
	.next = next,
	.close = close,
	.publish = publish_sums,
};
