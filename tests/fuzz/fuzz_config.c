/*
 * fuzz_config.c: any bytes as redress.conf: every mistake has a line and a
 * sentence, and what was taken lies within what config.h says.
 */
#include "batch/steps/config.h"

#include <assert.h>

static void tell(void *owner, int line, const char *sentence)
{
	int *told = owner;

	assert(line >= 0 && sentence[0] != '\0');
	(*told)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config config;
	struct slice text = {(const char *)data, size};
	struct err err = {0};
	int told = 0;
	enum status status =
		config_parse(text, "redress.conf", tell, &told, &config, &err);

	if (size <= CONFIG_BYTES_MAX)
		assert((status == STATUS_OK) == (told == 0));
	else
		assert(status == STATUS_INVALID && err.text[0] != '\0');
	assert(config.grace_days >= 0 && config.backups >= 0 &&
	       config.look_alike_days >= 0);
	return 0;
}
