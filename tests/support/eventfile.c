/* eventfile.c: an event file read up to the form of its rows. */
#include "tests/support/eventfile.h"

#include "batch/engine/csv.h"
#include "batch/engine/header.h"
#include "batch/engine/inflow.h"
#include "batch/engine/mapcells.h"

#include <assert.h>
#include <string.h>

enum { RECORDS_MAX = 20000 };

struct reading {
	const struct map *map;
	struct csv *csv;
	struct header header;
	struct csv_record record;
	struct text decoded;
	struct text converted;
	uint64_t line;
};

/* The row of an event's normalised texts, those of amounts included. */
static void normalise(const struct event *event,
		      char room[COLUMN_COUNT][MONEY_TEXT_SIZE], struct row *row)
{
	int column;

	row->filled = 0;
	for (column = 0; column < COLUMN_COUNT; column++) {
		struct slice text =
			event_text(event, (enum column)column, room[column]);

		if (text.size == 0)
			continue;
		row->cell[column] = text;
		row->filled |= COLUMN_BIT(column);
	}
}

/* What was read says the same when it is read again. */
static void read_again(struct event *event)
{
	static char room[COLUMN_COUNT][MONEY_TEXT_SIZE];
	struct refusal refusal = {0};
	struct event again;
	struct row row;
	bool read;

	if (!event_settle(event, event->currency, &refusal)) {
		assert(refusal.code != REFUSAL_NONE);
		return;
	}
	normalise(event, room, &row);
	read = event_read(&row, EVENTFILE_TODAY, &again, &refusal) &&
	       event_settle(&again, again.currency, &refusal);
	assert(read);
	assert(event_differs(&again, event) == COLUMN_NONE);
}

bool eventfile_row(const struct row *row)
{
	struct refusal refusal = {0};
	struct event event;

	refusal.code = REFUSAL_NONE;
	if (!event_read(row, EVENTFILE_TODAY, &event, &refusal)) {
		assert(refusal.code != REFUSAL_NONE);
		assert(refusal.text[0] != '\0');
		return false;
	}
	if (event.currency != CURRENCY_NONE)
		read_again(&event);
	return true;
}

static void take(struct reading *reading)
{
	struct refusal refusal = {0};
	struct event event;
	struct row row;
	uint64_t bad;

	assert(reading->record.count == reading->header.count);
	header_row(&reading->header, &reading->record, &row);
	if (reading->map == NULL) {
		(void)eventfile_row(&row);
		return;
	}
	bad = map_row(reading->map, &row, &reading->converted);
	if (event_read(&row, EVENTFILE_TODAY, &event, &refusal) || bad == 0)
		return;
	map_explain(reading->map, bad, &row, &refusal);
	assert(refusal.text[0] != '\0');
}

static bool next(struct reading *reading)
{
	struct err err = {0};

	if (csv_next(reading->csv, &reading->record, &err) != STATUS_OK)
		return false;
	assert(reading->record.line > reading->line);
	reading->line = reading->record.line;
	if (reading->map != NULL && reading->record.fault.code == REFUSAL_NONE)
		map_decode(reading->map, &reading->record, &reading->decoded);
	if (reading->record.fault.code != REFUSAL_NONE)
		assert(reading->record.fault.text[0] != '\0');
	return true;
}

static void read_all(struct reading *reading)
{
	struct refusal refusal = {0};
	int i;

	if (!next(reading))
		return;
	if (!header_read(&reading->header, &reading->record, &refusal)) {
		assert(refusal.code != REFUSAL_NONE);
		assert(refusal.text[0] != '\0');
		return;
	}
	csv_expect(reading->csv, reading->header.count);
	for (i = 0; i < RECORDS_MAX && next(reading); i++)
		if (reading->record.fault.code == REFUSAL_NONE)
			take(reading);
}

void eventfile_read(const char *path, const struct map *map)
{
	static struct reading reading;
	struct inflow_place place = {-1, "/tmp", NULL};
	struct inflow *in;
	struct err err = {0};

	if (inflow_open(path, &place, &in, &err) != STATUS_OK) {
		assert(err.text[0] != '\0');
		return;
	}
	memset(&reading, 0, sizeof reading);
	reading.map = map;
	reading.csv = csv_new(in);
	header_init(&reading.header);
	reading.header.map = map;
	if (map != NULL)
		csv_read_as(reading.csv, map->separator, !map->utf8);
	read_all(&reading);
	header_release(&reading.header);
	text_release(&reading.decoded);
	text_release(&reading.converted);
	csv_free(reading.csv);
	inflow_close(in);
}
