/* proof.c: the proof of an import, in words and figures. */
#include "batch/cli/proof.h"

#include <stdio.h>
#include <string.h>

void progress_start(struct progress *progress)
{
	clock_gettime(CLOCK_MONOTONIC, &progress->started);
}

/* Milliseconds, at least one. */
static uint64_t elapsed(const struct progress *progress)
{
	struct timespec now;
	uint64_t ms;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ms = (uint64_t)(now.tv_sec - progress->started.tv_sec) * 1000 +
	     (uint64_t)(now.tv_nsec / 1000000) -
	     (uint64_t)(progress->started.tv_nsec / 1000000);
	return ms == 0 ? 1 : ms;
}

void progress_end(const struct progress *progress, const char *path,
		  uint64_t rows)
{
	uint64_t ms = elapsed(progress);

	fprintf(stderr, "%s: %llu rows read in %llu.%llu s, %llu rows/s\n",
		path, (unsigned long long)rows, (unsigned long long)(ms / 1000),
		(unsigned long long)(ms % 1000 / 100),
		(unsigned long long)(rows * 1000 / ms));
}

void progress_print(const struct progress *progress, uint64_t rows,
		    uint64_t done, uint64_t total)
{
	uint64_t elapsed_ms = elapsed(progress);
	uint64_t left = 0;

	if (done > 0 && total > done)
		left = elapsed_ms * (total - done) / done / 1000;
	fprintf(stderr,
		"\r%llu rows, %llu rows/s, %llu %% read, %llu s left\033[K",
		(unsigned long long)rows,
		(unsigned long long)(rows * 1000 / elapsed_ms),
		(unsigned long long)(total == 0 ? 100 : done * 100 / total),
		(unsigned long long)left);
}

static void print_money(const struct tally *tally)
{
	char text[TALLY_KIND_COUNT][MONEY_TEXT_SIZE];
	int currency;
	int kind;

	for (currency = 0; currency < currency_count(); currency++) {
		const struct tally_money *money = &tally->money[currency];
		const char *code = currency_code((uint8_t)currency);

		if (!money->used)
			continue;
		for (kind = 0; kind < TALLY_KIND_COUNT; kind++)
			money_format(money->minor[kind],
				     currency_digits((uint8_t)currency),
				     text[kind]);
		if (money->overflow)
			printf("  %-8s the sum does not fit 64 bits\n", code);
		else
			printf("  %-8s %18s = %18s + %16s + %16s\n", code,
			       text[TALLY_READ], text[TALLY_POSTED],
			       text[TALLY_DUPLICATE], text[TALLY_REJECTED]);
	}
}

static bool was_posted(const struct import_result *result, bool dry_run)
{
	return !dry_run && (result->outcome == IMPORT_POSTED ||
			    result->outcome == IMPORT_POSTED_WITH_REJECTS);
}

static void print_table(const struct import_result *result, bool dry_run)
{
	const struct tally *tally = &result->tally;

	printf("  %-8s %18s   %18s   %16s   %16s\n", "", "read",
	       was_posted(result, dry_run) ? "posted" : "good", "duplicate",
	       "rejected");
	printf("  %-8s %18llu = %18llu + %16llu + %16llu\n", "rows",
	       (unsigned long long)tally->rows[TALLY_READ],
	       (unsigned long long)tally->rows[TALLY_POSTED],
	       (unsigned long long)tally->rows[TALLY_DUPLICATE],
	       (unsigned long long)tally->rows[TALLY_REJECTED]);
	print_money(tally);
	if (tally->moneyless[TALLY_READ] > 0)
		printf("  rows without a readable amount: %llu\n",
		       (unsigned long long)tally->moneyless[TALLY_READ]);
}

static void print_with_rejects(const char *path,
			       const struct import_result *result)
{
	unsigned long long rejected =
		(unsigned long long)result->tally.rows[TALLY_REJECTED];

	if (result->tally.rows[TALLY_POSTED] == 0)
		printf("%s: nothing new: the good rows stand on the book "
		       "already, %llu row%s still refused\n",
		       path, rejected, rejected == 1 ? " is" : "s are");
	else
		printf("%s: posted but for %llu row%s refused, run %u\n", path,
		       rejected, rejected == 1 ? "" : "s",
		       (unsigned int)result->run);
}

static void print_refused(const char *path, const struct import_result *result)
{
	unsigned long long rejected =
		(unsigned long long)result->tally.rows[TALLY_REJECTED];

	unsigned long long read =
		(unsigned long long)result->tally.rows[TALLY_READ];

	if (rejected == 0)
		printf("%s: refused, nothing of it was posted\n", path);
	else
		printf("%s: refused: %llu of %llu row%s; nothing of it was "
		       "posted. Mend %s in %s and import it again\n",
		       path, rejected, read, read == 1 ? "" : "s",
		       rejected == 1 ? "it" : "them", path);
}

static void print_held(const char *path, const struct import_result *result)
{
	printf("%s: held, nothing of it was posted: it looks like the file "
	       "that run %u posted (as many rows, the same sums and dates, the "
	       "same rows but for their ids). If it is another list, import "
	       "it with --force --reason TEXT; `redress runs %u` shows the "
	       "earlier one\n",
	       path, (unsigned int)result->run, (unsigned int)result->run);
}

static void print_outcome(const char *path, const struct import_result *result,
			  bool dry_run)
{
	switch (result->outcome) {
	case IMPORT_POSTED:
		if (dry_run)
			printf("%s: would be posted; nothing was\n", path);
		else
			printf("%s: posted, run %u%s\n", path,
			       (unsigned int)result->run,
			       result->like == 0 ? ""
						 : ", though it looks like an "
						   "earlier file; the reason "
						   "is recorded");
		break;
	case IMPORT_POSTED_WITH_REJECTS:
		if (dry_run)
			printf("%s: would be posted but for the rows refused; "
			       "nothing was\n",
			       path);
		else
			print_with_rejects(path, result);
		break;
	case IMPORT_NOTHING_NEW:
		printf("%s: every row stands on the book already; nothing "
		       "changed\n",
		       path);
		break;
	case IMPORT_ALREADY_POSTED:
		printf("%s: posted already, by run %u; nothing changed\n", path,
		       (unsigned int)result->run);
		break;
	case IMPORT_HELD:
		print_held(path, result);
		break;
	case IMPORT_SEQUENCE_CONFLICT:
	case IMPORT_CONTROL_MISMATCH:
	case IMPORT_REFUSED:
	case IMPORT_UNDECIDED:
		print_refused(path, result);
		break;
	}
}

void proof_print(const char *path, const struct import_result *result,
		 bool dry_run)
{
	print_outcome(path, result, dry_run);
	if (result->outcome == IMPORT_ALREADY_POSTED)
		return;
	print_table(result, dry_run);
	if (result->rejects[0] != '\0' && was_posted(result, dry_run))
		printf("  refused rows: %s (mend it and import it with the "
		       "same options)\n",
		       result->rejects);
	else if (result->rejects[0] != '\0')
		printf("  refused rows: %s (to look at; mend %s itself, its "
		       "good rows were not posted either)\n",
		       result->rejects, path);
	if (was_posted(result, dry_run) && result->tally.rows[TALLY_POSTED] > 0)
		printf("  head before: %s\n  head after:  %s\n",
		       result->head_before, result->head_after);
	fflush(stdout); /* what is done is told, whatever comes next */
}
