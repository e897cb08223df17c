/*
 * workbook_text.h: the one place through which text enters a workbook.
 *
 * What a workbook cannot hold, or shows as something else, becomes visible
 * instead of breaking the file (measured: bad UTF-8 gives a sheet that
 * opens empty without a message).
 *
 *   invalid UTF-8, surrogates, noncharacters, U+FEFF      U+FFFD
 *   control characters (C0, DEL, C1)                      U+FFFD
 *   tab, line ends, U+2028, U+2029                        a space
 *   controls of the writing direction (spoofing)          U+FFFD
 *   _x0041_, which readers decode as a character          a U+200B after
 *                                                         the first _
 *   more than 32,767 UTF-16 units                         cut, with U+2026
 *
 * Invariant   well-formed UTF-8 comes out, and passes unchanged when it is
 *             put in again.
 * Errors      none; out of memory ends the process (arena.h).
 */
#ifndef REPORTS_WORKBOOK_TEXT_H
#define REPORTS_WORKBOOK_TEXT_H

#include "ledger/base/pack.h"
#include "ledger/base/text.h"

enum { XL_TEXT_UNITS_MAX = 32767 };

/* Put `text`, made fit for a cell, into `out`, which is emptied first. */
void xl_text(struct text *out, struct slice text);

/* The same for a page header or footer: & doubled, at most 60 characters. */
void xl_text_page(struct text *out, const char *text);

/* The characters of well-formed UTF-8, one by one; false at the end. */
bool xl_text_next(struct slice *text, uint32_t *point);

#endif /* REPORTS_WORKBOOK_TEXT_H */
