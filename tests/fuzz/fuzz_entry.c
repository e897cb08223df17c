/*
 * fuzz_entry.c: any bytes as a packed entry of the journal: it contradicts
 * itself and is refused, or it is read, has a chain line, and packed again
 * is read again with the same chain line.
 */
#include "ledger/base/text.h"
#include "ledger/rules/entry.h"

#include <assert.h>
#include <string.h>

static void chain(const struct entry *entry, struct text *out)
{
	entry_chain(1, &entry->event, entry->lines, entry->line_count, out);
	assert(out->size > 0 && out->bytes[out->size - 1] == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_ZERO;
	struct text packed = TEXT_ZERO;
	struct text first = TEXT_ZERO;
	struct text second = TEXT_ZERO;
	struct entry entry;

	if (entry_unpack(data, size, 1, &arena, &entry)) {
		chain(&entry, &first);
		entry_pack(&entry.event, entry.lines, entry.line_count,
			   &packed);
		if (entry_unpack(packed.bytes, packed.size, 1, &arena,
				 &entry)) {
			chain(&entry, &second);
			assert(first.size == second.size &&
			       memcmp(first.bytes, second.bytes, first.size) ==
				       0);
		}
	}
	text_release(&packed);
	text_release(&first);
	text_release(&second);
	arena_release(&arena);
	return 0;
}
