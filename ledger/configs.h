/*
 * configs.h: the configurations that a book was run with, kept whole.
 *
 * Shape       every run says in RUN_CONFIG the SHA-256 of the configuration
 *             it ran with ("": none, every default). A text that is not
 *             the one of the run before becomes the next version, and is
 *             kept: what was reported can be made again by the rules of
 *             its day.
 * Errors      STATUS_NOT_FOUND: no run had a configuration by then.
 */
#ifndef LEDGER_CONFIGS_H
#define LEDGER_CONFIGS_H

#include "ledger/book.h"

struct config_version {
	uint32_t number;	      /* from 1 */
	uint32_t run;		      /* the first that ran with it */
	char sha256[DIGEST_HEX_SIZE]; /* "": it was taken away */
};

/*
 * The configuration that the runs of this opened book are made with; without
 * this call they say that they had none, and versions stay as they are.
 */
void book_configure(struct book *book, struct slice text);

/*
 * The version of the last run up to `run` (RUN_NEWEST: of the last run) and,
 * unless text is NULL, its text.
 */
MUST_CHECK enum status book_config(struct book *book, uint32_t run,
				   struct config_version *version,
				   struct text *text, struct err *err);

#endif /* LEDGER_CONFIGS_H */
