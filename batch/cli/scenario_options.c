/* scenario_options.c: the terms of a scenario from the command line. */
#include "batch/cli/scenario_options.h"

#include <stdio.h>
#include <string.h>

static bool read_preset(const char *text, struct scenario_terms *terms)
{
	return scenario_preset(text, terms);
}

static bool read_after(const char *text, struct scenario_terms *terms)
{
	if (terms->share_percent == 0)
		terms->share_percent = SCENARIO_WHOLE;
	return scenario_months_read(text, &terms->after_months);
}

static bool read_cap(const char *text, struct scenario_terms *terms)
{
	terms->capped = true;
	return scenario_sum_read(text, &terms->cap);
}

static bool read_share(const char *text, struct scenario_terms *terms)
{
	return scenario_share_read(text, &terms->share_percent);
}

static bool read_explain(const char *text, struct scenario_terms *terms)
{
	(void)text;
	terms->explain = true;
	return true;
}

/* In the order in which they are read: the preset first. */
static const struct {
	enum option_id id;
	const char *name;
	const char *takes;
	bool (*read)(const char *text, struct scenario_terms *terms);
} readers[] = {
	{OPTION_PRESET, "--preset", "nl, fr or full", read_preset},
	{OPTION_ADVANCE_AFTER, "--advance-after", "months, 0 to 1200",
	 read_after},
	{OPTION_CAP, "--cap", "an amount above 0, such as 5000 or 5000EUR",
	 read_cap},
	{OPTION_SHARE, "--share", "whole percent, 1 to 100", read_share},
	{OPTION_WITH, "--with",
	 "approved, proposed, or an amount above 0 such as 90000 or 90000BYN",
	 scenario_with_read},
	{OPTION_EXPLAIN, "--explain", "nothing", read_explain},
};

enum { READERS = sizeof readers / sizeof readers[0] };

bool scenario_options_read(const struct options *options, const char *report,
			   struct scenario_terms *terms)
{
	bool is_scenario = strcmp(report, "scenario") == 0;
	size_t i;

	for (i = 0; i < READERS; i++) {
		const char *text = options->value[readers[i].id];

		if (text == NULL)
			continue;
		if (!is_scenario) {
			fprintf(stderr,
				"redress: %s goes with the report scenario "
				"alone\n",
				readers[i].name);
			return false;
		}
		if (!readers[i].read(text, terms)) {
			fprintf(stderr, "redress: %s takes %s, not %s\n",
				readers[i].name, readers[i].takes, text);
			return false;
		}
	}
	if (!is_scenario || options->value[OPTION_PRESET] != NULL ||
	    options->value[OPTION_ADVANCE_AFTER] != NULL)
		return true;
	fprintf(stderr, "redress: a scenario needs --advance-after MONTHS, or "
			"--preset nl, fr or full\n");
	return false;
}
