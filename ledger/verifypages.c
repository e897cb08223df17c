/* verifypages.c: the pages of a book that is not open. */
#include "ledger/store/anchor.h"
#include "ledger/store/lock.h"
#include "ledger/store/store.h"
#include "ledger/verify.h"

#include <stdio.h>

struct telling {
	finding_fn tell;
	void *owner;
	uint64_t *findings;
};

static void told(void *owner, const char *file, const char *what)
{
	struct telling *telling = owner;
	struct finding finding;

	finding.kind = "page";
	snprintf(
		finding.text, sizeof finding.text,
		"%s is damaged (%s); keep the directory as it is and restore a "
		"backup with `redress restore`",
		file, what);
	++*telling->findings;
	telling->tell(telling->owner, &finding);
}

/* A dead writer's log is played first: that is no damage. */
static enum status settle(const char *directory, int wait_seconds,
			  struct err *err)
{
	struct anchor anchor;
	struct book *book;
	enum status status = anchor_read(directory, &anchor, err);

	if (status != STATUS_OK || anchor.clean)
		return status;
	status = book_open(directory, BOOK_READ, wait_seconds, &book, err);
	return status == STATUS_OK ? book_close(book, err) : status;
}

enum status verify_pages(const char *directory, int wait_seconds,
			 finding_fn tell, void *owner, uint64_t *findings,
			 struct err *err)
{
	struct telling telling = {tell, owner, findings};
	enum status status;
	int lock;

	*findings = 0;
	status = lock_take(directory, false, wait_seconds, &lock, err);
	if (status != STATUS_OK)
		return status;
	lock_release(lock);
	status = settle(directory, wait_seconds, err);
	if (status == STATUS_OK)
		status = lock_take(directory, false, wait_seconds, &lock, err);
	if (status != STATUS_OK)
		return status;
	status = store_scan(directory, told, &telling, err);
	lock_release(lock);
	return status;
}
