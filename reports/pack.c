/* pack.c: the table of parts; a workbook of one dataset is a pack of one. */
#include "reports/pack.h"

#include "ledger/base/arena.h"
#include "ledger/base/day.h"
#include "reports/workbook.h"
#include "reports/workbook_words.h"

#include <stdlib.h>

/* The sheets of REPORTS.md section 2, in its order. */
static const struct part_kind parts[] = {
	{"aged-awards", "Aged awards", SAY_PART_AWARDS, true, false,
	 ITEM_CLAIM},
	{"aged-grants", "Aged grants", SAY_PART_GRANTS, true, false,
	 ITEM_GRANT},
	{"aged-assets", "Aged assets", SAY_PART_ASSETS, true, false,
	 ITEM_ASSET},
	{"aged-contributions", "Contributions", SAY_PART_CONTRIBUTIONS, true,
	 false, ITEM_CONTRIBUTION},
	{"recoveries", "Recoveries", SAY_PART_RECOVERIES, true, false,
	 ITEM_NONE},
	{"fund", "Fund", SAY_PART_FUND, false, false, ITEM_NONE},
	{"scenario", "Scenario", SAY_PART_SCENARIO, false, false, ITEM_NONE},
	{"cohorts", "Cohorts", SAY_PART_COHORTS, false, false, ITEM_NONE},
	{"statistics", "Statistics", SAY_PART_STATISTICS, false, false,
	 ITEM_NONE},
	{"exceptions", "Exceptions", SAY_PART_EXCEPTIONS, true, false,
	 ITEM_NONE},
	{"trial-balance", "Trial balance", SAY_PART_BALANCES, false, false,
	 ITEM_NONE},
	{"proofs", "Proofs", SAY_PART_PROOFS, true, false, ITEM_NONE},
	{"runs", "Runs", SAY_PART_RUNS, true, false, ITEM_NONE},
	{"journal", SAY_JOURNAL, SAY_PART_JOURNAL, true, true, ITEM_NONE},
};

/* What the public may see: nothing of a single case (published.h). */
static const struct part_kind public_parts[] = {
	{"waiting", "Waiting", SAY_PART_WAITING, false, false, ITEM_NONE},
	{"outstanding", "Outstanding", SAY_PART_OUTSTANDING, false, false,
	 ITEM_NONE},
	{"statistics", "Statistics", SAY_PART_STATISTICS, false, false,
	 ITEM_NONE},
	{"cohorts", "Cohorts", SAY_PART_COHORTS, false, false, ITEM_NONE},
};

enum {
	PUBLIC_PARTS = sizeof public_parts / sizeof public_parts[0],
	PARTS = sizeof parts / sizeof parts[0],
	SHEETS_BESIDE = 4, /* cover, summary, notes, controls */
	/* A longer one is a file of its own: nobody reads it on a sheet. */
	JOURNAL_ENTRIES_MAX = 5000
};
_Static_assert(sizeof parts / sizeof parts[0] <= WORKBOOK_PARTS_MAX,
	       "every part has its place");

/* "aged-awards" as "Aged awards": letters and spaces, never a cell's name. */
static void name_sheet(const char *report, char *name)
{
	size_t i;

	for (i = 0; i < PART_NAME_SIZE - 4 && report[i] != '\0'; i++) {
		char c = report[i];

		name[i] = c;
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			name[i] = ' ';
	}
	name[i] = '\0';
	if (name[0] >= 'a' && name[0] <= 'z')
		name[0] = (char)(name[0] - 'a' + 'A');
}

static void choose_one(struct workbook *workbook, const char *report)
{
	struct part_kind *kind = &workbook->parts[0].kind;

	name_sheet(report, workbook->name);
	kind->report = report;
	kind->sheet = workbook->name;
	kind->about = SAY_ABOUT_DETAIL;
	workbook->title = workbook->name;
	workbook->part_count = 1;
}

static void choose_public(struct workbook *workbook)
{
	size_t i;

	for (i = 0; i < PUBLIC_PARTS; i++)
		workbook->parts[i].kind = public_parts[i];
	workbook->part_count = PUBLIC_PARTS;
	workbook->title = SAY_PUBLIC_TITLE;
}

static void choose_all(struct workbook *workbook)
{
	size_t i;

	for (i = 0; i < PARTS; i++) {
		if (parts[i].brief &&
		    workbook->facts->known_at > JOURNAL_ENTRIES_MAX)
			continue;
		workbook->parts[workbook->part_count++].kind = parts[i];
	}
	workbook->title = SAY_PACK_TITLE;
}

static enum status check_sheets(const struct workbook *workbook,
				struct err *err)
{
	size_t sheets = SHEETS_BESIDE;
	size_t i;

	for (i = 0; i < workbook->part_count; i++)
		sheets += workbook->parts[i].sheets;
	if (sheets <= WORKBOOK_SHEETS_MAX)
		return STATUS_OK;
	return err_set(err, STATUS_OVERFLOW,
		       "%llu rows are too many for one workbook; make one a "
		       "report, or use --format csv",
		       (unsigned long long)workbook_rows(workbook));
}

static enum status link_journal(struct workbook *workbook, struct err *err)
{
	struct part *journal = workbook_part(workbook, "journal");

	return journal == NULL ? STATUS_OK
			       : links_open(journal, &workbook->links, err);
}

enum status workbook_gather(struct workbook *workbook,
			    const struct workbook_order *order,
			    const char *folder, struct err *err)
{
	struct dataset_options options = *order->options;
	enum status status = STATUS_OK;
	size_t i;

	workbook->facts = order->facts;
	workbook->options = order->options;
	workbook->pack = order->pack;
	day_format(workbook->facts->as_of, workbook->as_of);
	workbook->parts =
		mem_alloc(WORKBOOK_PARTS_MAX * sizeof *workbook->parts);
	if (order->pack) {
		if (options.open_to_all)
			choose_public(workbook);
		else
			choose_all(workbook);
		options.all = false;
		options.items = false;
	} else {
		choose_one(workbook, order->facts->report);
	}
	for (i = 0; i < workbook->part_count && status == STATUS_OK; i++)
		status = part_gather(&workbook->parts[i], order->book, &options,
				     folder, err);
	if (status == STATUS_OK)
		status = check_sheets(workbook, err);
	if (status != STATUS_OK)
		return status;
	if (!options.open_to_all)
		status = summary_compute(workbook, order->book, err);
	if (status == STATUS_OK && workbook->summary != NULL) {
		summary_place(workbook->summary);
		ageing_formulas(workbook->summary, &workbook->parts[0]);
	}
	if (status == STATUS_OK && workbook->pack)
		status = link_journal(workbook, err);
	if (status == STATUS_OK)
		checks_list(workbook);
	return status;
}

void workbook_release(struct workbook *workbook)
{
	size_t i;

	xl_free(workbook->xl);
	for (i = 0; i < workbook->part_count; i++)
		part_release(&workbook->parts[i]);
	free(workbook->parts);
	links_close(workbook->links);
	summary_release(workbook->summary);
	checks_release(&workbook->checks);
}

enum status workbook_write(struct book *book,
			   const struct dataset_options *options,
			   const struct workbook_facts *facts, const char *path,
			   struct err *err)
{
	const struct workbook_order order = {book, options, facts, false};

	return workbook_make(&order, path, err);
}

enum status pack_write(struct book *book, const struct dataset_options *options,
		       const struct workbook_facts *facts, const char *path,
		       struct err *err)
{
	const struct workbook_order order = {book, options, facts, true};

	return workbook_make(&order, path, err);
}
