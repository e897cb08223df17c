/*
 * fuzz_csv.c: any bytes as an event file, plain or gzip: its records, the
 * header, and every row up to the form of its fields (eventfile.h).
 */
#include "tests/support/eventfile.h"
#include "tests/support/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input;

	input_make(&input, data, size);
	eventfile_read(input.path, NULL);
	input_close(&input);
	return 0;
}
