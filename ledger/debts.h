/*
 * debts.h: refused rows that their run left out: what is still owed to the
 * book. A file of which all is refused leaves none: it is a debt as a whole
 * and its sender knows it.
 *
 * Life        a debt is open until a row with its id is posted, or until an
 *             officer dismisses it in a run of its own, with a reason. A row
 *             refused again while its debt is open makes no second one: it
 *             is known by its id or, where none could be read, by the bytes
 *             of the row as it came.
 * Time        by the day of the run that recorded or cleared it, and by the
 *             number of that run: later runs never change what a report as
 *             of an earlier day, or of an earlier state of the book, lists.
 * Proof       beside the journal, like the runs. The run that records debts
 *             says their SHA-256 in RUN_DEBTS: of a line each, LINE, TAB, ID
 *             (or fingerprint), TAB, CODE, TAB, CUR and minor units (or
 *             nothing), LF.
 * Ownership   a debt handed out is borrowed until the next call on the same
 *             cursor.
 */
#ifndef LEDGER_DEBTS_H
#define LEDGER_DEBTS_H

#include "ledger/book.h"

enum { DEBT_PRINT_SIZE = 17 }; /* of a row without a readable id */

struct debt {
	uint32_t number; /* from 1, in the order of recording */
	uint32_t run;
	uint64_t line;	    /* of the file of that run */
	int32_t day;	    /* of that run */
	struct slice id;    /* empty: none could be read */
	struct slice print; /* then this: of the row's bytes */
	enum refusal_code code;
	bool has_money; /* the row's amount could be read */
	uint8_t currency;
	int64_t amount;
	/* What cleared it: nothing (0), a run, and unless it is 0 an entry. */
	uint32_t cleared_run;
	uint32_t cleared_entry;
	int32_t cleared_day;
};

/* ---- asking -------------------------------------------------------------- */

struct debts;

/* All debts that `run` recorded, or of all runs for 0, in order. */
MUST_CHECK enum status debts_open(struct book *book, uint32_t run,
				  struct debts **debts, struct err *err);
MUST_CHECK enum status debts_next(struct debts *debts, struct debt *debt,
				  struct err *err);
void debts_close(struct debts *debts);

/*
 * Was it open at the end of a day, as the book was known after run `run`
 * (RUN_NEWEST: as it is known now)?
 */
#define RUN_NEWEST UINT32_MAX
bool debt_stood(const struct debt *debt, int32_t day, uint32_t run);

/*
 * The last run that had entered nothing from entry `known_at` on (0: none);
 * RUN_NEWEST for 0, which is all of the book, as in dataset_options.
 */
MUST_CHECK enum status book_run_at(struct book *book, uint32_t known_at,
				   uint32_t *run, struct err *err);

/* What is open now. */
struct debts_sum {
	uint32_t open;
	uint32_t moneyless; /* of them: without a readable amount */
	int32_t oldest;	    /* day of the oldest; DAY_NONE: none is open */
	bool used[CURRENCY_NONE];
	bool overflow[CURRENCY_NONE];
	int64_t amount[CURRENCY_NONE];
};
MUST_CHECK enum status debts_sum(struct book *book, struct debts_sum *sum,
				 struct err *err);

/* ---- recording: between book_begin and book_commit ----------------------- */

/*
 * A row is left out by the run under way: the fields line, id, print, code
 * and money of *debt. *fresh: it is a debt that was not open already.
 */
MUST_CHECK enum status book_owe(struct book *book, const struct debt *debt,
				int32_t today, bool *fresh, struct err *err);

/*
 * Dismiss what is open of a run: the row of this line, or all for 0. How
 * many there were; STATUS_NOT_FOUND when none.
 */
MUST_CHECK enum status book_dismiss(struct book *book, uint32_t run,
				    uint64_t line, int32_t today,
				    uint32_t *count, struct err *err);

#endif /* LEDGER_DEBTS_H */
