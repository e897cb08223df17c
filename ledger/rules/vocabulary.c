/* vocabulary.c: the tables of columns, choices and states. */
#include "ledger/rules/vocabulary.h"

#include "ledger/base/limits.h"

#include <assert.h>
#include <string.h>

static const struct column_row columns[COLUMN_COUNT] = {
	[COLUMN_EVENT] = {"event", FORM_EVENT, LIMIT_CODE_BYTES},
	[COLUMN_ID] = {"id", FORM_ID, LIMIT_ID_BYTES},
	[COLUMN_DATE] = {"date", FORM_DATE, 10},
	[COLUMN_SINCE] = {"since", FORM_DATE, 10},
	[COLUMN_CASE] = {"case", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_CLAIM] = {"claim", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_PARENT] = {"parent", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_VICTIM] = {"victim", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_OFFENDER] = {"offender", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_PAYEE] = {"payee", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_ASSET] = {"asset", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_CONTRIBUTION] = {"contribution", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_GRANT] = {"grant", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_RELIEF] = {"relief", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_ASSISTANCE] = {"assistance", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_NGO] = {"ngo", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_DONOR] = {"donor", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_POLICY] = {"policy", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_SERIES] = {"series", FORM_CODE, LIMIT_CODE_BYTES},
	[COLUMN_ITEM] = {"item", FORM_ITEM, LIMIT_CODE_BYTES + 20},
	[COLUMN_TARGET] = {"target", FORM_ID, LIMIT_ID_BYTES},
	[COLUMN_CORRECTS] = {"corrects", FORM_ID, LIMIT_ID_BYTES},
	[COLUMN_AMOUNT] = {"amount", FORM_AMOUNT, 0},
	[COLUMN_CURRENCY] = {"currency", FORM_CURRENCY, 3},
	[COLUMN_QUOTE_AMOUNT] = {"quote_amount", FORM_AMOUNT, 0},
	[COLUMN_QUOTE] = {"quote", FORM_CURRENCY, 3},
	[COLUMN_RATE] = {"rate", FORM_RATE, 10},
	[COLUMN_FACTOR] = {"factor", FORM_RATE, 10},
	[COLUMN_VALUE] = {"value", FORM_VALUE, 6},
	[COLUMN_VENUE] = {"venue", FORM_CHOICE, 0},
	[COLUMN_CHANNEL] = {"channel", FORM_CHOICE, 0},
	[COLUMN_KIND] = {"kind", FORM_CHOICE, 0},
	[COLUMN_BASIS] = {"basis", FORM_CHOICE, 0},
	[COLUMN_RESIDUE] = {"residue", FORM_CHOICE, 0},
	[COLUMN_SOURCE] = {"source", FORM_CHOICE, 0},
	[COLUMN_FUND] = {"fund", FORM_CHOICE, 0},
	[COLUMN_TRACK] = {"track", FORM_CHOICE, 0},
	[COLUMN_PROVINCE] = {"province", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_COURT] = {"court", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_ARTICLE] = {"article", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_PURPOSE] = {"purpose", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_REASON] = {"reason", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_STAGE] = {"stage", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_PERIOD] = {"period", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_UNIT] = {"unit", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_INDEX] = {"index", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_START] = {"start", FORM_DATE, 10},
	[COLUMN_END] = {"end", FORM_DATE, 10},
	[COLUMN_DUE] = {"due", FORM_DATE, 10},
	[COLUMN_DOCUMENT] = {"document", FORM_TEXT, LIMIT_TEXT_CHARS},
	[COLUMN_NOTE] = {"note", FORM_TEXT, LIMIT_NOTE_CHARS},
};

_Static_assert(COLUMN_COUNT <= 64, "a column must fit a bit of 64");

static const char *const state_names[STATE_COUNT] = {
	"",	      "open",	  "raised",   "withdrawn",
	"rejected",   "untraced", "granted",  "final",
	"quashed",    "proposed", "approved", "bound",
	"received",   "seized",	  "released", "confiscated",
	"sold",	      "applied",  "returned", "lost",
	"authorised", "refused",  "closed",   "requested",
	"paid",	      "stopped",  "reversed"};

_Static_assert(STATE_COUNT <= 31, "a set of states must fit its bits");

static const char *const kind_names[ITEM_KIND_COUNT] = {
	"",	 "case",    "claim",  "unapplied",  "contribution",
	"asset", "grant",   "relief", "assistance", "policy",
	"event", "currency"};

/* The order of funds and sources is that of their enums. */
static const struct {
	enum column column;
	const char *values[20];
} choices[] = {
	{COLUMN_VENUE, {"criminal", "civil"}},
	{COLUMN_CHANNEL, {"voluntary", "bailiff", "wages", "prison"}},
	{COLUMN_KIND,
	 {"cash", "vehicle", "real-estate", "valuables", "goods", "other",
	  "reintegration", "training", "scholarship", "tools", "micro-grant",
	  "legal-aid", "medical", "psychological", "shelter"}},
	{COLUMN_BASIS, {"mandatory", "optional", "special", "not-stated"}},
	{COLUMN_RESIDUE, {"state", "fund"}},
	{COLUMN_SOURCE, {"state", "proceeds", "donor", "levy", "other"}},
	{COLUMN_FUND, {"compensation", "grants", "legal-aid"}},
	{COLUMN_TRACK, {"aid", "assistance", "tender", "subsidy"}},
};

const struct column_row *column_row(enum column column)
{
	assert(column < COLUMN_COUNT);
	return &columns[column];
}

static bool names(const char *name, const char *text, size_t size)
{
	return strlen(name) == size && memcmp(name, text, size) == 0;
}

enum column column_find(const char *name, size_t size)
{
	int column;

	if (names("error", name, size) || names("detail", name, size) ||
	    names("line", name, size))
		return COLUMN_IGNORED;
	for (column = 0; column < COLUMN_COUNT; column++)
		if (names(columns[column].name, name, size))
			return (enum column)column;
	return COLUMN_NONE;
}

static const char *const *values_of(enum column column)
{
	size_t i;

	for (i = 0; i < sizeof choices / sizeof choices[0]; i++)
		if (choices[i].column == column)
			return choices[i].values;
	assert(false && "a column of FORM_CHOICE");
	return NULL;
}

int choice_find(enum column column, const char *text, size_t size)
{
	const char *const *values = values_of(column);
	int i;

	for (i = 0; values[i] != NULL; i++)
		if (names(values[i], text, size))
			return i;
	return -1;
}

int choice_count(enum column column)
{
	const char *const *values = values_of(column);
	int count = 0;

	while (values[count] != NULL)
		count++;
	return count;
}

const char *choice_name(enum column column, int choice)
{
	assert(choice >= 0 && choice < choice_count(column));
	return values_of(column)[choice];
}

/*
 * One list serves both kinds of `kind`: property from its first value to
 * `other`, assistance from `other` to its last.
 */
bool choice_allowed(enum event_code event, enum column column, int choice)
{
	static const int other = 5;

	if (column != COLUMN_KIND)
		return true;
	assert(strcmp(choice_name(column, other), "other") == 0);
	if (event == EVENT_ASSET_SEIZED)
		return choice <= other;
	return event != EVENT_ASSISTANCE_APPROVED || choice >= other;
}

const char *state_name(enum state state)
{
	assert(state < STATE_COUNT);
	return state_names[state];
}

const char *item_kind_name(enum item_kind kind)
{
	assert(kind < ITEM_KIND_COUNT);
	return kind_names[kind];
}

enum item_kind column_item(enum column column)
{
	switch ((int)column) {
	case COLUMN_CASE:
		return ITEM_CASE;
	case COLUMN_CLAIM:
	case COLUMN_PARENT:
		return ITEM_CLAIM;
	case COLUMN_CONTRIBUTION:
		return ITEM_CONTRIBUTION;
	case COLUMN_ASSET:
		return ITEM_ASSET;
	case COLUMN_GRANT:
		return ITEM_GRANT;
	case COLUMN_RELIEF:
		return ITEM_RELIEF;
	case COLUMN_ASSISTANCE:
		return ITEM_ASSISTANCE;
	case COLUMN_POLICY:
		return ITEM_POLICY;
	default:
		return ITEM_NONE;
	}
}

enum item_kind item_kind_find(const char *name, size_t size)
{
	static const enum item_kind kinds[] = {ITEM_CLAIM, ITEM_ASSET,
					       ITEM_CONTRIBUTION, ITEM_GRANT};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (names(kind_names[kinds[i]], name, size))
			return kinds[i];
	return ITEM_NONE;
}
