/* csv.c: a window over the inflow, and a scanner of records in it. */
#include "batch/engine/csv.h"

#include "batch/engine/inflow.h"
#include "ledger/base/arena.h"
#include "ledger/base/text.h"

#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum {
	WINDOW_BYTES = 4 * LIMIT_RECORD_BYTES,
	/* What must stand in the window to judge one record. */
	NEED_BYTES = LIMIT_RECORD_BYTES + 4,
	/* A line end to stop at, and what a step of eight reads beyond. */
	PADDING_BYTES = 16
};

struct csv {
	struct inflow *in;
	char *window;
	size_t begin; /* the next byte to look at */
	size_t end;
	bool ended;   /* the window holds all that is left */
	bool started; /* the BOM was looked for */
	bool bom;
	bool skipping;	   /* the rest of a line belongs to a bad record */
	uint64_t line;	   /* of the byte at begin */
	size_t expected;   /* cells of a record; 0: any */
	char separator;	   /* of cells */
	bool any_bytes;	   /* not UTF-8 */
	struct text plain; /* cells without their doubled quotes */
};

/* One record being scanned. */
struct scan {
	struct csv *csv;
	struct csv_record *record;
	const char *start;
	const char *end;    /* of the window; a line end stands there */
	uint64_t high;	    /* all bytes seen, or-ed: is any above 0x7f? */
	uint64_t line_ends; /* inside quotes */
	size_t oversized;   /* the first cell over its limit, from 1 */
};

struct csv *csv_new(struct inflow *in)
{
	struct csv *csv = mem_alloc(sizeof *csv);

	csv->in = in;
	csv->line = 1;
	csv->separator = ',';
	csv->window = mem_alloc(WINDOW_BYTES + PADDING_BYTES);
	return csv;
}

void csv_free(struct csv *csv)
{
	if (csv == NULL)
		return;
	text_release(&csv->plain);
	free(csv->window);
	free(csv);
}

void csv_read_as(struct csv *csv, char separator, bool any_bytes)
{
	assert(!csv->started);
	csv->separator = separator;
	csv->any_bytes = any_bytes;
}

const char *csv_separator_name(char separator)
{
	switch (separator) {
	case ';':
		return "semicolon";
	case '\t':
		return "tab";
	case '|':
		return "bar";
	default:
		return "comma";
	}
}

void csv_expect(struct csv *csv, size_t cells)
{
	csv->expected = cells;
}

bool csv_has_bom(const struct csv *csv)
{
	return csv->bom;
}

/* ---- the window ---------------------------------------------------------- */

/* Read until a whole record stands in the window, or the file ends. */
static enum status fill(struct csv *csv, struct err *err)
{
	enum status status = STATUS_OK;
	size_t left = csv->end - csv->begin;
	size_t got;

	if (csv->ended || left >= NEED_BYTES)
		return STATUS_OK;
	memmove(csv->window, csv->window + csv->begin, left);
	csv->begin = 0;
	csv->end = left;
	while (status == STATUS_OK && !csv->ended && csv->end < WINDOW_BYTES) {
		status = inflow_read(csv->in, csv->window + csv->end,
				     WINDOW_BYTES - csv->end, &got, err);
		if (status == STATUS_OK) {
			csv->ended = got == 0;
			csv->end += got;
		}
	}
	memset(csv->window + csv->end, 0, PADDING_BYTES);
	csv->window[csv->end] = '\n';
	return status;
}

static void skip_bom(struct csv *csv)
{
	csv->started = true;
	csv->bom = csv->end - csv->begin >= 3 &&
		   memcmp(csv->window + csv->begin, "\xef\xbb\xbf", 3) == 0;
	if (csv->bom)
		csv->begin += 3;
}

/* Behind the line end that stands next, or to the end of the file. */
static enum status skip_line(struct csv *csv, struct err *err)
{
	enum status status = STATUS_OK;

	csv->skipping = false;
	while (status == STATUS_OK) {
		const char *at = csv->window + csv->begin;
		const char *stop = memchr(at, '\n', csv->end - csv->begin);

		if (stop != NULL) {
			csv->begin += (size_t)(stop - at) + 1;
			csv->line++;
			return STATUS_OK;
		}
		csv->begin = csv->end;
		if (csv->ended)
			return STATUS_OK;
		status = fill(csv, err);
	}
	return status;
}

/* One empty line at the beginning of the window, or false. */
static bool skip_empty(struct csv *csv)
{
	const char *at = csv->window + csv->begin;
	size_t left = csv->end - csv->begin;
	size_t size = 0;

	if (left >= 1 && at[0] == '\n')
		size = 1;
	else if (left >= 2 && at[0] == '\r' && at[1] == '\n')
		size = 2;
	csv->begin += size;
	csv->line += size > 0;
	return size > 0;
}

/* ---- faults -------------------------------------------------------------- */

/* Line and character of a place, as an editor counts them. */
static void locate(const struct scan *scan, const char *place, uint64_t *line,
		   size_t *character)
{
	const char *at = scan->start;
	const char *stop;

	*line = scan->record->line;
	while ((stop = memchr(at, '\n', (size_t)(place - at))) != NULL) {
		(*line)++;
		at = stop + 1;
	}
	*character = utf8_count(at, (size_t)(place - at)) + 1;
}

/* The record cannot be split: its first line is refused. */
static void give_up(struct scan *scan, enum refusal_code code,
		    const char *place, const char *why)
{
	struct csv_record *record = scan->record;
	size_t left = (size_t)(scan->end - scan->start);
	const char *stop;
	uint64_t line;
	size_t character;

	locate(scan, place, &line, &character);
	refuse(&record->fault, code, COLUMN_NONE,
	       "line %llu, character %zu: %s", (unsigned long long)line,
	       character, why);
	if (left > LIMIT_RECORD_BYTES + 1)
		left = LIMIT_RECORD_BYTES + 1;
	stop = memchr(scan->start, '\n', left);
	if (stop != NULL)
		left = (size_t)(stop - scan->start);
	if (left > 0 && scan->start[left - 1] == '\r')
		left--;
	record->raw.bytes = scan->start;
	record->raw.size = left;
	record->count = 0;
	scan->csv->skipping = true;
}

static void endless(struct scan *scan, const char *place)
{
	if (scan->csv->ended)
		give_up(scan, REFUSAL_BAD_CSV, place,
			"a quote is opened and never closed; close it, or "
			"double it inside a quoted cell");
	else
		give_up(scan, REFUSAL_TOO_LONG, place,
			"a cell goes on beyond what a record may hold; is a "
			"quote missing?");
}

static void misplaced(struct scan *scan, const char *place, bool quoted)
{
	if (*place == '\r')
		give_up(scan, REFUSAL_BAD_CSV, place,
			"a carriage return stands alone; lines end in LF or "
			"CR LF");
	else if (quoted)
		give_up(scan, REFUSAL_BAD_CSV, place,
			"text follows a closing quote; double a quote that "
			"belongs to the text");
	else
		give_up(scan, REFUSAL_BAD_CSV, place,
			"a quote stands in a cell that is not quoted; quote "
			"the cell and double the quote");
}

/* ---- cells --------------------------------------------------------------- */

/*
 * Bytes below 0x2d, which `,` `"` CR and LF are and most others are not,
 * have their high bit set in the answer. A borrow can mark a byte above the
 * first marked one wrongly: each is looked at.
 */
static uint64_t low_bytes(uint64_t word)
{
	return (word - 0x2d2d2d2d2d2d2d2du) & ~word & 0x8080808080808080u;
}

/* The same for bytes that are as those of `separators`. */
static uint64_t same_bytes(uint64_t word, uint64_t separators)
{
	uint64_t other = word ^ separators;

	return (other - 0x0101010101010101u) & ~other & 0x8080808080808080u;
}

/* The first delimiter from here on: there is one at the window's end. */
static const char *plain_end(struct scan *scan, const char *at)
{
	const char separator = scan->csv->separator;
	const uint64_t separators =
		(unsigned char)separator * UINT64_C(0x0101010101010101);

	for (;; at += 8) {
		uint64_t word;
		uint64_t marks;

		memcpy(&word, at, sizeof word);
		word = le64toh(word);
		scan->high |= word;
		marks = low_bytes(word) | same_bytes(word, separators);
		for (; marks != 0; marks &= marks - 1) {
			const char *place = at + __builtin_ctzll(marks) / 8;

			if (*place == separator || *place == '\n' ||
			    *place == '"' || *place == '\r')
				return place;
		}
	}
}

/* The text between quotes, each doubled quote made one. */
static struct slice undouble(struct csv *csv, const char *from, const char *to)
{
	struct slice cell;

	/* All cells of a record fit: what was handed out does not move. */
	if (csv->plain.size == 0)
		text_reserve(&csv->plain, NEED_BYTES);
	cell.bytes = csv->plain.bytes + csv->plain.size;
	cell.size = csv->plain.size;
	while (from < to) {
		const char *quote = memchr(from, '"', (size_t)(to - from));
		const char *stop = quote == NULL ? to : quote + 1;

		text_add(&csv->plain, from, (size_t)(stop - from));
		from = quote == NULL ? to : stop + 1;
	}
	cell.size = csv->plain.size - cell.size;
	return cell;
}

static void count_line_ends(struct scan *scan, struct slice cell)
{
	const char *at = cell.bytes;
	const char *end = at + cell.size;

	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		scan->line_ends++;
		at++;
	}
}

/* A quoted cell: behind its closing quote, or NULL when there is none. */
static const char *quoted_end(struct scan *scan, const char *at,
			      struct slice *cell)
{
	const char *open = at;
	bool doubled = false;

	for (at++;; at += 2) {
		at = memchr(at, '"', (size_t)(scan->end - at));
		if (at == NULL) {
			endless(scan, open);
			return NULL;
		}
		if (at[1] != '"')
			break;
		doubled = true;
	}
	scan->high = UINT64_MAX; /* not looked at: let UTF-8 be tested */
	cell->bytes = open + 1;
	cell->size = (size_t)(at - open) - 1;
	count_line_ends(scan, *cell);
	if (doubled && cell->size <= LIMIT_RECORD_BYTES)
		*cell = undouble(scan->csv, cell->bytes, at);
	return at + 1;
}

/* ---- records ------------------------------------------------------------- */

static void keep(struct scan *scan, struct slice cell)
{
	struct csv_record *record = scan->record;

	if (record->count < LIMIT_COLUMNS)
		record->cell[record->count] = cell;
	record->count++;
	if (cell.size > LIMIT_FIELD_BYTES && scan->oversized == 0)
		scan->oversized = record->count;
}

/* Does a line end, or the end of the file, stand here? Its size, or -1. */
static int line_end(const struct scan *scan, const char *at)
{
	if (*at == '\n')
		return 1;
	if (*at == '\r' && at + 1 < scan->end && at[1] == '\n')
		return 2;
	return -1;
}

/* Where the record ends, or NULL when that cannot be told. */
static const char *split(struct scan *scan)
{
	const char *at = scan->start;

	for (;;) {
		struct slice cell;
		bool quoted = *at == '"';

		cell.bytes = at;
		if (quoted) {
			at = quoted_end(scan, at, &cell);
			if (at == NULL)
				return NULL;
		} else {
			at = plain_end(scan, at);
			cell.size = (size_t)(at - cell.bytes);
		}
		keep(scan, cell);
		if (*at == scan->csv->separator) {
			at++;
			continue;
		}
		if (line_end(scan, at) > 0)
			return at;
		misplaced(scan, at, quoted);
		return NULL;
	}
}

/* UTF-8 in which a NUL may stand: the form of a field refuses that. */
static bool utf8_or_nul(struct slice raw)
{
	const char *at = raw.bytes;
	const char *end = at + raw.size;

	for (;;) {
		const char *nul = memchr(at, '\0', (size_t)(end - at));
		const char *stop = nul == NULL ? end : nul;

		if (!utf8_valid(at, (size_t)(stop - at)))
			return false;
		if (nul == NULL)
			return true;
		at = nul + 1;
	}
}

/* What can be wrong with a record that could be split. */
static void judge(struct scan *scan)
{
	struct csv_record *record = scan->record;
	struct csv *csv = scan->csv;

	if (csv->expected != 0 && record->count != csv->expected)
		refuse(&record->fault, REFUSAL_BAD_CSV, COLUMN_NONE,
		       "the row has %zu cells, the header has %zu; is a %s "
		       "or a quote missing, or one too many?",
		       record->count, csv->expected,
		       csv_separator_name(csv->separator));
	else if (!csv->any_bytes && (scan->high & 0x8080808080808080u) != 0 &&
		 !utf8_or_nul(record->raw))
		refuse(&record->fault, REFUSAL_BAD_UTF8, COLUMN_NONE,
		       "the row is not UTF-8; save the file as \"CSV UTF-8\", "
		       "or say its encoding with --map");
	else if (record->raw.size > LIMIT_RECORD_BYTES)
		refuse(&record->fault, REFUSAL_TOO_LONG, COLUMN_NONE,
		       "the row is longer than %d bytes; shorten it",
		       LIMIT_RECORD_BYTES);
	else if (scan->oversized != 0)
		refuse(&record->fault, REFUSAL_TOO_LONG, COLUMN_NONE,
		       "cell %zu is longer than %d bytes; shorten it",
		       scan->oversized, LIMIT_FIELD_BYTES);
}

static void read_record(struct csv *csv, struct csv_record *record)
{
	struct scan scan = {csv, record, NULL, NULL, 0, 0, 0};
	const char *stop;

	scan.start = csv->window + csv->begin;
	scan.end = csv->window + csv->end;
	stop = split(&scan);
	if (stop == NULL)
		return;
	if (stop == scan.end && !csv->ended) {
		give_up(&scan, REFUSAL_TOO_LONG, scan.start,
			"the row goes on beyond what a record may hold");
		return;
	}
	record->raw.bytes = scan.start;
	record->raw.size = (size_t)(stop - scan.start);
	csv->begin += record->raw.size;
	if (stop < scan.end)
		csv->begin += (size_t)line_end(&scan, stop);
	csv->line += scan.line_ends + 1;
	judge(&scan);
}

enum status csv_next(struct csv *csv, struct csv_record *record,
		     struct err *err)
{
	enum status status = STATUS_OK;

	if (csv->skipping)
		status = skip_line(csv, err);
	if (status == STATUS_OK)
		status = fill(csv, err);
	if (status == STATUS_OK && !csv->started)
		skip_bom(csv);
	while (status == STATUS_OK && skip_empty(csv))
		status = fill(csv, err);
	if (status != STATUS_OK)
		return status;
	if (csv->begin == csv->end)
		return STATUS_END;
	record->line = csv->line;
	record->count = 0;
	record->fault.code = REFUSAL_NONE;
	csv->plain.size = 0;
	read_record(csv, record);
	return STATUS_OK;
}

const char *csv_cell_stop(const char *at, const char *end, char separator)
{
	if (at < end && *at == '"') {
		for (at++; at < end; at++) {
			if (*at != '"')
				continue;
			if (at + 1 < end && at[1] == '"')
				at++;
			else
				break;
		}
	}
	while (at < end && *at != separator)
		at++;
	return at;
}

const char *csv_cell_end(const char *at, const char *end)
{
	return csv_cell_stop(at, end, ',');
}
