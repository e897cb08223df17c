/*
 * fuzz_settings.c: any bytes as redress.conf or a map, line by line: every
 * mistake has a line and a sentence, every setting a name.
 */
#include "batch/engine/settings.h"

#include <assert.h>

static bool take(void *owner, const struct setting *setting, struct err *err)
{
	int *last = owner;

	(void)err;
	assert(setting->section != NULL && setting->name != NULL &&
	       setting->value != NULL);
	assert(setting->line >= *last);
	*last = setting->line;
	return true;
}

static void tell(void *owner, int line, const char *sentence)
{
	(void)owner;
	assert(line >= 0 && sentence[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = {(const char *)data, size};
	int last = 0;

	assert(settings_parse(text, take, tell, &last) >= 0);
	return 0;
}
