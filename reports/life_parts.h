/*
 * life_parts.h: a life being written, as its parts hand it on.
 *
 * The way through: life.c finds what the code is; life_item.c tells an
 * item, life_event.c an event, life_people.c who stands behind items;
 * life_entry.c tells one entry and what was reversed; life_shares.c puts a
 * spread (life_spread.h) into words. Private to the life*.c files.
 */
#ifndef REPORTS_LIFE_PARTS_H
#define REPORTS_LIFE_PARTS_H

#include "ledger/base/arena.h"
#include "reports/life.h"
#include "reports/life_spread.h"
#include "reports/outlet.h"

struct life {
	struct book *book;
	const struct life_options *options;
	struct outlet out;
	size_t found; /* headings so far */
};

/* "claim C-1", underlined. */
void life_heading(struct life *life, const char *kind, struct slice code);

/* "  name            text" */
void life_fact(struct life *life, const char *name, struct slice text);

/* "2009-03-20", or "2009-03-20 (since 2009-03-01)". */
void life_day(struct life *life, int32_t day, int32_t since);

void life_money(struct life *life, int64_t amount, uint8_t currency);

/* The same in a column of its own. */
void life_column(struct life *life, int64_t amount, uint8_t currency);

/* A copy of an item, or NULL; the caller frees it. */
MUST_CHECK enum status life_fetch(struct life *life, enum item_kind kind,
				  struct slice code, struct item **item,
				  struct err *err);

/* life_item.c, life_event.c, life_people.c: nothing, if it is not there. */
MUST_CHECK enum status life_item(struct life *life, enum item_kind kind,
				 struct err *err);
MUST_CHECK enum status life_event(struct life *life, struct err *err);
MUST_CHECK enum status life_victim(struct life *life, struct err *err);
MUST_CHECK enum status life_offender(struct life *life, struct err *err);
MUST_CHECK enum status life_ngo(struct life *life, struct err *err);

/* The entries by which money came to a case, as touches of its life. */
struct touches;
MUST_CHECK enum status life_case_touches(struct life *life,
					 const struct item *home,
					 struct touches *touches,
					 struct err *err);
void life_touch(struct touches *touches, const struct item *item,
		bool (*fits)(const struct move *move));

/* The claims, pools and assets of a case. */
MUST_CHECK enum status life_case(struct life *life, const struct item *home,
				 struct err *err);

/* life_entry.c: read entry `seq` and tell it; its lines of an item, or all. */
MUST_CHECK enum status life_entry(struct life *life, uint32_t seq,
				  const struct item *item, struct err *err);

/* "reversed by", "reverses": nothing where neither holds. */
MUST_CHECK enum status life_marks(struct life *life, const struct entry *entry,
				  struct err *err);

/* The lines of an entry: those of an item, or all. */
void life_lines(struct life *life, const struct entry *entry,
		const struct item *item);

/* The entry that a mirror reversed; 0 when `seq` is no mirror. */
MUST_CHECK enum status life_reversed(struct life *life, uint32_t seq,
				     uint32_t *target, struct err *err);

/*
 * One entry by its number. The cursor holds what it points to: close it
 * with entries_close when done.
 */
MUST_CHECK enum status life_read(struct life *life, uint32_t seq,
				 struct journal_cursor **cursor,
				 struct entry *entry, struct err *err);

/* life_shares.c: what the entry spread: the share of one claim, or all. */
MUST_CHECK enum status life_shares(struct life *life, const struct entry *entry,
				   const struct item *claim, struct err *err);

#endif /* REPORTS_LIFE_PARTS_H */
