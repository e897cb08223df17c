/*
 * control.h: the control totals that a sender puts beside an event file
 * (BATCH.md section 3).
 *
 * Shape       lines `key=value`; `#` begins a comment line; empty lines, CR
 *             LF, a BOM and spaces around key and value are accepted:
 *                 rows=N          all rows of the file
 *                 sum.CUR=AMOUNT  of all its readable amounts in CUR
 *                 sha256=HEX      of the inflated content
 *                 source=NAME     up to 100 characters
 *                 sequence=N      from 1, without gaps for a source
 * Invariant   each key stands once; sequence has a source.
 * Errors      STATUS_INVALID: a line breaks the shape; `line` says which (0:
 *             the file as a whole), err says why. STATUS_NOT_FOUND: there
 *             is no such file, or it cannot be read.
 * Ownership   plain value.
 */
#ifndef BATCH_ENGINE_CONTROL_H
#define BATCH_ENGINE_CONTROL_H

#include "ledger/base/currency.h"
#include "ledger/base/digest.h"
#include "ledger/base/err.h"
#include "ledger/base/limits.h"
#include "ledger/base/pack.h"

#include <stdbool.h>
#include <stdint.h>

struct tally;

enum {
	CONTROL_BYTES_MAX = 64 * 1024, /* ours: a line a currency is 5 KiB */
	CONTROL_SOURCE_SIZE = 4 * LIMIT_TEXT_CHARS + 1
};

struct control {
	uint32_t line; /* of what is wrong */
	bool has_rows;
	uint64_t rows;
	bool has_sum[CURRENCY_NONE];
	int64_t sum[CURRENCY_NONE];
	char own_sha256[DIGEST_HEX_SIZE]; /* of the control file itself */
	char sha256[DIGEST_HEX_SIZE];	  /* "": not given */
	char source[CONTROL_SOURCE_SIZE]; /* "": not given */
	uint64_t sequence;		  /* 0: not given */
};

MUST_CHECK enum status control_read(const char *path, struct control *control,
				    struct err *err);
MUST_CHECK enum status control_parse(struct slice text, struct control *control,
				     struct err *err);

/*
 * Say each total that is not met, as a key and a sentence; how many there
 * are.
 */
typedef void control_say(void *owner, const char *key, const char *sentence);
int control_compare(const struct control *control, const struct tally *tally,
		    control_say *say, void *owner);

#endif /* BATCH_ENGINE_CONTROL_H */
