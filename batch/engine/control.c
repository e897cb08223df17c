/* control.c: read control totals, and hold a tally against them. */
#include "batch/engine/control.h"

#include "batch/engine/tally.h"
#include "batch/engine/whole.h"
#include "ledger/base/arena.h"
#include "ledger/base/money.h"
#include "ledger/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- values -------------------------------------------------------------- */

static bool parse_number(struct slice text, uint64_t *out)
{
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < text.size; i++) {
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			return false;
		number = number * 10 + (uint64_t)(text.bytes[i] - '0');
	}
	*out = number;
	return text.size > 0 && text.size <= 18;
}

static enum status read_rows(struct slice value, struct control *control,
			     struct err *err)
{
	if (control->has_rows)
		return err_set(err, STATUS_INVALID, "rows stands twice");
	if (!parse_number(value, &control->rows))
		return err_set(err, STATUS_INVALID,
			       "rows is not a whole number");
	control->has_rows = true;
	return STATUS_OK;
}

static enum status read_sha256(struct slice value, struct control *control,
			       struct err *err)
{
	size_t i;

	if (control->sha256[0] != '\0')
		return err_set(err, STATUS_INVALID, "sha256 stands twice");
	for (i = 0; i < value.size && i < DIGEST_HEX_SIZE - 1; i++) {
		char c = value.bytes[i];

		if (c >= 'A' && c <= 'F')
			c = (char)(c - 'A' + 'a');
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			break;
		control->sha256[i] = c;
	}
	if (value.size != DIGEST_HEX_SIZE - 1 || i != value.size)
		return err_set(err, STATUS_INVALID,
			       "sha256 is not 64 hexadecimal digits");
	return STATUS_OK;
}

static enum status read_source(struct slice value, struct control *control,
			       struct err *err)
{
	if (control->source[0] != '\0')
		return err_set(err, STATUS_INVALID, "source stands twice");
	if (value.size == 0 || !utf8_valid(value.bytes, value.size) ||
	    utf8_has_control(value.bytes, value.size) ||
	    utf8_count(value.bytes, value.size) > LIMIT_TEXT_CHARS)
		return err_set(err, STATUS_INVALID,
			       "source is not a name of 1 to %d characters of "
			       "UTF-8",
			       LIMIT_TEXT_CHARS);
	memcpy(control->source, value.bytes, value.size);
	return STATUS_OK;
}

static enum status read_sequence(struct slice value, struct control *control,
				 struct err *err)
{
	if (control->sequence != 0)
		return err_set(err, STATUS_INVALID, "sequence stands twice");
	if (!parse_number(value, &control->sequence) || control->sequence == 0)
		return err_set(err, STATUS_INVALID,
			       "sequence is not a whole number from 1");
	return STATUS_OK;
}

static enum status read_sum(struct slice code, struct slice value,
			    struct control *control, struct err *err)
{
	uint8_t currency = currency_find(code.bytes, code.size);
	int digits;
	struct decimal decimal;

	if (currency == CURRENCY_NONE)
		return err_set(err, STATUS_INVALID,
			       "sum. is not followed by an ISO 4217 code such "
			       "as BYR");
	if (control->has_sum[currency])
		return err_set(err, STATUS_INVALID, "sum.%s stands twice",
			       currency_code(currency));
	digits = currency_digits(currency);
	if (decimal_parse(value.bytes, value.size, digits, &decimal) !=
		    DECIMAL_OK ||
	    decimal_minor(decimal, digits, &control->sum[currency]) !=
		    DECIMAL_OK)
		return err_set(err, STATUS_INVALID,
			       "sum.%s is not a decimal with at most %d "
			       "decimals",
			       currency_code(currency), digits);
	control->has_sum[currency] = true;
	return STATUS_OK;
}

/* ---- lines --------------------------------------------------------------- */

static struct slice trimmed(struct slice text)
{
	while (text.size > 0 &&
	       (text.bytes[0] == ' ' || text.bytes[0] == '\t')) {
		text.bytes++;
		text.size--;
	}
	while (text.size > 0 && (text.bytes[text.size - 1] == ' ' ||
				 text.bytes[text.size - 1] == '\t' ||
				 text.bytes[text.size - 1] == '\r'))
		text.size--;
	return text;
}

static enum status read_pair(struct slice key, struct slice value,
			     struct control *control, struct err *err)
{
	if (slice_is(key, "rows"))
		return read_rows(value, control, err);
	if (slice_is(key, "sha256"))
		return read_sha256(value, control, err);
	if (slice_is(key, "source"))
		return read_source(value, control, err);
	if (slice_is(key, "sequence"))
		return read_sequence(value, control, err);
	if (key.size > 4 && memcmp(key.bytes, "sum.", 4) == 0) {
		key.bytes += 4;
		key.size -= 4;
		return read_sum(key, value, control, err);
	}
	return err_set(err, STATUS_INVALID,
		       "there is no such key; there are rows, sum.CUR, sha256, "
		       "source and sequence");
}

static enum status read_line(struct slice line, struct control *control,
			     struct err *err)
{
	const char *equals;
	struct slice key = trimmed(line);
	struct slice value;

	if (key.size == 0 || key.bytes[0] == '#')
		return STATUS_OK;
	equals = memchr(key.bytes, '=', key.size);
	if (equals == NULL)
		return err_set(err, STATUS_INVALID,
			       "the line is not key=value");
	value.bytes = equals + 1;
	value.size = (size_t)(key.bytes + key.size - value.bytes);
	key.size = (size_t)(equals - key.bytes);
	return read_pair(trimmed(key), trimmed(value), control, err);
}

enum status control_parse(struct slice text, struct control *control,
			  struct err *err)
{
	const char *at = text.bytes;
	const char *end = at + text.size;

	memset(control, 0, sizeof *control);
	if (text.size >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		struct slice line;
		enum status status;

		if (stop == NULL)
			stop = end;
		line.bytes = at;
		line.size = (size_t)(stop - at);
		control->line++;
		status = read_line(line, control, err);
		if (status != STATUS_OK)
			return status;
		at = stop + (stop < end);
	}
	control->line = 0;
	if (control->sequence != 0 && control->source[0] == '\0')
		return err_set(err, STATUS_INVALID,
			       "sequence needs source, whose files it counts");
	return STATUS_OK;
}

enum status control_read(const char *path, struct control *control,
			 struct err *err)
{
	struct text text = TEXT_ZERO;
	enum status status = whole_read(path, CONTROL_BYTES_MAX, &text, err);

	memset(control, 0, sizeof *control);
	if (status == STATUS_OK) {
		whole_sha256(&text, control->own_sha256);
		status = control_parse(whole_slice(&text), control, err);
	} else if (status == STATUS_INVALID)
		err_set(err, status,
			"the file is longer than %d bytes; is it one of "
			"control totals?",
			CONTROL_BYTES_MAX);
	text_release(&text);
	return status;
}

/* ---- totals -------------------------------------------------------------- */

static int compare_sum(const struct control *control, const struct tally *tally,
		       uint8_t currency, control_say *say, void *owner)
{
	const struct tally_money *money = &tally->money[currency];
	int digits = currency_digits(currency);
	int64_t read = money->minor[TALLY_READ];
	char key[16];
	char sentence[160];
	char want[MONEY_TEXT_SIZE];
	char have[MONEY_TEXT_SIZE];

	if (!control->has_sum[currency] ||
	    (!money->overflow && read == control->sum[currency]))
		return 0;
	snprintf(key, sizeof key, "sum.%s", currency_code(currency));
	money_format(control->sum[currency], digits, want);
	money_format(read, digits, have);
	snprintf(sentence, sizeof sentence,
		 "the control file says %s=%s, the rows add up to %s", key,
		 want, money->overflow ? "more than fits" : have);
	say(owner, key, sentence);
	return 1;
}

int control_compare(const struct control *control, const struct tally *tally,
		    control_say *say, void *owner)
{
	char sentence[160];
	uint8_t currency;
	int missed = 0;

	if (control->has_rows && control->rows != tally->rows[TALLY_READ]) {
		snprintf(sentence, sizeof sentence,
			 "the control file says rows=%llu, the file has %llu",
			 (unsigned long long)control->rows,
			 (unsigned long long)tally->rows[TALLY_READ]);
		say(owner, "rows", sentence);
		missed++;
	}
	for (currency = 0; currency < currency_count(); currency++)
		missed += compare_sum(control, tally, currency, say, owner);
	return missed;
}
