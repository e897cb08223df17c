/* life_people.c: a case, and who stands behind items: found by scanning. */
#include "reports/life_parts.h"

#include "ledger/base/currency.h"
#include "reports/award.h"

#include <string.h>

/* Items of one kind for which a text is the code that is asked for. */
struct scan {
	struct life *life;
	enum item_kind kind;
	uint8_t column;
	const char *who;   /* heading when the first is found */
	const char *title; /* of the list */
	struct slice code;
	size_t listed;
	bool (*fits)(const struct scan *scan, const struct item *item);
	void (*tell)(struct life *life, const struct item *item);
};

static bool fact_is(const struct scan *scan, const struct item *item)
{
	struct slice text = item_text(item, scan->column);

	return text.size > 0 && codes_hold(text, scan->code);
}

/* Raised in another case, and recovered in this one (EVENTS.md, parent). */
static bool home_is(const struct scan *scan, const struct item *item)
{
	return slice_equal(item_text(item, FACT_HOME), scan->code) &&
	       !slice_equal(item_text(item, COLUMN_CASE), scan->code);
}

/* CASE+OFFENDER: neither code has a plus. */
static bool pool_of_offender(const struct scan *scan, const struct item *item)
{
	const char *plus = memchr(item->code, '+', item->code_size);

	return plus != NULL && slice_is(scan->code, plus + 1);
}

static bool pool_of_case(const struct scan *scan, const struct item *item)
{
	const char *plus = memchr(item->code, '+', item->code_size);
	struct slice home = {item->code,
			     plus == NULL ? 0 : (size_t)(plus - item->code)};

	return slice_equal(scan->code, home);
}

static void add_code(struct life *life, const struct item *item,
		     const char *state)
{
	text_addf(&life->out.text, "  %-16s  %-12s", item->code, state);
}

static const char *state_of(const struct item *item)
{
	enum state state = item_state(item);

	return state == STATE_NONE ? "reversed" : state_name(state);
}

static void add_balance(struct life *life, const struct item *item,
			enum account account, const char *what)
{
	size_t i;

	for (i = 0; i < item->ending_count; i++) {
		const struct ending *ending = &item->endings[i];

		if (ending->account != account || ending->amount == 0)
			continue;
		text_addf(&life->out.text, "  %s ", what);
		life_money(life, account_sign(account) * ending->amount,
			   ending->currency);
	}
}

static void tell_claim(struct life *life, const struct item *claim)
{
	struct moment moment = {life->options->today, 0};
	struct slice home = item_text(claim, COLUMN_CASE);
	struct award award;

	add_code(life, claim, state_of(claim));
	text_addf(&life->out.text, "  case %.*s", (int)home.size, home.bytes);
	award_read(claim, moment, &award);
	if (award.in_force == DAY_NONE) {
		add_balance(life, claim, ACCOUNT_CLAIMS_PENDING, "claimed");
	} else {
		text_add_string(&life->out.text, "  outstanding ");
		life_money(life, award.outstanding, award.currency);
		text_addf(&life->out.text, "  %d days",
			  (int)award_days(&award));
	}
	text_add_char(&life->out.text, '\n');
}

static void tell_pool(struct life *life, const struct item *pool)
{
	text_addf(&life->out.text, "  %-30s", pool->code);
	add_balance(life, pool, ACCOUNT_TRUST_UNAPPLIED, "unapplied");
	text_add_char(&life->out.text, '\n');
}

static void tell_asset(struct life *life, const struct item *asset)
{
	struct slice kind = item_text(asset, COLUMN_KIND);

	add_code(life, asset, state_of(asset));
	text_addf(&life->out.text, "  %.*s", (int)kind.size, kind.bytes);
	add_balance(life, asset, ACCOUNT_ASSETS_SEIZED, "seized");
	add_balance(life, asset, ACCOUNT_TRUST_SEIZED, "seized");
	add_balance(life, asset, ACCOUNT_TRUST_PROPERTY, "property");
	add_balance(life, asset, ACCOUNT_TRUST_PROCEEDS, "proceeds");
	text_add_char(&life->out.text, '\n');
}

static void tell_grant(struct life *life, const struct item *grant)
{
	struct slice track = item_text(grant, COLUMN_TRACK);

	add_code(life, grant, state_of(grant));
	text_addf(&life->out.text, "  %.*s", (int)track.size, track.bytes);
	add_balance(life, grant, ACCOUNT_GRANTS_APPLIED, "applied");
	add_balance(life, grant, ACCOUNT_GRANTS_AUTHORISED, "authorised");
	add_balance(life, grant, ACCOUNT_GRANTS_RECEIVED, "received");
	add_balance(life, grant, ACCOUNT_GRANTS_SPENT, "spent");
	text_add_char(&life->out.text, '\n');
}

static void tell_relief(struct life *life, const struct item *relief)
{
	add_code(life, relief, state_of(relief));
	add_balance(life, relief, ACCOUNT_RELIEF_REQUESTED, "requested");
	add_balance(life, relief, ACCOUNT_RELIEF_GRANTED, "granted");
	text_add_char(&life->out.text, '\n');
}

static void tell_assistance(struct life *life, const struct item *assistance)
{
	struct slice kind = item_text(assistance, COLUMN_KIND);

	add_code(life, assistance, state_of(assistance));
	text_addf(&life->out.text, "  %.*s", (int)kind.size, kind.bytes);
	add_balance(life, assistance, ACCOUNT_ASSISTANCE_APPROVED,
		    "still promised");
	text_add_char(&life->out.text, '\n');
}

static enum status list(struct scan *scan, bool *headed, struct err *err)
{
	struct life *life = scan->life;
	struct items *items;
	const struct item *item;
	enum status status = items_open(life->book, scan->kind, &items, err);

	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &item, err)) == STATUS_OK) {
		if (!scan->fits(scan, item))
			continue;
		if (!*headed)
			life_heading(life, scan->who, scan->code);
		*headed = true;
		if (scan->listed++ == 0)
			text_addf(&life->out.text, "%s\n", scan->title);
		scan->tell(life, item);
		status = outlet_check(&life->out);
		if (status != STATUS_OK)
			break;
	}
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status list_all(struct scan *scans, size_t count, bool headed,
			    struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < count && status == STATUS_OK; i++)
		status = list(&scans[i], &headed, err);
	return status;
}

enum status life_victim(struct life *life, struct err *err)
{
	struct slice code = life->options->code;
	struct scan scans[] = {
		{life, ITEM_CLAIM, COLUMN_VICTIM, "victim", "claims", code, 0,
		 fact_is, tell_claim},
		{life, ITEM_ASSISTANCE, COLUMN_VICTIM, "victim", "assistance",
		 code, 0, fact_is, tell_assistance},
	};

	return list_all(scans, sizeof scans / sizeof scans[0], false, err);
}

enum status life_offender(struct life *life, struct err *err)
{
	struct slice code = life->options->code;
	struct scan scans[] = {
		{life, ITEM_CLAIM, COLUMN_OFFENDER, "offender",
		 "answers for awards", code, 0, fact_is, tell_claim},
		{life, ITEM_UNAPPLIED, 0, "offender", "money unapplied", code,
		 0, pool_of_offender, tell_pool},
		{life, ITEM_ASSET, COLUMN_OFFENDER, "offender", "assets", code,
		 0, fact_is, tell_asset},
	};

	return list_all(scans, sizeof scans / sizeof scans[0], false, err);
}

enum status life_ngo(struct life *life, struct err *err)
{
	struct slice code = life->options->code;
	struct scan scans[] = {
		{life, ITEM_GRANT, COLUMN_NGO, "NGO", "grants", code, 0,
		 fact_is, tell_grant},
		{life, ITEM_RELIEF, COLUMN_NGO, "NGO", "tax relief", code, 0,
		 fact_is, tell_relief},
	};

	return list_all(scans, sizeof scans / sizeof scans[0], false, err);
}

enum status life_case(struct life *life, const struct item *home,
		      struct err *err)
{
	struct slice code = {home->code, home->code_size};
	struct scan scans[] = {
		{life, ITEM_CLAIM, COLUMN_CASE, "case", "claims", code, 0,
		 fact_is, tell_claim},
		{life, ITEM_CLAIM, 0, "case",
		 "claims of others, recovered here", code, 0, home_is,
		 tell_claim},
		{life, ITEM_UNAPPLIED, 0, "case", "money unapplied", code, 0,
		 pool_of_case, tell_pool},
		{life, ITEM_ASSET, COLUMN_CASE, "case", "assets", code, 0,
		 fact_is, tell_asset},
	};

	return list_all(scans, sizeof scans / sizeof scans[0], true, err);
}

/* Money that came to a case, or left it again, moves its awards or pools. */
static bool of_case(const struct move *move)
{
	return spread_happens((enum event_code)move->event) ||
	       move->event == EVENT_RECOVERY_REFUNDED;
}

static bool any(const struct move *move)
{
	(void)move;
	return true;
}

/* Every claim that was ever at home in the case. */
static enum status touch_members(struct life *life, const struct item *home,
				 struct touches *touches, struct err *err)
{
	enum status status = STATUS_OK;
	const struct item *claim;
	size_t i;

	for (i = 0; i < home->fact_count; i++) {
		struct slice code = {home->texts.bytes + home->facts[i].offset,
				     home->facts[i].size};

		if (home->facts[i].column != FACT_MEMBER)
			continue;
		status = book_item(life->book, ITEM_CLAIM, code, &claim, err);
		if (status != STATUS_OK)
			break;
		life_touch(touches, claim, of_case);
	}
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status life_case_touches(struct life *life, const struct item *home,
			      struct touches *touches, struct err *err)
{
	struct scan scan = {life,     ITEM_UNAPPLIED,
			    0,	      "",
			    "",	      {home->code, home->code_size},
			    0,	      pool_of_case,
			    tell_pool};
	struct items *items;
	const struct item *pool;
	enum status status = touch_members(life, home, touches, err);

	if (status == STATUS_OK)
		status = items_open(life->book, ITEM_UNAPPLIED, &items, err);
	if (status != STATUS_OK)
		return status;
	while ((status = items_next(items, &pool, err)) == STATUS_OK)
		if (pool_of_case(&scan, pool))
			life_touch(touches, pool, any);
	items_close(items);
	return status == STATUS_END ? STATUS_OK : status;
}
