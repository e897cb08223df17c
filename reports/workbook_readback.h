/*
 * workbook_readback.h: open a written workbook again and count.
 *
 * libxlsxwriter answers "no error" for a workbook that is cut short when
 * its temporary folder ran full. So nothing is a workbook before this has
 * read it: every part inflates to its stated size and checksum, its tags
 * close, and each sheet has the rows and cells that were written.
 *
 * Memory      flat. The one door to zlib in reports/.
 * Errors      STATUS_FULL when the file is short of what was written,
 *             STATUS_IO when it cannot be read.
 */
#ifndef REPORTS_WORKBOOK_READBACK_H
#define REPORTS_WORKBOOK_READBACK_H

#include "ledger/base/err.h"

#include <stddef.h>
#include <stdint.h>

struct readback_sheet {
	uint64_t rows;
	uint64_t cells;
};

/* Compare a file with the sheets that it must have, in their order. */
MUST_CHECK enum status readback_check(int file,
				      const struct readback_sheet *sheets,
				      size_t count, struct err *err);

#endif /* REPORTS_WORKBOOK_READBACK_H */
