/* runs.c: the line of a run and its chain. */
#include "ledger/runs.h"

#include <assert.h>
#include <string.h>

static const char *const names[RUN_FIELD_COUNT] = {
	"kind",	    "started",	   "ended",	 "operator", "user",
	"host",	    "build",	   "command",	 "file",     "sha256",
	"source",   "sequence",	   "read",	 "posted",   "duplicate",
	"rejected", "money",	   "reason",	 "period",   "first",
	"last",	    "head-before", "head-after", "login",    "sudo",
	"config",   "control",	   "dates",	 "like",     "outputs",
	"debts"};

const char *run_field_name(enum run_field field)
{
	assert(field < RUN_FIELD_COUNT);
	return names[field];
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
		if (field > 0)
			text_add_char(out, '\t');
		text_add_string(out, names[field]);
		text_add_char(out, '=');
		add_value(out, run->field[field]);
	}
}

bool run_parse(struct slice line, uint32_t number, struct run *run)
{
	size_t at = 0;
	int field;

	run->number = number;
	for (field = 0; field < RUN_FIELD_COUNT; field++) {
		const char *start = line.bytes + at;
		size_t left = line.size < at ? 0 : line.size - at;
		const char *stop = left == 0 ? NULL : memchr(start, '\t', left);
		size_t size = stop == NULL ? left : (size_t)(stop - start);
		size_t name = strlen(names[field]);

		if (field >= RUN_LOGIN && at == line.size + 1) {
			run_set(run, (enum run_field)field, "");
			continue;
		}
		if (size <= name || memcmp(start, names[field], name) != 0 ||
		    start[name] != '=')
			return false;
		run->field[field].bytes = start + name + 1;
		run->field[field].size = size - name - 1;
		at += size + 1;
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
