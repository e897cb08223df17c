/*
 * room.h: what the tests of books share: a book for each test, open to
 * write within a transaction, and expectations that tell the sentence.
 */
#ifndef TESTS_LEDGER_ROOM_H
#define TESTS_LEDGER_ROOM_H

#include "tests/support/desk.h"
#include "tests/support/tempbook.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static struct tempbook temp;

#define OKAY(call)                                                             \
	do {                                                                   \
		enum status okay_status = (call);                              \
		ck_assert_msg(okay_status == STATUS_OK, "%s: status %d: %s",   \
			      #call, (int)okay_status, temp.err.text);         \
	} while (0)

static inline void room_make(void)
{
	OKAY(tempbook_make(&temp));
}

static inline void room_remove(void)
{
	tempbook_remove(&temp);
}

static inline void room_begin(void)
{
	if (temp.book == NULL)
		OKAY(tempbook_open(&temp, BOOK_WRITE));
	OKAY(tempbook_begin(&temp));
}

static inline void room_tell(const struct step *steps, size_t count)
{
	size_t done = tempbook_post_all(&temp, steps, count);

	ck_assert_msg(done == count,
		      "%s %s on %s: expected \"%s\", met \"%s\": %s%s",
		      steps[done].event, steps[done].fields, steps[done].date,
		      refusal_name(steps[done].expected),
		      refusal_name(temp.posting.refusal.code),
		      temp.posting.refusal.text, temp.err.text);
}

#define ROOM_TELL(steps) room_tell(steps, COUNT_OF(steps))

static inline void room_commit(void)
{
	OKAY(tempbook_commit(&temp));
}

/* A committed book of the standard world, closed. */
static inline void room_world(void)
{
	room_make();
	room_begin();
	room_tell(world_steps, world_step_count);
	room_commit();
	OKAY(tempbook_close(&temp));
}

/* The book is proved, without a finding. */
static inline void room_sound(void)
{
	OKAY(tempbook_verify(&temp));
	ck_assert_msg(temp.verdict.findings == 0, "%s", temp.said);
}

/* verify has a finding of this kind, and says what. */
static inline void room_found(const char *kind)
{
	OKAY(tempbook_verify(&temp));
	ck_assert_msg(tempbook_found(&temp, kind),
		      "no finding \"%s\" among %zu; the first is \"%s\"", kind,
		      temp.kind_count, temp.said);
}

static inline struct slice room_slice(const struct text *text)
{
	struct slice slice = {text->bytes, text->size};

	return slice;
}

#endif /* TESTS_LEDGER_ROOM_H */
