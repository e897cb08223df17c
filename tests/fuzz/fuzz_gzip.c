/*
 * fuzz_gzip.c: any bytes, packed as gzip in two members and unpacked again
 * by inflow, are the same bytes; and any bytes behind the mark of gzip are
 * unpacked or refused with a sentence.
 */
#define ZLIB_CONST
#include "batch/engine/inflow.h"
#include "tests/support/input.h"

#include <assert.h>
#include <string.h>
#include <zlib.h>

enum { CONTENT_MAX = 1 << 16, WINDOW_GZIP = 15 + 16 };

static unsigned char packed[2 * CONTENT_MAX];
static unsigned char content[CONTENT_MAX + 1];

static size_t pack(const uint8_t *data, size_t size, unsigned char *out,
		   size_t room)
{
	z_stream stream = {0};
	int code = deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, WINDOW_GZIP,
				1, Z_DEFAULT_STRATEGY);

	assert(code == Z_OK);
	stream.next_in = data;
	stream.avail_in = (uInt)size;
	stream.next_out = out;
	stream.avail_out = (uInt)room;
	code = deflate(&stream, Z_FINISH);
	assert(code == Z_STREAM_END);
	(void)deflateEnd(&stream);
	return room - stream.avail_out;
}

/* All of a file, as far as it goes; how it ended. */
static enum status unpack(const char *path, size_t *size, struct err *err)
{
	struct inflow_place place = {-1, "/tmp", NULL};
	struct inflow *in;
	enum status status = inflow_open(path, &place, &in, err);
	size_t got = 1;

	*size = 0;
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK && got > 0 && *size < sizeof content) {
		status = inflow_read(in, content + *size,
				     sizeof content - *size, &got, err);
		if (status == STATUS_OK)
			*size += got;
	}
	inflow_close(in);
	return status;
}

static void there_and_back(const uint8_t *data, size_t size)
{
	size_t first = size > 0 ? data[0] % (size + 1) : 0;
	size_t used = pack(data, first, packed, sizeof packed);
	struct input input;
	struct err err = {0};
	enum status status;
	size_t got;

	used += pack(data + first, size - first, packed + used,
		     sizeof packed - used);
	input_make(&input, packed, used);
	status = unpack(input.path, &got, &err);
	input_close(&input);
	assert(status == STATUS_OK);
	assert(got == size && memcmp(content, data, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input;
	struct err err = {0};
	size_t got;

	if (size > CONTENT_MAX)
		return 0;
	if (size > 0)
		there_and_back(data, size);
	input_make(&input, data, size);
	if (unpack(input.path, &got, &err) != STATUS_OK)
		assert(err.text[0] != '\0');
	input_close(&input);
	return 0;
}
