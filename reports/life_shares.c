/* life_shares.c: a spread in words, unit by unit. */
#include "reports/life_parts.h"

#include "ledger/base/currency.h"
#include "reports/cell.h"

static const char *const steps[SPREAD_STEPS] = {"step 1, victims",
						"step 2, advances of funds",
						"step 3, written-off advances"};

static const char *const takers[SPREAD_STEPS] = {"uncollected", "subrogated",
						 "written off"};

static const char *fund_of(size_t number, const struct spread_share *share)
{
	return number == 0 ? "" : choice_name(COLUMN_FUND, (int)share->fund);
}

/* "tie by claim code", where equal remainders fared differently. */
static const char *tie_of(size_t number, const struct spread_share *share)
{
	if (!share->tie)
		return "";
	return number == 0 ? ", tie by claim code"
			   : ", tie by claim code, then fund";
}

/* "208 by pro rata (500 x 1 250 / 3 000, remainder 1 000) + 1 by ..." */
static void add_reason(struct life *life, const struct spread *spread,
		       size_t number, const struct spread_share *share)
{
	const struct spread_step *step = &spread->steps[number];
	struct text *out = &life->out.text;
	bool unit = share->part > share->floor;

	if (step->money >= step->sum) {
		text_add_string(out, "covered whole");
		return;
	}
	cell_amount(share->floor, spread->currency, out);
	text_add_string(out, " by pro rata (");
	cell_amount(step->money, spread->currency, out);
	text_add_string(out, " x ");
	cell_amount(share->most, spread->currency, out);
	text_add_string(out, " / ");
	cell_amount(step->sum, spread->currency, out);
	text_add_string(out, ")");
	if (step->left == 0)
		return;
	text_add_string(out, unit ? " + " : " and ");
	if (unit)
		cell_amount(1, spread->currency, out);
	else
		text_add_string(out, "none");
	text_addf(out,
		  " by largest remainder (%lld of %lld, rank %zu, %lld to hand "
		  "out%s)",
		  (long long)share->remainder, (long long)step->sum,
		  share->rank, (long long)step->left, tie_of(number, share));
}

static void add_share(struct life *life, const struct spread *spread,
		      size_t number, const struct spread_share *share)
{
	const struct spread_step *step = &spread->steps[number];
	struct text *out = &life->out.text;

	text_addf(out, "      %s, %.*s%s%s: ", steps[number],
		  (int)share->claim.size, share->claim.bytes,
		  number == 0 ? "" : ", ", fund_of(number, share));
	cell_amount(share->part, spread->currency, out);
	text_add_string(out, " of ");
	cell_amount(share->most, spread->currency, out);
	text_addf(out, " %s of ", takers[number]);
	cell_amount(step->sum, spread->currency, out);
	text_add_string(out, " in all: ");
	add_reason(life, spread, number, share);
	text_add_char(out, '\n');
}

static void add_step(struct life *life, const struct spread *spread,
		     size_t number, const struct item *claim)
{
	const struct spread_step *step = &spread->steps[number];
	size_t i;

	for (i = 0; i < step->count && step->money > 0; i++) {
		const struct spread_share *share = &step->shares[i];

		if (share->most > 0 &&
		    (claim == NULL || slice_is(share->claim, claim->code)))
			add_share(life, spread, number, share);
	}
}

/* Where the rest went, or that it stays where it was. */
static void add_rest(struct life *life, const struct entry *entry,
		     const struct spread *spread)
{
	struct text *out = &life->out.text;
	const char *where = "stays unapplied";
	size_t i;

	if (spread->rest == 0)
		return;
	if (entry->event.code == EVENT_RECOVERY_RECEIVED)
		where = "to trust:unapplied: no award may take it yet";
	if (entry->event.code == EVENT_ASSET_APPLIED) {
		where = "stays in trust:proceeds: victims of the case wait";
		for (i = 0; i < entry->line_count; i++)
			if (entry->lines[i].account == ACCOUNT_TRUST_STATE)
				where = "to trust:state: no victim of the "
					"case waits";
			else if (account_row(entry->lines[i].account)->book ==
					 BOOK_FUND &&
				 slice_is(event_field(&entry->event,
						      COLUMN_RESIDUE),
					  "fund") &&
				 entry->lines[i].account >=
					 ACCOUNT_INCOME_PROCEEDS &&
				 entry->lines[i].account < ACCOUNT_INCOME_DONOR)
				where = "to the fund: no victim of the case "
					"waits";
	}
	text_add_string(out, "      step 4, the rest: ");
	cell_amount(spread->rest, spread->currency, out);
	text_addf(out, " %s\n", where);
}

static void add_spread(struct life *life, const struct entry *entry,
		       const struct spread *spread, const struct item *claim)
{
	struct text *out = &life->out.text;
	size_t number;

	text_add_string(out, "      spread ");
	cell_amount(spread->amount, spread->currency, out);
	text_addf(out, " %s of %.*s in case %.*s:\n",
		  currency_code(spread->currency), (int)spread->offender.size,
		  spread->offender.bytes, (int)spread->home.size,
		  spread->home.bytes);
	for (number = 0; number < SPREAD_STEPS; number++)
		add_step(life, spread, number, claim);
	if (claim == NULL)
		add_rest(life, entry, spread);
	if (!spread->as_entered)
		text_add_string(out, "      but the lines of the entry say "
				     "otherwise; run `redress verify`\n");
}

enum status life_shares(struct life *life, const struct entry *entry,
			const struct item *claim, struct err *err)
{
	struct arena arena = ARENA_ZERO;
	struct spread spread;
	enum status status;

	if (!spread_happens(entry->event.code))
		return STATUS_OK;
	status = spread_read(life->book, entry, &arena, &spread, err);
	if (status == STATUS_OK)
		add_spread(life, entry, &spread, claim);
	arena_release(&arena);
	return status;
}
