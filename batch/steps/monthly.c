/* monthly.c: verify, close and backup of a month. */
#include "batch/steps/steps.h"

#include "batch/steps/files.h"
#include "batch/steps/period.h"
#include "batch/steps/proved.h"
#include "ledger/base/currency.h"
#include "ledger/base/money.h"

#include <stdio.h>
#include <string.h>

enum { FINDINGS_TOLD = 5 };

/* ---- verify -------------------------------------------------------------- */

struct telling {
	const struct job_world *world;
	int told;
};

static void tell(void *owner, const struct finding *finding)
{
	struct telling *telling = owner;
	struct text line = TEXT_ZERO;

	if (++telling->told > FINDINGS_TOLD)
		return;
	text_addf(&line, "finding: %s: %s", finding->kind, finding->text);
	telling->world->tell(telling->world->owner, line.bytes);
	text_release(&line);
}

static enum status not_proved(struct job_run *run, uint64_t findings,
			      struct err *err)
{
	run->held = true;
	return err_set(err, STATUS_OK,
		       "the book is not proved: %llu finding%s; keep it as it "
		       "is and run `redress verify`",
		       (unsigned long long)findings, findings == 1 ? "" : "s");
}

enum status step_verify(struct job_run *run, struct err *err)
{
	const struct job_world *world = run->world;
	struct telling telling = {world, 0};
	struct verdict verdict;
	enum status status;

	memset(&verdict, 0, sizeof verdict);
	status = prove_new(world->directory, world->wait_seconds, tell,
			   &telling, &verdict, err);
	if (status != STATUS_OK)
		return status;
	if (verdict.findings > 0)
		return not_proved(run, verdict.findings, err);
	memcpy(run->proved, verdict.head, DIGEST_HEX_SIZE);
	run->instance.known = run->known_fixed = true;
	run->instance.known_at = verdict.entries;
	text_addf(&run->note, "proved: %u entries, head %.12s...",
		  (unsigned int)verdict.entries, verdict.head);
	return STATUS_OK;
}

/* ---- close --------------------------------------------------------------- */

/* Unless this very journal was proved a moment ago by this execution. */
static enum status prove_again(struct job_run *run, struct book *book,
			       struct err *err)
{
	struct telling telling = {run->world, 0};
	char head[DIGEST_HEX_SIZE];
	struct verdict verdict;
	enum status status;

	book_head(book, head);
	if (strcmp(head, run->proved) == 0)
		return STATUS_OK;
	memset(&verdict, 0, sizeof verdict);
	status = verify_since_seal(book, tell, &telling, &verdict, err);
	if (status == STATUS_OK && verdict.findings > 0)
		return not_proved(run, verdict.findings, err);
	return status;
}

static enum status close_open(struct job_run *run, struct book *book,
			      struct err *err)
{
	struct period_change change;
	struct run line;
	enum status status = prove_again(run, book, err);

	if (status != STATUS_OK || run->held)
		return status;
	job_fill_run(run, "close", &line);
	job_fill_step(run, &line);
	change.month = run->day;
	change.reopen = false;
	change.today = run->world->today;
	change.run = &line;
	status = period_change(book, &change, err);
	if (status == STATUS_EXISTS) {
		text_add_string(&run->note, "was closed already");
		return STATUS_OK;
	}
	if (status != STATUS_OK)
		return status;
	run->recorded = true;
	text_addf(&run->note, "closed, run %u", (unsigned int)line.number);
	return STATUS_OK;
}

enum status step_close(struct job_run *run, struct err *err)
{
	const struct job_setup *setup = run->setup;
	struct book *book;
	enum status closed;
	enum status status;

	if (!setup->config.close) {
		text_add_string(&run->note, "not asked for in redress.conf");
		return STATUS_OK;
	}
	status = job_book_open(run->world, BOOK_WRITE, &book, err);
	if (status != STATUS_OK)
		return status;
	status = close_open(run, book, err);
	closed = book_close(book, err);
	return status == STATUS_OK ? closed : status;
}

/* ---- what is at stake ---------------------------------------------------- */

static int64_t owed_to_victims(const struct book *book, uint8_t currency,
			       int32_t day)
{
	uint64_t sum = 0;

	sum -= (uint64_t)book_balance(book, ACCOUNT_AWARDS_DUE, currency, day);
	sum -= (uint64_t)book_balance(book, ACCOUNT_TRUST_VICTIMS, currency,
				      day);
	sum -= (uint64_t)book_balance(book, ACCOUNT_TRUST_UNCLAIMED, currency,
				      day);
	return (int64_t)sum;
}

void monthly_stake(const struct job_run *run, struct text *out)
{
	int32_t day = month_last_day(run->day);
	char text[MONEY_TEXT_SIZE]; /* a day is shorter */
	struct book *book;
	struct err err;
	uint8_t currency;

	if (book_open(run->world->directory, BOOK_READ, 0, &book, &err) !=
	    STATUS_OK)
		return;
	for (currency = 0; currency < currency_count(); currency++) {
		int64_t owed = owed_to_victims(book, currency, day);

		if (owed == 0)
			continue;
		money_format(owed, currency_digits(currency), text);
		text_addf(out, "%s%s %s", out->size == 0 ? "" : ", ",
			  currency_code(currency), text);
	}
	if (out->size > 0) {
		day_format(day, text);
		text_addf(out, " awarded and not with the victims by %s", text);
	}
	if (book_close(book, &err) != STATUS_OK)
		text_clear(out);
}
