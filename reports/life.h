/*
 * life.h: everything that one code is: an event, an item of a register, a
 * victim, an offender, an NGO; each under a heading, its life in the order
 * of dates, and for each minor unit that a waterfall allocated the rule and
 * the share that put it there.
 *
 * Name spaces of kinds are apart: one code may be a claim and a case.
 *
 * Units       amounts debit positive, digits in groups of three.
 * Errors      STATUS_NOT_FOUND: nothing on the book has the code; the
 *             sentence names near ones. Else those of the book and sink.
 */
#ifndef REPORTS_LIFE_H
#define REPORTS_LIFE_H

#include "ledger/book.h"
#include "reports/render.h"

struct life_options {
	struct slice code;
	const char *kind; /* only this one; NULL: all */
	int32_t today;	  /* up to which a victim waits */
};

/* The kinds there are, ended by NULL. */
const char *const *life_kinds(void);

MUST_CHECK enum status life_write(struct book *book,
				  const struct life_options *options,
				  struct sink *sink, struct err *err);

#endif /* REPORTS_LIFE_H */
