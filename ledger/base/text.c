/* text.c: growing buffers and checks on UTF-8. */
#include "ledger/base/text.h"

#include "ledger/base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_reserve(struct text *text, size_t more)
{
	text->bytes =
		mem_grow(text->bytes, &text->room, text->size + more + 1, 1);
}

void text_add_string(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

void text_add_number(struct text *text, int64_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (number < 0)
		digits[--at] = '-';
	text_add(text, digits + at, sizeof digits - at);
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list args;
	int wanted;

	va_start(args, format);
	wanted = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(wanted >= 0);
	text_reserve(text, (size_t)wanted);
	va_start(args, format);
	vsnprintf(text->bytes + text->size, (size_t)wanted + 1, format, args);
	va_end(args);
	text->size += (size_t)wanted;
}

void text_clear(struct text *text)
{
	text->size = 0;
	if (text->bytes != NULL)
		text->bytes[0] = '\0';
}

void text_release(struct text *text)
{
	free(text->bytes);
	text->bytes = NULL;
	text->size = 0;
	text->room = 0;
}

/* Length of the character at `at`, or 0 when it is not well-formed. */
static size_t char_length(const unsigned char *at, size_t left)
{
	unsigned char low = 0x80;
	unsigned char high = 0xbf;
	size_t length;
	size_t i;

	if (at[0] < 0x80)
		return 1;
	if (at[0] < 0xc2 || at[0] > 0xf4)
		return 0;
	length = at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
	if (left < length)
		return 0;
	if (at[0] == 0xe0)
		low = 0xa0;
	else if (at[0] == 0xed)
		high = 0x9f;
	else if (at[0] == 0xf0)
		low = 0x90;
	else if (at[0] == 0xf4)
		high = 0x8f;
	if (at[1] < low || at[1] > high)
		return 0;
	for (i = 2; i < length; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	}
	return length;
}

/* Eight bytes at once: none above 0x7f. */
static bool plain_word(const unsigned char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return (word & 0x8080808080808080u) == 0;
}

bool utf8_valid(const char *bytes, size_t size)
{
	const unsigned char *at = (const unsigned char *)bytes;
	size_t left = size;

	while (left > 0) {
		size_t length;

		if (left >= 8 && plain_word(at)) {
			at += 8;
			left -= 8;
			continue;
		}
		length = char_length(at, left);
		if (length == 0)
			return false;
		at += length;
		left -= length;
	}
	return true;
}

size_t utf8_count(const char *bytes, size_t size)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < size; i++)
		count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return count;
}

bool utf8_has_control(const char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c < 0x20 || c == 0x7f)
			return true;
		if (c == 0xc2 && i + 1 < size &&
		    (unsigned char)bytes[i + 1] < 0xa0)
			return true;
	}
	return false;
}

int bytes_compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t common = a_size < b_size ? a_size : b_size;
	int order = common == 0 ? 0 : memcmp(a, b, common);

	if (order != 0)
		return order;
	return a_size < b_size ? -1 : a_size > b_size;
}
