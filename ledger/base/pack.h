/*
 * pack.h: numbers and strings to bytes and back, for the stored format.
 *
 * Shapes      a *varint* is 7 bits a byte, low bits first, high bit set on
 *             all but the last byte; a *zigzag* is a signed number n stored
 *             as the varint of (n << 1) ^ (n >> 63); a *string* is the
 *             varint of its size and its bytes; u32 is big-endian, so that
 *             byte order is number order.
 * Errors      a reader that runs past its end sets `bad` and answers 0 for
 *             all that follows: check it once, at the end.
 */
#ifndef LEDGER_BASE_PACK_H
#define LEDGER_BASE_PACK_H

#include "ledger/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes that belong to somebody else. */
struct slice {
	const char *bytes;
	size_t size;
};

struct reader {
	const unsigned char *at;
	const unsigned char *end;
	bool bad;
};

static inline struct reader reader_of(const void *bytes, size_t size)
{
	struct reader reader;

	reader.at = bytes;
	reader.end = reader.at + size;
	reader.bad = false;
	return reader;
}

static inline void pack_byte(struct text *out, unsigned int byte)
{
	text_add_char(out, (char)(unsigned char)byte);
}

static inline void pack_varint(struct text *out, uint64_t value)
{
	char bytes[10];
	size_t size = 0;

	while (value >= 0x80) {
		bytes[size++] = (char)(unsigned char)(value | 0x80);
		value >>= 7;
	}
	bytes[size++] = (char)value;
	text_add(out, bytes, size);
}

static inline void pack_zigzag(struct text *out, int64_t value)
{
	pack_varint(out, ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0));
}

static inline void pack_string(struct text *out, const char *bytes, size_t size)
{
	pack_varint(out, size);
	text_add(out, bytes, size);
}

static inline unsigned int read_byte(struct reader *reader)
{
	if (reader->at >= reader->end) {
		reader->bad = true;
		return 0;
	}
	return *reader->at++;
}

static inline uint64_t read_varint(struct reader *reader)
{
	uint64_t value = 0;
	int shift;

	for (shift = 0; shift < 64; shift += 7) {
		unsigned int byte = read_byte(reader);

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return value;
	}
	reader->bad = true;
	return 0;
}

static inline int64_t read_zigzag(struct reader *reader)
{
	uint64_t value = read_varint(reader);

	return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

static inline struct slice read_bytes(struct reader *reader, size_t size)
{
	struct slice slice = {"", 0};

	if ((size_t)(reader->end - reader->at) < size) {
		reader->bad = true;
		reader->at = reader->end;
		return slice;
	}
	slice.bytes = (const char *)reader->at;
	slice.size = size;
	reader->at += size;
	return slice;
}

static inline struct slice read_string(struct reader *reader)
{
	return read_bytes(reader, (size_t)read_varint(reader));
}

static inline void put_u32(unsigned char out[4], uint32_t value)
{
	out[0] = (unsigned char)(value >> 24);
	out[1] = (unsigned char)(value >> 16);
	out[2] = (unsigned char)(value >> 8);
	out[3] = (unsigned char)value;
}

static inline uint32_t get_u32(const void *bytes)
{
	const unsigned char *at = bytes;

	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

static inline bool slice_is(struct slice slice, const char *string)
{
	return strlen(string) == slice.size &&
	       memcmp(slice.bytes, string, slice.size) == 0;
}

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.size == b.size &&
	       (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

#endif /* LEDGER_BASE_PACK_H */
