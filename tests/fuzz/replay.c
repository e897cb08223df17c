/*
 * replay.c: a fuzz target's main outside MODE=fuzz.
 *
 * Feeds each file named on the command line to LLVMFuzzerTestOneInput once,
 * so that the corpus is replayed by any compiler and under any sanitizer.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	size_t size = 0;
	size_t room = 0;
	size_t got;

	if (file == NULL) {
		perror(path);
		return 1;
	}
	do {
		room += 65536;
		data = realloc(data, room);
		if (data == NULL)
			abort();
		got = fread(data + size, 1, room - size, file);
		size += got;
	} while (got > 0);
	(void)fclose(file);
	/* An exact block: a read past its end is then seen. */
	uint8_t *input = malloc(size > 0 ? size : 1);

	if (input == NULL)
		abort();
	for (size_t i = 0; i < size; i++)
		input[i] = data[i];
	free(data);
	(void)LLVMFuzzerTestOneInput(input, size);
	free(input);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}
