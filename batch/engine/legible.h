/*
 * legible.h: text from outside, fit for a terminal and for a reject file.
 *
 * A sentence quotes what a file held, cut where its buffer ended: control
 * characters could drive the reader's terminal, and half a character would
 * make the reject file bad-utf8.
 */
#ifndef BATCH_ENGINE_LEGIBLE_H
#define BATCH_ENGINE_LEGIBLE_H

/* Each control character and each byte that is no UTF-8 becomes `?`. */
void legible_make(char *string);

#endif /* BATCH_ENGINE_LEGIBLE_H */
