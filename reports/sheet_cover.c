/* sheet_cover.c: provenance, control totals, contents, sign-off. */
#include "reports/sheet_cover.h"

#include "ledger/base/currency.h"
#include "reports/notes_words.h"
#include "reports/sheet_controls.h"
#include "reports/workbook_words.h"

enum {
	LAST_COLUMN = 5,
	SIGN_LAST_COLUMN = 4,
	LINE_CHARACTERS = 150,
	LABEL_CHARACTERS = 52,
	TWO_LINES = 26,
	PRINT_PERCENT = 85
};

static const char *about(const struct workbook *workbook)
{
	static const struct {
		const char *report;
		const char *text;
	} texts[] = {
		{PACK_NAME, SAY_WHAT_PACK},
		{"aged-awards", SAY_WHAT_AWARDS},
		{"aged-contributions", SAY_WHAT_CONTRIBUTIONS},
		{"balances", SAY_WHAT_BALANCES},
		{"journal", SAY_WHAT_JOURNAL},
	};
	size_t i;

	if (workbook->options->open_to_all)
		return SAY_WHAT_PUBLIC;
	if (workbook->facts->all &&
	    strcmp(workbook->facts->report, "aged-awards") == 0)
		return SAY_WHAT_AWARDS_ALL;
	for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (strcmp(workbook->facts->report, texts[i].report) == 0)
			return texts[i].text;
	}
	return SAY_WHAT_OTHER;
}

static void put_heading(struct xl_sheet *sheet, uint32_t row,
			const char *heading)
{
	uint32_t column;

	xl_put(sheet, row, 0, heading, XL_HEADING);
	for (column = 1; column <= LAST_COLUMN; column++)
		xl_put(sheet, row, column, "", XL_HEADING);
}

static void write_top(const struct workbook *workbook, struct xl_sheet *sheet)
{
	struct xl_box across = {2, 0, 2, LAST_COLUMN};
	struct xl_box master = {COVER_MASTER_ROW, COVER_MASTER_COLUMN,
				COVER_MASTER_ROW, COVER_MASTER_COLUMN};
	struct xl_box note = {COVER_MASTER_ROW, 2, COVER_MASTER_ROW,
			      LAST_COLUMN};
	struct text line = TEXT_ZERO;

	xl_height(sheet, 0, 28);
	xl_put(sheet, 0, 0, workbook->title, XL_TITLE);
	text_addf(&line, SAY_SUBTITLE_F, workbook->as_of,
		  workbook->facts->known_at);
	xl_put(sheet, 1, 0, line.bytes, XL_SUBTITLE);
	text_clear(&line);
	text_addf(&line, "%s%s", about(workbook), SAY_WHAT_COMMON);
	xl_put_across(sheet, across, line.bytes,
		      (int)(line.size / LINE_CHARACTERS) + 1, XL_PARAGRAPH);
	workbook_master(workbook, &line);
	xl_put_across(sheet, note, SAY_MASTER_NOTE, 2, XL_NOTE);
	xl_put(sheet, COVER_MASTER_ROW, 0, SAY_MASTER, XL_LABEL);
	xl_put_formula(sheet, master, line.bytes,
		       checks_hold(&workbook->checks) ? SAY_OK : SAY_FAIL,
		       XL_MASTER);
	controls_put_rules(sheet, master);
	text_release(&line);
}

static void put_fact(struct xl_sheet *sheet, uint32_t row, const char *label,
		     const char *fact, int style)
{
	xl_put(sheet, row, 0, label, XL_LABEL);
	xl_put(sheet, row, 1, fact, style);
}

static void say_options(const struct workbook *workbook, struct text *out)
{
	bool items = workbook->options->items;

	if (strcmp(workbook->facts->report, "scenario") == 0)
		scenario_terms_say(&workbook->options->scenario, out);
	else if (workbook->facts->all)
		text_add_string(out, items ? SAY_ALL " " SAY_ITEMS : SAY_ALL);
	else
		text_add_string(out, items ? SAY_ITEMS : SAY_NONE);
}

/* How much there is; not for the public, who would see what came lately. */
static uint32_t write_counts(const struct summary *summary,
			     struct xl_sheet *sheet, uint32_t row)
{
	struct text line = TEXT_ZERO;
	struct text dated = TEXT_ZERO;
	struct text money = TEXT_ZERO;

	workbook_count(&line, summary->entries);
	put_fact(sheet, row++, SAY_ENTRIES, line.bytes, XL_FACT);
	workbook_count(&dated, summary->dated);
	workbook_count(&money, summary->with_money);
	text_clear(&line);
	text_addf(&line, SAY_EVENTS_F, dated.bytes, money.bytes);
	put_fact(sheet, row++, SAY_EVENTS, line.bytes, XL_FACT);
	text_release(&line);
	text_release(&dated);
	text_release(&money);
	return row;
}

/* What holds for the whole book. */
static uint32_t write_pack_facts(const struct workbook *workbook,
				 struct xl_sheet *sheet, uint32_t row)
{
	const struct report_terms *terms =
		terms_or_default(workbook->options->terms);
	struct text line = TEXT_ZERO;

	if (workbook->summary != NULL)
		row = write_counts(workbook->summary, sheet, row);
	put_fact(sheet, row++, SAY_PROFILE,
		 workbook->options->open_to_all ? SAY_PUBLIC : SAY_INTERNAL,
		 XL_FACT);
	put_fact(sheet, row++, SAY_REPORTING,
		 currency_code(workbook_reporting(workbook)), XL_FACT);
	text_addf(&line, SAY_CONFIGURATION_F, (unsigned int)terms->version,
		  terms->sha256);
	put_fact(sheet, row++, SAY_CONFIGURATION,
		 terms->sha256[0] == '\0' ? SAY_DEFAULTS : line.bytes, XL_FACT);
	text_release(&line);
	return row;
}

static uint32_t write_facts(const struct workbook *workbook,
			    struct xl_sheet *sheet, uint32_t row)
{
	const struct workbook_facts *facts = workbook->facts;
	struct text count = TEXT_ZERO;

	put_heading(sheet, row++, SAY_REPORT);
	put_fact(sheet, row++, SAY_REPORT, facts->report, XL_FACT);
	put_fact(sheet, row++, SAY_AS_OF, workbook->as_of, XL_FACT);
	workbook_count(&count, facts->known_at);
	put_fact(sheet, row++, SAY_KNOWN, count.bytes, XL_FACT);
	put_fact(sheet, row++, SAY_HEAD, facts->head, XL_HASH);
	text_clear(&count);
	workbook_count(&count, (int64_t)workbook_rows(workbook));
	put_fact(sheet, row++, SAY_ROWS, count.bytes, XL_FACT);
	if (workbook->pack) {
		row = write_pack_facts(workbook, sheet, row);
	} else {
		text_clear(&count);
		say_options(workbook, &count);
		put_fact(sheet, row++, SAY_OPTIONS, count.bytes, XL_FACT);
	}
	put_fact(sheet, row++, SAY_BUILD, facts->build, XL_FACT);
	text_release(&count);
	return row + 1;
}

static uint32_t write_totals(const struct workbook *workbook,
			     struct xl_sheet *sheet, uint32_t row)
{
	static const struct {
		const char *title;
		int style;
	} heads[] = {
		{SAY_CONTROL, XL_HEAD},
		{SAY_CURRENCY, XL_HEAD},
		{SAY_LEDGER_FIGURE, XL_HEAD_RIGHT},
		{SAY_LIVE, XL_HEAD_RIGHT},
		{SAY_DIFFERENCE, XL_HEAD_RIGHT},
		{SAY_RESULT, XL_HEAD_CENTER},
	};
	const struct checks *checks = &workbook->checks;
	struct xl_box results;
	uint32_t i;

	put_heading(sheet, row++, SAY_CONTROL_TOTALS);
	if (checks->ledger == 0) {
		xl_put(sheet, row, 0, SAY_NO_ACCOUNT, XL_PLAIN);
		return row + 2;
	}
	for (i = 0; i <= LAST_COLUMN; i++)
		xl_put(sheet, row, i, heads[i].title, heads[i].style);
	row++;
	results.top = row;
	results.left = LAST_COLUMN;
	results.right = LAST_COLUMN;
	for (i = 0; i < checks->ledger; i++) {
		const struct check *check = &checks->list[i];

		if (check->label.size > LABEL_CHARACTERS)
			xl_height(sheet, row, TWO_LINES);
		xl_put(sheet, row, 0, check->label.bytes, XL_WRAP);
		xl_put(sheet, row, 1, currency_code(check->currency), XL_TEXT);
		controls_put_figures(sheet, row, 2, check);
		row++;
	}
	results.bottom = row - 1;
	controls_put_rules(sheet, results);
	return row + 1;
}

static uint32_t write_links(const struct part *part, struct xl_sheet *sheet,
			    uint32_t row)
{
	char name[PART_NAME_SIZE];
	size_t i;

	for (i = 0; i < part->sheets; i++) {
		part_sheet_name(part, i, name);
		xl_put_link(sheet, row, 0, name, name);
		xl_put(sheet, row++, 1, part->kind.about, XL_FACT);
	}
	return row;
}

static void write_contents(const struct workbook *workbook,
			   struct xl_sheet *sheet, uint32_t row)
{
	size_t i;

	put_heading(sheet, row++, SAY_CONTENTS);
	if (workbook->summary != NULL) {
		xl_put_link(sheet, row, 0, SAY_SUMMARY, SAY_SUMMARY);
		xl_put(sheet, row++, 1, SAY_ABOUT_SUMMARY, XL_FACT);
	}
	for (i = 0; i < workbook->part_count; i++)
		row = write_links(&workbook->parts[i], sheet, row);
	if (workbook->pack) {
		xl_put_link(sheet, row, 0, SAY_NOTES_TITLE, SAY_NOTES_TITLE);
		xl_put(sheet, row++, 1, SAY_ABOUT_NOTES, XL_FACT);
	}
	xl_put_link(sheet, row, 0, SAY_CONTROLS, SAY_CONTROLS);
	xl_put(sheet, row, 1, SAY_ABOUT_CONTROLS, XL_FACT);
}

static uint32_t write_sign_off(struct xl_sheet *sheet, uint32_t row)
{
	static const char *const heads[] = {SAY_STEP, SAY_POST, SAY_NAME,
					    SAY_SIGNATURE, SAY_DATE};
	static const char *const steps[] = {SAY_PREPARED, SAY_REVIEWED,
					    SAY_APPROVED};
	uint32_t i, column;

	put_heading(sheet, row++, SAY_SIGN_OFF);
	for (column = 0; column <= SIGN_LAST_COLUMN; column++)
		xl_put(sheet, row, column, heads[column], XL_HEAD);
	row++;
	for (i = 0; i < 3; i++) {
		xl_height(sheet, row, 24);
		xl_put(sheet, row, 0, steps[i], XL_SIGN);
		for (column = 1; column <= SIGN_LAST_COLUMN; column++)
			xl_put(sheet, row, column, "", XL_SIGN);
		row++;
	}
	return row + 1;
}

void sheet_cover_write(struct workbook *workbook, struct xl_sheet *sheet)
{
	static const double widths[LAST_COLUMN + 1] = {44, 15, 26, 26, 19, 18};
	uint32_t row, i;

	xl_tab(sheet, true);
	workbook_page(workbook, sheet);
	if (!workbook->pack)
		xl_one_page(sheet);
	for (i = 0; i <= LAST_COLUMN; i++)
		xl_width(sheet, i, widths[i]);
	write_top(workbook, sheet);
	row = write_facts(workbook, sheet, COVER_MASTER_ROW + 2);
	row = write_totals(workbook, sheet, row);
	if (workbook->pack)
		xl_breaks(sheet, PRINT_PERCENT, &row, 1);
	row = write_sign_off(sheet, row);
	write_contents(workbook, sheet, row);
}
