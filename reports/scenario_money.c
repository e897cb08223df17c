/* scenario_money.c: one pass over the journal, one over contributions. */
#include "reports/scenario_money.h"

#include "ledger/base/arena.h"
#include "reports/reversals.h"
#include "reports/scenario_cap.h"

#include <stdlib.h>

enum { PLACES_MAX = 10 };

struct scenario_money {
	struct moment moment;
	const struct scenario_terms *terms;
	struct scenario_changes changes;
	struct scenario_fund *fund;
	struct scenario_cap *cap; /* NULL: there is none */
	int64_t *with;		  /* [currency] */
	bool *awards;		  /* [currency]: awards were kept in it */
};

/* ---- the journal --------------------------------------------------------- */

static enum status too_large(struct err *err)
{
	return err_set(err, STATUS_OVERFLOW,
		       "the scenario's money does not fit; give a smaller "
		       "amount to --with");
}

static enum status note_change(struct scenario_money *money,
			       const struct event *event, struct err *err)
{
	struct scenario_changes *changes = &money->changes;
	struct slice factor = event_field(event, COLUMN_FACTOR);
	struct scenario_change *change;

	if (scenario_change_of(changes, event->currency, event->date) != NULL)
		return STATUS_OK;
	if (scenario_change_of(changes, event->quote, money->moment.day) !=
	    NULL)
		return err_set(err, STATUS_INVALID,
			       "%s became %s, which had ended: a scenario "
			       "cannot follow a currency that comes back",
			       currency_code(event->currency),
			       currency_code(event->quote));
	if (changes->count == SCENARIO_CHANGES_MAX)
		return err_set(err, STATUS_OVERFLOW,
			       "more than %d currencies ended; a scenario "
			       "cannot follow them",
			       SCENARIO_CHANGES_MAX);
	change = &changes->row[changes->count++];
	change->old = event->currency;
	change->fresh = event->quote;
	change->day = event->date;
	if (decimal_parse(factor.bytes, factor.size, PLACES_MAX,
			  &change->factor) != DECIMAL_OK)
		return err_set(err, STATUS_CORRUPT,
			       "the factor of a redenomination cannot be read; "
			       "run `redress verify`");
	return STATUS_OK;
}

static enum status note_lines(struct scenario_money *money,
			      const struct entry *entry, struct err *err)
{
	enum account cash = account_of(ACCOUNT_FUND_CASH, FUND_COMPENSATION);
	size_t i;

	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];

		if (line->account == ACCOUNT_AWARDS_OWED)
			money->awards[line->currency] = true;
		if (line->account == cash &&
		    !scenario_fund_add(money->fund, line->currency,
				       entry->event.date, line->amount))
			return too_large(err);
	}
	return STATUS_OK;
}

static enum status note_entry(struct scenario_money *money,
			      const struct entry *entry, bool stands,
			      struct err *err)
{
	const struct event *event = &entry->event;
	struct slice rate = event_field(event, COLUMN_RATE);
	enum status status = STATUS_OK;

	if (event->code == EVENT_CURRENCY_REDENOMINATED)
		status = note_change(money, event, err);
	else if (event->code == EVENT_RATE_SET && stands && money->cap != NULL)
		scenario_cap_rate(money->cap, event->date, event->currency,
				  event->quote, rate);
	if (status != STATUS_OK)
		return status;
	return note_lines(money, entry, err);
}

static enum status read_entries(struct scenario_money *money, struct book *book,
				const struct reversals *reversals,
				struct err *err)
{
	struct journal_cursor *entries;
	struct entry entry;
	enum status status = entries_open(book, 1, &entries, err);

	if (status != STATUS_OK)
		return status;
	while ((status = entries_next(entries, &entry, err)) == STATUS_OK) {
		if (!moment_sees(money->moment, entry.event.date, entry.seq))
			continue;
		status = note_entry(money, &entry,
				    reversals_stands(reversals, &entry), err);
		if (status != STATUS_OK)
			break;
	}
	entries_close(entries);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status read_journal(struct scenario_money *money, struct book *book,
				struct err *err)
{
	struct reversals *reversals;
	enum status status =
		reversals_open(book, money->moment, &reversals, err);

	if (status != STATUS_OK)
		return status;
	status = read_entries(money, book, reversals, err);
	reversals_close(reversals);
	return status;
}

/* ---- what was promised --------------------------------------------------- */

static bool is_promise(const struct scenario_money *money,
		       const struct move *move)
{
	switch ((int)move->account) {
	case ACCOUNT_CONTRIBUTIONS_PROPOSED:
		return money->terms->with == SCENARIO_WITH_PROPOSED;
	case ACCOUNT_CONTRIBUTIONS_APPROVED:
	case ACCOUNT_FUND_RECEIVABLE + FUND_COMPENSATION:
		return true;
	default:
		return false;
	}
}

static bool add_with(struct scenario_money *money, uint8_t currency,
		     int32_t day, int64_t amount)
{
	if (day > money->moment.day)
		return true;
	return money_add(money->with[currency], amount,
			 &money->with[currency]) &&
	       scenario_fund_add(money->fund, currency, day, amount);
}

static bool add_promises(struct scenario_money *money, const struct item *item)
{
	struct slice fund = moment_text(item, COLUMN_FUND, money->moment);
	size_t i;

	if (choice_find(COLUMN_FUND, fund.bytes, fund.size) !=
	    FUND_COMPENSATION)
		return true;
	for (i = 0; i < item->move_count; i++) {
		const struct move *move = &item->moves[i];

		if (moment_sees(money->moment, move->day, move->seq) &&
		    is_promise(money, move) &&
		    !add_with(money, move->currency, move->day, move->amount))
			return false;
	}
	return true;
}

static enum status read_promises(struct scenario_money *money,
				 struct book *book, struct err *err)
{
	const struct item *item;
	struct items *items;
	enum status status = items_open(book, ITEM_CONTRIBUTION, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK)
		if (!add_promises(money, item)) {
			status = too_large(err);
			break;
		}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

/* ---- an amount from the first day on ------------------------------------- */

/* The currency of the book's awards; CURRENCY_NONE: there are none. */
static enum status book_currency(const struct scenario_money *money,
				 const char *option, uint8_t *out,
				 struct err *err)
{
	uint8_t currency;

	*out = CURRENCY_NONE;
	for (currency = 0; currency < currency_count(); currency++) {
		uint8_t now = scenario_currency(&money->changes, currency,
						money->moment.day);

		if (!money->awards[currency] || now == *out)
			continue;
		if (*out != CURRENCY_NONE)
			return err_set(
				err, STATUS_INVALID,
				"awards stand in %s and in %s: say which "
				"%s means, for instance 5000%s",
				currency_code(*out), currency_code(now), option,
				currency_code(now));
		*out = now;
	}
	return STATUS_OK;
}

/* What was sent as minor units, in its own currency or that of the book. */
static enum status settle_sum(const struct scenario_money *money,
			      const struct scenario_sum *sum,
			      const char *option, struct scenario_amount *out,
			      struct err *err)
{
	enum status status = STATUS_OK;

	out->currency = sum->currency;
	out->minor = 0;
	if (sum->currency == CURRENCY_NONE)
		status = book_currency(money, option, &out->currency, err);
	if (status != STATUS_OK || out->currency == CURRENCY_NONE)
		return status;
	if (decimal_minor(sum->value, currency_digits(out->currency),
			  &out->minor) == DECIMAL_OK)
		return STATUS_OK;
	return err_set(err, STATUS_INVALID,
		       "%s has more digits than an amount in %s takes", option,
		       currency_code(out->currency));
}

/* The change by which a currency came to be what it is, or NULL. */
static const struct scenario_change *
born_of(const struct scenario_changes *changes, uint8_t currency)
{
	size_t i;

	for (i = 0; i < changes->count; i++)
		if (changes->row[i].fresh == currency)
			return &changes->row[i];
	return NULL;
}

/* From one currency's end back to its beginning, and the one before. */
static bool start_before(struct scenario_money *money,
			 struct scenario_amount amount, int32_t end)
{
	const struct scenario_change *born;
	size_t steps = 0;

	while ((born = born_of(&money->changes, amount.currency)) != NULL &&
	       steps++ < money->changes.count) {
		if (!add_with(money, amount.currency, born->day,
			      amount.minor) ||
		    !add_with(money, amount.currency, end, -amount.minor))
			return false;
		end = born->day;
		amount.minor = scenario_back(born, amount.minor);
		amount.currency = born->old;
		if (amount.minor == INT64_MAX)
			return false;
	}
	return add_with(money, amount.currency, DAY_FIRST, amount.minor) &&
	       add_with(money, amount.currency, end, -amount.minor);
}

/* And on into what becomes of it. */
static bool start_with(struct scenario_money *money,
		       struct scenario_amount amount)
{
	const struct scenario_change *end = scenario_change_of(
		&money->changes, amount.currency, money->moment.day);
	int32_t never = money->moment.day + 1;

	if (!start_before(money, amount, end == NULL ? never : end->day))
		return false;
	while (end != NULL) {
		int32_t day = end->day;

		amount.minor = scenario_forward(end, amount.minor);
		amount.currency = end->fresh;
		end = scenario_change_of(&money->changes, amount.currency,
					 money->moment.day);
		if (amount.minor == INT64_MAX ||
		    !add_with(money, amount.currency, day, amount.minor) ||
		    !add_with(money, amount.currency,
			      end == NULL ? never : end->day, -amount.minor))
			return false;
	}
	return true;
}

static enum status read_amount(struct scenario_money *money, struct err *err)
{
	struct scenario_amount amount;
	enum status status =
		settle_sum(money, &money->terms->money, "--with", &amount, err);

	if (status != STATUS_OK || amount.currency == CURRENCY_NONE)
		return status;
	return start_with(money, amount) ? STATUS_OK : too_large(err);
}

/* ---- opening and asking -------------------------------------------------- */

static enum status read_with(struct scenario_money *money, struct book *book,
			     struct err *err)
{
	enum status status = STATUS_OK;

	if (money->terms->with == SCENARIO_WITH_AMOUNT)
		status = read_amount(money, err);
	else if (money->terms->with != SCENARIO_WITH_NOTHING)
		status = read_promises(money, book, err);
	if (status == STATUS_OK && !scenario_fund_settle(money->fund))
		status = too_large(err);
	return status;
}

static enum status settle_cap(struct scenario_money *money, struct err *err)
{
	struct scenario_amount amount;
	enum status status;

	if (money->cap == NULL)
		return STATUS_OK;
	status = settle_sum(money, &money->terms->cap, "--cap", &amount, err);
	if (status != STATUS_OK)
		return status;
	if (amount.currency != CURRENCY_NONE) {
		scenario_cap_settle(money->cap, amount);
		return STATUS_OK;
	}
	/* Nothing was ever owed: there is nothing to bound. */
	scenario_cap_free(money->cap);
	money->cap = NULL;
	return STATUS_OK;
}

enum status scenario_money_open(struct book *book, struct moment moment,
				const struct scenario_terms *terms,
				struct scenario_money **out, struct err *err)
{
	struct scenario_money *money = mem_alloc(sizeof *money);
	enum status status;

	money->moment = moment;
	money->terms = terms;
	money->fund = scenario_fund_new(&money->changes, moment.day);
	money->with = mem_alloc(currency_count() * sizeof *money->with);
	money->awards = mem_alloc(currency_count() * sizeof *money->awards);
	if (terms->capped)
		money->cap = scenario_cap_new(&money->changes, moment.day);
	status = read_journal(money, book, err);
	if (status == STATUS_OK)
		status = read_with(money, book, err);
	if (status == STATUS_OK)
		status = settle_cap(money, err);
	if (status == STATUS_OK)
		*out = money;
	else
		scenario_money_close(money);
	return status;
}

void scenario_money_close(struct scenario_money *money)
{
	if (money == NULL)
		return;
	scenario_fund_free(money->fund);
	scenario_cap_free(money->cap);
	free(money->with);
	free(money->awards);
	free(money);
}

const struct scenario_changes *
scenario_money_changes(const struct scenario_money *money)
{
	return &money->changes;
}

const struct scenario_fund *
scenario_money_fund(const struct scenario_money *money)
{
	return money->fund;
}

int64_t scenario_money_with(const struct scenario_money *money,
			    uint8_t currency)
{
	return money->with[currency];
}

enum status scenario_money_cap(struct scenario_money *money, uint8_t currency,
			       int32_t day, int64_t *cap, struct err *err)
{
	*cap = INT64_MAX;
	if (money->cap == NULL)
		return STATUS_OK;
	return scenario_cap_at(money->cap, currency, day, cap, err);
}
