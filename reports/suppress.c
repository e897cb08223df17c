/*
 * suppress.c: bounds by flows, and the cheapest cells that widen them.
 *
 * The network: a node for each row and each column, the sums among them; an
 * arc for each hidden figure. A figure goes from its row to its column; the
 * sum of a row the other way, and so does the sum of a column; the sum of
 * all as a figure does. What a reader cannot tell from the truth is a
 * circulation over these arcs.
 */
#include "reports/suppress.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 2 * (SUPPRESS_LINES_MAX + 1) };

static const int64_t FREE = (int64_t)1 << 61;

struct network {
	const struct suppress *table;
	int64_t *flow; /* how far each figure was moved */
	size_t skip_row, skip_column;
	int64_t enough; /* what a path must carry when cells may be hidden */
};

/* An arc out of a node: the cell, and whether it grows along the arc. */
struct arc {
	size_t row, column;
	bool grows;
	size_t to;
};

static size_t at(const struct suppress *table, size_t row, size_t column)
{
	return row * (table->columns + 1) + column;
}

static size_t cell_count(const struct suppress *table)
{
	return (table->rows + 1) * (table->columns + 1);
}

static size_t column_node(const struct suppress *table, size_t column)
{
	return table->rows + 1 + column;
}

static size_t node_count(const struct suppress *table)
{
	return table->rows + 1 + table->columns + 1;
}

/* Does a cell grow from its row to its column? */
static bool grows_down(const struct suppress *table, size_t row, size_t column)
{
	return (row == table->rows) == (column == table->columns);
}

/* The arc between a node and another; false when both are of one side. */
static bool arc_between(const struct suppress *table, size_t from, size_t to,
			struct arc *arc)
{
	bool down = from <= table->rows;

	if (down == (to <= table->rows))
		return false;
	arc->row = down ? from : to;
	arc->column = (down ? to : from) - table->rows - 1;
	arc->grows = grows_down(table, arc->row, arc->column) == down;
	arc->to = to;
	return true;
}

static bool hides(const struct suppress *table, size_t row, size_t column)
{
	return table->hidden[at(table, row, column)] ||
	       (!table->across && column == table->columns);
}

/* How much further a hidden cell can be moved along an arc. */
static int64_t capacity(const struct network *network, const struct arc *arc)
{
	const struct suppress *table = network->table;
	size_t cell = at(table, arc->row, arc->column);
	int64_t moved =
		network->flow[at(network->table, arc->row, arc->column)];

	if (!hides(table, arc->row, arc->column) ||
	    (arc->row == network->skip_row &&
	     arc->column == network->skip_column))
		return 0;
	/* Sums of rows that are not shown are whatever they have to be. */
	if (!table->across && arc->column == table->columns)
		return FREE;
	if (arc->grows)
		return FREE - moved;
	return table->values[cell] + moved;
}

/* The shortest path with capacity left, by breadth; 0 when there is none. */
static int64_t find_path(const struct network *network, size_t from, size_t to,
			 struct arc came[NODES])
{
	size_t queue[NODES];
	int64_t carries[NODES] = {0};
	size_t first = 0;
	size_t last = 0;

	queue[last++] = from;
	carries[from] = FREE;
	while (first < last && carries[to] == 0) {
		size_t node = queue[first++];
		size_t next;

		for (next = 0; next < node_count(network->table); next++) {
			struct arc arc;
			int64_t room;

			if (carries[next] != 0 ||
			    !arc_between(network->table, node, next, &arc))
				continue;
			room = capacity(network, &arc);
			if (room <= 0)
				continue;
			carries[next] =
				room < carries[node] ? room : carries[node];
			came[next] = arc;
			queue[last++] = next;
		}
	}
	return carries[to];
}

/* The node that an arc leaves. */
static size_t tail_of(const struct suppress *table, const struct arc *arc)
{
	return arc->to <= table->rows ? column_node(table, arc->column)
				      : arc->row;
}

static void push(struct network *network, size_t from, size_t to,
		 const struct arc came[NODES], int64_t amount)
{
	while (to != from) {
		const struct arc *arc = &came[to];

		network->flow[at(network->table, arc->row, arc->column)] +=
			arc->grows ? amount : -amount;
		to = tail_of(network->table, arc);
	}
}

/* The greatest flow between two nodes, as far as `most`. */
static int64_t flow_between(struct network *network, size_t from, size_t to,
			    int64_t most)
{
	struct arc came[NODES];
	int64_t total = 0;

	memset(network->flow, 0,
	       cell_count(network->table) * sizeof *network->flow);
	while (total < most) {
		int64_t more = find_path(network, from, to, came);

		if (more == 0)
			break;
		push(network, from, to, came, more);
		total += more;
	}
	return total < most ? total : most;
}

/* The ends of a cell's arc in the direction in which it grows. */
static void ends_of(const struct suppress *table, size_t row, size_t column,
		    size_t *from, size_t *to)
{
	bool down = grows_down(table, row, column);

	*from = down ? row : column_node(table, column);
	*to = down ? column_node(table, column) : row;
}

static struct suppress_bounds bounds_within(const struct suppress *table,
					    size_t row, size_t column,
					    int64_t most)
{
	int64_t *flow = mem_alloc(cell_count(table) * sizeof *flow);
	struct network network = {table, flow, row, column, 0};
	int64_t value = table->values[at(table, row, column)];
	struct suppress_bounds bounds;
	size_t from, to;

	ends_of(table, row, column, &from, &to);
	bounds.greatest = value + flow_between(&network, to, from, most);
	bounds.least = value - flow_between(&network, from, to,
					    value < most ? value : most);
	free(flow);
	return bounds;
}

struct suppress_bounds suppress_bounds_of(const struct suppress *table,
					  size_t row, size_t column)
{
	return bounds_within(table, row, column, FREE);
}

bool suppress_small(int64_t count)
{
	return count >= 1 && count <= SUPPRESS_COUNT_MAX;
}

bool suppress_sum(int64_t sum, int64_t greatest, int64_t items)
{
	if (items == 0)
		return false;
	/* Above 2^56 a hundredth more or less is not asked for. */
	while (sum > FREE / 32) {
		sum /= 2;
		greatest /= 2;
	}
	return items < SUPPRESS_ITEMS_MIN ||
	       greatest * 20 > sum * (SUPPRESS_PERCENT_MAX / 5);
}

static int64_t apart(const struct suppress *table, size_t cell)
{
	if (!table->money)
		return SUPPRESS_APART;
	return table->values[cell] == 0 ? 1 : table->values[cell];
}

static bool narrow(const struct suppress *table, size_t row, size_t column)
{
	int64_t wanted = apart(table, at(table, row, column));
	struct suppress_bounds bounds =
		bounds_within(table, row, column, wanted);

	return bounds.greatest - bounds.least < wanted;
}

/* What is lost when a cell is hidden; 0: it is already; negative: never. */
static int64_t price(const struct network *network, const struct arc *arc)
{
	const struct suppress *table = network->table;
	size_t cell = at(table, arc->row, arc->column);
	bool hidden = hides(table, arc->row, arc->column);

	if (arc->row == network->skip_row &&
	    arc->column == network->skip_column)
		return -1;
	if (!table->across && arc->column == table->columns)
		return 0;
	if (arc->row == table->rows && !hidden)
		return -1;
	if (!arc->grows && table->values[cell] < network->enough)
		return -1;
	if (hidden)
		return 0;
	return table->values[cell] + SUPPRESS_APART;
}

struct search {
	int64_t cost[NODES];
	bool settled[NODES];
	struct arc came[NODES];
};

static size_t cheapest(const struct search *search, size_t count)
{
	size_t best = count;
	size_t i;

	for (i = 0; i < count; i++)
		if (!search->settled[i] && search->cost[i] >= 0 &&
		    (best == count || search->cost[i] < search->cost[best]))
			best = i;
	return best;
}

static void relax(const struct network *network, struct search *search,
		  size_t node)
{
	size_t next;

	for (next = 0; next < node_count(network->table); next++) {
		struct arc arc;
		int64_t cost;

		if (search->settled[next] ||
		    !arc_between(network->table, node, next, &arc))
			continue;
		cost = price(network, &arc);
		if (cost < 0)
			continue;
		cost += search->cost[node];
		if (search->cost[next] < 0 || cost < search->cost[next]) {
			search->cost[next] = cost;
			search->came[next] = arc;
		}
	}
}

/*
 * Hide the cheapest cells that let one cell grow by as much as is wanted
 * (Dijkstra); false when none do.
 */
static bool hide_cheapest(struct suppress *table, size_t row, size_t column)
{
	struct network network = {table, NULL, row, column,
				  apart(table, at(table, row, column))};
	struct search search;
	size_t count = node_count(table);
	size_t from, to, node;

	ends_of(table, row, column, &to, &from);
	memset(&search, 0, sizeof search);
	memset(search.cost, 0xff, sizeof search.cost);
	search.cost[from] = 0;
	while ((node = cheapest(&search, count)) < count && node != to) {
		search.settled[node] = true;
		relax(&network, &search, node);
	}
	if (search.cost[to] < 0)
		return false;
	for (node = to; node != from;) {
		const struct arc *arc = &search.came[node];

		table->hidden[at(table, arc->row, arc->column)] = true;
		node = tail_of(table, arc);
	}
	return true;
}

/* Hide a column, sum or not; was anything of it shown? */
static bool hide_column(struct suppress *table, size_t column, bool sum)
{
	bool changed = false;
	size_t row;

	for (row = 0; row < table->rows + sum; row++) {
		bool *hidden = &table->hidden[at(table, row, column)];

		changed = changed || !*hidden;
		*hidden = true;
	}
	return changed;
}

/* The last resorts, the mildest that changes anything. */
static void hide_much(struct suppress *table, size_t column)
{
	bool changed = hide_column(table, column, false);
	size_t i;

	changed = hide_column(table, table->columns, false) || changed;
	for (i = 0; !changed && i < table->columns; i++)
		changed = hide_column(table, i, false);
	if (!changed) {
		hide_column(table, column, true);
		hide_column(table, table->columns, true);
	}
}

/* The column shown with the smallest sum that is not 0, or the sums of rows. */
static size_t smallest_column(const struct suppress *table)
{
	size_t best = table->columns;
	size_t column;

	for (column = 0; column < table->columns; column++) {
		size_t cell = at(table, table->rows, column);

		if (!table->hidden[cell] && table->values[cell] > 0 &&
		    (best == table->columns ||
		     table->values[cell] <
			     table->values[at(table, table->rows, best)]))
			best = column;
	}
	return best;
}

/* Do the hidden sums of columns cover each other? */
static bool sums_covered(const struct suppress *table)
{
	int64_t sum = 0;
	int64_t wanted = 0;
	size_t count = 0;
	size_t column;

	for (column = 0; column < table->columns; column++) {
		size_t cell = at(table, table->rows, column);

		if (!table->hidden[cell])
			continue;
		count++;
		sum += table->values[cell];
		if (apart(table, cell) > wanted)
			wanted = apart(table, cell);
	}
	return count == 0 || (count > 1 && sum >= wanted);
}

/*
 * The sums of columns are made safe by themselves: those hidden are at least
 * two and large enough together, or nothing ties them to what is shown. Each
 * takes its column along, so that any split of them is possible in every
 * table that shares them.
 */
static void hide_under_sums(struct suppress *table)
{
	bool *sums = &table->hidden[at(table, table->rows, 0)];
	size_t column;

	while (table->across && !sums[table->columns] && !sums_covered(table))
		sums[smallest_column(table)] = true;
	for (column = 0; column <= table->columns; column++)
		if (sums[column])
			hide_column(table, column, true);
}

/* Is the cell shown to readers when it is not hidden? */
static bool published(const struct suppress *table, size_t column)
{
	return table->across || column < table->columns;
}

/* Widen the first narrow cell from a place on; false when there is none. */
static bool widen_one(struct suppress *table)
{
	size_t row, column;

	for (row = 0; row <= table->rows; row++)
		for (column = 0; column <= table->columns; column++) {
			if (!published(table, column) ||
			    !table->hidden[at(table, row, column)] ||
			    !narrow(table, row, column))
				continue;
			if (!hide_cheapest(table, row, column))
				hide_much(table, column);
			return true;
		}
	return false;
}

static bool any_narrow(const struct suppress *table)
{
	size_t row, column;

	for (row = 0; row <= table->rows; row++)
		for (column = 0; column <= table->columns; column++)
			if (published(table, column) &&
			    table->hidden[at(table, row, column)] &&
			    narrow(table, row, column))
				return true;
	return false;
}

/* Show again what need not be hidden. */
static void show_again(struct suppress *table, const bool *wanted)
{
	size_t row, column;

	for (row = 0; row < table->rows; row++)
		for (column = 0; column <= table->columns; column++) {
			size_t cell = at(table, row, column);

			if (!table->hidden[cell] || wanted[cell])
				continue;
			table->hidden[cell] = false;
			if (any_narrow(table))
				table->hidden[cell] = true;
		}
}

void suppress_table(struct suppress *table)
{
	size_t cells = cell_count(table);
	bool *wanted = mem_alloc(cells * sizeof *wanted);

	assert(table->rows >= 1 && table->rows <= SUPPRESS_LINES_MAX);
	assert(table->columns >= 1 && table->columns <= SUPPRESS_LINES_MAX);
	hide_under_sums(table);
	memcpy(wanted, table->hidden, cells * sizeof *wanted);
	while (widen_one(table))
		;
	show_again(table, wanted);
	free(wanted);
}

void suppress_counts(struct suppress *table)
{
	size_t cell;

	for (cell = 0; cell < cell_count(table); cell++)
		if (suppress_small(table->values[cell]))
			table->hidden[cell] = true;
	suppress_table(table);
}
