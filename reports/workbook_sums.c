/* workbook_sums.c: one pass over the rows. */
#include "reports/workbook_sums.h"

#include "ledger/base/arena.h"
#include "ledger/base/currency.h"
#include "ledger/base/day.h"
#include "ledger/base/money.h"
#include "reports/delay.h"
#include "reports/workbook_text.h"

#include <assert.h>
#include <stdlib.h>

enum { SERIAL_1970 = 25569, DAY_WIDTH = 10, YEAR_DAYS = 365 };

const struct sums_identity sums_identities[SUMS_IDENTITIES] = {
	{"awarded + excess = outstanding + paid + direct + advanced",
	 {"awarded", "excess", NULL, NULL},
	 {"outstanding", "paid", "direct", "advanced"}},
	{"outstanding = uncollected + held + unclaimed",
	 {"outstanding", NULL, NULL, NULL},
	 {"uncollected", "held", "unclaimed", NULL}},
};

uint8_t sums_column(const struct sums *sums, const char *name)
{
	size_t i;

	for (i = 0; i < sums->column_count; i++) {
		if (strcmp(sums->columns[i].name, name) == 0)
			return (uint8_t)i;
	}
	return SUMS_NONE;
}

bool sums_too_large(int64_t minor)
{
	return minor <= -XL_EXACT || minor >= XL_EXACT;
}

static void find_roles(struct sums *sums)
{
	static const char *const sections[] = {"book", "list", "proof"};
	struct sums_roles *roles = &sums->roles;
	size_t i;

	roles->currency = sums_column(sums, "currency");
	roles->bucket = sums_column(sums, "bucket");
	roles->section = roles->bucket;
	for (i = 0; i < sizeof sections / sizeof sections[0]; i++)
		if (roles->section == SUMS_NONE)
			roles->section = sums_column(sums, sections[i]);
	roles->days = sums_column(sums, "days");
	roles->amount = sums_column(sums, "outstanding");
	roles->group = sums_column(sums, "province");
	roles->start = sums_column(sums, "in_force");
	roles->code = sums_column(sums, "claim");
	roles->first_paid = sums_column(sums, "first_paid");
	roles->uncollected = sums_column(sums, "uncollected");
	roles->held = sums_column(sums, "held");
	roles->writ = sums_column(sums, "writ_expires");
}

/* False when the dataset lacks one of the columns. */
static bool find_columns(const struct sums *sums, const char *const names[4],
			 uint8_t columns[4])
{
	size_t i;

	for (i = 0; i < 4; i++) {
		columns[i] = SUMS_NONE;
		if (names[i] == NULL)
			continue;
		columns[i] = sums_column(sums, names[i]);
		if (columns[i] == SUMS_NONE)
			return false;
	}
	return true;
}

static void find_identities(struct sums *sums)
{
	size_t i;

	for (i = 0; i < SUMS_IDENTITIES; i++)
		sums->identity[i] = find_columns(sums, sums_identities[i].left,
						 sums->left[i]) &&
				    find_columns(sums, sums_identities[i].right,
						 sums->right[i]);
}

/* Both sets of REPORTS.md in their order, so that empty buckets show. */
_Static_assert((int)DELAY_BUCKETS_MAX == (int)XL_BUCKETS_MAX,
	       "a colour a bucket");

static void name_buckets(struct sums *sums, const char *report,
			 const struct report_terms *terms)
{
	const struct delay_scale *scale = strcmp(report, "aged-grants") == 0
						  ? &terms->shorts
						  : &terms->longs;
	size_t i;

	if (sums->roles.bucket == SUMS_NONE)
		return;
	sums->section_count = scale->count;
	for (i = 0; i < sums->section_count; i++)
		text_add_string(&sums->section_name[i], scale->name[i]);
}

static void weigh_places(struct sums *sums)
{
	uint64_t k;

	sums->weights = mem_alloc(SUMS_TEXT_PLACES * sizeof *sums->weights);
	for (k = 0; k < SUMS_TEXT_PLACES; k++) {
		uint64_t base = k + 1001;

		sums->weights[k] = (uint32_t)(base * base * base % SUMS_PRIME);
	}
}

void sums_init(struct sums *sums, const char *report, int32_t as_of,
	       const struct report_terms *terms)
{

	assert(sums->column_count <= DATASET_COLUMNS_MAX);
	sums->as_of = as_of;
	find_roles(sums);
	find_identities(sums);
	name_buckets(sums, report, terms);
	sums->writ_days = terms->writ_days;
	weigh_places(sums);
}

void sums_release(struct sums *sums)
{
	size_t i;

	for (i = 0; i < SUMS_SECTIONS_MAX; i++)
		text_release(&sums->section_name[i]);
	for (i = 0; i < SUMS_GROUPS_MAX; i++)
		text_release(&sums->group_name[i]);
	text_release(&sums->oldest.code);
	free(sums->currency);
	free(sums->weights);
}

const struct sums_currency *sums_of(const struct sums *sums, uint8_t currency)
{
	size_t i;

	for (i = 0; i < sums->currency_count; i++) {
		if (sums->currency[i].currency == currency)
			return &sums->currency[i];
	}
	return NULL;
}

static struct sums_currency *make_currency(struct sums *sums, uint8_t currency)
{
	struct sums_currency *made;
	size_t i;

	for (i = 0; i < sums->currency_count; i++) {
		if (sums->currency[i].currency == currency)
			return &sums->currency[i];
	}
	sums->currency =
		mem_grow(sums->currency, &sums->currency_room,
			 sums->currency_count + 1, sizeof *sums->currency);
	made = &sums->currency[sums->currency_count++];
	memset(made, 0, sizeof *made);
	made->currency = currency;
	if (currency_digits(currency) > sums->digits_max)
		sums->digits_max = currency_digits(currency);
	return made;
}

/* The row's number on its sheet, from 1. */
static uint64_t row_weight(const struct sums *sums)
{
	return sums->rows % SUMS_SHEET_ROWS + 1;
}

static uint64_t weighted(const struct sums *sums, int64_t value)
{
	int64_t rest = value % SUMS_PRIME;

	if (rest < 0)
		rest += SUMS_PRIME;
	return (uint64_t)rest * row_weight(sums) % SUMS_PRIME;
}

static bool is_unsafe(int64_t value)
{
	return value <= -SUMS_VALUE_MAX || value >= SUMS_VALUE_MAX;
}

static void widen(struct sums_column *column, size_t width)
{
	if (width > column->width)
		column->width = width;
}

/* Places of a text, its fingerprint added on the way. */
static size_t add_places(struct sums *sums, struct sums_column *column,
			 struct slice text)
{
	size_t place = 0;
	uint32_t point;

	while (xl_text_next(&text, &point)) {
		if (point > 0xFFFF || place >= SUMS_TEXT_PLACES)
			column->by_length = true;
		else
			column->fingerprint +=
				weighted(sums, (int64_t)((uint64_t)point *
							 sums->weights[place]));
		/* Spreadsheets differ in how many this is. */
		if (point > 0xFFFF)
			column->unsafe |= SUMS_UNSAFE_VALUE;
		place++;
	}
	return place;
}

/* The same for rows that are too many for it: their number alone. */
static size_t count_places(struct sums_column *column, struct slice text)
{
	size_t i, count = 0;

	for (i = 0; i < text.size; i++) {
		unsigned int byte = (unsigned char)text.bytes[i];

		count += (byte & 0xC0) != 0x80;
		if (byte >= 0xF0)
			column->unsafe |= SUMS_UNSAFE_VALUE;
	}
	return count;
}

static void add_text(struct sums *sums, struct sums_column *column,
		     struct slice text)
{
	size_t places;

	if (text.size == 0)
		return;
	column->filled++;
	places = sums->rows < SUMS_TEXT_ROWS ? add_places(sums, column, text)
					     : count_places(column, text);
	column->lengths += weighted(sums, (int64_t)places);
	if (places > column->characters)
		column->characters = places;
	widen(column, places);
}

static size_t digits_of(int64_t value)
{
	size_t count = value < 0 ? 2 : 1;

	while (value >= 10 || value <= -10) {
		value /= 10;
		count++;
	}
	return count;
}

/* Digits, sign, separators of thousands and the fraction. */
static size_t money_width(int64_t minor, int digits)
{
	size_t whole;
	int i;

	for (i = 0; i < digits; i++)
		minor /= 10;
	whole = digits_of(minor);
	return whole + (whole - 1) / 3 + (digits > 0 ? (size_t)digits + 1 : 0);
}

static void add_number(struct sums *sums, struct sums_column *column,
		       const struct cell *cell, enum cell_kind kind)
{
	int64_t value = cell->number;

	if (cell->empty || (kind == CELL_DAY && value == DAY_NONE))
		return;
	column->filled++;
	if (kind == CELL_DAY)
		value += SERIAL_1970;
	if (is_unsafe(value))
		column->unsafe |= SUMS_UNSAFE_VALUE;
	if (sums_too_large(value))
		column->too_large++;
	if (!money_add(column->total, value, &column->total))
		column->unsafe |= SUMS_UNSAFE_TOTAL;
	column->fingerprint += weighted(sums, value);
	widen(column, kind == CELL_DAY ? DAY_WIDTH
		      : kind == CELL_SHARE
			      ? 7
			      : money_width(value, kind == CELL_TENTHS));
}

static void add_money(struct sums *sums, size_t index, const struct cell *cell)
{
	struct sums_column *column = &sums->column[index];
	struct sums_currency *sum;

	if (cell->empty)
		return;
	column->filled++;
	if (cell->currency == CURRENCY_NONE)
		return;
	sum = make_currency(sums, cell->currency);
	if (is_unsafe(cell->number))
		sum->unsafe[index] |= SUMS_UNSAFE_VALUE;
	if (sums_too_large(cell->number)) {
		column->too_large++;
		sum->unsafe[index] |= SUMS_UNSAFE_TOTAL;
	}
	if (!money_add(sum->total[index], cell->number, &sum->total[index]))
		sum->unsafe[index] |= SUMS_UNSAFE_TOTAL | SUMS_OVERFLOW;
	sum->fingerprint[index] += weighted(sums, cell->number);
	widen(column,
	      money_width(cell->number, currency_digits(cell->currency)));
}

/* Number of a name in a list that it joins; the last takes all others. */
static size_t name_index(struct text *names, size_t *count, size_t most,
			 struct slice name)
{
	size_t i;

	for (i = 0; i < *count; i++) {
		if (slice_is(name, names[i].bytes))
			return i;
	}
	if (*count == most)
		return most - 1;
	if (*count == most - 1)
		text_add_string(&names[*count], "(others)");
	else
		text_add(&names[*count], name.bytes, name.size);
	return (*count)++;
}

static int64_t number_at(const struct cell *cells, uint8_t column)
{
	return column == SUMS_NONE || cells[column].empty
		       ? 0
		       : cells[column].number;
}

static void add_findings(struct sums *sums, const struct cell *cells,
			 struct sums_currency *sum)
{
	const struct sums_roles *roles = &sums->roles;
	int64_t amount = number_at(cells, roles->amount);
	int64_t days = number_at(cells, roles->days);
	int64_t writ;

	if (amount == 0)
		return;
	sums->due++;
	if (days > YEAR_DAYS) {
		sums->late++;
		(void)!money_add(sum->late, amount, &sum->late);
	}
	if (roles->first_paid != SUMS_NONE &&
	    cells[roles->first_paid].number == DAY_NONE)
		sums->unpaid++;
	if (roles->start != SUMS_NONE &&
	    (!sums->oldest.known || days > sums->oldest.days)) {
		sums->oldest.known = true;
		sums->oldest.days = days;
		sums->oldest.start = (int32_t)cells[roles->start].number;
		text_clear(&sums->oldest.code);
		if (roles->code != SUMS_NONE)
			text_add(&sums->oldest.code,
				 cells[roles->code].text.bytes,
				 cells[roles->code].text.size);
	}
	if (roles->writ == SUMS_NONE || cells[roles->writ].number == DAY_NONE ||
	    number_at(cells, roles->uncollected) == 0)
		return;
	writ = cells[roles->writ].number;
	if (writ < sums->as_of)
		sums->writs_expired++;
	else if (writ <= sums->as_of + sums->writ_days)
		sums->writs_soon++;
}

/* The row's section; all names that find no place share the last. */
static size_t add_section(struct sums *sums, const struct cell *cells,
			  struct sums_currency *sum)
{
	struct slice name = cells[sums->roles.section].text;
	struct sums_section *section;
	size_t number = 0, i;

	if (name.size > 0)
		number = name_index(sums->section_name, &sums->section_count,
				    SUMS_SECTIONS_MAX, name);
	section = &sum->section[number];
	section->rows++;
	for (i = 0; i < sums->column_count; i++) {
		if (sums->columns[i].kind == CELL_MONEY && !cells[i].empty)
			(void)!money_add(section->total[i], cells[i].number,
					 &section->total[i]);
	}
	return number;
}

static void add_group(struct sums *sums, const struct cell *cells,
		      struct sums_currency *sum, size_t section)
{
	static const struct slice none = {"(none)", 6};
	const struct sums_roles *roles = &sums->roles;
	struct slice name = cells[roles->group].text;
	size_t group = name_index(sums->group_name, &sums->group_count,
				  SUMS_GROUPS_MAX, name.size > 0 ? name : none);

	(void)!money_add(sum->group[group][section],
			 number_at(cells, roles->amount),
			 &sum->group[group][section]);
}

/* Section and group; the row's currency is that of its code. */
static void add_ageing(struct sums *sums, const struct cell *cells)
{
	const struct sums_roles *roles = &sums->roles;
	struct slice code = cells[roles->currency].text;
	uint8_t currency = currency_find(code.bytes, code.size);
	struct sums_currency *sum;
	size_t section;

	if (currency == CURRENCY_NONE)
		return;
	sum = make_currency(sums, currency);
	sum->rows++;
	if (roles->section == SUMS_NONE)
		return;
	section = add_section(sums, cells, sum);
	if (roles->amount == SUMS_NONE)
		return;
	if (roles->group != SUMS_NONE)
		add_group(sums, cells, sum, section);
	add_findings(sums, cells, sum);
}

static uint64_t add_columns(const struct cell *cells, const uint8_t columns[4])
{
	uint64_t sum = 0; /* wraps alike on both sides */
	size_t i;

	for (i = 0; i < 4 && columns[i] != SUMS_NONE; i++)
		sum += (uint64_t)number_at(cells, columns[i]);
	return sum;
}

static void add_identities(struct sums *sums, const struct cell *cells)
{
	size_t i;

	for (i = 0; i < SUMS_IDENTITIES; i++) {
		if (sums->identity[i] &&
		    add_columns(cells, sums->left[i]) !=
			    add_columns(cells, sums->right[i]))
			sums->broken[i]++;
	}
}

void sums_add(struct sums *sums, const struct cell *cells)
{
	size_t i;

	for (i = 0; i < sums->column_count; i++) {
		enum cell_kind kind = sums->columns[i].kind;

		if (kind == CELL_TEXT || kind == CELL_CODE)
			add_text(sums, &sums->column[i], cells[i].text);
		else if (kind == CELL_MONEY)
			add_money(sums, i, &cells[i]);
		else
			add_number(sums, &sums->column[i], &cells[i], kind);
	}
	if (sums->roles.currency != SUMS_NONE)
		add_ageing(sums, cells);
	add_identities(sums, cells);
	sums->rows++;
}

static int more_rows(const void *a, const void *b)
{
	const struct sums_currency *left = a;
	const struct sums_currency *right = b;

	if (left->outside != right->outside)
		return left->outside ? 1 : -1;
	if (left->rows != right->rows)
		return left->rows > right->rows ? -1 : 1;
	return left->currency < right->currency ? -1 : 1;
}

/* Totals are cells too: make columns wide enough for them. */
static void settle_currency(struct sums *sums, struct sums_currency *sum)
{
	size_t i;

	for (i = 0; i < sums->column_count; i++) {
		if (sums->columns[i].kind != CELL_MONEY)
			continue;
		widen(&sums->column[i],
		      1 + money_width(sum->total[i],
				      currency_digits(sum->currency)));
		if (sum->total[i] > SUMS_TOTAL_MAX ||
		    sum->total[i] < -SUMS_TOTAL_MAX)
			sum->unsafe[i] |= SUMS_UNSAFE_TOTAL;
	}
	i = sums->roles.amount;
	sum->outside = i != SUMS_NONE && (sum->unsafe[i] & SUMS_UNSAFE_TOTAL);
}

/* Insertion sort: there are two dozen at most. */
static void order_groups(struct sums *sums)
{
	size_t i, at;

	for (i = 0; i < sums->group_count; i++) {
		const struct text *name = &sums->group_name[i];

		for (at = i; at > 0; at--) {
			size_t before = sums->group_order[at - 1];

			if (strcmp(sums->group_name[before].bytes,
				   name->bytes) <= 0)
				break;
			sums->group_order[at] = before;
		}
		sums->group_order[at] = i;
	}
}

void sums_finish(struct sums *sums)
{
	size_t i;

	order_groups(sums);
	for (i = 0; i < sums->currency_count; i++)
		settle_currency(sums, &sums->currency[i]);
	if (sums->currency_count > 1)
		qsort(sums->currency, sums->currency_count,
		      sizeof *sums->currency, more_rows);
	for (i = 0; i < sums->column_count; i++) {
		struct sums_column *column = &sums->column[i];

		if (sums->rows > SUMS_TEXT_ROWS ||
		    sums->rows * (column->characters + 1) > SUMS_TEXT_CELLS)
			column->by_length = true;
		if (column->total > SUMS_TOTAL_MAX)
			column->unsafe |= SUMS_UNSAFE_TOTAL;
	}
}
