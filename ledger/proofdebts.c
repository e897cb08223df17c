/*
 * proofdebts.c: the refused rows that runs left, against the run chain.
 *
 * Each run says the hash of what it left; a debt that is gone, or that no
 * run left, would let a victim's row be forgotten without a word.
 */
#include "ledger/owed.h"
#include "ledger/proof.h"

#include <string.h>

/* Debts come by number, and so by run, beside the runs. */
struct debts_beside {
	struct debts *debts;
	struct debt debt;
	bool there; /* a debt that no run has claimed yet */
	struct ids *ids;
	struct digest *digest;
	struct text line;
};

static enum status next_debt(struct debts_beside *beside, struct err *err)
{
	enum status status = debts_next(beside->debts, &beside->debt, err);

	beside->there = status == STATUS_OK;
	return status == STATUS_END ? STATUS_OK : status;
}

/* A row counts as posted since: then its id is on the book. */
static enum status test_cleared(struct proof *proof,
				struct debts_beside *beside, struct err *err)
{
	const struct debt *debt = &beside->debt;
	enum status status;
	uint32_t seq;

	if (debt->cleared_run == 0 || debt->cleared_entry == 0)
		return STATUS_OK;
	status = ids_find(beside->ids, debt->id, &seq, err);
	if (status == STATUS_NOT_FOUND)
		proof_finding(proof, "debts",
			      "refused row %u (run %u, line %llu) counts as "
			      "posted since, but its id is not on the book; "
			      "restore a backup with `redress restore`",
			      (unsigned int)debt->number,
			      (unsigned int)debt->run,
			      (unsigned long long)debt->line);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Every debt of one run into its hash. */
static enum status add_debts(struct proof *proof, struct debts_beside *beside,
			     uint32_t run, struct err *err)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK && beside->there &&
	       beside->debt.run == run) {
		text_clear(&beside->line);
		debt_line(&beside->debt, &beside->line);
		digest_add(beside->digest, beside->line.bytes,
			   beside->line.size);
		status = test_cleared(proof, beside, err);
		if (status == STATUS_OK)
			status = next_debt(beside, err);
	}
	return status;
}

static enum status test_run(struct proof *proof, struct debts_beside *beside,
			    const struct run *run, struct err *err)
{
	char hash[DIGEST_HEX_SIZE] = "";
	bool left = beside->there && beside->debt.run == run->number;
	enum status status = STATUS_OK;

	if (left) {
		digest_restart(beside->digest);
		status = add_debts(proof, beside, run->number, err);
		digest_hex(beside->digest, hash);
	}
	if (status == STATUS_OK && !slice_is(run->field[RUN_DEBTS], hash))
		proof_finding(proof, "debts",
			      "the refused rows that are kept of run %u are "
			      "not those that it left; restore a backup with "
			      "`redress restore`",
			      (unsigned int)run->number);
	return status;
}

static enum status test_runs(struct proof *proof, struct debts_beside *beside,
			     struct err *err)
{
	struct runs *runs;
	struct run run;
	enum status status = runs_open(proof->book, 1, &runs, err);

	if (status != STATUS_OK)
		return status;
	while ((status = runs_next(runs, &run, err)) == STATUS_OK) {
		status = test_run(proof, beside, &run, err);
		if (status != STATUS_OK)
			break;
	}
	runs_close(runs);
	if (status == STATUS_END && beside->there)
		proof_finding(proof, "debts",
			      "refused row %u is kept of run %u, which left "
			      "none",
			      (unsigned int)beside->debt.number,
			      (unsigned int)beside->debt.run);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status proof_debts(struct proof *proof, struct err *err)
{
	struct debts_beside beside;
	enum status status;

	memset(&beside, 0, sizeof beside);
	status = ids_open(proof->book->store, &beside.ids, err);
	if (status != STATUS_OK)
		return status;
	beside.digest = digest_new();
	status = debts_open(proof->book, 0, &beside.debts, err);
	if (status == STATUS_OK) {
		status = next_debt(&beside, err);
		if (status == STATUS_OK)
			status = test_runs(proof, &beside, err);
		debts_close(beside.debts);
	}
	ids_close(beside.ids);
	digest_free(beside.digest);
	text_release(&beside.line);
	return status;
}
