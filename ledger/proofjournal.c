/* proofjournal.c: the journal from its first entry to its head. */
#include "ledger/jobrows.h"
#include "ledger/periods.h"
#include "ledger/proof.h"
#include "ledger/store/format.h"
#include "ledger/store/store.h"

#include <stdio.h>
#include <string.h>

/* Runs beside the entries: each must end where the next begins. */
struct runs_beside {
	struct runs *runs;
	struct run run;
	bool there;	  /* a run that has not ended yet */
	int32_t closed;	  /* as the runs so far closed and reopened */
	uint32_t entries; /* covered by the runs before */
	uint32_t count;
	char head[DIGEST_HEX_SIZE]; /* of the run chain */
	char journal[DIGEST_HEX_SIZE];
	struct job_rows *jobs; /* what the job repository should hold */
};

static void test_run_start(struct proof *proof, struct runs_beside *beside)
{
	const struct run *run = &beside->run;
	struct slice before = run->field[RUN_HEAD_BEFORE];
	uint64_t first = run_count(run, RUN_FIRST);

	if (run->number != beside->count)
		proof_finding(proof, "runs", "run %u is missing",
			      (unsigned int)beside->count);
	if (first != 0 && first != beside->entries + 1)
		proof_finding(proof, "runs",
			      "run %u begins with entry %llu, the run before "
			      "it ended with %u",
			      (unsigned int)run->number,
			      (unsigned long long)first,
			      (unsigned int)beside->entries);
	if (!slice_is(before, beside->journal))
		proof_finding(proof, "runs",
			      "run %u says another journal head before it",
			      (unsigned int)run->number);
}

static enum status next_run(struct proof *proof, struct runs_beside *beside,
			    struct err *err)
{
	struct job_shelf shelf = {NULL, beside->jobs};
	struct text line = TEXT_ZERO;
	struct slice bytes;
	enum status status = runs_next(beside->runs, &beside->run, err);

	beside->there = status == STATUS_OK;
	if (status == STATUS_END)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	beside->count++;
	run_line(&beside->run, &line);
	bytes.bytes = line.bytes;
	bytes.size = line.size;
	run_chain(beside->head, bytes, beside->head);
	text_release(&line);
	test_run_start(proof, beside);
	beside->closed = period_after(&beside->run, beside->closed);
	return beside->jobs == NULL ? STATUS_OK
				    : job_rows_enter(&shelf, &beside->run, err);
}

/* The job repository is an index of the runs and must say what they say. */
static enum status test_jobs(struct proof *proof,
			     const struct runs_beside *beside, struct err *err)
{
	struct text which = TEXT_ZERO;
	bool same = true;
	enum status status = job_rows_compare(proof->book->store, beside->jobs,
					      &same, &which, err);

	if (status == STATUS_OK && !same)
		proof_finding(proof, "jobs",
			      "the job repository does not say of %s what the "
			      "run chain says; rebuild it with `redress verify "
			      "--rebuild`",
			      which.bytes);
	text_release(&which);
	return status;
}

static void seal_differs(struct proof *proof, const char *what)
{
	proof_finding(proof, "seal",
		      "what was sealed when a month was closed last (run %u) "
		      "is not %s; `redress verify --rebuild` forgets the seal, "
		      "the next closing makes it anew",
		      (unsigned int)proof->book->standing.seal.run, what);
}

/* Is what the seal says that which the journal and the runs made then? */
static void test_seal(struct proof *proof, const struct runs_beside *beside)
{
	const struct seal *seal = &proof->book->standing.seal;
	char digest[DIGEST_HEX_SIZE];

	if (beside->run.number != seal->run)
		return;
	totals_digest(proof->journal_totals, digest);
	if (!slice_is(beside->run.field[RUN_KIND], "close") ||
	    beside->entries != seal->entries ||
	    strcmp(beside->journal, seal->head) != 0 ||
	    strcmp(beside->head, seal->run_head) != 0)
		seal_differs(proof, "what the chains had come to");
	else if (strcmp(digest, seal->totals) != 0)
		seal_differs(proof, "what the accounts had come to");
}

/* End every run whose last entry this is. */
static enum status end_runs(struct proof *proof, struct runs_beside *beside,
			    const struct chain *chain, struct err *err)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK && beside->there) {
		const struct run *run = &beside->run;
		uint64_t last = run_count(run, RUN_LAST);

		if (last > chain->entries)
			return STATUS_OK;
		if (last != 0)
			chain_head(chain, beside->journal);
		if (!slice_is(run->field[RUN_HEAD_AFTER], beside->journal))
			proof_finding(proof, "runs",
				      "run %u says another journal head after "
				      "it (entry %u)",
				      (unsigned int)run->number,
				      (unsigned int)chain->entries);
		if (proof->verdict->wanted[0] != '\0' &&
		    slice_is(run->field[RUN_HEAD_AFTER],
			     proof->verdict->wanted))
			proof->verdict->wanted_run = run->number;
		if (last != 0)
			beside->entries = (uint32_t)last;
		test_seal(proof, beside);
		status = next_run(proof, beside, err);
	}
	return status;
}

static enum status test_segment(struct proof *proof, const struct chain *chain,
				struct err *err)
{
	unsigned char key[4];
	struct slice name = {(const char *)key, sizeof key};
	struct text *value = &proof->book->value;
	enum status status;

	put_u32(key, chain->entries / SEGMENT_ENTRIES);
	status =
		store_get(proof->book->store, TABLE_SEGMENTS, name, value, err);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (status == STATUS_NOT_FOUND || value->size != DIGEST_HEX_SIZE - 1 ||
	    memcmp(value->bytes, chain->full, value->size) != 0)
		proof_finding(proof, "chain",
			      "the kept hash of segment %u (entries up to %u) "
			      "is not that of its entries",
			      (unsigned int)(chain->entries / SEGMENT_ENTRIES),
			      (unsigned int)chain->entries);
	return STATUS_OK;
}

/* What the event itself says that the award now is. */
static void add_principal(struct proof *proof, const struct entry *entry)
{
	const struct event *event = &entry->event;
	struct slice claim = event_field(event, COLUMN_CLAIM);

	if (event->code == EVENT_AWARD_GRANTED ||
	    event->code == EVENT_AWARD_VARIED)
		set_add_sum(&proof->principals, claim, entry->seq,
			    SUM_PRINCIPAL, event->amount);
	else if (event->code == EVENT_AWARD_QUASHED)
		set_add_sum(&proof->principals, claim, entry->seq,
			    SUM_PRINCIPAL, 0);
	else if (event->code == EVENT_AWARD_INDEXED)
		set_add_sum(&proof->principals, claim, entry->seq,
			    SUM_INDEXATION, event->amount);
}

/* The state that the event table says the entry's own item now has. */
static void add_state(struct proof *proof, const struct entry *entry)
{
	const struct event *event = &entry->event;
	const struct event_row *row = event_row(event->code);
	struct move move = {
		event->date, event->since, entry->seq, (uint8_t)event->code, 0,
		0,	     row->to};

	if (row->to != STATE_NONE && row->item != ITEM_NONE)
		set_add_move(&proof->states,
			     event_field(event, row->item_column), &move);
}

static void add_lines(struct proof *proof, const struct entry *entry)
{
	struct move move;
	size_t i;

	move.day = entry->event.date;
	move.since = entry->event.since;
	move.seq = entry->seq;
	move.event = (uint8_t)entry->event.code;
	for (i = 0; i < entry->line_count; i++) {
		const struct line *line = &entry->lines[i];
		struct series *series = totals_series(
			proof->journal_totals, line->account, line->currency);

		series_add(series, entry->event.date, line->amount);
		move.account = (uint8_t)line->account;
		move.currency = line->currency;
		move.amount = line->amount;
		if (line->item.size > 0)
			set_add_move(&proof->lines, line->item, &move);
	}
}

/*
 * The index knows an id by its own entry: not by the mirror that went with
 * a correction, nor by the further entries of a redenomination.
 */
bool proof_indexed(struct proof *proof, const struct entry *entry)
{
	const struct event *event = &entry->event;
	bool follows = event->code == EVENT_CURRENCY_REDENOMINATED &&
		       proof->redenominating;

	proof->redenominating = event->code == EVENT_CURRENCY_REDENOMINATED;
	if (follows &&
	    slice_is(event->field[COLUMN_ID], proof->redenomination_id))
		return false;
	if (proof->redenominating)
		snprintf(proof->redenomination_id,
			 sizeof proof->redenomination_id, "%.*s",
			 (int)event->field[COLUMN_ID].size,
			 event->field[COLUMN_ID].bytes);
	return event->code != EVENT_REVERSED ||
	       !event_has(event, COLUMN_CORRECTS) ||
	       !slice_equal(event->field[COLUMN_CORRECTS],
			    event->field[COLUMN_TARGET]);
}

static void test_entry(struct proof *proof, const struct entry *entry)
{
	struct move id = {0, 0, entry->seq, 0, 0, 0, 0};

	if (!seal_balances(entry->lines, entry->line_count))
		proof_finding(proof, "balance",
			      "entry %u (id %.*s): debits and credits differ",
			      (unsigned int)entry->seq,
			      (int)entry->event.field[COLUMN_ID].size,
			      entry->event.field[COLUMN_ID].bytes);
	if (proof_indexed(proof, entry))
		set_add_move(&proof->entry_ids, entry->event.field[COLUMN_ID],
			     &id);
	add_principal(proof, entry);
	add_state(proof, entry);
	add_lines(proof, entry);
	if (proof->touched != NULL)
		touched_add_entry(proof->touched, entry);
}

static enum status walk(struct proof *proof, struct chain *chain,
			struct runs_beside *beside, struct err *err)
{
	struct journal_cursor *cursor;
	struct entry entry;
	enum status status = journal_read(proof->book->store,
					  chain->entries + 1, &cursor, err);

	if (status != STATUS_OK)
		return status;
	while ((status = journal_next(cursor, &entry, err)) == STATUS_OK) {
		if (entry.seq != chain->entries + 1) {
			proof_finding(proof, "chain",
				      "entry %u is missing; restore a backup "
				      "with `redress restore`",
				      (unsigned int)chain->entries + 1);
			break;
		}
		test_entry(proof, &entry);
		if (chain_add(chain, &entry.event, entry.lines,
			      entry.line_count))
			status = test_segment(proof, chain, err);
		if (status == STATUS_OK)
			status = end_runs(proof, beside, chain, err);
		if (status != STATUS_OK)
			break;
	}
	journal_done(cursor);
	return status == STATUS_END ? STATUS_OK : status;
}

static void test_ends(struct proof *proof, const struct chain *chain,
		      const struct runs_beside *beside)
{
	const struct standing *standing = &proof->book->standing;
	char head[DIGEST_HEX_SIZE];

	chain_head(chain, head);
	memcpy(proof->verdict->head, head, DIGEST_HEX_SIZE);
	proof->verdict->entries = chain->entries;
	proof->verdict->runs = beside->count;
	if (chain->entries != standing->entries)
		proof_finding(proof, "chain",
			      "the journal ends with entry %u, the book says "
			      "%u; restore a backup with `redress restore`",
			      (unsigned int)chain->entries,
			      (unsigned int)standing->entries);
	else if (strcmp(head, standing->head) != 0)
		proof_finding(proof, "chain",
			      "the entries add up to the head %s, the book "
			      "says %s",
			      head, standing->head);
	if (beside->closed != standing->closed)
		proof_finding(proof, "period",
			      "the closed months are not those that the run "
			      "chain closed");
	if (standing->seal.run > standing->runs)
		seal_differs(proof, "that of a run of this book");
	if (beside->there || beside->count != standing->runs ||
	    beside->entries != chain->entries ||
	    strcmp(beside->head, standing->run_head) != 0)
		proof_finding(proof, "runs",
			      "the run chain holds %u runs that cover %u "
			      "entries; the book says %u runs and %u entries, "
			      "or another head",
			      (unsigned int)beside->count,
			      (unsigned int)beside->entries,
			      (unsigned int)standing->runs,
			      (unsigned int)standing->entries);
}

/* The run that closed the month says what the seal says. */
static enum status test_seal_run(struct proof *proof,
				 struct runs_beside *beside, struct err *err)
{
	const struct run *run = &beside->run;
	enum status status = runs_next(beside->runs, &beside->run, err);

	if (status != STATUS_OK && status != STATUS_END)
		return status;
	if (status == STATUS_END || run->number != proof->from.run ||
	    !slice_is(run->field[RUN_KIND], "close") ||
	    !slice_is(run->field[RUN_HEAD_AFTER], proof->from.head))
		seal_differs(proof, "the run that it names");
	else
		beside->closed = period_after(&beside->run, beside->closed);
	return STATUS_OK;
}

/* Behind the seal, or at the very beginning, where it is all zeros. */
static enum status start(struct proof *proof, struct chain *chain,
			 struct runs_beside *beside, struct err *err)
{
	const struct seal *seal = &proof->from;
	char head[DIGEST_HEX_SIZE];
	enum status status;

	beside->entries = seal->entries;
	beside->count = seal->run;
	memcpy(beside->head, seal->run_head, DIGEST_HEX_SIZE);
	memcpy(beside->journal, seal->head, DIGEST_HEX_SIZE);
	status = runs_open(proof->book, seal->run == 0 ? 1 : seal->run,
			   &beside->runs, err);
	if (status == STATUS_OK && seal->run != 0)
		status = test_seal_run(proof, beside, err);
	if (status == STATUS_OK)
		status = journal_chain_at(proof->book->store, seal->entries,
					  chain, err);
	chain_head(chain, head);
	if (status == STATUS_OK && strcmp(head, seal->head) != 0)
		seal_differs(proof, "the head that was sealed");
	return status;
}

enum status proof_journal(struct proof *proof, struct err *err)
{
	struct runs_beside beside;
	struct chain chain;
	enum status status;

	memset(&beside, 0, sizeof beside);
	chain_init(&chain);
	if (proof->from.run == 0) /* from the seal on it cannot be told */
		beside.jobs = job_rows_new();
	status = start(proof, &chain, &beside, err);
	if (status == STATUS_OK)
		status = next_run(proof, &beside, err);
	if (status == STATUS_OK)
		status = end_runs(proof, &beside, &chain, err);
	if (status == STATUS_OK)
		status = walk(proof, &chain, &beside, err);
	if (status == STATUS_OK)
		test_ends(proof, &chain, &beside);
	if (status == STATUS_OK && beside.jobs != NULL)
		status = test_jobs(proof, &beside, err);
	runs_close(beside.runs);
	job_rows_free(beside.jobs);
	chain_release(&chain);
	return status;
}
