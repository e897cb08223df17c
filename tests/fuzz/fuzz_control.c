/*
 * fuzz_control.c: any bytes as a control file beside an event file. What it
 * takes it can compare; what it refuses names a line and a sentence.
 */
#include "batch/engine/control.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct control control;
	struct slice text = {(const char *)data, size};
	struct err err = {0};
	enum status status = control_parse(text, &control, &err);

	if (status == STATUS_OK)
		assert(control.sequence == 0 || control.source[0] != '\0');
	else
		assert(err.text[0] != '\0');
	return 0;
}
