/*
 * guard.c: the rules of EVENTS.md section 5, tested before a row is posted.
 *
 * For each account and item that a row touches: what it takes away must
 * have been there at the end of the row's date and of every later day. More
 * than is there after all rows is `exceeds`; enough in the end but short on
 * some day is `overdrawn`, and so is a lack of cash. Mirror accounts equal
 * their stages, so only the stages are tested; but the rounding of a
 * redenomination can part them, and from then on they are tested too.
 */
#include "ledger/rules/play.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What a row adds to one account, item and currency in all. */
struct net {
	struct item *item;
	enum account account;
	uint8_t currency;
	int64_t amount; /* on the account's own side */
};

static const char *account_label(enum account account)
{
	switch ((int)account) {
	case ACCOUNT_AWARDS_OWED:
		return "what is uncollected";
	case ACCOUNT_TRUST_VICTIMS:
		return "what is held";
	case ACCOUNT_TRUST_UNCLAIMED:
		return "what lies unclaimed";
	case ACCOUNT_TRUST_UNAPPLIED:
		return "what is unapplied";
	case ACCOUNT_TRUST_PROCEEDS:
		return "what is left of the proceeds";
	case ACCOUNT_TRUST_STATE:
		return "what is due to the State";
	case SUM_PRINCIPAL:
		return "the principal";
	case SUM_INDEXATION:
		return "the indexation";
	case SUM_PAID:
		return "what was paid";
	case SUM_DIRECT:
		return "what was paid directly";
	case SUM_ADVANCED:
		return "what was advanced";
	case SUM_PROPOSED:
		return "what was proposed";
	case SUM_APPROVED:
		return "what was approved";
	case SUM_BOUND:
		return "what was bound";
	case SUM_RECEIVED:
		return "what was received";
	case SUM_VALUATION:
		return "the value";
	default:
		return account_is_sum(account) ? "the sum"
					       : account_row(account)->name;
	}
}

static int compare_nets(const void *a, const void *b)
{
	const struct net *x = a;
	const struct net *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	if (x->account != y->account)
		return x->account < y->account ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

static size_t collect(const struct line *lines, size_t count, bool mirrors,
		      struct net *nets)
{
	size_t filled = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		enum account account = lines[i].account;
		enum side side = account_side(account);

		if (side == SIDE_FREE ||
		    (!account_is_sum(account) && !mirrors &&
		     account_row(account)->mirror))
			continue;
		nets[filled].item = lines[i].of;
		nets[filled].account = account;
		nets[filled].currency = lines[i].currency;
		nets[filled].amount = account_sign(account) * lines[i].amount;
		filled++;
	}
	return filled;
}

/* Sum the nets of equal account, item and currency. */
static size_t merge(struct net *nets, size_t count)
{
	size_t kept = 0;
	size_t i;

	if (count == 0)
		return 0;
	qsort(nets, count, sizeof *nets, compare_nets);
	for (i = 1; i < count; i++) {
		if (compare_nets(&nets[kept], &nets[i]) == 0)
			nets[kept].amount += nets[i].amount;
		else
			nets[++kept] = nets[i];
	}
	return kept + 1;
}

static struct series *series_of(const struct play *play, const struct net *net)
{
	return play->shelf->series(play->shelf->owner, net->account,
				   net->currency);
}

static bool is_cash(const struct net *net)
{
	return net->item == NULL && account_row(net->account)->cash;
}

static bool is_mirror(const struct net *net)
{
	return !account_is_sum(net->account) &&
	       account_row(net->account)->mirror;
}

static int64_t there_now(const struct play *play, const struct net *net)
{
	int64_t ending;

	if (net->item == NULL)
		ending = series_of(play, net)->ending;
	else
		ending = item_ending(net->item, net->account, net->currency);
	return account_sign(net->account) * ending;
}

static bool test_exceeds(struct play *play, const struct net *net)
{
	char there[MONEY_TEXT_SIZE];
	char taken[MONEY_TEXT_SIZE];
	int digits = currency_digits(net->currency);
	int64_t now = there_now(play, net);

	if (is_cash(net) || is_mirror(net) ||
	    play->event->code == EVENT_REVERSED || now + net->amount >= 0)
		return true;
	money_format(now, digits, there);
	money_format(-net->amount, digits, taken);
	return play_refuse(
		play, REFUSAL_EXCEEDS, COLUMN_AMOUNT,
		"%s%s%s%s%s is %s %s, less than the %s of the row; "
		"post what comes before it, or correct the amount",
		net->item == NULL ? "" : item_kind_name(net->item->kind),
		net->item == NULL ? "" : " ",
		net->item == NULL ? "" : net->item->code,
		net->item == NULL ? "" : ": ", account_label(net->account),
		there, currency_code(net->currency), taken);
}

static bool test_days(struct play *play, const struct net *net)
{
	int32_t from = play->event->date;
	int64_t least;
	int32_t day;
	char text[DAY_TEXT_SIZE];

	least = net->item == NULL
			? series_least(series_of(play, net),
				       account_sign(net->account), from)
			: item_least(net->item, net->account, net->currency,
				     from);
	if (least + net->amount >= 0)
		return true;
	day = net->item == NULL
		      ? series_short_on(series_of(play, net),
					account_sign(net->account), from,
					-net->amount)
		      : item_short_on(net->item, net->account, net->currency,
				      from, -net->amount);
	assert(day != DAY_NONE);
	day_format(day, text);
	return play_refuse(play, REFUSAL_OVERDRAWN, COLUMN_AMOUNT,
			   "on %s %s%s%s would fall below 0; date the row "
			   "later, post what came in before it, or correct the "
			   "amount",
			   text, account_label(net->account),
			   net->item == NULL ? "" : " of ",
			   net->item == NULL ? "" : net->item->code);
}

static int64_t net_of(const struct net *nets, size_t count,
		      const struct net *like, enum account account)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (nets[i].item == like->item && nets[i].account == account &&
		    nets[i].currency == like->currency)
			return nets[i].amount;
	return 0;
}

/* What an asset's proceeds are above its property at the end of a day. */
static int64_t above_property(const struct net *net, int32_t day)
{
	return -item_at(net->item, ACCOUNT_TRUST_PROCEEDS, net->currency, day) -
	       item_at(net->item, ACCOUNT_TRUST_PROPERTY, net->currency, day);
}

/* An asset's proceeds are never less than its property, on any day. */
static bool test_property(struct play *play, const struct net *nets,
			  size_t count, const struct net *net)
{
	int64_t change = net_of(nets, count, net, ACCOUNT_TRUST_PROCEEDS) -
			 net_of(nets, count, net, ACCOUNT_TRUST_PROPERTY);
	int32_t day = play->event->date;
	char text[DAY_TEXT_SIZE];
	size_t i = 0;

	while (above_property(net, day) + change >= 0) {
		while (i < net->item->move_count &&
		       net->item->moves[i].day <= day)
			i++;
		if (i == net->item->move_count)
			return true;
		day = net->item->moves[i].day;
	}
	day_format(day, text);
	return play_refuse(play, REFUSAL_OVERDRAWN, COLUMN_AMOUNT,
			   "on %s the proceeds of asset %s would be less than "
			   "the property held; date the row later or correct "
			   "the amount",
			   text, net->item->code);
}

/* What the row adds to one control account in all, from line i on. */
static bool sum_control(const struct play *play, size_t i, int64_t *sum)
{
	const struct line *line = &play->lines[i];
	size_t j;

	*sum = 0;
	for (j = 0; j < i; j++)
		if (play->lines[j].account == line->account &&
		    play->lines[j].currency == line->currency)
			return true; /* summed with an earlier line */
	for (j = i; j < play->line_count; j++)
		if (play->lines[j].account == line->account &&
		    play->lines[j].currency == line->currency &&
		    !money_add(*sum, play->lines[j].amount, sum))
			return false;
	return true;
}

static bool control_fits(const struct play *play, size_t i)
{
	const struct line *line = &play->lines[i];
	struct series *series = play->shelf->series(
		play->shelf->owner, line->account, line->currency);
	int64_t room = INT64_MAX - (int64_t)series->reach;
	int64_t sum;

	/* far from the limit, which is nearly always: no need to add up */
	if (line->amount < room / 1024 && line->amount > -(room / 1024) &&
	    play->line_count < 1024)
		return true;
	return sum_control(play, i, &sum) &&
	       series_fits(series, play->event->date, sum);
}

/* An award's principal and indexation, together, must fit as well. */
static bool sum_fits(const struct line *line)
{
	int64_t ending = item_ending(line->of, line->account, line->currency);
	enum account other =
		line->account == SUM_PRINCIPAL ? SUM_INDEXATION : SUM_PRINCIPAL;

	if (!money_add(ending, line->amount, &ending))
		return false;
	if (line->account != SUM_PRINCIPAL && line->account != SUM_INDEXATION)
		return true;
	return line->amount < 0 ||
	       money_add(ending, item_ending(line->of, other, line->currency),
			 &ending);
}

/* Every total, of items and of control accounts, must fit 64 bits. */
static bool test_fits(struct play *play)
{
	size_t i;

	for (i = 0; i < play->line_count; i++)
		if (!control_fits(play, i))
			return play_refuse(
				play, REFUSAL_OVERFLOW, COLUMN_AMOUNT,
				"the total of %s would be too large to record",
				account_row(play->lines[i].account)->name);
	for (i = 0; i < play->sum_count; i++)
		if (!sum_fits(&play->sums[i]))
			return play_refuse(
				play, REFUSAL_OVERFLOW, COLUMN_AMOUNT,
				"%s would be too large to record",
				account_label(play->sums[i].account));
	return true;
}

static size_t collect_all(const struct play *play, struct net *nets)
{
	bool mirrors = play->shelf->redenomination_count > 0;
	size_t count = collect(play->lines, play->line_count, mirrors, nets);

	count += collect(play->sums, play->sum_count, mirrors, nets + count);
	return merge(nets, count);
}

/* The lines are in already: nothing more is taken away. */
bool guard_applied(struct play *play, int32_t from)
{
	size_t count = play->line_count + play->sum_count;
	struct net *nets = arena_alloc(play->arena, (count + 1) * sizeof *nets);
	int32_t date = play->event->date;
	bool holds = true;
	size_t i;

	count = collect_all(play, nets);
	for (i = 0; i < count; i++)
		nets[i].amount = 0;
	play->event->date = from;
	for (i = 0; i < count && holds; i++)
		holds = test_days(play, &nets[i]) &&
			((nets[i].account != ACCOUNT_TRUST_PROPERTY &&
			  nets[i].account != ACCOUNT_TRUST_PROCEEDS) ||
			 test_property(play, nets, count, &nets[i]));
	play->event->date = date;
	return holds;
}

bool guard_lines(struct play *play)
{
	struct net few[32];
	struct net *nets = few;
	size_t count = play->line_count + play->sum_count;
	size_t i;

	if (!test_fits(play))
		return false;
	if (count > sizeof few / sizeof few[0])
		nets = arena_alloc(play->arena, count * sizeof *nets);
	count = collect_all(play, nets);
	for (i = 0; i < count; i++)
		if (nets[i].amount < 0 && !test_exceeds(play, &nets[i]))
			return false;
	for (i = 0; i < count; i++)
		if (nets[i].amount < 0 && !test_days(play, &nets[i]))
			return false;
	for (i = 0; i < count; i++)
		if ((nets[i].account == ACCOUNT_TRUST_PROPERTY ||
		     nets[i].account == ACCOUNT_TRUST_PROCEEDS) &&
		    !test_property(play, nets, count, &nets[i]))
			return false;
	return true;
}
