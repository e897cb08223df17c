/* config.c: the settings there are, as a table, and the reading of them. */
#include "batch/steps/config.h"

#include "batch/engine/settings.h"
#include "batch/engine/whole.h"
#include "ledger/base/currency.h"
#include "ledger/configs.h"
#include "ledger/debts.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BACKUPS_MAX = 100000, SPAN_SIZE = 16 };

/* ---- values -------------------------------------------------------------- */

/* Each takes a value that is not empty; false: it has another form. */
typedef bool take_value(struct config *config, const char *value);

static bool take_number(const char *text, size_t size, int32_t *number)
{
	int32_t value = 0;
	size_t i;

	if (size == 0 || size > 6)
		return false;
	for (i = 0; i < size; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * 10 + (text[i] - '0');
	}
	*number = value;
	return true;
}

/* 90, 90d or, where years are taken, 1y. */
static bool take_span(const char *text, size_t size, struct delay_span *span)
{
	bool years = size > 0 && text[size - 1] == 'y';
	int32_t number;

	if (years || (size > 0 && text[size - 1] == 'd'))
		size--;
	if (!take_number(text, size, &number) ||
	    number > (years ? DELAY_SPAN_YEARS_MAX : DELAY_SPAN_DAYS_MAX) ||
	    (years && number == 0))
		return false;
	span->days = years ? 0 : number;
	span->years = years ? number : 0;
	return true;
}

static bool take_days(const char *value, int32_t *days)
{
	struct delay_span span;

	if (!take_span(value, strlen(value), &span) || span.years > 0)
		return false;
	*days = span.days;
	return true;
}

static bool take_scale(const char *value, struct delay_scale *scale)
{
	struct delay_span limits[DELAY_BUCKETS_MAX];
	size_t count = 0;

	for (;;) {
		size_t size;

		value += strspn(value, " \t");
		size = strcspn(value, " \t");
		if (size == 0)
			break;
		if (count == DELAY_BUCKETS_MAX ||
		    !take_span(value, size, &limits[count++]))
			return false;
		value += size;
	}
	return delay_scale_make(limits, count, scale);
}

static bool take_yes(const char *value, bool *yes)
{
	*yes = strcmp(value, "yes") == 0;
	return *yes || strcmp(value, "no") == 0;
}

static bool take_path(const char *value, char out[CONFIG_PATH_SIZE])
{
	assert(strlen(value) < CONFIG_PATH_SIZE);
	memcpy(out, value, strlen(value) + 1);
	return true;
}

static bool is_none(const char *value)
{
	return strcmp(value, "none") == 0;
}

/* ---- settings ------------------------------------------------------------ */

static bool take_long(struct config *config, const char *value)
{
	return take_scale(value, &config->terms.longs);
}

static bool take_short(struct config *config, const char *value)
{
	return take_scale(value, &config->terms.shorts);
}

static bool take_writ(struct config *config, const char *value)
{
	return take_days(value, &config->terms.writ_days);
}

static bool take_held(struct config *config, const char *value)
{
	return take_days(value, &config->terms.held_days);
}

static bool take_unsold(struct config *config, const char *value)
{
	return take_span(value, strlen(value), &config->terms.unsold);
}

static bool take_never_paid(struct config *config, const char *value)
{
	return take_days(value, &config->terms.never_paid_days);
}

static bool take_open_reject(struct config *config, const char *value)
{
	return take_days(value, &config->terms.open_reject_days);
}

static bool take_currency(struct config *config, const char *value)
{
	config->terms.currency = currency_find(value, strlen(value));
	return is_none(value) || config->terms.currency != CURRENCY_NONE;
}

static bool take_first(struct config *config, const char *value)
{
	char day[DAY_TEXT_SIZE + 8];

	config->first_month = DAY_NONE;
	if (is_none(value))
		return true;
	snprintf(day, sizeof day, "%.15s-01", value);
	return day_parse(day, strlen(day), &config->first_month);
}

static bool take_grace(struct config *config, const char *value)
{
	return take_days(value, &config->grace_days);
}

static bool take_outdir(struct config *config, const char *value)
{
	return take_path(value, config->outdir);
}

static bool take_close(struct config *config, const char *value)
{
	return take_yes(value, &config->close);
}

static bool take_backup(struct config *config, const char *value)
{
	return take_path(is_none(value) ? "" : value, config->backup);
}

static bool take_public(struct config *config, const char *value)
{
	return take_yes(value, &config->public_too);
}

static bool take_max_rejects(struct config *config, const char *value)
{
	memset(&config->max_rejects, 0, sizeof config->max_rejects);
	return is_none(value) ||
	       reject_limit_parse(value, &config->max_rejects);
}

static bool take_late(struct config *config, const char *value)
{
	config->late = strcmp(value, "first-open") == 0;
	return config->late || strcmp(value, "no") == 0;
}

static bool take_backups(struct config *config, const char *value)
{
	return take_number(value, strlen(value), &config->backups) &&
	       config->backups <= BACKUPS_MAX;
}

static bool take_look_alike(struct config *config, const char *value)
{
	return take_days(value, &config->look_alike_days);
}

/*
 * The table. A row: where it stands, what holds without it, what it takes,
 * what it is for. The defaults are read like any value.
 */
static const struct setting_row {
	const char *section;
	const char *name;
	const char *value;
	const char *form;
	const char *purpose;
	take_value *take;
} rows[] = {
	{"ageing", "long", "90d 180d 1y 2y 3y 6y 10y",
	 "limits that grow, of days (90d), then of years (1y)",
	 "Where the buckets of awards, assets, contributions and policies "
	 "end:\n# at the end of that day; a year's at the anniversary.",
	 take_long},
	{"ageing", "short", "10d 30d 60d 90d 180d",
	 "limits that grow, of days (90d), then of years (1y)",
	 "The same for grants.", take_short},
	{"deadlines", "writ", "90d", "days, such as 90d",
	 "Work list: writs that expire within this time.", take_writ},
	{"deadlines", "held", "15d", "days, such as 15d",
	 "Work list: money held for a victim longer than this.", take_held},
	{"deadlines", "unsold", "1y", "days or years, such as 90d or 1y",
	 "Work list: property confiscated this long ago, and not sold.",
	 take_unsold},
	{"deadlines", "never-paid", "0d", "days, such as 90d",
	 "Work list: awards in force this long of which nothing was paid.",
	 take_never_paid},
	{"deadlines", "open-reject", "0d", "days, such as 7d",
	 "Work list: refused rows that nobody mended for this long.",
	 take_open_reject},
	{"reporting", "currency", "none",
	 "none, or a currency of ISO 4217 such as BYN",
	 "The currency in which a workbook adds up sums of several.",
	 take_currency},
	{"calendar", "first", "none", "none, or a month as YYYY-MM",
	 "The first month that is reported on; none: as `init --first` said.",
	 take_first},
	{"calendar", "grace", "5d", "days, such as 5d",
	 "A month is due this long after its last day.", take_grace},
	{"monthly", "outdir", "reports", "a folder",
	 "Where workbooks go; without a / in front, from the book's folder.",
	 take_outdir},
	{"monthly", "close", "no", "yes or no",
	 "Is the month closed once its reports are made?", take_close},
	{"monthly", "backup", "none", "none, or a folder",
	 "Where a backup is made every month.", take_backup},
	{"monthly", "public", "yes", "yes or no",
	 "Is the public workbook made, too?", take_public},
	{"inbox", "max-rejects", "none",
	 "none, a number of rows, or a percentage such as 2%",
	 "How many refused rows a file may have and still be posted.",
	 take_max_rejects},
	{"inbox", "late", "no", "no or first-open",
	 "Do rows of closed months move to the first open day?", take_late},
	{"retention", "backups", "12", "a number; 0 keeps all",
	 "How many backups are kept.", take_backups},
	{"import", "look-alike", "31d", "days, such as 31d; 0 holds none",
	 "A file that looks like one posted in this time is held.",
	 take_look_alike},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

/* ---- reading ------------------------------------------------------------- */

struct draft {
	struct config *config;
	const char *name;
	config_tell *tell;
	void *owner;
	struct err *err;
	bool taken[ROWS];
	bool told;
};

static const struct setting_row *find_row(const struct setting *setting,
					  bool *section)
{
	size_t i;

	*section = false;
	for (i = 0; i < ROWS; i++) {
		if (strcmp(rows[i].section, setting->section) != 0)
			continue;
		*section = true;
		if (strcmp(rows[i].name, setting->name) == 0)
			return &rows[i];
	}
	return NULL;
}

static void list_names(const char *section, struct text *out)
{
	const char *last = "";
	size_t i;

	for (i = 0; i < ROWS; i++) {
		const char *name =
			section == NULL ? rows[i].section : rows[i].name;

		if ((section != NULL &&
		     strcmp(rows[i].section, section) != 0) ||
		    strcmp(name, last) == 0)
			continue;
		text_addf(out, "%s%s", last[0] == '\0' ? "" : ", ", name);
		last = name;
	}
}

/* There is no such section, or no such setting in it: name those there are. */
static bool refuse_name(const struct setting *setting, bool section,
			struct err *err)
{
	struct text list = TEXT_ZERO;

	list_names(section ? setting->section : NULL, &list);
	if (section)
		err_set(err, STATUS_INVALID,
			"there is no setting `%s` in [%s]; there are %s",
			setting->name, setting->section, list.bytes);
	else if (setting->section[0] == '\0')
		err_set(err, STATUS_INVALID,
			"`%s` stands before the first section; there are the "
			"sections %s",
			setting->name, list.bytes);
	else
		err_set(err, STATUS_INVALID,
			"there is no section [%s]; there are %s",
			setting->section, list.bytes);
	text_release(&list);
	return false;
}

static bool take(void *owner, const struct setting *setting, struct err *err)
{
	struct draft *draft = owner;
	bool section;
	const struct setting_row *row = find_row(setting, &section);

	if (row == NULL)
		return refuse_name(setting, section, err);
	if (draft->taken[row - rows]) {
		err_set(err, STATUS_INVALID, "%s stands twice in [%s]",
			row->name, row->section);
		return false;
	}
	draft->taken[row - rows] = true;
	if (setting->value[0] != '\0' &&
	    row->take(draft->config, setting->value))
		return true;
	err_set(err, STATUS_INVALID, "%s takes %s, not `%s`", row->name,
		row->form, setting->value);
	if (!row->take(draft->config, row->value))
		assert(false && "a default is a value");
	return false;
}

static void tell_mistake(void *owner, int line, const char *sentence)
{
	struct draft *draft = owner;

	if (draft->tell != NULL)
		draft->tell(draft->owner, line, sentence);
	else if (!draft->told)
		err_set(draft->err, STATUS_INVALID, "%s:%d: %s", draft->name,
			line, sentence);
	draft->told = true;
}

void config_default(struct config *config)
{
	size_t i;

	memset(config, 0, sizeof *config);
	for (i = 0; i < ROWS; i++)
		if (!rows[i].take(config, rows[i].value))
			assert(false && "a default is a value");
}

enum status config_parse(struct slice text, const char *name, config_tell *tell,
			 void *owner, struct config *config, struct err *err)
{
	struct draft draft = {config, name, tell, owner, err, {false}, false};
	struct digest *digest;
	int mistakes;

	config_default(config);
	if (text.size > sizeof config->text)
		return err_set(err, STATUS_INVALID,
			       "%s is longer than %d bytes; is it a "
			       "configuration?",
			       name, CONFIG_BYTES_MAX);
	memcpy(config->text, text.bytes, text.size);
	config->text_size = text.size;
	if (text.size > 0) {
		digest = digest_new();
		digest_add(digest, text.bytes, text.size);
		digest_hex(digest, config->sha256);
		digest_free(digest);
	}
	memcpy(config->terms.sha256, config->sha256, DIGEST_HEX_SIZE);
	mistakes = settings_parse(text, take, tell_mistake, &draft);
	if (mistakes == 0)
		return STATUS_OK;
	if (tell != NULL)
		err_set(err, STATUS_INVALID,
			"%s has %d mistake%s; mend the "
			"line%s named, then `redress check --config` reads it "
			"again",
			name, mistakes, mistakes == 1 ? "" : "s",
			mistakes == 1 ? "" : "s");
	return STATUS_INVALID;
}

enum status config_read(const char *path, config_tell *tell, void *owner,
			struct config *config, struct err *err)
{
	struct text text = TEXT_ZERO;
	enum status status = whole_read(path, CONFIG_BYTES_MAX, &text, err);

	if (status == STATUS_OK)
		status = config_parse(whole_slice(&text), path, tell, owner,
				      config, err);
	else if (status == STATUS_INVALID)
		err_wrap(err, status, "%s", path);
	text_release(&text);
	return status;
}

enum status config_of_book(const char *directory, struct config *config,
			   struct err *err)
{
	char path[LIMIT_PATH_BYTES];
	enum status status = config_path(directory, CONFIG_FILE, path, err);

	if (status != STATUS_OK)
		return status;
	if (access(path, F_OK) == 0 || errno != ENOENT)
		return config_read(path, NULL, NULL, config, err);
	config_default(config);
	return STATUS_OK;
}

enum status config_attach(struct book *book, struct config *config,
			  struct err *err)
{
	struct config_version last;
	struct slice text;
	enum status status = config_of_book(book_directory(book), config, err);

	if (status != STATUS_OK)
		return status;
	text.bytes = config->text;
	text.size = config->text_size;
	book_configure(book, text);
	status = book_config(book, RUN_NEWEST, &last, NULL, err);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	config->terms.version =
		last.number + (strcmp(last.sha256, config->sha256) != 0);
	return STATUS_OK;
}

enum status config_of_run(struct book *book, uint32_t run,
			  struct config *config, struct err *err)
{
	struct config_version version;
	struct text text = TEXT_ZERO;
	char name[40];
	enum status status = book_config(book, run, &version, &text, err);

	config_default(config);
	snprintf(name, sizeof name, "configuration %u",
		 (unsigned int)version.number);
	if (status == STATUS_OK && version.sha256[0] != '\0')
		status = config_parse(whole_slice(&text), name, NULL, NULL,
				      config, err);
	if (status == STATUS_OK)
		config->terms.version = version.number;
	text_release(&text);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status config_path(const char *directory, const char *path,
			char out[LIMIT_PATH_BYTES], struct err *err)
{
	int size = path[0] == '/' ? snprintf(out, LIMIT_PATH_BYTES, "%s", path)
				  : snprintf(out, LIMIT_PATH_BYTES, "%s/%s",
					     directory, path);

	if (size < 0 || size >= LIMIT_PATH_BYTES)
		return err_set(err, STATUS_INVALID,
			       "the path %.60s... is too long", path);
	return STATUS_OK;
}

/* ---- the sample ---------------------------------------------------------- */

void config_sample(struct text *out)
{
	const char *section = "";
	size_t i;

	text_add_string(out,
			"# The configuration of this book; every setting and "
			"its default. Take the\n# `#` away in front of one to "
			"change it, then: redress check --config\n");
	for (i = 0; i < ROWS; i++) {
		const struct setting_row *row = &rows[i];

		if (strcmp(section, row->section) != 0)
			text_addf(out, "\n[%s]\n", row->section);
		section = row->section;
		text_addf(out, "# %s\n# (%s)\n#%s = %s\n", row->purpose,
			  row->form, row->name, row->value);
	}
}
