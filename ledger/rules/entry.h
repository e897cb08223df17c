/*
 * entry.h: one entry of the journal: an event, its number and its lines.
 *
 * An entry has two forms. The *packed* form is what is stored; its byte
 * table stands in ledger/store/format.h. The *chain line* is what is hashed
 * and what an auditor reads: one line of UTF-8 with tabs,
 *
 *   seq TAB event TAB id TAB date {TAB column=text} {TAB account item
 *   currency amount} LF
 *
 * columns in the order of the vocabulary, without event, id and date; lines
 * in the order of the entry, their four words separated by one space, `-`
 * for no item, the amount with the currency's minor digits, debit positive.
 * Both are pure functions of the entry: no clock, run, host or layout.
 *
 * Ownership   what entry_unpack fills is borrowed from the bytes, and its
 *             lines from the arena.
 */
#ifndef LEDGER_RULES_ENTRY_H
#define LEDGER_RULES_ENTRY_H

#include "ledger/base/arena.h"
#include "ledger/rules/account.h"
#include "ledger/rules/event.h"

struct item;

struct line {
	enum account account; /* or a sum, behind the entry's own lines */
	uint8_t currency;
	int64_t amount;	   /* debit positive */
	struct slice item; /* its code; size 0: the account has no items */
	struct item *of;   /* while playing: the item itself */
};

struct entry {
	uint32_t seq;
	struct event event;
	const struct line *lines;
	size_t line_count;
};

/* seal.c: debits equal credits, per book, fund and currency. */
bool seal_balances(const struct line *lines, size_t count);

/* Append the packed form (its number is its place), or the chain line. */
void entry_pack(const struct event *event, const struct line *lines,
		size_t line_count, struct text *out);
void entry_chain(uint32_t seq, const struct event *event,
		 const struct line *lines, size_t line_count, struct text *out);

/* Read a packed form; false when the bytes contradict themselves. */
bool entry_unpack(const void *bytes, size_t size, uint32_t seq,
		  struct arena *arena, struct entry *entry);

#endif /* LEDGER_RULES_ENTRY_H */
