/* workbook_text.c: UTF-8 in, UTF-8 that a spreadsheet can hold out. */
#include "reports/workbook_text.h"

enum { REPLACEMENT = 0xFFFD, PAGE_TEXT_MAX = 60 };

static bool is_tail(unsigned int byte)
{
	return (byte & 0xC0) == 0x80;
}

/*
 * Size of the character at the front and its code point; an invalid byte
 * is one character of size 1 and code point REPLACEMENT.
 */
static size_t decode(const unsigned char *at, size_t size, uint32_t *point)
{
	static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
	size_t wanted, i;
	uint32_t value = at[0];

	*point = value;
	if (value < 0x80)
		return 1;
	*point = REPLACEMENT;
	if (value < 0xC2 || value > 0xF4)
		return 1;
	wanted = value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
	if (size < wanted)
		return 1;
	value &= 0x7Fu >> wanted;
	for (i = 1; i < wanted; i++) {
		if (!is_tail(at[i]))
			return 1;
		value = value << 6 | (at[i] & 0x3Fu);
	}
	if (value < least[wanted] || value > 0x10FFFF ||
	    (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*point = value;
	return wanted;
}

static void add_point(struct text *out, uint32_t point)
{
	char bytes[4];
	size_t size = 0;

	if (point < 0x80) {
		bytes[size++] = (char)point;
	} else if (point < 0x800) {
		bytes[size++] = (char)(0xC0 | point >> 6);
		bytes[size++] = (char)(0x80 | (point & 0x3F));
	} else if (point < 0x10000) {
		bytes[size++] = (char)(0xE0 | point >> 12);
		bytes[size++] = (char)(0x80 | (point >> 6 & 0x3F));
		bytes[size++] = (char)(0x80 | (point & 0x3F));
	} else {
		bytes[size++] = (char)(0xF0 | point >> 18);
		bytes[size++] = (char)(0x80 | (point >> 12 & 0x3F));
		bytes[size++] = (char)(0x80 | (point >> 6 & 0x3F));
		bytes[size++] = (char)(0x80 | (point & 0x3F));
	}
	text_add(out, bytes, size);
}

/* What stands for a code point in a cell. */
static uint32_t fit(uint32_t point)
{
	if (point == '\t' || point == '\n' || point == '\r' ||
	    point == 0x2028 || point == 0x2029)
		return ' ';
	if (point < 0x20 || (point >= 0x7F && point <= 0x9F))
		return REPLACEMENT;
	if (point < 0x600)
		return point;
	if (point == 0x061C || point == 0x200E || point == 0x200F ||
	    (point >= 0x202A && point <= 0x202E) ||
	    (point >= 0x2066 && point <= 0x2069))
		return REPLACEMENT;
	if (point == 0xFEFF || (point >= 0xFDD0 && point <= 0xFDEF) ||
	    (point & 0xFFFE) == 0xFFFE)
		return REPLACEMENT;
	return point;
}

static bool is_hex(unsigned int c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* Does _xHHHH_ stand here? */
static bool is_escape(const unsigned char *at, size_t size)
{
	return size >= 7 && at[0] == '_' && (at[1] == 'x' || at[1] == 'X') &&
	       is_hex(at[2]) && is_hex(at[3]) && is_hex(at[4]) &&
	       is_hex(at[5]) && at[6] == '_';
}

/* Printable ASCII without an underscore, as nearly every cell is. */
static bool is_plain(struct slice text)
{
	size_t i;

	if (text.size > XL_TEXT_UNITS_MAX)
		return false;
	for (i = 0; i < text.size; i++) {
		if (text.bytes[i] < 0x20 || text.bytes[i] > 0x7E ||
		    text.bytes[i] == '_')
			return false;
	}
	return true;
}

/* Cut behind the last character that leaves room for the ellipsis. */
static void cut(struct text *out, size_t last)
{
	out->size = last;
	add_point(out, 0x2026);
}

void xl_text(struct text *out, struct slice text)
{
	const unsigned char *at = (const unsigned char *)text.bytes;
	size_t left = text.size;
	size_t units = 0;
	size_t last = 0; /* size of out while one unit was still free */

	text_clear(out);
	text_reserve(out, text.size);
	if (is_plain(text)) {
		text_add(out, text.bytes, text.size);
		return;
	}
	while (left > 0) {
		uint32_t point;
		bool escape = is_escape(at, left);
		size_t size = decode(at, left, &point);

		point = fit(point);
		units += (point >= 0x10000 ? 2u : 1u) + (escape ? 1u : 0u);
		if (units > XL_TEXT_UNITS_MAX) {
			cut(out, last);
			return;
		}
		add_point(out, point);
		if (escape)
			add_point(out, 0x200B);
		if (units < XL_TEXT_UNITS_MAX)
			last = out->size;
		at += size;
		left -= size;
	}
}

void xl_text_page(struct text *out, const char *text)
{
	struct text clean = TEXT_ZERO;
	struct slice rest = {text, strlen(text)};
	uint32_t point;
	size_t count;

	xl_text(&clean, rest);
	rest.bytes = clean.bytes;
	rest.size = clean.size;
	text_clear(out);
	text_reserve(out, 1);
	for (count = 0; count < PAGE_TEXT_MAX; count++) {
		if (!xl_text_next(&rest, &point))
			break;
		add_point(out, point);
		if (point == '&')
			add_point(out, point);
	}
	text_release(&clean);
}

bool xl_text_next(struct slice *text, uint32_t *point)
{
	size_t size;

	if (text->size == 0)
		return false;
	size = decode((const unsigned char *)text->bytes, text->size, point);
	text->bytes += size;
	text->size -= size;
	return true;
}
