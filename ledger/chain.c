/* chain.c: the hash chain over the lines of the journal. */
#include "ledger/journal.h"
#include "ledger/store/format.h"

#include <assert.h>
#include <string.h>

void chain_init(struct chain *chain)
{
	char zeros[DIGEST_HEX_SIZE];

	memset(chain, 0, sizeof *chain);
	memset(zeros, '0', DIGEST_HEX_SIZE - 1);
	zeros[DIGEST_HEX_SIZE - 1] = '\0';
	chain->digest = digest_new();
	chain_start(chain, 0, zeros);
}

void chain_release(struct chain *chain)
{
	digest_free(chain->digest);
	text_release(&chain->line);
}

void chain_start(struct chain *chain, uint32_t entries,
		 const char full[DIGEST_HEX_SIZE])
{
	assert(entries % SEGMENT_ENTRIES == 0);
	memmove(chain->full, full, DIGEST_HEX_SIZE);
	chain->entries = entries;
	digest_restart(chain->digest);
	digest_add(chain->digest, chain->full, DIGEST_HEX_SIZE - 1);
	digest_add(chain->digest, "\n", 1);
}

bool chain_add(struct chain *chain, const struct event *event,
	       const struct line *lines, size_t count)
{
	char full[DIGEST_HEX_SIZE];

	text_clear(&chain->line);
	entry_chain(chain->entries + 1, event, lines, count, &chain->line);
	digest_add(chain->digest, chain->line.bytes, chain->line.size);
	chain->entries++;
	if (chain->entries % SEGMENT_ENTRIES != 0)
		return false;
	digest_hex(chain->digest, full);
	chain_start(chain, chain->entries, full);
	return true;
}

void chain_head(const struct chain *chain, char out[DIGEST_HEX_SIZE])
{
	if (chain->entries % SEGMENT_ENTRIES == 0)
		memcpy(out, chain->full, DIGEST_HEX_SIZE);
	else
		digest_hex(chain->digest, out);
}
