/* runs.c: the line of a run and its chain. */
#include "ledger/runs.h"

#include "ledger/base/currency.h"
#include "ledger/base/money.h"

#include <assert.h>
#include <string.h>

static const char *const names[RUN_FIELD_COUNT] = {
	"kind",	    "started",	   "ended",	 "operator", "user",
	"host",	    "build",	   "command",	 "file",     "sha256",
	"source",   "sequence",	   "read",	 "posted",   "duplicate",
	"rejected", "money",	   "reason",	 "period",   "first",
	"last",	    "head-before", "head-after", "login",    "sudo",
	"config",   "control",	   "dates",	 "like",     "outputs",
	"debts",    "job",	   "execution",	 "step",     "state",
	"known-at", "process"};

/*
 * A line may lack what was added later; what is said of jobs stands in it
 * only where there is something to say.
 */
enum { FIRST_LATER = RUN_LOGIN, FIRST_SPARE = RUN_JOB };

const char *run_field_name(enum run_field field)
{
	assert(field < RUN_FIELD_COUNT);
	return names[field];
}

void run_clear(struct run *run)
{
	int field;

	run->number = 0;
	for (field = 0; field < RUN_FIELD_COUNT; field++)
		run_set(run, (enum run_field)field, "");
}

void run_set(struct run *run, enum run_field field, const char *text)
{
	run->field[field].bytes = text;
	run->field[field].size = strlen(text);
}

uint64_t run_count(const struct run *run, enum run_field field)
{
	struct slice text = run->field[field];
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < text.size; i++) {
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			return 0;
		number = number * 10 + (uint64_t)(text.bytes[i] - '0');
	}
	return number;
}

/* The text up to a separator; *rest is what follows it. */
static struct slice cut(struct slice *rest, char separator)
{
	const char *stop = memchr(rest->bytes, separator, rest->size);
	struct slice part = *rest;

	if (stop == NULL) {
		rest->bytes += rest->size;
		rest->size = 0;
		return part;
	}
	part.size = (size_t)(stop - rest->bytes);
	rest->size -= part.size + 1;
	rest->bytes = stop + 1;
	return part;
}

static void read_sums(struct slice part, struct run_money *money)
{
	int digits = currency_digits(money->currency);
	int i;

	money->overflow = false;
	for (i = 0; i < RUN_SUMS; i++) {
		struct slice sum = cut(&part, ':');
		struct decimal decimal;

		money->minor[i] = 0;
		if (decimal_parse(sum.bytes, sum.size, digits, &decimal) !=
			    DECIMAL_OK ||
		    decimal_minor(decimal, digits, &money->minor[i]) !=
			    DECIMAL_OK)
			money->overflow = true;
	}
}

bool run_money_next(struct slice *rest, struct run_money *money)
{
	while (rest->size > 0) {
		struct slice part = cut(rest, ' ');
		struct slice code = cut(&part, ':');

		money->currency = currency_find(code.bytes, code.size);
		if (money->currency == CURRENCY_NONE)
			continue;
		read_sums(part, money);
		return true;
	}
	return false;
}

static void add_value(struct text *out, struct slice value)
{
	size_t i;

	for (i = 0; i < value.size; i++) {
		unsigned char c = (unsigned char)value.bytes[i];

		if (c < 0x20 || c == 0x7f)
			c = ' ';
		text_add_char(out, (char)c);
	}
}

void run_line(const struct run *run, struct text *out)
{
	int field;

	for (field = 0; field < RUN_FIELD_COUNT; field++) {
		if (field >= FIRST_SPARE && run->field[field].size == 0)
			continue;
		if (field > 0)
			text_add_char(out, '\t');
		text_add_string(out, names[field]);
		text_add_char(out, '=');
		add_value(out, run->field[field]);
	}
}

/* The value of a field that begins at `at`; false when another stands there. */
static bool take_field(struct slice line, size_t *at, int field,
		       struct slice *value)
{
	const char *start = line.bytes + *at;
	size_t left = line.size < *at ? 0 : line.size - *at;
	const char *stop = left == 0 ? NULL : memchr(start, '\t', left);
	size_t size = stop == NULL ? left : (size_t)(stop - start);
	size_t name = strlen(names[field]);

	if (size <= name || memcmp(start, names[field], name) != 0 ||
	    start[name] != '=')
		return false;
	value->bytes = start + name + 1;
	value->size = size - name - 1;
	*at += size + 1;
	return true;
}

bool run_parse(struct slice line, uint32_t number, struct run *run)
{
	size_t at = 0;
	int field;

	run->number = number;
	for (field = 0; field < RUN_FIELD_COUNT; field++) {
		if (take_field(line, &at, field, &run->field[field]))
			continue;
		if (field < FIRST_LATER)
			return false;
		run_set(run, (enum run_field)field, "");
	}
	return at == line.size + 1;
}

void run_chain(const char before[DIGEST_HEX_SIZE], struct slice line,
	       char after[DIGEST_HEX_SIZE])
{
	struct digest *digest = digest_new();

	digest_add(digest, before, DIGEST_HEX_SIZE - 1);
	digest_add(digest, "\n", 1);
	digest_add(digest, line.bytes, line.size);
	digest_add(digest, "\n", 1);
	digest_hex(digest, after);
	digest_free(digest);
}
