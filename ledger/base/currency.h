/*
 * currency.h: the currencies that a book can hold.
 *
 * Source      ISO 4217 list one, and from list three (withdrawn codes) the
 *             ones this project's history needs: BYB and BYR. The minor
 *             digits of BYB, BYR, BYN and USD are those of EVENTS.md 1.
 * Shape       a currency is an index into a table sorted by its letters, so
 *             that the order of indexes is the byte order of codes. The
 *             index never leaves the process: the stored form is letters.
 */
#ifndef LEDGER_BASE_CURRENCY_H
#define LEDGER_BASE_CURRENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CURRENCY_NONE = 255 };

/* Index of three letters, or CURRENCY_NONE. */
uint8_t currency_find(const char *text, size_t size);

/* The three letters and a NUL; "" for CURRENCY_NONE. */
const char *currency_code(uint8_t currency);

/* Number of minor digits: 0 for BYR, 2 for BYN. */
int currency_digits(uint8_t currency);

/* Number of currencies in the table. */
uint8_t currency_count(void);

#endif /* LEDGER_BASE_CURRENCY_H */
