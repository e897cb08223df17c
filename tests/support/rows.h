/*
 * rows.h: event rows made of a fuzzer's bytes.
 *
 * Bytes that are cells seldom get past the form of a row. Here each byte
 * chooses: an event, and for every column that it takes a value of the right
 * kind out of a short list, so that rows meet the same few items again and
 * again, in and out of order. The same bytes make the same rows.
 *
 * Ownership   a row borrows from the rows until the next rows_next.
 */
#ifndef TESTS_SUPPORT_ROWS_H
#define TESTS_SUPPORT_ROWS_H

#include "ledger/base/text.h"
#include "ledger/rules/event.h"

enum { ROWS_MAX = 48, ROWS_CELL_SIZE = 24 };

struct rows {
	const uint8_t *at;
	const uint8_t *end;
	unsigned int number;
	char room[COLUMN_COUNT][ROWS_CELL_SIZE];
};

static inline uint8_t rows_byte(struct rows *rows)
{
	return rows->at < rows->end ? *rows->at++ : 0;
}

/* The next row; false: the bytes are used up. */
bool rows_next(struct rows *rows, struct row *row);

/* All rows as an event file of every column. */
void rows_csv(struct rows *rows, struct text *out);

#endif /* TESTS_SUPPORT_ROWS_H */
