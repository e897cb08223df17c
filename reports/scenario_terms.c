/* scenario_terms.c: presets, and the words of a command line. */
#include "reports/scenario_terms.h"

#include <assert.h>
#include <string.h>

enum { LETTERS = 3, PLACES_MAX = 6, TEN = 10 };

enum { NL_CAP_EUR = 5000 };

static const struct {
	const char *name;
	int after_months;
	int share_percent;
	int cap_eur; /* 0: none */
} presets[] = {
	{"nl", 8, SCENARIO_WHOLE, NL_CAP_EUR},
	{"fr", 2, 30, 0},
	{"full", 8, SCENARIO_WHOLE, 0},
};

bool scenario_preset(const char *name, struct scenario_terms *terms)
{
	size_t i;

	for (i = 0; i < sizeof presets / sizeof presets[0]; i++) {
		if (strcmp(presets[i].name, name) != 0)
			continue;
		terms->after_months = presets[i].after_months;
		terms->share_percent = presets[i].share_percent;
		terms->capped = presets[i].cap_eur > 0;
		terms->cap.value.mantissa = presets[i].cap_eur;
		terms->cap.value.places = 0;
		terms->cap.value.huge = false;
		terms->cap.currency = currency_find("EUR", LETTERS);
		return true;
	}
	return false;
}

bool scenario_sum_read(const char *text, struct scenario_sum *sum)
{
	size_t size = strlen(text);

	sum->currency = CURRENCY_NONE;
	if (size > LETTERS && text[size - 1] > '9') {
		size -= LETTERS;
		sum->currency = currency_find(text + size, LETTERS);
		if (sum->currency == CURRENCY_NONE)
			return false;
	}
	return decimal_parse(text, size, PLACES_MAX, &sum->value) ==
		       DECIMAL_OK &&
	       !sum->value.huge && sum->value.mantissa > 0;
}

/* Whole numbers of at most four digits. */
static bool read_number(const char *text, size_t size, int least, int most,
			int *number)
{
	int value = 0;
	size_t i;

	if (size == 0 || size > 4)
		return false;
	for (i = 0; i < size; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * TEN + (text[i] - '0');
	}
	if (value < least || value > most)
		return false;
	*number = value;
	return true;
}

bool scenario_months_read(const char *text, int *months)
{
	return read_number(text, strlen(text), 0, SCENARIO_MONTHS_MAX, months);
}

bool scenario_share_read(const char *text, int *percent)
{
	size_t size = strlen(text);

	if (size > 0 && text[size - 1] == '%')
		size--;
	return read_number(text, size, 1, SCENARIO_WHOLE, percent);
}

bool scenario_with_read(const char *text, struct scenario_terms *terms)
{
	if (strcmp(text, "approved") == 0)
		terms->with = SCENARIO_WITH_APPROVED;
	else if (strcmp(text, "proposed") == 0)
		terms->with = SCENARIO_WITH_PROPOSED;
	else if (scenario_sum_read(text, &terms->money))
		terms->with = SCENARIO_WITH_AMOUNT;
	else
		return false;
	return true;
}

struct scenario_terms scenario_terms_settle(const struct scenario_terms *terms)
{
	struct scenario_terms settled = *terms;

	if (settled.share_percent == 0 && !scenario_preset("full", &settled))
		assert(false && "a preset of the table");
	return settled;
}

static void say_sum(const char *option, const struct scenario_sum *sum,
		    struct text *out)
{
	char number[MONEY_TEXT_SIZE];

	money_format(sum->value.mantissa, sum->value.places, number);
	text_addf(out, " %s %s%s", option, number,
		  currency_code(sum->currency));
}

void scenario_terms_say(const struct scenario_terms *terms, struct text *out)
{
	struct scenario_terms settled = scenario_terms_settle(terms);

	text_addf(out, "--advance-after %d --share %d", settled.after_months,
		  settled.share_percent);
	if (settled.capped)
		say_sum("--cap", &settled.cap, out);
	if (settled.with == SCENARIO_WITH_AMOUNT)
		say_sum("--with", &settled.money, out);
	else if (settled.with != SCENARIO_WITH_NOTHING)
		text_addf(out, " --with %s",
			  settled.with == SCENARIO_WITH_APPROVED ? "approved"
								 : "proposed");
	if (settled.explain)
		text_add_string(out, " --explain");
}
