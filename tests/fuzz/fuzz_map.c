/*
 * fuzz_map.c: a map, a NUL, and an office's own file: the map is read, and
 * by it the file, up to the form of its rows (eventfile.h).
 */
#include "batch/engine/map.h"
#include "tests/support/eventfile.h"
#include "tests/support/input.h"

#include <assert.h>
#include <string.h>

static void read_by(const struct map *map, const uint8_t *at, size_t size)
{
	struct input input;

	input_make(&input, at, size);
	eventfile_read(input.path, map);
	input_close(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size == 0 ? NULL : memchr(data, '\0', size);
	size_t head = end == NULL ? size : (size_t)(end - data);
	struct input input;
	struct map *map;
	struct err err = {0};

	input_make(&input, data, head);
	if (map_read(input.path, &map, &err) == STATUS_OK) {
		if (end != NULL)
			read_by(map, end + 1, size - head - 1);
		map_free(map);
	} else {
		assert(err.text[0] != '\0');
	}
	input_close(&input);
	return 0;
}
