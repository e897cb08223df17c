/*
 * anchor.h: what was last acknowledged, kept outside the environment.
 *
 * Berkeley DB's recovery drops, without a word, every transaction behind a
 * damaged place in the last log file. So after each commit the number of
 * entries and the journal head are written here, by rename and fdatasync,
 * and compared at every open: a book that is behind its anchor has lost
 * acknowledged entries and is refused.
 *
 * Shape       text, one `name=value` a line: entries, head, runs, state.
 *             `state` is `open` while a writer works (a reader that finds
 *             it so, with nobody writing, recovers first) and `clean`
 *             after its checkpoint. `encrypted=yes` where the book has a
 *             file `cipher`: so that its loss is named.
 */
#ifndef LEDGER_STORE_ANCHOR_H
#define LEDGER_STORE_ANCHOR_H

#include "ledger/base/digest.h"
#include "ledger/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct anchor {
	uint32_t entries;
	uint32_t runs;
	char head[DIGEST_HEX_SIZE];
	bool clean;
	bool encrypted;
};

MUST_CHECK enum status anchor_read(const char *directory, struct anchor *anchor,
				   struct err *err);
MUST_CHECK enum status anchor_write(const char *directory,
				    const struct anchor *anchor,
				    struct err *err);

/*
 * A book that is being made has a file `unfinished` in place of an anchor:
 * anchor_begin makes it, anchor_finish makes it the anchor in one step.
 */
MUST_CHECK enum status anchor_begin(const char *directory, struct err *err);
MUST_CHECK enum status anchor_finish(const char *directory,
				     const struct anchor *anchor,
				     struct err *err);

/* Was the making of a book at this place begun and not finished? */
bool anchor_unfinished(const char *directory);

#endif /* LEDGER_STORE_ANCHOR_H */
