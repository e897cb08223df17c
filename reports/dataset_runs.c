/*
 * dataset_runs.c: runs: what fed the book in the period of a pack, by whom,
 * from which file, with its proof.
 *
 * The period begins on the first day of the as-of date's month and ends
 * with the run that recorded the last known entry: a later run, also one
 * that recorded nothing, changes no report of an earlier state of
 * knowledge. Who made the report, and when, does not matter.
 */
#include "reports/dataset_kind.h"

#include "ledger/base/arena.h"

#include <stdlib.h>

enum {
	RUN,
	KIND,
	STARTED,
	ENDED,
	OPERATOR,
	FILE_NAME,
	READ,
	POSTED,
	DUPLICATE,
	REJECTED,
	FIRST,
	LAST,
	SHA256,
	HEAD,
	COLUMNS
};

static const struct dataset_column_row columns[COLUMNS] = {
	[RUN] = {"run", CELL_NUMBER},
	[KIND] = {"kind", CELL_CODE},
	[STARTED] = {"started", CELL_CODE},
	[ENDED] = {"ended", CELL_CODE},
	[OPERATOR] = {"operator", CELL_TEXT},
	[FILE_NAME] = {"file", CELL_TEXT},
	[READ] = {"read", CELL_NUMBER},
	[POSTED] = {"posted", CELL_NUMBER},
	[DUPLICATE] = {"duplicate", CELL_NUMBER},
	[REJECTED] = {"rejected", CELL_NUMBER},
	[FIRST] = {"first", CELL_NUMBER},
	[LAST] = {"last", CELL_NUMBER},
	[SHA256] = {"sha256", CELL_CODE},
	[HEAD] = {"head_after", CELL_CODE},
};

static const struct {
	int column;
	enum run_field field;
} texts[] =
	{
		{KIND, RUN_KIND},     {STARTED, RUN_STARTED},
		{ENDED, RUN_ENDED},   {OPERATOR, RUN_OPERATOR},
		{SHA256, RUN_SHA256}, {HEAD, RUN_HEAD_AFTER},
},
  counts[] = {
	  {READ, RUN_READ},	      {POSTED, RUN_POSTED},
	  {DUPLICATE, RUN_DUPLICATE}, {REJECTED, RUN_REJECTED},
	  {FIRST, RUN_FIRST},	      {LAST, RUN_LAST},
};

struct run_rows {
	struct runs *runs;
	char since[DAY_TEXT_SIZE]; /* first day of the period */
	uint64_t entries;	   /* that are known */
	bool over;
};

static enum status open_runs(struct dataset *dataset, struct err *err)
{
	struct run_rows *rows = mem_alloc(sizeof *rows);
	uint32_t known_at = dataset->moment.known_at;
	enum status status;

	dataset->state = rows;
	rows->entries =
		known_at == 0 ? book_entries(dataset->book) : known_at - 1;
	day_format(day_month_start(dataset->moment.day), rows->since);
	status = runs_open(dataset->book, 1, &rows->runs, err);
	if (status != STATUS_OK)
		rows->runs = NULL;
	return status;
}

static void close_runs(void *state)
{
	struct run_rows *rows = state;

	if (rows->runs != NULL)
		runs_close(rows->runs);
	free(rows);
}

/* Times are written so that they compare as texts do. */
static bool in_period(const struct run_rows *rows, const struct run *run)
{
	struct slice started = run->field[RUN_STARTED];
	size_t size = strlen(rows->since);

	return started.size >= size &&
	       memcmp(started.bytes, rows->since, size) >= 0;
}

static void fill(struct cell *cells, const struct run *run)
{
	struct slice file = run->field[RUN_FILE];
	size_t i;

	cells[RUN] = cell_number(run->number);
	for (i = 0; i < sizeof texts / sizeof texts[0]; i++)
		cells[texts[i].column] = cell_text(run->field[texts[i].field]);
	for (i = 0; i < sizeof counts / sizeof counts[0]; i++)
		cells[counts[i].column] =
			cell_number((int64_t)run_count(run, counts[i].field));
	cells[FILE_NAME] =
		cell_text(file.size > 0 ? file : run->field[RUN_PERIOD]);
}

static enum status next(struct dataset *dataset, struct cell *cells,
			struct err *err)
{
	struct run_rows *rows = dataset->state;
	struct run run;
	enum status status = STATUS_OK;

	while (!rows->over) {
		status = runs_next(rows->runs, &run, err);
		if (status != STATUS_OK)
			return status;
		if (run_count(&run, RUN_LAST) >= rows->entries)
			rows->over = true;
		if (run_count(&run, RUN_FIRST) > rows->entries ||
		    !in_period(rows, &run))
			continue;
		fill(cells, &run);
		return STATUS_OK;
	}
	return STATUS_END;
}

const struct dataset_kind dataset_runs = {
	.name = "runs",
	.columns = columns,
	.column_count = COLUMNS,
	.open = open_runs,
	.next = next,
	.close = close_runs,
};
