/* proved.c: what came since the seal, and the pages where need be. */
#include "batch/steps/proved.h"

#include <string.h>

enum status prove_new(const char *directory, int wait_seconds, finding_fn tell,
		      void *owner, struct verdict *verdict, struct err *err)
{
	struct book *book;
	struct err why;
	uint64_t pages = 0;
	enum status closed;
	enum status status =
		book_open(directory, BOOK_READ, wait_seconds, &book, err);

	memset(verdict, 0, sizeof *verdict);
	if (status == STATUS_OK) {
		status = verify_since_seal(book, tell, owner, verdict, err);
		closed = book_close(book, err);
		status = status == STATUS_OK ? closed : status;
	}
	/* Where it cannot be read, or all of it was: which page is it? */
	if (status != STATUS_CORRUPT &&
	    (status != STATUS_OK || verdict->sealed_run > 0))
		return status;
	if (verify_pages(directory, wait_seconds, tell, owner, &pages, &why) !=
	    STATUS_OK)
		return status;
	verdict->findings += pages;
	return pages > 0 ? STATUS_OK : status;
}
