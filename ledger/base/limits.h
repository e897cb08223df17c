/*
 * limits.h: every bound of the program in one place.
 *
 * A bound that the contract states says so; the others are ours and are
 * far above what a country's courts can produce.
 */
#ifndef LEDGER_BASE_LIMITS_H
#define LEDGER_BASE_LIMITS_H

enum {
	LIMIT_CODE_BYTES = 40,	      /* EVENTS.md section 1 */
	LIMIT_ID_BYTES = 64,	      /* EVENTS.md section 1 */
	LIMIT_TEXT_CHARS = 100,	      /* EVENTS.md section 1 */
	LIMIT_NOTE_CHARS = 500,	      /* EVENTS.md section 1 */
	LIMIT_FIELD_BYTES = 4096,     /* any cell of an event file */
	LIMIT_COLUMNS = 128,	      /* columns of an event file */
	LIMIT_RECORD_BYTES = 1 << 18, /* one record of an event file */
	LIMIT_ITEM_CODE_BYTES = 81,   /* CASE+OFFENDER */
	LIMIT_OFFENDERS = 100,	      /* jointly liable for one award */
	LIMIT_FILE_ROWS = 2000000000, /* rows of one event file */
	LIMIT_ENTRIES = 2000000000,   /* entries of one book */
	LIMIT_PATH_BYTES = 4096
};

#endif /* LEDGER_BASE_LIMITS_H */
