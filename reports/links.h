/*
 * links.h: where in a pack's journal the rows of an item begin, so that a
 * row of an aged report leads to them.
 *
 * Memory      a few bytes an item; a journal that is part of a pack is
 *             short (pack.c).
 */
#ifndef REPORTS_LINKS_H
#define REPORTS_LINKS_H

#include "reports/workbook_part.h"

struct links;

/* Read the rows of the journal; its tape is at its first row afterwards. */
MUST_CHECK enum status links_open(struct part *journal, struct links **links,
				  struct err *err);
void links_close(struct links *links);

/* Row of the item's first line on its sheet, from 0; false: it has none. */
bool links_find(const struct links *links, enum item_kind kind,
		struct slice code, uint32_t *row);

#endif /* REPORTS_LINKS_H */
