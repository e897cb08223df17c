/*
 * text.h: a growing byte buffer, UTF-8, and byte order.
 *
 * Invariant   bytes[size] is always a NUL once anything was added.
 * Ownership   the buffer owns its bytes until text_release.
 * Errors      out of memory ends the process (arena.h).
 */
#ifndef LEDGER_BASE_TEXT_H
#define LEDGER_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	char *bytes;
	size_t size;
	size_t room;
};

#define TEXT_ZERO                                                              \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* Make room for `more` bytes and a NUL behind what stands. */
void text_reserve(struct text *text, size_t more);

/* Bytes are packed by the million: what has room is done in place. */
static inline void text_add(struct text *text, const char *bytes, size_t size)
{
	if (text->room - text->size <= size)
		text_reserve(text, size);
	if (size > 0)
		memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
	text->bytes[text->size] = '\0';
}

static inline void text_add_char(struct text *text, char c)
{
	if (text->room - text->size <= 1)
		text_reserve(text, 1);
	text->bytes[text->size++] = c;
	text->bytes[text->size] = '\0';
}

void text_add_string(struct text *text, const char *string);
void text_add_number(struct text *text, int64_t number);
void text_addf(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Empty it, keep its memory. */
void text_clear(struct text *text);
void text_release(struct text *text);

/* Is this well-formed UTF-8 (no surrogates, no overlong forms)? */
bool utf8_valid(const char *bytes, size_t size);

/* Number of code points of well-formed UTF-8. */
size_t utf8_count(const char *bytes, size_t size);

/* Has it a control character (C0, DEL or C1)? */
bool utf8_has_control(const char *bytes, size_t size);

/* Byte order of two strings, the shorter first where one begins the other. */
int bytes_compare(const char *a, size_t a_size, const char *b, size_t b_size);

#endif /* LEDGER_BASE_TEXT_H */
